//! One typed async SDK over four WhatsApp gateways: RyzeAPI, Evolution API, VZaps and WazzAPI.
//!
//! * [`AccountClient`] owns instances (one WhatsApp number each); [`InstanceClient`] works with one of them.
//! * Every error tells its [`Outcome`]: whether the message can have been sent. A send whose outcome is unknown is never repeated.
//! * A program moves to another gateway by changing one line or one environment variable; what its gateway alone has stays reachable, typed,
//!   through `call`.
//!
//! ```no_run
//! use wagate::prelude::*;
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! // WAGATE_URL=evolution+https://gw.example.com?instance=shop and WAGATE_INSTANCE_TOKEN=…
//! let line: InstanceClient = wagate::from_env()?;
//!
//! let to: Address = "+55 11 99999-9999".parse()?;
//! match line.send_text(&to, "Your order is ready").await {
//!     Ok(sent) => println!("sent {}", sent.message_id),
//!     Err(error) if error.outcome() == Outcome::Unknown => println!("ask a human: {error}"),
//!     Err(error) => return Err(error.into()),
//! }
//! # Ok(())
//! # }
//! ```
//!
//! With the gateway's type, its own operations are there too:
//!
//! ```no_run
//! use wagate::prelude::*;
//!
//! # async fn example() -> Result<(), Error> {
//! let account = AccountClient::<Ryze>::new(AccountToken::from_env("RYZE_TOKEN")?)?;
//! let created = account.create_instance(NewInstance::named("sales")).await?;
//! let line: InstanceClient<Ryze> = created.client;
//! line.wait_until_online(Duration::from_secs(120)).await?;
//! # Ok(())
//! # }
//! ```

#[cfg(doctest)]
mod compile_fail;
mod config;
mod connect;
pub mod prelude;
mod secrets;

pub use config::{Config, RateLimitSetting};
pub use connect::{account_from_env, connect, connect_account, from_env};
pub use secrets::Secrets;
pub use wagate_sdk_core::*;

#[cfg(feature = "evolution")]
pub use wagate_evolution as evolution;
#[cfg(feature = "evolution")]
pub use wagate_evolution::Evolution;
#[cfg(feature = "ryze")]
pub use wagate_ryze as ryze;
#[cfg(feature = "ryze")]
pub use wagate_ryze::Ryze;
#[cfg(feature = "vzaps")]
pub use wagate_vzaps as vzaps;
#[cfg(feature = "vzaps")]
pub use wagate_vzaps::Vzaps;
#[cfg(feature = "wazzapi")]
pub use wagate_wazzapi as wazzapi;
#[cfg(feature = "wazzapi")]
pub use wagate_wazzapi::Wazzapi;

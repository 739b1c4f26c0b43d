//! The four WhatsApp gateways in one process.
//!
//! RyzeAPI, Evolution API, VZaps and WazzAPI, each on a port of its own, over one small world of accounts,
//! instances and messages. A program can be developed and tested against them without a phone number, an account
//! or the internet. What the gateways accepted for WhatsApp stands in a [ledger](Emulator::ledger), what reached
//! them over the wire in a [record of requests](Emulator::requests), and a [fault](Fault) makes a gateway fail
//! the way gateways fail.
//!
//! ```
//! use wagate_emulator::{Emulator, Gateway};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> std::io::Result<()> {
//! let emulator = Emulator::start().await?;
//! println!("RyzeAPI answers at {}", emulator.base_url(Gateway::Ryze));
//!
//! // … point a client at it, with `emulator.credentials()` …
//! assert!(emulator.ledger().is_empty());
//! # Ok(())
//! # }
//! ```
//!
//! Everything an emulator knows belongs to the [`Emulator`] value: any number of them run side by side, and
//! dropping one stops it.
//!
//! Where a gateway's documents are silent the emulator has to answer something. Those answers are guesses; they are
//! marked `Guess:` in the source and listed in `docs/emulator-guesses.md`.

mod clock;
mod control;
mod credentials;
mod emulator;
mod evolution;
mod face;
mod fault;
mod front;
mod gateway;
mod ledger;
mod line;
mod phone;
mod proxy;
mod push;
mod qr;
mod requests;
mod ryze;
mod server;
mod shared;
mod vzaps;
mod wazzapi;
mod world;

pub use credentials::Credentials;
pub use emulator::{Emulator, EmulatorBuilder};
pub use fault::{Fault, FaultRule};
pub use gateway::{Gateway, UnknownGateway};
pub use ledger::{LedgerEntry, ReceivedMedia};
pub use phone::{PhoneChat, PhoneFile, PhoneGroup, PhoneMessage};
pub use push::{PushFault, PushFaultRule, WebhookDelivery};
pub use requests::SeenRequest;
pub use ryze::RateLimits;
pub use world::{CallStage, Presence};

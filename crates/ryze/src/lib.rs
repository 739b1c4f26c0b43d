//! The [RyzeAPI](https://docs.ryzeapi.cloud) adapter of wagate.
//!
//! [`Ryze`] is the type that makes a client speak to RyzeAPI. The portable operations are the clients' own methods. The gateway's own
//! operations, with all that each can do, are the types of [`instances`], [`messages`], [`chats`], [`contacts`], [`labels`], [`groups`],
//! [`profile`], [`webhooks`] and [`websocket`], which `client.call(…)` takes.
//!
//! ```no_run
//! use wagate_ryze::Ryze;
//! use wagate_sdk_core::{AccountClient, AccountToken, Address, NewInstance};
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let account = AccountClient::<Ryze>::new(AccountToken::from_env("RYZE_TOKEN")?)?;
//! let line = account.create_instance(NewInstance::named("sales")).await?.client;
//! let to: Address = "+55 11 99999-9999".parse()?;
//! let sent = line.send_text(&to, "Your order is ready").await?;
//! # Ok(())
//! # }
//! ```
//!
//! # Tokens
//!
//! RyzeAPI has two kinds. The account's token creates, lists and deletes instances and may do all that one of its instances may. An
//! instance's token works for its own instance alone, and sees its own row of the list. They are two types, so neither takes the other's
//! place:
//!
//! ```compile_fail,E0277
//! # use wagate_ryze::Ryze;
//! # use wagate_sdk_core::{AccountClient, InstanceToken};
//! fn wrong(token: InstanceToken) {
//!     let _ = AccountClient::<Ryze>::new(token);
//! }
//! ```
//!
//! ```compile_fail,E0277
//! # use wagate_ryze::Ryze;
//! # use wagate_sdk_core::{AccountToken, InstanceClient};
//! fn wrong(token: AccountToken) {
//!     let _ = InstanceClient::<Ryze>::new("sales", token);
//! }
//! ```
//!
//! To act on an instance with the account's token, ask the account for it:
//! [`AccountClient::instance`](wagate_sdk_core::AccountClient::instance).
//!
//! Both go out in the header `token`, or as `Authorization: Bearer` where that is chosen: see [`AccountCredential::bearer`] and
//! [`InstanceCredential::bearer`]. They never stand in a URL; for browser code alone there is [`browser_websocket_url`].
//!
//! Creating and deleting instances needs the account's token, so an instance's client cannot call it:
//!
//! ```compile_fail,E0277
//! # use wagate_ryze::{Ryze, instances::DeleteInstance};
//! # use wagate_sdk_core::InstanceClient;
//! async fn wrong(line: InstanceClient<Ryze>) {
//!     let _ = line.call(DeleteInstance::new("sales")).await;
//! }
//! ```

mod auth;
mod capabilities;
mod endpoints;
mod errors;
mod events;
mod portable;
#[cfg(feature = "events")]
mod realtime;

use std::sync::Arc;

use http::StatusCode;
use wagate_sdk_core::adapter::{Adapter, Authorizer, Refusal, Words};
use wagate_sdk_core::{Capabilities, CredentialKind, Error};

pub use auth::{AccountCredential, InstanceCredential, TokenHeader, browser_websocket_url};
pub use endpoints::{chats, contacts, groups, instances, labels, messages, profile, webhooks, websocket};

/// Where RyzeAPI is.
pub const BASE_URL: &str = "https://ryzeapi.cloud";

/// RyzeAPI, as a type: `AccountClient<Ryze>`, `InstanceClient<Ryze>`.
///
/// An instance's id is its name. The general limit is 100 requests a minute for each token, and 20 a minute for creating instances, which
/// has a state of its own: [`rate_limit_of`](wagate_sdk_core::AccountClient::rate_limit_of).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ryze;

impl Adapter for Ryze {
    const NAME: &'static str = "ryze";
    const BASE_URL: Option<&'static str> = Some(BASE_URL);
    const HTTPS_ONLY: bool = true;
    const REFUSALS: &'static [Refusal] = errors::REFUSALS;

    type AccountCredential = AccountCredential;
    type InstanceCredential = InstanceCredential;
    type InstanceState = ();

    fn account_authorizer(credential: AccountCredential) -> Result<Arc<dyn Authorizer>, Error> {
        Ok(Arc::new(auth::TokenAuthorizer::account(&credential)))
    }

    fn instance_authorizer(credential: InstanceCredential) -> Result<Arc<dyn Authorizer>, Error> {
        Ok(Arc::new(auth::TokenAuthorizer::instance(&credential)))
    }

    fn account_capabilities(_credential: CredentialKind) -> &'static Capabilities {
        &capabilities::ACCOUNT
    }

    fn instance_capabilities(credential: CredentialKind, _state: &()) -> &'static Capabilities {
        capabilities::of_instance(credential)
    }

    fn words(body: &str) -> Words {
        errors::words(body)
    }

    fn hint(operation: &str, status: StatusCode) -> Option<&'static str> {
        errors::hint(operation, status)
    }
}

#[cfg(not(feature = "events"))]
impl wagate_sdk_core::adapter::Realtime for Ryze {}

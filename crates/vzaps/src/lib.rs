//! The VZaps adapter of wagate.
//!
//! ```no_run
//! use wagate_sdk_core::{AccountClient, Error, NewInstance, SecretToken};
//! use wagate_vzaps::{ClientCredentials, Vzaps};
//!
//! # async fn example() -> Result<(), Error> {
//! let login =
//!     ClientCredentials::new(SecretToken::from_env("VZAPS_TOKEN")?, SecretToken::from_env("VZAPS_SECRET")?);
//! let account = AccountClient::<Vzaps>::new(login)?;
//! let line = account.create_instance(NewInstance::named("sales")).await?.client;
//! let to = "+55 11 99999-9999".parse().map_err(|_| Error::invalid("no number"))?;
//! println!("queued as {}", line.send_text(&to, "Your order is ready").await?.message_id);
//! # Ok(())
//! # }
//! ```
//!
//! # Credentials
//!
//! An account has a [client token and a client secret](ClientCredentials). They buy a JWT at `POST /token`,
//! which this client fetches when it needs one, keeps until a minute before it expires, and renews once when
//! the gateway refuses it. A program that has a JWT already gives that: [`AccountCredential::jwt`].
//!
//! An instance is reached with the account's JWT
//! ([`AccountClient::instance`](wagate_sdk_core::AccountClient::instance)), or with [two tokens](TwoTokens),
//! the account's client token and the instance's own, without any JWT.
//! [`create_instance`](wagate_sdk_core::AccountClient::create_instance) gives a client that holds the two
//! tokens.
//!
//! What only a JWT may do is an operation of the account, so it does not compile on an instance's client:
//!
//! ```compile_fail,E0277
//! use wagate_sdk_core::InstanceClient;
//! use wagate_vzaps::{Vzaps, instances::ListInstances};
//!
//! async fn wrong(line: InstanceClient<Vzaps>) {
//!     let _ = line.call(ListInstances::new()).await;
//! }
//! ```
//!
//! On the account's client it does:
//!
//! ```
//! use wagate_sdk_core::AccountClient;
//! use wagate_vzaps::{Vzaps, instances::ListInstances};
//!
//! async fn right(account: AccountClient<Vzaps>) {
//!     let _ = account.call(ListInstances::new()).await;
//! }
//! ```
//!
//! # What is where
//!
//! * [`token`], [`instances`], [`billing`], [`session`], [`messages`], [`chats`], [`contacts`], [`profile`], [`groups`], [`queue`],
//!   [`webhooks`]: the gateway's operations, one type each, for [`call`](wagate_sdk_core::InstanceClient::call)
//! * [`Envelope`]: the frame around most of an instance's answers. [`Confirmed`], [`Loose`], [`Listed`]: answers of which the documents
//!   tell little
//! * [`Vzaps`]: the gateway as a type

mod auth;
mod capabilities;
mod endpoints;
mod errors;
mod events;
mod portable;
mod realtime;

use std::sync::Arc;

use http::StatusCode;
use wagate_sdk_core::Error;
use wagate_sdk_core::adapter::{Adapter, Authorizer, Capabilities, CredentialKind, Refusal, Words};

pub use auth::{AccountCredential, ClientCredentials, TwoTokens};
pub use endpoints::{
    Confirmed, Envelope, Listed, Loose, billing, chats, contacts, groups, instances, messages, profile,
    queue, session, token, webhooks,
};

/// VZaps, as a type: `AccountClient<Vzaps>`, `InstanceClient<Vzaps>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Vzaps;

impl Adapter for Vzaps {
    const NAME: &'static str = "vzaps";
    const BASE_URL: Option<&'static str> = Some("https://api.vzaps.com");
    const HTTPS_ONLY: bool = false;
    const REFUSALS: &'static [Refusal] = errors::REFUSALS;

    type AccountCredential = AccountCredential;
    type InstanceCredential = TwoTokens;
    type InstanceState = ();

    fn account_authorizer(credential: AccountCredential) -> Result<Arc<dyn Authorizer>, Error> {
        Ok(credential.into_authorizer())
    }

    fn instance_authorizer(credential: TwoTokens) -> Result<Arc<dyn Authorizer>, Error> {
        Ok(credential.into_authorizer())
    }

    fn account_capabilities(credential: CredentialKind) -> &'static Capabilities {
        capabilities::of_account(credential)
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

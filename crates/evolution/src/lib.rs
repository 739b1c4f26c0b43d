//! The Evolution API adapter of wagate: every operation of the self-hosted gateway, typed.
//!
//! Written against Evolution API 2.3.7. The server is yours, so there is no address of its own: set the base URL.
//!
//! ```no_run
//! use wagate_evolution::Evolution;
//! use wagate_sdk_core::{AccountClient, AccountToken, Address, Error, NewInstance};
//!
//! # async fn example() -> Result<(), Error> {
//! let key = AccountToken::from_env("AUTHENTICATION_API_KEY")?;
//! let account = AccountClient::<Evolution>::builder(key).base_url("https://evolution.example.com").build()?;
//! let line = account.create_instance(NewInstance::named("sales")).await?.client;
//! println!("scan this: {}", line.connect().await?.qr_text().unwrap_or("no code yet"));
//! # Ok(())
//! # }
//! ```
//!
//! # Credentials
//!
//! Every request carries the header `apikey`. The *global key* of the server ([`AccountToken`]) opens everything. An *instance's
//! token* ([`InstanceToken`]) opens the routes that name this instance, and its own rows of [`instances::FetchInstances`]. The server
//! tells of an unknown instance (404) and of a name in use (403) before it looks at the key, so these answers say nothing about
//! it; and it refuses every wrong key with the same words.
//!
//! # Channels
//!
//! An instance lives on one of three channels ([`Integration`]). Two of them do less than the usual one. A client that
//! [`create_instance`](wagate_sdk_core::AccountClient::create_instance) made knows its channel; to another one it is told by
//! [`instance_with`](wagate_sdk_core::AccountClient::instance_with) and [`KnownChannel`]. Without, it is taken for
//! [`Integration::Baileys`] until it is asked for: once, before the first message that not every channel carries, such as one to a group.
//!
//! # More than one request
//!
//! Some portable operations take two. The server takes settings and privacy whole, so `update_settings` and `set_privacy` read them first and
//! write the others back as they were; two programs that do it at the same time may undo each other. `archive_chat`, `unarchive_chat` and
//! `mark_chat_unread` look up the chat's last message, which must be in the server's database. `own_profile` asks for the text about it apart. A
//! first request that failed changed nothing: its outcome is `NotSent`.
//!
//! # Statuses
//!
//! What is sent to [`Address::StatusBroadcast`](wagate_sdk_core::Address::StatusBroadcast) all stored contacts see. A text is shown in the server's font 1 on the green
//! `#008000`, since the server demands both; [`messages::SendStatus`] has others, and names who sees it. A sound file is posted as a voice note.
//!
//! # What answers hide
//!
//! `connect` and `restart` answer failures with HTTP 200, sends on [`Integration::Business`] with HTTP 201: all of them are errors here.
//! A send that failed with 400 "Timed Out" or "Connection Closed" may have gone out, so its outcome is unknown.

mod auth;
mod capabilities;
mod endpoints;
mod errors;
mod events;
mod portable;
mod realtime;
mod state;

use std::sync::Arc;

use http::StatusCode;
use wagate_sdk_core::Error;
use wagate_sdk_core::adapter::{
    Adapter, Authorizer, Capabilities, CredentialKind, ErrorKind, Refusal, Words,
};

pub use endpoints::{
    chats, contacts, groups, instances, labels, messages, profile, server, settings, webhooks, websocket,
};
pub use state::{Integration, KnownChannel};
pub use wagate_sdk_core::{AccountToken, InstanceToken, SecretText};

/// Evolution API, as the provider of an [`AccountClient`](wagate_sdk_core::AccountClient) or
/// [`InstanceClient`](wagate_sdk_core::InstanceClient).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Evolution;

impl Adapter for Evolution {
    const NAME: &'static str = "evolution";
    const BASE_URL: Option<&'static str> = None;
    const HTTPS_ONLY: bool = false;
    const REFUSALS: &'static [Refusal] = errors::REFUSALS;

    type AccountCredential = AccountToken;
    type InstanceCredential = InstanceToken;
    type InstanceState = KnownChannel;

    fn account_authorizer(credential: AccountToken) -> Result<Arc<dyn Authorizer>, Error> {
        Ok(auth::global_key(&credential))
    }

    fn instance_authorizer(credential: InstanceToken) -> Result<Arc<dyn Authorizer>, Error> {
        Ok(auth::instance_token(&credential))
    }

    fn account_capabilities(_credential: CredentialKind) -> &'static Capabilities {
        &capabilities::ACCOUNT
    }

    fn instance_capabilities(_credential: CredentialKind, state: &KnownChannel) -> &'static Capabilities {
        capabilities::of_instance(state)
    }

    fn words(body: &str) -> Words {
        errors::words(body)
    }

    fn unproven(status: StatusCode, words: &Words) -> Option<ErrorKind> {
        errors::unproven(status, words)
    }

    fn hint(operation: &str, status: StatusCode) -> Option<&'static str> {
        errors::hint(operation, status)
    }
}

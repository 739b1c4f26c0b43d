//! The WazzAPI adapter of wagate, the typed async SDK for WhatsApp gateways.
//!
//! ```no_run
//! use wagate_sdk_core::{AccountClient, AccountToken, Address};
//! use wagate_wazzapi::Wazzapi;
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let account = AccountClient::<Wazzapi>::new(AccountToken::from_env("WAZZAPI_KEY")?)?;
//! let line = account.instance("c053d8ef-6c19-4ecb-9cc5-a4a64be79d92")?;
//! let to: Address = "+62 812-3456-7890".parse()?;
//! let sent = line.send_text(&to, "Your order is ready").await?;
//! println!("queued as {}", sent.message_id);
//! # Ok(())
//! # }
//! ```
//!
//! # What is particular to WazzAPI
//!
//! * The account is an *organization*, an instance is a *device*. One API key acts for the organization and all its devices; it is both the account's and the instance's credential.
//! * A device has two identifiers. Its id is the client's id, and stands as `whatsapp_account_id` in the calls about messages. The calls about
//!   groups want its *session name*, which [`DeviceState`] keeps.
//! * A send is put into a queue: `Sent.message_id` is the gateway's own id, and a message can be scheduled.
//! * WazzAPI publishes no shape for linking and pairing a device. Those calls send what the caller gives, read the answer tolerantly, and keep
//!   all of it as `raw`.
//! * A chat is a *conversation* of the organization's inbox, with an id of the gateway's own. It is found by a search for the number; likewise
//!   a contact, whose address book is the organization's.
//! * Events belong to the organization. A webhook brings those of all devices; which device it was made for stands in its description. Events as they
//!   happen come by requests that wait: [`EventSources`] opens a source that a file remembers.
//! * There is no call that deletes a device, and none that is documented to unlink its number: `delete_instance` and `logout` are
//!   `Unsupported`.

mod auth;
mod capabilities;
mod endpoints;
mod errors;
mod events;
mod portable;
#[cfg(feature = "events")]
mod realtime;
mod state;

use std::sync::Arc;

use http::StatusCode;
use wagate_sdk_core::adapter::{Adapter, Authorizer, Refusal, Words};
use wagate_sdk_core::{AccountToken, Capabilities, CredentialKind, Error};

pub use auth::mcp_header;
pub use endpoints::{SortOrder, chats, contacts, groups, instances, messages, pull, templates, webhooks};
#[cfg(feature = "events")]
pub use realtime::{AccountEvents, EventSources, FileStore, MemoryStore, PullState, PullStore, PullToken};
pub use state::DeviceState;

/// WazzAPI, as the type that clients are generic over: `AccountClient<Wazzapi>`, `InstanceClient<Wazzapi>`.
///
/// Both are made with the organization's API key, an [`AccountToken`]: a device has no credential of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wazzapi;

impl Adapter for Wazzapi {
    const NAME: &'static str = "wazzapi";
    const BASE_URL: Option<&'static str> = Some("https://api.wazzapi.com");
    const HTTPS_ONLY: bool = false;
    const REFUSALS: &'static [Refusal] = errors::REFUSALS;

    type AccountCredential = AccountToken;
    type InstanceCredential = AccountToken;
    type InstanceState = DeviceState;

    fn account_authorizer(credential: AccountToken) -> Result<Arc<dyn Authorizer>, Error> {
        auth::authorizer(auth::ORGANIZATION, &credential)
    }

    fn instance_authorizer(credential: AccountToken) -> Result<Arc<dyn Authorizer>, Error> {
        auth::authorizer(auth::DEVICE, &credential)
    }

    fn account_capabilities(_credential: CredentialKind) -> &'static Capabilities {
        &capabilities::ACCOUNT
    }

    fn instance_capabilities(_credential: CredentialKind, _state: &DeviceState) -> &'static Capabilities {
        &capabilities::DEVICE
    }

    fn words(body: &str) -> Words {
        errors::words(body)
    }

    fn hint(operation: &str, status: StatusCode) -> Option<&'static str> {
        errors::hint(operation, status)
    }
}

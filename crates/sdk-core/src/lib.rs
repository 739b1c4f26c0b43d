//! The core of wagate: one typed async SDK over several WhatsApp gateways.
//!
//! Programs usually depend on the facade crate `wagate`, which re-exports this one together with the gateways. Here are the clients
//! ([`AccountClient`], [`InstanceClient`]), the portable operations, the [`Error`] that tells what is known of a failed call's
//! [`Outcome`], retries that never send twice, rate-limit state, and the [`transport`].
//!
//! Those who add a gateway implement what is in [`adapter`].

pub mod adapter;
mod address;
mod capabilities;
mod client;
mod credential;
mod decode;
mod download;
mod endpoint;
mod error;
mod instance;
mod message;
pub mod observer;
mod pairing;
mod pipeline;
mod portable;
mod rate_limit;
mod raw;
mod retry;
mod timeouts;
pub mod transport;
pub mod wire;

pub use address::*;
pub use capabilities::{Capabilities, Carried, Operation};
pub use client::{
    AccountClient, AnyProvider, ClientBuilder, CreatedInstance, InstanceClient, Listing, PairingEnd, QrCodes,
    RawRequest, SendMessage,
};
pub use credential::{AccountToken, CredentialKind, CredentialScope, InstanceToken, SecretText, SecretToken};
pub use download::{Destination, Downloaded, Saved};
pub use endpoint::{Bucket, Safety, TimeoutClass};
pub use error::{Error, ErrorContext, ErrorKind, Outcome};
pub use instance::{ConnectionState, InstanceInfo, NewInstance, Page, PageToken, Verified};
pub use message::{
    Audio, Button, ButtonAction, Buttons, ContactCard, Contacts, DataUrl, Document, Image, List, ListRow,
    ListSection, Location, Media, MediaSource, Message, MessageId, MessageKind, MessageRef, Poll, Reaction,
    SendOption, SendOptions, SendRequest, SendStatus, Sent, Sticker, Text, Upload, Video, VideoNote, Voice,
};
pub use pairing::*;
pub use pipeline::Answer;
pub use rate_limit::{RateLimit, RateLimitPolicy};
pub use raw::Raw;
pub use retry::RetryPolicy;
pub use timeouts::Timeouts;

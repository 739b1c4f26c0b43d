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
mod chat;
mod client;
mod contact;
mod credential;
mod decode;
mod done;
mod download;
mod endpoint;
mod error;
mod group;
mod instance;
mod message;
pub mod observer;
mod pairing;
mod pipeline;
mod portable;
mod profile;
mod rate_limit;
mod raw;
mod retry;
mod settings;
mod timeouts;
pub mod transport;
pub mod wire;

pub use address::*;
pub use capabilities::{Capabilities, Carried, Detail, Operation};
pub use chat::{Chat, ChatPresence, Disappearing, Label, MuteFor};
pub use client::{
    AccountClient, AnyProvider, ClientBuilder, CreatedInstance, InstanceClient, Listing, PairingEnd, QrCodes,
    RawRequest, SendMessage, Typing,
};
pub use contact::{Contact, NewContact, NumberCheck, NumberRule, Resolved};
pub use credential::{AccountToken, CredentialKind, CredentialScope, InstanceToken, SecretText, SecretToken};
pub use done::Done;
pub use download::{Destination, Downloaded, Saved};
pub use endpoint::{Bucket, Safety, TimeoutClass};
pub use error::{Error, ErrorContext, ErrorKind, Outcome};
pub use group::{
    Group, InviteCode, InviteLink, Joined, NewGroup, Participant, ParticipantAction, ParticipantResult,
    ParticipantRole,
};
pub use instance::{ConnectionState, InstanceInfo, NewInstance, Page, PageToken, Verified};
pub use message::{
    Audio, Button, ButtonAction, Buttons, ChatContent, ChatMessage, ContactCard, Contacts, DataUrl, Delivery,
    DeliveryStatus, Document, FileKind, Gif, Image, LinkCard, List, ListRow, ListSection, Location, Media,
    MediaKeys, MediaSource, Message, MessageId, MessageKind, MessageRef, Poll, QueuedMessage, Reaction,
    ReceivedCard, ReceivedFile, SendOption, SendOptions, SendRequest, SendStatus, Sent, Sticker, Text,
    Upload, Video, VideoNote, Voice,
};
pub use pairing::*;
pub use pipeline::Answer;
pub use profile::{Audience, Privacy, PrivacySetting, Profile, ProfilePicture};
pub use rate_limit::{RateLimit, RateLimitPolicy};
pub use raw::Raw;
pub use retry::RetryPolicy;
pub use settings::{InstanceSetting, InstanceSettings, Proxy, ProxyProtocol, ProxySettings, SettingsChange};
pub use timeouts::Timeouts;

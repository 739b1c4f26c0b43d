//! For those who add a gateway: what an adapter implements, and the pieces it is made of.
//!
//! An adapter is a small type, such as `Ryze`, that implements [`Adapter`] and the portable traits ([`Instances`], [`Lifecycle`],
//! [`Messages`] and the others), and one [`Endpoint`] for each HTTP operation.

use std::any::TypeId;
use std::marker::PhantomData;
use std::sync::Arc;

use http::StatusCode;

pub use http::Method;

pub use crate::capabilities::{Capabilities, Carried, Detail, Operation};
pub use crate::credential::{
    Authorized, Authorizer, CredentialKind, CredentialScope, FreshToken, HeaderAuthorizer, OutgoingHeaders,
    RenewableToken,
};
pub use crate::decode::{Decode, DecodeError, Ignored, Received};
pub use crate::download::FileAt;
pub use crate::endpoint::{
    AccountOnly, Bucket, Endpoint, InstanceOnly, OnAccount, OnInstance, Path, Safety, Scope, Shared,
    TimeoutClass,
};
pub use crate::error::{ErrorKind, Match, On, Refusal, When, Words};
pub use crate::instance::NewlyCreated;
pub use crate::pipeline::Unauthenticated;
pub use crate::portable::{
    Chats, Contacts, Groups, Instances, Lifecycle, Messages, OwnProfile, Realtime, Settings, Webhooks,
};
pub use crate::realtime::EventSource;
#[cfg(feature = "events")]
pub use crate::realtime::{Upgraded, WebSocket};
pub use crate::transport::{Body, Form};

use crate::error::Error;
#[cfg(feature = "webhooks")]
use crate::event::EventKey;
use crate::event::{EventEnvelope, EventOrigin, NotAnEvent};
use crate::portable::{
    AccountMirror, ChatsMirror, ContactsMirror, GroupsMirror, LifecycleMirror, MessagesMirror,
    OwnProfileMirror, RealtimeMirror, SettingsMirror, WebhooksMirror,
};
use crate::raw::Raw;
#[cfg(feature = "webhooks")]
use crate::webhook::{WebhookError, WebhookRequest, WebhookSpec};

/// All portable operations, for an account and for an instance.
pub trait Portable:
    Instances + Lifecycle + Settings + Messages + Chats + Contacts + Groups + OwnProfile + Webhooks + Realtime
{
}

impl<P> Portable for P where
    P: Instances
        + Lifecycle
        + Settings
        + Messages
        + Chats
        + Contacts
        + Groups
        + OwnProfile
        + Webhooks
        + Realtime
{
}

/// What a client is generic over: an [`Adapter`], or [`AnyProvider`](crate::AnyProvider).
pub trait Provider: Portable + Send + Sync + 'static {}

/// A gateway, as a type.
pub trait Adapter: Portable + Send + Sync + 'static {
    /// Its short name, such as `ryze`: in spans, errors, and as a URL's scheme.
    const NAME: &'static str;
    /// Its own address, where it has one.
    const BASE_URL: Option<&'static str>;
    /// Whether it speaks https only. Loopback addresses are always allowed.
    const HTTPS_ONLY: bool;
    /// The answers that prove that it did nothing, each with its proof.
    const REFUSALS: &'static [Refusal];

    /// The credential of an account.
    type AccountCredential;
    /// The credential of an instance.
    type InstanceCredential;
    /// What the adapter keeps for each instance client, such as an id that it resolved once. Usually `()`.
    type InstanceState: Default + Send + Sync + 'static;

    /// Makes the account's credential ready.
    ///
    /// # Errors
    /// When it cannot be used.
    fn account_authorizer(credential: Self::AccountCredential) -> Result<Arc<dyn Authorizer>, Error>;

    /// Makes an instance's credential ready.
    ///
    /// # Errors
    /// When it cannot be used.
    fn instance_authorizer(credential: Self::InstanceCredential) -> Result<Arc<dyn Authorizer>, Error>;

    /// What an account client can do with a kind of credential.
    fn account_capabilities(credential: CredentialKind) -> &'static Capabilities;

    /// What an instance client can do with a kind of credential; `state` is what the adapter knows of the instance.
    fn instance_capabilities(
        credential: CredentialKind,
        state: &Self::InstanceState,
    ) -> &'static Capabilities;

    /// Reads the gateway's words out of the body of a failure. What is not there stays `None`; any text is taken.
    fn words(body: &str) -> Words;

    /// Names the variant of an answer that no row of [`Adapter::REFUSALS`] explains, where its words tell more than its status. It proves
    /// nothing: the outcome stays [`Outcome::Unknown`](crate::Outcome::Unknown).
    fn unproven(_status: StatusCode, _words: &Words) -> Option<ErrorKind> {
        None
    }

    /// What a user can do about a failure, where the gateway's documents say so and no row of [`Adapter::REFUSALS`] does.
    fn hint(_operation: &str, _status: StatusCode) -> Option<&'static str> {
        None
    }
}

impl<P: Adapter> Provider for P {}

/// How a gateway's events are verified and read: what stands in an adapter's `events.rs`.
pub trait Events: Adapter {
    #[cfg(feature = "webhooks")]
    /// What a receiver needs to know that a webhook's request comes from the gateway: mostly [`WebhookSecrets`](crate::WebhookSecrets), which
    /// hold one secret, or two during a rotation.
    type WebhookVerifier: Send + Sync + 'static;

    #[cfg(feature = "webhooks")]
    /// The receiver's end of a webhook that was set by `spec`.
    ///
    /// # Errors
    /// [`Error::InvalidRequest`] when `spec` holds no secret.
    fn webhook_verifier(spec: &WebhookSpec) -> Result<Self::WebhookVerifier, Error>;

    #[cfg(feature = "webhooks")]
    /// Whether a webhook's request comes from the gateway. Compared in constant time, over the body's bytes as they came, before anything is read.
    ///
    /// # Errors
    /// [`WebhookError::Unverified`], which does not tell what was expected.
    fn verify_webhook(
        verifier: &Self::WebhookVerifier,
        request: &WebhookRequest<'_>,
    ) -> Result<(), WebhookError>;

    /// Reads one event, in one pass over its text, whichever transport carried it. What is not known, or does not have its shape, is made by
    /// [`EventEnvelope::unknown`], which keeps and warns.
    ///
    /// # Errors
    /// [`NotAnEvent`] when the body is not a JSON object: nothing else.
    fn parse_event(raw: Raw, origin: &EventOrigin) -> Result<EventEnvelope, NotAnEvent>;

    #[cfg(feature = "webhooks")]
    /// What tells this event from another: the gateway's id of it, else its name and data ([`EventKey::of_data`]). Unless an adapter knows better, the
    /// whole body is the data.
    fn event_key(envelope: &EventEnvelope) -> EventKey {
        EventKey::of(envelope)
    }
}

/// The erased form of an adapter: all that a client keeps of its provider's type.
pub(crate) struct Mirrored<P>(PhantomData<fn() -> P>);

pub(crate) trait Mirror:
    AccountMirror
    + LifecycleMirror
    + SettingsMirror
    + MessagesMirror
    + ChatsMirror
    + ContactsMirror
    + GroupsMirror
    + OwnProfileMirror
    + WebhooksMirror
    + RealtimeMirror
{
    fn provider(&self) -> TypeId;
    fn account_capabilities(&self, credential: CredentialKind) -> &'static Capabilities;
    fn instance_capabilities(
        &self,
        credential: CredentialKind,
        state: &(dyn std::any::Any + Send + Sync),
    ) -> &'static Capabilities;
    fn new_state(&self) -> Box<dyn std::any::Any + Send + Sync>;
    fn is_state(&self, state: &(dyn std::any::Any + Send + Sync)) -> bool;
}

impl<P: Adapter> Mirrored<P> {
    pub(crate) const STATIC: &'static dyn Mirror = &Self(PhantomData);
}

impl<P: Adapter> Mirror for Mirrored<P> {
    fn provider(&self) -> TypeId {
        TypeId::of::<P>()
    }

    fn account_capabilities(&self, credential: CredentialKind) -> &'static Capabilities {
        P::account_capabilities(credential)
    }

    fn instance_capabilities(
        &self,
        credential: CredentialKind,
        state: &(dyn std::any::Any + Send + Sync),
    ) -> &'static Capabilities {
        match state.downcast_ref() {
            Some(state) => P::instance_capabilities(credential, state),
            None => P::instance_capabilities(credential, &P::InstanceState::default()),
        }
    }

    fn new_state(&self) -> Box<dyn std::any::Any + Send + Sync> {
        Box::<P::InstanceState>::default()
    }

    fn is_state(&self, state: &(dyn std::any::Any + Send + Sync)) -> bool {
        state.is::<P::InstanceState>()
    }
}

//! Making, changing and deleting pull subscriptions.

use serde::{Deserialize, Serialize};
use wagate_sdk_core::adapter::Ignored;
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire;
use wagate_sdk_core::{Error, SecretText};

use super::PullSubscription;
use crate::Wazzapi;

/// Makes a pull subscription. Its token is in the answer, and never again.
///
/// `POST /api/v1/pull/subscriptions`. Not repeated when its outcome is unknown.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct CreatePull {
    /// Which events, by their names such as `message.received`.
    pub subscribed_events: Vec<String>,
    /// A text of the caller's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

impl CreatePull {
    /// Collects these events.
    pub fn new(subscribed_events: Vec<String>) -> Self {
        Self { subscribed_events, description: None }
    }
}

endpoint! {
    Wazzapi: CreatePull => CreatedPull, "pull.create", Shared, AtMostOnce,
    POST("/api/v1/pull/subscriptions"), json
}

/// A new pull subscription.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct CreatedPull {
    /// Its id.
    #[serde(deserialize_with = "wire::required_text")]
    pub id: String,
    /// Its token, which reads its events and nothing else. The gateway does not tell it again.
    #[serde(default, deserialize_with = "wire::read_secret")]
    pub token: Option<SecretText>,
}

/// Changes a pull subscription. What is not set stays as it is.
///
/// `PATCH /api/v1/pull/subscriptions/{subscription_id}`. Idempotent.
///
/// # Errors
/// [`Error::InvalidRequest`] before anything leaves when nothing is changed; [`Error::NotFound`] when the organization has no such subscription.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct UpdatePull {
    /// The subscription's id.
    #[serde(skip)]
    pub subscription_id: String,
    /// All its events from now on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subscribed_events: Option<Vec<String>>,
    /// A text of the caller's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Whether it collects events.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_active: Option<bool>,
}

impl UpdatePull {
    /// A change of the subscription with this id; what changes goes into the other fields.
    pub fn new(subscription_id: impl Into<String>) -> Self {
        Self {
            subscription_id: subscription_id.into(),
            subscribed_events: None,
            description: None,
            is_active: None,
        }
    }

    fn check(&self) -> Result<(), Error> {
        let changes =
            self.subscribed_events.is_some() || self.description.is_some() || self.is_active.is_some();
        if changes { Ok(()) } else { Err(Error::invalid("nothing of the subscription is changed")) }
    }
}

endpoint! {
    Wazzapi: UpdatePull => PullSubscription, "pull.update", Shared, Idempotent,
    PATCH("/api/v1/pull/subscriptions/", subscription_id), checked
}

/// Gives a pull subscription another token. Whoever reads with the one before it can do so no more.
///
/// `POST /api/v1/pull/subscriptions/{subscription_id}/token`. Not repeated when its outcome is unknown: an answer that is lost is a token that
/// nobody knows.
///
/// # Errors
/// [`Error::NotFound`] when the organization has no such subscription.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct RotatePullToken {
    /// The subscription's id.
    pub subscription_id: String,
}

impl RotatePullToken {
    /// A new token for the subscription with this id.
    pub fn new(subscription_id: impl Into<String>) -> Self {
        Self { subscription_id: subscription_id.into() }
    }
}

endpoint! {
    Wazzapi: RotatePullToken => RotatedPullToken, "pull.rotate_token", Shared, AtMostOnce,
    POST("/api/v1/pull/subscriptions/", subscription_id, "/token")
}

/// A pull subscription's new token.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct RotatedPullToken {
    /// The subscription's id.
    #[serde(default, deserialize_with = "wire::text")]
    pub id: Option<String>,
    /// The token. The gateway does not tell it again.
    #[serde(default, deserialize_with = "wire::read_secret")]
    pub token: Option<SecretText>,
    /// How it begins.
    #[serde(default, deserialize_with = "wire::text")]
    pub token_prefix: Option<String>,
}

/// Deletes a pull subscription with the events that wait in it.
///
/// `DELETE /api/v1/pull/subscriptions/{subscription_id}`. Idempotent.
///
/// # Errors
/// [`Error::NotFound`] when the organization has no such subscription.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct DeletePull {
    /// The subscription's id.
    pub subscription_id: String,
}

impl DeletePull {
    /// Deletes the subscription with this id.
    pub fn new(subscription_id: impl Into<String>) -> Self {
        Self { subscription_id: subscription_id.into() }
    }
}

endpoint! {
    Wazzapi: DeletePull => Ignored, "pull.delete", Shared, Idempotent,
    DELETE("/api/v1/pull/subscriptions/", subscription_id)
}

/// Takes one event out of a pull subscription, for one that a reader cannot get past.
///
/// `POST /api/v1/pull/subscriptions/{subscription_id}/events/{sequence}/skip`. Idempotent.
///
/// # Errors
/// [`Error::NotFound`] when the organization has no such subscription, or it no such event.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct SkipPullEvent {
    /// The subscription's id.
    #[serde(skip)]
    pub subscription_id: String,
    /// The event's number in the subscription, its `sequence`.
    #[serde(skip)]
    pub sequence: String,
    /// Why.
    pub reason: String,
}

impl SkipPullEvent {
    /// Skips the event with this number.
    pub fn new(subscription_id: impl Into<String>, sequence: u64, reason: impl Into<String>) -> Self {
        Self {
            subscription_id: subscription_id.into(),
            sequence: sequence.to_string(),
            reason: reason.into(),
        }
    }
}

endpoint! {
    Wazzapi: SkipPullEvent => PullSubscription, "pull.skip", Shared, Idempotent,
    POST("/api/v1/pull/subscriptions/", subscription_id, "/events/", sequence, "/skip"), json
}

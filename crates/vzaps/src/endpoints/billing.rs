//! An instance's subscription. These take the account's JWT only.

use serde::{Deserialize, Serialize};
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire::{self, Members};

use crate::Vzaps;

/// Starts an instance's subscription and **charges the account's default card**. `POST
/// /instances/{id}/subscribe`
///
/// Source: <https://docs.vzaps.com/en/quickstart> (documented). It is sent at most once: whether a second
/// call charges twice is not documented. A default card must be on file.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Subscribe {
    /// The instance.
    #[serde(skip)]
    pub id: String,
    /// Members of the body. Usually none: that is the `direct` flow against the default payment method.
    /// Others are not documented.
    #[serde(flatten)]
    pub options: Members,
}

impl Subscribe {
    /// For an instance, with an empty body.
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into(), options: Members::new() }
    }
}

endpoint! {
    Vzaps: Subscribe => Subscription, "billing.subscribe", AccountOnly, AtMostOnce,
    POST("/instances/", id, "/subscribe"), json, |answer| wire::is_success(answer.success, answer.error.as_ref())
}

/// The answer to [`Subscribe`].
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Subscription {
    /// A page on which the payment is finished; nothing in the `direct` flow.
    #[serde(deserialize_with = "wire::text")]
    pub url: Option<String>,
    /// The payment session.
    #[serde(deserialize_with = "wire::text")]
    pub session_id: Option<String>,
    /// `direct` or `checkout`.
    #[serde(deserialize_with = "wire::text")]
    pub mode: Option<String>,
    /// The subscription.
    #[serde(deserialize_with = "wire::text")]
    pub subscription_id: Option<String>,
    #[serde(deserialize_with = "wire::truth")]
    success: Option<bool>,
    #[serde(deserialize_with = "wire::text")]
    error: Option<String>,
}

/// Undoes a cancellation that is scheduled for the end of the period. `POST
/// /instances/{id}/resume-subscription`
///
/// Source: <https://docs.vzaps.com/en/getting-started/first-instance-flow> (documented). Idempotent.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct ResumeSubscription {
    /// The instance.
    #[serde(skip)]
    pub id: String,
}

impl ResumeSubscription {
    /// For an instance.
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into() }
    }
}

endpoint! {
    Vzaps: ResumeSubscription => Resumed, "billing.resume", AccountOnly, Idempotent,
    POST("/instances/", id, "/resume-subscription"),
    |answer| wire::is_success(answer.success, answer.error.as_ref())
}

/// The answer to [`ResumeSubscription`].
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Resumed {
    /// `ok`.
    #[serde(deserialize_with = "wire::text")]
    pub status: Option<String>,
    #[serde(deserialize_with = "wire::truth")]
    success: Option<bool>,
    #[serde(deserialize_with = "wire::text")]
    error: Option<String>,
}

/// Cancels an instance, now or at the end of the period. `PUT /instances/{id}/cancel`
///
/// Source: <https://docs.vzaps.com/api-reference/instances/cancel-instance> (documented). It is sent at most
/// once: which of the two a second call does is not documented.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Cancel {
    /// The instance.
    #[serde(skip)]
    pub id: String,
}

impl Cancel {
    /// Cancels this instance.
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into() }
    }
}

endpoint! {
    Vzaps: Cancel => Cancelled, "instances.cancel", AccountOnly, AtMostOnce,
    PUT("/instances/", id, "/cancel"), |answer| wire::is_success(answer.success, answer.error.as_ref())
}

/// The same as [`Cancel`] under another method, which the documents name as an alias. `DELETE
/// /instances/{id}/cancel`
///
/// Source: <https://docs.vzaps.com/en/getting-started/authentication> (documented; no official client calls
/// it). It is sent at most once, like [`Cancel`].
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct CancelByDelete {
    /// The instance.
    #[serde(skip)]
    pub id: String,
}

impl CancelByDelete {
    /// Cancels this instance.
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into() }
    }
}

endpoint! {
    Vzaps: CancelByDelete => Cancelled, "instances.cancel.delete", AccountOnly, AtMostOnce,
    DELETE("/instances/", id, "/cancel"), |answer| wire::is_success(answer.success, answer.error.as_ref())
}

/// The answer to [`Cancel`] and [`CancelByDelete`].
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Cancelled {
    /// What happened, in the gateway's words. The documents say that it is always there.
    pub message: String,
    #[serde(default, deserialize_with = "wire::truth")]
    success: Option<bool>,
    #[serde(default, deserialize_with = "wire::text")]
    error: Option<String>,
}

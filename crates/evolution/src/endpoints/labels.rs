//! Labels.

use serde::{Deserialize, Serialize};
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire;

use crate::Evolution;

/// Lists the stored labels. `GET /label/findLabels/{instance}`
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/routes/label.router.ts`;
/// observed on a running server above a stand-in for WhatsApp. It changes nothing.
#[derive(Debug, Clone, Default, Serialize)]
#[non_exhaustive]
pub struct FindLabels {}

impl FindLabels {
    /// There is nothing to set.
    pub fn new() -> Self {
        Self {}
    }
}

/// One row of [`FindLabels`].
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct LabelRow {
    /// WhatsApp's id of the label.
    #[serde(deserialize_with = "wire::text")]
    pub id: Option<String>,
    /// Its name.
    #[serde(deserialize_with = "wire::text")]
    pub name: Option<String>,
    /// The number of its colour.
    #[serde(deserialize_with = "wire::text")]
    pub color: Option<String>,
    /// Which of WhatsApp's own labels it is.
    #[serde(deserialize_with = "wire::text")]
    pub predefined_id: Option<String>,
}

/// Puts a label on a chat, or takes it off. `POST /label/handleLabel/{instance}`
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/routes/label.router.ts`;
/// observed on a running server above a stand-in for WhatsApp. Doing it again leaves the same state.
///
/// # Errors
/// [`Error::RecipientInvalid`](wagate_sdk_core::Error::RecipientInvalid) when the number is not on WhatsApp.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct HandleLabel {
    /// The chat, as in [`SendText`](crate::messages::SendText).
    pub number: String,
    /// WhatsApp's id of the label.
    pub label_id: String,
    /// Whether it is put on or taken off.
    pub action: LabelAction,
}

impl HandleLabel {
    /// A label on the chat with this number or JID, or off it.
    pub fn new(number: impl Into<String>, label_id: impl Into<String>, action: LabelAction) -> Self {
        Self { number: number.into(), label_id: label_id.into(), action }
    }
}

/// What is done with a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum LabelAction {
    /// It is put on a chat.
    Add,
    /// It is taken off a chat.
    Remove,
}

/// The answer to [`HandleLabel`].
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct LabelHandled {
    /// The chat's JID.
    #[serde(deserialize_with = "wire::text")]
    pub number_jid: Option<String>,
    /// WhatsApp's id of the label.
    #[serde(deserialize_with = "wire::text")]
    pub label_id: Option<String>,
    /// Whether it was put on.
    #[serde(deserialize_with = "wire::truth")]
    pub add: Option<bool>,
    /// Whether it was taken off.
    #[serde(deserialize_with = "wire::truth")]
    pub remove: Option<bool>,
}

endpoint! {
    Evolution: FindLabels => Vec<wire::WithRaw<LabelRow>>, "label.find", InstanceOnly, ReadOnly,
    GET("/label/findLabels/", instance)
}

endpoint! {
    Evolution: HandleLabel => LabelHandled, "label.handle", InstanceOnly, Idempotent,
    POST("/label/handleLabel/", instance), json, |answer| answer.add == Some(true) || answer.remove == Some(true)
}

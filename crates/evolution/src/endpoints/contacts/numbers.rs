//! Who is on WhatsApp.

use serde::{Deserialize, Serialize};
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire;

use crate::Evolution;

/// Asks which numbers are on WhatsApp. `POST /chat/whatsappNumbers/{instance}`
///
/// The rows do not come in the order of the numbers: [`NumberRow::number`] tells which one is meant.
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/routes/chat.router.ts`, `src/validate/chat.schema.ts`;
/// observed on a running server above a stand-in for WhatsApp. It changes nothing.
///
/// # Errors
/// [`Error::InstanceOffline`](wagate_sdk_core::Error::InstanceOffline) when the instance was never connected; [`Error::Unsupported`](wagate_sdk_core::Error::Unsupported) on
/// [`Integration::Business`](crate::Integration::Business) and [`Integration::Evolution`](crate::Integration::Evolution).
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CheckNumbers {
    /// Numbers, or JIDs of people or groups; at least one, none twice.
    pub numbers: Vec<String>,
}

impl CheckNumbers {
    /// These numbers or JIDs.
    pub fn new<T: Into<String>>(numbers: impl IntoIterator<Item = T>) -> Self {
        Self { numbers: numbers.into_iter().map(Into::into).collect() }
    }
}

/// One row of [`CheckNumbers`].
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct NumberRow {
    /// The JID to write to. It can have another number than was asked for: in Brazil, with or without the ninth digit.
    #[serde(deserialize_with = "wire::text")]
    pub jid: Option<String>,
    /// Whether it is on WhatsApp. The server takes every LID for one that is.
    #[serde(deserialize_with = "wire::truth")]
    pub exists: Option<bool>,
    /// The number as it was asked for.
    #[serde(deserialize_with = "wire::text")]
    pub number: Option<String>,
    /// The name, where it is known.
    #[serde(deserialize_with = "wire::text")]
    pub name: Option<String>,
    /// The word `lid` where a LID was asked for.
    #[serde(deserialize_with = "wire::text")]
    pub lid: Option<String>,
}

endpoint! {
    Evolution: CheckNumbers => Vec<wire::WithRaw<NumberRow>>, "chat.whatsapp_numbers", InstanceOnly, ReadOnly,
    POST("/chat/whatsappNumbers/", instance), json
}

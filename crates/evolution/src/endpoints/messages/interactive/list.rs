//! Lists.

use std::time::Duration;

use serde::Serialize;

use wagate_sdk_core::endpoint;

use crate::Evolution;
use crate::messages::{Quoted, SentMessage};

/// Sends a list to choose from. `POST /message/sendList/{instance}`
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/routes/sendMessage.router.ts`, `src/validate/message.schema.ts`,
/// `src/api/dto/sendMessage.dto.ts`; observed on a running server above a stand-in for WhatsApp. It is sent at most once.
///
/// # Errors
/// [`Error::RecipientInvalid`](wagate_sdk_core::Error::RecipientInvalid) when the number is not on WhatsApp; [`Error::Unsupported`](wagate_sdk_core::Error::Unsupported) on
/// [`Integration::Evolution`](crate::Integration::Evolution). A 400 "Timed Out" or "Connection Closed", and every 500, leaves the outcome
/// unknown.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SendList {
    /// The recipient, as in [`SendText`](crate::messages::SendText).
    pub number: String,
    /// The title.
    pub title: String,
    /// The text below the title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The text at the foot. The server demands it.
    pub footer_text: String,
    /// What the button says that opens the list.
    pub button_text: String,
    /// The sections, at least one, none twice.
    pub sections: Vec<ListSection>,
    /// How long "typing" shows before it is sent, in milliseconds. The server answers only after it; the timeout is longer by as much.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delay: Option<u64>,
    /// The message that this one answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quoted: Option<Quoted>,
    /// Whether everyone in the group is mentioned, as in [`SendText`](crate::messages::SendText).
    #[serde(rename = "mentionsEveryOne", skip_serializing_if = "Option::is_none")]
    pub mentions_everyone: Option<bool>,
    /// Who in the group is mentioned: numbers or JIDs that begin with a digit, at least one, none twice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mentioned: Option<Vec<String>>,
}

impl SendList {
    /// A list with title, foot and button, to a number or JID.
    pub fn new(
        number: impl Into<String>,
        title: impl Into<String>,
        footer_text: impl Into<String>,
        button_text: impl Into<String>,
        sections: impl IntoIterator<Item = ListSection>,
    ) -> Self {
        Self {
            number: number.into(),
            title: title.into(),
            description: None,
            footer_text: footer_text.into(),
            button_text: button_text.into(),
            sections: sections.into_iter().collect(),
            delay: None,
            quoted: None,
            mentions_everyone: None,
            mentioned: None,
        }
    }
}

/// A part of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ListSection {
    /// Its title.
    pub title: String,
    /// Its rows, at least one, none twice.
    pub rows: Vec<ListRow>,
}

impl ListSection {
    /// Rows under a title.
    pub fn new(title: impl Into<String>, rows: impl IntoIterator<Item = ListRow>) -> Self {
        Self { title: title.into(), rows: rows.into_iter().collect() }
    }
}

/// A choice of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ListRow {
    /// What it says.
    pub title: String,
    /// The text below; not empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Its id, which comes back when it is chosen.
    pub row_id: String,
}

impl ListRow {
    /// A choice with an id.
    pub fn new(title: impl Into<String>, row_id: impl Into<String>) -> Self {
        Self { title: title.into(), description: None, row_id: row_id.into() }
    }
}

endpoint! {
    Evolution: SendList => SentMessage, "message.send_list", InstanceOnly, AtMostOnce,
    POST("/message/sendList/", instance), json, |sent| sent.id().is_some();

    fn server_waits(&self) -> Duration {
        Duration::from_millis(self.delay.unwrap_or_default())
    }
}

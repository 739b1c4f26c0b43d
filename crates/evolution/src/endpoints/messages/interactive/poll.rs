//! Polls.

use std::time::Duration;

use serde::Serialize;

use wagate_sdk_core::endpoint;

use crate::Evolution;
use crate::messages::{Quoted, SentMessage};

/// Sends a poll. `POST /message/sendPoll/{instance}`
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/routes/sendMessage.router.ts`, `src/validate/message.schema.ts`,
/// `src/api/dto/sendMessage.dto.ts`; observed on a running server above a stand-in for WhatsApp. It is sent at most once.
///
/// # Errors
/// [`Error::InvalidRequest`](wagate_sdk_core::Error::InvalidRequest) for too few options, the same one twice, or a count above 10; [`Error::RecipientInvalid`](wagate_sdk_core::Error::RecipientInvalid) when the number is
/// not on WhatsApp; [`Error::Unsupported`](wagate_sdk_core::Error::Unsupported) on [`Integration::Evolution`](crate::Integration::Evolution). A 400 "Timed Out" or "Connection
/// Closed", and every 500, leaves the outcome unknown.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SendPoll {
    /// The recipient, as in [`SendText`](crate::messages::SendText).
    pub number: String,
    /// The question.
    pub name: String,
    /// How many options one may choose, 0 to 10.
    pub selectable_count: u32,
    /// The options, 2 to 10, none twice.
    pub values: Vec<String>,
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

impl SendPoll {
    /// A question with options, of which so many may be chosen, to a number or JID.
    pub fn new<T: Into<String>>(
        number: impl Into<String>,
        name: impl Into<String>,
        selectable_count: u32,
        values: impl IntoIterator<Item = T>,
    ) -> Self {
        Self {
            number: number.into(),
            name: name.into(),
            selectable_count,
            values: values.into_iter().map(Into::into).collect(),
            delay: None,
            quoted: None,
            mentions_everyone: None,
            mentioned: None,
        }
    }
}

endpoint! {
    Evolution: SendPoll => SentMessage, "message.send_poll", InstanceOnly, AtMostOnce,
    POST("/message/sendPoll/", instance), json, |sent| sent.id().is_some();

    fn server_waits(&self) -> Duration {
        Duration::from_millis(self.delay.unwrap_or_default())
    }
}

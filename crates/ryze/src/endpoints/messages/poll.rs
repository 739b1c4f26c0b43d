//! Polls.

use std::time::Duration;

use serde::Serialize;
use wagate_sdk_core::Error;
use wagate_sdk_core::adapter::Body;
use wagate_sdk_core::endpoint;

use super::{MessageSent, waits};
use crate::Ryze;

/// Sends a poll.
///
/// `POST /api/message/poll/:instance`, [documented](https://docs.ryzeapi.cloud/en/api/messages/poll). Not idempotent.
///
/// # Errors
/// [`Error::InvalidRequest`] before anything leaves unless there are 2 to 12 options; else as [`SendText`](super::SendText).
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SendPoll {
    /// The recipient, as in [`SendText::number`](super::SendText::number).
    pub number: String,
    /// The question.
    pub question: String,
    /// What can be chosen: 2 to 12 texts.
    pub options: Vec<String>,
    /// How many options one voter may choose: 1 unless set. The gateway takes anything below 1 for 1, and more than there are options for
    /// all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_answer: Option<u32>,
    /// Seconds of "typing" before it is sent, as in [`SendText::delay`](super::SendText::delay).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delay: Option<u64>,
    /// The id of the message that is answered, as in [`SendText::reply_to`](super::SendText::reply_to).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<String>,
    /// Answers a group's message in its author's private chat, as in [`SendText::reply_private`](super::SendText::reply_private).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_private: Option<bool>,
    /// A label of the message's origin, which events repeat; `api` unless set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl SendPoll {
    /// This question with these options to that recipient.
    pub fn new(number: impl Into<String>, question: impl Into<String>, options: Vec<String>) -> Self {
        Self {
            number: number.into(),
            question: question.into(),
            options,
            max_answer: None,
            delay: None,
            reply_to: None,
            reply_private: None,
            source: None,
        }
    }
}

endpoint! {
    Ryze: SendPoll => MessageSent, "message.poll", InstanceOnly, AtMostOnce,
    POST("/api/message/poll/", instance), |response| response.succeeded();

    fn body(&self) -> Result<Body, Error> {
        if !(2..=12).contains(&self.options.len()) {
            return Err(Error::invalid("a poll has 2 to 12 options"));
        }
        Body::json(self)
    }

    fn server_waits(&self) -> Duration {
        waits(self.delay)
    }
}

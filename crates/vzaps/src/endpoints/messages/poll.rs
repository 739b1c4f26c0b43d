//! Polls, and voting in them.

use std::time::SystemTime;

use serde::{Serialize, Serializer, ser::Error as _};
use wagate_sdk_core::{Error, endpoint, wire};

use super::Registered;
use crate::{Envelope, Vzaps};

send! {
    /// Sends a poll. `POST /instances/{id}/chat/send/poll`
    ///
    /// Source: <https://docs.vzaps.com/api-reference/chat/send-poll> (documented). It is sent at most once, as
    /// [`SendText`](super::SendText).
    ///
    /// # Errors
    /// [`Error::InvalidRequest`] before anything leaves unless there are 2 to 12 options.
    SendPoll, "message.send.poll", "/chat/send/poll", checked
    needs {
        /// The question.
        name: String,
        /// What can be chosen: 2 to 12 texts.
        options: Vec<String>,
    }
    may {
        /// How many one voter may choose: 1 unless set, 0 for any number.
        selectable_options_count: u32,
        /// Whether it is hidden who voted.
        hide_participant_names: bool,
        /// When voting ends. It goes out as RFC 3339 in UTC, and the gateway wants it in the future.
        #[serde(serialize_with = "rfc3339")]
        end_time: SystemTime,
        /// Whether those who vote may add options.
        allow_add_option: bool,
    }
}

impl SendPoll {
    fn check(&self) -> Result<(), Error> {
        if !(2..=12).contains(&self.options.len()) {
            return Err(Error::invalid("a poll has 2 to 12 options"));
        }
        Ok(())
    }
}

#[allow(clippy::ref_option, reason = "serde gives the whole field")]
fn rfc3339<S: Serializer>(time: &Option<SystemTime>, to: S) -> Result<S::Ok, S::Error> {
    match time.map(wire::to_rfc3339) {
        Some(None) => Err(S::Error::custom("a time beyond the year 9999")),
        text => text.flatten().serialize(to),
    }
}

/// Votes in a poll. `POST /instances/{id}/chat/poll/vote`
///
/// The documents also have a member `vote` for the same, which is ignored beside `selected_options`: it is left out here.
///
/// Source: <https://docs.vzaps.com/api-reference/chat/vote-on-poll> (documented). It is sent at most once, since a vote is a message.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Vote {
    /// The poll's chat: a number's digits or a group's JID.
    pub phone: String,
    /// The poll's id on WhatsApp. With `me:` before it, it is a poll that this instance sent.
    pub message_id: String,
    /// The options, word for word.
    pub selected_options: Vec<String>,
    /// Who made the poll: digits or a JID. Needed in a group, when it was another member.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub poll_sender: Option<String>,
    /// Whether this instance sent the poll, in place of `me:` before its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_me: Option<bool>,
}

impl Vote {
    /// For these options of a poll.
    pub fn new(
        phone: impl Into<String>,
        message_id: impl Into<String>,
        selected_options: Vec<String>,
    ) -> Self {
        Self {
            phone: phone.into(),
            message_id: message_id.into(),
            selected_options,
            poll_sender: None,
            from_me: None,
        }
    }
}

endpoint! {
    Vzaps: Vote => Envelope<Registered>, "message.poll.vote", InstanceOnly, AtMostOnce,
    POST("/instances/", instance, "/chat/poll/vote"), json, |answer| answer.is_good()
}

//! What the server's database holds.

mod chats;
mod messages;
mod statuses;

use std::time::SystemTime;

use serde::ser::Error as _;
use serde::{Serialize, Serializer};
use wagate_sdk_core::wire;

pub use chats::{ChatFilter, ChatRow, FindChatByRemoteJid, FindChats, StoredChat};
pub use messages::{
    FindMessages, FoundMessages, KeyFilter, MessageFilter, MessagePage, MessageUpdate, PollAnswer,
    StoredMessage,
};
pub use statuses::{FindStatusMessage, MessageStatus, StatusFilter, StatusRow};

/// From when to when. The server demands both ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TimeRange {
    /// The beginning.
    #[serde(serialize_with = "write_time")]
    pub gte: SystemTime,
    /// The end.
    #[serde(serialize_with = "write_time")]
    pub lte: SystemTime,
}

impl TimeRange {
    /// From this time to that, both included.
    pub fn new(gte: SystemTime, lte: SystemTime) -> Self {
        Self { gte, lte }
    }
}

fn write_time<S: Serializer>(time: &SystemTime, to: S) -> Result<S::Ok, S::Error> {
    let text = wire::to_rfc3339(*time).ok_or_else(|| S::Error::custom("a time beyond the year 9999"))?;
    to.serialize_str(&text)
}

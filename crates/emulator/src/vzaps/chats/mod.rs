//! Chats. All answers are flat.

mod flags;
mod list;

pub(super) use flags::{archive, clear, delete, expire, mute, pin, read, unarchive, unmute, unpin, unread};
pub(super) use list::{get, list};

use super::errors::Refusal;
use crate::world::recipient;

/// The chat that a path names: by a number, a group's id or a whole JID.
fn chat(phone: &str) -> Result<String, Refusal> {
    Some(recipient(phone))
        .filter(|chat| !chat.is_empty())
        .ok_or_else(|| Refusal::bad_request("invalid phone"))
}

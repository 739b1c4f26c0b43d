//! Chats, their messages, contacts and labels.

mod contacts;
mod flags;
mod history;
mod messages;
mod presence;
mod stored;
mod tags;

pub(super) use contacts::contacts;
pub(super) use flags::{archive, block, delete, mark_read as mark_chat_read, mute, pin};
pub(super) use history::history;
pub(super) use messages::{delete as delete_message, edit, mark_read};
pub(super) use presence::presence;
pub(super) use stored::{base64, message, status};
pub(super) use tags::{assign, create as create_tag, delete as delete_tag, list as tags, unassign};

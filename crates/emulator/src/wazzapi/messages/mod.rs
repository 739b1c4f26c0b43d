//! Messages: sending them, what becomes of them, and reading them back.

mod archive;
mod direct;
mod interactive;
mod kinds;
mod outgoing;
mod queue;
mod row;
mod stored;

pub(super) use archive::{Archive, Stored, take_in};
pub(super) use direct::{
    send, send_contact, send_document, send_image, send_location, send_video, send_voice,
};
pub(super) use interactive::{send_buttons, send_list};
pub(super) use kinds::{MEDIA_WORDS, file, media_word};
pub(super) use outgoing::{Outgoing, queue};
pub(super) use queue::{cancel, retry, run_due};
pub(super) use row::{direction, in_conversation};
pub(super) use stored::{get, list, lookup, stats};

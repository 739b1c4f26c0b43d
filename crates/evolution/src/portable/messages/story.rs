//! The status feed: stories.

use wagate_sdk_core::{Error, Message};

use super::{file, unknown_kind};
use crate::messages::{SendStatus, StatusKind};

/// The colour behind a text: the server demands one, and a portable text has none. It is the one with which the server was observed.
const BACKGROUND: &str = "#008000";

/// The font of a text, likewise.
const FONT: u8 = 1;

/// A status that all stored contacts see. What is posted of a sound file is a voice note.
pub(super) async fn story(message: &Message) -> Result<SendStatus, Error> {
    let mut status = match message {
        Message::Text(text) => SendStatus::text(&*text.body, BACKGROUND, FONT),
        Message::Image(image) => {
            let mut status = SendStatus::file(StatusKind::Image, file(&image.media).await?);
            status.caption.clone_from(&image.caption);
            status
        }
        Message::Video(video) => {
            let mut status = SendStatus::file(StatusKind::Video, file(&video.media).await?);
            status.caption.clone_from(&video.caption);
            status
        }
        Message::Audio(audio) => SendStatus::file(StatusKind::Audio, file(&audio.media).await?),
        Message::Voice(voice) => SendStatus::file(StatusKind::Audio, file(&voice.media).await?),
        other => return Err(unknown_kind(other.kind())),
    };
    status.all_contacts = Some(true);
    Ok(status)
}

//! A status (story), which is a message to the status feed.

use wagate_sdk_core::{Error, Media, Message};

use crate::messages::{PublishStatus, StatusType};

/// A status (story). The capabilities let only these through, and files by their URL.
pub(super) fn story(message: Message) -> Result<PublishStatus, Error> {
    let (kind, file, caption) = match message {
        Message::Text(text) => return Ok(PublishStatus::text(text.body)),
        Message::Image(image) => (StatusType::Image, image.media, image.caption),
        Message::Video(video) => (StatusType::Video, video.media, video.caption),
        Message::Audio(audio) => return sound_story(&audio.media, false),
        Message::Voice(voice) => return sound_story(&voice.media, true),
        _ => return Err(Error::unsupported("this kind of message is no status here")),
    };
    file_story(kind, &file, caption)
}

fn file_story(kind: StatusType, file: &Media, caption: Option<String>) -> Result<PublishStatus, Error> {
    let url = file.as_url().ok_or_else(|| Error::unsupported("a status takes files by their URL only"))?;
    let mut publish = PublishStatus::file(kind, url, caption.unwrap_or_default());
    publish.mime_type = file.media_type().map(str::to_owned);
    publish.file_name = file.file_name().map(str::to_owned);
    Ok(publish)
}

/// Always says which it is, as in a chat.
fn sound_story(file: &Media, is_voice: bool) -> Result<PublishStatus, Error> {
    let mut publish = file_story(StatusType::Audio, file, None)?;
    publish.is_voice = Some(is_voice);
    Ok(publish)
}

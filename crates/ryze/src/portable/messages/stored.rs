//! Stored messages, as the gateway tells them.

use wagate_sdk_core::{
    Address, ChatContent, ChatMessage, DeliveryStatus, FileKind, MessageId, Raw, ReceivedFile,
};

use crate::chats::{self, StoredMedia, StoredMessage};

/// A stored message, as the gateway finds it by its id.
pub(crate) fn stored(id: MessageId, told: StoredMessage, raw: Raw) -> ChatMessage {
    let mut message = ChatMessage::new(content(told.kind, told.content, told.media, Some(&id)), raw);
    message.id = Some(id);
    message.chat = told.chat.and_then(|jid| jid.parse().ok());
    let (from, to): (Option<Address>, Option<Address>) =
        (told.from.as_deref().and_then(|jid| jid.parse().ok()), told.to.and_then(|jid| jid.parse().ok()));
    // In a chat with one person the other side is either end of it; in a group nothing tells.
    message.from_me = match &message.chat {
        Some(chat @ (Address::Phone(_) | Address::Lid(_))) if to.as_ref() == Some(chat) => Some(true),
        Some(chat @ (Address::Phone(_) | Address::Lid(_))) if from.as_ref() == Some(chat) => Some(false),
        _ => None,
    };
    message.author = from.filter(is_person);
    message.at = told.timestamp;
    message.status = told.status.map(delivery);
    message
}

pub(crate) fn is_person(address: &Address) -> bool {
    matches!(address, Address::Phone(_) | Address::Lid(_))
}

/// What a stored message says. Of kinds that are more than a text or a file only the word and a text for people are stored.
pub(crate) fn content(
    kind: Option<String>,
    text: Option<String>,
    media: Option<StoredMedia>,
    id: Option<&MessageId>,
) -> ChatContent {
    let told = media.as_ref().and_then(|media| media.kind.as_ref());
    let file = file_kind(kind.as_deref()).or_else(|| file_kind(told.map(chats::FileKind::as_str)));
    if let Some(kind) = file {
        let mut file = self::file(kind, text, id);
        file.media_type = media.as_ref().and_then(|media| media.mime_type.clone());
        file.length = media.and_then(|media| media.size);
        return ChatContent::File(file);
    }
    words(kind, text)
}

/// The file of a message, with the text below it where files of its kind have one.
pub(crate) fn file(kind: FileKind, text: Option<String>, id: Option<&MessageId>) -> ReceivedFile {
    let mut file = ReceivedFile::new(kind);
    file.message = id.cloned();
    file.caption = text.filter(|_| matches!(kind, FileKind::Image | FileKind::Video | FileKind::Document));
    file
}

/// What a message without a file says, by the gateway's word for its kind.
pub(crate) fn words(kind: Option<String>, text: Option<String>) -> ChatContent {
    match (kind, text) {
        (Some(kind), Some(text)) if kind.eq_ignore_ascii_case("text") => ChatContent::Text(text),
        (None, Some(text)) => ChatContent::Text(text),
        (kind, _) => ChatContent::Other(kind.unwrap_or_default()),
    }
}

/// The kind of file that a word of the gateway means.
pub(crate) fn file_kind(word: Option<&str>) -> Option<FileKind> {
    Some(match word?.to_ascii_lowercase().as_str() {
        "image" => FileKind::Image,
        "video" => FileKind::Video,
        "audio" => FileKind::Audio,
        "ptt" => FileKind::Voice,
        "document" => FileKind::Document,
        "sticker" => FileKind::Sticker,
        _ => return None,
    })
}

pub(crate) fn delivery(told: chats::DeliveryStatus) -> DeliveryStatus {
    match told {
        chats::DeliveryStatus::Pending => DeliveryStatus::Pending,
        chats::DeliveryStatus::Sent => DeliveryStatus::Sent,
        // The gateway's word between the two.
        chats::DeliveryStatus::Delivered | chats::DeliveryStatus::Received => DeliveryStatus::Delivered,
        chats::DeliveryStatus::Read => DeliveryStatus::Read,
        chats::DeliveryStatus::Played => DeliveryStatus::Played,
        chats::DeliveryStatus::Error => DeliveryStatus::Failed,
        chats::DeliveryStatus::Other(word) => DeliveryStatus::Other(word),
    }
}

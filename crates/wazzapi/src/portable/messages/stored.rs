//! Reading a message: what the rows of lists, the pages of a chat and events have in common.

use std::time::SystemTime;

use wagate_sdk_core::{ChatContent, DeliveryStatus, FileKind, MessageId, ReceivedFile};

use crate::messages::{Direction, MediaType, MessageStatus, MessageType};

pub(crate) fn from_me(direction: Option<&Direction>) -> Option<bool> {
    match direction? {
        Direction::Outbound => Some(true),
        Direction::Inbound => Some(false),
        Direction::Other(_) => None,
    }
}

/// When a message was sent. The gateway makes a row for an own one before it sends it, and for another's once it has come.
pub(crate) fn sent_at(
    from_me: Option<bool>,
    sent_at: Option<SystemTime>,
    created_at: Option<SystemTime>,
) -> Option<SystemTime> {
    sent_at.or(created_at.filter(|_| from_me == Some(false)))
}

/// What a message says, in the members that all rows have. `file` counts where the message is one, and its text is then the caption.
pub(crate) fn content(
    kind: Option<MessageType>,
    text: Option<String>,
    mut file: ReceivedFile,
    id: Option<&MessageId>,
) -> ChatContent {
    let is_file = match &kind {
        Some(MessageType::Image | MessageType::Video | MessageType::Voice | MessageType::Document) => true,
        Some(MessageType::Text) | None => file.url.is_some(),
        Some(MessageType::Location | MessageType::Contact | MessageType::Other(_)) => false,
    };
    if is_file {
        file.caption = text;
        file.message = id.cloned();
        return ChatContent::File(file);
    }
    match kind {
        Some(MessageType::Text) | None => ChatContent::Text(text.unwrap_or_default()),
        Some(other) => ChatContent::Other(other.as_str().to_owned()),
    }
}

pub(crate) fn file_kind(kind: Option<&MessageType>, media: Option<&MediaType>) -> FileKind {
    match (kind, media) {
        (Some(MessageType::Image), _) => FileKind::Image,
        (Some(MessageType::Video), _) => FileKind::Video,
        (Some(MessageType::Voice), _) => FileKind::Voice,
        (Some(MessageType::Document), _) => FileKind::Document,
        (_, Some(MediaType::Image)) => FileKind::Image,
        (_, Some(MediaType::Video)) => FileKind::Video,
        (_, Some(MediaType::Audio)) => FileKind::Audio,
        _ => FileKind::Document,
    }
}

pub(crate) fn delivery_status(status: MessageStatus) -> DeliveryStatus {
    match status {
        // The word stands before `queued` in the documents' list, so WhatsApp does not have it yet.
        MessageStatus::Pending | MessageStatus::Queued => DeliveryStatus::Queued,
        MessageStatus::Scheduled => DeliveryStatus::Scheduled,
        MessageStatus::Sent => DeliveryStatus::Sent,
        MessageStatus::Delivered => DeliveryStatus::Delivered,
        MessageStatus::Read => DeliveryStatus::Read,
        MessageStatus::Failed => DeliveryStatus::Failed,
        MessageStatus::Cancelled => DeliveryStatus::Cancelled,
        MessageStatus::Other(word) => DeliveryStatus::Other(word),
    }
}

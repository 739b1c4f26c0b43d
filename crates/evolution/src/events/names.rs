//! What a webhook's or a socket's settings call the events.

use wagate_sdk_core::EventKind;

/// The events to ask for; nothing at all is all of them, for the server too.
pub(crate) fn chosen(kinds: &[EventKind]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in kinds.iter().flat_map(|kind| of_kind(*kind)) {
        if !names.iter().any(|known| known == name) {
            names.push((*name).to_owned());
        }
    }
    names
}

/// Which of the server's events hold a kind.
fn of_kind(kind: EventKind) -> &'static [&'static str] {
    match kind {
        EventKind::Message => &["MESSAGES_UPSERT", "SEND_MESSAGE"],
        EventKind::Reaction | EventKind::PollVote => &["MESSAGES_UPSERT"],
        EventKind::History => &["MESSAGES_SET"],
        EventKind::MessageStatus => &["MESSAGES_UPDATE"],
        EventKind::MessageEdited => &["MESSAGES_EDITED", "SEND_MESSAGE_UPDATE"],
        // Also told as what an edit is told by, and until 2.3.6 as a status.
        EventKind::MessageDeleted => &["MESSAGES_DELETE", "MESSAGES_EDITED", "MESSAGES_UPDATE"],
        EventKind::Connection => &["CONNECTION_UPDATE", "STATUS_INSTANCE", "LOGOUT_INSTANCE"],
        EventKind::QrCode | EventKind::PairingCode => &["QRCODE_UPDATED"],
        EventKind::Presence => &["PRESENCE_UPDATE"],
        EventKind::ChatsUpdated => &["CHATS_SET", "CHATS_UPSERT", "CHATS_UPDATE"],
        EventKind::ChatsDeleted => &["CHATS_DELETE"],
        EventKind::ContactsUpdated => &["CONTACTS_SET", "CONTACTS_UPSERT", "CONTACTS_UPDATE"],
        EventKind::GroupsUpdated => &["GROUPS_UPSERT", "GROUP_UPDATE"],
        EventKind::GroupParticipants => &["GROUP_PARTICIPANTS_UPDATE"],
        EventKind::LabelEdited => &["LABELS_EDIT"],
        EventKind::LabelAssigned => &["LABELS_ASSOCIATION"],
        EventKind::Call => &["CALL"],
        // It cannot be asked for, and neither can what a later core adds.
        _ => &[],
    }
}

/// Whether an event with this name on the wire is one of these. The wire says `groups.update` where the settings say `GROUP_UPDATE`.
#[cfg(feature = "events")]
pub(crate) fn is_chosen(chosen: &[String], name: &str) -> bool {
    let upper = name.replace(['.', '-'], "_").to_ascii_uppercase();
    let told = if upper == "GROUPS_UPDATE" { "GROUP_UPDATE" } else { upper.as_str() };
    chosen.is_empty() || chosen.iter().any(|name| name == told)
}

//! The gateway's names for events.

use wagate_sdk_core::{Error, EventKind};

/// Selects every event.
pub(crate) const ALL: &str = "All";

/// Each event that can be subscribed to, with the kinds that it becomes.
const EVENTS: &[(&str, &[EventKind])] = &[
    ("Message", MESSAGES),
    ("ReadReceipt", &[EventKind::MessageStatus]),
    ("Connected", &[EventKind::Connection]),
    ("Disconnected", &[EventKind::Connection]),
    ("Presence", &[EventKind::Presence]),
    ("ChatPresence", &[EventKind::Presence]),
    ("HistorySync", &[EventKind::History]),
    ("GroupParticipantsAdd", &[EventKind::GroupParticipants]),
    ("GroupParticipantsRemove", &[EventKind::GroupParticipants]),
];

/// Reactions, edits and deletions are messages on WhatsApp.
const MESSAGES: &[EventKind] =
    &[EventKind::Message, EventKind::Reaction, EventKind::MessageEdited, EventKind::MessageDeleted];

/// The names of these kinds, comma-separated without spaces; [`ALL`] for none.
pub(crate) fn names(kinds: &[EventKind]) -> Result<String, Error> {
    if kinds.is_empty() {
        return Ok(ALL.to_owned());
    }
    let told = |kind: &EventKind| EVENTS.iter().any(|(_, kinds)| kinds.contains(kind));
    if let Some(untold) = kinds.iter().find(|kind| !told(kind)) {
        return Err(Error::unsupported(format!("VZaps tells no events of kind {untold:?}")));
    }
    let wanted = EVENTS.iter().filter(|(_, all)| all.iter().any(|kind| kinds.contains(kind)));
    Ok(wanted.map(|(name, _)| *name).collect::<Vec<_>>().join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_become_the_gateways_names() {
        assert_eq!(names(&[]).unwrap(), "All");
        assert_eq!(names(&[EventKind::Reaction, EventKind::Message]).unwrap(), "Message");
        let told = names(&[EventKind::Connection, EventKind::MessageStatus]).unwrap();
        assert_eq!(told, "ReadReceipt,Connected,Disconnected");
        assert!(matches!(names(&[EventKind::Message, EventKind::Call]), Err(Error::Unsupported(_))));
    }
}

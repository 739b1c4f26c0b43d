//! The events by the names that a configuration has for them.

/// Those that can be asked for; an empty list of them means all.
pub(in crate::evolution) const EVENTS: [&str; 31] = [
    "APPLICATION_STARTUP",
    "QRCODE_UPDATED",
    "MESSAGES_SET",
    "MESSAGES_UPSERT",
    "MESSAGES_EDITED",
    "MESSAGES_UPDATE",
    "MESSAGES_DELETE",
    "SEND_MESSAGE",
    "SEND_MESSAGE_UPDATE",
    "CONTACTS_SET",
    "CONTACTS_UPSERT",
    "CONTACTS_UPDATE",
    "PRESENCE_UPDATE",
    "CHATS_SET",
    "CHATS_UPSERT",
    "CHATS_UPDATE",
    "CHATS_DELETE",
    "GROUPS_UPSERT",
    "GROUP_UPDATE",
    "GROUP_PARTICIPANTS_UPDATE",
    "CONNECTION_UPDATE",
    "LABELS_EDIT",
    "LABELS_ASSOCIATION",
    "CALL",
    "TYPEBOT_START",
    "TYPEBOT_CHANGE_STATUS",
    "REMOVE_INSTANCE",
    "LOGOUT_INSTANCE",
    "INSTANCE_CREATE",
    "INSTANCE_DELETE",
    "STATUS_INSTANCE",
];

/// What a wire name such as `messages.upsert` is in a configuration.
///
/// By this rule `groups.update` is `GROUPS_UPDATE`, which no configuration can ask for: the name there is
/// `GROUP_UPDATE`.
pub(super) fn configured(wire: &str) -> String {
    wire.replace(['.', '-'], "_").to_uppercase()
}

/// The end of the address where a webhook has one for each event.
pub(in crate::evolution) fn path(wire: &str) -> String {
    wire.replace(['.', '_'], "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_made_as_the_server_makes_them() {
        assert_eq!(configured("group-participants.update"), "GROUP_PARTICIPANTS_UPDATE");
        assert_eq!(path("group-participants.update"), "group-participants-update");
        assert!(EVENTS.contains(&configured("send.message.update").as_str()));
        assert!(!EVENTS.contains(&configured("groups.update").as_str()));
    }
}

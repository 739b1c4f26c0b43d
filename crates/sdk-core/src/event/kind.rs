/// The kinds of [`Event`](super::Event), as a webhook's or a stream's settings choose them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum EventKind {
    /// Messages, received and sent.
    Message,
    /// Messages from before the number was linked.
    History,
    /// How far messages came.
    MessageStatus,
    /// Edited messages.
    MessageEdited,
    /// Deleted messages.
    MessageDeleted,
    /// Reactions.
    Reaction,
    /// Votes in polls.
    PollVote,
    /// The connection to WhatsApp.
    Connection,
    /// QR codes to scan.
    QrCode,
    /// Pairing codes to type.
    PairingCode,
    /// Who is online, types or records.
    Presence,
    /// New and changed chats.
    ChatsUpdated,
    /// Deleted chats.
    ChatsDeleted,
    /// New and changed contacts.
    ContactsUpdated,
    /// New and changed groups.
    GroupsUpdated,
    /// Members of groups.
    GroupParticipants,
    /// Labels.
    LabelEdited,
    /// Labels on chats.
    LabelAssigned,
    /// Calls.
    Call,
    /// What this SDK does not know. It cannot be asked for.
    Unknown,
}

impl EventKind {
    /// All that can be asked for.
    pub const ALL: &'static [Self] = &[
        Self::Message,
        Self::History,
        Self::MessageStatus,
        Self::MessageEdited,
        Self::MessageDeleted,
        Self::Reaction,
        Self::PollVote,
        Self::Connection,
        Self::QrCode,
        Self::PairingCode,
        Self::Presence,
        Self::ChatsUpdated,
        Self::ChatsDeleted,
        Self::ContactsUpdated,
        Self::GroupsUpdated,
        Self::GroupParticipants,
        Self::LabelEdited,
        Self::LabelAssigned,
        Self::Call,
    ];
}

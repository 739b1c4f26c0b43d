//! Events: what a gateway tells without being asked, whatever carries it.

mod call;
mod chat;
mod connection;
mod envelope;
mod group;
mod identities;
#[cfg(feature = "webhooks")]
mod key;
mod kind;
mod message;
mod person;

pub use call::{CallEvent, CallStage};
pub use chat::{LabelAssigned, LabelEdited, Presence, PresenceChanged};
pub use connection::ConnectionChanged;
pub use envelope::{EventEnvelope, EventOrigin, EventTransport, NotAnEvent};
pub use group::{GroupParticipants, ParticipantsChange};
pub use identities::Identities;
#[cfg(feature = "webhooks")]
pub use key::EventKey;
pub use kind::EventKind;
pub use message::{MessageDeleted, MessageEdited, MessageReaction, MessageStatus, PollVote};
pub use person::Person;

use crate::address::Address;
use crate::chat::Chat;
use crate::contact::Contact;
use crate::group::Group;
use crate::message::ChatMessage;
use crate::pairing::{Pairing, PairingCode};

/// What happened.
///
/// One type for all gateways. What a gateway adds later, or what does not fit, is [`Event::Unknown`]: its JSON stands in the envelope's
/// [`raw`](EventEnvelope::raw), so nothing is lost and nothing fails.
///
/// ```
/// use wagate_sdk_core::{Error, Event, InstanceClient};
///
/// /// An echo bot.
/// async fn answer(line: &InstanceClient, event: &Event) -> Result<(), Error> {
///     if let Event::Message(m) = event
///         && let (Some(false), Some(chat), Some(text)) = (m.from_me, &m.chat, m.text())
///     {
///         line.send_text(chat, text).await?;
///     }
///     Ok(())
/// }
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Event {
    /// A message came in, or this number sent one (from here, or from its phone): see [`ChatMessage::from_me`].
    Message(Box<ChatMessage>),
    /// Messages from before the number was linked, as the gateway loads them. They are not new.
    History(Vec<ChatMessage>),
    /// Messages went further on their way, or failed.
    MessageStatus(Box<MessageStatus>),
    /// A message got other words.
    MessageEdited(Box<MessageEdited>),
    /// A message was deleted.
    MessageDeleted(Box<MessageDeleted>),
    /// Somebody put an emoji on a message, or took it back.
    Reaction(Box<MessageReaction>),
    /// Somebody voted in a poll.
    PollVote(Box<PollVote>),
    /// The instance's connection to WhatsApp changed.
    Connection(Box<ConnectionChanged>),
    /// There is a QR code to scan.
    QrCode(Box<Pairing>),
    /// There is a pairing code to type.
    PairingCode(PairingCode),
    /// Somebody came online, went, types or records.
    Presence(Box<PresenceChanged>),
    /// Chats are new or changed. What is `None` in them was not told.
    ChatsUpdated(Vec<Chat>),
    /// Chats were deleted.
    ChatsDeleted(Vec<Address>),
    /// Contacts are new or changed. What is `None` in them was not told.
    ContactsUpdated(Vec<Contact>),
    /// Groups are new or changed. What is `None` in them was not told.
    GroupsUpdated(Vec<Group>),
    /// Members came to a group, left it, or have other rights.
    GroupParticipants(Box<GroupParticipants>),
    /// A label was made, changed or deleted.
    LabelEdited(Box<LabelEdited>),
    /// A label was put on a chat, or taken off.
    LabelAssigned(Box<LabelAssigned>),
    /// A call rings, is taken or ends.
    Call(Box<CallEvent>),
    /// Something else, or something that does not have the shape that the gateway's documents give it. Its JSON stands in the envelope.
    Unknown {
        /// The gateway's name for it; empty when it gave none.
        name: String,
    },
}

impl Event {
    /// Of which kind it is.
    pub fn kind(&self) -> EventKind {
        match self {
            Self::Message(_) => EventKind::Message,
            Self::History(_) => EventKind::History,
            Self::MessageStatus(_) => EventKind::MessageStatus,
            Self::MessageEdited(_) => EventKind::MessageEdited,
            Self::MessageDeleted(_) => EventKind::MessageDeleted,
            Self::Reaction(_) => EventKind::Reaction,
            Self::PollVote(_) => EventKind::PollVote,
            Self::Connection(_) => EventKind::Connection,
            Self::QrCode(_) => EventKind::QrCode,
            Self::PairingCode(_) => EventKind::PairingCode,
            Self::Presence(_) => EventKind::Presence,
            Self::ChatsUpdated(_) => EventKind::ChatsUpdated,
            Self::ChatsDeleted(_) => EventKind::ChatsDeleted,
            Self::ContactsUpdated(_) => EventKind::ContactsUpdated,
            Self::GroupsUpdated(_) => EventKind::GroupsUpdated,
            Self::GroupParticipants(_) => EventKind::GroupParticipants,
            Self::LabelEdited(_) => EventKind::LabelEdited,
            Self::LabelAssigned(_) => EventKind::LabelAssigned,
            Self::Call(_) => EventKind::Call,
            Self::Unknown { .. } => EventKind::Unknown,
        }
    }

    /// The message, if it is one that just came in or went out.
    pub fn message(&self) -> Option<&ChatMessage> {
        match self {
            Self::Message(message) => Some(message),
            _ => None,
        }
    }
}

//! What happens in the world, as an instance's phone hears of it.

use std::time::SystemTime;

use super::{Chat, Contact, Group, Label, Message};
use crate::Gateway;

/// One thing that happened to one instance. Everything in it is as it was right after it happened.
#[derive(Clone, Debug)]
pub(crate) struct Happening {
    pub(crate) gateway: Gateway,
    /// The [key](super::Instance::key) of the instance.
    pub(crate) instance: String,
    pub(crate) at: SystemTime,
    pub(crate) what: What,
}

/// What happened. People are written as digits, or as a JID that is no phone number's.
#[derive(Clone, Debug)]
#[allow(dead_code, reason = "the world tells everything, whether or not a gateway has a layout for it")]
pub(crate) enum What {
    /// Somebody's message came. A tap on a button or a row of a list is a message of the kind `button_reply` or
    /// `list_reply`, which quotes the one that was tapped; its content has `id` and `text`.
    Received(Box<Message>),
    /// The instance's message went out, through the gateway or by hand on the phone.
    Sent(Box<Message>),
    /// A message that the instance sent got as far as its [`delivery`](Message::delivery) says.
    Progress(Box<Message>),
    /// A message that the instance sent will not arrive.
    Failed(Box<Message>),
    /// The instance has read a message that came, or listened to it.
    ReadHere(Box<Message>),
    /// A message has another text, by a message of this id from its sender.
    Edited {
        id: String,
        message: Box<Message>,
    },
    /// A message was deleted for everyone, by a message of this id from its sender.
    Revoked {
        id: String,
        message: Box<Message>,
    },
    /// Somebody, perhaps the instance itself, reacted to a message, or took the reaction back.
    Reacted {
        id: String,
        to: Box<Message>,
        by: String,
        emoji: Option<String>,
    },
    /// Somebody, perhaps the instance itself, voted in a poll; without options the vote is taken back.
    Voted {
        id: String,
        poll: Box<Message>,
        by: String,
        options: Vec<String>,
    },
    /// The gateway has the instance from now on.
    Created,
    /// The gateway has the instance no longer, as soon as this was told.
    Deleted,
    Connection(Connection),
    Presence {
        chat: String,
        by: String,
        presence: Presence,
    },
    /// A chat began, or is not what it was. Labels are told by [`Labelled`](Self::Labelled).
    Chat {
        chat: Box<Chat>,
        new: bool,
    },
    ChatDeleted {
        chat: String,
    },
    /// Somebody is in the address book, or not as before.
    Contact {
        contact: Box<Contact>,
        new: bool,
    },
    /// A group is not what it was; the instance is in it, or was until now. `by` is known where another member did it.
    Group {
        group: Box<Group>,
        change: GroupChange,
        by: Option<String>,
    },
    /// There is a label, or it has another name or colour.
    Label {
        label: Label,
        new: bool,
    },
    LabelDeleted {
        label: Label,
    },
    /// A label was put on a chat or taken off.
    Labelled {
        chat: String,
        label: Label,
        on: bool,
    },
    Call(Call),
}

/// Where the connection to WhatsApp stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Connection {
    /// A QR code can be scanned: what it says, and which one it is since the pairing began, from 1.
    Qr {
        text: String,
        count: u32,
    },
    /// A pairing code can be typed in on the phone of this number.
    PairingCode {
        code: String,
        phone: String,
    },
    /// A code was given out and the instance waits for a phone.
    Connecting,
    Online {
        phone: String,
    },
    /// The connection is down; the pairing stays.
    Dropped {
        phone: String,
    },
    /// No phone took the code that was given out.
    Failed,
    /// The pairing is gone. The number that was paired, if one was.
    LoggedOut {
        phone: Option<String>,
    },
}

/// What somebody does in a chat, or at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Presence {
    /// They are online.
    Available,
    /// They are offline.
    Unavailable {
        /// When they were last online.
        last_seen: SystemTime,
    },
    /// They type.
    Composing,
    /// They record a voice note.
    Recording,
    /// They no longer type or record.
    Paused,
}

/// What is different about a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum GroupChange {
    Created,
    Subject,
    Description,
    Picture,
    Announce,
    Locked,
    MembersAdd,
    Approval,
    Ephemeral,
    InviteLink,
    Joined(Vec<String>),
    Left(Vec<String>),
    Promoted(Vec<String>),
    Demoted(Vec<String>),
    /// These wait for an admin now.
    Asked(Vec<String>),
}

/// A call to the instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Call {
    pub(crate) id: String,
    pub(crate) from: String,
    pub(crate) video: bool,
    /// In this group.
    pub(crate) group: Option<String>,
    pub(crate) stage: CallStage,
}

/// How far a call is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CallStage {
    /// It rings.
    Offered,
    /// It was taken.
    Accepted,
    /// It was turned down.
    Rejected,
    /// The caller gave up, or hung up.
    Ended,
}

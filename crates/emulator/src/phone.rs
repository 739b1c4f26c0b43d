//! What an instance's phone shows, for tests to look at.

use std::time::{Duration, SystemTime};

use crate::ReceivedMedia;
use crate::world::{Chat, Delivery, File, Group, Message, Rank};

/// A message in an instance's history.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct PhoneMessage {
    /// Its id.
    pub id: String,
    /// Who wrote it: digits for a person, a JID otherwise.
    pub sender: String,
    /// Whether the instance wrote it.
    pub from_me: bool,
    /// The kind, in the [ledger's](crate::LedgerEntry::kind) words.
    pub kind: String,
    /// Its text, its caption, or what stands for one.
    pub text: Option<String>,
    /// Its file.
    pub media: Option<ReceivedMedia>,
    /// Where WhatsApp keeps its file, if the emulator has the bytes.
    pub file: Option<PhoneFile>,
    /// The id of the message that it quotes.
    pub quoted: Option<String>,
    /// How far it is: `"sent"`, `"delivered"`, `"read"` or `"played"`.
    pub status: &'static str,
    /// Who reacted to it, in digits, and how.
    pub reactions: Vec<(String, String)>,
    /// Of a poll: who voted, in digits, and for what.
    pub votes: Vec<(String, Vec<String>)>,
    /// When it was sent.
    pub at: SystemTime,
    /// Whether its text was changed.
    pub edited: bool,
    /// Whether it was deleted for everyone.
    pub revoked: bool,
}

impl PhoneMessage {
    pub(crate) fn of(message: &Message) -> Self {
        let reactions = message.reactions.iter();
        Self {
            id: message.id.clone(),
            sender: message.sender.clone(),
            from_me: message.from_me,
            kind: message.kind.clone(),
            text: message.text.clone(),
            media: message.media.clone(),
            file: message.file().map(PhoneFile::of),
            quoted: message.quoted.clone(),
            status: match message.delivery {
                Delivery::Sent => "sent",
                Delivery::Delivered => "delivered",
                Delivery::Read => "read",
                Delivery::Played => "played",
            },
            reactions: reactions.map(|reaction| (reaction.by.clone(), reaction.emoji.clone())).collect(),
            votes: message.votes.iter().map(|vote| (vote.by.clone(), vote.options.clone())).collect(),
            at: message.at,
            edited: message.edited_at.is_some(),
            revoked: message.revoked,
        }
    }
}

/// Where WhatsApp keeps a file. It is fetched through a gateway only: nothing answers at the address.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PhoneFile {
    /// Its address.
    pub url: String,
    /// The key that opens it, in base64.
    pub media_key: String,
}

impl PhoneFile {
    pub(crate) fn of(File { url, media_key }: File) -> Self {
        Self { url, media_key }
    }
}

/// A chat of an instance.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PhoneChat {
    /// With whom: digits for a person, a JID otherwise.
    pub address: String,
    /// How many messages were not read.
    pub unread: u32,
    /// Whether it was marked as unread by hand.
    pub marked_unread: bool,
    /// Whether it is archived.
    pub archived: bool,
    /// Whether it is pinned.
    pub pinned: bool,
    /// Whether it is silent now.
    pub muted: bool,
    /// After what time its messages disappear, if they do.
    pub disappears_after: Option<Duration>,
    /// The ids of its labels.
    pub labels: Vec<String>,
}

impl PhoneChat {
    pub(crate) fn of(chat: &Chat, now: SystemTime) -> Self {
        Self {
            address: chat.address.clone(),
            unread: chat.unread,
            marked_unread: chat.marked_unread,
            archived: chat.archived,
            pinned: chat.pinned,
            muted: chat.is_muted(now),
            disappears_after: disappearing(chat.ephemeral),
            labels: chat.labels.iter().cloned().collect(),
        }
    }
}

/// A group.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PhoneGroup {
    /// Its JID.
    pub jid: String,
    /// Its name.
    pub subject: String,
    /// What it is about.
    pub description: Option<String>,
    /// Where its picture is.
    pub picture: Option<String>,
    /// The code with which one can join it.
    pub invite_code: String,
    /// Whether only admins write.
    pub announce: bool,
    /// Whether only admins change it.
    pub locked: bool,
    /// After what time its messages disappear, if they do.
    pub disappears_after: Option<Duration>,
    /// Its members, in digits, in the order in which they came.
    pub members: Vec<String>,
    /// Those of them who are admins.
    pub admins: Vec<String>,
}

impl PhoneGroup {
    pub(crate) fn of(group: &Group) -> Self {
        let members = group.participants.iter();
        let admins = members.clone().filter(|member| member.rank >= Rank::Admin);
        Self {
            jid: group.jid.clone(),
            subject: group.subject.clone(),
            description: group.description.clone(),
            picture: group.picture.clone(),
            invite_code: group.invite_code.clone(),
            announce: group.announce,
            locked: group.locked,
            disappears_after: disappearing(group.ephemeral),
            members: members.map(|member| member.address.clone()).collect(),
            admins: admins.map(|member| member.address.clone()).collect(),
        }
    }
}

fn disappearing(seconds: u32) -> Option<Duration> {
    (seconds > 0).then(|| Duration::from_secs(seconds.into()))
}

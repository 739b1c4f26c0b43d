//! Sending messages.

mod cards;
mod content;
mod interactive;
mod media;
mod reaction;
mod sent;
mod text;

use serde::Serialize;
use serde_json::Value;

pub use cards::{ContactCard, SendContact, SendLocation};
pub use content::{
    ButtonReplyContent, CardContent, CardsContent, ChosenRow, ExtendedText, FlowReply,
    InteractiveReplyContent, ListReplyContent, MediaContent, MessageContent, MessageContext, PlaceContent,
    PollContent, PollOption, PollVoteContent, ReactionContent, WrappedContent,
};
pub use interactive::{
    Button, ButtonKind, ListRow, ListSection, PixKeyKind, SendButtons, SendList, SendPoll,
};
pub use media::{
    MediaFile, MediaKind, SendAudio, SendAudioForm, SendMedia, SendMediaForm, SendPtv, SendPtvForm,
    SendStatus, SendSticker, StatusContent, StatusKind,
};
pub use reaction::SendReaction;
pub use sent::{MessageKey, SentMessage};
pub use text::SendText;

/// The message that a send answers.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Quoted {
    /// Which message. With its id alone the server looks it up in its database.
    pub key: QuotedKey,
    /// Its content, as WhatsApp has it, for a message that the server's database lacks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<Value>,
}

/// Which message is answered.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct QuotedKey {
    /// Its id.
    pub id: String,
    /// The JID of its chat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remote_jid: Option<String>,
    /// Whether the instance sent it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_me: Option<bool>,
}

impl Quoted {
    /// The message with this id.
    pub fn by_id(id: impl Into<String>) -> Self {
        Self { key: QuotedKey { id: id.into(), remote_jid: None, from_me: None }, message: None }
    }
}

/// Which message is meant, where the server demands all three members.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct TargetKey {
    /// Its id.
    pub id: String,
    /// The JID of its chat.
    pub remote_jid: String,
    /// Whether the instance sent it.
    pub from_me: bool,
}

impl TargetKey {
    /// The message with this id, in the chat with this JID, sent by the instance or not.
    pub fn new(id: impl Into<String>, remote_jid: impl Into<String>, from_me: bool) -> Self {
        Self { id: id.into(), remote_jid: remote_jid.into(), from_me }
    }
}

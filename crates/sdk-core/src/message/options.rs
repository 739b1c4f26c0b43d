use std::time::{Duration, SystemTime};

use super::MessageId;
use crate::address::Address;

/// The options of one send. A client's builder sets them; an adapter reads them.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct SendOptions {
    /// The message that is answered.
    pub quote: Option<MessageId>,
    /// Who is mentioned.
    pub mentions: Vec<Address>,
    /// Whether everyone in the group is mentioned.
    pub mention_all: bool,
    /// Whether a preview of the first link is shown; the gateway's default when `None`.
    pub link_preview: Option<bool>,
    /// How long the gateway shows "typing" before it sends.
    pub delay: Option<Duration>,
    /// The id that the message shall have.
    pub message_id: Option<MessageId>,
    /// When the gateway shall send it.
    pub schedule: Option<SystemTime>,
}

/// An option's name, as [`Carried::options`](crate::Carried::options) tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SendOption {
    /// [`SendOptions::quote`]
    Quote,
    /// [`SendOptions::mentions`]
    Mentions,
    /// [`SendOptions::mention_all`]
    MentionAll,
    /// [`SendOptions::link_preview`]
    LinkPreview,
    /// [`SendOptions::delay`]
    Delay,
    /// [`SendOptions::message_id`]
    MessageId,
    /// [`SendOptions::schedule`]
    Schedule,
}

impl SendOption {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::Quote,
        Self::Mentions,
        Self::MentionAll,
        Self::LinkPreview,
        Self::Delay,
        Self::MessageId,
        Self::Schedule,
    ];
}

impl SendOptions {
    /// The options that are set.
    pub(crate) fn used(&self) -> impl Iterator<Item = SendOption> {
        [
            (self.quote.is_some(), SendOption::Quote),
            (!self.mentions.is_empty(), SendOption::Mentions),
            (self.mention_all, SendOption::MentionAll),
            (self.link_preview.is_some(), SendOption::LinkPreview),
            (self.delay.is_some(), SendOption::Delay),
            (self.message_id.is_some(), SendOption::MessageId),
            (self.schedule.is_some(), SendOption::Schedule),
        ]
        .into_iter()
        .filter_map(|(set, option)| set.then_some(option))
    }
}

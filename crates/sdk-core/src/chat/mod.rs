//! Chats, as a gateway keeps them, and the labels on them.

mod label;
mod presence;

pub use label::Label;
pub use presence::ChatPresence;

use std::time::{Duration, SystemTime};

use crate::address::Address;
use crate::raw::Raw;

/// A chat. What a gateway does not tell is `None`.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Chat {
    /// Whom it is with; `None` for a JID of a kind that this SDK does not know, which stands in `raw`.
    pub address: Option<Address>,
    /// The phone number or LID of the same person, where the gateway tells both.
    pub other_address: Option<Address>,
    /// What it is called.
    pub name: Option<String>,
    /// How many messages in it are unread.
    pub unread: Option<u64>,
    /// Whether it is archived.
    pub archived: Option<bool>,
    /// Whether it is pinned to the top.
    pub pinned: Option<bool>,
    /// Whether it is muted.
    pub muted: Option<bool>,
    /// When something last happened in it.
    pub last_activity: Option<SystemTime>,
    /// All that the gateway told of it.
    pub raw: Raw,
}

impl Chat {
    /// A chat of which only that is known.
    pub fn new(address: Option<Address>, raw: Raw) -> Self {
        Self {
            address,
            other_address: None,
            name: None,
            unread: None,
            archived: None,
            pinned: None,
            muted: None,
            last_activity: None,
            raw,
        }
    }
}

/// How long a chat is muted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MuteFor {
    /// 8 hours.
    EightHours,
    /// A week.
    OneWeek,
    /// Until it is unmuted.
    Always,
}

impl MuteFor {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::EightHours, Self::OneWeek, Self::Always];

    /// How long that is; `None` for always.
    pub const fn duration(self) -> Option<Duration> {
        match self {
            Self::EightHours => Some(Duration::from_secs(8 * 3600)),
            Self::OneWeek => Some(Duration::from_secs(7 * 24 * 3600)),
            Self::Always => None,
        }
    }
}

/// After what time the messages of a chat disappear.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Disappearing {
    /// They stay.
    Off,
    /// 24 hours.
    OneDay,
    /// 7 days.
    SevenDays,
    /// 90 days.
    NinetyDays,
}

impl Disappearing {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Off, Self::OneDay, Self::SevenDays, Self::NinetyDays];

    /// The time in seconds; 0 for off, as WhatsApp counts it.
    pub const fn seconds(self) -> u32 {
        match self {
            Self::Off => 0,
            Self::OneDay => 86_400,
            Self::SevenDays => 604_800,
            Self::NinetyDays => 7_776_000,
        }
    }
}

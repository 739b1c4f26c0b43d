use std::time::SystemTime;

use super::Person;
use crate::address::Address;

/// A call rings, is taken or ends.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct CallEvent {
    /// The call's id.
    pub id: Option<String>,
    /// Who calls.
    pub from: Option<Person>,
    /// The chat that it belongs to.
    pub chat: Option<Address>,
    /// How far it is.
    pub stage: CallStage,
    /// Whether it is a video call.
    pub video: Option<bool>,
    /// Whether a group is called.
    pub group: Option<bool>,
    /// When, in UTC.
    pub at: Option<SystemTime>,
}

impl CallEvent {
    /// A call that came so far.
    pub fn new(stage: CallStage) -> Self {
        Self { id: None, from: None, chat: None, stage, video: None, group: None, at: None }
    }
}

/// How far a call is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CallStage {
    /// It comes in.
    Offered,
    /// It rings.
    Ringing,
    /// It was taken.
    Accepted,
    /// It was rejected.
    Rejected,
    /// Nobody took it in time.
    Missed,
    /// It is over.
    Ended,
    /// A word that this SDK does not know.
    Other(String),
}

use std::time::SystemTime;

use super::Person;
use crate::address::GroupId;

/// Members came to a group, left it, or have other rights.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct GroupParticipants {
    /// The group.
    pub group: Option<GroupId>,
    /// Its subject, where the gateway tells it.
    pub subject: Option<String>,
    /// What happened to the members.
    pub change: ParticipantsChange,
    /// Which members.
    pub participants: Vec<Person>,
    /// Who did it.
    pub by: Option<Person>,
    /// When, in UTC.
    pub at: Option<SystemTime>,
}

impl GroupParticipants {
    /// What happened to these members of a group.
    pub fn new(group: Option<GroupId>, change: ParticipantsChange, participants: Vec<Person>) -> Self {
        Self { group, subject: None, change, participants, by: None, at: None }
    }
}

/// What happened to members of a group.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ParticipantsChange {
    /// They are in it now: added, or joined by themselves.
    Joined,
    /// They are no longer in it: removed, or left by themselves.
    Left,
    /// They became admins.
    Promoted,
    /// They are admins no longer.
    Demoted,
    /// They ask to be let in.
    Requested,
    /// A word that this SDK does not know.
    Other(String),
}

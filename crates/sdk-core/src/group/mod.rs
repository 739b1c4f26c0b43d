//! Groups, their members and their invite links.

mod invite;
mod participants;

pub use invite::{InviteCode, InviteLink, Joined};
pub use participants::{Participant, ParticipantAction, ParticipantResult, ParticipantRole};

use std::time::SystemTime;

use crate::address::{Address, GroupId};
use crate::error::Error;
use crate::raw::Raw;

/// A group. What the gateway does not tell is `None`.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Group {
    /// Its id; `None` when the gateway did not tell one that can be read.
    pub id: Option<GroupId>,
    /// Its subject, that is its name.
    pub subject: Option<String>,
    /// Its description.
    pub description: Option<String>,
    /// Who owns it.
    pub owner: Option<Address>,
    /// When it was made.
    pub created_at: Option<SystemTime>,
    /// Its members; `None` when the gateway did not list them with this answer.
    pub participants: Option<Vec<Participant>>,
    /// How many members it has.
    pub size: Option<u64>,
    /// Whether only admins may write.
    pub announce: Option<bool>,
    /// Whether only admins may change subject, description and picture.
    pub locked: Option<bool>,
    /// The URL of its picture.
    pub picture: Option<String>,
    /// Its invite link, where the gateway tells it with the group.
    pub invite: Option<InviteLink>,
    /// All that the gateway told of it.
    pub raw: Raw,
}

impl Group {
    /// A group of which only that is known.
    pub fn new(id: Option<GroupId>, raw: Raw) -> Self {
        Self {
            id,
            subject: None,
            description: None,
            owner: None,
            created_at: None,
            participants: None,
            size: None,
            announce: None,
            locked: None,
            picture: None,
            invite: None,
            raw,
        }
    }
}

/// A group to make. The own number is in it without being named.
///
/// ```
/// use wagate_sdk_core::{Address, NewGroup};
///
/// let ana: Address = "+55 11 98888-7777".parse()?;
/// let spec = NewGroup::named("Team").with(&ana).description("All of us");
/// # Ok::<(), wagate_sdk_core::AddressError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct NewGroup {
    /// Its subject, that is its name.
    pub subject: String,
    /// Its members beside the own number.
    pub participants: Vec<Address>,
    /// Its description, where the gateway takes one at once: [`Detail::GroupDescription`](crate::Detail::GroupDescription).
    pub description: Option<String>,
}

impl NewGroup {
    /// A group without members yet.
    pub fn named(subject: impl Into<String>) -> Self {
        Self { subject: subject.into(), participants: Vec::new(), description: None }
    }

    /// Adds a member.
    #[must_use]
    pub fn with(mut self, participant: &Address) -> Self {
        self.participants.push(participant.clone());
        self
    }

    /// Adds a description.
    #[must_use]
    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }

    pub(crate) fn check(&self) -> Result<(), Error> {
        check_subject(&self.subject)?;
        participants::check(&self.participants)
    }
}

/// Refuses a subject that no gateway takes.
pub(crate) fn check_subject(subject: &str) -> Result<(), Error> {
    if subject.trim().is_empty() { Err(Error::invalid("the group's subject is empty")) } else { Ok(()) }
}

pub(crate) use participants::check as check_participants;

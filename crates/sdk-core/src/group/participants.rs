use std::collections::HashSet;

use crate::address::{Address, Lid, PhoneNumber};
use crate::error::Error;

/// A member of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Participant {
    /// The address by which the group knows the member; `None` for a JID of a kind that this SDK does not know.
    pub address: Option<Address>,
    /// The phone number, where the gateway tells it. It is never made of a LID's digits.
    pub phone: Option<PhoneNumber>,
    /// The LID, where the gateway tells it.
    pub lid: Option<Lid>,
    /// What the member may do.
    pub role: ParticipantRole,
    /// The name, where the gateway tells it.
    pub name: Option<String>,
}

impl Participant {
    /// A member with its role. A phone number's and a LID's go into their fields too.
    pub fn new(address: Option<Address>, role: ParticipantRole) -> Self {
        let (phone, lid) = match &address {
            Some(Address::Phone(phone)) => (Some(phone.clone()), None),
            Some(Address::Lid(lid)) => (None, Some(lid.clone())),
            _ => (None, None),
        };
        Self { address, phone, lid, role, name: None }
    }
}

/// What a member of a group may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ParticipantRole {
    /// No more than others.
    Member,
    /// Changes the group and its members.
    Admin,
    /// The admin who made the group.
    SuperAdmin,
}

/// What is done with members of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ParticipantAction {
    /// They are added.
    Add,
    /// They are removed.
    Remove,
    /// They become admins.
    Promote,
    /// They are admins no longer.
    Demote,
}

impl ParticipantAction {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Add, Self::Remove, Self::Promote, Self::Demote];
}

/// What became of one member that was to be added, removed, promoted or demoted.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ParticipantResult {
    /// The member, as it was asked for where the gateway's answer can be matched, else as the gateway tells it.
    pub participant: Option<Address>,
    /// Whether it worked; `None` when the gateway said nothing of this member (WazzAPI answers once for all of them).
    pub changed: Option<bool>,
    /// The gateway's code for it, such as `403`.
    pub code: Option<String>,
    /// The gateway's words for it.
    pub message: Option<String>,
}

impl ParticipantResult {
    /// What became of a member.
    pub fn new(participant: Option<Address>, changed: Option<bool>) -> Self {
        Self { participant, changed, code: None, message: None }
    }
}

/// Refuses what no gateway could add to a group.
pub(crate) fn check(participants: &[Address]) -> Result<(), Error> {
    if participants.is_empty() {
        return Err(Error::invalid("no participant is named"));
    }
    if !participants.iter().all(|who| matches!(who, Address::Phone(_) | Address::Lid(_))) {
        return Err(Error::invalid("a participant is a phone number or a LID"));
    }
    if participants.iter().collect::<HashSet<_>>().len() < participants.len() {
        return Err(Error::invalid("a participant is named twice"));
    }
    Ok(())
}

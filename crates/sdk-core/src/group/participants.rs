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

    /// One result for each that was asked for, in that order. For adapters.
    ///
    /// A gateway may tell a member by another address than the one that was asked for: a LID for a number, or a number in WhatsApp's own
    /// spelling. Results that nobody was matched with belong to those who are left when there are as many and all fared alike. Else nobody
    /// is guessed by place: each stands under the name that the gateway gave, and of who is left then nothing is known.
    pub fn in_order(asked: Vec<Address>, mut told: Vec<Self>) -> Vec<Self> {
        let matched: Vec<Result<Self, Address>> = asked
            .into_iter()
            .map(|who| match told.iter().position(|result| result.participant.as_ref() == Some(&who)) {
                Some(at) => Ok(told.remove(at)),
                None => Err(who),
            })
            .collect();
        let open = matched.iter().filter(|result| result.is_err()).count();
        let fared = |result: &Self| (result.changed, result.code.clone(), result.message.clone());
        let alike = told.len() == open && told.windows(2).all(|pair| fared(&pair[0]) == fared(&pair[1]));
        let mut left = told.into_iter();
        let mut other = |who| match left.next() {
            Some(result) if alike => Self { participant: Some(who), ..result },
            Some(result) => result,
            None => Self::new(Some(who), None),
        };
        matched.into_iter().map(|result| result.unwrap_or_else(&mut other)).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> Address {
        text.parse().unwrap()
    }

    fn told(who: &str, code: &str) -> ParticipantResult {
        let mut result = ParticipantResult::new(Some(address(who)), Some(code == "200"));
        result.code = Some(code.to_owned());
        result
    }

    const ANA: &str = "5511988887777";
    const BIA: &str = "5511966665555";
    const LID: &str = "199789077627112@lid";
    const OTHER_LID: &str = "199789077627113@lid";

    fn results(asked: &[&str], rows: Vec<ParticipantResult>) -> Vec<(String, Option<bool>)> {
        let asked = asked.iter().map(|who| address(who)).collect();
        let results = ParticipantResult::in_order(asked, rows);
        results.into_iter().map(|one| (one.participant.unwrap().to_string(), one.changed)).collect()
    }

    fn named(who: &str, changed: Option<bool>) -> (String, Option<bool>) {
        (address(who).to_string(), changed)
    }

    #[test]
    fn results_come_in_the_order_that_was_asked_for() {
        let rows = vec![told(BIA, "403"), told(ANA, "200")];
        assert_eq!(results(&[ANA, BIA], rows), [named(ANA, Some(true)), named(BIA, Some(false))]);
    }

    #[test]
    fn another_name_is_nobody_elses_unless_it_must_be() {
        let one_left = vec![told(LID, "403"), told(ANA, "200")];
        assert_eq!(results(&[BIA, ANA], one_left), [named(BIA, Some(false)), named(ANA, Some(true))]);
        let alike = vec![told(LID, "200"), told(OTHER_LID, "200")];
        assert_eq!(results(&[ANA, BIA], alike), [named(ANA, Some(true)), named(BIA, Some(true))]);
        let unlike = vec![told(LID, "200"), told(OTHER_LID, "403")];
        assert_eq!(results(&[ANA, BIA], unlike), [named(LID, Some(true)), named(OTHER_LID, Some(false))]);
        assert_eq!(results(&[ANA, BIA], vec![told(LID, "200")]), [named(LID, Some(true)), named(BIA, None)]);
        assert_eq!(results(&[ANA], Vec::new()), [named(ANA, None)]);
    }
}

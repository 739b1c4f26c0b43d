//! Groups. They belong to WhatsApp and not to an instance: who is in one is told by phone number.

use std::time::SystemTime;

use super::{World, recipient};

/// Letters of an invite code.
const INVITE_LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// What every invite link begins with.
const INVITE_LINK: &str = "https://chat.whatsapp.com/";

/// One group.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    pub(crate) jid: String,
    pub(crate) subject: String,
    /// Who named it last.
    pub(crate) subject_by: String,
    pub(crate) subject_at: SystemTime,
    pub(crate) description: Option<String>,
    pub(crate) description_by: String,
    pub(crate) description_at: SystemTime,
    /// Where the picture is.
    pub(crate) picture: Option<String>,
    /// The number that made it.
    pub(crate) owner: String,
    pub(crate) created_at: SystemTime,
    pub(crate) invite_code: String,
    /// Only admins write.
    pub(crate) announce: bool,
    /// Only admins change the group.
    pub(crate) locked: bool,
    /// Every member adds people.
    pub(crate) members_add: bool,
    /// Who wants to join waits for an admin.
    pub(crate) approval: bool,
    /// After how many seconds messages disappear; 0 for never.
    pub(crate) ephemeral: u32,
    pub(crate) participants: Vec<Participant>,
    /// Who waits for an admin.
    pub(crate) waiting: Vec<String>,
}

/// A member of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Participant {
    /// Digits, or a JID that is no phone number's.
    pub(crate) address: String,
    pub(crate) rank: Rank,
}

/// What a member may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rank {
    Member,
    Admin,
    /// The maker of the group.
    SuperAdmin,
}

impl Group {
    pub(crate) fn invite_link(&self) -> String {
        format!("{INVITE_LINK}{}", self.invite_code)
    }

    pub(crate) fn participant(&self, address: &str) -> Option<&Participant> {
        self.participants.iter().find(|participant| participant.address == address)
    }

    pub(crate) fn is_member(&self, address: &str) -> bool {
        self.participant(address).is_some()
    }

    pub(crate) fn is_admin(&self, address: &str) -> bool {
        self.participant(address).is_some_and(|participant| participant.rank >= Rank::Admin)
    }

    /// Adds a member. False when they are one already.
    pub(crate) fn add(&mut self, address: &str) -> bool {
        let new = !self.is_member(address);
        if new {
            self.waiting.retain(|waiting| waiting != address);
            self.participants.push(Participant { address: address.to_owned(), rank: Rank::Member });
        }
        new
    }

    /// Takes a member out. False when they are none.
    pub(crate) fn remove(&mut self, address: &str) -> bool {
        let before = self.participants.len();
        self.participants.retain(|participant| participant.address != address);
        self.participants.len() < before
    }

    /// Gives a member another rank. False when they are none.
    pub(crate) fn set_rank(&mut self, address: &str, rank: Rank) -> bool {
        let found = self.participants.iter_mut().find(|participant| participant.address == address);
        found.map(|participant| participant.rank = rank).is_some()
    }

    pub(crate) fn rename(&mut self, subject: &str, by: &str, now: SystemTime) {
        subject.clone_into(&mut self.subject);
        by.clone_into(&mut self.subject_by);
        self.subject_at = now;
    }

    /// Says what the group is about; an empty text says nothing.
    pub(crate) fn describe(&mut self, description: &str, by: &str, now: SystemTime) {
        self.description = Some(description.to_owned()).filter(|text| !text.is_empty());
        by.clone_into(&mut self.description_by);
        self.description_at = now;
    }
}

impl World {
    /// Makes a group of a number and some others; who is not on WhatsApp is left out. Members are written as in
    /// [`recipient`].
    pub(crate) fn create_group<M: AsRef<str>>(
        &mut self,
        subject: &str,
        owner: &str,
        members: &[M],
    ) -> &mut Group {
        let now = self.clock.now();
        let mut group = Group {
            jid: format!("1203634{}@g.us", self.ids.text(b"0123456789", 11)),
            subject: subject.to_owned(),
            subject_by: owner.to_owned(),
            subject_at: now,
            description: None,
            description_by: owner.to_owned(),
            description_at: now,
            picture: None,
            owner: owner.to_owned(),
            created_at: now,
            invite_code: self.ids.text(INVITE_LETTERS, 22),
            announce: false,
            locked: false,
            members_add: false,
            approval: false,
            ephemeral: 0,
            participants: vec![Participant { address: owner.to_owned(), rank: Rank::SuperAdmin }],
            waiting: Vec::new(),
        };
        for member in members {
            let member = recipient(member.as_ref());
            if !member.is_empty() && self.is_on_whatsapp(&member) {
                group.add(&member);
            }
        }
        self.touched_groups.touch(&group.jid, || None);
        let last = self.groups.len();
        self.groups.push(group);
        &mut self.groups[last]
    }

    pub(crate) fn group(&self, jid: &str) -> Option<&Group> {
        self.groups.iter().find(|group| group.jid == jid)
    }

    pub(crate) fn group_mut(&mut self, jid: &str) -> Option<&mut Group> {
        let group = self.groups.iter_mut().find(|group| group.jid == jid)?;
        self.touched_groups.touch(jid, || Some(group.clone()));
        Some(group)
    }

    /// Somebody who is no instance changes a group. False when there is none.
    pub(crate) fn change_group(&mut self, jid: &str, by: &str, change: impl FnOnce(&mut Group)) -> bool {
        let found = self.group_mut(jid).map(change).is_some();
        self.acting = Some(by.to_owned()).filter(|_| found);
        found
    }

    /// The group that somebody is invited to with a code or a link.
    pub(crate) fn group_by_invite(&self, invite: &str) -> Option<&Group> {
        let code = invite.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
        let code = code.rsplit('/').next().unwrap_or(code);
        self.groups.iter().find(|group| group.invite_code == code)
    }

    /// The groups of a number, oldest first.
    pub(crate) fn groups_of(&self, member: &str) -> impl Iterator<Item = &Group> {
        self.groups.iter().filter(move |group| group.is_member(member))
    }

    /// Makes the invite links of a group useless and gives it a new code. None when there is no such group.
    pub(crate) fn reset_invite(&mut self, jid: &str) -> Option<&Group> {
        let code = self.ids.text(INVITE_LETTERS, 22);
        let group = self.group_mut(jid)?;
        group.invite_code = code;
        Some(group)
    }
}

//! Groups.

use serde_json::{Value, json};

use super::{Here, Told};
use crate::evolution::groups::metadata;
use crate::world::{Group, GroupChange, jid};

impl Here<'_> {
    /// `groups.update` is told by sockets that are told everything, and by nothing else.
    pub(super) fn group(&self, group: &Group, change: &GroupChange, by: Option<&str>) -> Vec<Told> {
        let changed = |name: &str, value: Value| {
            let mut data = json!({ "id": group.jid, name: value });
            if let Some(by) = by {
                data["author"] = json!(jid(by));
            }
            vec![Told::new("groups.update", json!([data]))]
        };
        match change {
            GroupChange::Created => vec![Told::new("groups.upsert", json!([metadata(self.world, group)]))],
            GroupChange::Subject => changed("subject", json!(group.subject)),
            GroupChange::Description => changed("desc", json!(group.description)),
            GroupChange::Announce => changed("announce", json!(group.announce)),
            GroupChange::Locked => changed("restrict", json!(group.locked)),
            GroupChange::MembersAdd => changed("memberAddMode", json!(group.members_add)),
            GroupChange::Approval => changed("joinApprovalMode", json!(group.approval)),
            GroupChange::Ephemeral => changed("ephemeralDuration", json!(group.ephemeral)),
            GroupChange::InviteLink => changed("inviteCode", json!(group.invite_code)),
            GroupChange::Joined(who) => vec![self.members(group, "add", who, by)],
            GroupChange::Left(who) => vec![self.members(group, "remove", who, by)],
            GroupChange::Promoted(who) => vec![self.members(group, "promote", who, by)],
            GroupChange::Demoted(who) => vec![self.members(group, "demote", who, by)],
            // Guess: nothing is told of these.
            GroupChange::Picture | GroupChange::Asked(_) => Vec::new(),
        }
    }

    // Guess: who did it is the one it was done to, where nobody else is known.
    fn members(&self, group: &Group, action: &str, who: &[String], by: Option<&str>) -> Told {
        let hidden: Vec<String> = who.iter().map(|address| self.world.person(address).lid()).collect();
        let people: Vec<Value> = who
            .iter()
            .zip(&hidden)
            .map(|(address, hidden)| json!({ "jid": hidden, "phoneNumber": jid(address) }))
            .collect();
        let author = by.or(who.first().map(String::as_str)).map(jid);
        let data = json!({
            "id": group.jid,
            "author": author,
            "participants": hidden,
            "action": action,
            "participantsData": people,
        });
        Told::new("group-participants.update", data)
    }
}

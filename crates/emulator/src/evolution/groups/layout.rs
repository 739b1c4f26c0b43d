//! Groups as the server writes them.

use serde_json::{Value, json};

use crate::clock::epoch_seconds;
use crate::evolution::address::row_id;
use crate::world::{Group, Rank, World, jid};

/// What a group's own routes tell of it.
pub(super) fn info(world: &World, group: &Group, with_members: bool) -> Value {
    let mut info = common(world, group);
    info["pictureUrl"] = json!(group.picture);
    if with_members {
        info["participants"] = members(world, group);
    }
    info
}

/// A group as WhatsApp's library has it.
pub(in crate::evolution) fn metadata(world: &World, group: &Group) -> Value {
    let mut data = common(world, group);
    data["addressingMode"] = json!("lid");
    data["ownerPn"] = json!(jid(&group.owner));
    data["joinApprovalMode"] = json!(group.approval);
    data["memberAddMode"] = json!(group.members_add);
    data["participants"] = members(world, group);
    data
}

/// The members under their hidden ids.
pub(super) fn members(world: &World, group: &Group) -> Value {
    group.participants.iter().map(|member| participant(world, &member.address, member.rank)).collect()
}

fn participant(world: &World, address: &str, rank: Rank) -> Value {
    let rank = match rank {
        Rank::Member => None,
        Rank::Admin => Some("admin"),
        Rank::SuperAdmin => Some("superadmin"),
    };
    let mut shown = json!({ "id": world.person(address).lid(), "admin": rank });
    if !address.contains('@') {
        shown["phoneNumber"] = json!(jid(address));
    }
    shown
}

// Guess: a description's id is made up; so is that a group without one has neither.
fn common(world: &World, group: &Group) -> Value {
    let mut common = json!({
        "id": group.jid,
        "subject": group.subject,
        "subjectOwner": jid(&group.subject_by),
        "subjectTime": epoch_seconds(group.subject_at),
        "size": group.participants.len(),
        "creation": epoch_seconds(group.created_at),
        "owner": world.person(&group.owner).lid(),
        "restrict": group.locked,
        "announce": group.announce,
        "isCommunity": false,
        "isCommunityAnnounce": false,
    });
    if let Some(description) = &group.description {
        common["desc"] = json!(description);
        common["descId"] = json!(row_id(&[&group.jid, description]).to_uppercase());
    }
    common
}

//! Groups.

use serde_json::Value;
use wagate_evolution::groups::{
    AcceptInvite, CreateGroup, FetchAllGroups, FindGroup, FindParticipants, GetInviteInfo, GroupInfo,
    GroupMember, LeaveGroup, ParticipantAction, RevokeInvite, ToggleEphemeral, UpdateParticipant,
};

use super::{Asked, Found, check_rows, found};

pub(super) fn of(route: &str, asked: &Asked<'_>) -> Option<Found> {
    let group = || asked.query("groupJid");
    let code = || asked.query("inviteCode");
    match route {
        "/group/create" => {
            let typed = asked.fields().and_then(|mut fields| {
                let create = CreateGroup::new(fields.text("subject")??, fields.texts("participants")??);
                fields.end()?;
                Some(create)
            });
            found("POST", || CreateGroup::new("g", ["1"]), typed, check_group)
        }
        "/group/findGroupInfos" => {
            found("GET", || FindGroup::new("x"), group().map(FindGroup::new), check_group)
        }
        "/group/fetchAllGroups" => found(
            "GET",
            || FetchAllGroups::new(true),
            asked.query("getParticipants").map(|truth| FetchAllGroups::new(truth == "true")),
            |rows, told| {
                check_rows(rows, told);
                for (row, told) in rows.iter().zip(told.as_array().unwrap()) {
                    check_group(&row.value, told);
                }
            },
        ),
        "/group/participants" => found(
            "GET",
            || FindParticipants::new("x"),
            group().map(FindParticipants::new),
            |answer, told| check_members(&answer.participants, &told["participants"]),
        ),
        "/group/inviteInfo" => {
            found("GET", || GetInviteInfo::new("x"), code().map(GetInviteInfo::new), check_group)
        }
        "/group/acceptInviteCode" => found(
            "GET",
            || AcceptInvite::new("x"),
            code().map(AcceptInvite::new),
            |answer, told| {
                assert_eq!(answer.accepted, told["accepted"].as_bool());
                assert_eq!(answer.group_jid.as_deref(), told["groupJid"].as_str());
            },
        ),
        "/group/revokeInviteCode" => {
            let empty = asked.fields().and_then(|fields| fields.end());
            let typed = empty.and_then(|()| group()).map(RevokeInvite::new);
            found(
                "POST",
                || RevokeInvite::new("x"),
                typed,
                |answer, told| {
                    assert_eq!(answer.revoked, told["revoked"].as_bool());
                    assert_eq!(answer.invite_code.as_deref(), told["inviteCode"].as_str());
                },
            )
        }
        "/group/updateParticipant" => {
            // The recorded action is none: only a raw request can carry it.
            let stand_in = || UpdateParticipant::new("x", ParticipantAction::Add, ["5511999990001"]);
            found("POST", stand_in, None, |answer, told| {
                check_rows(answer.update_participants.as_ref().unwrap(), &told["updateParticipants"]);
            })
        }
        "/group/toggleEphemeral" => {
            let typed = asked.fields().and_then(|mut fields| {
                let expiration = fields.number("expiration")??.try_into().ok()?;
                fields.end()?;
                Some(ToggleEphemeral::new(group()?, expiration))
            });
            found(
                "POST",
                || ToggleEphemeral::new("x", 0),
                typed,
                |answer, told| {
                    assert_eq!(answer.success, told["success"].as_bool());
                },
            )
        }
        "/group/leaveGroup" => found(
            "DELETE",
            || LeaveGroup::new("x"),
            group().map(LeaveGroup::new),
            |answer, told| {
                assert_eq!(answer.leave, told["leave"].as_bool());
            },
        ),
        _ => None,
    }
}

fn check_group(group: &GroupInfo, told: &Value) {
    assert_eq!(group.id.as_deref(), told["id"].as_str());
    assert_eq!(group.subject.as_deref(), told["subject"].as_str());
    assert_eq!(group.owner.as_deref(), told["owner"].as_str());
    assert_eq!(group.size, told["size"].as_u64());
    assert_eq!(group.announce, told["announce"].as_bool());
    assert!(group.creation.is_some());
    match &group.participants {
        Some(members) => check_members(members, &told["participants"]),
        None => assert!(told.get("participants").is_none()),
    }
}

fn check_members(members: &[GroupMember], told: &Value) {
    let told = told.as_array().unwrap();
    assert_eq!(members.len(), told.len());
    for (member, told) in members.iter().zip(told) {
        assert_eq!(member.id.as_deref(), told["id"].as_str());
        assert_eq!(member.phone_number.as_deref(), told["phoneNumber"].as_str());
        assert_eq!(member.admin.as_ref().map(|role| role.as_str()), told["admin"].as_str());
    }
}

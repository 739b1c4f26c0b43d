//! Groups.

use std::time::Duration;

use serde_json::{Value, json};
use wagate_ryze::groups::{
    ChangeParticipants, CreateGroup, GetGroup, GroupInfo, GroupSettings, JoinGroup, LeaveGroup, ListGroups,
    ParticipantAction, ResetGroupLink, UpdateGroup,
};
use wagate_sdk_core::adapter::Endpoint;
use wagate_sdk_core::{Error, Outcome};

use crate::{body, failure, gateway, golden, instance_token, line, requests, route};

const GROUP: &str = "120363406289005073@g.us";
const ENCODED: &str = "120363406289005073%40g.us";
const LINK: &str = "https://chat.whatsapp.com/ABC123XYZ";

fn group() -> Value {
    json!({
        "success": true,
        "message": "Group created successfully",
        "group": {
            "name": "Dev Team",
            "jid": GROUP,
            "description": "Technical talk",
            "inviteCode": "ABC123XYZ",
            "inviteLink": LINK,
            "createdBy": "5511999999999@s.whatsapp.net",
            "participantCount": 2,
            "participants": [
                {"jid": "5511999999999@s.whatsapp.net", "isAdmin": true, "isSuperAdmin": false}
            ],
            "groupSettings": {
                "membersCanEditInfo": true,
                "membersCanSendMessages": true,
                "membersCanAddOthers": false,
                "requireAdminApproval": false
            }
        }
    })
}

fn settings() -> GroupSettings {
    let mut settings = GroupSettings::default();
    settings.members_can_edit_info = Some(true);
    settings.members_can_send_messages = Some(true);
    settings.members_can_add_others = Some(false);
    settings.require_admin_approval = Some(false);
    settings
}

fn assert_group(group: &GroupInfo) {
    assert_eq!((group.name.as_deref(), group.jid.as_deref()), (Some("Dev Team"), Some(GROUP)));
    assert_eq!(group.description.as_deref(), Some("Technical talk"));
    assert_eq!((group.invite_code.as_deref(), group.invite_link.as_deref()), (Some("ABC123XYZ"), Some(LINK)));
    assert_eq!(group.created_by.as_deref(), Some("5511999999999@s.whatsapp.net"));
    assert_eq!(group.participant_count, Some(2));
    let participant = &group.participants.as_ref().unwrap()[0];
    assert_eq!(participant.jid.as_deref(), Some("5511999999999@s.whatsapp.net"));
    assert_eq!((participant.is_admin, participant.is_super_admin), (Some(true), Some(false)));
    assert_eq!(group.group_settings.as_ref(), Some(&settings()));
}

#[tokio::test]
async fn a_group_is_made_as_documented() {
    let mut create = CreateGroup::new("Dev Team", vec!["5511888888888".into()]);
    create.description = Some("Technical talk".into());
    create.image = Some("https://example.com/a.png".into());
    create.community_jid = Some("120363000000000000@g.us".into());
    create.group_settings = Some(settings());
    let (answer, seen) = golden(create, group()).await;
    assert_eq!(route(&seen), "POST /api/group/create/support");
    let expected = json!({
        "name": "Dev Team", "participants": ["5511888888888"], "description": "Technical talk",
        "image": "https://example.com/a.png", "communityJid": "120363000000000000@g.us",
        "groupSettings": {
            "membersCanEditInfo": true, "membersCanSendMessages": true, "membersCanAddOthers": false,
            "requireAdminApproval": false
        }
    });
    assert_eq!(body(&seen), expected);
    assert_group(&answer.group.unwrap());

    let (_, seen) = golden(CreateGroup::new("Dev Team", Vec::new()), group()).await;
    assert_eq!(body(&seen), json!({"name": "Dev Team", "participants": []}));
}

#[tokio::test]
async fn groups_are_listed_as_clients_do() {
    let answer = json!({
        "success": true, "message": "1 group(s) found",
        "groups": [{"groupJid": GROUP, "name": "Dev Team", "memberCount": 12, "members": ["kept"]}]
    });
    let (listed, seen) = golden(ListGroups::new(), answer.clone()).await;
    assert_eq!(route(&seen), "GET /api/group/list/support");
    let row = &listed.groups[0];
    assert_eq!((row.value.group_jid.as_deref(), row.value.name.as_deref()), (Some(GROUP), Some("Dev Team")));
    assert_eq!(row.value.member_count, Some(12));
    assert!(row.raw.expose().contains("kept"));

    let mut list = ListGroups::new();
    list.include_members = Some(true);
    let (_, seen) = golden(list, answer).await;
    assert_eq!(route(&seen), "GET /api/group/list/support?includeMembers=true");
}

#[tokio::test]
async fn a_group_is_read_as_documented() {
    let mut answer = group();
    answer["group"]["image"] = json!("https://pps.example/g.jpg");
    answer["group"]["createdAt"] = json!("2023-11-14T22:13:20Z");
    answer["group"]["isEphemeral"] = json!(true);
    answer["group"]["isIncognito"] = json!(false);
    answer["group"]["isSuspended"] = json!(false);
    answer["group"]["isDefaultSubGroup"] = json!(false);
    let (answer, seen) = golden(GetGroup::new(GROUP), answer).await;
    assert_eq!(route(&seen), format!("GET /api/group/info/support?identifier={ENCODED}"));
    let read = answer.group.unwrap();
    assert_group(&read);
    assert_eq!(read.image.as_deref(), Some("https://pps.example/g.jpg"));
    let made = std::time::SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    assert_eq!((read.created_at, read.is_ephemeral), (Some(made), Some(true)));
    assert_eq!((read.is_incognito, read.is_suspended), (Some(false), Some(false)));
    assert_eq!(read.is_default_sub_group, Some(false));

    let (_, seen) = golden(GetGroup::new(LINK), group()).await;
    let link = "https%3A%2F%2Fchat.whatsapp.com%2FABC123XYZ";
    assert_eq!(route(&seen), format!("GET /api/group/info/support?identifier={link}"));
}

#[tokio::test]
async fn a_group_is_changed_as_documented() {
    let mut update = UpdateGroup::new(GROUP);
    update.name = Some("Dev Team".into());
    update.description = Some(String::new());
    update.image = Some("https://example.com/a.png".into());
    update.remove_image = Some(false);
    let mut closed = GroupSettings::default();
    closed.members_can_send_messages = Some(false);
    update.group_settings = Some(closed);
    let mut answer = group();
    answer["message"] = json!("Group updated: name");
    let (answer, seen) = golden(update, answer).await;
    assert_eq!(route(&seen), "PUT /api/group/update/support");
    let expected = json!({
        "identifier": GROUP, "name": "Dev Team", "description": "", "image": "https://example.com/a.png",
        "removeImage": false, "groupSettings": {"membersCanSendMessages": false}
    });
    assert_eq!(body(&seen), expected);
    assert_eq!(answer.message.as_deref(), Some("Group updated: name"));
    assert_group(&answer.group.unwrap());
}

#[tokio::test]
async fn a_change_of_nothing_never_leaves() {
    let server = gateway(200, group()).await;
    let error = line(&server, instance_token()).call(UpdateGroup::new(GROUP)).await.unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
    assert!(requests(&server).await.is_empty());
}

#[tokio::test]
async fn each_participant_has_its_result() {
    let answer = json!({
        "success": true, "message": "Participants processed",
        "participants": [
            {"jid": "5511999999999@s.whatsapp.net", "success": true},
            {"jid": "5521988888888@s.whatsapp.net", "success": false, "error": "not on WhatsApp"}
        ]
    });
    for (action, word, waits) in [
        (ParticipantAction::Add, "add", 60),
        (ParticipantAction::Remove, "remove", 60),
        (ParticipantAction::Promote, "promote", 60),
        (ParticipantAction::Demote, "demote", 60),
        (ParticipantAction::Approve, "approve", 90),
        (ParticipantAction::Reject, "reject", 60),
    ] {
        let change = ChangeParticipants::new(GROUP, action, vec!["5511999999999".into()]);
        assert_eq!(change.server_waits(), Duration::from_secs(waits));
        let (changed, seen) = golden(change, answer.clone()).await;
        assert_eq!(route(&seen), "POST /api/group/participants/support");
        let expected = json!({"action": word, "identifier": GROUP, "participants": ["5511999999999"]});
        assert_eq!(body(&seen), expected);
        let results = changed.participants.unwrap();
        assert_eq!((results[0].success, results[0].error.as_deref()), (Some(true), None));
        assert_eq!((results[1].success, results[1].error.as_deref()), (Some(false), Some("not on WhatsApp")));
        assert_eq!(results[1].jid.as_deref(), Some("5521988888888@s.whatsapp.net"));
    }
}

#[tokio::test]
async fn a_group_is_joined_and_left_as_documented() {
    let answer = json!({
        "success": true, "message": "Successfully joined the group", "groupJid": GROUP,
        "requiresApproval": true
    });
    let (joined, seen) = golden(JoinGroup::new(LINK), answer).await;
    assert_eq!(route(&seen), "POST /api/group/join/support");
    assert_eq!(body(&seen), json!({"identifier": LINK}));
    assert_eq!((joined.group_jid.as_deref(), joined.requires_approval), (Some(GROUP), Some(true)));

    let answer = json!({"success": true, "message": "Successfully left the group", "groupJid": GROUP});
    let (left, seen) = golden(LeaveGroup::new(GROUP), answer).await;
    assert_eq!(route(&seen), format!("DELETE /api/group/leave/support?identifier={ENCODED}"));
    assert!(seen.body.is_empty());
    assert_eq!(left.group_jid.as_deref(), Some(GROUP));
}

#[tokio::test]
async fn an_invite_link_is_reset_as_documented() {
    let answer = json!({
        "success": true, "message": "Group invite link reset successfully", "groupJid": GROUP,
        "inviteCode": "NEW123XYZ", "inviteLink": "https://chat.whatsapp.com/NEW123XYZ"
    });
    let (link, seen) = golden(ResetGroupLink::new(GROUP), answer).await;
    assert_eq!(route(&seen), "POST /api/group/resetLink/support");
    assert_eq!(body(&seen), json!({"identifier": GROUP}));
    assert_eq!((link.group_jid.as_deref(), link.invite_code.as_deref()), (Some(GROUP), Some("NEW123XYZ")));
    assert_eq!(link.invite_link.as_deref(), Some("https://chat.whatsapp.com/NEW123XYZ"));
}

#[tokio::test]
async fn who_is_no_admin_or_no_member_is_refused() {
    let not_admin = "Not authorized to reset group invite link (must be admin)";
    let server = gateway(403, failure(not_admin)).await;
    let error = line(&server, instance_token()).call(ResetGroupLink::new(GROUP)).await.unwrap_err();
    assert!(matches!(error, Error::Forbidden(_)), "{error:?}");
    assert_eq!(error.outcome(), Outcome::Refused);

    let server = gateway(404, failure("Group not found or you are not a member of this group")).await;
    let error = line(&server, instance_token()).call(LeaveGroup::new(GROUP)).await.unwrap_err();
    assert!(matches!(error, Error::NotFound(_)), "{error:?}");
    assert_eq!(error.outcome(), Outcome::Refused);
}

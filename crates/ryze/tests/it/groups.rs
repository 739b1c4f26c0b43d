//! Groups.

use std::time::Duration;

use serde_json::{Value, json};
use wagate_ryze::groups::{
    ChangeParticipants, CreateGroup, GetGroup, GroupInfo, GroupSettings, JoinGroup, LeaveGroup, ListGroups,
    ParticipantAction, ResetGroupLink, UpdateGroup,
};
use wagate_sdk_core::adapter::Endpoint;
use wagate_sdk_core::{
    Address, Error, GroupId, InviteCode, Media, NewGroup, Outcome, ParticipantResult, ParticipantRole,
};

use crate::{
    body, failure, gateway, golden, instance_token, lid, line, phone, portable, refused_here, requests, route,
};

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

fn id() -> GroupId {
    GROUP.parse().unwrap()
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

#[tokio::test]
async fn the_portable_groups_are_listed_at_once() {
    let answer = json!({
        "success": true,
        "groups": [
            {"groupJid": GROUP, "name": "Dev Team", "memberCount": 12, "own": "kept"},
            {"groupJid": "strange", "name": "Other"}
        ]
    });
    let (groups, seen) = portable(answer, async |line| line.erase().groups().all().await).await;
    assert_eq!(route(&seen), "GET /api/group/list/support");
    assert_eq!(groups.len(), 2);
    assert_eq!((groups[0].id.as_ref(), groups[0].subject.as_deref()), (Some(&id()), Some("Dev Team")));
    assert_eq!(groups[0].size, Some(12));
    assert!(groups[0].participants.is_none());
    assert!(groups[0].raw.expose().contains("kept") && !groups[0].raw.expose().contains("Other"));
    assert_eq!((groups[1].id.as_ref(), groups[1].subject.as_deref()), (None, Some("Other")));
}

#[tokio::test]
async fn the_portable_group_has_its_members_and_the_settings_turned_round() {
    let mut answer = group();
    answer["group"]["image"] = json!("https://pps.example/g.jpg");
    answer["group"]["createdAt"] = json!("2023-11-14T22:13:20Z");
    answer["group"]["participants"] = json!([
        {"jid": "5511999999999@s.whatsapp.net", "isAdmin": true, "isSuperAdmin": true},
        {"jid": "123456789012345@lid", "isAdmin": true},
        {"jid": "5511888888888@s.whatsapp.net", "isAdmin": false}
    ]);
    answer["group"]["groupSettings"]["membersCanSendMessages"] = json!(false);
    let (read, seen) = portable(answer, async |line| line.group(&id()).await).await;
    assert_eq!(route(&seen), format!("GET /api/group/info/support?identifier={ENCODED}"));
    assert_eq!((read.id.as_ref(), read.subject.as_deref()), (Some(&id()), Some("Dev Team")));
    assert_eq!(read.description.as_deref(), Some("Technical talk"));
    assert_eq!((read.announce, read.locked), (Some(true), Some(false)));
    assert_eq!((read.owner.as_ref(), read.size), (Some(&phone()), Some(2)));
    assert_eq!(read.picture.as_deref(), Some("https://pps.example/g.jpg"));
    assert!(read.created_at.is_some());
    assert_eq!(read.invite.unwrap().code.link(), LINK);
    let members = read.participants.unwrap();
    let roles: Vec<_> = members.iter().map(|member| member.role).collect();
    assert_eq!(roles, [ParticipantRole::SuperAdmin, ParticipantRole::Admin, ParticipantRole::Member]);
    assert_eq!(members[1].lid.as_ref().map(|lid| lid.digits()), Some("123456789012345"));
    assert!(members[1].phone.is_none(), "the digits of a LID are no number");
    assert!(read.raw.expose().contains("membersCanAddOthers"));
}

#[tokio::test]
async fn the_portable_group_is_made_with_its_description() {
    let spec = NewGroup::named("Dev Team").with(&phone()).with(&lid()).description("Technical talk");
    let (made, seen) = portable(group(), async |line| line.create_group(spec).await).await;
    assert_eq!(route(&seen), "POST /api/group/create/support");
    let expected = json!({
        "name": "Dev Team", "participants": ["5511999999999", "123456789012345@lid"],
        "description": "Technical talk"
    });
    assert_eq!(body(&seen), expected);
    assert_eq!(made.id, Some(id()));

    let spec = NewGroup::named("Dev Team").with(&phone());
    let answer = json!({"success": true, "message": "made, and not shown"});
    let (made, _) = portable(answer, async |line| line.create_group(spec).await).await;
    assert!(made.id.is_none() && made.raw.expose().contains("not shown"));
}

#[tokio::test]
async fn one_part_of_a_portable_group_is_changed_at_a_time() {
    let changed = |seen| {
        assert_eq!(route(&seen), "PUT /api/group/update/support");
        let mut body = body(&seen);
        assert_eq!(body.as_object_mut().unwrap().remove("identifier"), Some(json!(GROUP)));
        body
    };
    let (_, seen) = portable(group(), async |line| line.set_group_subject(&id(), "Team").await).await;
    assert_eq!(changed(seen), json!({"name": "Team"}));
    let (_, seen) = portable(group(), async |line| line.set_group_description(&id(), "").await).await;
    assert_eq!(changed(seen), json!({"description": ""}));
    let picture = Media::url("https://example.com/a.png");
    let (_, seen) = portable(group(), async |line| line.set_group_picture(&id(), picture).await).await;
    assert_eq!(changed(seen), json!({"image": "https://example.com/a.png"}));
    let (_, seen) = portable(group(), async |line| line.remove_group_picture(&id()).await).await;
    assert_eq!(changed(seen), json!({"removeImage": true}));
    for only_admins in [true, false] {
        let announce =
            async |line: crate::InstanceClient<_>| line.set_group_announce(&id(), only_admins).await;
        let (_, seen) = portable(group(), announce).await;
        assert_eq!(changed(seen), json!({"groupSettings": {"membersCanSendMessages": !only_admins}}));
        let lock =
            async |line: crate::InstanceClient<_>| line.erase().set_group_locked(&id(), only_admins).await;
        let (_, seen) = portable(group(), lock).await;
        assert_eq!(changed(seen), json!({"groupSettings": {"membersCanEditInfo": !only_admins}}));
    }
    let bytes = Media::bytes(&b"\x89PNG"[..]);
    let error = refused_here(async |line| line.set_group_picture(&id(), bytes).await).await;
    assert!(matches!(error, Error::Unsupported(_)), "{error:?}");
}

fn told(results: &[ParticipantResult]) -> Vec<(Option<String>, Option<bool>, Option<&str>)> {
    let name = |who: &Address| who.jid().into_owned();
    results
        .iter()
        .map(|result| (result.participant.as_ref().map(name), result.changed, result.message.as_deref()))
        .collect()
}

async fn added(participants: Value, who: &[Address]) -> Vec<ParticipantResult> {
    let answer = json!({"success": true, "participants": participants});
    let (results, seen) = portable(answer, async |line| line.add_participants(&id(), who).await).await;
    assert_eq!(route(&seen), "POST /api/group/participants/support");
    let names: Vec<_> = who
        .iter()
        .map(|who| who.as_phone().map_or_else(|| who.jid().into_owned(), |phone| phone.digits().to_owned()))
        .collect();
    assert_eq!(body(&seen), json!({"action": "add", "identifier": GROUP, "participants": names}));
    results
}

#[tokio::test]
async fn portable_results_come_in_the_order_that_was_asked() {
    let other: Address = "5521988888888".parse().unwrap();
    let results = added(
        json!([
            {"jid": "5521988888888:3@s.whatsapp.net", "success": false, "error": "not on WhatsApp"},
            {"jid": "123456789012345@lid", "success": true},
            {"jid": "5511999999999@s.whatsapp.net", "success": true}
        ]),
        &[phone(), lid(), other],
    )
    .await;
    let expected = [
        (Some("5511999999999@s.whatsapp.net".to_owned()), Some(true), None),
        (Some("123456789012345@lid".to_owned()), Some(true), None),
        (Some("5521988888888@s.whatsapp.net".to_owned()), Some(false), Some("not on WhatsApp")),
    ];
    assert_eq!(told(&results), expected);
}

#[tokio::test]
async fn a_portable_result_under_another_name_is_matched_only_where_it_must_be() {
    let other: Address = "5521988888888".parse().unwrap();
    // One of each is left: they belong together.
    let results = added(
        json!([{"jid": "123456789012345@lid", "success": true}, {"jid": "5521988888888", "success": false}]),
        &[phone(), other.clone()],
    )
    .await;
    let expected = [
        (Some("5511999999999@s.whatsapp.net".to_owned()), Some(true), None),
        (Some("5521988888888@s.whatsapp.net".to_owned()), Some(false), None),
    ];
    assert_eq!(told(&results), expected);

    // Two of each: nobody is guessed.
    let lids = json!([{"jid": "100000000000001@lid", "success": true}, {"jid": "100000000000002@lid"}]);
    let results = added(lids, &[phone(), other.clone()]).await;
    let expected = [
        (Some("100000000000001@lid".to_owned()), Some(true), None),
        (Some("100000000000002@lid".to_owned()), None, None),
    ];
    assert_eq!(told(&results), expected);

    // Of whom nothing is said, nothing is told.
    for silent in [json!([]), json!(null)] {
        let results = added(silent, &[phone(), other.clone()]).await;
        assert!(results.iter().all(|result| result.changed.is_none()));
        assert_eq!(results[1].participant.as_ref(), Some(&other));
    }
}

#[tokio::test]
async fn the_portable_actions_have_their_words() {
    let answer = || json!({"success": true, "participants": []});
    let who = [phone()];
    let (_, removed) = portable(answer(), async |line| line.remove_participants(&id(), &who).await).await;
    let (_, promoted) = portable(answer(), async |line| line.promote_participants(&id(), &who).await).await;
    let (_, demoted) = portable(answer(), async |line| line.demote_participants(&id(), &who).await).await;
    for (seen, word) in [(removed, "remove"), (promoted, "promote"), (demoted, "demote")] {
        assert_eq!(body(&seen)["action"], word);
    }
}

#[tokio::test]
async fn the_portable_invite_link_is_read_and_reset() {
    let (link, seen) = portable(group(), async |line| line.invite_link(&id()).await).await;
    assert_eq!(route(&seen), format!("GET /api/group/info/support?identifier={ENCODED}"));
    assert_eq!(link.code.as_str(), "ABC123XYZ");

    let answer = json!({"success": true, "groupJid": GROUP, "inviteCode": "NEW123XYZ"});
    let (link, seen) = portable(answer, async |line| line.reset_invite_link(&id()).await).await;
    assert_eq!(route(&seen), "POST /api/group/resetLink/support");
    assert_eq!(body(&seen), json!({"identifier": GROUP}));
    assert_eq!(link.code.as_str(), "NEW123XYZ");

    let server = gateway(200, json!({"success": true, "group": {"jid": GROUP}})).await;
    let error = line(&server, instance_token()).invite_link(&id()).await.unwrap_err();
    assert!(matches!(error, Error::Decode(_)) && error.raw().is_some(), "{error:?}");
}

#[tokio::test]
async fn the_portable_way_in_and_out() {
    let code: InviteCode = LINK.parse().unwrap();
    let (found, seen) = portable(group(), async |line| line.invite_info(&code).await).await;
    assert_eq!(route(&seen), "GET /api/group/info/support?identifier=ABC123XYZ");
    assert_eq!(found.id, Some(id()));

    let answer = json!({"success": true, "groupJid": GROUP, "requiresApproval": true});
    let (joined, seen) = portable(answer, async |line| line.erase().join_group(&code).await).await;
    assert_eq!(route(&seen), "POST /api/group/join/support");
    assert_eq!(body(&seen), json!({"identifier": "ABC123XYZ"}));
    assert_eq!((joined.group, joined.awaits_approval), (Some(id()), Some(true)));

    let answer = json!({"success": true, "groupJid": GROUP});
    let (_, seen) = portable(answer, async |line| line.leave_group(&id()).await).await;
    assert_eq!(route(&seen), format!("DELETE /api/group/leave/support?identifier={ENCODED}"));
    assert!(seen.body.is_empty());

    let server = gateway(200, json!({"success": true, "group": "strange"})).await;
    let error = line(&server, instance_token()).group(&id()).await.unwrap_err();
    assert!(matches!(error, Error::Decode(_)), "{error:?}");
}

//! Groups: reading and changing them, their members, the way in and out. All name the device by its session name.

use std::time::{Duration, SystemTime};

use serde_json::{Value, json};
use wagate_sdk_core::adapter::{Endpoint, Safety, Shared};
use wagate_sdk_core::{Error, Outcome};
use wagate_wazzapi::Wazzapi;
use wagate_wazzapi::groups::{
    AddParticipant, CreateGroup, EphemeralDuration, GetGroup, GetInviteLink, Group, GroupChanged, JoinGroup,
    LeaveGroup, ListGroups, ListParticipants, ParticipantAction, ReadInvite, RemoveParticipant, RemovePhoto,
    SetAnnounce, SetEphemeral, SetLocked, SetName, SetPhoto, SetTopic, UpdateParticipants,
};

use super::contract::{golden, golden_of, refused};
use super::{GROUP, account, answering, json_of, target};

const ENCODED: &str = "120363021234567890%40g.us";
const MEMBER: &str = "6281234567890@s.whatsapp.net";
const LINK: &str = "https://chat.whatsapp.com/AbCdEfGh";
const SESSION: &str = "main";

fn assert_group(group: &Group) {
    assert_eq!((group.id.as_str(), group.name.as_deref()), (GROUP, Some("Team")));
    assert_eq!((group.description.as_deref(), group.owner.as_deref()), (None, Some(MEMBER)));
    assert_eq!(group.participants_count, Some(12));
}

#[tokio::test]
async fn groups_are_listed_by_the_session_name() {
    let (page, seen) = golden(ListGroups::new(SESSION)).await;
    assert_eq!(target(&seen), "GET /api/v1/groups?session_name=main");
    assert_group(&page.groups[0].value);
    assert!(page.groups[0].raw.expose().contains("participants_count"));
    assert_eq!((page.total, page.next_offset(0, 50)), (Some(1), None));

    let mut list = ListGroups::new("a b&c");
    list.limit = Some(2);
    list.offset = Some(4);
    let (page, seen) = golden_of(list, json!({ "groups": [{ "id": GROUP }], "total": 9 })).await;
    assert_eq!(target(&seen), "GET /api/v1/groups?session_name=a%20b%26c&limit=2&offset=4");
    assert_eq!(page.next_offset(4, 2), Some(5));
}

#[tokio::test]
async fn a_group_and_who_is_in_it_are_read() {
    let (group, seen) = golden(GetGroup::new(SESSION, GROUP)).await;
    assert_eq!(target(&seen), format!("GET /api/v1/groups/{ENCODED}?session_name=main"));
    assert_group(&group);
    let (answer, seen) = golden(ListParticipants::new(SESSION, GROUP)).await;
    assert_eq!(target(&seen), format!("GET /api/v1/groups/{ENCODED}/participants?session_name=main"));
    let member = &answer.participants[0];
    assert_eq!(
        (member.id.as_str(), member.is_admin, member.is_super_admin),
        (MEMBER, Some(true), Some(true))
    );
}

#[tokio::test]
async fn a_jid_never_leaves_its_place_in_the_path() {
    let (_, seen) = golden_of(GetGroup::new(SESSION, "a/../b?c#d"), json!({ "id": GROUP })).await;
    assert_eq!(seen.url.path(), "/api/v1/groups/a%2F..%2Fb%3Fc%23d");
    refused(GetGroup::new(SESSION, "..")).await;
}

#[tokio::test]
async fn a_group_is_made_with_numbers() {
    let (created, seen) = golden(CreateGroup::new(SESSION, "Team", vec!["+6281234567890".into()])).await;
    assert_eq!(target(&seen), "POST /api/v1/groups/create");
    let expected = json!({ "session_name": "main", "name": "Team", "participants": ["+6281234567890"] });
    assert_eq!(json_of(&seen), expected);
    assert_eq!((created.success, created.jid.as_deref()), (Some(true), Some(GROUP)));
    assert_eq!((created.name.as_deref(), created.owner_jid.as_deref()), (Some("Team"), Some(MEMBER)));
    let made = SystemTime::UNIX_EPOCH + Duration::from_secs(1_778_047_200);
    assert_eq!(created.group_created, Some(made));
}

#[tokio::test]
async fn members_are_changed_together() {
    for (action, word) in [
        (ParticipantAction::Add, "add"),
        (ParticipantAction::Remove, "remove"),
        (ParticipantAction::Promote, "promote"),
        (ParticipantAction::Demote, "demote"),
    ] {
        let change = UpdateParticipants::new(SESSION, GROUP, action.clone(), vec![MEMBER.into()]);
        let (changed, seen) = golden(change).await;
        assert_eq!(target(&seen), "POST /api/v1/groups/participants");
        let expected = json!({
            "session_name": "main", "group_jid": GROUP, "action": word, "participants": [MEMBER]
        });
        assert_eq!(json_of(&seen), expected);
        assert_changed(&changed);
        refused(UpdateParticipants::new(SESSION, GROUP, action, Vec::new())).await;
    }
}

fn assert_changed(changed: &GroupChanged) {
    assert_eq!((changed.success, changed.details.as_deref()), (Some(true), Some("ok")));
}

/// A change whose request stands in the query alone.
async fn changed_by_query<E>(change: E, route: String)
where
    E: Endpoint<Provider = Wazzapi, Scope = Shared, Response = GroupChanged> + Clone,
{
    let (changed, seen) = golden(change).await;
    assert_eq!(target(&seen), route);
    assert!(seen.body.is_empty());
    assert_changed(&changed);
}

#[tokio::test]
async fn one_member_is_added_or_removed_by_the_query() {
    let query = "session_name=main&participant_jid=6281234567890%40s.whatsapp.net";
    let route = |verb: &str| format!("POST /api/v1/groups/{ENCODED}/participants/{verb}?{query}");
    changed_by_query(AddParticipant::new(SESSION, GROUP, MEMBER), route("add")).await;
    changed_by_query(RemoveParticipant::new(SESSION, GROUP, MEMBER), route("remove")).await;
}

#[tokio::test]
async fn an_invite_link_is_read_and_followed() {
    let (link, seen) = golden(GetInviteLink::new(SESSION, GROUP)).await;
    assert_eq!(target(&seen), format!("POST /api/v1/groups/{ENCODED}/invite-link?session_name=main"));
    assert!(seen.body.is_empty());
    assert_eq!((link.success, link.invite_link.as_deref()), (Some(true), Some(LINK)));

    let (info, seen) = golden(ReadInvite::new(SESSION, LINK)).await;
    assert_eq!(target(&seen), "POST /api/v1/groups/invite-info");
    assert_eq!(json_of(&seen), json!({ "session_name": "main", "invite_link": LINK }));
    assert_eq!((info.jid.as_deref(), info.name.as_deref()), (Some(GROUP), Some("Team")));
    assert_eq!((info.success, info.participants, info.owner_jid), (Some(true), Some(12), None));

    let (joined, seen) = golden(JoinGroup::new(SESSION, LINK)).await;
    assert_eq!(target(&seen), "POST /api/v1/groups/join");
    assert_eq!(json_of(&seen), json!({ "session_name": "main", "invite_link": LINK }));
    assert_changed(&joined);

    let leave = LeaveGroup::new(SESSION, GROUP);
    changed_by_query(leave, format!("POST /api/v1/groups/{ENCODED}/leave?session_name=main")).await;
}

/// A change with one member beside the session name.
async fn changed_by_body<E>(change: E, verb: &str, member: Value)
where
    E: Endpoint<Provider = Wazzapi, Scope = Shared, Response = GroupChanged> + Clone,
{
    let (changed, seen) = golden(change).await;
    assert_eq!(target(&seen), format!("POST /api/v1/groups/{ENCODED}/{verb}"));
    let mut expected = member;
    expected["session_name"] = json!("main");
    assert_eq!(json_of(&seen), expected);
    assert_changed(&changed);
}

#[tokio::test]
async fn a_group_is_changed_one_thing_at_a_time() {
    changed_by_body(SetName::new(SESSION, GROUP, "Crew"), "name", json!({ "name": "Crew" })).await;
    changed_by_body(SetTopic::new(SESSION, GROUP, "Talk"), "topic", json!({ "topic": "Talk" })).await;
    for (closed, member) in [(true, json!(true)), (false, json!(false))] {
        let announce = SetAnnounce::new(SESSION, GROUP, closed);
        changed_by_body(announce, "announce", json!({ "announce": member })).await;
        let locked = SetLocked::new(SESSION, GROUP, closed);
        changed_by_body(locked, "locked", json!({ "locked": member })).await;
    }
    for (duration, word) in [
        (EphemeralDuration::Off, "off"),
        (EphemeralDuration::Day, "24h"),
        (EphemeralDuration::Week, "7d"),
        (EphemeralDuration::Quarter, "90d"),
    ] {
        let ephemeral = SetEphemeral::new(SESSION, GROUP, duration);
        changed_by_body(ephemeral, "ephemeral", json!({ "duration": word })).await;
    }
    let picture = "data:image/jpeg;base64,/9j/";
    let photo = SetPhoto::new(SESSION, GROUP, picture);
    changed_by_body(photo, "photo", json!({ "image_data_uri": picture })).await;
    for other in ["https://example.com/a.jpg", "/9j/"] {
        refused(SetPhoto::new(SESSION, GROUP, other)).await;
    }
    let remove = RemovePhoto::new(SESSION, GROUP);
    changed_by_query(remove, format!("DELETE /api/v1/groups/{ENCODED}/photo?session_name=main")).await;
}

#[tokio::test]
async fn what_fails_inside_a_success_is_an_error() {
    let server = answering(200, &json!({ "success": false, "detail": "not an admin" })).await;
    for error in [
        account(&server).call(SetName::new(SESSION, GROUP, "Crew")).await.unwrap_err(),
        account(&server).call(LeaveGroup::new(SESSION, GROUP)).await.unwrap_err(),
        account(&server).call(GetInviteLink::new(SESSION, GROUP)).await.unwrap_err(),
    ] {
        assert_eq!((error.outcome(), error.provider_message()), (Outcome::Unknown, Some("not an admin")));
    }
}

#[tokio::test]
async fn a_group_that_is_not_there_is_proven_where_that_is_documented() {
    let server = answering(404, &json!({ "detail": "Group not found" })).await;
    for error in [
        account(&server).call(GetGroup::new(SESSION, GROUP)).await.unwrap_err(),
        account(&server).call(ListParticipants::new(SESSION, GROUP)).await.unwrap_err(),
    ] {
        assert!(matches!(error, Error::NotFound(_)) && error.outcome() == Outcome::Refused, "{error}");
    }
    let error = account(&server).call(SetName::new(SESSION, GROUP, "Crew")).await.unwrap_err();
    assert!(matches!(error, Error::NotFound(_)), "{error}");
    assert_eq!(error.outcome(), Outcome::Unknown, "the changes list no 404");
}

#[test]
fn what_would_be_done_twice_is_done_at_most_once() {
    for safety in [
        CreateGroup::SAFETY,
        UpdateParticipants::SAFETY,
        AddParticipant::SAFETY,
        RemoveParticipant::SAFETY,
        JoinGroup::SAFETY,
    ] {
        assert_eq!(safety, Safety::AtMostOnce);
    }
    for safety in [GetInviteLink::SAFETY, ReadInvite::SAFETY] {
        assert_eq!(safety, Safety::ReadOnly, "a `POST` that only reads");
    }
}

//! Groups, by the session name.

use serde_json::{Value, json};
use wagate_sdk_core::{
    Address, Error, Group, GroupId, InviteCode, Media, NewGroup, Outcome, ParticipantAction, ParticipantRole,
};
use wiremock::matchers::{path, query_param};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::{assert_unsupported, gateway, line, targets};
use crate::contract::example;
use crate::{DEVICE, DIGITS, GROUP, PHONE, account, answering, device, json_of, only_request, requests, to};

const OF_GROUP: &str = "/api/v1/groups/120363021234567890%40g.us";
const LID: &str = "199789077627112@lid";

fn id() -> GroupId {
    GROUP.parse().unwrap()
}

fn code() -> InviteCode {
    "https://chat.whatsapp.com/AbCdEfGh".parse().unwrap()
}

fn assert_team(group: &Group) {
    assert_eq!((&group.id, group.subject.as_deref()), (&Some(id()), Some("Team")));
}

#[tokio::test]
async fn groups_are_listed_page_by_page() {
    let server = MockServer::start().await;
    for offset in ["0", "1"] {
        let mut page = example("group.list");
        page["total"] = json!(2);
        page["groups"][0]["description"] = json!(offset);
        Mock::given(path("/api/v1/groups"))
            .and(query_param("session_name", "main"))
            .and(query_param("limit", "50"))
            .and(query_param("offset", offset))
            .respond_with(ResponseTemplate::new(200).set_body_json(page))
            .expect(1)
            .mount(&server)
            .await;
    }
    let all = line(&server).groups().all().await.unwrap();
    assert_team(&all[0]);
    assert_eq!((all[0].description.as_deref(), all[1].description.as_deref()), (Some("0"), Some("1")));
    assert_eq!((&all[0].owner, all[0].size), (&Some(to(PHONE)), Some(12)));
    assert!(all[0].participants.is_none() && all[0].raw.expose().contains("participants_count"));
}

#[tokio::test]
async fn a_group_comes_with_its_members() {
    let members = json!({ "participants": [
        { "id": "6281234567890@s.whatsapp.net", "is_admin": true, "is_super_admin": true },
        { "id": "628111111@s.whatsapp.net", "is_admin": true, "is_super_admin": false },
        { "id": LID, "is_admin": false },
        { "id": "7@new.kind" }
    ] });
    let server = gateway(&[
        ("GET", OF_GROUP, example("group.get")),
        ("GET", &format!("{OF_GROUP}/participants"), members),
    ])
    .await;
    let group = line(&server).group(&id()).await.unwrap();
    assert_team(&group);
    let members = group.participants.unwrap();
    let roles: Vec<_> = members.iter().map(|member| member.role).collect();
    let (admin, member) = (ParticipantRole::Admin, ParticipantRole::Member);
    assert_eq!(roles, [ParticipantRole::SuperAdmin, admin, member, member]);
    assert_eq!(members[0].phone.as_ref().unwrap().digits(), DIGITS);
    assert!(members[2].lid.is_some() && members[2].phone.is_none() && members[3].address.is_none());
    let asked = [
        format!("GET {OF_GROUP}?session_name=main"),
        format!("GET {OF_GROUP}/participants?session_name=main"),
    ];
    assert_eq!(targets(&server).await, asked);
}

#[tokio::test]
async fn a_group_is_made_of_numbers_with_a_plus() {
    let server = answering(201, &example("group.create")).await;
    let group = line(&server).create_group(NewGroup::named("Team").with(&to(PHONE))).await.unwrap();
    let expected = json!({ "session_name": "main", "name": "Team", "participants": ["+6281234567890"] });
    assert_eq!(only_request(&server).await, ("POST /api/v1/groups/create".to_owned(), expected));
    assert_team(&group);
    assert_eq!(group.owner, Some(to(PHONE)));
    assert!(group.created_at.is_some() && group.participants.is_none());

    let server = MockServer::start().await;
    let lid = NewGroup::named("Team").with(&to(LID));
    assert_unsupported(&line(&server).create_group(lid).await.unwrap_err());
    let described = NewGroup::named("Team").with(&to(PHONE)).description("Talk");
    assert_unsupported(&line(&server).create_group(described).await.unwrap_err());
    assert!(requests(&server).await.is_empty());
}

#[tokio::test]
async fn a_group_is_changed_one_thing_at_a_time() {
    let server = answering(200, &example("group.set_name")).await;
    let line = line(&server);
    let picture = Media::bytes(&b"\x89PNG\r\n\x1a\n"[..]);
    line.set_group_subject(&id(), "Crew").await.unwrap();
    line.set_group_description(&id(), "").await.unwrap();
    line.set_group_announce(&id(), true).await.unwrap();
    line.set_group_locked(&id(), false).await.unwrap();
    line.set_group_picture(&id(), picture).await.unwrap();
    let done = line.remove_group_picture(&id()).await.unwrap();
    assert!(done.raw.expose().contains("details"));
    line.leave_group(&id()).await.unwrap();
    let asked: Vec<(String, Value)> =
        requests(&server).await.iter().map(|request| (crate::target(request), json_of(request))).collect();
    let body = |name: &str, value: Value| json!({ "session_name": "main", name: value });
    let to = |verb: &str| format!("POST {OF_GROUP}/{verb}");
    let expected = [
        (to("name"), body("name", json!("Crew"))),
        (to("topic"), body("topic", json!(""))),
        (to("announce"), body("announce", json!(true))),
        (to("locked"), body("locked", json!(false))),
        (to("photo"), body("image_data_uri", json!("data:image/png;base64,iVBORw0KGgo="))),
        (format!("DELETE {OF_GROUP}/photo?session_name=main"), Value::Null),
        (to("leave?session_name=main"), Value::Null),
    ];
    assert_eq!(asked, expected);
}

#[tokio::test]
async fn a_picture_that_is_none_never_leaves() {
    let server = MockServer::start().await;
    let line = line(&server);
    let url = Media::url("https://example.com/a.png");
    assert_unsupported(&line.set_group_picture(&id(), url).await.unwrap_err());
    for other in [Media::bytes(&b"??"[..]), Media::bytes(&b"??"[..]).of_type("application/pdf")] {
        let error = line.set_group_picture(&id(), other).await.unwrap_err();
        assert!(matches!(error, Error::InvalidRequest(_)) && error.outcome() == Outcome::NotSent, "{error}");
    }
    assert!(requests(&server).await.is_empty());
}

#[tokio::test]
async fn members_are_changed_together_and_nothing_is_claimed_of_each() {
    let who: [Address; 2] = [to(PHONE), to(LID)];
    for action in ParticipantAction::ALL {
        let server = answering(200, &example("group.update_participants")).await;
        let line = line(&server);
        let (results, word) = match action {
            ParticipantAction::Add => (line.add_participants(&id(), &who).await, "add"),
            ParticipantAction::Remove => (line.remove_participants(&id(), &who).await, "remove"),
            ParticipantAction::Promote => (line.promote_participants(&id(), &who).await, "promote"),
            _ => (line.demote_participants(&id(), &who).await, "demote"),
        };
        let expected = json!({
            "session_name": "main", "group_jid": GROUP, "action": word,
            "participants": ["6281234567890@s.whatsapp.net", LID]
        });
        assert_eq!(only_request(&server).await, ("POST /api/v1/groups/participants".to_owned(), expected));
        let results = results.unwrap();
        assert_eq!(results.len(), 2);
        for (result, who) in results.iter().zip(&who) {
            assert_eq!((&result.participant, result.changed), (&Some(who.clone()), None));
            assert_eq!(result.message.as_deref(), Some("ok"));
        }
    }
}

#[tokio::test]
async fn an_invite_link_is_read_looked_at_and_followed() {
    let server = answering(200, &example("group.invite_link")).await;
    assert_eq!(line(&server).invite_link(&id()).await.unwrap().code, code());
    assert_eq!(only_request(&server).await.0, format!("POST {OF_GROUP}/invite-link?session_name=main"));
    let server = answering(200, &json!({ "success": true, "invite_link": "soon" })).await;
    let error = line(&server).invite_link(&id()).await.unwrap_err();
    assert!(matches!(error, Error::Decode(_)), "{error}");

    let body = json!({ "session_name": "main", "invite_link": "https://chat.whatsapp.com/AbCdEfGh" });
    let server = answering(200, &example("group.invite_info")).await;
    let info = line(&server).invite_info(&code()).await.unwrap();
    assert_eq!(only_request(&server).await, ("POST /api/v1/groups/invite-info".to_owned(), body.clone()));
    assert_team(&info);
    assert_eq!((info.size, info.owner), (Some(12), None));

    let server = answering(200, &example("group.join")).await;
    let joined = line(&server).join_group(&code()).await.unwrap();
    assert_eq!(only_request(&server).await, ("POST /api/v1/groups/join".to_owned(), body));
    assert!(joined.group.is_none() && joined.awaits_approval.is_none());
    assert!(joined.raw.expose().contains("ok"));
}

#[tokio::test]
async fn the_session_name_is_asked_for_once_and_its_failure_is_none_of_the_change() {
    let server = gateway(&[
        ("GET", &format!("/api/v1/devices/{DEVICE}"), device()),
        ("POST", &format!("{OF_GROUP}/name"), example("group.set_name")),
    ])
    .await;
    let line = account(&server).instance(DEVICE).unwrap();
    for _ in 0..2 {
        line.set_group_subject(&id(), "Crew").await.unwrap();
    }
    assert_eq!(requests(&server).await.len(), 3);
    let server = answering(500, &json!({})).await;
    let line = account(&server).instance(DEVICE).unwrap();
    let error = line.create_group(NewGroup::named("Team").with(&to(PHONE))).await.unwrap_err();
    assert_eq!((error.outcome(), error.context().operation()), (Outcome::NotSent, "device.get"));
}

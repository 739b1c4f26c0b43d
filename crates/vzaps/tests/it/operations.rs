//! The portable operations in the gateway's words, and what each credential may do.

use std::time::{Duration, SystemTime};

use serde_json::{Value, json};
use wagate_sdk_core::{
    Address, AddressKind, Detail, Disappearing, Error, EventOptions, GroupId, InstanceClient,
    InstanceSetting, Media, MediaSource, MessageId, MessageRef, MuteFor, NewContact, NewGroup, Operation,
    Outcome, ParticipantAction, SettingsChange,
};
use wagate_vzaps::Vzaps;
use wiremock::{MockServer, ResponseTemplate};

use crate::gateway::*;

const PHONE: &str = "5511987650002";
const JID: &str = "5511987650002@s.whatsapp.net";
const GROUP: &str = "120363000000000001@g.us";
const PATH: &str = "120363000000000001%40g.us";
const MESSAGE: &str = "3EB0A1B2C3D4E5F60001";

/// A gateway with one answer to everything, and a client of it.
async fn answering(answer: Value) -> (MockServer, InstanceClient<Vzaps>) {
    let server = MockServer::start().await;
    answers_all(&server, ResponseTemplate::new(200).set_body_json(answer)).await;
    let line = line(&server);
    (server, line)
}

fn ok() -> Value {
    json!({"status": "ok"})
}

fn group_id() -> GroupId {
    match group() {
        Address::Group(id) => id,
        _ => panic!("a group"),
    }
}

/// What an operation that only acts asks; the answer is kept.
macro_rules! asks {
    ($line:ident => $operation:expr, $verb:literal, $route:expr, $body:expr) => {{
        let (server, $line) = answering(ok()).await;
        let done = $operation.await.unwrap();
        assert_eq!(only_call(&server).await, call($verb, &$route, $body));
        assert_eq!(done.raw.json::<Value>().unwrap(), ok());
    }};
}

#[tokio::test]
async fn chats_are_changed_by_their_routes() {
    let (one, many) = (phone(), group());
    asks!(line => line.mark_chat_read(&one), "POST", format!("/chats/{PHONE}/read"), None);
    asks!(line => line.mark_chat_unread(&many), "POST", format!("/chats/{PATH}/unread"), None);
    asks!(line => line.archive_chat(&one), "POST", format!("/chats/{PHONE}/archive"), None);
    asks!(line => line.unarchive_chat(&many), "POST", format!("/chats/{PATH}/unarchive"), None);
    asks!(line => line.pin_chat(&one), "POST", format!("/chats/{PHONE}/pin"), None);
    asks!(line => line.unpin_chat(&one), "POST", format!("/chats/{PHONE}/unpin"), None);
    asks!(line => line.unmute_chat(&one), "POST", format!("/chats/{PHONE}/unmute"), None);
    asks!(line => line.delete_chat(&one), "DELETE", format!("/chats/{PHONE}"), json!({}));
    for (mute, seconds) in [(MuteFor::EightHours, 28_800), (MuteFor::OneWeek, 604_800)] {
        let body = json!({"duration_seconds": seconds});
        asks!(line => line.mute_chat(&one, mute), "POST", format!("/chats/{PHONE}/mute"), body);
    }
    for (after, word) in [
        (Disappearing::Off, "OFF"),
        (Disappearing::OneDay, "24_HOURS"),
        (Disappearing::SevenDays, "7_DAYS"),
        (Disappearing::NinetyDays, "90_DAYS"),
    ] {
        let body = json!({"expiration": word});
        asks!(line => line.set_disappearing(&one, after), "PUT", format!("/chats/{PHONE}/expiration"), body);
    }
}

#[tokio::test]
async fn a_chat_is_read_into_portable_words() {
    let told = json!({
        "phone": PHONE, "jid": JID, "name": "Ana", "archived": false, "pinned": true, "unread": "2",
        "messages_unread": 3, "is_muted": "1", "last_message_time": "2026-07-01T12:00:00Z"
    });
    let (server, line) = answering(told.clone()).await;
    let chat = line.chat(&phone()).await.unwrap();
    assert_eq!(only_call(&server).await, call("GET", &format!("/chats/{PHONE}"), None));
    assert_eq!((chat.address, chat.name.as_deref()), (Some(phone()), Some("Ana")));
    assert_eq!(
        (chat.unread, chat.archived, chat.pinned, chat.muted),
        (Some(3), Some(false), Some(true), Some(true))
    );
    assert_eq!(chat.last_activity, Some(SystemTime::UNIX_EPOCH + Duration::from_secs(1_782_907_200)));
    assert_eq!(chat.raw.json::<Value>().unwrap(), told);
}

/// The rows of one page.
fn rows(range: std::ops::Range<u64>) -> Vec<Value> {
    range.map(|number| json!({"jid": format!("5511{}@s.whatsapp.net", 900_000_000 + number)})).collect()
}

/// A gateway with these pages of chats, and how many chats a client finds in it.
async fn chats_of(pages: &[Value]) -> usize {
    let server = MockServer::start().await;
    for (number, page) in (1..).zip(pages) {
        wiremock::Mock::given(wiremock::matchers::query_param("page", format!("{number}")))
            .and(wiremock::matchers::query_param("page_size", "20"))
            .respond_with(ResponseTemplate::new(200).set_body_json(page))
            .mount(&server)
            .await;
    }
    let line = line(&server);
    let found = line.chats().all().await.unwrap().len();
    assert_eq!(calls(&server).await.len(), pages.len());
    found
}

#[tokio::test]
async fn lists_are_read_to_their_last_page_whatever_they_count() {
    let counted = |rows: Vec<Value>, total: Value| {
        let mut page = json!({"content": rows});
        page.as_object_mut().unwrap().extend(total.as_object().unwrap().clone());
        page
    };
    let pages = json!({"total_pages": 2});
    assert_eq!(chats_of(&[counted(rows(0..3), pages.clone()), counted(rows(3..5), pages)]).await, 5);
    let total = json!({"total": 23});
    assert_eq!(chats_of(&[counted(rows(0..20), total.clone()), counted(rows(20..23), total)]).await, 23);
    assert_eq!(chats_of(&[json!(rows(0..20)), enveloped(json!(rows(20..22)))]).await, 22);
    assert_eq!(chats_of(&[json!(rows(0..20)), json!([])]).await, 20);
    assert_eq!(chats_of(&[json!(rows(0..40))]).await, 40, "all at once is no page");
    assert_eq!(chats_of(&[json!(null)]).await, 0);
}

#[tokio::test]
async fn an_answer_without_a_list_is_no_empty_list() {
    let (_server, line) = answering(enveloped(json!({"Chats": []}))).await;
    for error in [
        line.chats().all().await.unwrap_err(),
        line.groups().all().await.unwrap_err(),
        line.contacts().all().await.unwrap_err(),
        line.pending().all().await.unwrap_err(),
    ] {
        assert!(matches!(error, Error::Decode(_)), "{error:?}");
    }
}

#[tokio::test]
async fn numbers_are_checked_in_one_call_and_matched_by_their_digits() {
    let known: wagate_sdk_core::PhoneNumber = PHONE.parse().unwrap();
    let unknown: wagate_sdk_core::PhoneNumber = "5511987650009".parse().unwrap();
    let untold: wagate_sdk_core::PhoneNumber = "5511987650008".parse().unwrap();
    let users = json!({"users": [
        {"phone": "5511987650009", "exists": false}, {"phone": format!("+{PHONE}"), "exists": true, "jid": JID}
    ]});
    let (server, line) = answering(enveloped(users)).await;
    let checks = line.check_numbers(&[known, unknown, untold]).await.unwrap();
    let body = json!({"phone": [PHONE, "5511987650009", "5511987650008"]});
    assert_eq!(only_call(&server).await, call("POST", "/user/check", body));
    let told: Vec<_> = checks.into_iter().map(|check| (check.on_whatsapp, check.address)).collect();
    assert_eq!(told, [(Some(true), Some(phone())), (Some(false), None), (None, None)]);
}

#[tokio::test]
async fn people_are_listed_added_and_looked_at() {
    let row = json!({"phone": PHONE, "full_name": "Ana Demo", "first_name": "Ana", "push_name": "ana"});
    let (server, line) = answering(json!([row, {}])).await;
    let contacts = line.contacts().all().await.unwrap();
    assert_eq!(only_call(&server).await, call("GET", "/contact/list", None));
    assert_eq!((contacts[0].address.clone(), contacts[0].name.as_deref()), (Some(phone()), Some("Ana Demo")));
    assert_eq!(contacts[0].push_name.as_deref(), Some("ana"));
    assert!(contacts[1].address.is_none());

    let new = || NewContact::new(PHONE.parse().unwrap(), " Ana Maria Demo ");
    let body = json!({"phone": PHONE, "first_name": "Ana", "full_name": "Ana Maria Demo"});
    asks!(line => line.add_contact(new()), "POST", "/contact/add", body);

    let user = json!({"users": [{"jid": JID, "push_name": "ana", "about": "Open", "business_name": "Demo Shop",
        "profile_picture_url": "https://pps.example.net/p.jpg"}]});
    let (server, line) = answering(enveloped(user)).await;
    let profile = line.profile(&phone()).await.unwrap();
    assert_eq!(only_call(&server).await, call("POST", "/user/info", json!({"phone": [PHONE]})));
    assert_eq!((profile.name.as_deref(), profile.about.as_deref()), (Some("ana"), Some("Open")));
    assert_eq!(profile.picture.as_deref(), Some("https://pps.example.net/p.jpg"));
    assert_eq!((profile.address, profile.is_business), (Some(phone()), Some(true)));
}

#[tokio::test]
async fn a_picture_comes_as_a_url_that_holds_it() {
    let (server, line) = answering(enveloped(json!({"base64": "/9j/4AAQ", "mimetype": "image/jpeg"}))).await;
    let picture = line.profile_picture(&phone()).await.unwrap();
    let body = json!({"phone": PHONE, "preview": false});
    assert_eq!(only_call(&server).await, call("POST", "/user/avatar", body));
    assert_eq!(picture.url.as_deref(), Some("data:image/jpeg;base64,/9j/4AAQ"));
    let (_server, line) = answering(enveloped(json!({"base64": ""}))).await;
    assert_eq!(line.profile_picture(&phone()).await.unwrap().url, None);
}

#[tokio::test]
async fn the_own_profile_is_told_while_connected() {
    let own = json!({"connected": true, "phone": PHONE, "whatsapp_jid": JID, "push_name": "Support",
        "business_name": "Demo Shop", "about": "Open", "profile_picture_url": "https://pps.example.net/p.jpg"});
    let (server, line) = answering(enveloped(own)).await;
    let profile = line.own_profile().await.unwrap();
    assert_eq!(only_call(&server).await, call("GET", "/session/status", None));
    assert_eq!((profile.address, profile.is_business), (Some(phone()), Some(true)));
    assert_eq!((profile.name.as_deref(), profile.about.as_deref()), (Some("Support"), Some("Open")));
    let (_server, line) = answering(enveloped(json!({"connected": false}))).await;
    let unknown = line.own_profile().await.unwrap();
    assert!(unknown.address.is_none() && unknown.name.is_none() && unknown.is_business.is_none());
}

#[tokio::test]
async fn groups_are_changed_by_their_routes() {
    let id = group_id();
    let body = |member: &str, value: Value| json!({"group_id": GROUP, member: value});
    asks!(line => line.set_group_subject(&id, "Team"), "POST", "/group/name", body("name", json!("Team")));
    asks!(line => line.set_group_description(&id, ""), "POST", "/group/description", body("description", json!("")));
    let picture = || Media::url("https://cdn.example.com/g.jpg");
    let image = json!("https://cdn.example.com/g.jpg");
    asks!(line => line.set_group_picture(&id, picture()), "POST", "/group/photo", body("image", image));
    asks!(line => line.set_group_announce(&id, true), "POST", "/group/settings", body("admin_only_message", json!(true)));
    asks!(line => line.set_group_locked(&id, false), "POST", "/group/settings", body("admin_only_settings", json!(false)));
}

#[tokio::test]
async fn admins_are_made_and_unmade_and_nothing_is_told_of_each() {
    let id = group_id();
    let body = json!({"group_id": GROUP, "participants": [PHONE]});
    let (server, line) = answering(ok()).await;
    let results = line.promote_participants(&id, &[phone()]).await.unwrap();
    assert_eq!(only_call(&server).await, call("POST", "/group/add-admin", body.clone()));
    assert_eq!((results[0].participant.clone(), results[0].changed), (Some(phone()), None));
    let (server, line) = answering(ok()).await;
    line.demote_participants(&id, &[phone()]).await.unwrap();
    assert_eq!(only_call(&server).await, call("POST", "/group/remove-admin", body));
}

#[tokio::test]
async fn a_group_is_made_and_read() {
    let (server, line) = answering(enveloped(json!({"group_id": GROUP, "group_name": "Team"}))).await;
    let made = line.create_group(NewGroup::named("Team").with(&phone()).description("Demo")).await.unwrap();
    let body = json!({"group_name": "Team", "participants": [PHONE], "group_description": "Demo"});
    assert_eq!(only_call(&server).await, call("POST", "/group/create", body));
    assert_eq!((made.id, made.subject.as_deref()), (Some(group_id()), Some("Team")));

    let told = json!({"name": "Team", "description": "Demo", "participants": [PHONE, "5511987650003"],
        "admin_only_message": true, "admin_only_settings": false});
    let (_server, line) = answering(enveloped(told)).await;
    let read = line.group(&group_id()).await.unwrap();
    assert_eq!((read.id, read.subject.as_deref()), (Some(group_id()), Some("Team")));
    assert_eq!((read.size, read.announce, read.locked), (Some(2), Some(true), Some(false)));
    assert!(read.participants.is_none(), "nothing tells which of them are admins");
}

#[tokio::test]
async fn invite_links_are_read_and_reset() {
    const LINK: &str = "https://chat.whatsapp.com/FgT7mQw2ZkR8sLx0VbNc3H";
    let id = group_id();
    let (server, line) = answering(enveloped(json!({"link": LINK}))).await;
    assert_eq!(line.invite_link(&id).await.unwrap().code.link(), LINK);
    assert_eq!(line.reset_invite_link(&id).await.unwrap().code.link(), LINK);
    let queries: Vec<_> =
        calls(&server).await.iter().map(|call| call.url.query().map(str::to_owned)).collect();
    let query = format!("group_id={PATH}");
    assert_eq!(queries, [Some(query.clone()), Some(format!("{query}&reset=true"))]);
    let (_server, line) = answering(ok()).await;
    assert!(matches!(line.invite_link(&id).await.unwrap_err(), Error::Decode(_)));
}

#[tokio::test]
async fn messages_are_edited_revoked_and_marked() {
    let own = || MessageRef::sent(phone(), MESSAGE);
    let route = format!("/chat/messages/{MESSAGE}");
    asks!(line => line.edit(&own(), "Better"), "PATCH", route, json!({"message": "Better"}));
    asks!(line => line.revoke(&own()), "DELETE", route, json!({}));

    let author: Address = "5511987650003".parse().unwrap();
    let messages = [
        MessageRef::received(phone(), "A"),
        MessageRef::received(group(), "B").by(author.clone()),
        MessageRef::received(phone(), "C"),
        MessageRef::received(group(), "D").by(phone()),
    ];
    let (server, line) = answering(ok()).await;
    line.mark_read(&messages).await.unwrap();
    let bodies: Vec<Value> =
        calls(&server).await.iter().map(|call| serde_json::from_slice(&call.body).unwrap()).collect();
    let expected = [
        json!({"id": ["A", "C"], "chat": JID}),
        json!({"id": ["B"], "chat": GROUP, "sender": author.jid()}),
        json!({"id": ["D"], "chat": GROUP, "sender": JID}),
    ];
    assert_eq!(bodies, expected);
}

#[tokio::test]
async fn the_queue_is_listed_and_loses_a_message() {
    let queue = json!([{"message_id": MESSAGE, "phone": PHONE}, {"phone": PHONE}]);
    let (server, line) = answering(enveloped(queue)).await;
    let pending = line.pending().all().await.unwrap();
    assert_eq!(only_call(&server).await, call("GET", "/queue/messages", None));
    assert_eq!(pending.len(), 1, "nothing could name the other");
    assert_eq!((&pending[0].id, &pending[0].to), (&MessageId::whatsapp(MESSAGE), &Some(phone())));
    let id = MessageId::whatsapp(MESSAGE);
    asks!(line => line.cancel(&id), "DELETE", format!("/queue/messages/{MESSAGE}"), None);
}

#[tokio::test]
async fn settings_and_restarting_take_a_jwt() {
    let server = MockServer::start().await;
    answers(&server, "POST", "/instances/get", 200, instance()).await;
    answers(&server, "PATCH", &route(""), 200, instance()).await;
    answers(&server, "POST", &route("/restart"), 200, ok()).await;
    let owned = account_with_jwt(&server).instance(ID).unwrap();
    let settings = owned.settings().await.unwrap();
    assert_eq!((settings.reject_calls, settings.read_messages), (Some(false), Some(false)));
    owned.update_settings(SettingsChange::new().reject_calls(true).read_messages(false)).await.unwrap();
    owned.restart().await.unwrap();
    let seen = calls(&server).await;
    let body = |index: usize| serde_json::from_slice::<Value>(&seen[index].body).unwrap();
    assert_eq!(body(0), json!({"id": ID}));
    assert_eq!(body(1), json!({"reject_calls": true, "auto_read_messages": false}));
    assert_eq!(seen[2].url.path(), route("/restart"));

    let line = line(&server);
    for error in [
        line.settings().await.unwrap_err(),
        line.update_settings(SettingsChange::new().reject_calls(true)).await.unwrap_err(),
        line.restart().await.unwrap_err(),
        owned.update_settings(SettingsChange::new().ignore_groups(true)).await.unwrap_err(),
    ] {
        assert!(matches!(error, Error::Unsupported(_)), "{error:?}");
    }
    assert_eq!(calls(&server).await.len(), 3);
}

#[tokio::test]
async fn what_no_document_shows_stays_here() {
    let (server, line) = answering(ok()).await;
    let lid: Address = "199789077627112@lid".parse().unwrap();
    let id = group_id();
    for error in [
        line.mute_chat(&phone(), MuteFor::Always).await.unwrap_err(),
        line.chat(&lid).await.unwrap_err(),
        line.profile(&group()).await.unwrap_err(),
        line.block(&phone()).await.unwrap_err(),
        line.add_participants(&id, &[phone()]).await.unwrap_err(),
        line.remove_participants(&id, &[phone()]).await.unwrap_err(),
        line.promote_participants(&id, &[lid]).await.unwrap_err(),
        line.set_group_picture(&id, Media::bytes(&b"\xff\xd8\xff"[..])).await.unwrap_err(),
        line.leave_group(&id).await.unwrap_err(),
        line.message(&MessageId::whatsapp(MESSAGE)).await.unwrap_err(),
        line.reconnect().await.unwrap_err(),
        line.proxy().await.unwrap_err(),
        line.labels().await.unwrap_err(),
        line.remove_webhook().await.unwrap_err(),
        line.events(EventOptions::new()).await.unwrap_err(),
    ] {
        assert!(matches!(error, Error::Unsupported(_)), "{error:?}");
        assert_eq!(error.outcome(), Outcome::NotSent);
    }
    assert!(arrived(&server).await.is_empty());
}

#[tokio::test]
async fn the_credentials_differ_in_settings_restarting_and_the_stream_of_events() {
    let server = MockServer::start().await;
    let by_tokens = line(&server);
    let by_jwt = account_with_jwt(&server).instance(ID).unwrap();
    let more: Vec<_> = by_jwt
        .capabilities()
        .operations()
        .iter()
        .filter(|operation| !by_tokens.capabilities().supports(**operation))
        .collect();
    let settings = [Operation::Restart, Operation::Settings, Operation::UpdateSettings];
    assert_eq!(more, [&settings[0], &settings[1], &settings[2], &Operation::Events]);
    for can in [by_jwt.capabilities(), by_tokens.capabilities()] {
        assert!(can.takes(Detail::Participants(ParticipantAction::Promote)));
        assert!(!can.takes(Detail::Participants(ParticipantAction::Add)));
        assert!(
            can.takes(Detail::GroupPicture(MediaSource::Url)) && !can.takes(Detail::Mute(MuteFor::Always))
        );
        assert!(can.supports_with(Operation::SetDisappearing, AddressKind::Group));
        assert!(!can.supports_with(Operation::ArchiveChat, AddressKind::Lid));
    }
    let setting = Detail::Setting(InstanceSetting::RejectCalls);
    assert!(by_jwt.capabilities().takes(setting) && !by_tokens.capabilities().takes(setting));
}

//! What is sent: every kind to a person, with the options that it takes, and what goes to groups.

use std::time::{Duration, SystemTime};

use serde_json::{Value, json};
use wagate_sdk_core::{
    AddressKind, Button, ContactCard, Error, ListRow, ListSection, Media, MediaSource, Message, MessageKind,
    Outcome, SendOption, SendStatus,
};
use wiremock::MockServer;

use super::{assert_unsupported, line};
use crate::{DEVICE, DIGITS, GROUP, PHONE, answering, only_request, queued, requests, to};

const URL: &str = "https://example.com/f";

fn a_time() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_000_000)
}

/// What a message becomes when it goes to a person at some time.
async fn scheduled(message: impl Into<Message>) -> (String, Value) {
    let mut answer = queued();
    answer["status"] = json!("scheduled");
    let server = answering(200, &answer).await;
    let sent = line(&server).send(&to(PHONE), message).schedule(a_time()).await.unwrap();
    assert_eq!(sent.status, SendStatus::Scheduled);
    let (target, mut body) = only_request(&server).await;
    let members = body.as_object_mut().unwrap();
    assert_eq!(members.remove("scheduled_for"), Some(json!("2026-11-18T11:06:40Z")));
    assert_eq!(members.remove("phone_number"), Some(json!(DIGITS)));
    assert_eq!(members.remove("whatsapp_account_id"), Some(json!(DEVICE)));
    (target, body)
}

#[tokio::test]
async fn files_go_by_their_urls() {
    let named = || Media::url(URL).named("f.bin").of_type("application/x-f");
    let file = |kind: &str| json!({ "message_type": kind, "media_url": URL, "filename": "f.bin", "mimetype": "application/x-f" });
    let captioned = |kind: &str| {
        let mut file = file(kind);
        file["caption"] = json!("c");
        file
    };
    let to_route = |kind: &str| format!("POST /api/v1/messages/send/{kind}");
    let image = scheduled(Message::image(named()).caption("c")).await;
    assert_eq!(image, (to_route("image"), captioned("image")));
    let video = scheduled(Message::video(named()).caption("c")).await;
    assert_eq!(video, (to_route("video"), captioned("video")));
    let document = scheduled(Message::document(named()).caption("c")).await;
    assert_eq!(document, (to_route("document"), captioned("document")));
    assert_eq!(scheduled(Message::voice(named())).await, (to_route("voice"), file("voice")));
}

#[tokio::test]
async fn files_go_as_base64_with_a_name_and_a_type() {
    let bytes = |media_type: &str| Media::bytes(&b"??"[..]).of_type(media_type);
    for (message, name) in [
        (Message::from(Message::video(bytes("video/mp4"))), "video.mp4"),
        (Message::from(Message::document(bytes("application/pdf"))), "document.pdf"),
        (Message::voice(bytes("audio/ogg; codecs=opus")), "voice.ogg"),
        (Message::voice(bytes("audio/x-new")), "voice"),
    ] {
        let body = scheduled(message).await.1;
        assert_eq!((&body["media_base64"], &body["filename"]), (&json!("Pz8="), &json!(name)));
        assert!(body.get("media_url").is_none());
    }
    let server = MockServer::start().await;
    let error = line(&server).send(&to(PHONE), Message::voice(Media::bytes(&b"??"[..]))).await.unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_)) && error.to_string().contains("of_type"), "{error}");
    assert!(requests(&server).await.is_empty());
}

#[tokio::test]
async fn a_location_and_one_contact_card_go() {
    let (target, body) = scheduled(Message::location(-6.2, 106.8).name("Jakarta").address("Jl. 1")).await;
    assert_eq!(target, "POST /api/v1/messages/send/location");
    let expected = json!({
        "message_type": "location", "latitude": -6.2, "longitude": 106.8, "location_title": "Jakarta",
        "location_address": "Jl. 1"
    });
    assert_eq!(body, expected);

    let card = ContactCard::new("Ana", "+62 811-1111".parse().unwrap());
    let (target, body) = scheduled(Message::contact(card)).await;
    assert_eq!(target, "POST /api/v1/messages/send/contact");
    let expected =
        json!({ "message_type": "contact", "contacts": [{ "name": "Ana", "phone_number": "628111111" }] });
    assert_eq!(body, expected);
}

#[tokio::test]
async fn buttons_and_menus_go() {
    let server = answering(200, &queued()).await;
    let buttons = Message::buttons("Confirm?", [Button::reply("yes", "Yes")]).footer("Clinic");
    line(&server).send(&to(PHONE), buttons).await.unwrap();
    let (target, body) = only_request(&server).await;
    assert_eq!(target, "POST /api/v1/messages/send/interactive/buttons");
    let expected = json!({
        "phone_number": DIGITS, "whatsapp_account_id": DEVICE, "body": "Confirm?", "footer": "Clinic",
        "buttons": [{ "id": "yes", "title": "Yes" }]
    });
    assert_eq!(body, expected);

    let server = answering(200, &queued()).await;
    let rows = [ListRow::new("noon", "Noon").description("12 o'clock"), ListRow::new("one", "1 pm")];
    let list = Message::list("Pick", "Open", [ListSection::new("Today", rows)]).footer("Clinic");
    line(&server).send(&to(PHONE), list).await.unwrap();
    let (target, body) = only_request(&server).await;
    assert_eq!(target, "POST /api/v1/messages/send/interactive/list");
    let expected = json!({
        "phone_number": DIGITS, "whatsapp_account_id": DEVICE, "body": "Pick", "button_text": "Open",
        "footer": "Clinic",
        "sections": [{
            "title": "Today",
            "rows": [
                { "id": "noon", "title": "Noon", "description": "12 o'clock" },
                { "id": "one", "title": "1 pm" }
            ]
        }]
    });
    assert_eq!(body, expected);
}

#[tokio::test]
async fn files_go_to_groups_by_their_urls_only() {
    let file = || Media::url(URL).named("f.bin");
    for (message, kind) in [
        (Message::from(Message::image(file()).caption("c")), "image"),
        (Message::from(Message::video(file()).caption("c")), "video"),
        (Message::from(Message::document(file()).caption("c")), "document"),
    ] {
        let server = answering(200, &queued()).await;
        line(&server).send(&to(GROUP), message).await.unwrap();
        let expected = json!({
            "session_name": "main", "group_jid": GROUP, "media_url": URL, "media_type": kind, "caption": "c",
            "filename": "f.bin"
        });
        assert_eq!(only_request(&server).await, ("POST /api/v1/groups/send/media".to_owned(), expected));
    }
}

#[tokio::test]
async fn what_cannot_be_carried_whole_is_refused_before_anything_leaves() {
    let server = MockServer::start().await;
    let line = line(&server);
    let (person, group) = (to(PHONE), to(GROUP));
    let card = || ContactCard::new("Ana", "628111111".parse().unwrap());
    let rows = || [ListSection::new("Today", [ListRow::new("one", "1 pm")])];
    let bytes = || Media::bytes(&b"??"[..]).of_type("video/mp4");
    for error in [
        // What the gateway's requests have no member for.
        line.send(&person, Message::contact(card().email("a@example.com"))).await.unwrap_err(),
        line.send(&person, Message::contact(card().organization("Acme"))).await.unwrap_err(),
        line.send(&person, Message::contact(card().url("https://example.com"))).await.unwrap_err(),
        line.send(&person, Message::buttons("x", [Button::open_url(URL, "Open")])).await.unwrap_err(),
        line.send(&person, Message::buttons("x", [Button::reply("a", "A")]).title("t")).await.unwrap_err(),
        line.send(&person, Message::list("x", "Open", rows()).title("t")).await.unwrap_err(),
        // What it has no request for.
        line.send(&person, Message::audio(Media::url(URL))).await.unwrap_err(),
        line.send(&person, Message::sticker(Media::url(URL))).await.unwrap_err(),
        line.send(&person, Message::poll("Lunch?", ["Noon", "1 pm"])).await.unwrap_err(),
        line.send(&group, Message::voice(Media::url(URL))).await.unwrap_err(),
        line.send(&group, Message::location(1.0, 2.0)).await.unwrap_err(),
        line.send(&group, Message::contact(card())).await.unwrap_err(),
        line.send(&group, Message::buttons("x", [Button::reply("a", "A")])).await.unwrap_err(),
        line.send(&group, Message::list("x", "Open", rows())).await.unwrap_err(),
        line.send(&group, Message::video(bytes())).await.unwrap_err(),
        // What cannot wait.
        line.send(&group, Message::image(Media::url(URL))).schedule(a_time()).await.unwrap_err(),
        line.send(&person, Message::list("x", "Open", rows())).schedule(a_time()).await.unwrap_err(),
        line.send(&person, Message::buttons("x", [Button::reply("a", "A")]))
            .schedule(a_time())
            .await
            .unwrap_err(),
    ] {
        assert_unsupported(&error);
    }
    let two = Message::contact(card()).and(ContactCard::new("Rui", "628222222".parse().unwrap()));
    let four = Message::buttons("x", ["a", "b", "c", "d"].map(|id| Button::reply(id, id)));
    for error in [line.send(&person, two).await.unwrap_err(), line.send(&person, four).await.unwrap_err()] {
        assert!(matches!(error, Error::InvalidRequest(_)) && error.outcome() == Outcome::NotSent, "{error}");
    }
    assert!(requests(&server).await.is_empty());
}

#[tokio::test]
async fn the_capabilities_name_what_goes_where() {
    let server = MockServer::start().await;
    let capabilities = line(&server).capabilities();
    for kind in MessageKind::ALL {
        let person = capabilities.carries(*kind, AddressKind::Phone);
        let later = person.is_some_and(|carried| carried.options() == [SendOption::Schedule]);
        let is_interactive = matches!(kind, MessageKind::Buttons | MessageKind::List);
        assert_eq!(person.is_some(), later || is_interactive, "{kind:?}");
        let group = capabilities.carries(*kind, AddressKind::Group);
        assert!(group.is_none_or(|carried| carried.options().is_empty()), "{kind:?}");
        assert!(group.is_none_or(|carried| !carried.media().contains(&MediaSource::Bytes)), "{kind:?}");
    }
    let to = |kind| capabilities.carried().iter().filter(|carried| carried.to().contains(&kind)).count();
    assert_eq!((to(AddressKind::Phone), to(AddressKind::Group), to(AddressKind::Lid)), (9, 4, 0));
}

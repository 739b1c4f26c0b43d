//! What becomes of messages: read by either id, listed while they wait, cancelled, tried again.

use std::time::{Duration, SystemTime};

use serde_json::{Value, json};
use wagate_sdk_core::{Address, ChatContent, DeliveryStatus, Error, FileKind, MessageId, Operation, Outcome};
use wiremock::matchers::{method, path, query_param};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::{assert_unsupported, gateway, line, targets};
use crate::contract::example;
use crate::{DEVICE, DIGITS, GROUP, PHONE, answering, requests, to};

const MESSAGE: &str = "f4fd147d-e2a8-4d52-9eb5-98a72f5b90ab";
const WHATSAPPS: &str = "3EB0C767D097B7C7C030";

fn at(seconds: u64) -> Option<SystemTime> {
    Some(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds))
}

/// The contract's message with some members changed.
fn stored(changes: Value) -> Value {
    let mut message = example("message.get");
    for (name, value) in changes.as_object().unwrap() {
        message[name] = value.clone();
    }
    message
}

#[tokio::test]
async fn a_message_is_read_by_either_of_its_ids() {
    let server = answering(200, &example("message.get")).await;
    let line = line(&server);
    for id in [MessageId::gateway(MESSAGE), MessageId::whatsapp(WHATSAPPS)] {
        let message = line.message(&id).await.unwrap();
        assert_eq!(message.id, Some(MessageId::gateway(MESSAGE)));
        assert_eq!(message.whatsapp_id, Some(MessageId::whatsapp(WHATSAPPS)));
        assert_eq!(message.chat, Some(to(PHONE)));
        assert_eq!((message.from_me, message.author), (Some(true), None));
        assert_eq!(message.at, at(1_777_712_402));
        assert!(matches!(&message.content, ChatContent::Text(text) if text == "Your order is on its way."));
        assert_eq!(message.status, Some(DeliveryStatus::Delivered));
        assert!(message.raw.expose().contains("retry_count"));
        let delivery = line.message_status(&id).await.unwrap();
        assert_eq!((delivery.status, delivery.at), (DeliveryStatus::Delivered, at(1_777_712_404)));
    }
    let asked = [
        format!("GET /api/v1/messages/{MESSAGE}"),
        format!("GET /api/v1/messages/{MESSAGE}"),
        format!("GET /api/v1/messages/lookup?whatsapp_message_id={WHATSAPPS}"),
        format!("GET /api/v1/messages/lookup?whatsapp_message_id={WHATSAPPS}"),
    ];
    assert_eq!(targets(&server).await, asked);
}

#[tokio::test]
async fn a_message_that_came_in_tells_its_author_and_its_file() {
    let image = stored(json!({
        "direction": "inbound", "sent_at": null, "message_type": "image", "media_type": "image",
        "media_url": "https://example.com/a.png", "content": "Look"
    }));
    let server = answering(200, &image).await;
    let message = line(&server).message(&MessageId::gateway(MESSAGE)).await.unwrap();
    assert_eq!((message.from_me, &message.author), (Some(false), &Some(to(PHONE))));
    assert_eq!((message.author_name.as_deref(), message.at), (Some("Rina"), at(1_777_712_400)));
    let file = message.file().unwrap();
    assert_eq!((file.kind, file.url.as_deref()), (FileKind::Image, Some("https://example.com/a.png")));
    assert_eq!((message.text(), &file.message), (Some("Look"), &Some(MessageId::gateway(MESSAGE))));
}

#[tokio::test]
async fn a_message_of_a_group_is_in_the_group_and_its_author_is_not_guessed() {
    let of_group = stored(json!({ "direction": "inbound", "chat_type": "group", "group_jid": GROUP }));
    let server = answering(200, &of_group).await;
    let message = line(&server).message(&MessageId::gateway(MESSAGE)).await.unwrap();
    assert_eq!((message.chat, message.author, message.author_name), (Some(to(GROUP)), None, None));
}

#[tokio::test]
async fn every_kind_of_content_is_told_as_what_it_is() {
    let file = "https://example.com/f";
    for (changes, kind) in [
        (json!({ "message_type": "video", "media_url": file }), Some(FileKind::Video)),
        (json!({ "message_type": "voice", "media_url": file }), Some(FileKind::Voice)),
        (json!({ "message_type": "document" }), Some(FileKind::Document)),
        (json!({ "message_type": null, "media_type": "audio", "media_url": file }), Some(FileKind::Audio)),
        (json!({ "message_type": "text", "media_url": file }), Some(FileKind::Document)),
        (json!({ "message_type": "location" }), None),
        (json!({ "message_type": "sticker", "media_url": file }), None),
    ] {
        let server = answering(200, &stored(changes.clone())).await;
        let message = line(&server).message(&MessageId::gateway(MESSAGE)).await.unwrap();
        match kind {
            Some(kind) => assert_eq!(message.file().unwrap().kind, kind, "{changes}"),
            None => assert!(matches!(message.content, ChatContent::Other(_)), "{changes}"),
        }
    }
}

#[tokio::test]
async fn how_far_a_message_came_is_told_in_portable_words() {
    use DeliveryStatus::{Cancelled, Failed, Other, Queued, Read, Scheduled, Sent};
    for (word, status, since) in [
        ("pending", Queued, at(1_777_712_400)),
        ("queued", Queued, at(1_777_712_400)),
        ("scheduled", Scheduled, None),
        ("sent", Sent, at(1_777_712_402)),
        ("read", Read, at(1_777_712_410)),
        ("failed", Failed, at(1_777_712_411)),
        ("cancelled", Cancelled, None),
        ("throttled", Other("throttled".into()), None),
    ] {
        let told = stored(json!({
            "status": word, "read_at": "2026-05-02T09:00:10Z", "failed_at": "2026-05-02T09:00:11Z"
        }));
        let server = answering(200, &told).await;
        let delivery = line(&server).message_status(&MessageId::gateway(MESSAGE)).await.unwrap();
        assert_eq!((delivery.status, delivery.at), (status, since), "{word}");
    }
    let server = answering(200, &stored(json!({ "status": null }))).await;
    let error = line(&server).message_status(&MessageId::gateway(MESSAGE)).await.unwrap_err();
    assert!(matches!(error, Error::Decode(_)), "{error}");
}

/// A page of messages that wait.
async fn page_of(server: &MockServer, status: &str, offset: &str, ids: &[&str], has_more: bool) {
    let row = |id: &&str| {
        let mut row = stored(json!({ "id": id, "status": status, "scheduled_for": "2026-11-22T12:00:00Z" }));
        row.as_object_mut().unwrap().remove("whatsapp_message_id");
        row
    };
    let rows: Vec<Value> = ids.iter().map(row).collect();
    let page = json!({ "messages": rows, "total_count": 9, "has_more": has_more });
    Mock::given(method("GET"))
        .and(path("/api/v1/messages"))
        .and(query_param("status", status))
        .and(query_param("offset", offset))
        .and(query_param("limit", "50"))
        .and(query_param("direction", "outbound"))
        .and(query_param("whatsapp_account_id", DEVICE))
        .respond_with(ResponseTemplate::new(200).set_body_json(page))
        .expect(1)
        .mount(server)
        .await;
}

#[tokio::test]
async fn messages_that_wait_are_listed_state_by_state_and_page_by_page() {
    let server = MockServer::start().await;
    page_of(&server, "scheduled", "0", &["s-1", "s-2"], true).await;
    page_of(&server, "scheduled", "2", &["s-3"], false).await;
    page_of(&server, "pending", "0", &[], false).await;
    page_of(&server, "queued", "0", &["q-1"], true).await;
    page_of(&server, "queued", "1", &["q-2"], false).await;
    let all = line(&server).pending().all().await.unwrap();
    let ids: Vec<&str> = all.iter().map(|waiting| waiting.id.as_str()).collect();
    assert_eq!(ids, ["s-1", "s-2", "s-3", "q-1", "q-2"]);
    let first = &all[0];
    assert_eq!((&first.id, &first.to), (&MessageId::gateway("s-1"), &Some(to(PHONE))));
    assert_eq!(
        (&first.status, &all[3].status),
        (&Some(DeliveryStatus::Scheduled), &Some(DeliveryStatus::Queued))
    );
    assert_eq!(first.text.as_deref(), Some("Your order is on its way."));
    assert_eq!((first.queued_at, first.scheduled_for), (at(1_777_712_400), at(1_795_348_800)));
    assert!(first.raw.expose().contains("s-1") && !first.raw.expose().contains("s-2"));
}

#[tokio::test]
async fn nothing_waits_where_no_state_has_a_message() {
    let server = MockServer::start().await;
    for status in ["scheduled", "pending", "queued"] {
        page_of(&server, status, "0", &[], false).await;
    }
    assert!(line(&server).pending().all().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_message_is_cancelled_or_tried_again_by_either_of_its_ids() {
    let of = |verb: &str| format!("/api/v1/messages/{MESSAGE}/{verb}");
    let server = gateway(&[
        ("GET", "/api/v1/messages/lookup", example("message.lookup")),
        ("POST", &of("cancel"), example("message.cancel")),
        ("POST", &of("retry"), example("message.retry")),
    ])
    .await;
    let line = line(&server);
    let (own, whatsapps) = (MessageId::gateway(MESSAGE), MessageId::whatsapp(WHATSAPPS));
    assert!(line.cancel(&own).await.unwrap().raw.expose().contains("cancelled"));
    assert!(line.retry(&own).await.unwrap().raw.expose().contains("run_01hx3w"));
    line.cancel(&whatsapps).await.unwrap();
    line.retry(&whatsapps).await.unwrap();
    let lookup = format!("GET /api/v1/messages/lookup?whatsapp_message_id={WHATSAPPS}");
    let (cancel, retry) = (format!("POST {}", of("cancel")), format!("POST {}", of("retry")));
    let asked = [&cancel, &retry, &lookup, &cancel, &lookup, &retry].map(String::clone);
    assert_eq!(targets(&server).await, asked);
}

#[tokio::test]
async fn a_retry_whose_message_is_not_found_was_not_sent() {
    let server = answering(500, &json!({ "detail": "Internal Server Error" })).await;
    let error = line(&server).retry(&MessageId::whatsapp(WHATSAPPS)).await.unwrap_err();
    assert_eq!((error.outcome(), error.context().operation()), (Outcome::NotSent, "message.lookup"));
    assert_eq!(requests(&server).await.len(), 1);
    let error = line(&server).retry(&MessageId::gateway(MESSAGE)).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown, "a retry is a send");
}

#[tokio::test]
async fn what_the_gateway_has_no_call_for_never_leaves() {
    use wagate_sdk_core::MessageRef;
    let server = MockServer::start().await;
    let line = line(&server);
    let person: Address = DIGITS.parse().unwrap();
    let own = MessageRef::sent(person.clone(), WHATSAPPS);
    let theirs = MessageRef::received(person.clone(), WHATSAPPS);
    for error in [
        line.edit(&own, "x").await.unwrap_err(),
        line.revoke(&own).await.unwrap_err(),
        line.mark_read(&[theirs]).await.unwrap_err(),
        line.typing(&person, Duration::from_secs(1)).unwrap_err(),
        line.mark_chat_unread(&person).await.unwrap_err(),
        line.archive_chat(&person).await.unwrap_err(),
        line.pin_chat(&person).await.unwrap_err(),
        line.delete_chat(&person).await.unwrap_err(),
        line.labels().await.unwrap_err(),
        line.check_numbers(&[PHONE.parse().unwrap()]).await.unwrap_err(),
        line.profile(&person).await.unwrap_err(),
        line.block(&person).await.unwrap_err(),
        line.own_profile().await.unwrap_err(),
        line.privacy().await.unwrap_err(),
        line.reset_invite_link(&GROUP.parse().unwrap()).await.unwrap_err(),
        line.restart().await.unwrap_err(),
        line.settings().await.unwrap_err(),
        line.set_proxy(None).await.unwrap_err(),
    ] {
        assert_unsupported(&error);
    }
    assert!(requests(&server).await.is_empty());
    assert!(!line.capabilities().supports(Operation::Presence));
}

//! Messages to people.

use std::time::{Duration, SystemTime};

use serde_json::{Map, Value, json};
use wagate_sdk_core::{
    Error, Media, Message, MessageId, MessageKind, Outcome, RetryPolicy, SendOption, SendStatus,
};
use wagate_wazzapi::messages::{MediaType, MessageType, QueueStatus, SendImage, SendMessage};
use wiremock::MockServer;

use super::{
    DEVICE, DIGITS, GROUP, PHONE, account, answering, json_of, line, only_request, queued, requests, target,
    to,
};

fn a_time() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_millis(1_795_000_000_750)
}

#[tokio::test]
async fn a_text_goes_to_a_number_in_digits() {
    let server = answering(200, &queued()).await;
    let sent = line(&server).send_text(&to(PHONE), "Halo").await.unwrap();
    let (target, body) = only_request(&server).await;
    assert_eq!(target, "POST /api/v1/messages/send");
    assert_eq!(
        body,
        json!({
            "phone_number": DIGITS,
            "whatsapp_account_id": DEVICE,
            "content": "Halo",
            "message_type": "text"
        })
    );
    assert_eq!(sent.message_id, MessageId::gateway("f4fd147d-e2a8-4d52-9eb5-98a72f5b90ab"));
    assert_eq!(sent.status, SendStatus::Queued);
    assert_eq!((sent.chat, sent.at), (None, None));
    assert!(sent.raw.expose().contains("run_01hx3v"));
}

#[tokio::test]
async fn a_scheduled_text_names_its_time_in_whole_seconds() {
    let mut answer = queued();
    answer["status"] = json!("scheduled");
    answer["run_id"] = Value::Null;
    let server = answering(201, &answer).await;
    let sent = line(&server).send_text(&to(PHONE), "Halo").schedule(a_time()).await.unwrap();
    assert_eq!(only_request(&server).await.1["scheduled_for"], "2026-11-18T11:06:40Z");
    assert_eq!(sent.status, SendStatus::Scheduled);
}

#[tokio::test]
async fn a_time_that_cannot_be_written_is_refused_before_anything_leaves() {
    let server = MockServer::start().await;
    let before = SystemTime::UNIX_EPOCH - Duration::from_secs(1);
    let after = SystemTime::UNIX_EPOCH + Duration::from_secs(300_000_000_000);
    for time in [before, after] {
        let error = line(&server).send_text(&to(PHONE), "Halo").schedule(time).await.unwrap_err();
        assert!(matches!(error, Error::InvalidRequest(_)) && error.outcome() == Outcome::NotSent, "{error}");
    }
    assert!(requests(&server).await.is_empty());
}

#[tokio::test]
async fn an_image_goes_by_its_url() {
    let server = answering(200, &queued()).await;
    let image = Message::image(Media::url("https://example.com/a.png")).caption("Receipt");
    line(&server).send(&to(PHONE), image).schedule(a_time()).await.unwrap();
    let (target, body) = only_request(&server).await;
    assert_eq!(target, "POST /api/v1/messages/send/image");
    assert_eq!(
        body,
        json!({
            "phone_number": DIGITS,
            "whatsapp_account_id": DEVICE,
            "message_type": "image",
            "media_url": "https://example.com/a.png",
            "caption": "Receipt",
            "scheduled_for": "2026-11-18T11:06:40Z"
        })
    );
}

#[tokio::test]
async fn an_image_goes_as_base64_with_its_name_and_type() {
    let server = answering(200, &queued()).await;
    let bytes = &b"\x89PNG\r\n\x1a\n"[..];
    let line = line(&server);
    line.send(&to(PHONE), Message::image(Media::bytes(bytes).named("receipt.png"))).await.unwrap();
    line.send(&to(PHONE), Message::image(Media::bytes(bytes))).await.unwrap();
    line.send(&to(PHONE), Message::image(Media::bytes(&b"??"[..]).of_type("image/heic"))).await.unwrap();
    let bodies: Vec<Value> = requests(&server).await.iter().map(json_of).collect();
    assert_eq!(
        bodies[0],
        json!({
            "phone_number": DIGITS,
            "whatsapp_account_id": DEVICE,
            "message_type": "image",
            "media_base64": "iVBORw0KGgo=",
            "filename": "receipt.png",
            "mimetype": "image/png"
        })
    );
    assert_eq!(bodies[1]["filename"], "image.png");
    assert_eq!((&bodies[2]["filename"], &bodies[2]["mimetype"]), (&json!("image"), &json!("image/heic")));
}

#[tokio::test]
async fn bytes_of_an_unknown_type_are_refused_before_anything_leaves() {
    let server = MockServer::start().await;
    let error = line(&server).send(&to(PHONE), Message::image(Media::bytes(&b"??"[..]))).await.unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_)) && error.to_string().contains("of_type"), "{error}");
    assert!(requests(&server).await.is_empty());
}

#[tokio::test]
async fn every_member_of_the_request_goes_out_under_its_name() {
    let server = answering(200, &queued()).await;
    let object = |json: Value| -> Map<String, Value> { serde_json::from_value(json).unwrap() };
    let mut message = SendMessage::new("+6281234567890", DEVICE, MessageType::Voice);
    message.content = Some("Halo {{name}}".into());
    message.template_id = Some("9f3b6f0c-2a11-4b7e-8d54-6d1f0a2b3c4d".into());
    message.custom_variables = Some(object(json!({ "name": "Ana" })));
    message.media_type = Some(MediaType::Audio);
    message.media_url = Some("https://example.com/a.ogg".into());
    message.media_base64 = Some("AA==".into());
    message.filename = Some("a.ogg".into());
    message.mimetype = Some("audio/ogg".into());
    message.caption = Some("c".into());
    message.latitude = Some(-6.2);
    message.longitude = Some(106.8);
    message.location_title = Some("Jakarta".into());
    message.location_address = Some("Jl. 1".into());
    message.contacts = Some(vec![object(json!({ "name": "Ana", "phone_number": "62811" }))]);
    message.contact_id = Some("1b0f3f6e-6a55-4d0b-8a0e-3d0d3f2f9a11".into());
    message.scheduled_for = Some("2026-11-22T12:00:00Z".into());
    message.validate_phone = Some(true);
    message.status_callback_url = Some("https://example.com/cb".into());
    let answer = account(&server).call(message).await.unwrap();
    assert_eq!(
        only_request(&server).await.1,
        json!({
            "phone_number": "+6281234567890",
            "whatsapp_account_id": DEVICE,
            "content": "Halo {{name}}",
            "template_id": "9f3b6f0c-2a11-4b7e-8d54-6d1f0a2b3c4d",
            "custom_variables": { "name": "Ana" },
            "message_type": "voice",
            "media_type": "audio",
            "media_url": "https://example.com/a.ogg",
            "media_base64": "AA==",
            "filename": "a.ogg",
            "mimetype": "audio/ogg",
            "caption": "c",
            "latitude": -6.2,
            "longitude": 106.8,
            "location_title": "Jakarta",
            "location_address": "Jl. 1",
            "contacts": [{ "name": "Ana", "phone_number": "62811" }],
            "contact_id": "1b0f3f6e-6a55-4d0b-8a0e-3d0d3f2f9a11",
            "scheduled_for": "2026-11-22T12:00:00Z",
            "validate_phone": true,
            "status_callback_url": "https://example.com/cb"
        })
    );
    assert_eq!(answer.success, Some(true));
    assert_eq!(answer.message_id.as_deref(), Some("f4fd147d-e2a8-4d52-9eb5-98a72f5b90ab"));
    assert_eq!(answer.status, Some(QueueStatus::Queued));
    assert_eq!(answer.run_id.as_deref(), Some("run_01hx3v"));
}

#[tokio::test]
async fn a_native_image_says_that_it_is_one() {
    let server = answering(200, &queued()).await;
    line(&server).call(SendImage::url(DIGITS, DEVICE, "https://example.com/a.png")).await.unwrap();
    let request = &requests(&server).await[0];
    assert_eq!(target(request), "POST /api/v1/messages/send/image");
    assert_eq!(json_of(request)["message_type"], "image");
}

#[tokio::test]
async fn an_answer_may_lack_all_but_the_id() {
    for (answer, status) in [
        (json!({ "message_id": "m-1" }), SendStatus::Queued),
        (json!({ "message_id": "m-1", "success": true, "status": null, "detail": null }), SendStatus::Queued),
        (json!({ "message_id": "m-1", "status": "throttled" }), SendStatus::Other("throttled".into())),
    ] {
        let server = answering(200, &answer).await;
        let sent = line(&server).send_text(&to(PHONE), "Halo").await.unwrap();
        assert_eq!((sent.message_id, sent.status), (MessageId::gateway("m-1"), status), "{answer}");
    }
}

#[tokio::test]
async fn a_success_without_an_id_was_accepted() {
    let server = answering(200, &json!({ "success": true, "status": "queued" })).await;
    let error = line(&server).send_text(&to(PHONE), "Halo").await.unwrap_err();
    assert!(matches!(error, Error::Decode(_)) && error.outcome() == Outcome::Accepted, "{error}");
    assert!(error.to_string().contains("message id"), "{error}");
    assert!(error.raw().unwrap().expose().contains("queued"));
}

#[tokio::test]
async fn a_success_that_holds_a_failure_is_unknown_and_never_repeated() {
    for answer in [
        json!({ "success": false }),
        json!({ "success": false, "message": "queue is full", "message_id": "m-1" }),
        json!({ "detail": "queue is full" }),
    ] {
        let server = answering(200, &answer).await;
        let bold = RetryPolicy::default().attempts(5).first_backoff(Duration::ZERO);
        let account = wagate_sdk_core::AccountClient::<wagate_wazzapi::Wazzapi>::builder(super::key())
            .base_url(server.uri())
            .retry(bold)
            .build()
            .unwrap();
        let error = account.instance(DEVICE).unwrap().send_text(&to(PHONE), "Halo").await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::Unknown, "{answer}");
        only_request(&server).await;
    }
}

#[tokio::test]
async fn what_cannot_be_carried_is_refused_before_anything_leaves() {
    let server = MockServer::start().await;
    let line = line(&server);
    let (person, group) = (to(PHONE), to(GROUP));
    let bytes = || Message::image(Media::bytes(&b"\x89PNG"[..]));
    for error in [
        line.send_text(&person, "x").quote("m").await.unwrap_err(),
        line.send_text(&person, "x").delay(Duration::from_secs(1)).await.unwrap_err(),
        line.send_text(&person, "x").link_preview(true).await.unwrap_err(),
        line.send_text(&person, "x").message_id("m").await.unwrap_err(),
        line.send_text(&group, "x").mention(&person).await.unwrap_err(),
        line.send_text(&group, "x").mention_all().await.unwrap_err(),
        line.send_text(&group, "x").schedule(a_time()).await.unwrap_err(),
        line.send(&group, bytes()).await.unwrap_err(),
        line.send_text(&to("199789077627112@lid"), "x").await.unwrap_err(),
        line.send_text(&to("120363422585881117@newsletter"), "x").await.unwrap_err(),
        line.send_text(&to("status@broadcast"), "x").await.unwrap_err(),
    ] {
        assert!(matches!(error, Error::Unsupported(_)) && error.outcome() == Outcome::NotSent, "{error}");
    }
    assert!(requests(&server).await.is_empty());
}

#[tokio::test]
async fn the_capabilities_say_what_a_schedule_is_taken_with() {
    let server = MockServer::start().await;
    let capabilities = line(&server).capabilities();
    for kind in [MessageKind::Text, MessageKind::Image] {
        let direct = capabilities.carries(kind, to(PHONE).kind()).unwrap();
        assert_eq!(direct.options(), [SendOption::Schedule]);
        assert!(capabilities.carries(kind, to(GROUP).kind()).unwrap().options().is_empty());
    }
}

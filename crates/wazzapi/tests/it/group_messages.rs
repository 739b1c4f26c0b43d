//! Messages to groups, and the session name that they need.

use std::time::Duration;

use serde_json::json;
use wagate_sdk_core::{Error, Media, Message, Outcome, RetryPolicy, SendStatus};
use wagate_wazzapi::groups::{SendMedia, SendText};
use wagate_wazzapi::messages::MediaType;
use wagate_wazzapi::{DeviceState, Wazzapi};
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::{
    DEVICE, GROUP, account, answering, device, json_of, line, only_request, queued, requests, target, to,
};

const DEVICE_PATH: &str = "/api/v1/devices/c053d8ef-6c19-4ecb-9cc5-a4a64be79d92";

/// A gateway with the device, which takes every send.
async fn gateway(device: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(method("GET")).and(path(DEVICE_PATH)).respond_with(device).mount(&server).await;
    let sent = ResponseTemplate::new(200).set_body_json(queued());
    Mock::given(method("POST")).respond_with(sent).mount(&server).await;
    server
}

fn found() -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(device())
}

#[tokio::test]
async fn a_text_to_a_group_resolves_the_session_name_first() {
    let server = gateway(found()).await;
    let sent = line(&server).send_text(&to(GROUP), "Halo").await.unwrap();
    let requests = requests(&server).await;
    assert_eq!(requests.len(), 2);
    assert_eq!(target(&requests[0]), format!("GET {DEVICE_PATH}"));
    assert_eq!(target(&requests[1]), "POST /api/v1/groups/send");
    assert_eq!(json_of(&requests[1]), json!({ "session_name": "main", "group_jid": GROUP, "text": "Halo" }));
    assert_eq!(sent.status, SendStatus::Queued);
}

#[tokio::test]
async fn an_image_to_a_group_goes_by_its_url() {
    let server = answering(200, &queued()).await;
    let line = account(&server).instance_with(DEVICE, DeviceState::with_session_name("main")).unwrap();
    let media = Media::url("https://example.com/a.png").named("a.png");
    line.send(&to(GROUP), Message::image(media).caption("Receipt")).await.unwrap();
    let (target, body) = only_request(&server).await;
    assert_eq!(target, "POST /api/v1/groups/send/media");
    assert_eq!(
        body,
        json!({
            "session_name": "main",
            "group_jid": GROUP,
            "media_url": "https://example.com/a.png",
            "media_type": "image",
            "caption": "Receipt",
            "filename": "a.png"
        })
    );
}

#[tokio::test]
async fn the_native_operations_carry_every_member() {
    let server = answering(200, &queued()).await;
    let mut text = SendText::new("main", GROUP, "Halo");
    text.message_id = Some("own-1".into());
    account(&server).call(text).await.unwrap();
    let media = SendMedia::new("main", GROUP, "https://example.com/a.mp4", MediaType::Video);
    let answer = line(&server).call(media).await.unwrap();
    assert_eq!(answer.run_id.as_deref(), Some("run_01hx3v"));
    let bodies: Vec<_> = requests(&server).await.iter().map(json_of).collect();
    assert_eq!(
        bodies[0],
        json!({ "session_name": "main", "group_jid": GROUP, "text": "Halo", "message_id": "own-1" })
    );
    assert_eq!(
        bodies[1],
        json!({
            "session_name": "main",
            "group_jid": GROUP,
            "media_url": "https://example.com/a.mp4",
            "media_type": "video"
        })
    );
}

#[tokio::test]
async fn many_tasks_and_all_clones_resolve_the_session_name_once() {
    // The answer takes its time, so that every task has come to wait for it.
    let server = gateway(found().set_delay(Duration::from_millis(50))).await;
    let line = line(&server);
    let tasks: Vec<_> = (0..40)
        .map(|_| {
            let line = line.clone();
            tokio::spawn(async move { line.send_text(&to(GROUP), "Halo").await })
        })
        .collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    // The erased form of the client keeps it too.
    line.clone().erase().send_text(&to(GROUP), "Halo").await.unwrap();
    let requests = requests(&server).await;
    let resolutions = requests.iter().filter(|request| request.method.as_str() == "GET").count();
    assert_eq!((resolutions, requests.len()), (1, 42));
    assert_eq!(line.state().session_name(), Some("main"));
}

#[tokio::test]
async fn a_failed_resolution_is_not_kept_and_the_send_did_not_leave() {
    let server = MockServer::start().await;
    let failed = ResponseTemplate::new(500).set_body_json(json!({ "detail": "Internal Server Error" }));
    Mock::given(method("GET")).respond_with(failed).up_to_n_times(1).mount(&server).await;
    Mock::given(method("GET")).respond_with(found()).mount(&server).await;
    let sent = ResponseTemplate::new(200).set_body_json(queued());
    Mock::given(method("POST")).respond_with(sent).mount(&server).await;

    let line = line(&server);
    let error = line.send_text(&to(GROUP), "Halo").await.unwrap_err();
    assert!(matches!(error, Error::Server(_)), "{error}");
    // Without this a caller would ask a human about a message that never left.
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert_eq!(error.context().operation(), "device.get");
    assert_eq!(requests(&server).await.len(), 1);
    line.send_text(&to(GROUP), "Halo").await.unwrap();
}

#[tokio::test]
async fn a_resolution_is_repeated_as_the_reading_that_it_is() {
    let server = MockServer::start().await;
    Mock::given(method("GET")).respond_with(ResponseTemplate::new(503)).up_to_n_times(1).mount(&server).await;
    Mock::given(method("GET")).respond_with(found()).mount(&server).await;
    let sent = ResponseTemplate::new(200).set_body_json(queued());
    Mock::given(method("POST")).respond_with(sent).expect(1).mount(&server).await;
    let account = wagate_sdk_core::AccountClient::<Wazzapi>::builder(super::key())
        .base_url(server.uri())
        .retry(RetryPolicy::default().first_backoff(Duration::ZERO))
        .build()
        .unwrap();
    account.instance(DEVICE).unwrap().send_text(&to(GROUP), "Halo").await.unwrap();
}

#[tokio::test]
async fn a_device_without_a_session_name_cannot_send_to_groups() {
    let mut nameless = device();
    nameless["session_name"] = json!("");
    let server = gateway(ResponseTemplate::new(200).set_body_json(nameless)).await;
    let error = line(&server).send_text(&to(GROUP), "Halo").await.unwrap_err();
    assert!(matches!(error, Error::Decode(_)) && error.outcome() == Outcome::NotSent, "{error}");
    assert!(error.to_string().contains("session name"), "{error}");
    assert_eq!(requests(&server).await.len(), 1);
}

#[tokio::test]
async fn an_empty_session_name_of_the_callers_counts_as_unknown() {
    assert_eq!(DeviceState::with_session_name(" ").session_name(), None);
    assert_eq!(DeviceState::with_session_name("main").session_name(), Some("main"));
}

#[tokio::test]
async fn a_new_device_whose_session_name_was_told_needs_no_resolution() {
    let server = MockServer::start().await;
    Mock::given(path("/api/v1/devices"))
        .respond_with(ResponseTemplate::new(201).set_body_json(device()))
        .expect(1)
        .mount(&server)
        .await;
    Mock::given(path("/api/v1/groups/send"))
        .respond_with(ResponseTemplate::new(200).set_body_json(queued()))
        .expect(1)
        .mount(&server)
        .await;
    let created = account(&server)
        .create_instance(wagate_sdk_core::NewInstance::named("Support Device"))
        .await
        .unwrap();
    created.client.send_text(&to(GROUP), "Halo").await.unwrap();
    assert_eq!(requests(&server).await.len(), 2);
}

#[tokio::test]
async fn a_send_to_a_person_needs_no_session_name() {
    let server = answering(200, &queued()).await;
    line(&server).send_text(&to(super::PHONE), "Halo").await.unwrap();
    assert_eq!(only_request(&server).await.0, "POST /api/v1/messages/send");
}

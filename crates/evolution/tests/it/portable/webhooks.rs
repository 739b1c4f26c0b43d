//! Where events are posted.

use serde_json::{Value, json};
use wagate_sdk_core::{EventKind, Outcome, WebhookSecret, WebhookSpec};
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::maps;
use crate::{GLOBAL_KEY, answering, baileys, body, expect, failure, requests};

const URL: &str = "https://bot.example.com/hooks/shop?token=in-the-url";
const KEY: &str = "uQ6Pdz7cN2vX0mJb4sKtYr8wEe1hLgAa";

fn spec() -> WebhookSpec {
    WebhookSpec::new(URL).unwrap()
}

fn row(enabled: bool) -> Value {
    json!({
        "id": "cmwroz9600007bn7drss3poe5", "url": URL, "headers": { "jwt_key": KEY }, "enabled": enabled,
        "events": ["MESSAGES_UPSERT"], "webhookByEvents": false, "webhookBase64": true,
        "createdAt": "2026-11-22T10:26:27.240Z", "updatedAt": "2026-11-22T10:26:27.261Z",
        "instanceId": "876e9b25-15f2-4e9e-8427-8a7a9d89160f",
    })
}

#[tokio::test]
async fn the_secret_becomes_the_key_that_signs() {
    let asked = json!({ "webhook": {
        "enabled": true, "url": URL, "headers": { "jwt_key": KEY }, "byEvents": false,
        "events": ["MESSAGES_UPSERT", "SEND_MESSAGE", "MESSAGES_UPDATE", "GROUPS_UPSERT", "GROUP_UPDATE"],
    } });
    let kinds = [EventKind::Message, EventKind::Reaction, EventKind::MessageStatus, EventKind::GroupsUpdated];
    let spec = spec().events(kinds).secret(WebhookSecret::new(KEY).unwrap());
    let done = maps(("POST", "/webhook/set/shop", asked), (201, row(true)), async |line| {
        line.set_webhook(spec).await
    })
    .await;
    assert!(!format!("{done:?}").contains(KEY));
}

#[tokio::test]
async fn without_a_secret_an_old_key_goes_and_all_events_are_none_named() {
    let asked =
        json!({ "webhook": { "enabled": true, "url": URL, "headers": {}, "byEvents": false, "events": [] } });
    maps(("POST", "/webhook/set/shop", asked), (201, row(true)), async |line| line.set_webhook(spec()).await)
        .await;
}

#[tokio::test]
async fn each_kind_of_event_has_a_name_that_the_server_knows() {
    let known: Value = serde_json::from_str(include_str!(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../tests/contracts/evolution.json"
    )))
    .unwrap();
    let known = known["event_names"].as_array().cloned().unwrap_or_default();
    for kind in EventKind::ALL {
        let server = answering(201, row(true)).await;
        baileys(&server).set_webhook(spec().events([*kind])).await.unwrap();
        let asked = body(&server.received_requests().await.unwrap()[0]);
        let names = asked["webhook"]["events"].as_array().unwrap();
        assert!(!names.is_empty(), "{kind:?} would be all events");
        assert!(known.is_empty() || names.iter().all(|name| known.contains(name)), "{kind:?}: {names:?}");
    }
}

#[tokio::test]
async fn a_webhook_is_listed_without_showing_its_url() {
    let list = async |told: Value| {
        maps(("GET", "/webhook/find/shop", json!(null)), (200, told), async |line| line.webhooks().await)
            .await
    };
    let webhooks = list(row(false)).await;
    let [webhook] = &webhooks[..] else { panic!("{webhooks:?}") };
    assert_eq!((webhook.url.as_deref(), webhook.enabled), (Some(URL), Some(false)));
    assert_eq!((webhook.events.len(), webhook.id.is_some()), (1, true));
    assert!(!format!("{webhook:?}").contains("in-the-url") && !format!("{webhook:?}").contains(KEY));
    assert!(list(json!(null)).await.is_empty());
}

/// A server with a webhook that can be turned off.
async fn with_webhook(found: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(method("GET")).and(path("/webhook/find/shop")).respond_with(found).mount(&server).await;
    let off = ResponseTemplate::new(201).set_body_json(row(false));
    Mock::given(method("POST")).and(path("/webhook/set/shop")).respond_with(off).mount(&server).await;
    server
}

#[tokio::test]
async fn a_webhook_is_removed_by_turning_it_off_at_its_url() {
    let server = with_webhook(ResponseTemplate::new(200).set_body_json(row(true))).await;
    baileys(&server).remove_webhook().await.unwrap();
    let asked = server.received_requests().await.unwrap();
    assert_eq!(asked.len(), 2);
    expect(&asked[1], "POST", "/webhook/set/shop", GLOBAL_KEY);
    assert_eq!(body(&asked[1]), json!({ "webhook": { "enabled": false, "url": URL } }));

    for found in [json!(null), row(false)] {
        let server = with_webhook(ResponseTemplate::new(200).set_body_json(found)).await;
        baileys(&server).remove_webhook().await.unwrap();
        assert_eq!(requests(&server).await, 1, "there is nothing to turn off");
    }
    let broken = failure(500, "Internal Server Error", json!("x"));
    let server = with_webhook(ResponseTemplate::new(500).set_body_json(broken)).await;
    let error = baileys(&server).remove_webhook().await.unwrap_err();
    assert_eq!((error.outcome(), requests(&server).await), (Outcome::NotSent, 1));
}

#[tokio::test]
async fn a_refusal_that_repeats_the_secret_does_not_show_it() {
    let words = format!("webhook.headers is not of a type(s) object: {KEY}");
    let server = answering(400, failure(400, "Bad Request", json!([[words]]))).await;
    let spec = spec().secret(WebhookSecret::new(KEY).unwrap());
    let error = baileys(&server).set_webhook(spec.clone()).await.unwrap_err();
    for shown in [format!("{error:?}"), error.to_string(), format!("{spec:?}")] {
        assert!(!shown.contains(KEY) && !shown.contains("in-the-url"), "{shown}");
    }
}

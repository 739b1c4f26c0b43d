//! Where the gateway posts events, and the proof that it was the gateway.

use http::{HeaderMap, HeaderValue};
use serde_json::{Value, json};
use wagate_ryze::Ryze;
use wagate_ryze::webhooks::{SetWebhook, WebhookSet};
use wagate_sdk_core::adapter::Events;
use wagate_sdk_core::{
    Error, EventKind, WebhookError, WebhookSecret, WebhookSecrets, WebhookSpec, parse_webhook,
};
use wiremock::matchers::method;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::events::example;
use crate::{body, failure, golden, instance_token, line, portable, refused_here, requests, route};

const URL: &str = "https://app.example.com/hooks/ryze";
const SECRET: &str = "uQ6Pdz7cN2vX0mJb4sKtYr8wEe1hLgAa";
const OLD: &str = "Zk3nV9yTq5RfWm1xDb7oCs2jUh6pGiLe";

fn secret(text: &str) -> WebhookSecret {
    WebhookSecret::new(text).unwrap()
}

fn spec() -> WebhookSpec {
    WebhookSpec::new(URL).unwrap().secret(secret(SECRET))
}

/// A webhook as the documents show it.
fn row(label: &str, url: &str, enabled: bool) -> Value {
    json!({
        "label": label, "enabled": enabled, "url": url, "authorization": format!("Bearer {SECRET}"),
        "byEvents": false, "events": ["message.exchange", "message.status"], "mediaBase64": false
    })
}

/// A gateway with these webhooks, that takes each change.
async fn with(rows: Value) -> MockServer {
    let server = MockServer::start().await;
    let list = ResponseTemplate::new(200).set_body_json(json!({"success": true, "webhooks": rows}));
    Mock::given(method("GET")).respond_with(list).mount(&server).await;
    let set = json!({"success": true, "message": "Webhook configured", "webhook": row("default", URL, true)});
    Mock::given(method("POST"))
        .respond_with(ResponseTemplate::new(200).set_body_json(set))
        .mount(&server)
        .await;
    server
}

/// What was set, after the list was read.
async fn set(server: &MockServer) -> Vec<Value> {
    let requests = requests(server).await;
    assert_eq!(route(&requests[0]), "GET /api/events/getWebhook/support");
    assert!(requests[1..].iter().all(|request| route(request) == "POST /api/events/webhook/support"));
    requests[1..].iter().map(body).collect()
}

#[tokio::test]
async fn a_webhook_is_set_with_what_proves_the_gateway() {
    let server = with(json!([])).await;
    line(&server, instance_token()).set_webhook(spec()).await.unwrap();
    let whole = json!({
        "label": "default", "enabled": true, "url": URL, "authorization": format!("Bearer {SECRET}")
    });
    assert_eq!(set(&server).await, [whole]);
}

#[tokio::test]
async fn kinds_become_the_gateways_names_each_once() {
    let server = with(json!([])).await;
    let kinds = [EventKind::Message, EventKind::Reaction, EventKind::Presence, EventKind::Connection];
    line(&server, instance_token()).set_webhook(spec().events(kinds)).await.unwrap();
    assert_eq!(set(&server).await[0]["events"], json!(["message.exchange", "instance.state"]));

    // Nothing left would be everything.
    let error = refused_here(async |line| line.set_webhook(spec().events([EventKind::Presence])).await).await;
    assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
}

#[tokio::test]
async fn each_name_is_asked_for_by_a_kind() {
    for (kind, name) in [
        (EventKind::MessageEdited, "message.exchange"),
        (EventKind::MessageDeleted, "message.exchange"),
        (EventKind::MessageStatus, "message.status"),
        (EventKind::Call, "call.update"),
        (EventKind::GroupsUpdated, "group.flow"),
        (EventKind::GroupParticipants, "group.flow"),
        (EventKind::LabelEdited, "label.update"),
        (EventKind::LabelAssigned, "label.update"),
    ] {
        let server = with(json!([])).await;
        line(&server, instance_token()).set_webhook(spec().events([kind])).await.unwrap();
        assert_eq!(set(&server).await[0]["events"], json!([name]), "{kind:?}");
    }
}

#[tokio::test]
async fn a_webhook_at_the_same_url_is_replaced_where_it_is() {
    let server = with(json!([row("crm", "https://crm.example/", true), row("bot", URL, true)])).await;
    line(&server, instance_token()).set_webhook(spec()).await.unwrap();
    assert_eq!(set(&server).await[0]["label"], "bot");
}

#[tokio::test]
async fn webhooks_are_listed_and_their_secrets_are_not_shown() {
    let answer = json!({"success": true, "webhooks": [row("default", URL, true), row("old", "", false)]});
    let (webhooks, request) = portable(answer, async |line| line.webhooks().await).await;
    assert_eq!(route(&request), "GET /api/events/getWebhook/support");
    let [first, second] = &webhooks[..] else { panic!() };
    assert_eq!(
        (first.id.as_deref(), first.url.as_deref(), first.enabled),
        (Some("default"), Some(URL), Some(true))
    );
    assert_eq!(first.events, ["message.exchange", "message.status"]);
    assert_eq!(
        (second.id.as_deref(), second.url.as_deref(), second.enabled),
        (Some("old"), None, Some(false))
    );
    assert!(!format!("{webhooks:?}").contains(SECRET));
}

#[tokio::test]
async fn removing_turns_off_those_that_are_on() {
    let rows = json!([row("a", URL, true), row("b", "", false), row("c", "https://crm.example/", true)]);
    let server = with(rows).await;
    line(&server, instance_token()).remove_webhook().await.unwrap();
    let off = |label: &str| json!({"label": label, "enabled": false});
    assert_eq!(set(&server).await, [off("a"), off("c")]);

    let server = with(json!([])).await;
    line(&server, instance_token()).remove_webhook().await.unwrap();
    assert!(set(&server).await.is_empty());
}

#[tokio::test]
async fn neither_url_nor_secret_is_shown() {
    let mut native = SetWebhook::new("https://app.example.com/hooks/in-the-path");
    native.authorization = Some(format!("Bearer {SECRET}").into());
    let shown = format!("{native:?}");
    assert!(!shown.contains(SECRET) && !shown.contains("in-the-path"), "{shown}");
    let answer = json!({"success": true, "webhook": row("default", URL, true)});
    let (answer, _): (WebhookSet, _) = golden(native, answer).await;
    let webhook = answer.webhook.as_ref().unwrap();
    assert_eq!(webhook.authorization.as_ref().unwrap().expose(), format!("Bearer {SECRET}"));
    let shown = format!("{answer:?}");
    assert!(!shown.contains(SECRET) && !shown.contains(URL), "{shown}");

    // Nor by a gateway that repeats it in its refusal.
    let server = MockServer::start().await;
    let list = ResponseTemplate::new(200).set_body_json(json!({"success": true, "webhooks": []}));
    Mock::given(method("GET")).respond_with(list).mount(&server).await;
    let refusal = failure(&format!("Invalid request body: Bearer {SECRET}"));
    Mock::given(method("POST"))
        .respond_with(ResponseTemplate::new(400).set_body_json(refusal))
        .mount(&server)
        .await;
    let error = line(&server, instance_token()).set_webhook(spec()).await.unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
    assert!(!format!("{error} {error:?}").contains(SECRET));
}

fn verified(secrets: &WebhookSecrets, values: &[&str]) -> Result<(), WebhookError> {
    let mut headers = HeaderMap::new();
    for value in values {
        headers.append("authorization", HeaderValue::from_str(value).unwrap());
    }
    let body = example("message.exchange").to_string();
    parse_webhook::<Ryze>(secrets, "/hooks/ryze", &headers, body.into()).map(|envelope| {
        assert_eq!(envelope.event.kind(), EventKind::Message);
    })
}

#[test]
fn a_delivery_is_proven_by_the_value_that_was_set() {
    let secrets = Ryze::webhook_verifier(&spec()).unwrap();
    let good = format!("Bearer {SECRET}");
    verified(&secrets, &[&good]).unwrap();
    for bad in [
        &[][..],
        &[SECRET],
        &[&format!("Bearer {OLD}")],
        &[&good[..good.len() - 1]],
        &[&format!("{good}a")],
        &[&good.replacen('u', "v", 1)],
        &["Bearer "],
        &[&good, &good],
    ] {
        assert!(matches!(verified(&secrets, bad), Err(WebhookError::Unverified)), "{bad:?}");
    }
}

#[test]
fn during_a_rotation_both_secrets_are_good() {
    let secrets = Ryze::webhook_verifier(&spec()).unwrap().and_still(secret(OLD));
    for good in [SECRET, OLD] {
        verified(&secrets, &[&format!("Bearer {good}")]).unwrap();
    }
    assert!(verified(&secrets, &["Bearer neither"]).is_err());
}

#[test]
fn a_webhook_without_a_secret_cannot_be_verified() {
    let error = Ryze::webhook_verifier(&WebhookSpec::new(URL).unwrap()).unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
}

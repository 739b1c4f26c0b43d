//! The webhook: what the gateway is told, and what proves that a request comes from it.

use bytes::Bytes;
use http::HeaderMap;
use serde_json::json;
use wagate_sdk_core::adapter::Events;
use wagate_sdk_core::{Error, EventKind, Outcome, WebhookError, WebhookSecret, WebhookSpec, parse_webhook};
use wagate_vzaps::Vzaps;
use wagate_vzaps::webhooks::*;
use wiremock::{MockServer, ResponseTemplate};

use crate::gateway::*;

const SECRET: &str = "uQ6Pdz7cN2vX0mJb4sKtYr8wEe1hLgAa";
const OLD: &str = "Zk3nV9yTq5RfWm1xDb7oCs2jUh6pGiLe";
const URL: &str = "https://hooks.example.com/vzaps";

fn spec(secret: &str) -> WebhookSpec {
    WebhookSpec::new(URL).unwrap().secret(WebhookSecret::new(secret).unwrap())
}

#[tokio::test]
async fn the_secret_goes_into_the_path() {
    let server = MockServer::start().await;
    let answer = enveloped(json!({"webhook": format!("{URL}/{SECRET}"), "events": "Message,ReadReceipt"}));
    answers(&server, "POST", &route("/webhook"), 200, answer).await;
    let asked = spec(SECRET).events([EventKind::MessageStatus, EventKind::Message]);
    let done = line(&server).set_webhook(asked).await.unwrap();
    assert!(!format!("{done:?}").contains(SECRET));
    let body = json!({"webhookURL": format!("{URL}/{SECRET}"), "events": "Message,ReadReceipt"});
    assert_eq!(only_call(&server).await, call("POST", "/webhook", body));
}

#[tokio::test]
async fn all_events_are_asked_for_by_name_and_without_a_secret_the_url_is_as_it_is() {
    let server = MockServer::start().await;
    answers(&server, "POST", &route("/webhook"), 200, enveloped(json!({}))).await;
    line(&server).set_webhook(WebhookSpec::new(URL).unwrap()).await.unwrap();
    let body = json!({"webhookURL": URL, "events": "All"});
    assert_eq!(only_call(&server).await, call("POST", "/webhook", body));
}

#[tokio::test]
async fn what_the_gateway_does_not_tell_is_refused_before_anything_leaves() {
    let server = MockServer::start().await;
    let line = line(&server);
    let error =
        line.set_webhook(spec(SECRET).events([EventKind::Message, EventKind::Call])).await.unwrap_err();
    assert!(matches!(error, Error::Unsupported(_)) && error.outcome() == Outcome::NotSent);
    assert!(error.to_string().contains("Call"), "{error}");
    assert!(arrived(&server).await.is_empty());
}

#[tokio::test]
async fn an_error_does_not_show_the_secret() {
    let server = MockServer::start().await;
    let refusal = json!({"code": 400, "success": false, "error": format!("bad url {URL}/{SECRET}")});
    answers(&server, "POST", &route("/webhook"), 400, refusal).await;
    let error = line(&server).set_webhook(spec(SECRET)).await.unwrap_err();
    for shown in [error.to_string(), format!("{error:?}"), format!("{error:#?}")] {
        assert!(!shown.contains(SECRET), "{shown}");
    }
    let mut set = SetWebhook::new(format!("{URL}/{SECRET}"));
    set.events = Some("All".to_owned());
    assert!(!format!("{set:?}").contains(SECRET));
}

#[tokio::test]
async fn the_webhook_is_read() {
    let server = MockServer::start().await;
    let data = json!({"webhook": format!("{URL}/{SECRET}"), "subscribe": ["Message", "ReadReceipt"]});
    answers(&server, "GET", &route("/webhook"), 200, enveloped(data)).await;
    let hooks = line(&server).webhooks().await.unwrap();
    let [hook] = &hooks[..] else { panic!("{hooks:?}") };
    assert_eq!(hook.url.as_deref(), Some(format!("{URL}/{SECRET}").as_str()));
    assert_eq!(hook.events, ["Message", "ReadReceipt"]);
    assert!(!format!("{hooks:?}").contains(SECRET));
    assert_eq!(only_call(&server).await, call("GET", "/webhook", None));
}

#[tokio::test]
async fn an_instance_without_a_webhook_has_none() {
    for data in [json!({}), json!({"webhook": "", "subscribe": []}), json!({"webhook": null})] {
        let server = MockServer::start().await;
        answers(&server, "GET", &route("/webhook"), 200, enveloped(data)).await;
        assert!(line(&server).webhooks().await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn the_webhook_by_the_gateways_own_operations() {
    let (told, asked) =
        golden(GetWebhook::new(), enveloped(json!({"webhook": URL, "subscribe": "Message, ReadReceipt"})))
            .await;
    assert_eq!(asked, call("GET", "/webhook", None));
    assert_eq!(told.data.subscribe, ["Message", "ReadReceipt"]);
    assert!(attempts(GetWebhook::new()).await > 1);
    assert!(attempts(SetWebhook::new(URL)).await > 1);

    let entry = json!({"id": "log_1", "status": "failed", "payload": {"type": "Connected", "event": {}}, "attempts": 3});
    let (log, asked) =
        golden(SearchWebhookLogs::failed(), enveloped(json!({"content": [entry], "total": 1}))).await;
    assert_eq!(asked, call("POST", "/webhook/logs/search", json!({"status": "failed"})));
    let rows = log.content.unwrap();
    assert_eq!((rows[0].value.id.as_deref(), rows[0].value.attempts), (Some("log_1"), Some(3)));

    let (log, asked) = golden(GetWebhookLog::new("log_1"), enveloped(entry.clone())).await;
    assert_eq!(asked, call("GET", "/webhook/logs/log_1", None));
    assert_eq!(log.data.value.status.as_deref(), Some("failed"));
    let payload = log.data.value.payload.unwrap();
    assert_eq!(payload.json::<serde_json::Value>().unwrap(), entry["payload"]);

    let (_, asked) = golden(RetryWebhookLog::new("log_1"), enveloped(json!({}))).await;
    assert_eq!(asked, call("POST", "/webhook/logs/log_1/retry", None));
    assert_eq!(attempts(RetryWebhookLog::new("log_1")).await, 1, "each call may post the event");
}

#[test]
fn a_request_proves_itself_by_the_last_segment_of_its_path() {
    let verifier = Vzaps::webhook_verifier(&spec(SECRET)).unwrap();
    let body = || Bytes::from_static(br#"{"type":"Connected","event":{}}"#);
    let receive = |path: &str| parse_webhook::<Vzaps>(&verifier, path, &HeaderMap::new(), body());
    for good in [format!("/vzaps/{SECRET}"), format!("/vzaps/{SECRET}/"), format!("/a/b/{SECRET}")] {
        assert_eq!(receive(&good).unwrap().event.kind(), EventKind::Connection);
    }
    let mut flipped = SECRET.to_owned();
    flipped.replace_range(5..6, "X");
    for bad in [
        "/vzaps".to_owned(),
        "/".to_owned(),
        String::new(),
        format!("/vzaps/{flipped}"),
        format!("/vzaps/{}", &SECRET[1..]),
        format!("/vzaps/{SECRET}x"),
        format!("/{SECRET}/vzaps"),
        format!("/vzaps/{OLD}"),
        format!("/vzaps?secret={SECRET}"),
    ] {
        assert_eq!(receive(&bad).unwrap_err(), WebhookError::Unverified, "{bad}");
    }
    assert!(!format!("{verifier:?}").contains(SECRET));
}

#[test]
fn during_a_rotation_both_secrets_are_good() {
    let old = WebhookSecret::new(OLD).unwrap();
    let both = Vzaps::webhook_verifier(&spec(SECRET)).unwrap().and_still(old);
    let receive = |secret: &str| {
        let path = format!("/vzaps/{secret}");
        parse_webhook::<Vzaps>(&both, &path, &HeaderMap::new(), Bytes::from_static(b"{}"))
    };
    assert!(receive(SECRET).is_ok() && receive(OLD).is_ok());
    assert_eq!(receive("other").unwrap_err(), WebhookError::Unverified);
}

#[test]
fn what_is_set_is_what_is_verified() {
    // A character that a path must encode.
    let spec = spec("a/b?c=d%2F#e");
    let verifier = Vzaps::webhook_verifier(&spec).unwrap();
    let path = spec.url_with_secret().path().to_owned();
    assert!(parse_webhook::<Vzaps>(&verifier, &path, &HeaderMap::new(), Bytes::from_static(b"{}")).is_ok());
    let without = WebhookSpec::new(URL).unwrap();
    assert!(matches!(Vzaps::webhook_verifier(&without), Err(Error::InvalidRequest(_))));
}

#[tokio::test]
async fn everything_may_come_with_a_failure_inside() {
    let server = MockServer::start().await;
    let failure = json!({"code": 500, "success": false, "data": {}});
    answers_all(&server, ResponseTemplate::new(200).set_body_json(failure)).await;
    assert!(line(&server).set_webhook(spec(SECRET)).await.is_err());
    assert!(line(&server).webhooks().await.is_err());
}

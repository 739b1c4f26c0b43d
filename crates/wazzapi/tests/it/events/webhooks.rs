//! Where events are posted: webhooks of the organization, told apart by the device that each was made for.

use serde_json::{Value, json};
use wagate_sdk_core::{Error, EventKind, Outcome, WebhookSecret, WebhookSpec};
use wagate_wazzapi::webhooks::{
    CreateWebhook, DeleteWebhook, GetWebhook, ListDeliveries, ListWebhooks, PingWebhook, UpdateWebhook,
};
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::contract::{example, golden, golden_of, golden_with, refused};
use crate::{DEVICE, json_of, line, requests, target};

const ROUTE: &str = "/api/v1/webhooks/subscriptions";
const URL: &str = "https://example.com/hooks/wazzapi";
const SECRET: &str = "uQ6Pdz7cN2vX0mJb4sKtYr8wEe1hLgAa";

fn row(id: &str, url: &str, description: Value) -> Value {
    let mut row = example("webhook.list")["webhooks"][0].clone();
    (row["id"], row["url"], row["description"]) = (json!(id), json!(url), description);
    row
}

fn made_for(device: &str) -> Value {
    json!(format!("wagate, for the device {device}"))
}

/// A gateway with these webhooks.
async fn gateway(rows: &[Value]) -> MockServer {
    let server = MockServer::start().await;
    let list = json!({"webhooks": rows, "total": rows.len()});
    for (verb, answer) in [
        ("GET", ResponseTemplate::new(200).set_body_json(list)),
        ("POST", ResponseTemplate::new(200).set_body_json(example("webhook.create"))),
    ] {
        Mock::given(method(verb)).and(path(ROUTE)).respond_with(answer).mount(&server).await;
    }
    for row in rows {
        let one = format!("{ROUTE}/{}", row["id"].as_str().unwrap());
        let deleted = ResponseTemplate::new(204);
        Mock::given(method("DELETE")).and(path(one)).respond_with(deleted).mount(&server).await;
    }
    server
}

async fn asked(server: &MockServer) -> Vec<String> {
    requests(server).await.iter().map(target).collect()
}

fn spec() -> WebhookSpec {
    WebhookSpec::new(URL).unwrap().secret(WebhookSecret::new(SECRET).unwrap())
}

#[tokio::test]
async fn a_webhook_is_made_with_its_secret_and_marked_with_its_device() {
    let server = gateway(&[]).await;
    let spec = spec().events([EventKind::Message, EventKind::Connection]);
    let done = line(&server).set_webhook(spec).await.unwrap();
    assert!(done.raw.expose().contains("secret_prefix"));
    let seen = requests(&server).await;
    assert_eq!(target(&seen[1]), format!("POST {ROUTE}"));
    let body = json!({
        "url": URL,
        "subscribed_events":
            ["message.received", "device.connected", "device.disconnected", "device.connection_failed"],
        "secret": SECRET,
        "description": made_for(DEVICE),
    });
    assert_eq!((seen.len(), json_of(&seen[1])), (2, body));
}

#[tokio::test]
async fn without_a_choice_all_events_are_asked_for() {
    let server = gateway(&[]).await;
    line(&server).set_webhook(spec()).await.unwrap();
    let seen = requests(&server).await;
    assert_eq!(json_of(&seen[1])["subscribed_events"].as_array().unwrap().len(), 8);
}

#[tokio::test]
async fn one_at_the_same_url_is_replaced_and_all_others_are_left_alone() {
    let rows = [
        row("own", URL, made_for(DEVICE)),
        row("nobodys", "https://example.com:443/hooks/wazzapi", json!("crm")),
        row("own-elsewhere", "https://example.com/other", made_for(DEVICE)),
        row("anothers", "https://example.com/third", made_for("another")),
    ];
    let server = gateway(&rows).await;
    line(&server).set_webhook(spec()).await.unwrap();
    let list = format!("GET {ROUTE}?limit=50&offset=0");
    let (own, nobodys) = (format!("DELETE {ROUTE}/own"), format!("DELETE {ROUTE}/nobodys"));
    assert_eq!(asked(&server).await, [list, own, nobodys, format!("POST {ROUTE}")]);
}

#[tokio::test]
async fn another_devices_webhook_is_not_taken_over() {
    let server = gateway(&[row("anothers", URL, made_for("another"))]).await;
    let error = line(&server).set_webhook(spec()).await.unwrap_err();
    assert!(matches!(error, Error::Conflict(_)), "{error}");
    assert_eq!((error.outcome(), asked(&server).await.len()), (Outcome::NotSent, 1));
}

#[tokio::test]
async fn what_the_gateway_has_not_is_refused_before_anything_leaves() {
    let server = gateway(&[]).await;
    let spec = spec().events([EventKind::Message, EventKind::Presence]);
    let error = line(&server).set_webhook(spec).await.unwrap_err();
    assert!(matches!(error, Error::Unsupported(_)), "{error}");
    assert!(asked(&server).await.is_empty());
}

#[tokio::test]
async fn a_replacement_that_stops_half_way_says_so_and_shows_no_secret() {
    let server = MockServer::start().await;
    let list = json!({"webhooks": [row("own", URL, made_for(DEVICE))], "total": 1});
    let refusal = json!({"detail": format!("bad secret {SECRET}")});
    for (verb, answer) in [
        ("GET", ResponseTemplate::new(200).set_body_json(list)),
        ("DELETE", ResponseTemplate::new(204)),
        ("POST", ResponseTemplate::new(422).set_body_json(refusal)),
    ] {
        Mock::given(method(verb)).respond_with(answer).mount(&server).await;
    }
    let error = line(&server).set_webhook(spec()).await.unwrap_err();
    assert!(error.to_string().contains("after 1 of 2 were done"), "{error}");
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert!(!format!("{error} {error:?}").contains(SECRET));
}

#[tokio::test]
async fn all_of_the_organization_are_listed_and_the_devices_own_are_removed() {
    let rows = [row("own", URL, made_for(DEVICE)), row("crm", "https://example.com/crm", json!("crm"))];
    let server = gateway(&rows).await;
    let all = line(&server).webhooks().await.unwrap();
    assert_eq!(
        (all[0].id.as_deref(), all[0].url.as_deref(), all[0].enabled),
        (Some("own"), Some(URL), Some(true))
    );
    assert_eq!(
        (all.len(), &*all[1].events),
        (2, &["message.received", "device.disconnected"].map(String::from)[..])
    );
    assert!(all[1].raw.expose().contains("crm") && !format!("{all:?}").contains("hooks"));

    line(&server).remove_webhook().await.unwrap();
    assert_eq!(asked(&server).await[2..], [format!("DELETE {ROUTE}/own")]);
    let empty = gateway(&[]).await;
    line(&empty).remove_webhook().await.unwrap();
    assert_eq!(asked(&empty).await.len(), 1);
}

#[tokio::test]
async fn the_endpoints_are_as_the_contract_says() {
    let (list, _) = golden({
        let mut list = ListWebhooks::new();
        (list.limit, list.offset, list.active_only) = (Some(1), Some(0), Some(true));
        list
    })
    .await;
    assert_eq!((list.webhooks.len(), list.total, list.next_offset(0, 1)), (1, Some(1), None));
    let (one, _) = golden(GetWebhook::new(list.webhooks[0].value.id.clone())).await;
    assert_eq!(one.secret_prefix.as_deref(), Some("whsec_ab"));
    assert!(!format!("{one:?} {list:?}").contains("whsec") && !format!("{one:?}").contains("example.com"));

    let mut create = CreateWebhook::new(URL, vec!["message.received".to_owned()]);
    create.secret = Some(SECRET.into());
    assert!(!format!("{create:?}").contains(SECRET) && !format!("{create:?}").contains("example.com"));
    golden(create).await;
    let mut update = UpdateWebhook::new("id");
    update.is_active = Some(false);
    assert!(golden(update).await.0.is_active.is_some());
    refused(UpdateWebhook::new("id")).await;
    golden_with(DeleteWebhook::new("id"), ResponseTemplate::new(204)).await;
    let answer = json!({
        "events": [{"id": "d1", "event_type": "message.read", "status": "failed", "retry_count": 2, "response_code": 503}],
        "total": 1
    });
    let (log, _) = golden_of(ListDeliveries::new("id"), answer).await;
    let delivery = &log.events[0].value;
    assert_eq!((&*delivery.id, delivery.response_code, log.next_offset(0, 50)), ("d1", Some(503), None));
    let answer = json!({"success": false, "status_code": 500, "response_time_ms": 31, "error": "refused"});
    let (pinged, _) = golden_of(PingWebhook::new("id"), answer).await;
    assert_eq!(
        (pinged.success, pinged.status_code, pinged.error.as_deref()),
        (Some(false), Some(500), Some("refused"))
    );
}

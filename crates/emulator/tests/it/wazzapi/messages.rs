//! What became of messages, and reading them back.

use std::time::Duration;

use serde_json::{Value, json};
use wagate_emulator::{Emulator, Gateway};

use super::{online, problems, refused};
use crate::client::Client;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);
const GHOST: &str = "00000000-0000-4000-8000-000000000000";

/// The id of a text to somebody.
async fn send(owner: &Client, device: &str, phone: &str, more: Value) -> String {
    let mut body = json!({ "phone_number": phone, "whatsapp_account_id": device, "content": "hello" });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let sent = owner.post("/api/v1/messages/send", body).await;
    assert_eq!(sent.code(), 200, "{:?}", sent.body);
    sent.text("/message_id").to_owned()
}

#[tokio::test]
async fn a_message_is_followed_from_the_queue_to_its_reader() {
    let emulator = Emulator::start().await.unwrap();
    let (owner, device) = online(&emulator).await;
    emulator.add_contact("62811111", "Rina");
    let id = send(&owner, &device, "62811111", json!({ "custom_variables": { "a": 1 } })).await;
    let path = format!("/api/v1/messages/{id}");
    let read = owner.get(&path).await;
    assert_eq!((read.text("/status"), read.text("/direction")), ("sent", "outbound"));
    assert_eq!((read.text("/content"), read.text("/phone_number")), ("hello", "62811111"));
    assert_eq!((read.text("/contact_name"), read.text("/whatsapp_account_id")), ("Rina", device.as_str()));
    assert_eq!(read.body["variable_values"], json!({ "a": 1 }));
    assert!(read.body["sent_at"].is_string() && read.body["delivered_at"].is_null());
    let whatsapp_id = read.text("/whatsapp_message_id");
    assert!(whatsapp_id.starts_with("3EB0"), "{whatsapp_id}");
    let found = owner.get(&format!("/api/v1/messages/lookup?whatsapp_message_id={whatsapp_id}")).await;
    assert_eq!(found.body, read.body);

    emulator.deliver(Gateway::Wazzapi, &device, &id);
    assert_eq!(owner.get(&path).await.text("/status"), "delivered");
    emulator.read(Gateway::Wazzapi, &device, &id);
    let seen = owner.get(&path).await;
    assert_eq!(seen.text("/status"), "read");
    assert!(seen.body["delivered_at"].is_string() && seen.body["read_at"].is_string());

    refused(&owner.get(&format!("/api/v1/messages/{GHOST}")).await, 404, "Message not found");
    assert_eq!(problems(&owner.get("/api/v1/messages/3EB0").await)[0].0, json!(["path", "message_id"]));
    let unknown = owner.get("/api/v1/messages/lookup?whatsapp_message_id=3EB0").await;
    refused(&unknown, 404, "Message not found");
    assert_eq!(problems(&owner.get("/api/v1/messages/lookup").await)[0].1, "missing");
    emulator.give_away(Gateway::Wazzapi, &device);
    refused(&owner.get(&path).await, 404, "Message not found");
}

#[tokio::test]
async fn a_message_that_came_has_both_ids() {
    let emulator = Emulator::start().await.unwrap();
    let (owner, device) = online(&emulator).await;
    let came = emulator.receive_message(Gateway::Wazzapi, &device, "62811111", "hi").unwrap();
    let found = owner.get(&format!("/api/v1/messages/lookup?whatsapp_message_id={came}")).await;
    assert_eq!((found.text("/direction"), found.text("/content")), ("inbound", "hi"));
    let read = owner.get(&format!("/api/v1/messages/{}", found.text("/id"))).await;
    assert_eq!((read.body, read.status.as_u16()), (found.body, 200));

    let own = emulator.phone(Gateway::Wazzapi, &device).unwrap();
    let group = emulator.add_group("Team", "62899999", &[&own]);
    let came = emulator.receive_group_message(Gateway::Wazzapi, &device, &group, "62899999", "all").unwrap();
    let found = owner.get(&format!("/api/v1/messages/lookup?whatsapp_message_id={came}")).await;
    assert_eq!((found.text("/chat_type"), found.text("/group_jid")), ("group", group.as_str()));
    assert_eq!((found.text("/group_name"), found.text("/phone_number")), ("Team", "62899999"));
}

#[tokio::test]
async fn messages_are_filtered_and_counted() {
    let emulator = Emulator::start().await.unwrap();
    let (owner, device) = online(&emulator).await;
    emulator.set_not_on_whatsapp("62800000");
    let first = send(&owner, &device, "62811111", json!({ "content": "a Parcel" })).await;
    let failed = send(&owner, &device, "62800000", json!({})).await;
    emulator.advance_clock(8 * DAY);
    emulator.receive_message(Gateway::Wazzapi, &device, "62811111", "thanks");

    let list = async |query: String| {
        let answer = owner.get(&format!("/api/v1/messages?{query}")).await;
        let rows = answer.body["messages"].as_array().unwrap().clone();
        rows.iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(list("sort_order=asc&direction=outbound".to_owned()).await, [first.as_str(), &failed]);
    assert_eq!(list("direction=outbound".to_owned()).await, [failed.as_str(), &first]);
    assert_eq!(list("search=PARCEL".to_owned()).await, [first.as_str()]);
    assert_eq!(list("status=failed".to_owned()).await, [failed.as_str()]);
    assert_eq!(list(format!("whatsapp_account_id={device}")).await.len(), 3);
    assert_eq!(list(format!("whatsapp_account_id={GHOST}")).await.len(), 0);
    assert_eq!(list(format!("campaign_id={GHOST}")).await.len(), 0);
    let wrong = owner.get("/api/v1/messages?whatsapp_account_id=main").await;
    assert_eq!(problems(&wrong), [(json!(["query", "whatsapp_account_id"]), json!("uuid_parsing"))]);
    let stats = owner.get("/api/v1/messages/stats/summary").await;
    let counted = json!({
        "total": 3, "by_status": { "delivered": 1, "failed": 1, "sent": 1 },
        "by_direction": { "inbound": 1, "outbound": 2 }, "last_7_days": 1, "last_30_days": 3,
    });
    assert_eq!(stats.body, counted);
}

#[tokio::test]
async fn a_scheduled_message_waits_for_its_time() {
    let emulator = Emulator::start().await.unwrap();
    let (owner, device) = online(&emulator).await;
    let times = ["2999-01-02T00:00:00Z", "2999-01-01T00:00:00+02:00"];
    let late = send(&owner, &device, "62811111", json!({ "scheduled_for": times[0] })).await;
    let soon = send(&owner, &device, "62811111", json!({ "scheduled_for": times[1] })).await;
    let passed = send(&owner, &device, "62811111", json!({ "scheduled_for": "2001-01-01T00:00:00Z" })).await;
    let status =
        async |id: &str| owner.get(&format!("/api/v1/messages/{id}")).await.text("/status").to_owned();
    assert_eq!(status(&passed).await, "sent");
    assert_eq!(emulator.ledger().len(), 3);
    let on_phone = || emulator.messages(Gateway::Wazzapi, &device, "62811111").len();
    assert_eq!(on_phone(), 1);

    let waiting = owner.get("/api/v1/messages?status=scheduled").await;
    assert_eq!(waiting.body["total_count"], 2);
    let read = owner.get(&format!("/api/v1/messages/{soon}")).await;
    assert_eq!(read.text("/scheduled_for"), "2998-12-31T22:00:00Z");
    assert!(read.body["whatsapp_message_id"].is_null() && read.body["queued_at"].is_null());
    let cancelled = owner.post(&format!("/api/v1/messages/{late}/cancel"), json!({})).await;
    assert_eq!(cancelled.body, json!({ "success": true, "message_id": late, "status": "cancelled" }));
    emulator.advance_clock(1000 * 366 * DAY);
    assert_eq!((status(&late).await, status(&soon).await), ("cancelled".to_owned(), "sent".to_owned()));
    assert_eq!(on_phone(), 2);
    let path = |id: &str| format!("/api/v1/messages/{id}/cancel");
    let refusal = "Only scheduled messages can be cancelled";
    refused(&owner.post(&path(&late), json!({})).await, 400, refusal);
    refused(&owner.post(&path(&soon), json!({})).await, 400, refusal);
    refused(&owner.post(&path(GHOST), json!({})).await, 404, "Message not found");
    assert_eq!(emulator.ledger().len(), 3);
}

#[tokio::test]
async fn a_failed_message_can_be_retried() {
    let emulator = Emulator::start().await.unwrap();
    let (owner, device) = online(&emulator).await;
    emulator.set_not_on_whatsapp("62800000");
    let id = send(&owner, &device, "62800000", json!({})).await;
    let path = format!("/api/v1/messages/{id}");
    let failed = owner.get(&path).await;
    assert_eq!(failed.text("/failure_reason"), "Phone number is not registered on WhatsApp");
    assert!(failed.body["failed_at"].is_string() && failed.body["whatsapp_message_id"].is_null());
    assert!(emulator.messages(Gateway::Wazzapi, &device, "62800000").is_empty());

    let retry = async || owner.post(&format!("{path}/retry"), json!({})).await;
    let again = retry().await;
    assert_eq!((again.text("/status"), again.text("/message_id")), ("queued", id.as_str()));
    assert!(again.text("/run_id").starts_with("run_"));
    assert_eq!(owner.get(&path).await.text("/status"), "failed");
    emulator.register_contact("62800000");
    assert_eq!(retry().await.code(), 200);
    let sent = owner.get(&path).await;
    assert_eq!((sent.text("/status"), &sent.body["retry_count"]), ("sent", &json!(2)));
    assert!(sent.body["failure_reason"].is_null() && sent.body["failed_at"].is_null());
    refused(&retry().await, 400, "Only failed messages can be retried");
    assert_eq!(emulator.messages(Gateway::Wazzapi, &device, "62800000").len(), 1);
    assert_eq!(emulator.ledger().len(), 1);

    let nobody = send(&owner, &device, "nobody", json!({})).await;
    assert_eq!(owner.get(&format!("/api/v1/messages/{nobody}")).await.text("/status"), "failed");

    let later = send(&owner, &device, "62811111", json!({ "scheduled_for": "2999-01-01T00:00:00Z" })).await;
    emulator.drop_connection(Gateway::Wazzapi, &device);
    emulator.advance_clock(1000 * 366 * DAY);
    let late = owner.get(&format!("/api/v1/messages/{later}")).await;
    assert_eq!(late.text("/failure_reason"), "WhatsApp account is not connected");
    let offline = owner.post(&format!("/api/v1/messages/{later}/retry"), json!({})).await;
    refused(&offline, 400, "WhatsApp account is not connected");
}

//! WazzAPI.

use serde_json::{Value, json};
use wagate_emulator::{Emulator, Gateway};

use crate::client::{Answer, Client};

fn owner(emulator: &Emulator) -> Client {
    let key = &emulator.credentials().wazzapi_api_key;
    Client::new(emulator, Gateway::Wazzapi).with("authorization", format!("Bearer {key}"))
}

/// The id of a new device.
async fn link(owner: &Client, session: &str) -> String {
    let body = json!({ "name": session.to_uppercase(), "session_name": session });
    let linked = owner.post("/api/v1/devices", body).await;
    assert_eq!(linked.code(), 201, "{:?}", linked.body);
    linked.text("/id").to_owned()
}

async fn online(emulator: &Emulator) -> (Client, String) {
    let owner = owner(emulator);
    let device = link(&owner, "main").await;
    assert!(emulator.scan(Gateway::Wazzapi, &device));
    (owner, device)
}

fn refused(answer: &Answer, status: u16, detail: &str) {
    assert_eq!(answer.code(), status, "{:?}", answer.body);
    assert_eq!(answer.body, json!({ "detail": detail }));
}

/// The places and the types of what is wrong.
fn problems(answer: &Answer) -> Vec<(Value, Value)> {
    assert_eq!(answer.code(), 422, "{:?}", answer.body);
    let problems = answer.body["detail"].as_array().unwrap();
    problems.iter().map(|problem| (problem["loc"].clone(), problem["type"].clone())).collect()
}

#[tokio::test]
async fn only_a_good_bearer_key_is_heard() {
    let emulator = Emulator::start().await.unwrap();
    let nobody = Client::new(&emulator, Gateway::Wazzapi);
    let key = emulator.credentials().wazzapi_api_key.clone();
    refused(&nobody.get("/api/v1/devices").await, 401, "Unauthorized");
    refused(&nobody.with("authorization", key.clone()).get("/api/v1/devices").await, 401, "Unauthorized");
    refused(&nobody.with("authorization", "Bearer wrong").get("/api/v1/devices").await, 401, "Unauthorized");
    refused(&nobody.get("/api/v1/nothing").await, 404, "Not Found");
    let answer = owner(&emulator).get("/api/v1/devices").await;
    assert_eq!(answer.body, json!({ "devices": [], "total": 0, "limit": 50, "offset": 0 }));
    emulator.revoke(&key);
    refused(&owner(&emulator).get("/api/v1/devices").await, 401, "Unauthorized");
}

#[tokio::test]
async fn three_hundred_requests_a_minute_are_served() {
    let emulator = Emulator::start().await.unwrap();
    let owner = owner(&emulator);
    for used in 1..=300 {
        let answer = owner.get("/api/v1/devices").await;
        assert_eq!((answer.code(), answer.number("x-ratelimit-remaining")), (200, Some(300 - used)));
    }
    let answer = owner.get("/api/v1/devices").await;
    refused(&answer, 429, "Rate limit exceeded");
    assert_eq!(answer.number("x-ratelimit-limit"), Some(300));
    assert!(answer.number("retry-after").is_some_and(|wait| (1..=60).contains(&wait)));
    emulator.advance_clock(std::time::Duration::from_secs(61));
    assert_eq!(owner.get("/api/v1/devices").await.code(), 200);
}

#[tokio::test]
async fn devices_are_paged_searched_and_kept_apart() {
    let emulator = Emulator::start().await.unwrap();
    let owner = owner(&emulator);
    let (main, spare) = (link(&owner, "main").await, link(&owner, "spare").await);
    emulator.scan(Gateway::Wazzapi, &main);

    let second = owner.get("/api/v1/devices?limit=1&offset=1").await;
    assert_eq!((&second.body["total"], second.text("/devices/0/id")), (&json!(2), spare.as_str()));
    let connected = owner.get("/api/v1/devices?status=connected").await;
    assert_eq!((&connected.body["total"], connected.text("/devices/0/id")), (&json!(1), main.as_str()));
    let found = owner.get("/api/v1/devices?search=SPA").await;
    assert_eq!(found.text("/devices/0/session_name"), "spare");
    let wrong = problems(&owner.get("/api/v1/devices?limit=0").await);
    assert_eq!(wrong, [(json!(["query", "limit"]), json!("greater_than_equal"))]);

    let device = owner.get(&format!("/api/v1/devices/{main}")).await;
    assert_eq!((device.text("/status"), device.text("/name")), ("connected", "MAIN"));
    assert!(device.body["backend_id"].is_string() && device.body["is_primary"] == true);
    let ghost = "/api/v1/devices/00000000-0000-4000-8000-000000000000";
    refused(&owner.get(ghost).await, 404, "Device not found");
    assert_eq!(problems(&owner.get("/api/v1/devices/main").await)[0].0, json!(["path", "device_id"]));
    let again = owner.post("/api/v1/devices", json!({ "session_name": "main" })).await;
    refused(&again, 409, "Conflict");

    assert!(emulator.give_away(Gateway::Wazzapi, &main));
    refused(&owner.get(&format!("/api/v1/devices/{main}")).await, 403, "Forbidden");
    assert_eq!(owner.get("/api/v1/devices").await.body["total"], 1);
}

#[tokio::test]
async fn a_device_is_paired_dropped_and_resumed() {
    let emulator = Emulator::start().await.unwrap();
    let owner = owner(&emulator);
    let path = format!("/api/v1/devices/{}", link(&owner, "main").await);
    let status = async || owner.get(&path).await.text("/status").to_owned();
    assert_eq!(status().await, "pending");
    let stored = owner.post(&format!("{path}/reconnect"), json!({})).await;
    refused(&stored, 400, "Device has no stored credentials");

    let qr = owner.get(&format!("{path}/qr")).await;
    assert!(qr.text("/qr_code").starts_with("2@") && qr.text("/qr_image").starts_with("data:image/png"));
    assert_eq!(status().await, "connecting");
    let code = owner.post(&format!("{path}/pair-phone"), json!({ "phone": "5511988887777" })).await;
    assert_eq!(code.text("/pairing_code").len(), 8);
    let missing = problems(&owner.post(&format!("{path}/pair-phone"), json!({})).await);
    assert_eq!(missing, [(json!(["body", "phone"]), json!("missing"))]);

    assert!(emulator.scan(Gateway::Wazzapi, path.rsplit('/').next().unwrap()));
    let live = owner.get(&format!("{path}/status")).await;
    assert_eq!((live.text("/status"), live.text("/phone_number")), ("connected", "5511988887777"));
    refused(&owner.get(&format!("{path}/qr")).await, 400, "Device is already connected");
    assert_eq!(owner.post(&format!("{path}/disconnect"), json!({})).await.text("/status"), "disconnected");
    assert_eq!(status().await, "disconnected");
    assert_eq!(owner.post(&format!("{path}/reconnect"), json!({})).await.text("/status"), "connected");
}

#[tokio::test]
async fn a_message_stands_in_the_ledger_under_the_gateways_own_id() {
    let emulator = Emulator::start().await.unwrap();
    let (owner, device) = online(&emulator).await;
    let text = json!({ "phone_number": "+62 812-3456", "whatsapp_account_id": device, "content": "hello" });
    let sent = owner.post("/api/v1/messages/send", text.clone()).await;
    assert_eq!((sent.code(), &sent.body["success"], sent.text("/status")), (200, &json!(true), "queued"));
    assert!(sent.body["run_id"].is_string());

    let mut later = text.clone();
    later["scheduled_for"] = json!("2999-01-01T00:00:00Z");
    let later = owner.post("/api/v1/messages/send", later).await;
    assert_eq!((later.text("/status"), &later.body["run_id"]), ("scheduled", &Value::Null));

    let mut image = json!({ "phone_number": "628123456", "whatsapp_account_id": device, "caption": "c" });
    image["media_base64"] = json!("aGVsbG8=");
    let nameless = problems(&owner.post("/api/v1/messages/send/image", image.clone()).await);
    assert_eq!(nameless, [(json!(["body"]), json!("value_error"))]);
    image["filename"] = json!("a.png");
    image["mimetype"] = json!("image/png");
    assert_eq!(owner.post("/api/v1/messages/send/image", image.clone()).await.code(), 200);
    image["media_url"] = json!("https://files.example.org/a.png");
    assert_eq!(problems(&owner.post("/api/v1/messages/send/image", image).await).len(), 1);

    let ledger = emulator.ledger();
    let [first, scheduled, picture] = ledger.as_slice() else { panic!("{ledger:?}") };
    assert_eq!((first.to.as_str(), first.instance.as_str()), ("628123456", device.as_str()));
    assert_eq!(
        (first.message_id.as_str(), &first.content),
        (sent.text("/message_id"), &json!({ "text": "hello" }))
    );
    assert_eq!(scheduled.content["scheduled_for"], "2999-01-01T00:00:00Z");
    assert_eq!(
        (picture.kind.as_str(), picture.media.as_ref().and_then(|file| file.bytes_len)),
        ("image", Some(5))
    );
    assert_eq!(picture.content, json!({ "caption": "c", "file_name": "a.png" }));
}

#[tokio::test]
async fn groups_are_reached_by_session_name() {
    let emulator = Emulator::start().await.unwrap();
    let (owner, device) = online(&emulator).await;
    let text = json!({ "session_name": "main", "group_jid": "1203630@g.us", "text": "hi" });
    assert_eq!(owner.post("/api/v1/groups/send", text.clone()).await.text("/status"), "queued");
    let media = json!({
        "session_name": "main", "group_jid": "1203630@g.us",
        "media_url": "https://files.example.org/a.png", "media_type": "image", "caption": "c",
    });
    assert_eq!(owner.post("/api/v1/groups/send/media", media).await.code(), 200);
    let ledger = emulator.ledger();
    assert!(ledger.iter().all(|entry| entry.to == "1203630@g.us" && entry.instance == device));
    assert_eq!((ledger[0].kind.as_str(), ledger[1].kind.as_str()), ("text", "image"));

    let missing = problems(&owner.post("/api/v1/groups/send", json!({ "text": "hi" })).await);
    assert_eq!(missing.len(), 2);
    emulator.drop_connection(Gateway::Wazzapi, &device);
    let offline = owner.post("/api/v1/groups/send", text).await;
    refused(&offline, 400, "WhatsApp account is not connected");
}

#[tokio::test]
async fn what_cannot_be_queued_leaves_no_trace() {
    let emulator = Emulator::start().await.unwrap();
    let owner = owner(&emulator);
    let device = link(&owner, "main").await;
    let send = async |body: Value| owner.post("/api/v1/messages/send", body).await;

    let missing = send(json!({ "phone_number": "62812345", "content": "x" })).await;
    assert_eq!(problems(&missing), [(json!(["body", "whatsapp_account_id"]), json!("missing"))]);
    assert_eq!(missing.text("/detail/0/msg"), "Field required");
    let short = send(json!({ "phone_number": "62", "whatsapp_account_id": device, "content": "x" })).await;
    assert_eq!(problems(&short), [(json!(["body", "phone_number"]), json!("string_too_short"))]);
    let empty = send(json!({ "phone_number": "62812345", "whatsapp_account_id": device })).await;
    assert_eq!(problems(&empty), [(json!(["body"]), json!("value_error"))]);
    let odd =
        send(json!({ "phone_number": "62812345", "whatsapp_account_id": "main", "content": "x" })).await;
    assert_eq!(problems(&odd), [(json!(["body", "whatsapp_account_id"]), json!("uuid_parsing"))]);

    let good = json!({ "phone_number": "62812345", "whatsapp_account_id": device, "content": "x" });
    refused(&send(good.clone()).await, 400, "WhatsApp account is not connected");
    emulator.scan(Gateway::Wazzapi, &device);
    emulator.set_not_on_whatsapp("62812345");
    let mut checked = good.clone();
    checked["validate_phone"] = json!(true);
    refused(&send(checked).await, 400, "Phone number is not registered on WhatsApp");
    assert!(emulator.ledger().is_empty());
    assert_eq!(send(good).await.code(), 200);
}

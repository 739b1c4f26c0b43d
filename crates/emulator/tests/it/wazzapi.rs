//! WazzAPI.

mod contacts;
mod conversations;
mod devices;
mod groups;
mod messages;
mod pages;
mod sends;
mod templates;

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
async fn every_route_needs_the_key() {
    let emulator = Emulator::start().await.unwrap();
    let nobody = Client::new(&emulator, Gateway::Wazzapi);
    let id = "00000000-0000-4000-8000-000000000000";
    for path in [
        "messages".to_owned(),
        format!("messages/{id}"),
        "messages/lookup?whatsapp_message_id=x".to_owned(),
        "messages/stats/summary".to_owned(),
        "conversations".to_owned(),
        format!("conversations/{id}/messages"),
        "contacts".to_owned(),
        format!("contacts/{id}/profile-picture/image"),
        "groups?session_name=main".to_owned(),
        "groups/1203630@g.us?session_name=main".to_owned(),
        "templates".to_owned(),
        format!("devices/{id}/proxy"),
    ] {
        refused(&nobody.get(&format!("/api/v1/{path}")).await, 401, "Unauthorized");
    }
    for path in ["messages/send/video", "messages/send/interactive/list", "groups/create", "contacts"] {
        refused(&nobody.post(&format!("/api/v1/{path}"), json!({})).await, 401, "Unauthorized");
    }
    for path in [format!("contacts/{id}"), format!("templates/{id}")] {
        refused(&nobody.delete(&format!("/api/v1/{path}")).await, 401, "Unauthorized");
    }
}

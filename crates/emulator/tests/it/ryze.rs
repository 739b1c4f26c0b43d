//! RyzeAPI.

mod chats;
mod groups;
mod messages;
mod profile;
mod settings;
mod stored;

use std::time::Duration;

use serde_json::json;
use wagate_emulator::{Emulator, Gateway, RateLimits};

use crate::client::{Answer, Client};

fn account(emulator: &Emulator) -> Client {
    Client::new(emulator, Gateway::Ryze).with("token", emulator.credentials().ryze_account_token.clone())
}

async fn create(account: &Client, name: &str) -> String {
    let created = account.post("/api/instance/new", json!({ "name": name })).await;
    assert_eq!(created.code(), 201);
    created.text("/instance/token").to_owned()
}

/// An emulator whose instance `sales` is online, and the account.
async fn online() -> (Emulator, Client) {
    let emulator = Emulator::start().await.unwrap();
    let account = account(&emulator);
    create(&account, "sales").await;
    assert!(emulator.scan(Gateway::Ryze, "sales"));
    (emulator, account)
}

fn refused(answer: &Answer, status: u16, message: &str) {
    assert_eq!(answer.code(), status, "{:?}", answer.body);
    assert_eq!(answer.text("/error/message"), message);
    assert_eq!(answer.body["success"], false);
}

#[tokio::test]
async fn a_token_may_come_in_three_places() {
    let emulator = Emulator::start().await.unwrap();
    let nobody = Client::new(&emulator, Gateway::Ryze);
    let token = &emulator.credentials().ryze_account_token;
    let bearer = nobody.with("authorization", format!("Bearer {token}"));
    assert_eq!(account(&emulator).get("/api/instance/list").await.code(), 200);
    assert_eq!(bearer.get("/api/instance/list").await.code(), 200);
    assert_eq!(nobody.get(&format!("/api/instance/list?token={token}")).await.code(), 200);

    let missing = "Missing token in header, Authorization header, or query parameter";
    let answer = nobody.get("/api/instance/list").await;
    refused(&answer, 401, missing);
    assert_eq!(answer.number("x-ratelimit-limit"), None);
    refused(&nobody.with("token", "wrong").get("/api/instance/list").await, 401, "Invalid token");
    assert_eq!(nobody.get("/health").await.text("/service"), "RyzeAPI");
    refused(&nobody.get("/api/nothing").await, 404, "Not found");

    emulator.revoke(token);
    refused(&account(&emulator).get("/api/instance/list").await, 401, "Invalid token");
}

#[tokio::test]
async fn an_instance_token_reaches_its_own_instance_only() {
    let emulator = Emulator::start().await.unwrap();
    let account = account(&emulator);
    let own = create(&account, "sales").await;
    create(&account, "support").await;
    let sales = Client::new(&emulator, Gateway::Ryze).with("token", own);

    let listed = sales.get("/api/instance/list?instanceName=support").await;
    assert_eq!(listed.body["meta"]["total"], 1);
    assert_eq!(listed.text("/instances/0/name"), "sales");
    refused(&sales.post("/api/instance/new", json!({ "name": "x" })).await, 401, "Invalid token");
    refused(&sales.delete("/api/instance/delete/sales").await, 401, "Invalid token");
    let other = sales.get("/api/instance/connect/support").await;
    refused(&other, 403, "Instance token does not match requested instance");
    assert_eq!(sales.get("/api/instance/connect/sales").await.code(), 200);
}

#[tokio::test]
async fn an_instance_of_another_account_is_out_of_reach() {
    let emulator = Emulator::start().await.unwrap();
    let account = account(&emulator);
    create(&account, "sales").await;
    assert!(emulator.give_away(Gateway::Ryze, "sales"));
    let foreign = "Instance does not belong to your account";
    refused(&account.get("/api/instance/connect/sales").await, 403, foreign);
    refused(&account.delete("/api/instance/delete/sales").await, 403, foreign);
    refused(&account.post("/api/message/text/sales", json!({})).await, 403, foreign);
    assert_eq!(account.get("/api/instance/list").await.body["meta"]["total"], 0);
    assert_eq!(account.get("/api/instance/list?instanceName=sales").await.code(), 404);
}

#[tokio::test]
async fn instances_are_created_listed_and_deleted() {
    let emulator = Emulator::start().await.unwrap();
    let account = account(&emulator);
    let wish =
        json!({ "name": "a b", "token": "mine", "webhookEnabled": true, "webhookURL": "https://x.test" });
    let created = account.post("/api/instance/new", wish).await;
    assert_eq!((created.code(), created.text("/instance/token")), (201, "mine"));
    assert_eq!(created.text("/webhook/url"), "https://x.test");
    assert!(created.body.get("proxy").is_none());

    assert_eq!(account.post("/api/instance/new", json!({ "name": "a b" })).await.code(), 409);
    let same_token = json!({ "name": "c", "token": "mine" });
    assert_eq!(account.post("/api/instance/new", same_token).await.code(), 409);
    refused(&account.post("/api/instance/new", json!({})).await, 400, "Instance name is required");
    emulator.set_ryze_quota(1);
    let over = account.post("/api/instance/new", json!({ "name": "c" })).await;
    refused(&over, 403, "Account instance quota exceeded");

    let listed = account.get("/api/instance/list?instanceName=a%20b,unknown").await;
    assert_eq!(listed.text("/message"), "1 Instance found");
    assert_eq!(listed.text("/instances/0/status"), "disconnected");
    assert_eq!(listed.body["instances"][0]["settings"]["disableHistorySync"], true);
    refused(&account.get("/api/instance/list?instanceName=unknown").await, 404, "Instance not found");

    let deleted = account.delete("/api/instance/delete/a%20b").await;
    assert_eq!(deleted.text("/instance/status"), "deleted");
    refused(&account.delete("/api/instance/delete/a%20b").await, 404, "Instance not found");
    assert_eq!(account.get("/api/instance/list").await.body["meta"]["total"], 0);
}

#[tokio::test]
async fn a_phone_pairs_drops_and_logs_out() {
    let emulator = Emulator::start().await.unwrap();
    let account = account(&emulator);
    create(&account, "sales").await;
    let resume = account.post("/api/instance/reconnect/sales", json!({})).await;
    refused(&resume, 400, "Instance has no saved session — call /connect first");

    let first = account.get("/api/instance/connect/sales").await;
    let second = account.get("/api/instance/connect/sales").await;
    assert_eq!(first.text("/status"), "qr");
    assert!(first.text("/qrCode").starts_with("2@"));
    assert_ne!(first.text("/qrCode"), second.text("/qrCode"));
    let code = account.get("/api/instance/connect/sales?number=5511977776666").await;
    assert_eq!(code.text("/pairingCode").len(), 8);

    assert!(emulator.scan(Gateway::Ryze, "sales"));
    let listed = account.get("/api/instance/list").await;
    assert_eq!(listed.text("/instances/0/connection/state"), "connected");
    assert_eq!(listed.text("/instances/0/connection/numberJid"), "5511977776666@s.whatsapp.net");
    assert_eq!(account.get("/api/instance/connect/sales").await.text("/status"), "connected");

    assert!(emulator.drop_connection(Gateway::Ryze, "sales"));
    let text = json!({ "number": "5511999990000", "message": "Hello" });
    let send = account.post("/api/message/text/sales", text.clone()).await;
    refused(&send, 503, "Instance is not connected to WhatsApp");
    let resume = account.post("/api/instance/reconnect/sales", json!({})).await;
    assert_eq!(resume.text("/status"), "connecting");
    assert_eq!(account.post("/api/message/text/sales", text).await.code(), 200);

    let out = account.delete("/api/instance/logout/sales").await;
    assert_eq!(out.text("/instance/status"), "loggedout");
    assert_eq!(account.get("/api/instance/list").await.text("/instances/0/status"), "loggedout");
    assert!(!emulator.scan(Gateway::Ryze, "unknown"));
    assert!(!emulator.scan(Gateway::Vzaps, "sales"));
}

#[tokio::test]
async fn an_accepted_message_stands_in_the_ledger() {
    let emulator = Emulator::start().await.unwrap();
    let account = account(&emulator);
    create(&account, "sales").await;
    emulator.scan(Gateway::Ryze, "sales");

    let text = json!({ "number": "5511999990000@s.whatsapp.net", "message": "Hello", "delay": 2 });
    let first = account.post("/api/message/text/sales", text).await;
    let id = first.text("/data/messageId");
    assert!(id.len() == 20 && id.starts_with("3EB0"), "{id}");
    assert_eq!(first.text("/status"), "sent");
    assert_eq!(first.text("/data/chat/jid"), "5511999990000@s.whatsapp.net");

    let image = json!({
        "number": "120363000000000000@g.us", "mediaType": "image", "mediaBase64": "AAECAw==",
        "message": "Look", "mimeType": "image/png", "replyTo": id, "mentionAll": true,
    });
    let second = account.post("/api/message/media/sales", image).await;
    assert_eq!(second.body["data"]["mediaSize"], 4);
    let voice =
        json!({ "number": "5511999990000", "mediaType": "audio", "mediaUrl": "https://x.test/a.ogg" });
    account.post("/api/message/media/sales", voice).await;

    let ledger = emulator.ledger();
    let kinds: Vec<&str> = ledger.iter().map(|entry| entry.kind.as_str()).collect();
    assert_eq!(kinds, ["text", "image", "voice"]);
    assert_eq!((ledger[0].message_id.as_str(), ledger[0].to.as_str()), (id, "5511999990000"));
    assert_eq!(ledger[0].content, json!({ "text": "Hello", "delay_ms": 2000 }));
    assert_eq!(ledger[1].to, "120363000000000000@g.us");
    assert_eq!(ledger[1].content, json!({ "caption": "Look", "quote": id, "mention_all": true }));
    let media = ledger[1].media.clone().unwrap();
    assert_eq!((media.bytes_len, media.content_type.as_deref()), (Some(4), Some("image/png")));
    let digest = "054edec1d0211f624fed0cbca9d4f9400b0e491c43742af2c5b0abebf0c990d8";
    assert_eq!(media.sha256.as_deref(), Some(digest));
    assert_eq!(ledger[2].media.clone().unwrap().url.as_deref(), Some("https://x.test/a.ogg"));
    assert_eq!(emulator.requests().last().unwrap().endpoint, Some("message.media"));
}

#[tokio::test]
async fn a_bad_message_is_refused_and_leaves_nothing() {
    let emulator = Emulator::start().await.unwrap();
    let account = account(&emulator);
    create(&account, "sales").await;
    emulator.scan(Gateway::Ryze, "sales");
    emulator.set_not_on_whatsapp("+55 11 1111");

    let text = |body| account.post("/api/message/text/sales", body);
    refused(&text(json!({ "message": "Hello" })).await, 400, "Number is required");
    assert!(text(json!([])).await.text("/error/message").starts_with("Invalid request body: "));
    assert_eq!(text(json!({ "number": "55112", "message": "" })).await.code(), 400);
    let unknown = text(json!({ "number": "55111111", "message": "Hello" })).await;
    assert!(unknown.code() == 400 && unknown.text("/error/message").starts_with("Number"));
    let quote = text(json!({ "number": "55112", "message": "Hello", "replyTo": "3EB0" })).await;
    refused(&quote, 404, "Message not found");
    let nowhere = account.post("/api/message/text/unknown", json!({})).await;
    refused(&nowhere, 404, "Instance not found");
    for media in [
        json!({ "number": "55112", "mediaType": "image" }),
        json!({ "number": "55112", "mediaType": "image", "mediaUrl": "https://x", "mediaBase64": "AAAA" }),
        json!({ "number": "55112", "mediaType": "image", "mediaBase64": "no base64" }),
        json!({ "number": "55112", "mediaType": "picture", "mediaUrl": "https://x" }),
    ] {
        assert_eq!(account.post("/api/message/media/sales", media).await.code(), 400);
    }
    assert!(emulator.ledger().is_empty());

    emulator.register_contact("55111111");
    assert_eq!(text(json!({ "number": "55111111", "message": "Hello" })).await.code(), 200);
}

#[tokio::test]
async fn requests_and_creations_have_their_own_limits() {
    let limits = RateLimits { requests_a_minute: 2, creations_a_minute: 1 };
    let emulator = Emulator::builder().rate_limits(limits).start().await.unwrap();
    let account = account(&emulator);

    let created = account.post("/api/instance/new", json!({ "name": "sales" })).await;
    assert_eq!(created.number("x-ratelimit-limit"), Some(1));
    assert_eq!(created.number("x-ratelimit-remaining"), Some(0));
    let over = account.post("/api/instance/new", json!({ "name": "support" })).await;
    refused(&over, 429, "Rate limit exceeded. Try again later.");

    assert_eq!(account.get("/api/instance/list").await.number("x-ratelimit-remaining"), Some(1));
    let unknown = account.get("/api/instance/connect/unknown").await;
    assert_eq!((unknown.code(), unknown.number("x-ratelimit-remaining")), (404, Some(0)));
    let over = account.get("/api/instance/list").await;
    refused(&over, 429, "Rate limit exceeded. Try again later.");
    assert_eq!(over.number("x-ratelimit-remaining"), Some(0));
    let reset = over.number("x-ratelimit-reset").unwrap();
    let own = Client::new(&emulator, Gateway::Ryze).with("token", created.text("/instance/token"));
    assert_eq!(own.get("/api/instance/list").await.code(), 200);

    emulator.advance_clock(Duration::from_secs(61));
    let after = account.get("/api/instance/list").await;
    assert_eq!(after.number("x-ratelimit-remaining"), Some(1));
    assert!(after.number("x-ratelimit-reset").unwrap() > reset);
}

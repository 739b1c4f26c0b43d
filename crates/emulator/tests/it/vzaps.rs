//! VZaps.

mod auth;
mod chats;
mod contacts;
mod groups;
mod messages;
mod queue;
mod sends;

use std::time::Duration;

use serde_json::{Value, json};
use wagate_emulator::{Emulator, Gateway};

use crate::client::{Answer, Client};

async fn token(emulator: &Emulator) -> Answer {
    let known = emulator.credentials();
    let login =
        json!({ "client_token": known.vzaps_client_token, "client_secret": known.vzaps_client_secret });
    Client::new(emulator, Gateway::Vzaps).post("/token", login).await
}

async fn owner(emulator: &Emulator) -> Client {
    let jwt = token(emulator).await;
    Client::new(emulator, Gateway::Vzaps)
        .with("authorization", format!("Bearer {}", jwt.text("/access_token")))
}

/// The id and the token of a new instance.
async fn create(owner: &Client, name: &str) -> (String, String) {
    let created = owner.put("/instances/create", json!({ "name": name })).await;
    assert_eq!(created.code(), 200);
    (created.text("/id").to_owned(), created.text("/token").to_owned())
}

/// An instance that is online, and its owner.
struct Line {
    client: Client,
    id: String,
    token: String,
}

impl Line {
    /// A path of the instance.
    fn path(&self, rest: &str) -> String {
        format!("/instances/{}/{rest}", self.id)
    }
}

/// An emulator with an instance that is online.
async fn online() -> (Emulator, Line) {
    let emulator = Emulator::start().await.unwrap();
    let client = owner(&emulator).await;
    let (id, token) = create(&client, "sales").await;
    assert!(emulator.scan(Gateway::Vzaps, &id));
    (emulator, Line { client, id, token })
}

fn two_tokens(emulator: &Emulator, token: &str) -> Client {
    Client::new(emulator, Gateway::Vzaps)
        .with("x-client-token", emulator.credentials().vzaps_client_token.clone())
        .with("x-instance-token", token)
}

#[tokio::test]
async fn jwts_are_counted_expire_and_are_never_the_same() {
    let emulator = Emulator::builder().vzaps_jwt_lifetime(Duration::from_secs(90)).start().await.unwrap();
    let first = token(&emulator).await;
    assert_eq!(first.body["expires_in"], 90);
    assert_ne!(first.text("/access_token"), token(&emulator).await.text("/access_token"));
    let wrong = json!({ "client_token": "a", "client_secret": "b" });
    let nobody = Client::new(&emulator, Gateway::Vzaps);
    assert_eq!(nobody.post("/token", wrong).await.code(), 401);
    assert_eq!(emulator.vzaps_token_requests(), 3);

    let list = json!({ "page": 1, "size": 1, "filter": {} });
    let one = owner(&emulator).await;
    assert_eq!(one.post("/instances/list", list.clone()).await.code(), 200);
    emulator.expire_vzaps_jwts();
    assert_eq!(one.post("/instances/list", list.clone()).await.code(), 401);
    let other = owner(&emulator).await;
    assert_eq!(other.post("/instances/list", list.clone()).await.code(), 200);
    emulator.advance_clock(Duration::from_secs(91));
    assert_eq!(other.post("/instances/list", list).await.code(), 401);
}

#[tokio::test]
async fn two_tokens_open_one_instance_and_nothing_of_the_account() {
    let emulator = Emulator::start().await.unwrap();
    let owner = owner(&emulator).await;
    let (sales, sales_token) = create(&owner, "sales").await;
    let (support, _) = create(&owner, "support").await;
    let line = two_tokens(&emulator, &sales_token);
    let status = |id: &str| format!("/instances/{id}/session/status");

    assert_eq!(line.get(&status(&sales)).await.code(), 200);
    let other = line.get(&status(&support)).await;
    assert_eq!((other.code(), other.text("/error")), (403, "Forbidden"));
    assert_eq!(two_tokens(&emulator, "unknown").get(&status(&sales)).await.code(), 401);
    let alone = Client::new(&emulator, Gateway::Vzaps).with("x-instance-token", &sales_token);
    assert_eq!(alone.get(&status(&sales)).await.code(), 401);
    assert_eq!(alone.with("x-client-token", "wrong").get(&status(&sales)).await.code(), 401);
    assert_eq!(owner.get(&status(&support)).await.code(), 200);
    assert_eq!(owner.get(&status("VZ0")).await.code(), 404);

    assert_eq!(line.put("/instances/create", json!({ "name": "more" })).await.code(), 401);
    assert_eq!(line.post("/instances/list", json!({})).await.code(), 401);
    assert_eq!(line.post("/instances/get", json!({ "id": sales })).await.code(), 401);
    for path in ["subscribe", "resume-subscription"] {
        assert_eq!(line.post(&format!("/instances/{sales}/{path}"), json!({})).await.code(), 401);
    }
    assert_eq!(line.put(&format!("/instances/{sales}/cancel"), json!({})).await.code(), 401);
    assert_eq!(line.delete(&format!("/instances/{sales}/cancel")).await.code(), 401);

    emulator.give_away(Gateway::Vzaps, &support);
    assert_eq!(owner.get(&status(&support)).await.code(), 403);
    assert_eq!(owner.post("/instances/get", json!({ "id": support })).await.code(), 403);
    assert_eq!(owner.post("/instances/list", json!({})).await.body["total"], 1);
    emulator.revoke(&sales_token);
    assert_eq!(line.get(&status(&sales)).await.code(), 401);
}

#[tokio::test]
async fn instances_are_paged_read_changed_and_deleted() {
    let emulator = Emulator::start().await.unwrap();
    let owner = owner(&emulator).await;
    let wish = json!({ "name": "alpha", "events_subscribe": ["Message", "Connected"], "reject_calls": true });
    let created = owner.put("/instances/create", wish).await;
    let id = created.text("/id").to_owned();
    assert!(id.starts_with("VZ") && id.len() == 25, "{id}");
    assert_eq!(created.text("/events_subscribe"), "Message,Connected");
    assert_eq!(created.text("/billing_status"), "TRIALING");
    assert_eq!(created.body["connected"], false);
    assert_eq!(owner.put("/instances/create", json!({ "name": "ab" })).await.code(), 400);
    let unknown_event = json!({ "name": "abc", "events_subscribe": "Nothing" });
    assert_eq!(owner.put("/instances/create", unknown_event).await.code(), 400);
    for name in ["beta", "gamma"] {
        create(&owner, name).await;
    }

    let page = owner.post("/instances/list", json!({ "page": 2, "size": 2, "filter": {} })).await.body;
    assert_eq!((&page["total"], &page["total_pages"]), (&json!(3), &json!(2)));
    assert_eq!(page["content"][0]["name"], "gamma");
    let sorted = json!({ "sort": "name", "sort_desc": true, "filter": { "query": "A" } });
    assert_eq!(owner.post("/instances/list", sorted).await.body["content"][0]["name"], "gamma");
    let found = owner.post("/instances/list", json!({ "filter": { "query": "ALPH" } })).await.body;
    assert_eq!((&found["total"], &found["content"][0]["id"]), (&json!(1), &json!(id)));

    let path = format!("/instances/{id}");
    let changed = owner.patch(&path, json!({ "name": "delta", "reject_calls": false })).await;
    assert_eq!((changed.text("/name"), &changed.body["reject_calls"]), ("delta", &json!(false)));
    assert_eq!(owner.post("/instances/get", json!({ "id": id })).await.text("/name"), "delta");
    let deleted = owner.delete(&path).await;
    assert_eq!((deleted.code(), deleted.text("")), (204, ""));
    assert_eq!(owner.post("/instances/get", json!({ "id": id })).await.code(), 404);
}

#[tokio::test]
async fn subscriptions_answer_flat() {
    let emulator = Emulator::start().await.unwrap();
    let owner = owner(&emulator).await;
    let (id, _) = create(&owner, "sales").await;
    let path = |rest: &str| format!("/instances/{id}/{rest}");
    assert_eq!(owner.post(&path("subscribe"), json!({})).await.text("/mode"), "direct");
    assert_eq!(owner.put(&path("cancel"), json!({})).await.text("/message"), "Instance canceled");
    let get = json!({ "id": id });
    assert!(owner.post("/instances/get", get.clone()).await.body["cancel_at"].is_string());
    assert_eq!(owner.post(&path("resume-subscription"), json!({})).await.text("/status"), "ok");
    assert!(owner.post("/instances/get", get).await.body["cancel_at"].is_null());
    assert_eq!(owner.delete(&path("cancel")).await.code(), 200);
}

#[tokio::test]
async fn a_phone_pairs_and_is_disconnected() {
    let emulator = Emulator::start().await.unwrap();
    let owner = owner(&emulator).await;
    let (id, _) = create(&owner, "sales").await;
    let path = |rest: &str| format!("/instances/{id}/session/{rest}");
    let status = owner.get(&path("status")).await;
    assert_eq!(status.body, json!({ "code": 200, "success": true, "data": { "connected": false } }));

    let qr = owner.get(&path("qr")).await;
    assert!(qr.text("/data/qr_code").starts_with("data:image/png;base64,"));
    let code = owner.get(&path("paircode/5511987650001")).await;
    assert_eq!((code.text("/data/LinkingCode").len(), &code.text("/data/LinkingCode")[4..5]), (9, "-"));
    emulator.scan(Gateway::Vzaps, &id);
    let status = owner.get(&path("status")).await;
    assert_eq!(status.text("/data/whatsapp_jid"), "5511987650001@s.whatsapp.net");
    assert_eq!(owner.get(&path("qr")).await.text("/data/phone"), "5511987650001");

    emulator.drop_connection(Gateway::Vzaps, &id);
    assert_eq!(owner.get(&path("status")).await.body["data"]["connected"], false);
    let restarted = owner.post(&format!("/instances/{id}/restart"), json!({})).await;
    assert_eq!(restarted.text("/instance_id"), id);
    assert_eq!(owner.get(&path("status")).await.body["data"]["connected"], true);
    assert_eq!(owner.post(&path("disconnect"), json!({})).await.text("/status"), "ok");
    assert_eq!(owner.get(&path("status")).await.body["data"]["connected"], false);
}

#[tokio::test]
async fn a_queued_message_stands_in_the_ledger() {
    let emulator = Emulator::start().await.unwrap();
    let owner = owner(&emulator).await;
    let (id, instance_token) = create(&owner, "sales").await;
    let path = |kind: &str| format!("/instances/{id}/chat/send/{kind}");
    let text: Value =
        json!({ "phone": "5511987650002", "message": "Hello", "id": "MINE", "mentioned_ids": ["1"] });
    // Not connected: queued all the same.
    let sent = two_tokens(&emulator, &instance_token).post(&path("text"), text).await;
    assert_eq!(sent.body, json!({ "code": 200, "success": true, "data": { "message_id": "MINE" } }));
    let image = json!({
        "phone": "5511987650002", "image": "https://x.test/a.png", "caption": "Photo",
        "reply_to_message_id": "MINE",
    });
    let sent = owner.post(&path("image"), image).await;

    for (kind, bad) in [
        ("text", json!({ "message": "Hello" })),
        ("text", json!({ "phone": "55", "message": "" })),
        ("image", json!({ "phone": "55", "image": "AAAA" })),
    ] {
        assert_eq!(owner.post(&path(kind), bad).await.code(), 400);
    }
    let ledger = emulator.ledger();
    assert_eq!(ledger.len(), 2);
    assert_eq!((ledger[0].instance.as_str(), ledger[0].message_id.as_str()), (id.as_str(), "MINE"));
    assert_eq!(ledger[0].content, json!({ "text": "Hello", "mentions": ["1"] }));
    assert_eq!(ledger[1].message_id, sent.text("/data/message_id"));
    assert_eq!(ledger[1].content, json!({ "caption": "Photo", "quote": "MINE" }));
    assert_eq!(ledger[1].media.clone().unwrap().url.as_deref(), Some("https://x.test/a.png"));
}

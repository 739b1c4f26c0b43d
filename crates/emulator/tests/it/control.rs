//! The control port.

mod others;
mod pushes;

use serde_json::json;
use wagate_emulator::{Emulator, Gateway};

use crate::client::Client;

#[tokio::test]
async fn other_languages_have_the_test_controls_too() {
    let emulator = Emulator::start().await.unwrap();
    let control = Client::at(emulator.control_url());
    assert_eq!(control.get("/").await.text("/ryze"), emulator.base_url(Gateway::Ryze));
    let known = control.get("/credentials").await;
    let token = known.text("/ryze_account_token").to_owned();
    assert_eq!(token, emulator.credentials().ryze_account_token);

    let account = Client::new(&emulator, Gateway::Ryze).with("token", &token);
    account.post("/api/instance/new", json!({ "name": "sales", "token": "chosen-token" })).await;
    let sales = json!({ "gateway": "ryze", "instance": "sales" });
    assert_eq!(control.post("/scan", sales.clone()).await.code(), 204);
    assert_eq!(control.post("/scan", json!({ "gateway": "ryze", "instance": "x" })).await.code(), 404);
    assert_eq!(control.post("/scan", json!({ "gateway": "x", "instance": "x" })).await.code(), 400);

    let rule = json!({
        "gateway": "ryze", "fault": "status", "status": 503, "body": { "a": 1 },
        "headers": { "x-why": "test" }, "on": "message.text",
    });
    assert_eq!(control.post("/fault", rule).await.code(), 204);
    assert_eq!(control.post("/fault", json!({ "gateway": "ryze", "fault": "slow" })).await.code(), 400);
    let text = json!({ "number": "5511999990000", "message": "Hello" });
    let failed = account.post("/api/message/text/sales", text.clone()).await;
    assert_eq!((failed.code(), failed.body), (503, json!({ "a": 1 })));
    account.post(&format!("/api/message/text/sales?token={token}"), text).await;

    let ledger = control.get("/ledger").await.body;
    assert_eq!((&ledger[0]["kind"], &ledger[0]["content"]["text"]), (&json!("text"), &json!("Hello")));
    let requests = control.get("/requests").await.body;
    assert_eq!(requests[2]["endpoint"], "message.text");
    let shown = requests.to_string();
    assert!(!shown.contains(&token) && !shown.contains("chosen-token"), "{shown}");

    let wish = json!({ "gateway": "ryze", "instance": "sales", "from": "5511999990000", "group": "1@g.us", "text": "Hi" });
    let id = control.post("/receive", wish).await.text("/message_id").to_owned();
    assert_eq!(emulator.messages(Gateway::Ryze, "sales", "1@g.us")[0].id, id);
    let sent = json!({ "gateway": "ryze", "instance": "sales", "message_id": ledger[0]["message_id"] });
    assert_eq!(control.post("/deliver", sent.clone()).await.code(), 204);
    assert_eq!(control.post("/read", sent).await.code(), 204);
    assert_eq!(emulator.messages(Gateway::Ryze, "sales", "5511999990000")[0].status, "read");
    let not_sent = json!({ "gateway": "ryze", "instance": "sales", "message_id": id });
    assert_eq!(control.post("/read", not_sent).await.code(), 404);

    assert_eq!(control.post("/drop-connection", sales.clone()).await.code(), 204);
    assert_eq!(control.post("/log-out-phone", sales).await.code(), 204);
    control.post("/reset", json!({})).await;
    assert_eq!(control.get("/ledger").await.body, json!([]));
    assert_eq!(control.get("/requests").await.body, json!([]));
    assert_eq!(account.get("/api/instance/list").await.body["meta"]["total"], 0);
}

#[tokio::test]
async fn files_come_and_people_are_there_or_not() {
    let emulator = Emulator::start().await.unwrap();
    let control = Client::at(emulator.control_url());
    let account = Client::new(&emulator, Gateway::Ryze)
        .with("token", emulator.credentials().ryze_account_token.clone());
    account.post("/api/instance/new", json!({ "name": "sales" })).await;
    let mut wish = json!({
        "gateway": "ryze", "instance": "sales", "from": "5511999990000",
        "kind": "image", "content_type": "image/png", "base64": "QUJD",
    });
    let came = control.post("/receive-file", wish.clone()).await;
    let message = &emulator.messages(Gateway::Ryze, "sales", "5511999990000")[0];
    let file = message.file.clone().unwrap();
    assert_eq!(came.body, json!({ "message_id": message.id, "url": file.url, "media_key": file.media_key }));
    assert_eq!(message.media.as_ref().unwrap().bytes_len, Some(3));
    wish["base64"] = json!("?");
    assert_eq!(control.post("/receive-file", wish.clone()).await.code(), 400);
    (wish["base64"], wish["instance"]) = (json!("QUJD"), json!("x"));
    assert_eq!(control.post("/receive-file", wish).await.code(), 404);

    emulator.scan(Gateway::Ryze, "sales");
    let send = async || {
        let text = json!({ "number": "5511999990001", "message": "Hello" });
        account.post("/api/message/text/sales", text).await.code()
    };
    let somebody = json!({ "phone": "5511999990001", "on_whatsapp": false });
    assert_eq!(control.post("/contact", somebody).await.code(), 204);
    assert_eq!(send().await, 400);
    let somebody =
        json!({ "phone": "5511999990001", "name": "Ana", "picture": "https://pps.example.net/ana.jpg" });
    assert_eq!(control.post("/contact", somebody).await.code(), 204);
    assert_eq!(send().await, 200);
    let profile = account.get("/api/profile/getAccount/sales?number=5511999990001").await;
    assert!(profile.body.to_string().contains("https://pps.example.net/ana.jpg"), "{}", profile.body);
}

//! What became of a message.

use std::time::Duration;

use http::Method;
use serde_json::{Value, json};
use wagate_emulator::Gateway::Ryze;

use super::{create, online, refused};
use crate::client::{Answer, Client};

const TO: &str = "5511999990000";

async fn text(account: &Client, message: &str) -> String {
    let body = json!({ "number": TO, "message": message });
    account.post("/api/message/text/sales", body).await.text("/data/messageId").to_owned()
}

async fn delete(account: &Client, path: &str, body: Value) -> Answer {
    account.call(Method::DELETE, path, Some(body)).await.unwrap()
}

#[tokio::test]
async fn a_message_goes_its_way() {
    let (emulator, account) = online().await;
    let id = text(&account, "Hello").await;
    let path = format!("/api/chat/status/sales?messageId={id}");
    let at = async || {
        let answer = account.get(&path).await;
        (answer.text("/status").to_owned(), answer.body["status_code"].as_u64().unwrap())
    };
    assert_eq!(at().await, ("sent".to_owned(), 1));
    assert!(emulator.deliver(Ryze, "sales", &id));
    assert_eq!(at().await, ("delivered".to_owned(), 2));
    assert!(emulator.read(Ryze, "sales", &id));
    assert!(emulator.deliver(Ryze, "sales", &id));
    assert_eq!(at().await, ("read".to_owned(), 4));
    assert!(emulator.play(Ryze, "sales", &id));
    assert_eq!(at().await, ("played".to_owned(), 5));
    assert!(!emulator.read(Ryze, "sales", "unknown"));

    let unknown = account.get("/api/chat/status/sales?messageId=unknown").await;
    refused(&unknown, 404, "Message not found");
    let none = account.get("/api/chat/status/sales").await;
    refused(&none, 400, "messageId query parameter is required");
    create(&account, "support").await;
    let foreign = account.get(&format!("/api/chat/status/support?messageId={id}")).await;
    refused(&foreign, 404, "Message does not belong to this instance");
}

#[tokio::test]
async fn a_message_that_came_is_read() {
    let (emulator, account) = online().await;
    let id = emulator.receive_message(Ryze, "sales", "+55 11 99999-0000", "Hi").unwrap();
    emulator.receive_message(Ryze, "sales", TO, "Are you there?");
    let found = account.get(&format!("/api/chat/getMessage/sales?messageId={id}")).await;
    assert_eq!(found.text("/data/content"), "Hi");
    assert_eq!(found.text("/data/from"), format!("{TO}@s.whatsapp.net"));
    assert_eq!(found.text("/data/status"), "received");
    assert_eq!(emulator.chat(Ryze, "sales", TO).unwrap().unread, 2);

    let read = json!({ "messageId": id, "number": TO });
    let answer = account.post("/api/chat/markRead/sales", read).await;
    assert_eq!(answer.text("/message_id"), id);
    assert_eq!(emulator.chat(Ryze, "sales", TO).unwrap().unread, 1);
    assert_eq!(emulator.messages(Ryze, "sales", TO)[0].status, "read");
    let group = json!({ "messageId": id, "number": "1@g.us" });
    let answer = account.post("/api/chat/markRead/sales", group).await;
    refused(&answer, 400, "sender is required for group messages");

    let missing = account.get("/api/chat/getMessage/sales").await;
    refused(&missing, 400, "Message ID is required (use ?messageId=<message-id>)");
    emulator.drop_connection(Ryze, "sales");
    let offline = account.get(&format!("/api/chat/getMessage/sales?messageId={id}")).await;
    refused(&offline, 503, "Instance is not connected to WhatsApp");
}

#[tokio::test]
async fn an_own_text_can_be_edited_for_a_while() {
    let (emulator, account) = online().await;
    let id = text(&account, "5 PM").await;
    let edit = |id: &str| json!({ "messageId": id, "content": "6 PM" });
    let edited = account.post("/api/chat/edit/sales", edit(&id)).await;
    assert_eq!((edited.text("/oldContent"), edited.text("/newContent")), ("5 PM", "6 PM"));
    let message = emulator.messages(Ryze, "sales", TO).pop().unwrap();
    assert_eq!((message.text.as_deref(), message.edited), (Some("6 PM"), true));

    refused(&account.post("/api/chat/edit/sales", edit("unknown")).await, 404, "message not found");
    let theirs = emulator.receive_message(Ryze, "sales", TO, "Hi").unwrap();
    assert_eq!(account.post("/api/chat/edit/sales", edit(&theirs)).await.code(), 400);
    emulator.advance_clock(Duration::from_secs(16 * 60));
    let late = account.post("/api/chat/edit/sales", edit(&id)).await;
    assert!(late.text("/error/message").contains("too old to edit"));
}

#[tokio::test]
async fn a_message_is_deleted_for_everyone_or_here() {
    let (emulator, account) = online().await;
    let (first, second) = (text(&account, "One").await, text(&account, "Two").await);
    let everyone = json!({ "messageId": first, "deleteForEveryone": true });
    let gone = delete(&account, "/api/chat/delete/sales", everyone.clone()).await;
    assert_eq!(gone.text("/delete_type"), "revoke");
    let found = account.get(&format!("/api/chat/getMessage/sales?messageId={first}")).await;
    assert_eq!((found.code(), found.text("/data/content")), (200, ""));
    refused(&delete(&account, "/api/chat/delete/sales", everyone).await, 404, "message not found");

    let here = json!({ "messageId": second });
    let gone = delete(&account, "/api/chat/delete/sales", here).await;
    assert_eq!(gone.text("/delete_type"), "delete_for_me");
    let found = account.get(&format!("/api/chat/getMessage/sales?messageId={second}")).await;
    refused(&found, 404, "Message not found");

    let theirs = emulator.receive_message(Ryze, "sales", TO, "Hi").unwrap();
    let ignored = json!({ "messageId": theirs, "deleteForEveryone": true });
    assert_eq!(delete(&account, "/api/chat/delete/sales", ignored).await.code(), 200);
    let revoked: Vec<bool> =
        emulator.messages(Ryze, "sales", TO).iter().map(|message| message.revoked).collect();
    assert_eq!(revoked, [true, false]);
    refused(&delete(&account, "/api/chat/delete/sales", json!({})).await, 400, "MessageID is required");
}

#[tokio::test]
async fn a_file_that_came_can_be_downloaded() {
    let (emulator, account) = online().await;
    let id = emulator.receive_file(Ryze, "sales", TO, "image", "image/png", vec![0, 1, 2]).unwrap();
    let file = account.get(&format!("/api/chat/base64/sales?messageId={id}")).await;
    assert_eq!((file.text("/base64"), file.text("/mime_type")), ("AAEC", "image/png"));
    assert_eq!(file.text("/media_type"), "image");
    let found = account.get(&format!("/api/chat/getMessage/sales?messageId={id}")).await;
    assert_eq!(found.body["data"]["media"]["size"], 3);

    let own = json!({ "number": TO, "mediaType": "audio", "mediaBase64": "AwQF" });
    let sent = account.post("/api/message/media/sales", own).await;
    let path = format!("/api/chat/base64/sales?messageId={}", sent.text("/data/messageId"));
    assert_eq!(account.get(&path).await.text("/base64"), "AwQF");
    let none = text(&account, "Hello").await;
    let answer = account.get(&format!("/api/chat/base64/sales?messageId={none}")).await;
    refused(&answer, 404, "Message not found or no media available");
}

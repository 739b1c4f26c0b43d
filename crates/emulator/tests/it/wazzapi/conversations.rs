//! The inbox.

use serde_json::json;
use wagate_emulator::{Emulator, Gateway};

use super::{link, online, problems, refused};

const GHOST: &str = "/api/v1/conversations/00000000-0000-4000-8000-000000000000";

#[tokio::test]
async fn a_conversation_arises_is_read_and_answered() {
    let emulator = Emulator::start().await.unwrap();
    let (owner, device) = online(&emulator).await;
    assert_eq!(owner.get("/api/v1/conversations").await.body["total"], 0);
    emulator.add_contact("62811111", "Rina");
    emulator.receive_message(Gateway::Wazzapi, &device, "62811111", "is it ready?");
    let list = owner.get("/api/v1/conversations?search=rina").await;
    assert_eq!(list.body["total"], 1, "{:?}", list.body);
    let id = list.text("/conversations/0/id");
    let path = format!("/api/v1/conversations/{id}");
    let read = owner.get(&path).await;
    assert_eq!(read.body, list.body["conversations"][0]);
    assert_eq!(
        (read.text("/phone_number"), read.text("/last_message_preview")),
        ("62811111", "is it ready?")
    );
    assert_eq!((read.text("/whatsapp_account_id"), &read.body["unread_count"]), (device.as_str(), &json!(1)));
    assert!(read.body["last_inbound_at"].is_string() && read.body["last_outbound_at"].is_null());
    let contact = owner.get(&format!("/api/v1/contacts/{}", read.text("/contact_id"))).await;
    assert_eq!(contact.text("/name"), "Rina");

    let reply = owner.post(&format!("{path}/reply"), json!({ "content": "it is" })).await;
    let entry = emulator.ledger().pop().unwrap();
    let answered = json!({
        "success": true, "message_id": entry.message_id, "conversation_id": id,
        "status": "queued", "message_type": "text",
    });
    assert_eq!((reply.code(), &reply.body), (200, &answered));
    assert_eq!((entry.to.as_str(), &entry.content["text"]), ("62811111", &json!("it is")));
    let file =
        json!({ "message_type": "image", "media_url": "https://files.example.org/a.png", "caption": "c" });
    assert_eq!(owner.post(&format!("{path}/reply"), file).await.text("/message_type"), "image");
    assert_eq!(emulator.ledger().pop().unwrap().kind, "image");

    let said = owner.get(&format!("{path}/messages")).await;
    assert_eq!((&said.body["total"], said.text("/messages/0/message_type")), (&json!(3), "image"));
    assert_eq!(
        (said.text("/messages/2/direction"), said.text("/messages/2/content")),
        ("inbound", "is it ready?")
    );
    let page = owner.get(&format!("{path}/messages?limit=1&offset=1")).await;
    assert_eq!((page.text("/messages/0/content"), &page.body["limit"]), ("it is", &json!(1)));
    assert_eq!(problems(&owner.post(&format!("{path}/reply"), json!({})).await)[0].1, "value_error");
    emulator.drop_connection(Gateway::Wazzapi, &device);
    let offline = owner.post(&format!("{path}/reply"), json!({ "content": "x" })).await;
    refused(&offline, 400, "WhatsApp account is not connected");
}

#[tokio::test]
async fn a_conversation_is_assigned_closed_and_marked_as_read() {
    let emulator = Emulator::start().await.unwrap();
    let (owner, device) = online(&emulator).await;
    emulator.receive_message(Gateway::Wazzapi, &device, "62811111", "hi");
    let id = owner.get("/api/v1/conversations").await.text("/conversations/0/id").to_owned();
    let path = format!("/api/v1/conversations/{id}");
    let change = json!({ "status": "closed", "assignee_user_id": "u1", "mark_read": true });
    let changed = owner.patch(&path, change).await;
    assert_eq!((changed.text("/status"), changed.text("/assignee_user_id")), ("closed", "u1"));
    assert_eq!(changed.body["unread_count"], 0);
    assert_eq!(emulator.chat(Gateway::Wazzapi, &device, "62811111").unwrap().unread, 0);
    let read = owner.get("/api/v1/messages?direction=inbound").await;
    assert_eq!(read.text("/messages/0/status"), "read");
    for (query, total) in
        [("status=closed", 1), ("status=open", 0), ("assignee_user_id=u1", 1), ("assignee_user_id=u2", 0)]
    {
        let list = owner.get(&format!("/api/v1/conversations?{query}")).await;
        assert_eq!(list.body["total"], total, "{query}");
    }
    let cleared = owner.patch(&path, json!({ "clear_assignee": true })).await;
    assert!(cleared.body["assignee_user_id"].is_null() && cleared.text("/status") == "closed");
    assert_eq!(problems(&owner.patch(&path, json!({ "mark_read": "yes" })).await).len(), 1);

    for answer in [owner.get(GHOST).await, owner.patch(GHOST, json!({})).await] {
        refused(&answer, 404, "Conversation not found");
    }
    refused(&owner.get(&format!("{GHOST}/messages")).await, 404, "Conversation not found");
    refused(
        &owner.post(&format!("{GHOST}/reply"), json!({ "content": "x" })).await,
        404,
        "Conversation not found",
    );
}

#[tokio::test]
async fn every_device_has_conversations_of_its_own() {
    let emulator = Emulator::start().await.unwrap();
    let (owner, main) = online(&emulator).await;
    let spare = link(&owner, "spare").await;
    emulator.scan(Gateway::Wazzapi, &spare);
    for device in [&main, &spare] {
        emulator.receive_message(Gateway::Wazzapi, device, "62811111", "hi");
    }
    let own = emulator.phone(Gateway::Wazzapi, &main).unwrap();
    let group = emulator.add_group("Team", "62899999", &[&own]);
    emulator.receive_group_message(Gateway::Wazzapi, &main, &group, "62899999", "all");
    let of_main = owner.get(&format!("/api/v1/conversations?whatsapp_account_id={main}")).await;
    assert_eq!(of_main.body["total"], 2);
    let of_group = owner.get("/api/v1/conversations?search=team").await;
    assert_eq!(
        (of_group.text("/conversations/0/phone_number"), &of_group.body["total"]),
        (group.as_str(), &json!(1))
    );

    let id = of_group.text("/conversations/0/id");
    let elsewhere = json!({ "content": "x", "whatsapp_account_id": spare });
    owner.post(&format!("/api/v1/conversations/{id}/reply"), elsewhere).await;
    assert_eq!(emulator.ledger().pop().unwrap().instance, spare);
    emulator.give_away(Gateway::Wazzapi, &main);
    assert_eq!(
        owner.get(&format!("/api/v1/conversations?whatsapp_account_id={main}")).await.body["total"],
        0
    );
    refused(&owner.get(&format!("/api/v1/conversations/{id}")).await, 404, "Conversation not found");
}

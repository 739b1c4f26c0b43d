//! The two queues: what waits for the connection.

use serde_json::{Value, json};
use wagate_emulator::Gateway;

use super::online;

const ANA: &str = "5511987650002";

fn ids(listed: &Value) -> Vec<&str> {
    listed["data"]["content"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|entry| entry["message_id"].as_str())
        .collect()
}

#[tokio::test]
async fn messages_wait_for_the_connection_and_can_be_taken_out() {
    let (emulator, line) = online().await;
    let (gateway, id) = (Gateway::Vzaps, line.id.as_str());
    let queue = line.path("queue/messages");
    let send = async |id: &str| {
        let body = json!({ "phone": ANA, "message": id, "id": id });
        assert_eq!(line.client.post(&line.path("chat/send/text"), body).await.code(), 200);
    };
    let history =
        || -> Vec<String> { emulator.messages(gateway, id, ANA).into_iter().map(|m| m.id).collect() };
    send("online").await;
    assert_eq!(line.client.get(&queue).await.body["data"], json!({ "total": 0, "content": [] }));
    assert_eq!(history(), ["online"]);

    emulator.drop_connection(gateway, id);
    for name in ["first", "second", "third"] {
        send(name).await;
    }
    let listed = line.client.get(&queue).await;
    assert_eq!(
        (&listed.body["data"]["total"], ids(&listed.body)),
        (&json!(3), vec!["first", "second", "third"])
    );
    assert_eq!(listed.body["data"]["content"][0]["phone"], ANA);
    assert_eq!(listed.body["data"]["content"][0]["type"], "text");
    assert_eq!(emulator.ledger().len(), 4, "the ledger has what was accepted");
    assert_eq!(history(), ["online"]);

    assert_eq!(line.client.delete(&format!("{queue}/second")).await.code(), 200);
    assert_eq!(line.client.delete(&format!("{queue}/second")).await.code(), 404);
    assert_eq!(ids(&line.client.get(&queue).await.body), ["first", "third"]);
    assert_eq!(line.client.post(&line.path("restart"), json!({})).await.code(), 200);
    assert_eq!(history(), ["online", "first", "third"]);
    assert!(ids(&line.client.get(&queue).await.body).is_empty());

    emulator.drop_connection(gateway, id);
    send("fourth").await;
    assert_eq!(line.client.delete(&queue).await.body["data"], json!({ "removed": 1 }));
    emulator.scan(gateway, id);
    assert_eq!(history().len(), 3);
}

#[tokio::test]
async fn what_was_sent_before_the_pairing_goes_out_after_it() {
    let (emulator, line) = online().await;
    emulator.log_out_phone(Gateway::Vzaps, &line.id);
    let body = json!({ "phone": ANA, "message": "Hello", "id": "A" });
    assert_eq!(line.client.post(&line.path("chat/send/text"), body).await.code(), 200);
    let code = line.client.get(&line.path("session/paircode/5511987650009")).await;
    assert_eq!(code.code(), 200);
    emulator.scan(Gateway::Vzaps, &line.id);
    let message = &emulator.messages(Gateway::Vzaps, &line.id, ANA)[0];
    assert_eq!((message.id.as_str(), message.sender.as_str()), ("A", "5511987650009"));
}

#[tokio::test]
async fn operations_wait_for_the_connection_and_can_be_taken_out() {
    let (emulator, line) = online().await;
    let (gateway, id) = (Gateway::Vzaps, line.id.as_str());
    let theirs = emulator.receive_message(gateway, id, ANA, "Hi").unwrap();
    let queue = line.path("queue/operations");
    emulator.drop_connection(gateway, id);

    let text = json!({ "phone": ANA, "message": "Helo", "id": "A" });
    assert_eq!(line.client.post(&line.path("chat/send/text"), text).await.code(), 200);
    // On a message that is still in the other queue.
    assert_eq!(
        line.client.patch(&line.path("chat/messages/A"), json!({ "message": "Hello" })).await.code(),
        200
    );
    let react = json!({ "phone": ANA, "message_id": theirs, "reaction": "👍" });
    let reaction = line.client.post(&line.path("chat/react"), react).await;
    assert_eq!(line.client.post(&line.path("chats/5511987650002/archive"), json!({})).await.code(), 200);
    assert_eq!(line.client.post(&line.path("chats/5511987650002/pin"), json!({})).await.code(), 200);
    assert!(!emulator.chat(gateway, id, ANA).unwrap().archived);

    let listed = line.client.get(&queue).await.body;
    let types: Vec<&str> = listed["data"]["content"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|entry| entry["type"].as_str())
        .collect();
    assert_eq!(types, ["edit", "react", "chat_archive", "chat_pin"]);
    assert_eq!(ids(&listed)[..2], ["A", reaction.text("/data/id")]);
    assert_eq!(listed["data"]["content"][1]["target"], theirs.as_str());
    let pin = ids(&listed)[3];
    assert_eq!(line.client.delete(&format!("{queue}/{pin}")).await.code(), 200);
    assert_eq!(line.client.delete(&format!("{queue}/{pin}")).await.code(), 404);

    emulator.scan(gateway, id);
    let messages = emulator.messages(gateway, id, ANA);
    assert_eq!(messages[0].reactions.len(), 1);
    assert_eq!((messages[1].text.as_deref(), messages[1].edited), (Some("Hello"), true));
    let chat = emulator.chat(gateway, id, ANA).unwrap();
    assert_eq!((chat.archived, chat.pinned), (true, false));

    emulator.drop_connection(gateway, id);
    assert_eq!(line.client.post(&line.path("chats/5511987650002/unarchive"), json!({})).await.code(), 200);
    assert_eq!(line.client.delete(&queue).await.body["data"], json!({ "removed": 1 }));
    emulator.scan(gateway, id);
    assert!(emulator.chat(gateway, id, ANA).unwrap().archived);
}

//! Chats, contacts and the history.

use serde_json::{Value, json};
use wagate_emulator::{Emulator, Gateway};

use super::{online, refused};
use crate::client::{Answer, Client};

const ANA: &str = "5511999990000";
const ANAS_JID: &str = "5511999990000@s.whatsapp.net";
const HERE: Gateway = Gateway::Evolution;

async fn post(client: &Client, route: &str, body: Value) -> Answer {
    client.post(&format!("/chat/{route}/sales"), body).await
}

async fn text(client: &Client, text: &str) -> String {
    let body = json!({ "number": ANA, "text": text });
    let sent = client.post("/message/sendText/sales", body).await;
    assert_eq!(sent.code(), 201, "{:?}", sent.body);
    sent.text("/key/id").to_owned()
}

#[tokio::test]
async fn the_history_is_looked_through_page_by_page() {
    let emulator = Emulator::start().await.unwrap();
    let sales = online(&emulator).await;
    let mut ids = Vec::new();
    for word in ["one", "two", "three"] {
        ids.push(text(&sales, word).await);
    }
    ids.push(emulator.receive_message(HERE, "sales", ANA, "four").unwrap());
    let find = async |body: Value| post(&sales, "findMessages", body).await;

    let page = find(json!({ "page": 2, "offset": 3 })).await;
    let counts = |answer: &Answer, name: &str| answer.body["messages"][name].as_u64();
    assert_eq!((counts(&page, "total"), counts(&page, "pages")), (Some(4), Some(2)));
    assert_eq!(page.text("/messages/records/0/message/conversation"), "one");
    let newest = find(json!({})).await;
    assert_eq!(newest.text("/messages/records/0/key/id"), ids[3]);
    for (wanted, found) in [
        (json!({ "key": { "id": ids[1] } }), 1),
        (json!({ "key": { "remoteJid": ANAS_JID } }), 4),
        (json!({ "key": { "remoteJid": "1@s.whatsapp.net" } }), 0),
        (json!({ "key": { "fromMe": true } }), 3),
        (json!({ "id": newest.text("/messages/records/0/id") }), 1),
        (json!({ "messageType": "imageMessage" }), 0),
        (json!({ "messageTimestamp": { "gte": "2020-01-01", "lte": "2999-01-01T00:00:00Z" } }), 4),
        (json!({ "messageTimestamp": { "gte": "2020-01-01", "lte": "2021-01-01" } }), 0),
    ] {
        let answer = find(json!({ "where": wanted })).await;
        assert_eq!(counts(&answer, "total"), Some(found), "{wanted}");
    }
}

#[tokio::test]
async fn a_message_is_followed_on_its_way() {
    let emulator = Emulator::start().await.unwrap();
    let sales = online(&emulator).await;
    let id = text(&sales, "hello").await;
    let words = async || {
        let rows = post(&sales, "findStatusMessage", json!({ "where": { "id": id } })).await;
        let rows = rows.body.as_array().unwrap().clone();
        rows.iter().map(|row| row["status"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(words().await, ["SERVER_ACK"]);
    emulator.read(HERE, "sales", &id);
    assert_eq!(words().await, ["SERVER_ACK", "DELIVERY_ACK", "READ"]);
}

#[tokio::test]
async fn a_text_is_changed_and_taken_back() {
    let emulator = Emulator::start().await.unwrap();
    let sales = online(&emulator).await;
    let id = text(&sales, "helo").await;
    let key = json!({ "id": id, "remoteJid": ANAS_JID, "fromMe": true });
    let edit = async |number: &str, key: &Value| {
        post(&sales, "updateMessage", json!({ "number": number, "text": "hello", "key": key })).await
    };
    let unknown = json!({ "id": "X", "remoteJid": ANAS_JID, "fromMe": true });
    refused(&edit(ANA, &unknown).await, 400, json!(["Message not compatible"]));
    refused(&edit("5511000000000", &key).await, 400, json!(["RemoteJid does not match"]));
    let edited = edit(ANA, &key).await;
    assert_eq!((edited.code(), edited.text("/message/protocolMessage/type")), (200, "MESSAGE_EDIT"));
    assert_eq!(edited.text("/message/protocolMessage/key/id"), id);
    let found = post(&sales, "findMessages", json!({})).await;
    assert_eq!(found.text("/messages/records/0/message/conversation"), "hello");
    assert_eq!(emulator.messages(HERE, "sales", ANA)[0].text.as_deref(), Some("hello"));

    let path = "/chat/deleteMessageForEveryone/sales";
    let gone = sales.call(http::Method::DELETE, path, Some(key)).await.unwrap();
    assert_eq!((gone.code(), gone.text("/message/protocolMessage/type")), (201, "REVOKE"));
    assert!(emulator.messages(HERE, "sales", ANA)[0].revoked);
    assert_eq!(post(&sales, "findMessages", json!({})).await.body["messages"]["total"], 0);
}

#[tokio::test]
async fn chats_are_read_archived_and_marked() {
    let emulator = Emulator::start().await.unwrap();
    let sales = online(&emulator).await;
    emulator.add_contact(ANA, "Ana");
    let id = emulator.receive_message(HERE, "sales", ANA, "hi").unwrap();
    let path = format!("/chat/findChatByRemoteJid/sales?remoteJid={ANAS_JID}");
    let chat = sales.get(&path).await;
    assert_eq!((chat.text("/name"), &chat.body["unreadMessages"]), ("Ana", &json!(1)));
    assert_eq!(sales.get("/chat/findChatByRemoteJid/sales?remoteJid=1@g.us").await.body, Value::Null);

    let read = json!({ "readMessages": [{ "id": id, "fromMe": false, "remoteJid": ANAS_JID }] });
    assert_eq!(post(&sales, "markMessageAsRead", read).await.text("/read"), "success");
    assert_eq!(sales.get(&path).await.body["unreadMessages"], 0);

    let last = json!({ "key": { "id": id, "remoteJid": ANAS_JID, "fromMe": false } });
    let unread = post(&sales, "markChatUnread", json!({ "lastMessage": last })).await;
    assert_eq!(unread.body, json!({ "chatId": ANAS_JID, "markedChatUnread": true }));
    let archived = post(&sales, "archiveChat", json!({ "lastMessage": last, "archive": true })).await;
    assert_eq!(archived.body, json!({ "chatId": ANAS_JID, "archived": true }));
    let chat = emulator.chat(HERE, "sales", ANA).unwrap();
    assert!(chat.archived && chat.marked_unread);
    let alone = post(&sales, "archiveChat", json!({ "chat": ANAS_JID, "archive": true })).await;
    assert_eq!(alone.code(), 500);
    assert_eq!(alone.body.pointer("/response/message/0/archived"), Some(&json!(false)));

    let chats = post(&sales, "findChats", json!({})).await;
    assert_eq!(chats.text("/0/lastMessage/message/conversation"), "hi");
    assert_eq!((chats.text("/0/remoteJid"), &chats.body[0]["windowActive"]), (ANAS_JID, &json!(true)));
    assert_eq!(post(&sales, "findChats", json!({ "skip": 1 })).await.body, json!([]));
}

#[tokio::test]
async fn people_are_found_and_blocked() {
    let emulator = Emulator::start().await.unwrap();
    let sales = online(&emulator).await;
    emulator.add_contact(ANA, "Ana");
    emulator.set_not_on_whatsapp("550011112222");
    let found = post(&sales, "findContacts", json!({ "where": { "remoteJid": ANAS_JID } })).await;
    assert_eq!((found.text("/0/pushName"), found.text("/0/type")), ("Ana", "contact"));
    let nobody = post(&sales, "findContacts", json!({ "where": { "pushName": "Bia" } })).await;
    assert_eq!(nobody.body, json!([]));

    let group = emulator.add_group("Team", ANA, &[]);
    let asked = ["550011112222", ANA, group.as_str(), "status@broadcast", "222333444555666@lid"];
    let answer = post(&sales, "whatsappNumbers", json!({ "numbers": asked })).await;
    let expected = json!([
        { "jid": "status@broadcast", "exists": false, "number": "status@broadcast" },
        { "jid": group, "exists": true, "number": group, "name": "Team" },
        { "jid": "550011112222@s.whatsapp.net", "exists": false, "number": "550011112222" },
        { "jid": ANAS_JID, "exists": true, "number": ANA, "name": "Ana" },
        { "jid": "222333444555666@lid", "exists": true, "number": "222333444555666@lid", "lid": "lid" },
    ]);
    assert_eq!(answer.body, expected);
    let none = post(&sales, "whatsappNumbers", json!({ "numbers": [] })).await;
    let flat = json!({
        "status": 400, "error": "Bad Request", "message": [["numbers does not meet minimum length of 1"]],
    });
    assert_eq!((none.code(), none.body), (400, flat));

    let block = async |status: &str| {
        post(&sales, "updateBlockStatus", json!({ "number": ANA, "status": status })).await
    };
    assert_eq!(block("block").await.body, json!({ "block": "success" }));
    assert!(emulator.is_blocked(HERE, "sales", ANA));
    block("unblock").await;
    assert!(!emulator.is_blocked(HERE, "sales", ANA));
    refused(&block("x").await, 400, json!([["status is not one of enum values: block,unblock"]]));
}

#[tokio::test]
async fn a_file_can_be_fetched_again() {
    let emulator = Emulator::start().await.unwrap();
    let sales = online(&emulator).await;
    let media = json!({
        "number": ANA, "mediatype": "document", "media": "aGVsbG8=", "fileName": "a.txt", "caption": "c",
    });
    let sent = sales.post("/message/sendMedia/sales", media).await;
    let came = emulator.receive_file(HERE, "sales", ANA, "image", "image/jpeg", "hello").unwrap();
    let fetch = async |id: &str| {
        post(&sales, "getBase64FromMediaMessage", json!({ "message": { "key": { "id": id } } })).await
    };
    let own = fetch(sent.text("/key/id")).await;
    assert_eq!((own.code(), own.text("/base64"), own.text("/fileName")), (201, "aGVsbG8=", "a.txt"));
    assert_eq!((own.text("/mediaType"), own.text("/caption")), ("documentMessage", "c"));
    let other = fetch(&came).await;
    assert_eq!((other.text("/base64"), other.text("/mimetype")), ("aGVsbG8=", "image/jpeg"));
    refused(&fetch("nope").await, 400, json!(["Message not found"]));
    let words = json!(["The message is not of the media type"]);
    refused(&fetch(&text(&sales, "x").await).await, 400, words);
    let by_url = json!({ "number": ANA, "mediatype": "image", "media": "https://files.example.org/a.png" });
    let by_url = sales.post("/message/sendMedia/sales", by_url).await;
    refused(&fetch(by_url.text("/key/id")).await, 400, json!(["TypeError: fetch failed"]));
}

#[tokio::test]
async fn labels_are_put_on_chats() {
    let emulator = Emulator::start().await.unwrap();
    let sales = online(&emulator).await;
    let label = emulator.add_label(HERE, "sales", "New customer").unwrap();
    let labels = sales.get("/label/findLabels/sales").await;
    assert_eq!((labels.text("/0/id"), labels.text("/0/name")), (label.as_str(), "New customer"));
    let handle = async |number: &str, action: &str| {
        let body = json!({ "number": number, "labelId": label, "action": action });
        sales.post("/label/handleLabel/sales", body).await
    };
    let added = handle(ANA, "add").await;
    assert_eq!(added.body, json!({ "numberJid": ANAS_JID, "labelId": label, "add": true }));
    assert_eq!(emulator.chat(HERE, "sales", ANA).unwrap().labels, [label.as_str()]);
    handle(ANA, "remove").await;
    assert!(emulator.chat(HERE, "sales", ANA).unwrap().labels.is_empty());
    emulator.set_not_on_whatsapp("550011112222");
    refused(&handle("550011112222", "add").await, 404, json!(["Number is not on WhatsApp"]));
}

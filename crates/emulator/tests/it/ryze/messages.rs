//! Every kind of message.

use serde_json::{Value, json};
use wagate_emulator::{Emulator, Gateway};

use super::{online, refused};
use crate::client::{Answer, Client};

const TO: &str = "5511999990000";

async fn send(account: &Client, kind: &str, mut body: Value) -> Answer {
    body["number"] = json!(TO);
    account.post(&format!("/api/message/{kind}/sales"), body).await
}

/// What the ledger says of the latest message.
fn latest(emulator: &Emulator) -> (String, Value) {
    let entry = emulator.ledger().pop().unwrap();
    (entry.kind, entry.content)
}

#[tokio::test]
async fn media_of_every_kind() {
    let (emulator, account) = online().await;
    for (body, kind) in [
        (json!({ "mediaType": "image" }), "image"),
        (json!({ "mediaType": "video" }), "video"),
        (json!({ "mediaType": "document" }), "document"),
        (json!({ "mediaType": "audio" }), "voice"),
        (json!({ "mediaType": "audio", "isVoice": true }), "voice"),
        (json!({ "mediaType": "audio", "isVoice": false }), "audio"),
    ] {
        let mut body = body;
        body["mediaBase64"] = json!("data:application/x;base64,AAEC");
        assert_eq!(send(&account, "media", body).await.code(), 200);
        assert_eq!(latest(&emulator).0, kind);
    }
    let sticker = send(&account, "sticker", json!({ "imageUrl": "https://x.test/a.png" })).await;
    assert_eq!(sticker.text("/data/mediaMimeType"), "image/webp");
    assert!(sticker.body["data"].get("content").is_none());
    assert_eq!(latest(&emulator).0, "sticker");
    refused(&send(&account, "sticker", json!({})).await, 400, "imageUrl is required");
}

#[tokio::test]
async fn locations_and_contacts() {
    let (emulator, account) = online().await;
    let place = json!({ "latitude": -23.5614, "longitude": -46.6558, "name": "Av. Paulista", "address": "São Paulo" });
    let sent = send(&account, "location", place.clone()).await;
    assert_eq!(sent.text("/data/content"), "Av. Paulista\nSão Paulo\nLat: -23.561400, Long: -46.655800");
    assert_eq!(latest(&emulator), ("location".to_owned(), place));
    let nowhere = json!({ "latitude": 0, "longitude": 0, "name": "", "address": "" });
    assert_eq!(send(&account, "location", nowhere).await.code(), 400);

    let card = json!({ "fullName": "Ana Souza", "phone": "5511777777777" });
    let one = send(&account, "contact", json!({ "vcard": card })).await;
    assert_eq!(one.body["data"]["vcard"], json!([card]));
    let ana = json!({ "name": "Ana Souza", "phone": "5511777777777" });
    assert_eq!(latest(&emulator), ("contact".to_owned(), json!({ "contacts": [ana] })));
    send(&account, "contact", json!({ "vcard": [card, card] })).await;
    assert_eq!(latest(&emulator).1, json!({ "contacts": [ana, ana] }));
    assert_eq!(send(&account, "contact", json!({ "vcard": [] })).await.code(), 400);
    assert_eq!(send(&account, "contact", json!({ "vcard": [{ "fullName": "x" }] })).await.code(), 400);
}

#[tokio::test]
async fn polls_buttons_and_lists() {
    let (emulator, account) = online().await;
    let poll = json!({ "question": "Lunch?", "options": ["Noon", "1pm"], "maxAnswer": 9, "delay": 1 });
    let sent = send(&account, "poll", poll).await;
    assert_eq!(sent.text("/data/content"), "Lunch?\n1. Noon\n2. 1pm");
    let content =
        json!({ "question": "Lunch?", "options": ["Noon", "1pm"], "max_answers": 2, "delay_ms": 1000 });
    assert_eq!(latest(&emulator), ("poll".to_owned(), content));
    for count in [1, 13] {
        let options: Vec<String> = (0..count).map(|at| at.to_string()).collect();
        let answer = send(&account, "poll", json!({ "question": "?", "options": options })).await;
        assert_eq!(answer.code(), 400);
    }

    let yes = json!({ "id": "yes", "displayText": "Yes" });
    let site = json!({ "id": "https://x.test", "displayText": "Look", "type": "URL" });
    let wish = json!({ "contentText": "Come?", "footerText": "Soon", "buttons": [yes, site] });
    let sent = send(&account, "button", wish).await;
    assert_eq!(sent.text("/data/messageType"), "buttons");
    let content = json!({
        "text": "Come?", "footer": "Soon",
        "buttons": [
            { "id": "yes", "text": "Yes", "type": "reply" },
            { "id": "https://x.test", "text": "Look", "type": "url" },
        ],
    });
    assert_eq!(latest(&emulator), ("buttons".to_owned(), content));
    for buttons in
        [json!([]), json!([yes, yes, yes, yes]), json!([{ "id": "a", "displayText": "A", "type": "x" }])]
    {
        let wish = json!({ "contentText": "Come?", "buttons": buttons });
        assert_eq!(send(&account, "button", wish).await.code(), 400);
    }

    let rows = json!([{ "id": "a", "title": "A", "description": "First" }, { "id": "b", "title": "B" }]);
    let sections = json!([{ "title": "All", "rows": rows }]);
    let wish = json!({ "contentText": "Pick", "buttonText": "Open", "sections": sections });
    assert_eq!(send(&account, "list", wish).await.text("/data/content"), "Pick");
    let content = json!({ "text": "Pick", "button": "Open", "sections": sections });
    assert_eq!(latest(&emulator), ("list".to_owned(), content));
    let empty = json!({ "contentText": "Pick", "buttonText": "Open", "sections": [] });
    assert_eq!(send(&account, "list", empty).await.code(), 400);
}

#[tokio::test]
async fn a_status_goes_to_nobody_in_particular() {
    let (emulator, account) = online().await;
    let text = json!({ "type": "text", "message": "We are open", "backgroundColor": "#00FF00" });
    let sent = account.post("/api/message/status/sales", text).await;
    assert_eq!(sent.text("/data/chat/jid"), "status@broadcast");
    assert_eq!(sent.text("/data/messageType"), "text");
    let entry = emulator.ledger().pop().unwrap();
    assert_eq!((entry.kind.as_str(), entry.to.as_str()), ("status", "status@broadcast"));
    assert_eq!(
        entry.content,
        json!({ "type": "text", "text": "We are open", "background_color": "#00FF00" })
    );
    assert_eq!(emulator.messages(Gateway::Ryze, "sales", "status@broadcast").len(), 1);
    assert_eq!(emulator.chat(Gateway::Ryze, "sales", "status@broadcast"), None);

    let image = json!({ "type": "image", "message": "", "mediaUrl": "https://x.test/a.png" });
    assert_eq!(account.post("/api/message/status/sales", image).await.code(), 200);
    for wrong in
        [json!({ "type": "text" }), json!({ "type": "image", "message": "x" }), json!({ "message": "x" })]
    {
        assert_eq!(account.post("/api/message/status/sales", wrong).await.code(), 400);
    }
}

#[tokio::test]
async fn a_reaction_is_put_on_a_message_and_taken_back() {
    let (emulator, account) = online().await;
    let id = emulator.receive_message(Gateway::Ryze, "sales", TO, "Hi").unwrap();
    let own = emulator.phone(Gateway::Ryze, "sales").unwrap();
    let react = |reaction: &str| json!({ "messageId": id, "reaction": reaction, "fromMe": false });
    let reactions = || emulator.messages(Gateway::Ryze, "sales", TO)[0].reactions.clone();

    let first = send(&account, "reaction", react("👍")).await;
    assert_eq!(first.text("/data/replyTo/messageId"), id);
    assert_ne!(first.text("/data/messageId"), id);
    assert_eq!(reactions(), [(own.clone(), "👍".to_owned())]);
    send(&account, "reaction", react("❤️")).await;
    assert_eq!(reactions(), [(own, "❤️".to_owned())]);
    let gone = send(&account, "reaction", react("remove")).await;
    assert_eq!(gone.text("/message"), "Reaction removed successfully");
    assert_eq!(gone.text("/data/content"), "");
    assert!(reactions().is_empty());
    let content = json!({ "emoji": "", "target": id, "from_me": false });
    assert_eq!(latest(&emulator), ("reaction".to_owned(), content));
    assert_eq!(emulator.messages(Gateway::Ryze, "sales", TO).len(), 1);

    let group = json!({ "number": "1@g.us", "messageId": id, "reaction": "👍" });
    let answer = account.post("/api/message/reaction/sales", group).await;
    refused(&answer, 400, "missing_participant");
}

#[tokio::test]
async fn a_message_that_came_can_be_quoted() {
    let (emulator, account) = online().await;
    let own = emulator.phone(Gateway::Ryze, "sales").unwrap();
    let group = emulator.add_group("Team", &own, &[TO]);
    let id = emulator.receive_group_message(Gateway::Ryze, "sales", &group, TO, "Who is there?").unwrap();
    let here = json!({ "number": group, "message": "Me", "replyTo": id });
    let sent = account.post("/api/message/text/sales", here).await;
    assert_eq!(sent.text("/data/chat/groupName"), "Team");
    assert_eq!(sent.text("/data/replyTo/messageId"), id);
    let messages = emulator.messages(Gateway::Ryze, "sales", &group);
    assert_eq!(messages[1].quoted.as_deref(), Some(id.as_str()));

    let aside = json!({ "number": group, "message": "Me", "replyTo": id, "replyPrivate": true });
    let sent = account.post("/api/message/text/sales", aside).await;
    assert_eq!(sent.text("/data/chat/jid"), format!("{TO}@s.whatsapp.net"));
}

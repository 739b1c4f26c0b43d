//! Every kind of message, and what is refused.

use serde_json::{Value, json};
use wagate_emulator::{Emulator, Gateway, LedgerEntry};

use super::{online, two_tokens};
use crate::client::Client;

const TO: &str = "5511987650002";

/// Sends one message, which must be accepted, and gives its line in the ledger.
async fn sent(emulator: &Emulator, line: &Client, path: &str, mut body: Value) -> LedgerEntry {
    body["phone"] = json!(TO);
    let answer = line.post(path, body).await;
    assert_eq!(answer.code(), 200, "{path}: {}", answer.body);
    assert_eq!((&answer.body["code"], &answer.body["success"]), (&json!(200), &json!(true)));
    let entry = emulator.ledger().pop().unwrap();
    assert_eq!(entry.message_id, answer.text("/data/message_id"));
    assert_eq!(entry.to, TO);
    entry
}

#[tokio::test]
async fn files_are_sent_by_their_url() {
    let (emulator, line) = online().await;
    let url = "https://cdn.example.com/a";
    for (route, member, more, kind, content) in [
        ("image", "image", json!({ "caption": "Look" }), "image", json!({ "caption": "Look" })),
        ("video", "video", json!({ "caption": "Look" }), "video", json!({ "caption": "Look" })),
        ("gif", "gif", json!({ "caption": "Look" }), "gif", json!({ "caption": "Look" })),
        ("sticker", "sticker", json!({}), "sticker", json!({})),
        ("audio", "audio", json!({}), "audio", json!({})),
        ("audio", "audio", json!({ "ptt": false }), "audio", json!({})),
        ("audio", "audio", json!({ "ptt": true }), "voice", json!({})),
        (
            "document",
            "document",
            json!({ "file_name": "a.pdf", "caption": "Read" }),
            "document",
            json!({ "file_name": "a.pdf", "caption": "Read" }),
        ),
    ] {
        let path = line.path(&format!("chat/send/{route}"));
        let mut body = more;
        body[member] = json!(url);
        let entry = sent(&emulator, &line.client, &path, body).await;
        assert_eq!((entry.kind.as_str(), &entry.content), (kind, &content));
        assert_eq!(entry.media.unwrap().url.as_deref(), Some(url));
        for bad in [json!({}), json!({ member: "" }), json!({ member: "QUJD" }), json!({ member: 1 })] {
            let mut bad = bad;
            bad["phone"] = json!(TO);
            assert_eq!(line.client.post(&path, bad.clone()).await.code(), 400, "{route}: {bad}");
        }
    }
    assert_eq!(emulator.ledger().len(), 8);
}

#[tokio::test]
async fn cards_and_menus_stand_in_the_ledger_under_the_names_of_all_gateways() {
    let (emulator, line) = online().await;
    for (route, body, content) in [
        (
            "location",
            json!({ "latitude": -23.55, "longitude": -46.63, "name": "Office", "address": "1 Demo Street" }),
            json!({ "latitude": -23.55, "longitude": -46.63, "name": "Office", "address": "1 Demo Street" }),
        ),
        (
            "contact",
            json!({ "contact_name": "Ana", "contact_phone": "5511987650003" }),
            json!({ "contacts": [{ "name": "Ana", "phone": "5511987650003" }] }),
        ),
        (
            "poll",
            json!({ "name": "Which?", "options": ["A", "B"], "selectable_options_count": 0, "end_time": "2096-12-20T18:00:00Z" }),
            json!({ "question": "Which?", "options": ["A", "B"], "max_answers": 2, "end_time": "2096-12-20T18:00:00Z" }),
        ),
        (
            "buttons",
            json!({ "message": "Sure?", "buttons": [{ "id": "y", "text": "Yes" }], "footer": "Tap" }),
            json!({ "text": "Sure?", "buttons": [{ "id": "y", "text": "Yes", "type": "reply" }], "footer": "Tap" }),
        ),
        (
            "list",
            json!({
                "title": "Menu", "description": "Pick", "button_text": "Open",
                "sections": [{ "title": "Drinks", "rows": [{ "id": "d1", "title": "Coffee", "description": "Black" }] }],
            }),
            json!({
                "title": "Menu", "text": "Pick", "button": "Open",
                "sections": [{ "title": "Drinks", "rows": [{ "id": "d1", "title": "Coffee", "description": "Black" }] }],
            }),
        ),
        (
            "link",
            json!({ "message": "See", "link_url": "https://example.com", "title": "Example", "link_description": "A page" }),
            json!({ "text": "See", "url": "https://example.com", "title": "Example", "description": "A page" }),
        ),
    ] {
        let entry = sent(&emulator, &line.client, &line.path(&format!("chat/send/{route}")), body).await;
        assert_eq!((entry.kind.as_str(), &entry.content), (route, &content));
    }
}

#[tokio::test]
async fn what_is_missing_or_out_of_bounds_is_refused() {
    let (emulator, line) = online().await;
    let thirteen: Vec<String> = (0..13).map(|at| at.to_string()).collect();
    for (route, body) in [
        ("text", json!({})),
        ("text", json!({ "message": "Hello", "mentioned_ids": "5511" })),
        ("location", json!({ "latitude": 1.0 })),
        ("location", json!({ "latitude": 91.0, "longitude": 0.0 })),
        ("contact", json!({ "contact_name": "Ana" })),
        ("poll", json!({ "options": ["A", "B"] })),
        ("poll", json!({ "name": "Which?", "options": ["A"] })),
        ("poll", json!({ "name": "Which?", "options": thirteen })),
        ("poll", json!({ "name": "Which?", "options": ["A", "B"], "selectable_options_count": 3 })),
        ("poll", json!({ "name": "Which?", "options": ["A", "B"], "end_time": "2020-01-01T00:00:00Z" })),
        ("poll", json!({ "name": "Which?", "options": ["A", "B"], "end_time": "2096-01-01T00:00:00" })),
        ("buttons", json!({ "message": "Sure?", "buttons": [] })),
        ("buttons", json!({ "message": "Sure?", "buttons": [{ "id": "y" }] })),
        ("list", json!({ "title": "M", "description": "P", "button_text": "O", "sections": [] })),
        (
            "list",
            json!({ "title": "M", "description": "P", "button_text": "O", "sections": [{ "title": "S", "rows": [] }] }),
        ),
        (
            "link",
            json!({ "message": "See", "link_url": "example.com", "title": "T", "link_description": "D" }),
        ),
        ("link", json!({ "message": "See", "link_url": "https://example.com" })),
    ] {
        let mut body = body;
        body["phone"] = json!(TO);
        let answer = line.client.post(&line.path(&format!("chat/send/{route}")), body.clone()).await;
        assert_eq!((answer.code(), &answer.body["success"]), (400, &json!(false)), "{route}: {body}");
        assert!(!answer.text("/error").is_empty());
    }
    for phone in ["", "+5511987650002", "Ana", "199789077627112@lid", "120363422585881117@newsletter"] {
        let answer =
            line.client.post(&line.path("chat/send/text"), json!({ "phone": phone, "message": "x" })).await;
        assert_eq!(answer.code(), 400, "{phone}");
    }
    assert!(emulator.ledger().is_empty());
    for phone in [TO, "120363000000000001@g.us"] {
        let answer =
            line.client.post(&line.path("chat/send/text"), json!({ "phone": phone, "message": "x" })).await;
        assert_eq!((answer.code(), emulator.ledger().pop().unwrap().to.as_str()), (200, phone));
    }
}

#[tokio::test]
async fn every_send_takes_an_id_a_quote_and_mentions_and_both_ways_to_sign() {
    let (emulator, line) = online().await;
    let by_tokens = two_tokens(&emulator, &line.token);
    for (at, client) in [&line.client, &by_tokens].into_iter().enumerate() {
        let id = format!("MINE{at}");
        let body = json!({
            "phone": TO, "sticker": "https://x.test/a.webp", "id": id, "delay": 3,
            "mentioned_ids": ["5511987650003@s.whatsapp.net"], "reply_to_message_id": "3EB0",
        });
        assert_eq!(client.post(&line.path("chat/send/sticker"), body).await.text("/data/message_id"), id);
        let content = json!({ "delay": 3, "mentions": ["5511987650003@s.whatsapp.net"], "quote": "3EB0" });
        assert_eq!(emulator.ledger()[at].content, content);
    }
    let seen = emulator.messages(Gateway::Vzaps, &line.id, TO);
    assert_eq!((seen.len(), seen[0].id.as_str(), seen[0].quoted.as_deref()), (2, "MINE0", Some("3EB0")));
    let nobody = Client::new(&emulator, Gateway::Vzaps);
    for route in [
        "text", "image", "audio", "document", "video", "sticker", "gif", "location", "contact", "buttons",
        "list", "link", "poll",
    ] {
        let answer = nobody.post(&line.path(&format!("chat/send/{route}")), json!({})).await;
        assert_eq!((answer.code(), answer.text("/error")), (401, "Unauthorized"), "{route}");
    }
}

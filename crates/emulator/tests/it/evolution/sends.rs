//! Every kind of message: the ledger's entry, and what is refused.

use serde_json::{Value, json};
use wagate_emulator::{Emulator, Gateway, LedgerEntry};

use super::{account, create, keyed, online, refused};
use crate::client::{Answer, Client};

const TO: &str = "5511999990000";

async fn send(client: &Client, route: &str, mut body: Value) -> Answer {
    body["number"] = json!(TO);
    client.post(&format!("/message/{route}/sales"), body).await
}

/// The one entry of the ledger that the answer speaks of.
fn entry(emulator: &Emulator, sent: &Answer) -> LedgerEntry {
    assert_eq!(sent.code(), 201, "{:?}", sent.body);
    let id = sent.text("/key/id");
    let found: Vec<_> = emulator.ledger().into_iter().filter(|entry| entry.message_id == id).collect();
    let [entry] = found.as_slice() else { panic!("{found:?}") };
    entry.clone()
}

#[tokio::test]
async fn files_of_every_kind_come_as_urls_and_as_base64() {
    let emulator = Emulator::start().await.unwrap();
    let sales = online(&emulator).await;
    let url = "https://files.example.org/a.bin";
    for (route, body, kind, message_type) in [
        ("sendMedia", json!({ "mediatype": "video", "media": url }), "video", "videoMessage"),
        ("sendMedia", json!({ "mediatype": "audio", "media": url }), "audio", "audioMessage"),
        ("sendMedia", json!({ "mediatype": "document", "media": url }), "document", "documentMessage"),
        ("sendPtv", json!({ "video": "aGVsbG8=" }), "ptv", "ptvMessage"),
        ("sendWhatsAppAudio", json!({ "audio": "aGVsbG8=", "delay": 1 }), "voice", "audioMessage"),
        ("sendSticker", json!({ "sticker": url }), "sticker", "stickerMessage"),
    ] {
        let sent = send(&sales, route, body).await;
        assert_eq!(sent.text("/messageType"), message_type);
        let entry = entry(&emulator, &sent);
        assert_eq!((entry.kind.as_str(), entry.to.as_str()), (kind, TO));
        let media = entry.media.unwrap();
        assert!(media.bytes_len == Some(5) || media.url.as_deref() == Some(url), "{media:?}");
    }
    let neither = json!(["Owned media must be a url or base64"]);
    refused(&send(&sales, "sendSticker", json!({})).await, 400, neither.clone());
    refused(&send(&sales, "sendPtv", json!({ "video": "?" })).await, 400, neither);
    let words = json!(["Owned media must be a url, base64, or valid file with buffer"]);
    refused(&send(&sales, "sendWhatsAppAudio", json!({})).await, 400, words);
}

#[tokio::test]
async fn a_voice_note_answers_to_nothing() {
    let emulator = Emulator::start().await.unwrap();
    let sales = online(&emulator).await;
    let body = json!({ "audio": "aGVsbG8=", "quoted": { "key": { "id": "X" } }, "delay": 1 });
    let sent = send(&sales, "sendWhatsAppAudio", body).await;
    assert_eq!(entry(&emulator, &sent).content, json!({ "delay_ms": 1 }));
    assert_eq!(sent.body.pointer("/contextInfo/stanzaId"), None);
    assert_eq!(sent.body.pointer("/message/audioMessage/ptt"), Some(&json!(true)));
}

#[tokio::test]
async fn a_location_and_cards_stand_in_the_ledger() {
    let emulator = Emulator::start().await.unwrap();
    let sales = online(&emulator).await;
    let place = json!({ "latitude": 1.5, "longitude": -2, "name": "Centre", "address": "Street 1" });
    let sent = send(&sales, "sendLocation", place.clone()).await;
    let location = entry(&emulator, &sent);
    assert_eq!((location.kind.as_str(), &location.content), ("location", &place));

    let ana = json!({ "fullName": "Ana", "phoneNumber": "+55 11 98888-0000", "email": "a@example.org" });
    let sent = send(&sales, "sendContact", json!({ "contact": [ana] })).await;
    assert_eq!(sent.text("/messageType"), "contactMessage");
    let card = sent.text("/message/contactMessage/vcard").to_owned();
    assert!(
        card.contains("EMAIL:a@example.org\nitem1.TEL;waid=5511988880000@s.whatsapp.net:+55 11"),
        "{card}"
    );
    let contact = entry(&emulator, &sent);
    let told =
        json!({ "contacts": [{ "name": "Ana", "phone": "+55 11 98888-0000", "email": "a@example.org" }] });
    assert_eq!((contact.kind.as_str(), contact.content), ("contact", told));

    let short = json!({ "contact": [{ "fullName": "A", "wuid": "551", "phoneNumber": "551" }] });
    let words =
        ["\"wuid\" must be a numeric string", "contact[0].phoneNumber does not meet minimum length of 10"];
    refused(&send(&sales, "sendContact", short).await, 400, json!([words]));
}

#[tokio::test]
async fn polls_lists_and_buttons_stand_in_the_ledger() {
    let emulator = Emulator::start().await.unwrap();
    let sales = online(&emulator).await;
    let poll = json!({ "name": "Tea?", "selectableCount": 1, "values": ["Yes", "No"] });
    let sent = send(&sales, "sendPoll", poll).await;
    assert_eq!(sent.text("/messageType"), "pollCreationMessageV3");
    assert!(sent.body.pointer("/message/messageContextInfo/messageSecret/31").is_some());
    let poll = entry(&emulator, &sent);
    let told = json!({ "question": "Tea?", "options": ["Yes", "No"], "max_answers": 1 });
    assert_eq!((poll.kind.as_str(), poll.content), ("poll", told));
    let few = json!({ "name": "Tea?", "selectableCount": 1, "values": ["Yes"] });
    let words = json!([["values does not meet minimum length of 2"]]);
    refused(&send(&sales, "sendPoll", few).await, 400, words);
    let same = json!({ "name": "Tea?", "selectableCount": 1, "values": ["Yes", "Yes"] });
    refused(&send(&sales, "sendPoll", same).await, 400, json!([["values contains duplicate item"]]));

    let list = json!({
        "title": "Menu", "description": "Pick", "footerText": "f", "buttonText": "Open",
        "sections": [{ "title": "S", "rows": [{ "title": "R", "description": "d", "rowId": "1" }] }],
    });
    let sent = send(&sales, "sendList", list).await;
    assert_eq!(sent.text("/message/listMessage/sections/0/rows/0/rowId"), "1");
    let list = entry(&emulator, &sent);
    let told = json!({
        "text": "Pick", "title": "Menu", "footer": "f", "button": "Open",
        "sections": [{ "title": "S", "rows": [{ "id": "1", "title": "R", "description": "d" }] }],
    });
    assert_eq!((list.kind.as_str(), list.content), ("list", told));
    let partial = json!({ "title": "t", "sections": [{ "title": "S", "rows": [{}] }] });
    let words = [
        "sections[0].rows[0] requires property \"title\"",
        "sections[0].rows[0] requires property \"rowId\"",
        "instance requires property \"footerText\"",
        "instance requires property \"buttonText\"",
    ];
    refused(&send(&sales, "sendList", partial).await, 400, json!([words]));

    let buttons = json!({
        "title": "T", "description": "D", "footer": "F",
        "buttons": [{ "type": "reply", "displayText": "Yes", "id": "y" }],
    });
    let sent = send(&sales, "sendButtons", buttons).await;
    assert_eq!(sent.text("/key/participant"), sent.text("/key/remoteJid"));
    let buttons = entry(&emulator, &sent);
    let told = json!({
        "text": "D", "title": "T", "footer": "F",
        "buttons": [{ "id": "y", "text": "Yes", "type": "reply" }],
    });
    assert_eq!((buttons.kind.as_str(), buttons.content), ("buttons", told));
    let mixed = json!({ "title": "T", "buttons": [{ "type": "reply" }, { "type": "url" }] });
    let words = json!(["Reply buttons cannot be mixed with other button types"]);
    refused(&send(&sales, "sendButtons", mixed).await, 400, words);
}

#[tokio::test]
async fn a_reaction_is_put_on_its_message_and_taken_back() {
    let emulator = Emulator::start().await.unwrap();
    let sales = online(&emulator).await;
    let id = emulator.receive_message(Gateway::Evolution, "sales", TO, "hi").unwrap();
    let key = json!({ "id": id, "remoteJid": format!("{TO}@s.whatsapp.net"), "fromMe": false });
    let react = async |emoji: &str| {
        let body = json!({ "key": key, "reaction": emoji });
        sales.post("/message/sendReaction/sales", body).await
    };
    let reactions = || emulator.messages(Gateway::Evolution, "sales", TO)[0].reactions.clone();
    let sent = react("👍🏽").await;
    assert_eq!(sent.text("/message/reactionMessage/text"), "👍🏽");
    let told = entry(&emulator, &sent);
    assert_eq!((told.kind.as_str(), told.content), ("reaction", json!({ "emoji": "👍🏽", "target": id })));
    assert_eq!(reactions().len(), 1);
    assert_eq!(entry(&emulator, &react("").await).content["emoji"], "");
    assert!(reactions().is_empty());
    refused(&react("ok").await, 400, json!(["Reaction must be a single emoji or empty string"]));
}

#[tokio::test]
async fn a_status_goes_to_its_list() {
    let emulator = Emulator::start().await.unwrap();
    let sales = online(&emulator).await;
    let publish = async |body: Value| sales.post("/message/sendStatus/sales", body).await;
    let list = json!(["5511999990000@s.whatsapp.net"]);
    let text = json!({
        "type": "text", "content": "Open!", "backgroundColor": "#008000", "font": 1, "statusJidList": list,
    });
    let sent = publish(text.clone()).await;
    let told = entry(&emulator, &sent);
    assert_eq!((told.kind.as_str(), told.to.as_str()), ("status", "status@broadcast"));
    assert_eq!((&told.content["type"], &told.content["text"]), (&json!("text"), &json!("Open!")));
    let picture = json!({ "type": "image", "content": "aGVsbG8=", "caption": "c", "statusJidList": list });
    let told = entry(&emulator, &publish(picture).await);
    assert_eq!((&told.content["caption"], told.media.unwrap().bytes_len), (&json!("c"), Some(5)));

    let without = |name: &str, value: Value| {
        let mut body = text.clone();
        body[name] = value;
        body
    };
    refused(&publish(without("font", json!(0))).await, 400, json!(["Font is required"]));
    let words = json!(["Background color is required"]);
    refused(&publish(without("backgroundColor", json!(""))).await, 400, words);
    refused(&publish(without("allContacts", json!(true))).await, 400, json!(["Contacts not found"]));
}

#[tokio::test]
async fn channels_without_a_phone_have_less() {
    let emulator = Emulator::start().await.unwrap();
    let account = account(&emulator);
    let body = json!({ "instanceName": "sales", "integration": "EVOLUTION", "number": "5511", "token": "t" });
    account.post("/instance/create", body).await;
    let words = json!(["Method not available on Evolution Channel"]);
    let sticker = send(&account, "sendSticker", json!({ "sticker": "aGVsbG8=" })).await;
    refused(&sticker, 400, words.clone());
    refused(&account.get("/chat/fetchPrivacySettings/sales").await, 400, words);
    assert!(emulator.ledger().is_empty());
    let sent = send(&account, "sendText", json!({ "text": "hi" })).await;
    assert_eq!(entry(&emulator, &sent).kind, "text");
}

#[tokio::test]
async fn what_never_was_connected_fails_by_what_it_tries() {
    let emulator = Emulator::start().await.unwrap();
    let sales = keyed(&emulator, &create(&account(&emulator), "sales").await);
    let crash = |name: &str| format!("TypeError: Cannot read properties of undefined (reading '{name}')");
    let to_group = json!({ "number": "120363000000000000@g.us", "text": "x" });
    let group = sales.post("/message/sendText/sales", to_group).await;
    refused(&group, 400, json!(["[object Object]"]));
    let list = json!(["5511999990000@s.whatsapp.net"]);
    let status =
        json!({ "type": "text", "content": "x", "backgroundColor": "#0", "font": 1, "statusJidList": list });
    let status = sales.post("/message/sendStatus/sales", status).await;
    refused(&status, 400, json!([crash("sendMessage")]));
    let read = json!({ "readMessages": [{ "id": "A", "fromMe": false, "remoteJid": "1@g.us" }] });
    let read = sales.post("/chat/markMessageAsRead/sales", read).await;
    refused(&read, 500, json!(["Read messages fail", crash("readMessages")]));
    let all = sales.get("/group/fetchAllGroups/sales?getParticipants=true").await;
    refused(&all, 500, json!("Cannot convert undefined or null to object"));
    let one = sales.get("/group/findGroupInfos/sales?groupJid=120363000000000000").await;
    refused(&one, 404, json!(["Error fetching group", crash("groupMetadata")]));
    let numbers = sales.post("/chat/whatsappNumbers/sales", json!({ "numbers": ["5511999990000"] })).await;
    assert_eq!((numbers.code(), numbers.body), (400, json!({})));
}

//! What a stored message says, kind by kind.

use serde_json::{Value, json};
use wagate_sdk_core::{ChatContent, FileKind, Message, ReceivedFile};

use super::JID;
use crate::{answering, baileys};

async fn read(kind: &str, message: Value) -> ChatContent {
    let row = json!({
        "key": { "id": "A", "fromMe": false, "remoteJid": JID }, "messageType": kind, "message": message,
    });
    let told = json!({ "messages": { "total": 1, "pages": 1, "currentPage": 1, "records": [row] } });
    let server = answering(200, told).await;
    baileys(&server).message(&"A".into()).await.unwrap().content
}

async fn file(kind: &str, message: Value) -> ReceivedFile {
    match read(kind, message).await {
        ChatContent::File(file) => file,
        other => panic!("{kind}: {other:?}"),
    }
}

#[tokio::test]
async fn texts() {
    for (kind, message) in [
        ("conversation", json!({ "conversation": "hi" })),
        ("extendedTextMessage", json!({ "extendedTextMessage": { "text": "hi" } })),
        ("ephemeralMessage", json!({ "ephemeralMessage": { "message": { "conversation": "hi" } } })),
    ] {
        assert!(matches!(read(kind, message).await, ChatContent::Text(text) if text == "hi"), "{kind}");
    }
}

#[tokio::test]
async fn a_file_comes_with_its_keys() {
    let told = file(
        "imageMessage",
        json!({ "imageMessage": {
            "url": "https://mmg.whatsapp.net/o1/x", "directPath": "/o1/x", "mimetype": "image/jpeg", "caption": "Look",
            "fileLength": { "low": 1234, "high": 0, "unsigned": true },
            "mediaKey": { "0": 1, "1": 2 }, "fileSha256": { "0": 3 }, "fileEncSha256": { "0": 4 },
        } }),
    )
    .await;
    assert_eq!((told.kind, told.message, told.length), (FileKind::Image, Some("A".into()), Some(1234)));
    assert_eq!((told.caption.as_deref(), told.media_type.as_deref()), (Some("Look"), Some("image/jpeg")));
    assert_eq!(told.url.as_deref(), Some("https://mmg.whatsapp.net/o1/x"));
    let keys = told.keys.unwrap();
    assert_eq!((keys.media_key, keys.direct_path.as_deref()), (vec![1, 2], Some("/o1/x")));
    assert_eq!((keys.file_sha256, keys.file_enc_sha256), (Some(vec![3]), Some(vec![4])));
}

#[tokio::test]
async fn every_kind_of_file() {
    for (kind, member, expected) in [
        ("videoMessage", json!({}), FileKind::Video),
        ("videoMessage", json!({ "gifPlayback": true }), FileKind::Gif),
        ("ptvMessage", json!({}), FileKind::VideoNote),
        ("audioMessage", json!({ "ptt": false }), FileKind::Audio),
        ("audioMessage", json!({ "ptt": true }), FileKind::Voice),
        ("documentMessage", json!({ "fileName": "a.pdf" }), FileKind::Document),
        ("stickerMessage", json!({}), FileKind::Sticker),
    ] {
        let told = file(kind, json!({ kind: member })).await;
        assert_eq!(
            (told.kind, told.file_name.is_some()),
            (expected, expected == FileKind::Document),
            "{kind}"
        );
    }
    let wrapped =
        json!({ "documentWithCaptionMessage": { "message": { "documentMessage": { "caption": "Read" } } } });
    let told = file("documentWithCaptionMessage", wrapped).await;
    assert_eq!((told.kind, told.caption.as_deref()), (FileKind::Document, Some("Read")));
    for kind in ["viewOnceMessage", "viewOnceMessageV2"] {
        let once = json!({ kind: { "message": { "imageMessage": { "caption": "Once" } } } });
        assert_eq!(file(kind, once).await.caption.as_deref(), Some("Once"));
    }
}

#[tokio::test]
async fn a_file_in_the_servers_own_store_is_not_encrypted() {
    let store = "https://store.example.org/a.jpg";
    let at_whatsapp =
        json!({ "url": "https://mmg.whatsapp.net/o1/x", "mediaKey": { "0": 1 }, "caption": "Look" });
    let told = file("imageMessage", json!({ "imageMessage": at_whatsapp, "mediaUrl": store })).await;
    assert_eq!((told.url.as_deref(), told.keys, told.caption.as_deref()), (Some(store), None, Some("Look")));
    // The server's own channel tells no more.
    let told = file("documentMessage", json!({ "mediaUrl": store })).await;
    assert_eq!((told.kind, told.url.as_deref()), (FileKind::Document, Some(store)));
    let nowhere = read("documentMessage", json!({ "mediaUrl": null })).await;
    assert!(matches!(nowhere, ChatContent::Other(word) if word == "documentMessage"));
}

#[tokio::test]
async fn places_cards_and_polls() {
    let place = json!({ "locationMessage": { "degreesLatitude": -23.55, "degreesLongitude": -46.63, "name": "Shop" } });
    let expected = Message::location(-23.55, -46.63).name("Shop");
    assert!(
        matches!(read("locationMessage", place).await, ChatContent::Location(place) if place == expected)
    );

    let card = json!({ "displayName": "Ana", "vcard": "BEGIN:VCARD" });
    for (kind, message) in [
        ("contactMessage", json!({ "contactMessage": card })),
        ("contactsArrayMessage", json!({ "contactsArrayMessage": { "contacts": [card] } })),
    ] {
        let ChatContent::Contacts(cards) = read(kind, message).await else { panic!("{kind}") };
        assert_eq!((cards.len(), cards[0].name.as_deref()), (1, Some("Ana")));
        assert_eq!(cards[0].vcard.as_deref(), Some("BEGIN:VCARD"));
    }

    for kind in ["pollCreationMessage", "pollCreationMessageV2", "pollCreationMessageV3"] {
        for (count, choose) in [(0, None), (2, Some(2))] {
            let options = json!([{ "optionName": "Yes" }, { "optionName": "No" }]);
            let poll = json!({ "name": "Tea?", "selectableOptionsCount": count, "options": options });
            let ChatContent::Poll(poll) = read(kind, json!({ kind: poll })).await else { panic!("{kind}") };
            assert_eq!((&*poll.question, poll.choose), ("Tea?", choose));
            assert_eq!(poll.answers, ["Yes", "No"]);
        }
    }
}

#[tokio::test]
async fn reactions_and_their_end() {
    for (text, expected) in [("👍", Some("👍")), ("", None)] {
        let message = json!({ "reactionMessage": { "text": text, "key": { "id": "X", "remoteJid": JID } } });
        let ChatContent::Reaction { to, emoji } = read("reactionMessage", message).await else { panic!() };
        assert_eq!((to, emoji.as_deref()), (Some("X".into()), expected));
    }
}

#[tokio::test]
async fn what_was_chosen() {
    for (kind, member) in [
        ("buttonsResponseMessage", json!({ "selectedButtonId": "y", "selectedDisplayText": "Yes" })),
        ("templateButtonReplyMessage", json!({ "selectedId": "y", "selectedDisplayText": "Yes" })),
        ("listResponseMessage", json!({ "title": "Yes", "singleSelectReply": { "selectedRowId": "y" } })),
        (
            "interactiveResponseMessage",
            json!({ "body": { "text": "Yes" },
                "nativeFlowResponseMessage": { "name": "quick_reply", "paramsJson": "{\"id\":\"y\"}" } }),
        ),
    ] {
        let ChatContent::Choice { id, label } = read(kind, json!({ kind: member })).await else {
            panic!("{kind}")
        };
        assert_eq!((id.as_deref(), label.as_deref()), (Some("y"), Some("Yes")), "{kind}");
    }
}

#[tokio::test]
async fn what_is_not_known_keeps_its_word() {
    for message in [json!({ "pinInChatMessage": { "type": 1 } }), json!({ "conversation": 7.5 }), json!(null)]
    {
        let told = read("pinInChatMessage", message).await;
        assert!(matches!(told, ChatContent::Other(word) if word == "pinInChatMessage"));
    }
}

#[tokio::test]
async fn however_deep_a_message_is_wrapped() {
    const DEEP: usize = 10_000;
    let (open, close) = (r#"{"ephemeralMessage":{"message":"#.repeat(DEEP), "}}".repeat(DEEP));
    let text = format!(r#"{open}{{"conversation":"hi"}}{close}"#);
    let row = format!(
        r#"{{"messages":{{"records":[{{"key":{{"id":"A"}},"messageType":"ephemeralMessage","message":{text}}}]}}}}"#
    );
    let server = wiremock::MockServer::start().await;
    wiremock::Mock::given(wiremock::matchers::any())
        .respond_with(wiremock::ResponseTemplate::new(200).set_body_raw(row, "application/json"))
        .mount(&server)
        .await;
    let told = baileys(&server).message(&"A".into()).await.unwrap();
    assert!(matches!(told.content, ChatContent::Other(word) if word == "ephemeralMessage"));
}

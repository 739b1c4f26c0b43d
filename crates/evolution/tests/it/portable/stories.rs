//! The status feed.

use serde_json::{Value, json};
use wagate_evolution::{Evolution, Integration, KnownChannel};
use wagate_sdk_core::{Address, Error, InstanceClient, Media, Message, Outcome};

use super::maps;
use crate::{answering, requests, sent, shop, shop_on};

const URL: &str = "https://files.example.org/a.bin";

async fn posts(message: impl Into<Message>, mut asked: Value) {
    asked["allContacts"] = json!(true);
    let mut told = sent();
    told["key"]["remoteJid"] = json!("status@broadcast");
    let message = message.into();
    let post = async |line: &InstanceClient<Evolution>| line.send(&Address::StatusBroadcast, message).await;
    let sent = maps(("POST", "/message/sendStatus/shop", asked), (201, told), post).await;
    assert_eq!(sent.chat, Some(Address::StatusBroadcast));
    assert_eq!(sent.message_id.as_str(), "3EB05C5BE17ABAA0D27001");
}

#[tokio::test]
async fn a_text_has_a_colour_and_a_font() {
    let asked = json!({ "type": "text", "content": "Open!", "backgroundColor": "#008000", "font": 1 });
    posts(Message::text("Open!"), asked).await;
}

#[tokio::test]
async fn files() {
    let asked = |kind: &str| json!({ "type": kind, "content": URL });
    let mut image = asked("image");
    image["caption"] = json!("Look");
    posts(Message::image(Media::url(URL)).caption("Look"), image).await;
    posts(Message::video(Media::url(URL)), asked("video")).await;
    posts(Message::audio(Media::url(URL)), asked("audio")).await;
    let bytes = json!({ "type": "audio", "content": "aGVsbG8=" });
    posts(Message::voice(Media::bytes(&b"hello"[..])), bytes).await;
}

#[tokio::test]
async fn nothing_else_goes_there() {
    let server = answering(201, sent()).await;
    let feed = Address::StatusBroadcast;
    for message in [
        Message::sticker(Media::url(URL)),
        Message::location(1.0, 2.0).into(),
        Message::poll("Tea?", ["Yes", "No"]).into(),
    ] {
        let error = crate::baileys(&server).send(&feed, message).await.unwrap_err();
        assert!(matches!(error, Error::Unsupported(_)), "{error}");
    }
    let quoting = crate::baileys(&server).send_text(&feed, "x").quote("3EB0").await.unwrap_err();
    assert!(matches!(quoting, Error::Unsupported(_)), "{quoting}");
    for channel in [Integration::Business, Integration::Evolution] {
        let line = shop_on(&server, KnownChannel::new(channel));
        assert!(matches!(line.send_text(&feed, "x").await, Err(Error::Unsupported(_))));
    }
    assert_eq!(requests(&server).await, 0);
}

#[tokio::test]
async fn a_channel_that_is_not_known_is_asked_for_first() {
    let mut row = crate::row("shop", Value::Null);
    row["integration"] = json!("WHATSAPP-BUSINESS");
    let server = answering(200, json!([row])).await;
    let error = shop(&server).send_text(&Address::StatusBroadcast, "x").await.unwrap_err();
    assert!(matches!(error, Error::Unsupported(_)), "{error}");
    assert_eq!((error.outcome(), requests(&server).await), (Outcome::NotSent, 1));
}

//! Voice notes, round videos, stickers and statuses.

use std::time::Duration;

use serde_json::{Value, json};
use wagate_evolution::messages::{
    MediaFile, MediaKind, Quoted, SendAudio, SendMedia, SendPtv, SendStatus, SendSticker, StatusKind,
};
use wagate_sdk_core::adapter::Endpoint;
use wagate_sdk_core::{Error, TimeoutClass};

use crate::{golden, refused_before_io, sent};

fn url() -> MediaFile {
    MediaFile::Url("https://files.example.org/a".to_owned())
}

fn base64(text: &str) -> MediaFile {
    MediaFile::Base64(text.to_owned())
}

#[tokio::test]
async fn a_voice_note() {
    let told = json!({
        "key": { "remoteJid": "5511999990000@s.whatsapp.net", "fromMe": true, "id": "3EB0796F3AD20756FCBC3F" },
        "pushName": "Você", "status": "PENDING",
        "message": { "audioMessage": {
            "mimetype": "audio/ogg; codecs=opus", "fileSha256": { "0": 69, "1": 5 },
            "fileLength": { "low": 64, "high": 0, "unsigned": true }, "ptt": true,
        } },
        "messageType": "audioMessage", "messageTimestamp": 1_795_343_204, "source": "web",
    });
    let mut audio = SendAudio::new("5511999990000", base64("T2dnUw=="));
    audio.encoding = Some(false);
    audio.delay = Some(1500);
    audio.quoted = Some(Quoted::by_id("X"));
    assert_eq!(audio.server_waits(), Duration::from_millis(1500));
    let asked = json!({
        "number": "5511999990000", "audio": "T2dnUw==", "encoding": false, "delay": 1500,
        "quoted": { "key": { "id": "X" } },
    });
    let sent = golden(audio, "POST", "/message/sendWhatsAppAudio/shop", asked, 201, told).await;
    assert_eq!(sent.id(), Some("3EB0796F3AD20756FCBC3F"));
    assert_eq!(sent.message_type.as_deref(), Some("audioMessage"));
}

#[tokio::test]
async fn a_round_video() {
    let mut video = SendPtv::new("120363406289005073@g.us", url());
    video.delay = Some(20);
    video.quoted = Some(Quoted::by_id("X"));
    video.mentions_everyone = Some(true);
    video.mentioned = Some(vec!["5511999990000".to_owned()]);
    assert_eq!(video.server_waits(), Duration::from_millis(20));
    let asked = json!({
        "number": "120363406289005073@g.us", "video": "https://files.example.org/a", "delay": 20,
        "quoted": { "key": { "id": "X" } }, "mentionsEveryOne": true, "mentioned": ["5511999990000"],
    });
    golden(video, "POST", "/message/sendPtv/shop", asked, 201, sent()).await;
}

#[tokio::test]
async fn a_sticker() {
    let bare = SendSticker::new("5511999990000", url());
    let asked = json!({ "number": "5511999990000", "sticker": "https://files.example.org/a" });
    golden(bare, "POST", "/message/sendSticker/shop", asked, 201, sent()).await;

    let mut sticker = SendSticker::new("120363406289005073@g.us", base64("UklGRg=="));
    sticker.not_convert_sticker = Some(true);
    sticker.delay = Some(5);
    sticker.quoted = Some(Quoted::by_id("X"));
    sticker.mentions_everyone = Some(false);
    sticker.mentioned = Some(vec!["199789077627112@lid".to_owned()]);
    let asked = json!({
        "number": "120363406289005073@g.us", "sticker": "UklGRg==", "notConvertSticker": true, "delay": 5,
        "quoted": { "key": { "id": "X" } }, "mentionsEveryOne": false, "mentioned": ["199789077627112@lid"],
    });
    golden(sticker, "POST", "/message/sendSticker/shop", asked, 201, sent()).await;
}

#[tokio::test]
async fn a_status_of_text() {
    let told = json!({
        "key": { "remoteJid": "status@broadcast", "fromMe": true, "id": "3EB00632AF4B20B30A5627" },
        "pushName": "Você", "status": "PENDING", "message": { "conversation": "Open!" },
        "messageType": "conversation", "messageTimestamp": 1_795_343_205, "source": "web",
    });
    let mut status = SendStatus::text("Open!", "#008000", 1);
    status.all_contacts = Some(false);
    status.status_jid_list = Some(vec!["5511999990000@s.whatsapp.net".to_owned()]);
    let asked = json!({
        "type": "text", "content": "Open!", "backgroundColor": "#008000", "font": 1, "allContacts": false,
        "statusJidList": ["5511999990000@s.whatsapp.net"],
    });
    let sent = golden(status, "POST", "/message/sendStatus/shop", asked, 201, told).await;
    assert_eq!(sent.key.unwrap().remote_jid.as_deref(), Some("status@broadcast"));
}

#[tokio::test]
async fn a_status_of_a_file() {
    for (kind, word) in [
        (StatusKind::Image, "image"),
        (StatusKind::Audio, "audio"),
        (StatusKind::Video, "video"),
        (StatusKind::Text, "text"),
    ] {
        let mut status = SendStatus::file(kind, url());
        status.all_contacts = Some(true);
        status.caption = Some("look".to_owned());
        let asked = json!({
            "type": word, "content": "https://files.example.org/a", "caption": "look", "allContacts": true,
        });
        golden(status, "POST", "/message/sendStatus/shop", asked, 201, sent()).await;
    }
}

#[tokio::test]
async fn no_file_leaves_with_a_data_prefix_or_is_shown() {
    let data = || base64("data:image/png;base64,AA==");
    let errors = [
        refused_before_io(SendAudio::new("5500", data())).await,
        refused_before_io(SendPtv::new("5500", data())).await,
        refused_before_io(SendSticker::new("5500", data())).await,
        refused_before_io(SendStatus::file(StatusKind::Image, data())).await,
        refused_before_io(SendMedia::new("5500", MediaKind::Image, data())).await,
    ];
    for error in errors {
        assert!(
            matches!(&error, Error::InvalidRequest(_)) && error.to_string().contains("prefix"),
            "{error}"
        );
    }
    let shown = format!("{:?}", SendStatus::file(StatusKind::Image, base64("aGVsbG8=")));
    assert!(!shown.contains("aGVsbG8="), "{shown}");
}

#[test]
fn files_have_the_timeout_of_files() {
    assert_eq!(SendAudio::TIMEOUT, TimeoutClass::Media);
    assert_eq!(SendPtv::TIMEOUT, TimeoutClass::Media);
    assert_eq!(SendSticker::TIMEOUT, TimeoutClass::Media);
    assert_eq!(SendStatus::TIMEOUT, TimeoutClass::Media);
}

#[tokio::test]
async fn a_201_without_an_id_is_no_success() {
    for told in [json!({}), json!({ "message": "(#131030)", "code": 131_030 }), Value::Null] {
        let server = crate::answering(201, told).await;
        let error = crate::shop(&server).call(SendAudio::new("5500", url())).await.unwrap_err();
        assert_ne!(error.outcome(), wagate_sdk_core::Outcome::Refused);
        assert_ne!(error.outcome(), wagate_sdk_core::Outcome::NotSent);
    }
}

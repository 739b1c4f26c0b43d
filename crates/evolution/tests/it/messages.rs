//! Sending.

use std::time::{Duration, SystemTime};

use serde_json::{Value, json};
use wagate_evolution::messages::{MediaFile, MediaKind, Quoted, SendMedia, SendText};
use wagate_evolution::{Integration, KnownChannel};
use wagate_sdk_core::adapter::Endpoint;
use wagate_sdk_core::{Address, Error, Media, Message, MessageId, Operation, Outcome, SendStatus};
use wiremock::MockServer;

use crate::{
    SHOP_TOKEN, answer, answering, baileys, body, expect, requests, sent, shop, shop_on, the_request,
};

fn to(text: &str) -> Address {
    text.parse().unwrap()
}

#[tokio::test]
async fn a_text_goes_out_bare() {
    let server = answering(201, sent()).await;
    let sent = shop(&server).send_text(&to("+55 11 99999-0000"), "hello *world*").await.unwrap();
    let request = the_request(&server).await;
    expect(&request, "POST", "/message/sendText/shop", SHOP_TOKEN);
    assert_eq!(body(&request), json!({ "number": "5511999990000", "text": "hello *world*" }));

    assert_eq!(sent.message_id, MessageId::whatsapp("3EB05C5BE17ABAA0D27001"));
    assert_eq!(sent.chat, Some(to("5511999990000")));
    assert_eq!(sent.status, SendStatus::Accepted);
    assert_eq!(sent.at, SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(1_795_343_202)));
    assert_eq!(sent.raw.json::<Value>().unwrap()["message"]["conversation"], "hello *world*");
}

#[tokio::test]
async fn every_kind_of_recipient_has_its_spelling() {
    let server = MockServer::start().await;
    for (address, number) in [
        ("5511999990000:7@s.whatsapp.net", "5511999990000"),
        ("199789077627112@lid", "199789077627112@lid"),
        ("120363406289005073@g.us", "120363406289005073@g.us"),
        ("5511999999999-1400000000@g.us", "5511999999999-1400000000@g.us"),
    ] {
        answer(&server, 201, sent()).await;
        baileys(&server).send_text(&to(address), "x").await.unwrap();
        assert_eq!(body(&the_request(&server).await)["number"], number);
    }
}

#[tokio::test]
async fn a_texts_options_go_out_under_the_names_that_the_code_reads() {
    let server = answering(201, sent()).await;
    baileys(&server)
        .send_text(&to("120363406289005073@g.us"), "re https://example.org")
        .quote("3EB05C5BE17ABAA0D27001")
        .mention(&to("5511999990000"))
        .mention(&to("199789077627112@lid"))
        .mention(&to("5511999990000"))
        .mention_all()
        .link_preview(false)
        .delay(Duration::from_micros(1500))
        .await
        .unwrap();
    assert_eq!(
        body(&the_request(&server).await),
        json!({
            "number": "120363406289005073@g.us",
            "text": "re https://example.org",
            "quoted": { "key": { "id": "3EB05C5BE17ABAA0D27001" } },
            "mentioned": ["5511999990000", "199789077627112@lid"],
            "mentionsEveryOne": true,
            "linkPreview": false,
            "delay": 2,
        })
    );
}

#[tokio::test]
async fn each_mention_begins_with_a_digit_and_is_a_person() {
    let server = answering(201, sent()).await;
    let group = to("120363406289005073@g.us");
    let error = baileys(&server).send_text(&group, "x").mention(&group).await.unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_)));
    let error = shop(&server).send_text(&to("5511999990000"), "x").mention_all().await.unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_)), "mentions are for groups: {error:?}");
    assert_eq!(requests(&server).await, 0);
}

#[tokio::test]
async fn the_native_text_takes_every_field() {
    let server = answering(201, sent()).await;
    let mut text = SendText::new("5511999990000", "re2");
    let mut quoted = Quoted::by_id("X1");
    quoted.key.remote_jid = Some("5511999990000@s.whatsapp.net".to_owned());
    quoted.key.from_me = Some(false);
    quoted.message = Some(json!({ "conversation": "original" }));
    text.quoted = Some(quoted);
    text.delay = Some(500);
    assert_eq!(text.server_waits(), Duration::from_millis(500), "the server waits it out");
    let answer = shop(&server).call(text).await.unwrap();
    assert_eq!(
        body(&the_request(&server).await),
        json!({
            "number": "5511999990000", "text": "re2", "delay": 500,
            "quoted": {
                "key": { "id": "X1", "remoteJid": "5511999990000@s.whatsapp.net", "fromMe": false },
                "message": { "conversation": "original" },
            },
        })
    );
    assert_eq!(answer.id(), Some("3EB05C5BE17ABAA0D27001"));
    assert_eq!(answer.status.as_deref(), Some("PENDING"));
    assert_eq!(answer.message_type.as_deref(), Some("conversation"));
    assert_eq!(answer.source.as_deref(), Some("web"));
}

#[tokio::test]
async fn an_image_by_url() {
    let server = answering(201, sent()).await;
    let image = Message::image(Media::url("https://files.example.org/a.png")).caption("pixel");
    shop(&server).send(&to("5511999990000"), image).quote("X").delay(Duration::from_secs(1)).await.unwrap();
    let request = the_request(&server).await;
    expect(&request, "POST", "/message/sendMedia/shop", SHOP_TOKEN);
    assert_eq!(
        body(&request),
        json!({
            "number": "5511999990000", "mediatype": "image", "media": "https://files.example.org/a.png",
            "caption": "pixel", "quoted": { "key": { "id": "X" } }, "delay": 1000,
        })
    );
}

#[tokio::test]
async fn an_image_from_memory_is_bare_base64() {
    let server = answering(201, sent()).await;
    let image = Message::image(Media::bytes(&b"\x89PNG\r\n"[..]).named("pixel.png"));
    let group = to("120363406289005073@g.us");
    baileys(&server).send(&group, image).mention(&to("5511999990000")).mention_all().await.unwrap();
    assert_eq!(
        body(&the_request(&server).await),
        json!({
            "number": "120363406289005073@g.us", "mediatype": "image", "media": "iVBORw0K",
            "mimetype": "image/png", "fileName": "pixel.png",
            "mentioned": ["5511999990000"], "mentionsEveryOne": true,
        })
    );
}

#[tokio::test]
async fn files_that_the_server_refuses_never_leave() {
    let server = answering(201, sent()).await;
    let base64 = |text: &str| MediaFile::Base64(text.to_owned());
    let prefixed = SendMedia::new("5511999990000", MediaKind::Image, base64("data:image/png;base64,AA=="));
    let nameless = SendMedia::new("5511999990000", MediaKind::Document, base64("aGVsbG8="));
    assert!(!format!("{nameless:?}").contains("aGVsbG8="), "Debug does not show the file");
    for bad in [prefixed, nameless] {
        assert!(matches!(shop(&server).call(bad).await, Err(Error::InvalidRequest(_))));
    }
    assert_eq!(requests(&server).await, 0);
}

#[tokio::test]
async fn every_kind_of_file_has_its_word() {
    let server = MockServer::start().await;
    for (kind, word) in [
        (MediaKind::Image, "image"),
        (MediaKind::Document, "document"),
        (MediaKind::Video, "video"),
        (MediaKind::Audio, "audio"),
    ] {
        answer(&server, 201, sent()).await;
        let file = MediaFile::Url("https://files.example.org/a".to_owned());
        shop(&server).call(SendMedia::new("5511999990000", kind, file)).await.unwrap();
        assert_eq!(body(&the_request(&server).await)["mediatype"], word);
    }
}

#[tokio::test]
async fn a_link_preview_belongs_to_texts() {
    let server = answering(201, sent()).await;
    let image = Message::image(Media::url("https://files.example.org/a.png"));
    let error = shop(&server).send(&to("5511999990000"), image).link_preview(true).await.unwrap_err();
    assert!(matches!(error, Error::Unsupported(_)));
    assert_eq!(requests(&server).await, 0);
}

#[tokio::test]
async fn what_no_server_takes_never_leaves() {
    let server = answering(201, sent()).await;
    let line = shop(&server);
    let phone = to("5511999990000");
    let soon = SystemTime::UNIX_EPOCH + Duration::from_secs(4_000_000_000);
    assert!(matches!(line.send_text(&phone, "x").message_id("MINE").await, Err(Error::Unsupported(_))));
    assert!(matches!(line.send_text(&phone, "x").schedule(soon).await, Err(Error::Unsupported(_))));
    for address in ["120363422585881117@newsletter", "1700000000@broadcast"] {
        assert!(matches!(line.send_text(&to(address), "x").await, Err(Error::Unsupported(_))), "{address}");
    }
    assert!(matches!(line.send_text(&phone, "  ").await, Err(Error::InvalidRequest(_))));
    for id in [MessageId::gateway("m-1"), MessageId::whatsapp(" ")] {
        let error = line.send_text(&phone, "x").quote(&id).await.unwrap_err();
        assert!(matches!(error, Error::InvalidRequest(_)), "{error}");
    }
    assert_eq!(requests(&server).await, 0);
}

#[tokio::test]
async fn an_answer_may_lack_nearly_everything() {
    let server = MockServer::start().await;
    for minimal in [
        json!({ "key": { "id": "ID" } }),
        json!({ "key": { "id": "ID", "remoteJid": "" }, "messageTimestamp": null, "status": 7 }),
    ] {
        answer(&server, 201, minimal).await;
        let sent = shop(&server).send_text(&to("5511999990000"), "x").await.unwrap();
        assert_eq!(sent.message_id.as_str(), "ID");
        assert!(sent.chat.is_none() && sent.at.is_none());
    }
}

#[tokio::test]
async fn the_time_comes_as_number_or_as_text() {
    let server = MockServer::start().await;
    for time in [json!(1_795_343_202), json!("1795343202")] {
        answer(&server, 201, json!({ "key": { "id": "ID" }, "messageTimestamp": time })).await;
        let sent = shop(&server).send_text(&to("5511999990000"), "x").await.unwrap();
        assert_eq!(sent.at, SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(1_795_343_202)));
    }
}

#[tokio::test]
async fn whatsapps_later_words_are_not_the_gateways() {
    let server = MockServer::start().await;
    for (word, status) in [
        ("PENDING", SendStatus::Accepted),
        ("SERVER_ACK", SendStatus::Accepted),
        ("READ", SendStatus::Accepted),
        ("ERROR", SendStatus::Other("ERROR".to_owned())),
    ] {
        answer(&server, 201, json!({ "key": { "id": "ID" }, "status": word })).await;
        assert_eq!(shop(&server).send_text(&to("5511999990000"), "x").await.unwrap().status, status);
    }
}

#[tokio::test]
async fn a_201_with_metas_error_is_a_failure_of_unknown_outcome() {
    let refused = json!({
        "message": "(#131030) Recipient phone number not in allowed list",
        "type": "OAuthException", "code": 131_030, "fbtrace_id": "XYZ",
    });
    let server = answering(201, refused).await;
    let line = shop_on(&server, KnownChannel::new(Integration::Business));
    let error = line.send_text(&to("5511999990000"), "hello").await.unwrap_err();
    assert!(matches!(error, Error::Server(_)), "{error:?}");
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert_eq!(error.provider_message(), Some("(#131030) Recipient phone number not in allowed list"));
    assert_eq!(error.context().provider_code(), Some("131030"));
    assert_eq!(requests(&server).await, 1, "never repeated");
}

#[tokio::test]
async fn a_201_that_names_no_message_is_no_success() {
    let server = MockServer::start().await;
    for odd in [json!({}), json!({ "key": {} }), json!({ "key": null }), json!({ "key": { "id": "" } })] {
        answer(&server, 201, odd).await;
        let error = shop(&server).send_text(&to("5511999990000"), "x").await.unwrap_err();
        assert_ne!(error.outcome(), Outcome::Refused, "{error:?}");
        assert_ne!(error.outcome(), Outcome::NotSent, "{error:?}");
    }
}

#[tokio::test]
async fn meta_knows_no_groups_no_lids_and_no_delay() {
    let server = answering(201, sent()).await;
    let line = shop_on(&server, KnownChannel::new(Integration::Business));
    for address in ["199789077627112@lid", "120363406289005073@g.us"] {
        // The server would strip both to their digits: somebody else's number.
        assert!(matches!(line.send_text(&to(address), "x").await, Err(Error::Unsupported(_))));
    }
    let late = line.send_text(&to("5511999990000"), "x").delay(Duration::from_secs(1)).await;
    assert!(matches!(late, Err(Error::Unsupported(_))));
    assert_eq!(requests(&server).await, 0);
    line.send_text(&to("5511999990000"), "x").quote("wamid.X").link_preview(true).await.unwrap();
    let told = body(&the_request(&server).await);
    assert_eq!((&told["quoted"]["key"]["id"], &told["linkPreview"]), (&json!("wamid.X"), &json!(true)));
}

#[tokio::test]
async fn the_servers_own_channel_answers_without_status_and_with_the_number_as_given() {
    let told = json!({
        "key": { "fromMe": true, "id": "2cdaf87c-e0b8-4ac1-977f-6e2db74c099f", "remoteJid": "5511999990000" },
        "message": { "mediaUrl": null }, "messageType": "imageMessage",
        "messageTimestamp": 1_795_343_194, "source": "unknown",
    });
    let server = answering(201, told).await;
    let line = shop_on(&server, KnownChannel::new(Integration::Evolution));
    assert!(line.capabilities().supports(Operation::Send));
    let image = Message::image(Media::url("https://files.example.org/a.png"));
    let sent = line.send(&to("5511999990000"), image).await.unwrap();
    assert_eq!(sent.chat, Some(to("5511999990000")));
    assert_eq!(sent.status, SendStatus::Accepted);
    assert!(matches!(line.send_text(&to("120363406289005073@g.us"), "x").await, Err(Error::Unsupported(_))));
}

#[tokio::test]
async fn an_erased_client_sends_the_same() {
    let server = answering(201, sent()).await;
    let sent = shop(&server).erase().send_text(&to("5511999990000"), "hello").await.unwrap();
    assert_eq!(body(&the_request(&server).await), json!({ "number": "5511999990000", "text": "hello" }));
    assert_eq!(sent.message_id.as_str(), "3EB05C5BE17ABAA0D27001");
}

//! Sending texts and images.

use std::time::{Duration, SystemTime};

use serde_json::{Value, json};
use wagate_ryze::messages::{MediaType, SendMedia, SendText};
use wagate_sdk_core::adapter::Endpoint;
use wagate_sdk_core::{Address, Error, Media, Message, MessageId, Outcome, Safety, SendStatus, TimeoutClass};

use crate::{body, failure, gateway, group, instance_token, line, phone, request, requests, text_sent};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// The answer to `message.media` as the documents show it.
fn image_sent() -> Value {
    json!({
        "success": true,
        "message": "Message sent successfully",
        "status": "sent",
        "data": {
            "messageId": "3EB08FCF27E532F1B0F5",
            "timestamp": "2026-11-22T12:00:00Z",
            "messageType": "image",
            "direction": "outgoing",
            "chat": {"jid": "5511999999999@s.whatsapp.net"},
            "sender": {"jid": "5511888888888@s.whatsapp.net"},
            "content": "Our new shop",
            "mediaUrl": "https://mmg.whatsapp.net/x",
            "mediaMimeType": "image/jpeg",
            "mediaSize": 48213
        }
    })
}

#[tokio::test]
async fn a_text_goes_out_and_comes_back_as_documented() {
    let server = gateway(200, text_sent()).await;
    let mut send = SendText::new("5511999999999", "Hello!");
    send.link_preview = Some(false);
    let sent = line(&server, instance_token()).call(send).await.unwrap();
    let seen = request(&server).await;
    assert_eq!((seen.method.as_str(), seen.url.path()), ("POST", "/api/message/text/support"));
    assert_eq!(seen.url.query(), None);
    assert_eq!(body(&seen), json!({"number": "5511999999999", "message": "Hello!", "linkPreview": false}));

    assert_eq!(sent.status.as_deref(), Some("sent"));
    let data = sent.data;
    assert_eq!(data.message_id, "3EB08FCF27E532F1B0F5");
    assert_eq!((data.message_type.as_deref(), data.direction.as_deref()), (Some("text"), Some("outgoing")));
    assert_eq!(data.content.as_deref(), Some("Hello!"));
    assert_eq!(data.chat.unwrap().jid.as_deref(), Some("5511999999999@s.whatsapp.net"));
    assert_eq!(data.sender.unwrap().jid.as_deref(), Some("5511888888888@s.whatsapp.net"));
}

#[tokio::test]
async fn every_field_of_a_text_has_its_documented_name() {
    let server = gateway(200, text_sent()).await;
    let mut send = SendText::new("120363406289005073@g.us", "Hello!");
    send.delay = Some(2);
    send.reply_to = Some("3EB0".into());
    send.reply_private = Some(true);
    send.mention = Some(vec!["5511888888888".into()]);
    send.mention_all = Some(false);
    send.source = Some("crm".into());
    assert_eq!(send.server_waits(), Duration::from_secs(2));
    line(&server, instance_token()).call(send).await.unwrap();
    let expected = json!({
        "number": "120363406289005073@g.us", "message": "Hello!", "delay": 2, "replyTo": "3EB0",
        "replyPrivate": true, "mention": ["5511888888888"], "mentionAll": false, "source": "crm"
    });
    assert_eq!(body(&request(&server).await), expected);
}

#[tokio::test]
async fn an_image_goes_out_and_comes_back_as_documented() {
    let server = gateway(200, image_sent()).await;
    let mut send = SendMedia::url("5511999999999", MediaType::Image, "https://example.com/photo.jpg");
    send.message = Some("Our new shop".into());
    let sent = line(&server, instance_token()).call(send).await.unwrap();
    let seen = request(&server).await;
    assert_eq!((seen.method.as_str(), seen.url.path()), ("POST", "/api/message/media/support"));
    let expected = json!({
        "number": "5511999999999",
        "mediaType": "image",
        "mediaUrl": "https://example.com/photo.jpg",
        "message": "Our new shop"
    });
    assert_eq!(body(&seen), expected);
    assert_eq!(sent.data.media_url.as_deref(), Some("https://mmg.whatsapp.net/x"));
    assert_eq!(
        (sent.data.media_mime_type.as_deref(), sent.data.media_size),
        (Some("image/jpeg"), Some(48213))
    );
}

#[tokio::test]
async fn every_field_of_a_file_has_its_documented_name() {
    let server = gateway(200, image_sent()).await;
    let mut send = SendMedia::base64("5511999999999", MediaType::Audio, "T2dn");
    send.mime_type = Some("audio/ogg".into());
    send.file_name = Some("note.ogg".into());
    send.is_voice = Some(false);
    send.duration = Some(3);
    send.waveform = Some(vec![0, 128, 255]);
    send.delay = Some(1);
    send.reply_to = Some("3EB0".into());
    send.reply_private = Some(false);
    send.mention = Some(vec!["5511888888888".into()]);
    send.mention_all = Some(true);
    send.source = Some("crm".into());
    line(&server, instance_token()).call(send).await.unwrap();
    let expected = json!({
        "number": "5511999999999", "mediaType": "audio", "mediaBase64": "T2dn", "mimeType": "audio/ogg",
        "fileName": "note.ogg", "isVoice": false, "duration": 3, "waveform": [0, 128, 255], "delay": 1,
        "replyTo": "3EB0", "replyPrivate": false, "mention": ["5511888888888"], "mentionAll": true,
        "source": "crm"
    });
    assert_eq!(body(&request(&server).await), expected);
}

#[tokio::test]
async fn a_file_has_exactly_one_source() {
    let server = gateway(200, image_sent()).await;
    let line = line(&server, instance_token());
    let mut both = SendMedia::url("5511999999999", MediaType::Image, "https://example.com/a.png");
    both.media_base64 = Some("aGk=".into());
    let mut neither = SendMedia::url("5511999999999", MediaType::Image, "https://example.com/a.png");
    neither.media_url = None;
    for send in [both, neither] {
        let error = line.call(send).await.unwrap_err();
        assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
        assert_eq!(error.outcome(), Outcome::NotSent);
    }
    assert!(requests(&server).await.is_empty());
}

#[test]
fn sends_are_never_repeated_and_files_are_timed_by_progress() {
    assert_eq!((SendText::SAFETY, SendMedia::SAFETY), (Safety::AtMostOnce, Safety::AtMostOnce));
    assert_eq!((SendText::TIMEOUT, SendMedia::TIMEOUT), (TimeoutClass::Standard, TimeoutClass::Media));
}

#[tokio::test]
async fn a_sent_text_tells_its_id_chat_and_time() {
    let server = gateway(200, text_sent()).await;
    let sent = line(&server, instance_token()).send_text(&phone(), "Hello!").await.unwrap();
    assert_eq!(body(&request(&server).await), json!({"number": "5511999999999", "message": "Hello!"}));
    assert_eq!(sent.message_id, MessageId::whatsapp("3EB08FCF27E532F1B0F5"));
    assert_eq!((sent.chat, sent.status), (Some(phone()), SendStatus::Accepted));
    let noon = SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_348_800);
    assert_eq!(sent.at, Some(noon));
    assert!(sent.raw.expose().contains("5511888888888"));
}

#[tokio::test]
async fn a_telephone_number_goes_as_digits_and_everything_else_as_a_jid() {
    let server = gateway(200, text_sent()).await;
    let line = line(&server, instance_token());
    let jids = ["199789077627112@lid", "120363406289005073@g.us", "120363422585881117@newsletter"];
    for to in jids.into_iter().chain(["5511999999999@s.whatsapp.net"]) {
        line.send_text(&to.parse().unwrap(), "Hello!").await.unwrap();
        let image = Message::image(Media::url("https://example.com/a.png"));
        line.send_image(&to.parse().unwrap(), image).await.unwrap();
        let sent = requests(&server).await;
        let expected = to.strip_suffix("@s.whatsapp.net").unwrap_or(to);
        for request in &sent[sent.len() - 2..] {
            assert_eq!(body(request)["number"], expected);
        }
    }
}

#[tokio::test]
async fn the_options_of_a_text_go_out() {
    let server = gateway(200, text_sent()).await;
    line(&server, instance_token())
        .send_text(&group(), "Hello!")
        .quote("3EB0AA")
        .mention(&"+55 11 88888-8888".parse().unwrap())
        .mention(&"199789077627112@lid".parse().unwrap())
        .mention_all()
        .link_preview(true)
        .delay(Duration::from_millis(1001))
        .await
        .unwrap();
    let expected = json!({
        "number": "120363406289005073@g.us", "message": "Hello!", "replyTo": "3EB0AA", "linkPreview": true,
        "mention": ["5511888888888", "199789077627112@lid"], "mentionAll": true, "delay": 2
    });
    assert_eq!(body(&request(&server).await), expected);
}

#[tokio::test]
async fn the_options_of_an_image_go_out() {
    let server = gateway(200, image_sent()).await;
    let image = Message::image(Media::url("https://example.com/a.png").named("a.png").of_type("image/png"))
        .caption("Look");
    let who = "5511888888888".parse().unwrap();
    line(&server, instance_token())
        .send_image(&group(), image)
        .quote("3EB0AA")
        .mention(&who)
        .mention_all()
        .delay(Duration::from_secs(3))
        .await
        .unwrap();
    let expected = json!({
        "number": "120363406289005073@g.us", "mediaType": "image", "mediaUrl": "https://example.com/a.png",
        "message": "Look", "mimeType": "image/png", "fileName": "a.png", "replyTo": "3EB0AA",
        "mention": ["5511888888888"], "mentionAll": true, "delay": 3
    });
    assert_eq!(body(&request(&server).await), expected);
}

#[tokio::test]
async fn bytes_go_as_base64_and_never_with_a_url() {
    let server = gateway(200, image_sent()).await;
    let image = Message::image(Media::bytes(PNG)).caption("Receipt");
    line(&server, instance_token()).send_image(&phone(), image).await.unwrap();
    let expected = json!({
        "number": "5511999999999", "mediaType": "image", "mediaBase64": "iVBORw0KGgo=",
        "message": "Receipt", "mimeType": "image/png"
    });
    assert_eq!(body(&request(&server).await), expected);
}

#[test]
fn a_delay_is_whole_seconds_and_is_waited_for() {
    let mut send = SendText::new("5511999999999", "Hello!");
    assert_eq!(send.server_waits(), Duration::ZERO);
    send.delay = Some(30);
    assert_eq!(send.server_waits(), Duration::from_secs(30));
    let mut file = SendMedia::base64("5511999999999", MediaType::Image, "aGk=");
    file.delay = Some(5);
    assert_eq!(file.server_waits(), Duration::from_secs(5));
    // A delay that is no real one must not overflow the clock.
    send.delay = Some(u64::MAX);
    assert!(send.server_waits() < Duration::from_secs(100_000));
}

#[tokio::test]
async fn a_delay_is_never_shorter_than_asked_for() {
    let server = gateway(200, text_sent()).await;
    let line = line(&server, instance_token());
    for (asked, seconds) in [(0, 0), (1, 1), (999, 1), (1000, 1), (1001, 2), (2500, 3)] {
        line.send_text(&phone(), "Hello!").delay(Duration::from_millis(asked)).await.unwrap();
        assert_eq!(body(requests(&server).await.last().unwrap())["delay"], seconds, "{asked} ms");
    }
}

#[tokio::test]
async fn what_cannot_be_carried_is_refused_before_anything_leaves() {
    let server = gateway(200, text_sent()).await;
    let line = line(&server, instance_token());
    let image = || Message::image(Media::url("https://example.com/a.png"));
    let unsupported = [
        line.send_text(&phone(), "Hello!").message_id("mine").await,
        line.send_text(&phone(), "Hello!").schedule(SystemTime::now()).await,
        line.send_image(&phone(), image()).link_preview(true).await,
        line.send_text(&Address::StatusBroadcast, "Hello!").quote("3EB0").await,
        line.send_text(&"1400000000@broadcast".parse().unwrap(), "Hello!").await,
    ];
    for result in unsupported {
        let error = result.unwrap_err();
        assert!(matches!(error, Error::Unsupported(_)), "{error:?}");
    }
    let invalid = [
        line.send_text(&phone(), " ").await,
        line.send_text(&phone(), "Hello!").mention_all().await,
        line.send_text(&group(), "Hello!").mention(&group()).await,
        line.send_text(&phone(), "Hello!").quote("").await,
        line.send_text(&phone(), "Hello!").quote(MessageId::gateway("msg_1")).await,
    ];
    for result in invalid {
        let error = result.unwrap_err();
        assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
        assert_eq!((error.outcome(), error.context().provider()), (Outcome::NotSent, "ryze"));
    }
    assert!(requests(&server).await.is_empty());
}

#[tokio::test]
async fn an_answer_with_only_an_id_is_enough_and_odd_parts_do_no_harm() {
    for data in [
        json!({"messageId": "3EB0"}),
        json!({"messageId": "3EB0", "chat": "x", "sender": 1, "timestamp": {}, "mediaSize": "n/a", "replyTo": []}),
    ] {
        let server = gateway(200, json!({"data": data})).await;
        let sent = line(&server, instance_token()).send_text(&phone(), "Hello!").await.unwrap();
        assert_eq!((sent.message_id.as_str(), sent.status), ("3EB0", SendStatus::Accepted));
        assert!(sent.chat.is_none() && sent.at.is_none());
    }
}

#[tokio::test]
async fn an_unknown_status_is_kept_as_it_is() {
    let mut answer = text_sent();
    answer["status"] = json!("queued");
    answer["data"]["timestamp"] = json!(1_795_348_800);
    answer["data"]["replyTo"] = json!({"messageId": "3EB0AA"});
    answer["data"]["chat"] = json!({"jid": "120363406289005073@g.us", "groupName": "Team"});
    let server = gateway(200, answer).await;
    let line = line(&server, instance_token());
    let sent = line.send_text(&phone(), "Hello!").await.unwrap();
    assert_eq!((sent.status, sent.chat), (SendStatus::Other("queued".into()), Some(group())));
    assert!(sent.at.is_some());
    let native = line.call(SendText::new("5511999999999", "Hello!")).await.unwrap();
    assert_eq!(native.data.reply_to.unwrap().message_id.as_deref(), Some("3EB0AA"));
    assert_eq!(native.data.chat.unwrap().group_name.as_deref(), Some("Team"));
}

#[tokio::test]
async fn a_send_that_fails_inside_a_success_has_an_unknown_effect() {
    let mut with_data = text_sent();
    with_data["success"] = json!(false);
    for answer in
        [with_data, failure("went wrong"), json!({"success": true, "error": {"message": "went wrong"}})]
    {
        let server = gateway(200, answer).await;
        let error = line(&server, instance_token()).send_text(&phone(), "Hello!").await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::Unknown, "{error:?}");
        request(&server).await;
    }
}

#[tokio::test]
async fn a_success_without_a_message_id_was_accepted_and_could_not_be_read() {
    for answer in [json!({"success": true}), json!({"success": true, "data": {"messageId": ""}})] {
        let server = gateway(200, answer).await;
        let error = line(&server, instance_token()).send_text(&phone(), "Hello!").await.unwrap_err();
        assert!(matches!(error, Error::Decode(_)), "{error:?}");
        assert_eq!(error.outcome(), Outcome::Accepted);
    }
}

//! What becomes of messages that exist, by the portable operations.

use std::time::Duration;

use serde_json::{Value, json};
use wagate_sdk_core::adapter::Messages;
use wagate_sdk_core::{
    Address, ChatContent, ChatPresence, DeliveryStatus, Error, FileKind, MessageId, MessageRef, Outcome,
};
use wiremock::matchers::{any, body_partial_json};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::{
    body, failure, gateway, group, instance_token, lid, line, newsletter, phone, portable, refused_here,
    requests, route,
};

const ID: &str = "3EB08FCF27E532F1B0F5";
const JID: &str = "5511999999999@s.whatsapp.net";
const OWN: &str = "5511888888888@s.whatsapp.net";

fn done() -> Value {
    json!({"success": true, "message": "done"})
}

fn gateway_id(chat: Address) -> MessageRef {
    MessageRef::sent(chat, MessageId::gateway("7"))
}

#[tokio::test]
async fn a_text_is_edited_by_its_id() {
    let sent = MessageRef::sent(phone(), ID);
    let (edited, seen) = portable(done(), async |line| line.erase().edit(&sent, "6 PM").await).await;
    assert_eq!(route(&seen), "POST /api/chat/edit/support");
    assert_eq!(body(&seen), json!({"messageId": ID, "content": "6 PM"}));
    assert!(edited.raw.expose().contains("done"));
    let error = refused_here(async |line| line.edit(&gateway_id(phone()), "6 PM").await).await;
    assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
}

#[tokio::test]
async fn a_message_is_revoked_for_everyone() {
    for message in [MessageRef::sent(phone(), ID), MessageRef::received(group(), ID).by(lid())] {
        let (_, seen) = portable(done(), async |line| line.revoke(&message).await).await;
        assert_eq!(route(&seen), "DELETE /api/chat/delete/support");
        assert_eq!(body(&seen), json!({"messageId": ID, "deleteForEveryone": true}));
    }
}

#[tokio::test]
async fn what_is_no_chat_has_no_messages_to_change() {
    for chat in ["status@broadcast", "1400000000@broadcast"].map(|jid| jid.parse::<Address>().unwrap()) {
        let (sent, received) = (MessageRef::sent(chat.clone(), ID), MessageRef::received(chat, ID));
        let errors = [
            refused_here(async |line| line.edit(&sent, "6 PM").await).await,
            refused_here(async |line| line.revoke(&sent).await).await,
            refused_here(async |line| line.mark_read(std::slice::from_ref(&received)).await).await,
        ];
        for error in errors {
            assert!(matches!(error, Error::Unsupported(_)), "{error:?}");
        }
    }
}

#[tokio::test]
async fn messages_are_marked_one_by_one_in_order_with_the_author_in_groups() {
    let server = gateway(200, done()).await;
    let messages = [
        MessageRef::received(phone(), "1"),
        MessageRef::received(group(), "2").by("5511777777777".parse().unwrap()),
        MessageRef::received(group(), "3").by(lid()),
        MessageRef::received(lid(), "4"),
        MessageRef::received(newsletter(), "5"),
    ];
    let marked = line(&server, instance_token()).erase().mark_read(&messages).await.unwrap();
    assert!(marked.raw.expose().contains("done"));
    let seen = requests(&server).await;
    assert!(seen.iter().all(|request| route(request) == "POST /api/chat/markRead/support"));
    let group = "120363406289005073@g.us";
    assert_eq!(
        seen.iter().map(body).collect::<Vec<_>>(),
        [
            json!({"messageId": "1", "number": "5511999999999"}),
            json!({"messageId": "2", "number": group, "sender": "5511777777777@s.whatsapp.net"}),
            json!({"messageId": "3", "number": group, "sender": "123456789012345@lid"}),
            json!({"messageId": "4", "number": "123456789012345@lid"}),
            json!({"messageId": "5", "number": "120363422585881117@newsletter"}),
        ]
    );
}

#[tokio::test]
async fn a_failed_mark_tells_how_many_were_marked_before_it() {
    let messages = ["1", "2", "3", "4"].map(|id| MessageRef::received(phone(), id));
    for (failing, before) in [("1", 0), ("3", 2)] {
        let server = MockServer::start().await;
        let offline = failure("Instance is not connected to WhatsApp");
        Mock::given(body_partial_json(json!({"messageId": failing})))
            .respond_with(ResponseTemplate::new(503).set_body_json(offline))
            .with_priority(1)
            .mount(&server)
            .await;
        Mock::given(any())
            .respond_with(ResponseTemplate::new(200).set_body_json(done()))
            .mount(&server)
            .await;
        let error = line(&server, instance_token()).mark_read(&messages).await.unwrap_err();
        assert!(matches!(error, Error::InstanceOffline(_)), "{error:?}");
        assert_eq!(requests(&server).await.len(), before + 1, "nothing is marked behind it");
        let told = error.to_string().contains(&format!("after {before} of 4 were done"));
        assert_eq!(told, before > 0, "{error}");
        // What was marked is marked.
        let outcome = if before > 0 { Outcome::Unknown } else { Outcome::Refused };
        assert_eq!((error.outcome(), error.status().unwrap().as_u16()), (outcome, 503));
    }
}

#[tokio::test]
async fn one_bad_message_among_good_ones_marks_none() {
    let bad = MessageRef::received(phone(), MessageId::gateway("7"));
    let messages = [MessageRef::received(phone(), "1"), bad];
    let error = refused_here(async |line| line.mark_read(&messages).await).await;
    assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
    let messages = [MessageRef::received(phone(), "1"), MessageRef::received(group(), "2").by(group())];
    let error = refused_here(async |line| line.mark_read(&messages).await).await;
    assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
}

/// The stored message of the documents, with some members replaced.
fn found(members: Value) -> Value {
    let mut data = json!({
        "content": "Hi!", "type": "text", "from": JID, "to": OWN, "chat": JID,
        "timestamp": "2026-11-22T12:00:00Z", "isGroup": false, "status": "delivered"
    });
    for (name, value) in members.as_object().unwrap() {
        data[name] = value.clone();
    }
    json!({"success": true, "message": "Message found", "messageId": ID, "data": data, "status": "found"})
}

#[tokio::test]
async fn a_stored_message_is_told_with_its_sides() {
    let id = MessageId::whatsapp(ID);
    let (message, seen) = portable(found(json!({})), async |line| line.erase().message(&id).await).await;
    assert_eq!(route(&seen), format!("GET /api/chat/getMessage/support?messageId={ID}"));
    assert_eq!((message.id.as_ref(), message.chat.as_ref()), (Some(&id), Some(&phone())));
    assert_eq!((message.from_me, message.author.as_ref()), (Some(false), Some(&phone())));
    assert_eq!((message.text(), message.status.as_ref()), (Some("Hi!"), Some(&DeliveryStatus::Delivered)));
    assert!(message.at.is_some() && message.raw.expose().contains("isGroup"));
    assert!(message.reference().is_some());

    let sent = found(json!({"from": OWN, "to": JID}));
    let (message, _) = portable(sent, async |line| line.message(&id).await).await;
    assert_eq!((message.from_me, message.author), (Some(true), Some("5511888888888".parse().unwrap())));

    // In a group nothing tells whether this number wrote it, and a LID is no number.
    let members = json!({"from": "123456789012345@lid", "to": "120363406289005073@g.us", "chat": "120363406289005073@g.us"});
    let (message, _) = portable(found(members), async |line| line.message(&id).await).await;
    assert_eq!((message.from_me, message.author, message.chat), (None, Some(lid()), Some(group())));

    // Nor where the two sides are told in two ways.
    let members = json!({"chat": "123456789012345@lid"});
    let (message, _) = portable(found(members), async |line| line.message(&id).await).await;
    assert_eq!((message.from_me, message.chat), (None, Some(lid())));
}

#[tokio::test]
async fn a_stored_file_is_told_with_its_kind() {
    let id = MessageId::whatsapp(ID);
    for (word, media, kind, caption) in [
        ("image", "image", FileKind::Image, Some("Hi!")),
        ("video", "video", FileKind::Video, Some("Hi!")),
        ("document", "document", FileKind::Document, Some("Hi!")),
        ("audio", "audio", FileKind::Audio, None),
        ("ptt", "audio", FileKind::Voice, None),
        ("sticker", "sticker", FileKind::Sticker, None),
        ("media", "image", FileKind::Image, Some("Hi!")),
    ] {
        let members = json!({"type": word, "media": {"type": media, "mimeType": "x/y", "size": 7}});
        let (message, _) = portable(found(members), async |line| line.message(&id).await).await;
        let file = message.file().unwrap();
        assert_eq!((file.kind, file.caption.as_deref()), (kind, caption), "{word}");
        assert_eq!((file.media_type.as_deref(), file.length), (Some("x/y"), Some(7)));
        assert_eq!(file.message.as_ref(), Some(&id));
    }
    for word in ["poll", "reaction", "contact", "something new"] {
        let (message, _) = portable(found(json!({"type": word})), async |line| line.message(&id).await).await;
        assert!(matches!(message.content, ChatContent::Other(told) if told == word));
    }
}

#[tokio::test]
async fn a_message_that_is_not_known_is_not_found() {
    let id = MessageId::whatsapp(ID);
    let server = gateway(404, failure("Message not found")).await;
    let line = line(&server, instance_token());
    assert!(matches!(line.message(&id).await.unwrap_err(), Error::NotFound(_)));
    assert!(matches!(line.message_status(&id).await.unwrap_err(), Error::NotFound(_)));
}

#[tokio::test]
async fn how_far_a_message_came_is_told_by_word_or_number() {
    let id = MessageId::whatsapp(ID);
    for (word, code, status) in [
        ("pending", 0, DeliveryStatus::Pending),
        ("sent", 1, DeliveryStatus::Sent),
        ("delivered", 2, DeliveryStatus::Delivered),
        ("received", 3, DeliveryStatus::Delivered),
        ("read", 4, DeliveryStatus::Read),
        ("played", 5, DeliveryStatus::Played),
        ("error", -1, DeliveryStatus::Failed),
    ] {
        for answer in
            [json!({"status": word, "status_code": 77}), json!({"status": null, "status_code": code})]
        {
            let (told, seen) = portable(answer, async |line| line.message_status(&id).await).await;
            assert_eq!(route(&seen), format!("GET /api/chat/status/support?messageId={ID}"));
            assert_eq!(told.status, status, "{word}");
        }
    }
    let (told, _) = portable(json!({"status": "lost"}), async |line| line.message_status(&id).await).await;
    assert_eq!(told.status, DeliveryStatus::Other("lost".into()));
    let server = gateway(200, json!({"success": true})).await;
    let error = line(&server, instance_token()).message_status(&id).await.unwrap_err();
    assert!(matches!(error, Error::Decode(_)), "{error:?}");
}

#[tokio::test]
async fn presence_goes_out_in_whole_seconds_rounded_up_to_a_minute_at_most() {
    for (presence, lasting, expected) in [
        (ChatPresence::Typing, Duration::from_millis(4001), json!({"state": "typing", "duration": 5})),
        (ChatPresence::Recording, Duration::from_secs(20), json!({"state": "recording", "duration": 20})),
        (ChatPresence::Typing, Duration::from_secs(90), json!({"state": "typing", "duration": 60})),
        (ChatPresence::Paused, Duration::from_secs(5), json!({"state": "pause"})),
    ] {
        let show = async |line: crate::InstanceClient<_>| {
            wagate_ryze::Ryze::show_presence(&line, group(), presence, lasting).await
        };
        let (_, seen) = portable(done(), show).await;
        assert_eq!(route(&seen), "POST /api/chat/presence/support");
        let mut expected = expected;
        expected["number"] = json!("120363406289005073@g.us");
        assert_eq!(body(&seen), expected);
    }
}

#[tokio::test]
async fn typing_shows_and_stops() {
    let server = gateway(200, done()).await;
    let client = line(&server, instance_token()).erase();
    let typing = client.typing(&phone(), Duration::from_secs(60)).unwrap();
    while requests(&server).await.is_empty() {
        tokio::task::yield_now().await;
    }
    typing.stop().await.unwrap();
    let seen: Vec<_> = requests(&server).await.iter().map(body).collect();
    let number = "5511999999999";
    let expected = [
        json!({"number": number, "state": "typing", "duration": 20}),
        json!({"number": number, "state": "pause"}),
    ];
    assert_eq!(seen, expected);
}

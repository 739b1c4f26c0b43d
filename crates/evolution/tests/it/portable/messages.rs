//! What becomes of messages.

use std::time::Duration;

use serde_json::{Value, json};
use wagate_sdk_core::{ChatContent, DeliveryStatus, Error, MessageId, MessageRef, Outcome, wire};
use wiremock::matchers::{any, body_partial_json};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::{GROUP, JID, LID, left, maps, routes, stays, to};
use crate::{answering, baileys, failure, requests, sent};

const ID: &str = "3EB05C5BE17ABAA0D27001";

/// The answer to a change of a message, as the server gives it.
fn changed() -> Value {
    json!({
        "key": { "remoteJid": JID, "fromMe": true, "id": "3EB0C30576F70A28F6F6A8" },
        "message": { "protocolMessage": { "type": "MESSAGE_EDIT" } },
        "messageTimestamp": "1795343205", "status": "PENDING",
    })
}

#[tokio::test]
async fn an_own_text_is_given_new_words() {
    for chat in [JID, LID, GROUP] {
        let asked = json!({
            "number": chat, "text": "hello edited", "key": { "id": ID, "fromMe": true, "remoteJid": chat },
        });
        let message = MessageRef::sent(to(chat), ID);
        let edit = ("POST", "/chat/updateMessage/shop", asked);
        let done = maps(edit, (200, changed()), async |line| line.edit(&message, "hello edited").await).await;
        assert_eq!(done.raw.json::<Value>().unwrap(), changed());
    }
}

#[tokio::test]
async fn a_message_is_deleted_for_everyone() {
    let path = "/chat/deleteMessageForEveryone/shop";
    let own = |chat: &str| json!({ "id": ID, "fromMe": true, "remoteJid": chat });
    let mut theirs = json!({ "id": ID, "fromMe": false, "remoteJid": GROUP });
    theirs["participant"] = json!(LID);
    for (message, asked) in [
        (MessageRef::sent(to(JID), ID), own(JID)),
        (MessageRef::sent(to(GROUP), ID), own(GROUP)),
        (MessageRef::received(to(GROUP), ID).by(to(LID)), theirs),
    ] {
        maps(("DELETE", path, asked), (201, sent()), async |line| line.revoke(&message).await).await;
    }
}

#[tokio::test]
async fn messages_are_marked_as_read_once_each() {
    let key = |id: &str, chat: &str| json!({ "id": id, "fromMe": false, "remoteJid": chat });
    let asked = json!({ "readMessages": [key("A", JID), key("B", GROUP)] });
    let told = (201, json!({ "message": "Read messages", "read": "success" }));
    let one = MessageRef::received(to(JID), "A");
    let other = MessageRef::received(to(GROUP), "B").by(to(LID));
    let all = [one.clone(), other, one];
    maps(("POST", "/chat/markMessageAsRead/shop", asked), told, async |line| line.mark_read(&all).await)
        .await;
}

#[tokio::test]
async fn what_the_server_would_pass_over_or_does_not_know_stays_here() {
    let lid = MessageRef::received(to(LID), "A");
    let feed = MessageRef::sent(to("status@broadcast"), "A");
    let channel = to("120363000000000009@newsletter");
    for error in [
        stays(async |line| line.mark_read(std::slice::from_ref(&lid)).await).await,
        stays(async |line| line.edit(&feed, "x").await).await,
        stays(async |line| line.revoke(&feed).await).await,
        stays(async |line| line.revoke(&MessageRef::sent(channel.clone(), "A")).await).await,
        stays(async |line| line.typing(&channel, Duration::from_secs(1))).await,
    ] {
        assert!(matches!(error, Error::Unsupported(_)), "{error:?}");
    }
    let gateways = MessageId::gateway("m-1");
    for error in [
        stays(async |line| line.message(&gateways).await).await,
        stays(async |line| line.message_status(&gateways).await).await,
        stays(async |line| line.revoke(&MessageRef::sent(to(JID), gateways.clone())).await).await,
    ] {
        assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
    }
}

fn page(records: Value) -> Value {
    json!({ "messages": { "total": 1, "pages": 1, "currentPage": 1, "records": records } })
}

/// A message from a group, as the server stores it.
fn stored() -> Value {
    json!({
        "id": "cmwrozp3o0032kc7d186c9tvq",
        "key": {
            "id": "3EB0IN0002", "fromMe": false, "remoteJid": GROUP, "participant": LID,
            "addressingMode": "lid", "participantAlt": JID,
        },
        "pushName": "Ana", "messageType": "conversation", "message": { "conversation": "hi group" },
        "messageTimestamp": 1_795_343_207, "instanceId": "4a3c6afc-071a-4363-bd94-0a53926b398a",
        "source": "unknown",
        "contextInfo": {
            "stanzaId": "Q1", "participant": "111222333444555@lid", "quotedMessage": { "conversation": "q" },
        },
        "MessageUpdate": [{ "status": "EDITED" }, { "status": "READ" }, { "status": "DELIVERY_ACK" }],
    })
}

#[tokio::test]
async fn a_stored_message_is_read() {
    let find = |id: &str| ("POST", "/chat/findMessages/shop", json!({ "where": { "key": { "id": id } } }));
    let read = async |line: &_, id: &str| wagate_sdk_core::InstanceClient::message(line, &id.into()).await;
    let told = (200, page(json!([stored()])));
    let message = maps(find("3EB0IN0002"), told, async |line| read(line, "3EB0IN0002").await).await;
    assert_eq!(message.id, Some("3EB0IN0002".into()));
    assert_eq!((message.chat.clone(), message.from_me), (Some(to(GROUP)), Some(false)));
    assert_eq!(message.author, Some(to(LID)), "as the group addresses him");
    assert_eq!((message.author_name.as_deref(), message.text()), (Some("Ana"), Some("hi group")));
    assert_eq!((message.at, message.quoted.clone()), (wire::epoch(1_795_343_207), Some("Q1".into())));
    assert_eq!(message.status, Some(DeliveryStatus::Read), "the furthest");
    assert_eq!(message.raw.json::<Value>().unwrap(), stored());
    assert_eq!(message.reference(), Some(MessageRef::received(to(GROUP), "3EB0IN0002").by(to(LID))));

    let own = json!({
        "key": { "id": ID, "fromMe": true, "remoteJid": JID }, "pushName": "Você",
        "message": { "conversation": "x" }, "messageTimestamp": "1795343205",
    });
    let message = maps(find(ID), (200, page(json!([own]))), async |line| read(line, ID).await).await;
    assert_eq!(
        (message.author.clone(), message.author_name),
        (None, None),
        "the word for \"you\" is no name"
    );
    assert_eq!((message.at, message.status), (wire::epoch(1_795_343_205), None));

    let theirs = json!({ "key": { "id": "A", "fromMe": false, "remoteJid": JID } });
    let message = maps(find("A"), (200, page(json!([theirs]))), async |line| read(line, "A").await).await;
    assert_eq!(message.author, Some(to(JID)));
    assert!(matches!(message.content, ChatContent::Other(word) if word.is_empty()));
}

#[tokio::test]
async fn a_message_that_is_not_stored_is_not_found() {
    let server = answering(200, page(json!([]))).await;
    let error = baileys(&server).message(&ID.into()).await.unwrap_err();
    assert!(matches!(error, Error::NotFound(_)), "{error:?}");
    assert_eq!(error.context().operation(), "message");
}

fn step(index: usize, word: &str) -> Value {
    json!({
        "id": format!("row-{index}"), "keyId": ID, "remoteJid": GROUP, "fromMe": true, "participant": null,
        "pollUpdates": null, "status": word,
    })
}

#[tokio::test]
async fn the_furthest_step_counts() {
    for (words, expected) in [
        (vec!["SERVER_ACK", "DELIVERY_ACK"], DeliveryStatus::Delivered),
        (vec!["READ", "SERVER_ACK", "EDITED"], DeliveryStatus::Read),
        (vec!["PENDING"], DeliveryStatus::Pending),
        (vec!["PLAYED", "DELIVERY_ACK"], DeliveryStatus::Played),
        (vec!["ERROR", "SERVER_ACK"], DeliveryStatus::Sent),
        (vec!["ERROR"], DeliveryStatus::Failed),
        (vec!["DELETED", "READ"], DeliveryStatus::Deleted),
        (vec!["EDITED"], DeliveryStatus::Other("EDITED".to_owned())),
        (vec!["SEEN_TWICE", "SERVER_ACK"], DeliveryStatus::Sent),
    ] {
        let rows: Vec<Value> = words.iter().enumerate().map(|(index, word)| step(index, word)).collect();
        let asked = json!({ "where": { "id": ID }, "page": 1, "offset": 100 });
        let find = ("POST", "/chat/findStatusMessage/shop", asked);
        let told = (200, json!(rows));
        let delivery = maps(find, told, async |line| line.message_status(&ID.into()).await).await;
        assert_eq!(delivery.status, expected, "{words:?}");
        let row = delivery.raw.json::<Value>().unwrap();
        assert!(rows.contains(&row), "{words:?}: the row itself");
    }
}

#[tokio::test]
async fn a_large_group_has_more_rows_than_one_page() {
    let server = MockServer::start().await;
    let first: Vec<Value> = (0..100).map(|index| step(index, "DELIVERY_ACK")).collect();
    for (page, rows) in [(1, json!(first)), (2, json!([step(100, "READ"), step(101, "SERVER_ACK")]))] {
        Mock::given(body_partial_json(json!({ "page": page })))
            .respond_with(ResponseTemplate::new(200).set_body_json(rows))
            .mount(&server)
            .await;
    }
    let delivery = baileys(&server).message_status(&ID.into()).await.unwrap();
    assert_eq!((delivery.status, requests(&server).await), (DeliveryStatus::Read, 2));
    // A server that does not count pages is not asked for ever.
    server.reset().await;
    Mock::given(any()).respond_with(ResponseTemplate::new(200).set_body_json(first)).mount(&server).await;
    let delivery = baileys(&server).message_status(&ID.into()).await.unwrap();
    assert_eq!((delivery.status, requests(&server).await), (DeliveryStatus::Delivered, 2));
}

#[tokio::test]
async fn before_the_first_step_the_message_itself_is_looked_for() {
    for (from_me, expected) in [(true, DeliveryStatus::Pending), (false, DeliveryStatus::Delivered)] {
        let row = json!({ "key": { "id": ID, "fromMe": from_me, "remoteJid": JID }, "MessageUpdate": [] });
        let server = routes(&[
            ("/chat/findStatusMessage", 200, json!([])),
            ("/chat/findMessages", 200, page(json!([row]))),
        ])
        .await;
        let delivery = baileys(&server).message_status(&ID.into()).await.unwrap();
        assert_eq!(delivery.status, expected);
        assert_eq!(left(&server).await[1].1, json!({ "where": { "key": { "id": ID } } }));
    }
    let server =
        routes(&[("/chat/findStatusMessage", 200, json!([])), ("/chat/findMessages", 200, page(json!([])))])
            .await;
    let error = baileys(&server).message_status(&ID.into()).await.unwrap_err();
    assert!(matches!(error, Error::NotFound(_)), "{error:?}");
}

#[tokio::test]
async fn typing_and_recording_are_shown_in_milliseconds_and_end() {
    for (chat, number, recording) in [(JID, "5511999990000", false), (LID, LID, true), (GROUP, GROUP, false)]
    {
        let word = if recording { "recording" } else { "composing" };
        let server = answering(201, json!({ "presence": word })).await;
        let (line, lasting) = (baileys(&server), Duration::from_micros(1_500));
        let shown =
            if recording { line.recording(&to(chat), lasting) } else { line.typing(&to(chat), lasting) };
        shown.unwrap().done().await.unwrap();
        let show = |presence: &str, delay: u64| {
            let asked = json!({ "number": number, "presence": presence, "delay": delay });
            ("/chat/sendPresence".to_owned(), asked)
        };
        let left = left(&server).await;
        assert_eq!(left.last(), Some(&show("paused", 0)));
        assert!(left[0].1["delay"].as_u64().is_some_and(|delay| (1..=2).contains(&delay)), "{left:?}");
        assert_eq!(left[0].1["presence"], word);
    }
}

#[tokio::test]
async fn a_change_that_cannot_be_made_says_what_is_known() {
    let own = MessageRef::sent(to(JID), ID);
    let server = answering(400, failure(400, "Bad Request", json!(["Message not compatible"]))).await;
    let error = baileys(&server).edit(&own, "x").await.unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_)) && error.outcome() == Outcome::Refused, "{error:?}");
}

//! Sends.

use std::time::Duration;

use serde_json::{Value, json};
use wagate_sdk_core::{
    Address, AddressKind, Error, Media, Message, MessageId, MessageKind, Operation, Outcome, SendOption,
    SendStatus,
};
use wagate_vzaps::messages::{SendImage, SendText};
use wiremock::{MockServer, ResponseTemplate};

use crate::gateway::*;

const TEXT: &str = "/chat/send/text";
const IMAGE: &str = "/chat/send/image";
const URL: &str = "https://cdn.example.com/a.png";

async fn queueing() -> MockServer {
    let server = MockServer::start().await;
    answers(&server, "POST", &route(TEXT), 200, queued()).await;
    answers(&server, "POST", &route(IMAGE), 200, queued()).await;
    server
}

#[tokio::test]
async fn a_text_goes_out_as_the_reference_shows_it_and_is_queued() {
    let server = queueing().await;
    let sent =
        line(&server).send_text(&phone(), "Hello from the SDK").quote("3EB0A1B2C3D4E5F60001").await.unwrap();
    let body = json!({
        "phone": "5511987650002",
        "message": "Hello from the SDK",
        "reply_to_message_id": "3EB0A1B2C3D4E5F60001"
    });
    assert_eq!(only_call(&server).await, ("POST".into(), route(TEXT), Some(body)));
    assert_eq!(sent.message_id, MessageId::whatsapp("90B2F8B13FAC8A9CF6B06E99C7834DC5"));
    assert_eq!(sent.status, SendStatus::Queued);
    assert_eq!((sent.chat, sent.at), (None, None));
    assert_eq!(sent.raw.json::<Value>().unwrap(), queued());
}

#[tokio::test]
async fn every_member_of_a_text_goes_out() {
    let server = queueing().await;
    let mut endpoint = SendText::new("5511987650002", "Hello");
    endpoint.id = Some("OWN-1".into());
    endpoint.delay = Some(3);
    endpoint.mentioned_ids = Some(vec!["5511987650003@s.whatsapp.net".into()]);
    endpoint.reply_to_message_id = Some("3EB0".into());
    let answer = line(&server).call(endpoint).await.unwrap();
    let body = json!({
        "phone": "5511987650002",
        "message": "Hello",
        "id": "OWN-1",
        "delay": 3,
        "mentioned_ids": ["5511987650003@s.whatsapp.net"],
        "reply_to_message_id": "3EB0"
    });
    assert_eq!(only_call(&server).await.2, Some(body));
    assert_eq!(answer.data.message_id, "90B2F8B13FAC8A9CF6B06E99C7834DC5");
}

#[tokio::test]
async fn an_image_goes_out_as_the_reference_shows_it() {
    let server = queueing().await;
    let image = Message::image(Media::url(URL)).caption("Photo");
    let sent = line(&server).send(&phone(), image).await.unwrap();
    let body = json!({"phone": "5511987650002", "image": URL, "caption": "Photo"});
    assert_eq!(only_call(&server).await, ("POST".into(), route(IMAGE), Some(body)));
    assert_eq!(
        (sent.message_id.as_str(), sent.status),
        ("90B2F8B13FAC8A9CF6B06E99C7834DC5", SendStatus::Queued)
    );
}

#[tokio::test]
async fn every_member_of_an_image_goes_out() {
    let server = queueing().await;
    let mut endpoint = SendImage::new("5511987650002", URL);
    endpoint.caption = Some("Photo".into());
    endpoint.id = Some("OWN-1".into());
    endpoint.delay = Some(3);
    endpoint.mentioned_ids = Some(vec!["5511987650003@s.whatsapp.net".into()]);
    endpoint.reply_to_message_id = Some("3EB0".into());
    line(&server).call(endpoint).await.unwrap();
    let body = json!({
        "phone": "5511987650002",
        "image": URL,
        "caption": "Photo",
        "id": "OWN-1",
        "delay": 3,
        "mentioned_ids": ["5511987650003@s.whatsapp.net"],
        "reply_to_message_id": "3EB0"
    });
    assert_eq!(only_call(&server).await.2, Some(body));
}

#[tokio::test]
async fn a_group_is_addressed_by_its_jid_and_people_in_it_are_mentioned_by_theirs() {
    let server = queueing().await;
    let line = line(&server);
    let who: Address = "+55 11 98765-0003".parse().unwrap();
    line.send_text(&group(), "@5511987650003 look")
        .mention(&who)
        .quote("3EB0")
        .message_id("OWN-1")
        .await
        .unwrap();
    line.send(&group(), Message::image(Media::url(URL)))
        .mention(&who)
        .quote("3EB0")
        .message_id("OWN-1")
        .await
        .unwrap();
    let requests = calls(&server).await;
    let text = json!({
        "phone": "120363000000000001@g.us",
        "message": "@5511987650003 look",
        "id": "OWN-1",
        "mentioned_ids": ["5511987650003@s.whatsapp.net"],
        "reply_to_message_id": "3EB0"
    });
    assert_eq!(serde_json::from_slice::<Value>(&requests[0].body).unwrap(), text);
    let image = json!({
        "phone": "120363000000000001@g.us",
        "image": URL,
        "id": "OWN-1",
        "mentioned_ids": ["5511987650003@s.whatsapp.net"],
        "reply_to_message_id": "3EB0"
    });
    assert_eq!(serde_json::from_slice::<Value>(&requests[1].body).unwrap(), image);
}

#[tokio::test]
async fn what_the_gateway_cannot_carry_is_unsupported_and_nothing_leaves() {
    let server = queueing().await;
    let line = line(&server);
    let lid: Address = "199789077627112@lid".parse().unwrap();
    let channel: Address = "120363422585881117@newsletter".parse().unwrap();
    let bytes = Message::image(Media::bytes(&b"\x89PNG\r\n\x1a\n"[..]));
    let to = phone();
    let group = group();
    let errors = [
        line.send_text(&to, "Hello").delay(Duration::from_secs(1)).await.unwrap_err(),
        line.send_text(&to, "Hello").link_preview(true).await.unwrap_err(),
        line.send_text(&group, "Hello").mention_all().await.unwrap_err(),
        line.send_text(&to, "Hello").schedule(std::time::SystemTime::now()).await.unwrap_err(),
        line.send_text(&group, "Hello").mention(&lid).await.unwrap_err(),
        line.send_text(&lid, "Hello").await.unwrap_err(),
        line.send_text(&channel, "Hello").await.unwrap_err(),
        line.send(&to, bytes).await.unwrap_err(),
    ];
    for error in errors {
        assert!(matches!(error, Error::Unsupported(_)), "{error}");
        assert_eq!(error.outcome(), Outcome::NotSent);
    }
    assert!(arrived(&server).await.is_empty());
}

#[tokio::test]
async fn an_id_that_cannot_be_whatsapps_is_refused_before_anything_leaves() {
    let server = queueing().await;
    let line = line(&server);
    for id in [MessageId::gateway("m-1"), MessageId::whatsapp(" ")] {
        for error in [
            line.send_text(&phone(), "Hello").quote(&id).await.unwrap_err(),
            line.send_text(&phone(), "Hello").message_id(&id).await.unwrap_err(),
        ] {
            assert!(matches!(error, Error::InvalidRequest(_)), "{error}");
        }
    }
    assert!(arrived(&server).await.is_empty());
}

#[tokio::test]
async fn the_capabilities_say_what_can_be_sent_with_either_credential() {
    let server = MockServer::start().await;
    for line in [line(&server), account_with_jwt(&server).instance(ID).unwrap()] {
        let can = line.capabilities();
        for operation in [Operation::Connect, Operation::PairingCode, Operation::Status, Operation::Logout] {
            assert!(can.supports(operation));
        }
        for kind in [MessageKind::Text, MessageKind::Image] {
            let one = can.carries(kind, AddressKind::Phone).unwrap();
            assert_eq!(one.options(), [SendOption::Quote, SendOption::MessageId]);
            let many = can.carries(kind, AddressKind::Group).unwrap();
            assert_eq!(many.options(), [SendOption::Quote, SendOption::Mentions, SendOption::MessageId]);
            assert!(can.carries(kind, AddressKind::Lid).is_none());
            assert!(can.carries(kind, AddressKind::Newsletter).is_none());
        }
    }
}

#[tokio::test]
async fn a_message_without_an_id_was_taken_and_cannot_be_named() {
    for data in [json!({"message_id": ""}), json!({"message_id": null}), json!({})] {
        let server = MockServer::start().await;
        answers_all(&server, ResponseTemplate::new(200).set_body_json(enveloped(data))).await;
        let error = line(&server).send_text(&phone(), "Hello").await.unwrap_err();
        assert!(matches!(error, Error::Decode(_)), "{error}");
        assert_eq!(error.outcome(), Outcome::Accepted);
    }
}

#[tokio::test]
async fn a_2xx_that_tells_of_a_failure_leaves_the_effect_unknown() {
    for answer in [
        json!({"code": 400, "success": false, "error": "not connected"}),
        json!({"code": 200, "success": false, "data": {"message_id": "X"}, "message": "not connected"}),
        json!({"code": 500, "success": true, "data": {"message_id": "X"}, "message": "not connected"}),
    ] {
        let server = MockServer::start().await;
        answers_all(&server, ResponseTemplate::new(200).set_body_json(answer)).await;
        let error = line(&server).send_text(&phone(), "Hello").await.unwrap_err();
        assert!(matches!(error, Error::Server(_)), "{error}");
        assert_eq!((error.outcome(), error.provider_message()), (Outcome::Unknown, Some("not connected")));
        assert_eq!(arrived(&server).await.len(), 1);
    }
}

#[tokio::test]
async fn a_failure_without_words_is_a_failure_too() {
    for answer in [json!({"success": false}), json!({"success": false, "data": {}})] {
        let server = MockServer::start().await;
        answers_all(&server, ResponseTemplate::new(200).set_body_json(answer)).await;
        let error = line(&server).send_text(&phone(), "Hello").await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::Unknown, "{error}");
    }
}

#[tokio::test]
async fn a_success_without_an_id_was_accepted_all_the_same() {
    for answer in [enveloped(json!({})), json!({"code": 200, "success": true}), json!("ok")] {
        let server = MockServer::start().await;
        answers_all(&server, ResponseTemplate::new(200).set_body_json(answer)).await;
        let error = line(&server).send_text(&phone(), "Hello").await.unwrap_err();
        assert!(matches!(error, Error::Decode(_)), "{error}");
        assert_eq!((error.outcome(), arrived(&server).await.len()), (Outcome::Accepted, 1));
    }
}

#[tokio::test]
async fn an_envelope_may_lack_what_only_repeats() {
    let server = MockServer::start().await;
    answers_all(&server, ResponseTemplate::new(200).set_body_json(json!({"data": {"message_id": "X"}})))
        .await;
    let sent = line(&server).send_text(&phone(), "Hello").await.unwrap();
    assert_eq!(sent.message_id.as_str(), "X");
}

#[tokio::test]
async fn the_erased_client_sends_the_same() {
    let server = queueing().await;
    let sent = line(&server).erase().send_text(&phone(), "Hello").await.unwrap();
    assert_eq!(sent.status, SendStatus::Queued);
    assert_eq!(only_call(&server).await.2, Some(json!({"phone": "5511987650002", "message": "Hello"})));
}

//! The portable history, page by page.

use std::time::{Duration, SystemTime};

use serde_json::{Value, json};
use wagate_sdk_core::wire::{rfc3339, to_rfc3339};
use wagate_sdk_core::{Address, ChatContent, ChatMessage, DeliveryStatus, Error, FileKind};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate};

use crate::{body, gateway, group, instance_token, line, phone, portable, requests, route};

fn at(milliseconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_348_800) + Duration::from_millis(milliseconds)
}

/// A gateway that stores messages, each at its milliseconds.
#[derive(Clone)]
struct Stored {
    /// The newest first.
    at: Vec<u64>,
    /// Whether a message at the time of `to` is inside.
    inside: bool,
    /// Whether times are compared, and told, in whole seconds.
    whole_seconds: bool,
    /// The most that it gives at once.
    most: usize,
}

impl Respond for Stored {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        let ask = body(request);
        let whole = |time: SystemTime| {
            let since = time.duration_since(SystemTime::UNIX_EPOCH).unwrap();
            if self.whole_seconds { Duration::from_secs(since.as_secs()) } else { since }
        };
        let to = ask.get("to").map(|to| whole(rfc3339(to.as_str().unwrap()).unwrap()));
        let count = usize::try_from(ask["count"].as_u64().unwrap()).unwrap();
        let messages: Vec<Value> = self
            .at
            .iter()
            .enumerate()
            .filter(|(_, millis)| {
                let time = whole(at(**millis));
                to.is_none_or(|to| if self.inside { time <= to } else { time < to })
            })
            .take(count.min(self.most))
            .map(|(id, millis)| {
                let time = SystemTime::UNIX_EPOCH + whole(at(*millis));
                json!({"messageId": id.to_string(), "content": "x", "timestamp": to_rfc3339(time).unwrap()})
            })
            .collect();
        let answer = json!({"success": true, "hasMore": messages.len() == count, "messages": messages});
        ResponseTemplate::new(200).set_body_json(answer)
    }
}

async fn all(stored: &Stored) -> (Result<Vec<ChatMessage>, Error>, Vec<Value>) {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(stored.clone()).mount(&server).await;
    let messages = line(&server, instance_token()).history(&phone()).all().await;
    (messages, requests(&server).await.iter().map(body).collect())
}

/// Asserts that every message comes once, in its place, however the gateway compares times.
async fn comes_whole(times: &[u64], most_requests: usize) {
    for (inside, whole_seconds) in [(true, true), (true, false), (false, true), (false, false)] {
        let stored = Stored { at: times.to_vec(), inside, whole_seconds, most: usize::MAX };
        let (messages, asked) = all(&stored).await;
        let ids: Vec<_> = messages.unwrap().iter().map(|m| m.id.clone().unwrap().to_string()).collect();
        let expected: Vec<_> = (0..times.len()).map(|id| id.to_string()).collect();
        assert_eq!(ids, expected, "inside: {inside}, whole seconds: {whole_seconds}");
        assert!(asked.len() <= most_requests, "{} requests", asked.len());
    }
}

#[tokio::test]
async fn a_short_chat_is_one_page() {
    let stored = Stored { at: vec![2000, 1000, 1000], inside: true, whole_seconds: true, most: usize::MAX };
    let (messages, asked) = all(&stored).await;
    assert_eq!(messages.unwrap().len(), 3);
    assert_eq!(asked, [json!({"number": "5511999999999", "count": 50})]);
}

#[tokio::test]
async fn an_empty_chat_is_one_empty_page() {
    comes_whole(&[], 1).await;
}

#[tokio::test]
async fn a_long_chat_is_read_page_by_page() {
    let times: Vec<u64> = (0..230).rev().map(|second| second * 1000).collect();
    comes_whole(&times, 6).await;
}

#[tokio::test]
async fn a_chat_that_ends_with_a_page_has_no_more() {
    for length in [49, 50, 51, 99, 100] {
        let times: Vec<u64> = (0..length).rev().map(|second| second * 1000).collect();
        comes_whole(&times, 4).await;
    }
}

#[tokio::test]
async fn messages_of_one_instant_are_neither_lost_nor_repeated() {
    // Each second has several, so that pages of every length end within one.
    for together in [2, 3, 7, 40] {
        let times: Vec<u64> = (0..200).rev().map(|n| n / together * 1000).collect();
        comes_whole(&times, 25).await;
    }
    // Parts of a second, which some gateways would show and others would not.
    let times: Vec<u64> = (0..200).rev().map(|n| n * 130).collect();
    comes_whole(&times, 10).await;
}

#[tokio::test]
async fn more_of_one_instant_than_a_page_are_asked_for_together() {
    let mut times = vec![9000; 20];
    times.extend([5000; 180]);
    times.extend((0..60).rev().map(|millis| millis * 50));
    comes_whole(&times, 16).await;
}

#[tokio::test]
async fn the_page_before_is_asked_for_up_to_the_next_second() {
    let times: Vec<u64> = (0..60).rev().map(|second| second * 1000).collect();
    let stored = Stored { at: times, inside: true, whole_seconds: true, most: usize::MAX };
    let (_, asked) = all(&stored).await;
    // The oldest of the first page is at 10 s.
    let to = to_rfc3339(at(11_000)).unwrap();
    assert_eq!(asked[1], json!({"number": "5511999999999", "count": 50, "to": to}));
    assert_eq!(asked.len(), 2);
}

#[tokio::test]
async fn a_gateway_that_says_the_same_for_ever_is_not_asked_for_ever() {
    let page = |timestamp: &dyn Fn(u64) -> Value| -> Vec<Value> {
        (0..50).rev().map(|n| json!({"messageId": n.to_string(), "timestamp": timestamp(n)})).collect()
    };
    let times = |n: u64| json!(to_rfc3339(at(n * 1000)).unwrap());
    let one_time = |_: u64| json!(to_rfc3339(at(0)).unwrap());
    for messages in [page(&times), page(&one_time)] {
        let server = gateway(200, json!({"hasMore": true, "messages": messages})).await;
        let error = line(&server, instance_token()).history(&phone()).all().await.unwrap_err();
        assert!(matches!(error, Error::Unsupported(_)), "{error:?}");
        assert!(requests(&server).await.len() < 10);
    }
    let server = gateway(200, json!({"hasMore": true, "messages": []})).await;
    assert!(line(&server, instance_token()).history(&phone()).all().await.unwrap().is_empty());
    assert_eq!(requests(&server).await.len(), 1);
}

#[tokio::test]
async fn messages_without_a_time_come_and_then_it_is_said_that_there_are_more() {
    let messages: Vec<Value> = (0..50).map(|n| json!({"messageId": n.to_string()})).collect();
    // The gateway's own rule holds where it does not say it.
    let server = gateway(200, json!({"messages": messages})).await;
    let mut history = line(&server, instance_token()).history(&phone());
    for n in 0..50 {
        let message = history.next().await.unwrap().unwrap();
        assert_eq!(message.id.unwrap().as_str(), n.to_string());
    }
    let error = history.next().await.unwrap().unwrap_err();
    assert!(matches!(error, Error::Unsupported(_)), "{error:?}");
    assert!(history.next().await.is_none());
    assert_eq!(requests(&server).await.len(), 1);
}

async fn read(chat: &Address, message: Value) -> ChatMessage {
    let answer = json!({"success": true, "hasMore": false, "messages": [message]});
    let (mut messages, seen) = portable(answer, async |line| line.erase().history(chat).all().await).await;
    assert_eq!(route(&seen), "POST /api/chat/history/support");
    messages.remove(0)
}

#[tokio::test]
async fn a_message_of_the_history_is_what_the_gateway_tells() {
    let told = json!({
        "messageId": "3EB0", "content": "Hi!", "type": "text", "direction": "outgoing", "status": "received",
        "senderJid": "", "timestamp": "2026-11-22T12:00:00Z", "own": "kept"
    });
    let message = read(&phone(), told).await;
    assert_eq!((message.id.unwrap().as_str(), message.chat), ("3EB0", Some(phone())));
    assert_eq!((message.from_me, message.author, message.at), (Some(true), None, Some(at(0))));
    assert_eq!(message.status, Some(DeliveryStatus::Delivered));
    assert!(matches!(message.content, ChatContent::Text(text) if text == "Hi!"));
    assert!(message.raw.expose().contains("kept") && !message.raw.expose().contains("hasMore"));

    let received = read(&phone(), json!({"content": "Hi!", "direction": "incoming"})).await;
    assert_eq!((received.from_me, received.author), (Some(false), Some(phone())));
    // The documents' own example.
    let example = json!({"messageId": "3EB0", "content": "Hi!", "senderJid": "5511999999999@s.whatsapp.net"});
    let received = read(&phone(), example).await;
    assert_eq!((received.from_me, received.author), (Some(false), Some(phone())));

    let theirs = json!({"content": "Hi!", "senderJid": "123456789012345@lid"});
    let message = read(&group(), theirs).await;
    assert_eq!((message.from_me, message.author), (None, Some(crate::lid())));
    assert_eq!(message.chat, Some(group()));
}

#[tokio::test]
async fn a_file_of_the_history_is_one() {
    let told = json!({
        "message_id": "3EB0", "content": "Receipt", "type": "image",
        "media": {"type": "image", "mimeType": "image/png", "size": 7}
    });
    let message = read(&phone(), told).await;
    assert_eq!(message.text(), Some("Receipt"));
    let file = message.file().unwrap();
    assert_eq!(
        (file.kind, file.media_type.as_deref(), file.length),
        (FileKind::Image, Some("image/png"), Some(7))
    );
    assert_eq!(file.message.as_ref().unwrap().as_str(), "3EB0");
}

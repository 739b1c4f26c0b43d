//! Chats: conversations found by their numbers.

use std::time::{Duration, SystemTime};

use serde_json::{Value, json};
use wagate_sdk_core::{ChatContent, DeliveryStatus, Disappearing, Error, FileKind, MessageId, Outcome};
use wiremock::matchers::{method, path, query_param};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::{assert_unsupported, gateway, line, targets};
use crate::contract::example;
use crate::{DEVICE, DIGITS, GROUP, PHONE, answering, json_of, only_request, requests, to};

const CONVERSATION: &str = "ad5b7e10-3c4d-4e5f-8a6b-7c8d9e0f1a2b";
const LIST: &str = "/api/v1/conversations";

fn search() -> String {
    format!("GET {LIST}?limit=50&offset=0&whatsapp_account_id={DEVICE}&search={DIGITS}")
}

/// A page of conversations with these numbers.
fn conversations(numbers: &[&str], total: u64) -> Value {
    let mut page = example("conversation.list");
    let row = page["conversations"][0].clone();
    let rows = numbers.iter().enumerate().map(|(index, number)| {
        let mut row = row.clone();
        row["phone_number"] = json!(number);
        if *number != DIGITS {
            row["id"] = json!(format!("other-{index}"));
        }
        row
    });
    page["conversations"] = rows.collect();
    page["total"] = json!(total);
    page
}

#[tokio::test]
async fn the_chats_of_the_device_are_listed_page_by_page() {
    let server = MockServer::start().await;
    for (offset, number) in [("0", DIGITS), ("1", "+62 811-1111"), ("2", "team@example")] {
        Mock::given(method("GET"))
            .and(path(LIST))
            .and(query_param("offset", offset))
            .and(query_param("limit", "50"))
            .and(query_param("whatsapp_account_id", DEVICE))
            .respond_with(ResponseTemplate::new(200).set_body_json(conversations(&[number], 3)))
            .expect(1)
            .mount(&server)
            .await;
    }
    let all = line(&server).chats().all().await.unwrap();
    assert_eq!(all.len(), 3);
    assert_eq!((&all[0].address, all[0].unread), (&Some(to(PHONE)), Some(1)));
    assert_eq!((&all[1].address, &all[2].address), (&Some(to("628111111")), &None));
    let last = SystemTime::UNIX_EPOCH + Duration::from_secs(1_783_677_600);
    assert_eq!((all[0].last_activity, all[0].archived), (Some(last), None));
    assert!(all[0].raw.expose().contains("last_message_preview"));
}

#[tokio::test]
async fn a_chat_is_found_by_its_number_alone() {
    // A search may find other numbers that hold these digits.
    let server = answering(200, &conversations(&["9996281234567890", "+62 812-3456-7890"], 2)).await;
    let chat = line(&server).chat(&to(PHONE)).await.unwrap();
    assert_eq!(chat.address, Some(to(PHONE)));
    assert!(chat.raw.expose().contains("other-1"));
    assert_eq!(targets(&server).await, [search()]);
}

#[tokio::test]
async fn a_search_is_read_to_its_end() {
    let server = MockServer::start().await;
    for (offset, number) in [("0", "628999"), ("1", DIGITS)] {
        Mock::given(query_param("offset", offset))
            .and(query_param("search", DIGITS))
            .respond_with(ResponseTemplate::new(200).set_body_json(conversations(&[number], 2)))
            .expect(1)
            .mount(&server)
            .await;
    }
    assert_eq!(line(&server).chat(&to(PHONE)).await.unwrap().address, Some(to(PHONE)));
}

#[tokio::test]
async fn a_number_without_a_conversation_is_not_found() {
    let server = answering(200, &conversations(&["628999"], 1)).await;
    let line = line(&server);
    let error = line.chat(&to(PHONE)).await.unwrap_err();
    assert!(matches!(error, Error::NotFound(_)) && error.outcome() == Outcome::Refused, "{error}");
    let error = line.mark_chat_read(&to(PHONE)).await.unwrap_err();
    assert!(matches!(error, Error::NotFound(_)) && error.outcome() == Outcome::NotSent, "{error}");
    let error = line.history(&to(PHONE)).all().await.unwrap_err();
    assert!(matches!(error, Error::NotFound(_)), "{error}");
    assert!(requests(&server).await.iter().all(|request| request.url.path() == LIST));
}

fn history_page(messages: Value, total: u64, offset: u64) -> ResponseTemplate {
    let page = json!({ "messages": messages, "total": total, "limit": 2, "offset": offset });
    ResponseTemplate::new(200).set_body_json(page)
}

#[tokio::test]
async fn a_history_is_one_search_and_then_page_after_page() {
    let server = gateway(&[("GET", LIST, conversations(&[DIGITS], 1))]).await;
    let route = format!("{LIST}/{CONVERSATION}/messages");
    let first = json!([
        {
            "id": "m-1", "direction": "inbound", "content": "Halo", "status": "read", "message_type": "text",
            "whatsapp_message_id": "3EB0", "created_at": "2026-05-02T09:00:00Z", "sent_at": null
        },
        {
            "id": "m-2", "direction": "outbound", "content": "The bill", "status": "sent",
            "message_type": "document", "media_url": "https://example.com/a.pdf", "media_filename": "a.pdf",
            "media_mimetype": "application/pdf", "created_at": "2026-05-02T09:00:00Z",
            "sent_at": "2026-05-02T09:00:02Z"
        }
    ]);
    let second = json!([{ "id": "m-3", "direction": "outbound", "content": "Later", "status": "scheduled" }]);
    for (offset, answer) in [("0", history_page(first, 3, 0)), ("2", history_page(second, 3, 2))] {
        Mock::given(method("GET"))
            .and(path(&*route))
            .and(query_param("offset", offset))
            .and(query_param("limit", "50"))
            .respond_with(answer)
            .expect(1)
            .mount(&server)
            .await;
    }
    let all = line(&server).history(&to(PHONE)).all().await.unwrap();
    let page = |offset: u64| format!("GET {route}?limit=50&offset={offset}");
    assert_eq!(targets(&server).await, [search(), page(0), page(2)]);

    let ids: Vec<_> = all.iter().map(|message| message.id.clone().unwrap()).collect();
    assert_eq!(ids, ["m-1", "m-2", "m-3"].map(MessageId::gateway));
    assert!(all.iter().all(|message| message.chat == Some(to(PHONE))));
    let theirs = &all[0];
    assert_eq!(
        (theirs.from_me, &theirs.author, theirs.text()),
        (Some(false), &Some(to(PHONE)), Some("Halo"))
    );
    assert_eq!(theirs.whatsapp_id, Some(MessageId::whatsapp("3EB0")));
    let nine = SystemTime::UNIX_EPOCH + Duration::from_secs(1_777_712_400);
    assert_eq!((theirs.at, &theirs.status), (Some(nine), &Some(DeliveryStatus::Read)));
    let ours = &all[1];
    assert_eq!((ours.from_me, &ours.author), (Some(true), &None));
    assert_eq!(ours.at, Some(nine + Duration::from_secs(2)));
    let file = ours.file().unwrap();
    assert_eq!((file.kind, file.file_name.as_deref()), (FileKind::Document, Some("a.pdf")));
    assert_eq!(
        (file.media_type.as_deref(), file.caption.as_deref()),
        (Some("application/pdf"), Some("The bill"))
    );
    // One that waits has not been sent at any time yet.
    assert_eq!((all[2].at, &all[2].status), (None, &Some(DeliveryStatus::Scheduled)));
    assert!(matches!(&all[2].content, ChatContent::Text(text) if text == "Later"));
}

#[tokio::test]
async fn two_histories_at_once_keep_to_their_own_conversations() {
    let server = MockServer::start().await;
    for (number, id) in [(DIGITS, "c-1"), ("628111111", "c-2")] {
        let mut found = conversations(&[number], 1);
        found["conversations"][0]["id"] = json!(id);
        Mock::given(query_param("search", number))
            .respond_with(ResponseTemplate::new(200).set_body_json(found))
            .mount(&server)
            .await;
        for offset in 0..3 {
            let messages = json!([{ "id": format!("{id}-{offset}") }]);
            Mock::given(path(format!("{LIST}/{id}/messages")))
                .and(query_param("offset", offset.to_string()))
                .respond_with(history_page(messages, 3, offset))
                .mount(&server)
                .await;
        }
    }
    let line = line(&server);
    let (mut one, mut other) = (line.history(&to(PHONE)), line.history(&to("628111111")));
    for offset in 0..3 {
        for (history, id) in [(&mut one, "c-1"), (&mut other, "c-2")] {
            let message = history.next().await.unwrap().unwrap();
            assert_eq!(message.id, Some(MessageId::gateway(format!("{id}-{offset}"))));
        }
    }
    assert!(one.next().await.is_none() && other.next().await.is_none());
}

#[tokio::test]
async fn a_chat_is_marked_as_read_in_its_conversation() {
    let change = format!("{LIST}/{CONVERSATION}");
    let server = gateway(&[
        ("GET", LIST, conversations(&[DIGITS], 1)),
        ("PATCH", &change, example("conversation.update")),
    ])
    .await;
    line(&server).mark_chat_read(&to(PHONE)).await.unwrap();
    assert_eq!(targets(&server).await, [search(), format!("PATCH {change}")]);
    assert_eq!(json_of(&requests(&server).await[1]), json!({ "mark_read": true }));
}

#[tokio::test]
async fn messages_of_groups_disappear_and_no_others() {
    for (after, word) in [
        (Disappearing::Off, "off"),
        (Disappearing::OneDay, "24h"),
        (Disappearing::SevenDays, "7d"),
        (Disappearing::NinetyDays, "90d"),
    ] {
        let server = answering(200, &example("group.set_ephemeral")).await;
        line(&server).set_disappearing(&to(GROUP), after).await.unwrap();
        let (target, body) = only_request(&server).await;
        assert_eq!(target, "POST /api/v1/groups/120363021234567890%40g.us/ephemeral");
        assert_eq!(body, json!({ "session_name": "main", "duration": word }));
    }
    let server = MockServer::start().await;
    let line = line(&server);
    assert_unsupported(&line.set_disappearing(&to(PHONE), Disappearing::OneDay).await.unwrap_err());
    for other in [GROUP, "199789077627112@lid"] {
        assert_unsupported(&line.chat(&to(other)).await.unwrap_err());
        assert_unsupported(&line.history(&to(other)).all().await.unwrap_err());
        assert_unsupported(&line.mark_chat_read(&to(other)).await.unwrap_err());
    }
    assert!(requests(&server).await.is_empty());
}

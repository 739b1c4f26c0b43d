//! Chats.

use std::time::Duration;

use serde_json::json;
use wagate_emulator::Gateway;

use super::{online, two_tokens};

const ANA: &str = "5511987650002";

#[tokio::test]
async fn chats_are_listed_and_read() {
    let (emulator, line) = online().await;
    for from in [ANA, "5511987650003", "5511987650004"] {
        emulator.receive_message(Gateway::Vzaps, &line.id, from, "Hi").unwrap();
    }
    emulator.add_contact(ANA, "Ana Demo");
    emulator.receive_message(Gateway::Vzaps, &line.id, ANA, "Are you there?").unwrap();
    let chat = line.client.get(&line.path(&format!("chats/{ANA}"))).await.body;
    for (member, value) in [
        ("phone", json!(ANA)),
        ("jid", json!("5511987650002@s.whatsapp.net")),
        ("name", json!("Ana Demo")),
        ("last_message_user_phone", json!(ANA)),
        ("archived", json!(false)),
        ("pinned", json!(false)),
        ("unread", json!("2")),
        ("messages_unread", json!(2)),
        ("marked_as_unread", json!(false)),
        ("is_muted", json!("0")),
        ("is_group", json!(false)),
        ("mute_end_time", json!(0)),
    ] {
        assert_eq!(chat[member], value, "{member}");
    }
    assert!(chat["last_message_time"].as_str().unwrap().ends_with('Z'));
    assert!(chat["last_message_timestamp_ms"].as_u64().unwrap() > 1_700_000_000_000);
    // The same chat by its whole JID.
    let by_jid = line.client.get(&line.path(&format!("chats/{ANA}%40s.whatsapp.net"))).await.body;
    assert_eq!(by_jid, chat);

    let page = line.client.get(&line.path("chats?page=2&page_size=2")).await.body;
    assert_eq!(
        (&page["page"], &page["size"], &page["total"], &page["total_pages"]),
        (&json!(2), &json!(2), &json!(3), &json!(2))
    );
    assert_eq!(page["content"].as_array().unwrap().len(), 1);
    assert_eq!(line.client.get(&line.path("chats")).await.body["content"][0], chat);
    assert_eq!(line.client.get(&line.path("chats?page=x")).await.code(), 400);
    assert_eq!(line.client.get(&line.path("chats/5511900000000")).await.code(), 404);
}

#[tokio::test]
async fn a_chat_is_archived_pinned_and_marked() {
    let (emulator, line) = online().await;
    emulator.receive_message(Gateway::Vzaps, &line.id, ANA, "Hi").unwrap();
    let chat = || emulator.chat(Gateway::Vzaps, &line.id, ANA).unwrap();
    for (act, member, value) in [
        ("archive", "archived", json!(true)),
        ("unarchive", "archived", json!(false)),
        ("pin", "pinned", json!(true)),
        ("unpin", "pinned", json!(false)),
        ("unread", "marked_as_unread", json!(true)),
        ("read", "marked_as_unread", json!(false)),
    ] {
        // Without a body, as the gateway's own clients call it, or with one.
        let path = line.path(&format!("chats/{ANA}/{act}"));
        let answer = line.client.call(http::Method::POST, &path, None).await.unwrap();
        assert_eq!((answer.code(), &answer.body), (200, &json!({ "status": "ok" })), "{act}");
        let shown = line.client.get(&line.path(&format!("chats/{ANA}"))).await.body;
        assert_eq!(shown[member], value, "{act}");
    }
    assert_eq!(chat().unread, 0);
}

#[tokio::test]
async fn a_chat_is_muted_for_a_time_or_for_ever() {
    let (emulator, line) = online().await;
    // A JWT does not live as long as the mute.
    let client = two_tokens(&emulator, &line.token);
    emulator.receive_message(Gateway::Vzaps, &line.id, ANA, "Hi").unwrap();
    let mute = line.path(&format!("chats/{ANA}/mute"));
    let shown = async || client.get(&line.path(&format!("chats/{ANA}"))).await.body;
    assert_eq!(
        client.post(&mute, json!({ "duration_seconds": 28_800 })).await.body,
        json!({ "status": "ok" })
    );
    let chat = shown().await;
    assert_eq!(chat["is_muted"], "1");
    assert!(chat["mute_end_time"].as_u64() > chat["last_message_timestamp_ms"].as_u64());
    emulator.advance_clock(Duration::from_secs(28_801));
    assert_eq!(shown().await["is_muted"], "0");

    assert_eq!(client.post(&mute, json!({})).await.code(), 200);
    emulator.advance_clock(Duration::from_secs(1_000_000));
    let chat = shown().await;
    assert_eq!((&chat["is_muted"], &chat["mute_end_time"]), (&json!("1"), &json!(-1)));
    assert_eq!(client.post(&line.path(&format!("chats/{ANA}/unmute")), json!({})).await.code(), 200);
    assert_eq!(shown().await["is_muted"], "0");
    for bad in [json!(u64::MAX), json!(-1), json!("8h")] {
        assert_eq!(client.post(&mute, json!({ "duration_seconds": bad })).await.code(), 400);
    }
}

#[tokio::test]
async fn a_chat_is_cleared_and_deleted() {
    let (emulator, line) = online().await;
    emulator.receive_message(Gateway::Vzaps, &line.id, ANA, "Hi").unwrap();
    let path = line.path(&format!("chats/{ANA}"));
    let answer = line.client.post(&format!("{path}/clear"), json!({ "delete_media": false })).await;
    assert_eq!(answer.body, json!({ "status": "ok" }));
    assert!(emulator.messages(Gateway::Vzaps, &line.id, ANA).is_empty());
    let chat = line.client.get(&path).await;
    assert_eq!((chat.code(), &chat.body["messages_unread"]), (200, &json!(0)));
    assert_eq!(line.client.post(&format!("{path}/clear"), json!({ "delete_media": "no" })).await.code(), 400);
    assert_eq!(
        line.client.delete_with(&path, json!({ "delete_media": true })).await.body,
        json!({ "status": "ok" })
    );
    assert_eq!(line.client.get(&path).await.code(), 404);
    assert_eq!(line.client.delete(&path).await.code(), 200);
}

#[tokio::test]
async fn messages_of_a_chat_disappear_after_one_of_three_times_or_never() {
    let (emulator, line) = online().await;
    let own = emulator.phone(Gateway::Vzaps, &line.id).unwrap();
    let group = emulator.add_group("Team", &own, &[ANA]);
    for (word, seconds) in [("24_HOURS", 86_400), ("7_DAYS", 604_800), ("90_DAYS", 7_776_000), ("OFF", 0)] {
        let after = Some(Duration::from_secs(seconds)).filter(|after| !after.is_zero());
        for chat in [ANA, &group] {
            let path = line.path(&format!("chats/{chat}/expiration"));
            let answer = line.client.put(&path, json!({ "expiration": word })).await;
            assert_eq!(answer.body, json!({ "status": "ok" }), "{word} {chat}");
            assert_eq!(emulator.chat(Gateway::Vzaps, &line.id, chat).unwrap().disappears_after, after);
        }
        assert_eq!(emulator.group(&group).unwrap().disappears_after, after);
    }
    for bad in [json!({}), json!({ "expiration": "1_DAY" }), json!({ "expiration": 86_400 })] {
        let path = line.path(&format!("chats/{ANA}/expiration"));
        assert_eq!(line.client.put(&path, bad).await.code(), 400);
    }
    let foreign = emulator.add_group("Others", "5511987650003", &[ANA]);
    let path = line.path(&format!("chats/{foreign}/expiration"));
    assert_eq!(line.client.put(&path, json!({ "expiration": "OFF" })).await.code(), 404);
}

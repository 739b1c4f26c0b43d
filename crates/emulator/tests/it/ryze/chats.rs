//! Whole chats, contacts and labels.

use std::time::Duration;

use http::Method;
use serde_json::{Value, json};
use wagate_emulator::Gateway::Ryze;

use super::{online, refused};

const TO: &str = "5511999990000";
const JID: &str = "5511999990000@s.whatsapp.net";

#[tokio::test]
async fn a_chat_has_its_flags() {
    let (emulator, account) = online().await;
    emulator.receive_message(Ryze, "sales", TO, "Hi");
    let chat = || emulator.chat(Ryze, "sales", TO).unwrap();
    for (path, member, answered) in
        [("archive", "archive", "archived"), ("pin", "pin", "pinned"), ("markChatRead", "read", "read")]
    {
        for on in [true, false] {
            let answer =
                account.post(&format!("/api/chat/{path}/sales"), json!({ "number": TO, member: on })).await;
            assert_eq!((&answer.body[answered], answer.text("/chat_jid")), (&json!(on), JID));
        }
        let nobody = account.post(&format!("/api/chat/{path}/sales"), json!({ member: true })).await;
        refused(&nobody, 400, "Number is required");
    }
    assert_eq!(
        (chat().archived, chat().pinned, chat().unread, chat().marked_unread),
        (false, false, 0, true)
    );
    account.post("/api/chat/archive/sales", json!({ "number": JID, "archive": true })).await;
    account.post("/api/chat/pin/sales", json!({ "number": TO, "pin": true })).await;
    assert!(chat().archived && chat().pinned);
}

#[tokio::test]
async fn a_chat_is_muted_for_a_time() {
    let (emulator, account) = online().await;
    let mute = async |on: bool, duration: &str| {
        let wish = json!({ "number": TO, "mute": on, "duration": duration });
        account.post("/api/chat/mute/sales", wish).await
    };
    let muted = || emulator.chat(Ryze, "sales", TO).unwrap().muted;
    assert_eq!(mute(true, "8h").await.body["duration"], 28_800);
    assert!(muted());
    emulator.advance_clock(Duration::from_secs(28_801));
    assert!(!muted());
    assert_eq!(mute(true, "forever").await.body["duration"], 0);
    emulator.advance_clock(Duration::from_secs(604_800));
    assert!(muted());
    assert_eq!(mute(false, "nonsense").await.body["muted"], false);
    assert!(!muted());
    refused(&mute(true, "2 days").await, 400, "Invalid duration: 2 days");
}

#[tokio::test]
async fn a_blocked_contact_does_not_come_through() {
    let (emulator, account) = online().await;
    let block =
        async |on: bool| account.post("/api/chat/block/sales", json!({ "number": TO, "block": on })).await;
    let answer = block(true).await;
    assert_eq!((answer.text("/contact_jid"), &answer.body["blocked_count"]), (JID, &json!(1)));
    assert!(emulator.is_blocked(Ryze, "sales", TO));
    assert_eq!(emulator.receive_message(Ryze, "sales", TO, "Hi"), None);
    assert_eq!(block(false).await.body["blocked_count"], 0);
    assert!(emulator.receive_message(Ryze, "sales", TO, "Hi").is_some());
    let group = account.post("/api/chat/block/sales", json!({ "number": "1@g.us", "block": true })).await;
    assert_eq!(group.code(), 400);
}

#[tokio::test]
async fn the_history_is_read_page_by_page() {
    let (emulator, account) = online().await;
    for text in ["One", "Two", "Three"] {
        emulator.receive_message(Ryze, "sales", TO, text);
        emulator.advance_clock(Duration::from_secs(10));
    }
    let history = async |mut wish: Value| {
        wish["number"] = json!(TO);
        account.post("/api/chat/history/sales", wish).await
    };
    let first = history(json!({ "count": 2 })).await;
    assert_eq!((first.text("/messages/0/content"), first.text("/messages/1/content")), ("Three", "Two"));
    assert_eq!((&first.body["count"], &first.body["hasMore"]), (&json!(2), &json!(true)));
    let oldest = first.text("/messages/1/timestamp");
    let rest = history(json!({ "to": oldest })).await;
    assert_eq!((rest.text("/messages/0/content"), rest.text("/messages/1/content")), ("Two", "One"));
    assert_eq!(rest.body["hasMore"], false);
    let since = history(json!({ "from": oldest })).await;
    assert_eq!(since.body["count"], 2);
    let wrong = history(json!({ "from": "yesterday" })).await;
    assert!(wrong.text("/error/message").starts_with("invalid 'from' date format. Use ISO 8601"));

    let gone = account
        .call(
            Method::DELETE,
            "/api/chat/deleteChat/sales",
            Some(json!({ "number": TO, "deleteMedia": true })),
        )
        .await
        .unwrap();
    assert_eq!((gone.text("/chat_jid"), &gone.body["delete_media"]), (JID, &json!(true)));
    assert_eq!(history(json!({})).await.body["count"], 0);
    assert_eq!(emulator.chat(Ryze, "sales", TO), None);
}

#[tokio::test]
async fn contacts_are_the_address_book_and_those_who_wrote() {
    let (emulator, account) = online().await;
    emulator.add_contact("+55 11 7777-0000", "Ana Souza");
    emulator.receive_message(Ryze, "sales", TO, "Hi");
    let all = account.get("/api/chat/contacts/sales").await;
    assert_eq!(all.body["total"], 2);
    let ana = account.get("/api/chat/contacts/sales?number=551177770000").await;
    assert_eq!(ana.text("/contact/first_name"), "Ana");
    assert_eq!(ana.body["contact"]["found"], true);
    let by_lid = format!("/api/chat/contacts/sales?number={}", ana.text("/contact/lid"));
    assert_eq!(account.get(&by_lid).await.text("/contact/jid"), "551177770000@s.whatsapp.net");
    let nobody = account.get("/api/chat/contacts/sales?number=551100000000").await;
    assert_eq!((nobody.code(), &nobody.body["contact"]["found"]), (200, &json!(false)));
}

#[tokio::test]
async fn labels_are_put_on_chats() {
    let (emulator, account) = online().await;
    let vip = emulator.add_label(Ryze, "sales", "VIP").unwrap();
    let made = account.post("/api/chat/tag/sales", json!({ "name": " New ", "color": 99 })).await;
    assert_eq!((made.text("/tag/name"), &made.body["tag"]["color"]), ("New", &json!(0)));
    let all = account.get("/api/chat/tag/sales").await;
    assert_eq!((&all.body["total"], all.text("/tags/0/name")), (&json!(2), "VIP"));

    let wish = json!({ "number": TO, "tagId": vip });
    assert_eq!(account.post("/api/chat/assignTag/sales", wish).await.text("/tag_id"), vip);
    assert_eq!(emulator.chat(Ryze, "sales", TO).unwrap().labels, std::slice::from_ref(&vip));
    let off = account.delete(&format!("/api/chat/assignTag/sales?number={TO}&tagId={vip}")).await;
    assert_eq!(off.code(), 200);
    assert!(emulator.chat(Ryze, "sales", TO).unwrap().labels.is_empty());
    let unknown = account.post("/api/chat/assignTag/sales", json!({ "number": TO, "tagId": "99" })).await;
    refused(&unknown, 404, "Tag not found");
    let gone = account.delete(&format!("/api/chat/tag/sales?tagId={vip}")).await;
    assert_eq!(gone.body["tag"]["deleted"], true);
    assert_eq!(account.get("/api/chat/tag/sales").await.body["total"], 1);
}

#[tokio::test]
async fn typing_is_shown_in_known_words() {
    let (_emulator, account) = online().await;
    let show = async |state: &str| {
        let wish = json!({ "number": TO, "state": state, "duration": 5 });
        account.post("/api/chat/presence/sales", wish).await
    };
    for state in ["typing", "RECORDING", "pause", "paused"] {
        assert_eq!(show(state).await.code(), 200);
    }
    refused(&show("").await, 400, "State is required. Use 'typing', 'recording', or 'pause'");
    refused(&show("dancing").await, 400, "Invalid state. Use 'typing', 'recording', or 'pause'");
}

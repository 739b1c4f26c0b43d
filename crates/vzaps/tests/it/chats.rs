//! Chats and the messages in them.

use std::time::{Duration, SystemTime};

use serde_json::{Value, json};
use wagate_sdk_core::Error;
use wagate_vzaps::chats::*;
use wiremock::MockServer;

use crate::gateway::*;

const PHONE: &str = "5511987650002";
const JID: &str = "5511987650002@s.whatsapp.net";
const GROUP: &str = "120363000000000001@g.us";
const MESSAGE: &str = "3EB0A1B2C3D4E5F60001";

fn chat() -> Value {
    json!({
        "phone": PHONE, "jid": JID, "name": "Ana", "archived": false, "pinned": true, "unread": "2",
        "messages_unread": 2, "marked_as_unread": false, "is_muted": "0", "is_marked_spam": false,
        "is_group": false, "is_group_announcement": false, "last_message_time": "2026-07-01T12:00:00Z",
        "last_message_timestamp_ms": 1_782_907_200_000_u64, "mute_end_time": 0
    })
}

fn assert_chat(chat: &Chat) {
    assert_eq!((chat.phone.as_deref(), chat.jid.as_deref()), (Some(PHONE), Some(JID)));
    assert_eq!(chat.name.as_deref(), Some("Ana"));
    assert_eq!((chat.archived, chat.pinned, chat.marked_as_unread), (Some(false), Some(true), Some(false)));
    assert_eq!((chat.unread, chat.messages_unread), (Some(2), Some(2)));
    assert_eq!((chat.is_muted, chat.mute_end_time, chat.is_marked_spam), (Some(false), Some(0), Some(false)));
    assert_eq!((chat.is_group, chat.is_group_announcement), (Some(false), Some(false)));
    let noon = Some(SystemTime::UNIX_EPOCH + Duration::from_secs(1_782_907_200));
    assert_eq!((chat.last_message_time, chat.last_message_timestamp_ms), (noon, noon));
}

#[tokio::test]
async fn a_chat_is_read_as_documented() {
    let (answer, asked) = golden(GetChat::new(PHONE), chat()).await;
    assert_eq!(asked, call("GET", &format!("/chats/{PHONE}"), None));
    assert_chat(&answer.data);
}

#[tokio::test]
async fn a_muted_chat_in_a_community_is_read_whole() {
    let mut told = chat();
    told["is_muted"] = json!("1");
    told["mute_end_time"] = json!(-1);
    told["last_message_user_name"] = json!("Bia");
    told["last_message_user_phone"] = json!("5511987650003");
    told["community_name"] = json!("Block 7");
    told["community_jid"] = json!(GROUP);
    let (answer, asked) = golden(GetChat::new(GROUP), enveloped(told)).await;
    assert_eq!(asked, call("GET", "/chats/120363000000000001%40g.us", None));
    let chat = answer.data;
    assert_eq!((chat.is_muted, chat.mute_end_time), (Some(true), Some(-1)));
    assert_eq!(chat.last_message_user_name.as_deref(), Some("Bia"));
    assert_eq!(chat.last_message_user_phone.as_deref(), Some("5511987650003"));
    assert_eq!(
        (chat.community_name.as_deref(), chat.community_jid.as_deref()),
        (Some("Block 7"), Some(GROUP))
    );
}

#[tokio::test]
async fn chats_are_listed_page_by_page() {
    let page = json!({"page": 1, "size": 20, "total": 1, "total_pages": 1, "content": [chat()]});
    let (answer, asked) = golden(ListChats::new(), page).await;
    assert_eq!(asked, call("GET", "/chats", None));
    assert_eq!(
        (answer.page, answer.size, answer.total, answer.total_pages),
        (Some(1), Some(20), Some(1), Some(1))
    );
    let rows = answer.content.unwrap();
    assert_chat(&rows[0].value);
    assert_eq!(rows[0].raw.json::<Value>().unwrap(), chat());

    let mut second = ListChats::new();
    (second.page, second.page_size) = (Some(2), Some(50));
    let (_, asked) = golden(second, json!([])).await;
    assert_eq!(asked, call("GET", "/chats?page=2&page_size=50", None));
}

/// An operation of a chat without more to say: its route, `{"status":"ok"}`, and that it is repeated after a failure.
macro_rules! changes {
    ($($change:ident $route:literal),+) => {
        $(
            let (answer, asked) = golden($change::new(GROUP), json!({"status": "ok"})).await;
            assert_eq!(asked, call("POST", concat!("/chats/120363000000000001%40g.us", $route), None));
            assert_eq!(answer.status.as_deref(), Some("ok"));
            assert!(attempts($change::new(PHONE)).await > 1);
        )+
    };
}

#[tokio::test]
async fn chats_are_changed_by_their_route_alone() {
    changes! {
        ArchiveChat "/archive", UnarchiveChat "/unarchive", UnmuteChat "/unmute", PinChat "/pin", UnpinChat "/unpin",
        MarkChatRead "/read", MarkChatUnread "/unread"
    }
}

#[tokio::test]
async fn a_chat_is_muted_for_seconds() {
    let ok = || json!({"status": "ok"});
    let rest = format!("/chats/{PHONE}/mute");
    assert_eq!(golden(MuteChat::new(PHONE), ok()).await.1, call("POST", &rest, json!({})));
    let mut mute = MuteChat::new(PHONE);
    mute.duration_seconds = Some(28_800);
    assert_eq!(golden(mute, ok()).await.1, call("POST", &rest, json!({"duration_seconds": 28_800})));
    assert!(attempts(MuteChat::new(PHONE)).await > 1);
}

#[tokio::test]
async fn a_chat_is_emptied_and_deleted_once() {
    let ok = || json!({"status": "ok"});
    let rest = format!("/chats/{PHONE}/clear");
    assert_eq!(golden(ClearChat::new(PHONE), ok()).await.1, call("POST", &rest, json!({})));
    let mut clear = ClearChat::new(PHONE);
    clear.delete_media = Some(false);
    assert_eq!(golden(clear, ok()).await.1, call("POST", &rest, json!({"delete_media": false})));

    let rest = format!("/chats/{PHONE}");
    assert_eq!(golden(DeleteChat::new(PHONE), ok()).await.1, call("DELETE", &rest, json!({})));
    let mut delete = DeleteChat::new(PHONE);
    delete.delete_media = Some(true);
    assert_eq!(golden(delete, ok()).await.1, call("DELETE", &rest, json!({"delete_media": true})));

    assert_eq!(attempts(ClearChat::new(PHONE)).await, 1, "it would remove what came since");
    assert_eq!(attempts(DeleteChat::new(PHONE)).await, 1);
}

#[tokio::test]
async fn messages_disappear_after_one_of_four_times() {
    for (expiration, word) in [
        (Expiration::Hours24, "24_HOURS"),
        (Expiration::Days7, "7_DAYS"),
        (Expiration::Days90, "90_DAYS"),
        (Expiration::Off, "OFF"),
    ] {
        let (_, asked) = golden(SetExpiration::new(PHONE, expiration), json!({"status": "ok"})).await;
        assert_eq!(asked, call("PUT", &format!("/chats/{PHONE}/expiration"), json!({"expiration": word})));
    }
    assert!(attempts(SetExpiration::new(PHONE, Expiration::Off)).await > 1);
}

#[tokio::test]
async fn messages_are_marked_as_read_as_documented() {
    let mark = || MarkMessagesRead::new(JID, vec![MESSAGE.into()]);
    let (answer, asked) = golden(mark(), enveloped(json!({"details": "ok"}))).await;
    assert_eq!(asked, call("POST", "/chat/markread", json!({"id": [MESSAGE], "chat": JID})));
    assert_eq!(answer.details.as_deref(), Some("ok"));

    let mut in_group = MarkMessagesRead::new(GROUP, vec![MESSAGE.into(), "3EB1".into()]);
    in_group.sender = Some(JID.into());
    let body = json!({"id": [MESSAGE, "3EB1"], "chat": GROUP, "sender": JID});
    assert_eq!(golden(in_group, enveloped(json!({}))).await.1.2, Some(body));
    assert!(attempts(mark()).await > 1);

    let server = MockServer::start().await;
    let error = line(&server).call(MarkMessagesRead::new(JID, Vec::new())).await.unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
    assert!(arrived(&server).await.is_empty());
}

#[tokio::test]
async fn typing_and_recording_are_shown() {
    let answer = || enveloped(json!({}));
    let shown = [
        (SendPresence::new(PHONE, ChatPresence::Composing), json!({"phone": PHONE, "state": "composing"})),
        (SendPresence::new(PHONE, ChatPresence::Paused), json!({"phone": PHONE, "state": "paused"})),
        (SendPresence::recording(PHONE), json!({"phone": PHONE, "state": "composing", "media": "audio"})),
        (SendPresence::new(PHONE, "available".into()), json!({"phone": PHONE, "state": "available"})),
    ];
    for (presence, body) in shown {
        assert_eq!(golden(presence, answer()).await.1, call("POST", "/chat/presence", body));
    }
    assert!(attempts(SendPresence::recording(PHONE)).await > 1);
}

#[tokio::test]
async fn a_message_is_edited_and_deleted_by_its_id() {
    let answer = || enveloped(json!({}));
    let rest = format!("/chat/messages/{MESSAGE}");
    let edit = || EditMessage::new(MESSAGE, "Corrected text");
    let (_, asked) = golden(edit(), answer()).await;
    assert_eq!(asked, call("PATCH", &rest, json!({"message": "Corrected text"})));
    let mut in_chat = edit();
    in_chat.phone = Some(PHONE.into());
    let body = json!({"message": "Corrected text", "phone": PHONE});
    assert_eq!(golden(in_chat, answer()).await.1, call("PATCH", &rest, body));

    let (_, asked) = golden(DeleteMessage::new(MESSAGE), answer()).await;
    assert_eq!(asked, call("DELETE", &rest, json!({})));
    let mut in_chat = DeleteMessage::new("a/b");
    in_chat.phone = Some(PHONE.into());
    let (_, asked) = golden(in_chat, answer()).await;
    assert_eq!(asked, call("DELETE", "/chat/messages/a%2Fb", json!({"phone": PHONE})));

    assert_eq!(attempts(edit()).await, 1);
    assert_eq!(attempts(DeleteMessage::new(MESSAGE)).await, 1);
}

fn file(kind: &str) -> EncryptedFile {
    let mut file = EncryptedFile::new("https://mmg.example.net/v/t62", "a2V5", kind);
    file.direct_path = Some("/v/t62".into());
    file.file_enc_sha256 = Some("ZW5j".into());
    file.file_sha256 = Some("c2hh".into());
    file.file_length = Some(156_000);
    file
}

fn file_json(kind: &str) -> Value {
    json!({
        "url": "https://mmg.example.net/v/t62", "direct_path": "/v/t62", "media_key": "a2V5", "mimetype": kind,
        "file_enc_sha256": "ZW5j", "file_sha256": "c2hh", "file_length": 156_000
    })
}

/// A download: its route, the file as the event tells it, the file as it comes, and that it is repeated after a failure.
macro_rules! downloads {
    ($($download:ident $route:literal $kind:literal),+) => {
        $(
            let data = "data:application/pdf;base64,JVBERg==";
            let answer = enveloped(json!({"mimetype": $kind, "data": data}));
            let (answer, asked) = golden($download::new(file($kind)), answer).await;
            assert_eq!(asked, call("POST", $route, file_json($kind)));
            assert_eq!((answer.data.mimetype.as_deref(), answer.data.data.as_deref()), (Some($kind), Some(data)));
            assert!(attempts($download::new(file($kind))).await > 1);
        )+
    };
}

#[tokio::test]
async fn files_are_got_by_what_their_event_tells() {
    downloads! {
        DownloadImage "/chat/downloadimage" "image/jpeg",
        DownloadVideo "/chat/downloadvideo" "video/mp4",
        DownloadAudio "/chat/downloadaudio" "audio/ogg",
        DownloadDocument "/chat/downloaddocument" "application/pdf"
    }
    let least = EncryptedFile::new("https://mmg.example.net/v", "a2V5", "image/png");
    let body = json!({"url": "https://mmg.example.net/v", "media_key": "a2V5", "mimetype": "image/png"});
    assert_eq!(golden(DownloadImage::new(least), enveloped(json!({}))).await.1.2, Some(body));
}

#[tokio::test]
async fn neither_a_files_key_nor_the_file_is_shown() {
    let shown = format!("{:?}", DownloadImage::new(file("image/jpeg")));
    assert!(shown.contains("image/jpeg") && !shown.contains("a2V5") && !shown.contains("mmg"), "{shown}");
    let answer = enveloped(json!({"mimetype": "image/jpeg", "data": "data:image/jpeg;base64,JVBERg=="}));
    let shown = format!("{:?}", golden(DownloadImage::new(file("image/jpeg")), answer).await.0);
    assert!(shown.contains("image/jpeg") && !shown.contains("JVBERg"), "{shown}");
}

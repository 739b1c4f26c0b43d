//! Changing chats and messages.

use std::time::{Duration, SystemTime};

use serde_json::json;
use wagate_evolution::chats::{
    ArchiveChat, DeleteMessage, GetBase64, LastMessage, MarkChatUnread, MarkMessageAsRead, MediaMessage,
    Presence, SendPresence, UpdateMessage,
};
use wagate_evolution::messages::{Quoted, TargetKey};
use wagate_sdk_core::adapter::{Endpoint, Safety};
use wagate_sdk_core::{Error, Outcome, TimeoutClass};

use crate::{answering, golden, refused_before_io, shop};

const JID: &str = "5511999990000@s.whatsapp.net";

fn key() -> TargetKey {
    TargetKey::new("3EB05C5BE17ABAA0D27001", JID, true)
}

#[tokio::test]
async fn messages_are_marked_as_read() {
    let read = MarkMessageAsRead::new([TargetKey::new("A", JID, false)]);
    let asked = json!({ "readMessages": [{ "id": "A", "fromMe": false, "remoteJid": JID }] });
    let told = json!({ "message": "Read messages", "read": "success" });
    let answer = golden(read, "POST", "/chat/markMessageAsRead/shop", asked, 201, told).await;
    assert_eq!(answer.read.as_deref(), Some("success"));
}

#[tokio::test]
async fn a_message_that_the_server_would_skip_is_not_marked() {
    let keys = [TargetKey::new("A", JID, false), TargetKey::new("B", "199789077627112@lid", false)];
    let error = refused_before_io(MarkMessageAsRead::new(keys)).await;
    assert!(matches!(error, Error::Unsupported(_)), "{error:?}");
}

#[tokio::test]
async fn a_chat_goes_into_the_archive_and_comes_out() {
    for archive in [true, false] {
        let mut last = LastMessage::new(key());
        last.message_timestamp = Some(1_795_343_205);
        let asked = json!({
            "lastMessage": {
                "key": { "id": "3EB05C5BE17ABAA0D27001", "fromMe": true, "remoteJid": JID },
                "messageTimestamp": 1_795_343_205,
            },
            "archive": archive,
        });
        let told = json!({ "chatId": JID, "archived": true });
        let answer =
            golden(ArchiveChat::new(last, archive), "POST", "/chat/archiveChat/shop", asked, 201, told).await;
        assert_eq!((answer.chat_id.as_deref(), answer.archived), (Some(JID), Some(true)));
    }
}

#[tokio::test]
async fn a_chat_is_marked_as_unread() {
    let mut unread = MarkChatUnread::new(LastMessage::new(key()));
    unread.chat = Some(JID.to_owned());
    let asked = json!({
        "chat": JID,
        "lastMessage": { "key": { "id": "3EB05C5BE17ABAA0D27001", "fromMe": true, "remoteJid": JID } },
    });
    let told = json!({ "chatId": JID, "markedChatUnread": true });
    let answer = golden(unread, "POST", "/chat/markChatUnread/shop", asked, 201, told).await;
    assert_eq!(answer.marked_chat_unread, Some(true));
}

#[tokio::test]
async fn a_message_is_deleted_by_a_delete_with_a_body() {
    let mut delete = DeleteMessage::new(key());
    delete.participant = Some("199789077627112@lid".to_owned());
    let asked = json!({
        "id": "3EB05C5BE17ABAA0D27001", "fromMe": true, "remoteJid": JID,
        "participant": "199789077627112@lid",
    });
    let told = json!({
        "key": { "remoteJid": JID, "fromMe": true, "id": "3EB0E62CC99318FF67298F" },
        "message": { "protocolMessage": { "key": { "id": "3EB05C5BE17ABAA0D27001" }, "type": "REVOKE" } },
        "messageTimestamp": "1795343205", "status": "PENDING",
    });
    let sent = golden(delete, "DELETE", "/chat/deleteMessageForEveryone/shop", asked, 201, told).await;
    assert_eq!(sent.id(), Some("3EB0E62CC99318FF67298F"), "the message that takes it back");
    let at = SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_343_205);
    assert_eq!(sent.message_timestamp, Some(at), "digits in a text here");
    assert_eq!(DeleteMessage::SAFETY, Safety::AtMostOnce);
}

#[tokio::test]
async fn a_message_is_changed() {
    let asked = json!({
        "number": "5511999990000", "text": "hello edited",
        "key": { "id": "3EB05C5BE17ABAA0D27001", "fromMe": true, "remoteJid": JID },
    });
    let told = json!({
        "key": { "remoteJid": JID, "fromMe": true, "id": "3EB0C30576F70A28F6F6A8" },
        "message": { "protocolMessage": { "type": "MESSAGE_EDIT", "timestampMs": "1795343205532" } },
        "messageTimestamp": "1795343205", "status": "PENDING",
    });
    let edit = UpdateMessage::new("5511999990000", "hello edited", key());
    let sent = golden(edit, "POST", "/chat/updateMessage/shop", asked, 200, told).await;
    assert_eq!(sent.id(), Some("3EB0C30576F70A28F6F6A8"));
    assert_eq!(UpdateMessage::SAFETY, Safety::AtMostOnce);
}

#[tokio::test]
async fn a_change_that_found_no_message_may_have_been_made() {
    let told = crate::failure(404, "Not Found", json!(["Message not found"]));
    let server = answering(404, told).await;
    let error = shop(&server).call(UpdateMessage::new("5511999990000", "x", key())).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert!(error.to_string().contains("it may have been made"), "{error}");
}

#[tokio::test]
async fn typing_blocks_for_its_delay() {
    for (presence, word) in [
        (Presence::Composing, "composing"),
        (Presence::Recording, "recording"),
        (Presence::Paused, "paused"),
        (Presence::Available, "available"),
        (Presence::Unavailable, "unavailable"),
    ] {
        let send = SendPresence::new("5511999990000", presence.clone(), 300);
        assert_eq!(send.server_waits(), Duration::from_millis(300));
        let asked = json!({ "number": "5511999990000", "presence": word, "delay": 300 });
        let answer =
            golden(send, "POST", "/chat/sendPresence/shop", asked, 201, json!({ "presence": word })).await;
        assert_eq!(answer.presence, Some(presence));
    }
}

#[tokio::test]
async fn the_file_of_a_stored_message() {
    for length in [json!({ "low": 1234, "high": 0, "unsigned": true }), json!("1234"), json!(1234)] {
        let mut get = GetBase64::by_id("3EB0IN0003");
        get.convert_to_mp4 = Some(false);
        let asked = json!({ "message": { "key": { "id": "3EB0IN0003" } }, "convertToMp4": false });
        let told = json!({
            "mediaType": "imageMessage", "fileName": "3EB0IN0003.jpg", "caption": "look",
            "size": { "fileLength": length, "height": 10, "width": 20 },
            "mimetype": "image/jpeg", "base64": "/9j/4A==", "buffer": null,
        });
        let file = golden(get, "POST", "/chat/getBase64FromMediaMessage/shop", asked, 201, told).await;
        assert!(!format!("{file:?}").contains("/9j/4A=="), "Debug does not show the file");
        assert_eq!(file.base64.as_deref(), Some("/9j/4A=="));
        assert_eq!(file.media_type.as_deref(), Some("imageMessage"));
        assert_eq!(
            (file.file_name.as_deref(), file.caption.as_deref()),
            (Some("3EB0IN0003.jpg"), Some("look"))
        );
        assert_eq!(file.mimetype.as_deref(), Some("image/jpeg"));
        let size = file.size.unwrap();
        assert_eq!((size.file_length, size.height, size.width), (Some(1234), Some(10), Some(20)));
    }
    assert_eq!(GetBase64::TIMEOUT, TimeoutClass::Media);
}

#[tokio::test]
async fn the_file_of_a_message_at_hand() {
    let content = json!({ "imageMessage": { "url": "https://mmg.whatsapp.net/x" } });
    let get = GetBase64::new(MediaMessage::new(Quoted::by_id("X").key, content.clone()));
    let asked = json!({ "message": { "key": { "id": "X" }, "message": content } });
    let told = json!({ "mediaType": "imageMessage", "base64": "AA==" });
    golden(get, "POST", "/chat/getBase64FromMediaMessage/shop", asked, 201, told).await;
}

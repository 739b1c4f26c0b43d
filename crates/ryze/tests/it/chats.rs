//! Chats and the messages in them.

use std::time::{Duration, SystemTime};

use serde_json::{Value, json};
use wagate_ryze::chats::{
    ArchiveChat, ChatPresence, DeleteChat, DeleteMessage, DeleteType, DeliveryStatus, Direction, EditMessage,
    FileKind, GetHistory, GetMediaBase64, GetMessage, GetMessageStatus, MarkChatRead, MarkMessageRead,
    MuteChat, MuteDuration, PinChat, SendPresence,
};
use wagate_sdk_core::adapter::Endpoint;
use wagate_sdk_core::{Address, Error, InstanceClient, MuteFor, Outcome};

use crate::{
    body, failure, gateway, golden, group, instance_token, lid, line, newsletter, phone, portable,
    refused_here, requests, route,
};

const CHAT: &str = "5511999999999";
const JID: &str = "5511999999999@s.whatsapp.net";
const ID: &str = "3EB08FCF27E532F1B0F5";

fn noon() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_348_800)
}

#[tokio::test]
async fn a_message_is_edited_as_documented() {
    let answer = json!({
        "success": true, "message": "Message edited successfully", "messageId": ID, "chatJid": JID,
        "oldContent": "5 PM", "newContent": "6 PM"
    });
    let (edited, seen) = golden(EditMessage::new(ID, "6 PM"), answer).await;
    assert_eq!(route(&seen), "POST /api/chat/edit/support");
    assert_eq!(body(&seen), json!({"messageId": ID, "content": "6 PM"}));
    assert_eq!((edited.message_id.as_deref(), edited.chat_jid.as_deref()), (Some(ID), Some(JID)));
    assert_eq!((edited.old_content.as_deref(), edited.new_content.as_deref()), (Some("5 PM"), Some("6 PM")));
}

#[tokio::test]
async fn a_message_that_is_too_old_is_not_edited() {
    for words in ["message is too old to edit", "you can only edit your own messages"] {
        let server = gateway(400, failure(words)).await;
        let edit = EditMessage::new(ID, "6 PM");
        let error = line(&server, instance_token()).call(edit).await.unwrap_err();
        assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
        assert_eq!(error.outcome(), Outcome::Refused);
    }
}

#[tokio::test]
async fn a_message_is_deleted_with_a_body() {
    let answer = json!({"success": true, "message": "Message deleted for everyone", "delete_type": "revoke"});
    let (deleted, seen) = golden(DeleteMessage::for_everyone(ID), answer).await;
    assert_eq!(route(&seen), "DELETE /api/chat/delete/support");
    assert_eq!(body(&seen), json!({"messageId": ID, "deleteForEveryone": true}));
    assert_eq!(deleted.delete_type, Some(DeleteType::Revoke));

    let answer = json!({"success": true, "delete_type": "delete_for_me", "messageId": ID, "chat": JID});
    let (deleted, seen) = golden(DeleteMessage::for_me(ID), answer).await;
    assert_eq!(body(&seen), json!({"messageId": ID}));
    assert_eq!(deleted.delete_type, Some(DeleteType::DeleteForMe));
    assert_eq!((deleted.message_id.as_deref(), deleted.chat.as_deref()), (Some(ID), Some(JID)));
}

#[tokio::test]
async fn a_message_is_marked_as_documented() {
    let answer = json!({
        "success": true, "message": "Message marked as read successfully", "message_id": ID, "chat_jid": JID
    });
    let mut mark = MarkMessageRead::new("120363406289005073@g.us", ID);
    mark.sender = Some("5511777777777@s.whatsapp.net".into());
    let (marked, seen) = golden(mark, answer).await;
    assert_eq!(route(&seen), "POST /api/chat/markRead/support");
    let expected = json!({
        "messageId": ID, "number": "120363406289005073@g.us", "sender": "5511777777777@s.whatsapp.net"
    });
    assert_eq!(body(&seen), expected);
    assert_eq!((marked.message_id.as_deref(), marked.chat_jid.as_deref()), (Some(ID), Some(JID)));
}

#[tokio::test]
async fn a_chat_is_marked_as_documented() {
    let answer = json!({
        "success": true, "message": "Chat marked as read successfully", "chat_jid": JID, "read": true
    });
    let (marked, seen) = golden(MarkChatRead::new(CHAT, true), answer).await;
    assert_eq!(route(&seen), "POST /api/chat/markChatRead/support");
    assert_eq!(body(&seen), json!({"number": CHAT, "read": true}));
    assert_eq!((marked.chat_jid.as_deref(), marked.read), (Some(JID), Some(true)));
}

#[tokio::test]
async fn a_stored_message_is_read_as_documented() {
    let mut answer = json!({
        "success": true, "message": "Message found", "messageId": ID, "status": "found",
        "data": {
            "content": "Hi!", "type": "text", "from": JID, "to": "5511888888888@s.whatsapp.net", "chat": JID,
            "timestamp": "2026-11-22T12:00:00Z", "isGroup": false, "status": "delivered"
        }
    });
    let (found, seen) = golden(GetMessage::new("3EB0/8F"), answer.clone()).await;
    assert_eq!(route(&seen), "GET /api/chat/getMessage/support?messageId=3EB0%2F8F");
    assert_eq!((found.message_id.as_deref(), found.status.as_deref()), (Some(ID), Some("found")));
    let data = found.data;
    assert_eq!((data.content.as_deref(), data.kind.as_deref()), (Some("Hi!"), Some("text")));
    assert_eq!((data.from.as_deref(), data.chat.as_deref()), (Some(JID), Some(JID)));
    assert_eq!(data.to.as_deref(), Some("5511888888888@s.whatsapp.net"));
    assert_eq!((data.timestamp, data.is_group), (Some(noon()), Some(false)));
    assert_eq!(data.status, Some(DeliveryStatus::Delivered));
    assert!(data.media.is_none());

    answer["data"]["media"] = json!({"type": "image", "mimeType": "image/png", "size": 7, "duration": 0});
    let (found, _) = golden(GetMessage::new(ID), answer).await;
    let media = found.data.media.unwrap();
    assert_eq!((media.kind, media.mime_type.as_deref()), (Some(FileKind::Image), Some("image/png")));
    assert_eq!((media.size, media.duration), (Some(7), Some(0)));
}

#[tokio::test]
async fn how_far_a_message_has_come_is_read_as_documented() {
    let answer = |status: &str, code: Value| {
        json!({
            "success": true, "message": "Message status retrieved successfully", "message_id": ID,
            "status": status, "status_code": code, "direction": "sent", "chat_jid": JID,
            "timestamp": "2026-11-22T12:00:00Z"
        })
    };
    let (told, seen) = golden(GetMessageStatus::new(ID), answer("read", json!(4))).await;
    assert_eq!(route(&seen), format!("GET /api/chat/status/support?messageId={ID}"));
    assert_eq!((told.status, told.status_code), (Some(DeliveryStatus::Read), Some(4)));
    assert_eq!((told.direction, told.timestamp), (Some(Direction::Sent), Some(noon())));
    assert_eq!((told.message_id.as_deref(), told.chat_jid.as_deref()), (Some(ID), Some(JID)));

    for (code, expected) in [(json!(-1), Some(-1)), (json!("-1"), Some(-1)), (json!("many"), None)] {
        let (told, _) = golden(GetMessageStatus::new(ID), answer("error", code)).await;
        assert_eq!((told.status, told.status_code), (Some(DeliveryStatus::Error), expected));
    }
    let (told, _) = golden(GetMessageStatus::new(ID), answer("lost", json!(9))).await;
    assert_eq!(told.status, Some(DeliveryStatus::Other("lost".into())));
}

#[tokio::test]
async fn a_file_is_read_as_documented() {
    let answer = json!({
        "success": true, "message": "Base64 retrieved successfully", "message_id": ID,
        "mime_type": "image/jpeg", "media_type": "image", "base64": "/9j/4AAQSkZJRg=="
    });
    let (file, seen) = golden(GetMediaBase64::new(ID), answer).await;
    assert_eq!(route(&seen), format!("GET /api/chat/base64/support?messageId={ID}"));
    assert_eq!((file.message_id.as_deref(), file.mime_type.as_deref()), (Some(ID), Some("image/jpeg")));
    assert_eq!((file.media_type.clone(), file.base64.as_str()), (Some(FileKind::Image), "/9j/4AAQSkZJRg=="));
    assert!(!format!("{file:?}").contains("4AAQ"));
}

#[tokio::test]
async fn a_file_that_is_not_there_may_come_later() {
    let server = gateway(404, failure("Message not found or no media available")).await;
    let error = line(&server, instance_token()).call(GetMediaBase64::new(ID)).await.unwrap_err();
    assert!(matches!(error, Error::NotFound(_)), "{error:?}");
    assert!(error.to_string().contains("ask again"), "{error}");
}

#[tokio::test]
async fn presence_goes_out_as_documented() {
    let answer = || json!({"success": true, "message": "Presence sent"});
    for (state, word) in [
        (ChatPresence::Typing, "typing"),
        (ChatPresence::Recording, "recording"),
        (ChatPresence::Pause, "pause"),
    ] {
        let (sent, seen) = golden(SendPresence::new(CHAT, state), answer()).await;
        assert_eq!(route(&seen), "POST /api/chat/presence/support");
        assert_eq!(body(&seen), json!({"number": CHAT, "state": word}));
        assert_eq!(sent.success, Some(true));
    }
    let mut typing = SendPresence::new(CHAT, ChatPresence::Typing);
    typing.duration = Some(5);
    assert_eq!(typing.server_waits(), Duration::from_secs(5));
    let (_, seen) = golden(typing.clone(), answer()).await;
    assert_eq!(body(&seen), json!({"number": CHAT, "state": "typing", "duration": 5}));
    typing.duration = Some(u64::MAX);
    assert_eq!(typing.server_waits(), Duration::from_secs(60));
}

#[tokio::test]
async fn history_is_read_as_documented() {
    let answer = json!({
        "success": true, "message": "History retrieved", "chat_jid": JID, "count": 1, "hasMore": true,
        "messages": [{
            "messageId": ID, "content": "Hi!", "senderJid": JID, "timestamp": "2026-11-22T12:00:00Z",
            "more": "kept"
        }]
    });
    let mut ask = GetHistory::new(CHAT);
    ask.count = Some(20);
    ask.from = Some(noon() - Duration::from_secs(60));
    ask.to = Some(noon());
    let (history, seen) = golden(ask, answer).await;
    assert_eq!(route(&seen), "POST /api/chat/history/support");
    let expected = json!({
        "number": CHAT, "count": 20, "from": "2026-11-22T11:59:00Z", "to": "2026-11-22T12:00:00Z"
    });
    assert_eq!(body(&seen), expected);
    assert_eq!(
        (history.chat_jid.as_deref(), history.count, history.has_more),
        (Some(JID), Some(1), Some(true))
    );
    let message = &history.messages[0];
    assert_eq!(message.value.message_id.as_deref(), Some(ID));
    assert_eq!((message.value.content.as_deref(), message.value.timestamp), (Some("Hi!"), Some(noon())));
    assert_eq!(message.value.sender_jid.as_deref(), Some(JID));
    assert!(message.raw.expose().contains("kept"));

    let bare = json!({"messages": [{"message_id": ID}]});
    let (history, seen) = golden(GetHistory::new(CHAT), bare).await;
    assert_eq!(body(&seen), json!({"number": CHAT}));
    assert_eq!(history.messages[0].value.message_id.as_deref(), Some(ID));
}

#[tokio::test]
async fn a_time_that_cannot_be_written_never_leaves() {
    let server = gateway(200, json!({"messages": []})).await;
    let mut ask = GetHistory::new(CHAT);
    ask.to = Some(SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000_000));
    let error = line(&server, instance_token()).call(ask).await.unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
    assert!(requests(&server).await.is_empty());
}

#[tokio::test]
async fn a_chat_is_archived_and_pinned_as_documented() {
    let answer = json!({
        "success": true, "message": "Chat archived successfully", "chat_jid": JID, "archived": true
    });
    let (archived, seen) = golden(ArchiveChat::new(CHAT, true), answer).await;
    assert_eq!(route(&seen), "POST /api/chat/archive/support");
    assert_eq!(body(&seen), json!({"number": CHAT, "archive": true}));
    assert_eq!((archived.chat_jid.as_deref(), archived.archived), (Some(JID), Some(true)));

    let answer = json!({
        "success": true, "message": "Chat pinned successfully", "chat_jid": JID, "pinned": false
    });
    let (pinned, seen) = golden(PinChat::new(CHAT, false), answer).await;
    assert_eq!(route(&seen), "POST /api/chat/pin/support");
    assert_eq!(body(&seen), json!({"number": CHAT, "pin": false}));
    assert_eq!((pinned.chat_jid.as_deref(), pinned.pinned), (Some(JID), Some(false)));
}

#[tokio::test]
async fn a_chat_is_muted_with_a_word_and_answered_with_seconds() {
    let answer = json!({
        "success": true, "message": "Chat muted for 8 hours", "chat_jid": JID, "muted": true, "duration": 28800
    });
    for (duration, word) in
        [(MuteDuration::EightHours, "8h"), (MuteDuration::OneWeek, "1w"), (MuteDuration::Always, "always")]
    {
        let mut mute = MuteChat::new(CHAT, true);
        mute.duration = Some(duration);
        let (muted, seen) = golden(mute, answer.clone()).await;
        assert_eq!(route(&seen), "POST /api/chat/mute/support");
        assert_eq!(body(&seen), json!({"number": CHAT, "mute": true, "duration": word}));
        assert_eq!(
            (muted.chat_jid.as_deref(), muted.muted, muted.duration),
            (Some(JID), Some(true), Some(28800))
        );
    }
    let (_, seen) = golden(MuteChat::new(CHAT, false), answer).await;
    assert_eq!(body(&seen), json!({"number": CHAT, "mute": false}));
}

#[tokio::test]
async fn a_chat_is_deleted_with_a_body() {
    let answer = json!({
        "success": true, "message": "Chat deleted successfully", "chat_jid": JID, "delete_media": false
    });
    let mut delete = DeleteChat::new(CHAT);
    delete.delete_media = Some(false);
    let (deleted, seen) = golden(delete, answer.clone()).await;
    assert_eq!(route(&seen), "DELETE /api/chat/deleteChat/support");
    assert_eq!(body(&seen), json!({"number": CHAT, "deleteMedia": false}));
    assert_eq!((deleted.chat_jid.as_deref(), deleted.delete_media), (Some(JID), Some(false)));
    let (_, seen) = golden(DeleteChat::new(CHAT), answer).await;
    assert_eq!(body(&seen), json!({"number": CHAT}));
}

/// How the gateway is told of a chat.
fn names() -> [(Address, &'static str); 4] {
    [
        (phone(), "5511999999999"),
        (lid(), "123456789012345@lid"),
        (group(), "120363406289005073@g.us"),
        (newsletter(), "120363422585881117@newsletter"),
    ]
}

#[tokio::test]
async fn the_portable_operations_on_a_chat_take_every_chat() {
    let answer = || json!({"success": true, "chat_jid": JID});
    for (chat, number) in names() {
        let chat = &chat;
        let asked = [
            portable(answer(), async |line| line.mark_chat_read(chat).await).await,
            portable(answer(), async |line| line.erase().mark_chat_unread(chat).await).await,
            portable(answer(), async |line| line.archive_chat(chat).await).await,
            portable(answer(), async |line| line.unarchive_chat(chat).await).await,
            portable(answer(), async |line| line.pin_chat(chat).await).await,
            portable(answer(), async |line| line.unpin_chat(chat).await).await,
            portable(answer(), async |line| line.mute_chat(chat, MuteFor::EightHours).await).await,
            portable(answer(), async |line| line.mute_chat(chat, MuteFor::OneWeek).await).await,
            portable(answer(), async |line| line.mute_chat(chat, MuteFor::Always).await).await,
            portable(answer(), async |line| line.unmute_chat(chat).await).await,
            portable(answer(), async |line| line.delete_chat(chat).await).await,
            portable(answer(), async |line| line.assign_label(chat, "3").await).await,
        ];
        let expected = [
            ("POST /api/chat/markChatRead/support", json!({"number": number, "read": true})),
            ("POST /api/chat/markChatRead/support", json!({"number": number, "read": false})),
            ("POST /api/chat/archive/support", json!({"number": number, "archive": true})),
            ("POST /api/chat/archive/support", json!({"number": number, "archive": false})),
            ("POST /api/chat/pin/support", json!({"number": number, "pin": true})),
            ("POST /api/chat/pin/support", json!({"number": number, "pin": false})),
            ("POST /api/chat/mute/support", json!({"number": number, "mute": true, "duration": "8h"})),
            ("POST /api/chat/mute/support", json!({"number": number, "mute": true, "duration": "1w"})),
            ("POST /api/chat/mute/support", json!({"number": number, "mute": true, "duration": "always"})),
            ("POST /api/chat/mute/support", json!({"number": number, "mute": false})),
            ("DELETE /api/chat/deleteChat/support", json!({"number": number})),
            ("POST /api/chat/assignTag/support", json!({"number": number, "tagId": "3"})),
        ];
        for ((done, seen), (expected_route, expected_body)) in asked.into_iter().zip(expected) {
            assert_eq!((route(&seen).as_str(), body(&seen)), (expected_route, expected_body));
            assert!(done.raw.expose().contains("chat_jid"));
        }
    }
    // This one has everything in its query.
    let unassign = async |line: InstanceClient<_>| line.unassign_label(&group(), "3").await;
    let (_, seen) = portable(answer(), unassign).await;
    let expected = "DELETE /api/chat/assignTag/support?number=120363406289005073%40g.us&tagId=3";
    assert_eq!((route(&seen).as_str(), seen.body.len()), (expected, 0));
}

#[tokio::test]
async fn what_is_no_chat_is_refused_before_anything_leaves() {
    for chat in ["status@broadcast", "1400000000@broadcast"].map(|jid| jid.parse::<Address>().unwrap()) {
        let chat = &chat;
        let errors = [
            refused_here(async |line| line.mark_chat_read(chat).await).await,
            refused_here(async |line| line.mark_chat_unread(chat).await).await,
            refused_here(async |line| line.archive_chat(chat).await).await,
            refused_here(async |line| line.pin_chat(chat).await).await,
            refused_here(async |line| line.mute_chat(chat, MuteFor::Always).await).await,
            refused_here(async |line| line.delete_chat(chat).await).await,
            refused_here(async |line| line.assign_label(chat, "3").await).await,
            refused_here(async |line| line.history(chat).all().await).await,
            refused_here(async |line| line.typing(chat, Duration::from_secs(1)).map(drop)).await,
        ];
        for error in errors {
            assert!(matches!(error, Error::Unsupported(_)), "{chat}: {error:?}");
        }
    }
}

#[tokio::test]
async fn the_portable_labels_are_those_that_can_be_used() {
    let answer = json!({
        "success": true, "total": 3,
        "tags": [
            {"id": "3", "name": "VIP", "color": 5, "type": "CUSTOM", "deleted": false},
            {"id": "4", "name": "Old", "color": 1, "deleted": true},
            {"id": 7, "name": ""}
        ]
    });
    let (labels, seen) = portable(answer, async |line| line.labels().await).await;
    assert_eq!(route(&seen), "GET /api/chat/tag/support");
    let told: Vec<_> = labels
        .iter()
        .map(|label| (label.id.as_str(), label.name.as_deref(), label.color.as_deref()))
        .collect();
    assert_eq!(told, [("3", Some("VIP"), Some("5")), ("7", None, None)]);
    assert!(labels[0].raw.expose().contains("CUSTOM"));
}

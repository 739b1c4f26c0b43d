//! Conversations.

use serde_json::json;
use wagate_sdk_core::{Error, Outcome};
use wagate_wazzapi::chats::{
    Conversation, GetConversation, ListConversationMessages, ListConversations, ReplyToConversation,
    UpdateConversation,
};
use wagate_wazzapi::messages::{Direction, MediaType, MessageStatus, MessageType, QueueStatus};

use super::contract::{golden, golden_of, refused};
use super::{DEVICE, DIGITS, account, answering, json_of, target};

const CONVERSATION: &str = "ad5b7e10-3c4d-4e5f-8a6b-7c8d9e0f1a2b";

fn assert_conversation(conversation: &Conversation) {
    assert_eq!(conversation.id, CONVERSATION);
    assert_eq!(conversation.whatsapp_account_id.as_deref(), Some(DEVICE));
    assert_eq!(conversation.contact_id.as_deref(), Some("1b0f3f6e-6a55-4d0b-8a0e-3d0d3f2f9a11"));
    assert_eq!(conversation.phone_number.as_deref(), Some(DIGITS));
    assert_eq!((conversation.status.as_deref(), conversation.unread_count), (Some("open"), Some(1)));
    assert!(conversation.assignee_user_id.is_none() && conversation.subject.is_none());
    assert_eq!(conversation.last_message_preview.as_deref(), Some("Halo"));
    assert!(conversation.last_message_at.is_some() && conversation.last_inbound_at.is_some());
    assert!(conversation.last_outbound_at.is_none());
    assert!(conversation.created_at < conversation.updated_at);
}

#[tokio::test]
async fn conversations_are_listed_with_every_filter() {
    let mut list = ListConversations::new();
    list.limit = Some(50);
    list.offset = Some(0);
    list.status = Some("open".into());
    list.whatsapp_account_id = Some(DEVICE.into());
    list.assignee_user_id = Some("u-1".into());
    list.search = Some(DIGITS.into());
    let (page, seen) = golden(list).await;
    assert_eq!(
        target(&seen),
        format!(
            "GET /api/v1/conversations?limit=50&offset=0&status=open&whatsapp_account_id={DEVICE}&assignee_user_id=u-1\
             &search={DIGITS}"
        )
    );
    assert_conversation(&page.conversations[0].value);
    assert!(page.conversations[0].raw.expose().contains("last_inbound_at"));
    assert_eq!((page.total, page.limit, page.offset), (Some(1), Some(50), Some(0)));
    assert_eq!(page.next_offset(0, 50), None);
}

#[tokio::test]
async fn a_conversation_is_read() {
    let (conversation, seen) = golden(GetConversation::new(CONVERSATION)).await;
    assert_eq!(target(&seen), format!("GET /api/v1/conversations/{CONVERSATION}"));
    assert_conversation(&conversation);
}

#[tokio::test]
async fn a_conversation_is_marked_as_read_and_changed() {
    let (conversation, seen) = golden(UpdateConversation::mark_read(CONVERSATION)).await;
    assert_eq!(target(&seen), format!("PATCH /api/v1/conversations/{CONVERSATION}"));
    assert_eq!(json_of(&seen), json!({ "mark_read": true }));
    assert_conversation(&conversation);

    let mut assign = UpdateConversation::new(CONVERSATION);
    assign.status = Some("closed".into());
    assign.assignee_user_id = Some("u-1".into());
    let (_, seen) = golden(assign).await;
    assert_eq!(json_of(&seen), json!({ "status": "closed", "assignee_user_id": "u-1" }));

    let mut clear = UpdateConversation::new(CONVERSATION);
    clear.clear_assignee = Some(true);
    let (_, seen) = golden(clear.clone()).await;
    assert_eq!(json_of(&seen), json!({ "clear_assignee": true }));

    clear.assignee_user_id = Some("u-1".into());
    refused(clear).await;
    refused(UpdateConversation::new(CONVERSATION)).await;
}

#[tokio::test]
async fn the_messages_of_a_conversation_are_listed() {
    let answer = json!({
        "messages": [{
            "id": "m-1", "direction": "inbound", "content": "Halo", "status": "read", "message_type": "image",
            "phone_number": DIGITS, "media_type": "image", "media_url": "https://example.com/a.png",
            "media_filename": "a.png", "media_mimetype": "image/png", "whatsapp_message_id": "3EB0",
            "created_at": "2026-05-02T09:00:00Z", "sent_at": "2026-05-02T09:00:01Z", "delivered_at": null,
            "read_at": null
        }],
        "total": 3, "limit": 1, "offset": 1
    });
    let mut list = ListConversationMessages::new(CONVERSATION);
    list.limit = Some(1);
    list.offset = Some(1);
    let (page, seen) = golden_of(list, answer).await;
    assert_eq!(target(&seen), format!("GET /api/v1/conversations/{CONVERSATION}/messages?limit=1&offset=1"));
    let message = &page.messages[0].value;
    assert_eq!((message.id.as_str(), message.content.as_deref()), ("m-1", Some("Halo")));
    assert_eq!(message.direction, Some(Direction::Inbound));
    assert_eq!(message.status, Some(MessageStatus::Read));
    assert_eq!(message.message_type, Some(MessageType::Image));
    assert_eq!(message.phone_number.as_deref(), Some(DIGITS));
    assert_eq!(message.media_type, Some(MediaType::Image));
    assert_eq!(message.media_url.as_deref(), Some("https://example.com/a.png"));
    assert_eq!(message.media_filename.as_deref(), Some("a.png"));
    assert_eq!(message.media_mimetype.as_deref(), Some("image/png"));
    assert_eq!(message.whatsapp_message_id.as_deref(), Some("3EB0"));
    assert!(message.created_at < message.sent_at);
    assert!(message.delivered_at.is_none() && message.read_at.is_none());
    assert!(page.messages[0].raw.expose().contains("a.png"));
    assert_eq!((page.total, page.limit, page.offset), (Some(3), Some(1), Some(1)));
    assert_eq!(page.next_offset(1, 1), Some(2));
}

#[tokio::test]
async fn a_reply_goes_into_a_conversation() {
    let (reply, seen) = golden(ReplyToConversation::text(CONVERSATION, "Halo")).await;
    assert_eq!(target(&seen), format!("POST /api/v1/conversations/{CONVERSATION}/reply"));
    assert_eq!(json_of(&seen), json!({ "message_type": "text", "content": "Halo" }));
    assert_eq!(reply.success, Some(true));
    assert_eq!(reply.message_id.as_deref(), Some("f4fd147d-e2a8-4d52-9eb5-98a72f5b90ab"));
    assert_eq!(reply.conversation_id.as_deref(), Some(CONVERSATION));
    assert_eq!((reply.status, reply.message_type), (Some(QueueStatus::Queued), Some(MessageType::Text)));

    let mut file = ReplyToConversation::new(CONVERSATION, MessageType::Document);
    file.caption = Some("c".into());
    file.media_base64 = Some("AA==".into());
    file.media_type = Some(MediaType::Document);
    file.filename = Some("a.pdf".into());
    file.mimetype = Some("application/pdf".into());
    file.whatsapp_account_id = Some(DEVICE.into());
    let (_, seen) = golden(file.clone()).await;
    let expected = json!({
        "message_type": "document", "caption": "c", "media_base64": "AA==", "media_type": "document",
        "filename": "a.pdf", "mimetype": "application/pdf", "whatsapp_account_id": DEVICE
    });
    assert_eq!(json_of(&seen), expected);

    file.media_url = Some("https://example.com/a.pdf".into());
    refused(file.clone()).await;
    file.media_base64 = None;
    golden(file.clone()).await;
    file.media_url = None;
    refused(file).await;
}

#[tokio::test]
async fn what_is_not_there_or_not_connected_refuses_a_reply() {
    let reply = || ReplyToConversation::text(CONVERSATION, "Halo");
    let server = answering(404, &json!({ "detail": "Conversation not found" })).await;
    for error in [
        account(&server).call(reply()).await.unwrap_err(),
        account(&server).call(UpdateConversation::mark_read(CONVERSATION)).await.unwrap_err(),
        account(&server).call(ListConversationMessages::new(CONVERSATION)).await.unwrap_err(),
    ] {
        assert!(matches!(error, Error::NotFound(_)) && error.outcome() == Outcome::Refused, "{error}");
    }
    let server = answering(400, &json!({ "detail": "WhatsApp account is not connected" })).await;
    let error = account(&server).call(reply()).await.unwrap_err();
    assert!(matches!(error, Error::InstanceOffline(_)) && error.outcome() == Outcome::Refused, "{error}");
    let server = answering(500, &json!({ "detail": "Internal Server Error" })).await;
    let error = account(&server).call(reply()).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown, "a reply is a send");
}

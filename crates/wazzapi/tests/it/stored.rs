//! The messages that the gateway keeps: found, counted, tried again, cancelled.

use std::time::{Duration, SystemTime};

use serde_json::json;
use wagate_sdk_core::{AccountClient, Error, Outcome, RetryPolicy};
use wagate_wazzapi::messages::{
    CancelMessage, Direction, GetMessage, GetStats, ListMessages, LookupMessage, MessageStatus, MessageType,
    QueueStatus, RetryMessage, StoredMessage,
};
use wagate_wazzapi::{SortOrder, Wazzapi};
use wiremock::MockServer;

use super::contract::{example, golden, golden_of};
use super::{DEVICE, DIGITS, account, answering, key, only_request, target};

const MESSAGE: &str = "f4fd147d-e2a8-4d52-9eb5-98a72f5b90ab";
const WHATSAPPS: &str = "3EB0C767D097B7C7C030";

fn second(seconds: u64) -> Option<SystemTime> {
    Some(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds))
}

fn assert_stored(message: &StoredMessage) {
    assert_eq!(message.id, MESSAGE);
    assert_eq!(message.phone_number.as_deref(), Some(DIGITS));
    assert_eq!(message.content.as_deref(), Some("Your order is on its way."));
    assert_eq!(message.status, Some(MessageStatus::Delivered));
    assert_eq!(message.direction, Some(Direction::Outbound));
    assert_eq!((message.retry_count, message.whatsapp_account_id.as_deref()), (Some(0), Some(DEVICE)));
    assert_eq!((message.created_at, message.updated_at), (second(1_777_712_400), second(1_777_712_404)));
    assert_eq!(message.chat_type.as_deref(), Some("individual"));
    assert!(message.group_jid.is_none() && message.group_name.is_none());
    assert_eq!(message.message_type, Some(MessageType::Text));
    assert!(message.media_type.is_none() && message.media_url.is_none() && message.failure_reason.is_none());
    assert_eq!(message.contact_id.as_deref(), Some("1b0f3f6e-6a55-4d0b-8a0e-3d0d3f2f9a11"));
    assert_eq!(message.contact_name.as_deref(), Some("Rina"));
    assert!(message.campaign_id.is_none() && message.batch_id.is_none() && message.scheduled_for.is_none());
    assert_eq!((message.queued_at, message.sent_at), (second(1_777_712_400), second(1_777_712_402)));
    assert_eq!(
        (message.delivered_at, message.read_at, message.failed_at),
        (second(1_777_712_404), None, None)
    );
}

#[tokio::test]
async fn messages_are_listed_with_every_filter() {
    let mut list = ListMessages::new();
    list.limit = Some(500);
    list.offset = Some(50);
    list.status = Some(MessageStatus::Failed);
    list.direction = Some(Direction::Outbound);
    list.whatsapp_account_id = Some(DEVICE.into());
    list.campaign_id = Some("c-1".into());
    list.search = Some("a&b".into());
    list.sort_by = Some("created_at".into());
    list.sort_order = Some(SortOrder::Ascending);
    let (page, seen) = golden(list).await;
    assert_eq!(
        target(&seen),
        format!(
            "GET /api/v1/messages?limit=500&offset=50&status=failed&direction=outbound&whatsapp_account_id={DEVICE}\
             &campaign_id=c-1&search=a%26b&sort_by=created_at&sort_order=asc"
        )
    );
    assert_stored(&page.messages[0].value);
    assert!(page.messages[0].raw.expose().contains("queued_at"));
    assert_eq!((page.total_count, page.has_more), (Some(1), Some(false)));
    assert_eq!((page.current_page, page.total_pages), (Some(1), Some(1)));
    assert_eq!(page.next_offset(50, 500), None);

    let mut more = example("message.list");
    more["has_more"] = json!(true);
    let (page, seen) = golden_of(ListMessages::new(), more).await;
    assert_eq!(target(&seen), "GET /api/v1/messages");
    assert_eq!(page.next_offset(50, 500), Some(51));
}

#[tokio::test]
async fn a_message_is_read_by_either_of_its_ids() {
    let (by_gateway, seen) = golden(GetMessage::new(MESSAGE)).await;
    assert_eq!(target(&seen), format!("GET /api/v1/messages/{MESSAGE}"));
    let (by_whatsapp, seen) = golden(LookupMessage::new(WHATSAPPS)).await;
    assert_eq!(target(&seen), format!("GET /api/v1/messages/lookup?whatsapp_message_id={WHATSAPPS}"));
    for message in [by_gateway, by_whatsapp] {
        assert_stored(&message);
        assert_eq!(message.whatsapp_message_id.as_deref(), Some(WHATSAPPS));
        assert!(message.variable_values.is_none());
    }
}

#[tokio::test]
async fn a_row_may_lack_all_but_its_id_and_hold_words_that_are_new() {
    let row = json!({
        "id": MESSAGE, "status": "throttled", "direction": "", "retry_count": "3", "sent_at": {}, "variable_values": "x"
    });
    let (message, _) = golden_of(GetMessage::new(MESSAGE), row).await;
    assert_eq!(message.status, Some(MessageStatus::Other("throttled".into())));
    assert_eq!((message.direction, message.retry_count), (None, Some(3)));
    assert!(message.sent_at.is_none() && message.variable_values.is_none());
}

#[tokio::test]
async fn messages_are_counted() {
    let (stats, seen) = golden(GetStats::new()).await;
    assert_eq!(target(&seen), "GET /api/v1/messages/stats/summary");
    assert_eq!((stats.total, stats.last_7_days, stats.last_30_days), (Some(120), Some(33), Some(120)));
    assert_eq!(stats.by_status.unwrap()["failed"], 4);
    assert_eq!(stats.by_direction.unwrap()["inbound"], 40);
}

#[tokio::test]
async fn a_failed_message_is_queued_again() {
    let (queued, seen) = golden(RetryMessage::new(MESSAGE)).await;
    assert_eq!(target(&seen), format!("POST /api/v1/messages/{MESSAGE}/retry"));
    assert!(seen.body.is_empty());
    assert_eq!((queued.success, queued.message_id.as_deref()), (Some(true), Some(MESSAGE)));
    assert_eq!(queued.run_id.as_deref(), Some("run_01hx3w"));
    assert_eq!(queued.status, Some(QueueStatus::Queued));
}

fn bold(server: &MockServer) -> AccountClient<Wazzapi> {
    let bold = RetryPolicy::default().attempts(3).first_backoff(Duration::ZERO);
    AccountClient::<Wazzapi>::builder(key()).base_url(server.uri()).retry(bold).build().unwrap()
}

#[tokio::test]
async fn a_retry_is_a_send_and_is_asked_for_once() {
    let server = answering(503, &json!({})).await;
    let error = bold(&server).call(RetryMessage::new(MESSAGE)).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown);
    only_request(&server).await;
}

#[tokio::test]
async fn a_scheduled_message_is_cancelled_however_often_that_is_asked() {
    let (cancelled, seen) = golden(CancelMessage::new(MESSAGE)).await;
    assert_eq!(target(&seen), format!("POST /api/v1/messages/{MESSAGE}/cancel"));
    assert!(seen.body.is_empty());
    assert_eq!((cancelled.success, cancelled.message_id.as_deref()), (Some(true), Some(MESSAGE)));
    assert_eq!(cancelled.status, Some(MessageStatus::Cancelled));

    let server = answering(503, &json!({})).await;
    bold(&server).call(CancelMessage::new(MESSAGE)).await.unwrap_err();
    assert_eq!(super::requests(&server).await.len(), 3);
}

#[tokio::test]
async fn a_message_that_is_not_there_is_refused() {
    let server = answering(404, &json!({ "detail": "Message not found" })).await;
    let account = account(&server);
    for error in [
        account.call(GetMessage::new(MESSAGE)).await.unwrap_err(),
        account.call(LookupMessage::new(WHATSAPPS)).await.unwrap_err(),
        account.call(RetryMessage::new(MESSAGE)).await.unwrap_err(),
        account.call(CancelMessage::new(MESSAGE)).await.unwrap_err(),
    ] {
        assert!(matches!(error, Error::NotFound(_)) && error.outcome() == Outcome::Refused, "{error}");
    }
}

#[tokio::test]
async fn a_success_that_holds_a_failure_is_an_error() {
    let server = answering(200, &json!({ "success": false, "message": "not scheduled" })).await;
    for error in [
        account(&server).call(RetryMessage::new(MESSAGE)).await.unwrap_err(),
        account(&server).call(CancelMessage::new(MESSAGE)).await.unwrap_err(),
    ] {
        assert_eq!((error.outcome(), error.provider_message()), (Outcome::Unknown, Some("not scheduled")));
    }
}

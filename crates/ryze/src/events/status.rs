//! How far messages came.

use std::time::SystemTime;

use serde::Deserialize;
use wagate_sdk_core::{DeliveryStatus, Event, MessageId, MessageStatus, wire};

use super::Told;
use super::party::Party;
use crate::portable::stored::delivery;

/// The data of `message.status`: without messages or a status it says nothing.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Status {
    #[serde(deserialize_with = "wire::required_text")]
    status: String,
    message_ids: Vec<String>,
    #[serde(default, deserialize_with = "wire::object")]
    chat: Option<Party>,
    #[serde(default, deserialize_with = "wire::text")]
    recipient: Option<String>,
    #[serde(default, deserialize_with = "wire::truth")]
    is_from_me: Option<bool>,
    #[serde(default, deserialize_with = "wire::time")]
    timestamp: Option<SystemTime>,
}

pub(super) fn read(told: Status) -> Told {
    let (status, by_self) = match told.status.as_str() {
        "read_self" => (DeliveryStatus::Read, true),
        "played_self" => (DeliveryStatus::Played, true),
        "failed" => (DeliveryStatus::Failed, false),
        _ => (delivery(told.status.into()), false),
    };
    let messages = told.message_ids.into_iter().map(MessageId::whatsapp).collect();
    let mut changed = MessageStatus::new(messages, status);
    changed.chat = told.chat.and_then(|chat| chat.person().address);
    // A receipt of this number's own devices is from this number, whoever wrote the messages, and goes to nobody who read them.
    if !by_self {
        changed.from_me = told.is_from_me;
        changed.by = told.recipient.map(|who| Party::of(who).person());
    }
    changed.at = told.timestamp;
    Told { at: changed.at, event: Event::MessageStatus(Box::new(changed)) }
}

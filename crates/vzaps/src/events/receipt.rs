//! How far messages came.

use std::time::SystemTime;

use serde::Deserialize;
use wagate_sdk_core::{DeliveryStatus, Event, MessageId, MessageStatus, wire};

use super::object;
use super::source::{Source, time};

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
struct Receipt {
    #[serde(rename = "MessageIDs", deserialize_with = "wire::lenient")]
    message_ids: Option<Vec<String>>,
    #[serde(deserialize_with = "time")]
    timestamp: Option<SystemTime>,
    /// WhatsApp's word; a delivery has an empty one.
    #[serde(rename = "Type", deserialize_with = "wire::text")]
    kind: Option<String>,
}

/// `state` is the gateway's word; WhatsApp's own tells what was played.
pub(super) fn event(text: &str, state: Option<&str>) -> Result<Event, serde_json::Error> {
    let (source, receipt): (Source, Receipt) = (object(text)?, object(text)?);
    let ids = receipt.message_ids.unwrap_or_default().into_iter().map(MessageId::whatsapp).collect();
    let mut status = MessageStatus::new(ids, reached(state, receipt.kind.as_deref()));
    status.chat.clone_from(&source.chat);
    status.at = receipt.timestamp;
    status.by = source.who();
    // In whatsmeow's receipts it tells who acted; only own devices tell what this number read itself.
    status.from_me = source.is_from_me.map(|own| !own);
    Ok(Event::MessageStatus(Box::new(status)))
}

fn reached(state: Option<&str>, kind: Option<&str>) -> DeliveryStatus {
    match (state, kind) {
        (_, Some("played" | "played-self")) => DeliveryStatus::Played,
        (Some("Delivered"), _) | (None, Some("delivered")) => DeliveryStatus::Delivered,
        (Some("Read" | "ReadSelf"), _) | (None, Some("read" | "read-self")) => DeliveryStatus::Read,
        (Some(word), _) | (None, Some(word)) => DeliveryStatus::Other(word.to_owned()),
        // Without any word it is a delivery in whatsmeow.
        (None, None) => DeliveryStatus::Delivered,
    }
}

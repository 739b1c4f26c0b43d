//! How far a message came.

use wagate_sdk_core::{Delivery, DeliveryStatus, Error, InstanceClient, MessageId};

use super::stored;
use crate::Evolution;
use crate::chats::{FindStatusMessage, MessageStatus};

/// How many rows are asked for at once.
const PAGE: u64 = 100;

/// The furthest of the rows, of which a group has one for each step of each member. Before WhatsApp answered there is none, and the message
/// itself tells whether the server knows it.
pub(super) async fn of(client: &InstanceClient<Evolution>, id: &MessageId) -> Result<Delivery, Error> {
    let key = id.require_whatsapp()?;
    let mut best: Option<Delivery> = None;
    let mut last = None;
    for page in 1.. {
        let mut find = FindStatusMessage::of(key);
        (find.page, find.offset) = (Some(page), Some(PAGE));
        let rows = client.call(find).await?;
        let ends = rows.len() as u64 != PAGE;
        // A server that answers with the same page for ever must not be asked for ever.
        let ending = rows.last().and_then(|row| row.value.id.clone());
        let repeats = ending.is_some() && ending == last;
        last = ending;
        for row in rows {
            let Some(told) = row.value.status.map(status) else { continue };
            if best.as_ref().is_none_or(|best| rank(&told) > rank(&best.status)) {
                best = Some(Delivery::new(told, row.raw));
            }
        }
        if ends || repeats {
            break;
        }
    }
    match best {
        Some(best) => Ok(best),
        None => stored::find(client, id).await.map(|message| {
            let status = match message.from_me {
                Some(false) => DeliveryStatus::Delivered,
                _ => DeliveryStatus::Pending,
            };
            Delivery::new(status, message.raw)
        }),
    }
}

pub(super) fn furthest(all: impl Iterator<Item = DeliveryStatus>) -> Option<DeliveryStatus> {
    all.max_by_key(rank)
}

/// What was deleted is so whatever came before; a failure with one member of a group says less than a step that another one saw.
fn rank(status: &DeliveryStatus) -> u8 {
    match status {
        DeliveryStatus::Deleted => u8::MAX,
        DeliveryStatus::Failed => 1,
        way => way.progress().map_or(0, |step| 2 + step),
    }
}

pub(crate) fn status(word: MessageStatus) -> DeliveryStatus {
    match word {
        MessageStatus::Error => DeliveryStatus::Failed,
        MessageStatus::Pending => DeliveryStatus::Pending,
        MessageStatus::ServerAck => DeliveryStatus::Sent,
        MessageStatus::DeliveryAck => DeliveryStatus::Delivered,
        MessageStatus::Read => DeliveryStatus::Read,
        MessageStatus::Played => DeliveryStatus::Played,
        MessageStatus::Deleted => DeliveryStatus::Deleted,
        // An edit is no step on the way.
        MessageStatus::Edited | MessageStatus::Other(_) => DeliveryStatus::Other(word.as_str().to_owned()),
    }
}

//! Messages as the server's database holds them.

use wagate_sdk_core::wire::WithRaw;
use wagate_sdk_core::{Answer, ChatMessage, Error, InstanceClient, MessageId};

use super::content::content;
use super::delivery;
use crate::Evolution;
use crate::chats::{FindMessages, FoundMessages, StoredMessage};
use crate::portable::address;

/// The message with this id.
pub(super) async fn find(client: &InstanceClient<Evolution>, id: &MessageId) -> Result<ChatMessage, Error> {
    let id = id.require_whatsapp()?;
    let found = client.call(FindMessages::by_id(id)).await?.messages.records;
    found
        .into_iter()
        .map(chat_message)
        .find(|message| message.id.as_ref().is_some_and(|told| told.as_str() == id))
        .ok_or_else(|| Error::not_found("the server's database holds no message with this id"))
}

/// The messages of an answer, and the number of the next page if there is one.
pub(in crate::portable) fn page_of(answer: Answer<FoundMessages>) -> (Vec<ChatMessage>, Option<u64>) {
    let page = answer.value.messages;
    let next = match (page.current_page, page.pages) {
        (Some(this), Some(pages)) if this < pages => Some(this + 1),
        _ => None,
    };
    (page.records.into_iter().map(chat_message).collect(), next)
}

/// The author is told as the group addresses him, so that the message can be pointed at; his other JID is in the JSON. The server's name for
/// the own number is the Portuguese word for "you", which is nobody's name.
fn chat_message(WithRaw { value: row, raw }: WithRaw<StoredMessage>) -> ChatMessage {
    let key = row.key.unwrap_or_default();
    let id = key.id.map(MessageId::whatsapp);
    let said = content(row.message.as_ref(), row.message_type.as_deref(), id.as_ref());
    let mut message = ChatMessage::new(said, raw);
    message.id = id;
    message.chat = address(key.remote_jid.as_deref());
    message.from_me = key.from_me;
    message.author = address(key.participant.or(row.participant).as_deref()).or_else(|| match key.from_me {
        Some(false) => message.chat.clone().filter(|chat| !chat.is_group()),
        _ => None,
    });
    message.author_name = row.push_name.filter(|_| key.from_me == Some(false));
    message.at = row.message_timestamp;
    message.quoted = row.context_info.and_then(|context| context.stanza_id).map(MessageId::whatsapp);
    let updates = row.updates.into_iter().flatten().filter_map(|update| update.status);
    message.status = delivery::furthest(updates.chain(row.status).map(delivery::status));
    message
}

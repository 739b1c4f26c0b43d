//! Messages as the server's database holds them.

use wagate_sdk_core::wire::WithRaw;
use wagate_sdk_core::{Answer, ChatMessage, Error, InstanceClient, MessageId, Person, Raw};

use super::content::content;
use super::delivery;
use crate::Evolution;
use crate::chats::{FindMessages, FoundMessages, StoredMessage};
use crate::messages::MessageKey;
use crate::portable::address;

/// The message with this id.
pub(super) async fn find(client: &InstanceClient<Evolution>, id: &MessageId) -> Result<ChatMessage, Error> {
    let id = id.require_whatsapp()?;
    let found = client.call(FindMessages::by_id(id)).await?.messages.records;
    found
        .into_iter()
        .map(whole)
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
    (page.records.into_iter().map(whole).collect(), next)
}

fn whole(WithRaw { value, raw }: WithRaw<StoredMessage>) -> ChatMessage {
    chat_message(value, raw)
}

/// The author is told as the group addresses him, so that the message can be pointed at. The server's name for the own number is the Portuguese
/// word for "you", which is nobody's name.
pub(crate) fn chat_message(row: StoredMessage, raw: Raw) -> ChatMessage {
    let key = row.key.unwrap_or_default();
    let id = key.id.as_deref().map(MessageId::whatsapp);
    let said = content(row.message, row.message_type, id.as_ref());
    let mut message = ChatMessage::new(said, raw);
    message.id = id;
    message.from_me = key.from_me;
    let chat = chat_of(&key);
    let author = author_of(&key, row.participant.as_deref());
    (message.chat, message.chat_phone, message.chat_lid) = (chat.address, chat.phone, chat.lid);
    (message.author, message.author_phone, message.author_lid) = (author.address, author.phone, author.lid);
    message.author_name = row.push_name.filter(|_| key.from_me == Some(false));
    message.at = row.message_timestamp;
    message.quoted = row.context_info.and_then(|context| context.stanza_id).map(MessageId::whatsapp);
    let updates = row.updates.into_iter().flatten().filter_map(|update| update.status);
    message.status = delivery::furthest(updates.chain(row.status).map(delivery::status));
    message
}

/// The chat by both its addresses, where the key tells both.
pub(crate) fn chat_of(key: &MessageKey) -> Person {
    person(key.remote_jid.as_deref(), key.remote_jid_alt.as_deref())
}

/// Who wrote a message. In a chat with one person that is the person, unless this number did; a group's author may stand beside the key.
pub(crate) fn author_of(key: &MessageKey, beside: Option<&str>) -> Person {
    let author = person(key.participant.as_deref().or(beside), key.participant_alt.as_deref());
    let chat =
        || Some(chat_of(key)).filter(|chat| chat.address.as_ref().is_some_and(|chat| !chat.is_group()));
    match key.from_me {
        Some(false) if author.address.is_none() => chat().unwrap_or(author),
        _ => author,
    }
}

fn person(jid: Option<&str>, other: Option<&str>) -> Person {
    Person::new(address(jid)).also(address(other).as_ref())
}

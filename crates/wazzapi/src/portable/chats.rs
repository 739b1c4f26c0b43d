//! Chats: the device's conversations in the organization's inbox, each found by its number.

use wagate_sdk_core::adapter::Chats;
use wagate_sdk_core::wire::WithRaw;
use wagate_sdk_core::{
    Address, Chat, ChatMessage, Disappearing, Done, Error, InstanceClient, MessageId, Page, PageToken,
    PhoneNumber, Raw, ReceivedFile,
};

use super::messages::stored::{content, delivery_status, file_kind, from_me, sent_at};
use crate::Wazzapi;
use crate::chats::{
    Conversation, ConversationMessage, ListConversationMessages, ListConversations, UpdateConversation,
};
use crate::groups::{EphemeralDuration, SetEphemeral};
use crate::state::session_name;

/// Rows on one page. The greatest limit is not published; 50 is the default of the documented lists.
const PAGE: u64 = 50;

impl Chats for Wazzapi {
    async fn list_chats(client: &InstanceClient<Self>, page: Option<PageToken>) -> Result<Page<Chat>, Error> {
        let offset = page.map_or(0, |page| page.position());
        let list = client.call(conversations(client, offset)).await?;
        let next = list.next_offset(offset, PAGE).map(PageToken::new);
        Ok(Page::new(list.conversations.into_iter().map(|row| chat(row.value, row.raw)).collect(), next))
    }

    async fn chat(client: &InstanceClient<Self>, with: Address) -> Result<Chat, Error> {
        let WithRaw { value, raw, .. } = find(client, person(&with)?).await?;
        Ok(chat(value, raw))
    }

    async fn history(
        client: &InstanceClient<Self>,
        chat: Address,
        page: Option<PageToken>,
    ) -> Result<Page<ChatMessage>, Error> {
        let phone = person(&chat)?;
        let offset = page.as_ref().map_or(0, PageToken::position);
        // The first page finds the conversation, the others go on in it.
        let known = page.and_then(|_| client.state().conversation_with(phone));
        let conversation = match known {
            Some(id) => id,
            None => {
                let id = find(client, phone).await?.value.id;
                client.state().keep_conversation(phone, &id);
                id
            }
        };
        let mut list = ListConversationMessages::new(conversation);
        list.limit = Some(PAGE);
        list.offset = Some(offset);
        let list = client.call(list).await?;
        let next = list.next_offset(offset, PAGE).map(PageToken::new);
        let messages = list.messages.into_iter().map(|row| chat_message(row.value, row.raw, &chat));
        Ok(Page::new(messages.collect(), next))
    }

    async fn mark_chat_read(client: &InstanceClient<Self>, chat: Address) -> Result<Done, Error> {
        let found = find(client, person(&chat)?).await.map_err(Error::into_not_sent)?;
        client.exchange(UpdateConversation::mark_read(found.value.id)).await.map(Done::from)
    }

    async fn set_disappearing(
        client: &InstanceClient<Self>,
        chat: Address,
        after: Disappearing,
    ) -> Result<Done, Error> {
        let Address::Group(group) = chat else {
            return Err(Error::unsupported("on WazzAPI messages disappear in groups only"));
        };
        let duration = match after {
            Disappearing::Off => EphemeralDuration::Off,
            Disappearing::OneDay => EphemeralDuration::Day,
            Disappearing::SevenDays => EphemeralDuration::Week,
            Disappearing::NinetyDays => EphemeralDuration::Quarter,
            _ => return Err(Error::unsupported("WazzAPI knows no such time")),
        };
        let session = session_name(client).await?;
        client.exchange(SetEphemeral::new(session, group.to_string(), duration)).await.map(Done::from)
    }
}

/// The number of a person: what a conversation is found by.
fn person(address: &Address) -> Result<&PhoneNumber, Error> {
    // The capabilities refuse other kinds before this.
    address.as_phone().ok_or_else(|| Error::unsupported("WazzAPI's conversations are with phone numbers"))
}

/// The device's conversations from an offset on.
fn conversations(client: &InstanceClient<Wazzapi>, offset: u64) -> ListConversations {
    let mut list = ListConversations::new();
    list.limit = Some(PAGE);
    list.offset = Some(offset);
    list.whatsapp_account_id = Some(client.id().to_owned());
    list
}

/// The device's conversation with a number. What the gateway searches is not documented, so only the number itself counts.
async fn find(client: &InstanceClient<Wazzapi>, phone: &PhoneNumber) -> Result<WithRaw<Conversation>, Error> {
    let mut next = Some(0);
    while let Some(offset) = next {
        let mut list = conversations(client, offset);
        list.search = Some(phone.digits().to_owned());
        let list = client.call(list).await?;
        next = list.next_offset(offset, PAGE);
        let found = list.conversations.into_iter().find(|row| {
            let number = row.value.phone_number.as_deref().and_then(|number| number.parse().ok());
            number.as_ref() == Some(phone)
        });
        if let Some(found) = found {
            return Ok(found);
        }
    }
    Err(Error::not_found("a search finds no conversation of the device with this number"))
}

fn chat(conversation: Conversation, raw: Raw) -> Chat {
    let address = conversation.phone_number.and_then(|number| number.parse().ok());
    let mut chat = Chat::new(address, raw);
    chat.name = conversation.subject;
    chat.unread = conversation.unread_count;
    chat.last_activity = conversation.last_message_at;
    chat
}

fn chat_message(stored: ConversationMessage, raw: Raw, chat: &Address) -> ChatMessage {
    let id = MessageId::gateway(stored.id);
    let mut file = ReceivedFile::new(file_kind(stored.message_type.as_ref(), stored.media_type.as_ref()));
    file.url = stored.media_url;
    file.file_name = stored.media_filename;
    file.media_type = stored.media_mimetype;
    let content = content(stored.message_type, stored.content, file, Some(&id));
    let mut message = ChatMessage::new(content, raw);
    message.from_me = from_me(stored.direction.as_ref());
    if message.from_me == Some(false) {
        message.author = Some(chat.clone());
    }
    message.at = sent_at(message.from_me, stored.sent_at, stored.created_at);
    message.id = Some(id);
    message.whatsapp_id = stored.whatsapp_message_id.map(MessageId::whatsapp);
    message.chat = Some(chat.clone());
    message.status = stored.status.map(delivery_status);
    message
}

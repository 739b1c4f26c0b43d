use wagate_sdk_core::adapter::Chats;
use wagate_sdk_core::{
    Address, Chat, Disappearing, Done, Error, InstanceClient, MuteFor, Page, PageToken, Raw,
};

use super::messages::recipient;
use super::{PAGE_SIZE, number, turned};
use crate::Vzaps;
use crate::chats::{
    self, ArchiveChat, DeleteChat, Expiration, GetChat, ListChats, MarkChatRead, MarkChatUnread, MuteChat,
    PinChat, SetExpiration, UnarchiveChat, UnmuteChat, UnpinChat,
};

impl Chats for Vzaps {
    async fn list_chats(client: &InstanceClient<Self>, page: Option<PageToken>) -> Result<Page<Chat>, Error> {
        let number = number(page.as_ref());
        let mut list = ListChats::new();
        (list.page, list.page_size) = (Some(number), Some(PAGE_SIZE));
        turned(client.exchange(list).await?, number, |row| chat(row.value, row.raw))
    }

    async fn chat(client: &InstanceClient<Self>, with: Address) -> Result<Chat, Error> {
        let answer = client.exchange(GetChat::new(recipient(&with)?)).await?;
        let mut chat = chat(answer.value.data, answer.raw);
        chat.address.get_or_insert(with);
        Ok(chat)
    }

    async fn mark_chat_read(client: &InstanceClient<Self>, chat: Address) -> Result<Done, Error> {
        client.exchange(MarkChatRead::new(recipient(&chat)?)).await.map(Done::from)
    }

    async fn mark_chat_unread(client: &InstanceClient<Self>, chat: Address) -> Result<Done, Error> {
        client.exchange(MarkChatUnread::new(recipient(&chat)?)).await.map(Done::from)
    }

    async fn archive_chat(
        client: &InstanceClient<Self>,
        chat: Address,
        archived: bool,
    ) -> Result<Done, Error> {
        let chat = recipient(&chat)?;
        if archived {
            client.exchange(ArchiveChat::new(chat)).await.map(Done::from)
        } else {
            client.exchange(UnarchiveChat::new(chat)).await.map(Done::from)
        }
    }

    async fn pin_chat(client: &InstanceClient<Self>, chat: Address, pinned: bool) -> Result<Done, Error> {
        let chat = recipient(&chat)?;
        if pinned {
            client.exchange(PinChat::new(chat)).await.map(Done::from)
        } else {
            client.exchange(UnpinChat::new(chat)).await.map(Done::from)
        }
    }

    async fn mute_chat(
        client: &InstanceClient<Self>,
        chat: Address,
        mute: Option<MuteFor>,
    ) -> Result<Done, Error> {
        let chat = recipient(&chat)?;
        let Some(mute) = mute else {
            return client.exchange(UnmuteChat::new(chat)).await.map(Done::from);
        };
        let Some(duration) = mute.duration() else {
            return Err(Error::unsupported("VZaps documents no way to mute a chat without an end"));
        };
        let mut change = MuteChat::new(chat);
        change.duration_seconds = Some(duration.as_secs());
        client.exchange(change).await.map(Done::from)
    }

    async fn set_disappearing(
        client: &InstanceClient<Self>,
        chat: Address,
        after: Disappearing,
    ) -> Result<Done, Error> {
        let after = match after {
            Disappearing::Off => Expiration::Off,
            Disappearing::OneDay => Expiration::Hours24,
            Disappearing::SevenDays => Expiration::Days7,
            Disappearing::NinetyDays => Expiration::Days90,
            _ => return Err(Error::unsupported("messages do not disappear after that time here")),
        };
        client.exchange(SetExpiration::new(recipient(&chat)?, after)).await.map(Done::from)
    }

    async fn delete_chat(client: &InstanceClient<Self>, chat: Address) -> Result<Done, Error> {
        client.exchange(DeleteChat::new(recipient(&chat)?)).await.map(Done::from)
    }
}

fn chat(told: chats::Chat, raw: Raw) -> Chat {
    let address = told.jid.or(told.phone).and_then(|text| text.parse().ok());
    let mut chat = Chat::new(address, raw);
    chat.name = told.name;
    chat.unread = told.messages_unread.or(told.unread);
    chat.archived = told.archived;
    chat.pinned = told.pinned;
    chat.muted = told.is_muted;
    chat.last_activity = told.last_message_time.or(told.last_message_timestamp_ms);
    chat
}

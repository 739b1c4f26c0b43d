//! Chats, what is in them, and labels.

use std::time::SystemTime;

use wagate_sdk_core::adapter::Chats;
use wagate_sdk_core::wire::WithRaw;
use wagate_sdk_core::{
    Address, Chat, ChatMessage, Disappearing, Done, Error, InstanceClient, Label, Page, PageToken, Raw,
};

use super::messages::stored;
use super::{address, recipient};
use crate::Evolution;
use crate::chats::{
    ArchiveChat, ChatRow, FindChatByRemoteJid, FindChats, FindMessages, LastMessage, MarkChatUnread,
    StoredChat, StoredMessage,
};
use crate::groups::ToggleEphemeral;
use crate::labels::{FindLabels, HandleLabel, LabelAction, LabelRow};
use crate::messages::TargetKey;

/// How many chats or messages are asked for at once.
const PAGE: u64 = 100;

impl Chats for Evolution {
    /// The server does not tell how many there are: a page of any other length is the last.
    async fn list_chats(client: &InstanceClient<Self>, page: Option<PageToken>) -> Result<Page<Chat>, Error> {
        let skip = page.map_or(0, |page| page.position());
        let mut find = FindChats::new();
        (find.take, find.skip) = (Some(PAGE), Some(skip));
        let rows = client.call(find).await?;
        let next = (rows.len() as u64 == PAGE).then(|| PageToken::new(skip + rows.len() as u64));
        Ok(Page::new(rows.into_iter().map(chat).collect(), next))
    }

    async fn chat(client: &InstanceClient<Self>, with: Address) -> Result<Chat, Error> {
        let Some(WithRaw { value: row, raw }) = client.call(FindChatByRemoteJid::new(with.jid())).await?
        else {
            return Err(Error::not_found("the server's database holds no chat with this address"));
        };
        Ok(stored_chat(row, raw))
    }

    /// The newest first, as the server sorts them.
    async fn history(
        client: &InstanceClient<Self>,
        chat: Address,
        page: Option<PageToken>,
    ) -> Result<Page<ChatMessage>, Error> {
        let mut find = FindMessages::in_chat(chat.jid());
        (find.page, find.offset) = (Some(page.map_or(1, |page| page.position())), Some(PAGE));
        let (messages, next) = stored::page_of(client.exchange(find).await?);
        Ok(Page::new(messages, next.map(PageToken::new)))
    }

    async fn mark_chat_unread(client: &InstanceClient<Self>, chat: Address) -> Result<Done, Error> {
        let last = last_message(client, &chat).await?;
        client.exchange(MarkChatUnread::new(last)).await.map(Done::from)
    }

    async fn archive_chat(
        client: &InstanceClient<Self>,
        chat: Address,
        archived: bool,
    ) -> Result<Done, Error> {
        let last = last_message(client, &chat).await?;
        client.exchange(ArchiveChat::new(last, archived)).await.map(Done::from)
    }

    async fn set_disappearing(
        client: &InstanceClient<Self>,
        chat: Address,
        after: Disappearing,
    ) -> Result<Done, Error> {
        client.exchange(ToggleEphemeral::new(chat.jid(), after.seconds())).await.map(Done::from)
    }

    async fn labels(client: &InstanceClient<Self>) -> Result<Vec<Label>, Error> {
        let rows = client.call(FindLabels::new()).await?;
        let label = |WithRaw { value: row, raw }: WithRaw<LabelRow>| {
            let mut label = Label::new(row.id.unwrap_or_default(), raw);
            label.name = row.name;
            label.color = row.color;
            label
        };
        Ok(rows.into_iter().map(label).collect())
    }

    async fn assign_label(
        client: &InstanceClient<Self>,
        chat: Address,
        label: String,
        assigned: bool,
    ) -> Result<Done, Error> {
        let action = if assigned { LabelAction::Add } else { LabelAction::Remove };
        client.exchange(HandleLabel::new(recipient(&chat)?, label, action)).await.map(Done::from)
    }
}

pub(crate) fn stored_chat(row: StoredChat, raw: Raw) -> Chat {
    let mut chat = Chat::new(address(row.remote_jid.as_deref()), raw);
    chat.name = row.name;
    chat.unread = row.unread_messages;
    chat
}

fn chat(WithRaw { value: row, raw }: WithRaw<ChatRow>) -> Chat {
    let last = row.last_message.unwrap_or_default();
    let mut chat = Chat::new(address(row.remote_jid.as_deref()), raw);
    let key = last.key.filter(|key| key.remote_jid == row.remote_jid);
    chat.other_address = address(key.and_then(|key| key.remote_jid_alt).as_deref());
    chat.name = row.push_name;
    chat.unread = row.unread_count;
    chat.last_activity = last.message_timestamp.or(row.updated_at);
    chat
}

/// The chat's last message, without which the server neither archives nor marks it. Whatever goes wrong here, the chat was not touched.
async fn last_message(client: &InstanceClient<Evolution>, chat: &Address) -> Result<LastMessage, Error> {
    let mut find = FindMessages::in_chat(chat.jid());
    (find.page, find.offset) = (Some(1), Some(1));
    let answer = client.exchange(find).await.map_err(Error::into_not_sent)?;
    let Some(StoredMessage { key, message_timestamp, .. }) =
        answer.value.messages.records.first().map(|row| row.value.clone())
    else {
        return Err(Error::not_found(
            "the server's database holds no message of this chat, and needs its last one",
        ));
    };
    let key = key.unwrap_or_default();
    let (Some(id), Some(jid), Some(from_me)) = (key.id, key.remote_jid, key.from_me) else {
        return Err(answer.lacking("whole key of the last message").into_not_sent());
    };
    let mut last = LastMessage::new(TargetKey::new(id, jid, from_me));
    last.message_timestamp = message_timestamp.and_then(seconds);
    Ok(last)
}

fn seconds(time: SystemTime) -> Option<u64> {
    time.duration_since(SystemTime::UNIX_EPOCH).ok().map(|since| since.as_secs())
}

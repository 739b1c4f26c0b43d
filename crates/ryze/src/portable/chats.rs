use std::time::{Duration, SystemTime};

use wagate_sdk_core::adapter::Chats;
use wagate_sdk_core::wire::WithRaw;
use wagate_sdk_core::{
    Address, ChatMessage, Done, Error, InstanceClient, Label, MessageId, MuteFor, Page, PageToken,
};

use super::messages::recipient;
use super::messages::stored::{content, delivery, is_person};
use crate::Ryze;
use crate::chats::{
    ArchiveChat, DeleteChat, Direction, GetHistory, HistoryMessage, MarkChatRead, MuteChat, MuteDuration,
    PinChat,
};
use crate::labels::{AssignLabel, ListLabels, UnassignLabel};

impl Chats for Ryze {
    async fn history(
        client: &InstanceClient<Self>,
        chat: Address,
        page: Option<PageToken>,
    ) -> Result<Page<ChatMessage>, Error> {
        let number = recipient(&chat)?;
        let newest = page.as_ref().map(moment).transpose()?;
        let mut count = FEW;
        loop {
            let mut ask = GetHistory::new(number.as_str());
            ask.count = Some(count);
            ask.to = newest.and_then(beyond);
            let history = client.call(ask).await?;
            let came = history.messages.len();
            // The gateway's own rule, where it says nothing.
            let full =
                came > 0 && history.has_more.unwrap_or(u32::try_from(came).unwrap_or(u32::MAX) >= count);
            match cut(history.messages, newest, full) {
                Some((rows, next)) => {
                    return Ok(Page::new(rows.into_iter().map(|row| passed(row, &chat)).collect(), next));
                }
                None if count < MANY => count = count.saturating_mul(2),
                None => {
                    return Err(Error::unsupported(format!(
                        "the gateway gives {MANY} messages of which none is older than what came: it cannot go on behind them"
                    )));
                }
            }
        }
    }

    async fn mark_chat_read(client: &InstanceClient<Self>, chat: Address) -> Result<Done, Error> {
        client.exchange(MarkChatRead::new(recipient(&chat)?, true)).await.map(Done::from)
    }

    async fn mark_chat_unread(client: &InstanceClient<Self>, chat: Address) -> Result<Done, Error> {
        client.exchange(MarkChatRead::new(recipient(&chat)?, false)).await.map(Done::from)
    }

    async fn archive_chat(
        client: &InstanceClient<Self>,
        chat: Address,
        archived: bool,
    ) -> Result<Done, Error> {
        client.exchange(ArchiveChat::new(recipient(&chat)?, archived)).await.map(Done::from)
    }

    async fn pin_chat(client: &InstanceClient<Self>, chat: Address, pinned: bool) -> Result<Done, Error> {
        client.exchange(PinChat::new(recipient(&chat)?, pinned)).await.map(Done::from)
    }

    async fn mute_chat(
        client: &InstanceClient<Self>,
        chat: Address,
        mute: Option<MuteFor>,
    ) -> Result<Done, Error> {
        let mut change = MuteChat::new(recipient(&chat)?, mute.is_some());
        change.duration = match mute {
            None => None,
            Some(MuteFor::EightHours) => Some(MuteDuration::EightHours),
            Some(MuteFor::OneWeek) => Some(MuteDuration::OneWeek),
            Some(MuteFor::Always) => Some(MuteDuration::Always),
            Some(_) => return Err(Error::unsupported("a chat is not muted for that long by this gateway")),
        };
        client.exchange(change).await.map(Done::from)
    }

    async fn delete_chat(client: &InstanceClient<Self>, chat: Address) -> Result<Done, Error> {
        client.exchange(DeleteChat::new(recipient(&chat)?)).await.map(Done::from)
    }

    async fn labels(client: &InstanceClient<Self>) -> Result<Vec<Label>, Error> {
        let list = client.call(ListLabels::new()).await?;
        // What was removed is listed until the phone knows, and one without an id cannot be used.
        let kept = list.tags.into_iter().filter(|tag| tag.value.deleted != Some(true));
        Ok(kept
            .filter_map(|tag| {
                let mut label = Label::new(tag.value.id?, tag.raw);
                label.name = tag.value.name;
                label.color = tag.value.color.map(|color| color.to_string());
                Some(label)
            })
            .collect())
    }

    async fn assign_label(
        client: &InstanceClient<Self>,
        chat: Address,
        label: String,
        assigned: bool,
    ) -> Result<Done, Error> {
        let number = recipient(&chat)?;
        if assigned {
            client.exchange(AssignLabel::new(number, label)).await.map(Done::from)
        } else {
            client.exchange(UnassignLabel::new(number, label)).await.map(Done::from)
        }
    }
}

/// How many messages are asked for at once: the gateway's own number.
const FEW: u32 = 50;

/// The most that are asked for at once, where so many have the same time that a page of fewer does not get past them.
const MANY: u32 = 6400;

/// The page that cannot be asked for, since no message told a time.
const NOWHERE: u64 = u64::MAX;

/// The time of the newest message of a page.
fn moment(page: &PageToken) -> Result<SystemTime, Error> {
    if page.position() == NOWHERE {
        return Err(Error::unsupported(
            "the chat has more messages, but those that came tell no time behind which the gateway could go on",
        ));
    }
    Ok(SystemTime::UNIX_EPOCH + Duration::from_nanos(page.position()))
}

/// The next whole second. Whether the gateway takes parts of a second, and whether the last time that is asked for is inside, is not
/// documented: this way what was asked for comes either way, perhaps with a little more.
fn beyond(newest: SystemTime) -> Option<SystemTime> {
    let seconds = newest.duration_since(SystemTime::UNIX_EPOCH).ok()?.as_secs();
    SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds + 1))
}

/// Cuts a page out of what came, newest first, of the messages up to `newest`; `None` when that takes more messages.
///
/// The gateway pages by time alone, so a page never ends within an instant: while there may be more, the messages of its oldest instant are
/// left to the next page, which asks for them again. What is newer than a page came with the one before.
fn cut(
    rows: Vec<WithRaw<HistoryMessage>>,
    newest: Option<SystemTime>,
    full: bool,
) -> Option<(Vec<WithRaw<HistoryMessage>>, Option<PageToken>)> {
    let came_before = |at: Option<SystemTime>| newest.is_some_and(|newest| at.is_none_or(|at| at > newest));
    let mut timed = timed(rows);
    timed.retain(|(at, _)| !came_before(*at));
    let untimed = |rows: Vec<(Option<SystemTime>, _)>| rows.into_iter().map(|(_, row)| row).collect();
    if !full {
        return Some((untimed(timed), None));
    }
    let Some(oldest) = timed.iter().filter_map(|(at, _)| *at).min() else {
        let next = (newest.is_none() && !timed.is_empty()).then(|| PageToken::new(NOWHERE))?;
        return Some((untimed(timed), Some(next)));
    };
    timed.retain(|(at, _)| *at != Some(oldest));
    let next = oldest.duration_since(SystemTime::UNIX_EPOCH).ok()?.as_nanos();
    let next = PageToken::new(u64::try_from(next).ok()?);
    (!timed.is_empty()).then(|| (untimed(timed), Some(next)))
}

/// Each message with its time; one without has that of the newer one beside it.
fn timed(rows: Vec<WithRaw<HistoryMessage>>) -> Vec<(Option<SystemTime>, WithRaw<HistoryMessage>)> {
    let mut last = None;
    let time = |row: WithRaw<HistoryMessage>| {
        last = row.value.timestamp.or(last);
        (last, row)
    };
    rows.into_iter().map(time).collect()
}

fn passed(row: WithRaw<HistoryMessage>, chat: &Address) -> ChatMessage {
    let WithRaw { value: row, raw } = row;
    let id = row.message_id.map(MessageId::whatsapp);
    let mut message = ChatMessage::new(content(row.kind, row.content, row.media, id.as_ref()), raw);
    message.id = id;
    message.chat = Some(chat.clone());
    let sender = row.sender_jid.and_then(|jid| jid.parse().ok()).filter(is_person);
    message.from_me = match row.direction {
        Some(Direction::Sent) => Some(true),
        Some(Direction::Received) => Some(false),
        // Only the other side of a chat with one person has its address.
        _ => (sender.as_ref() == Some(chat)).then_some(false),
    };
    // The gateway tells it in groups; elsewhere it is the other side unless it is this number.
    message.author =
        sender.or_else(|| Some(chat.clone()).filter(|who| message.from_me == Some(false) && is_person(who)));
    message.at = row.timestamp;
    message.status = row.status.map(delivery);
    message
}

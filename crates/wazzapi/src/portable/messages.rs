//! Messages: to people by the device's id, to groups by its session name, and what becomes of them.

pub(crate) mod stored;

use std::time::{Duration, SystemTime};

use wagate_sdk_core::adapter::{Endpoint, Messages, OnInstance};
use wagate_sdk_core::wire::{WithRaw, to_rfc3339};
use wagate_sdk_core::{
    Address, Answer, ButtonAction, Buttons, ChatMessage, Contacts, Delivery, DeliveryStatus, Destination,
    Done, Downloaded, Error, GroupId, InstanceClient, List, Location, Media, Message, MessageId, Page,
    PageToken, QueuedMessage as Waiting, Raw, ReceivedFile, SendRequest, SendStatus, Sent,
};

use url::Url;

use self::stored::{content, delivery_status, file_kind, from_me, sent_at};
use crate::Wazzapi;
use crate::groups::{SendMedia, SendText};
use crate::messages::{
    Button, CancelMessage, ContactCard, Direction, GetMessage, ListMessages, ListRow, ListSection,
    LookupMessage, MediaType, MessageStatus, QueueStatus, QueuedMessage, RetryMessage, SendButtons,
    SendContact, SendDocument, SendImage, SendList, SendLocation, SendMessage, SendVideo, SendVoice,
    StoredMessage,
};
use crate::state::session_name;

/// Messages on one page of those that wait: the documented default.
const PAGE: u64 = 50;

/// The states of a message that waits, in the order that it goes through them: one that goes on while the lists are read is told twice rather
/// than not at all.
const WAITING: [MessageStatus; 3] = [MessageStatus::Scheduled, MessageStatus::Pending, MessageStatus::Queued];

impl Messages for Wazzapi {
    async fn send(client: &InstanceClient<Self>, request: SendRequest) -> Result<Sent, Error> {
        match request.to {
            Address::Phone(to) => {
                let schedule = request.options.schedule.map(second).transpose()?;
                to_number(client, to.digits(), request.message, schedule).await
            }
            Address::Group(to) => to_group(client, &to, request.message).await,
            _ => Err(unknown_pair()),
        }
    }

    async fn message(client: &InstanceClient<Self>, id: MessageId) -> Result<ChatMessage, Error> {
        let Answer { value, raw, .. } = stored(client, &id).await?;
        Ok(chat_message(value, raw))
    }

    async fn message_status(client: &InstanceClient<Self>, id: MessageId) -> Result<Delivery, Error> {
        let answer = stored(client, &id).await?;
        let Some(status) = answer.value.status.clone().map(delivery_status) else {
            return Err(answer.lacking("status of the message"));
        };
        let Answer { value, raw, .. } = answer;
        let at = match status {
            DeliveryStatus::Read => value.read_at,
            DeliveryStatus::Delivered => value.delivered_at,
            DeliveryStatus::Sent => value.sent_at,
            DeliveryStatus::Failed => value.failed_at,
            DeliveryStatus::Queued => value.queued_at,
            _ => None,
        };
        let mut delivery = Delivery::new(status, raw);
        delivery.at = at;
        Ok(delivery)
    }

    async fn download(
        client: &InstanceClient<Self>,
        file: ReceivedFile,
        to: Destination,
    ) -> Result<Downloaded, Error> {
        let Some(url) = file.url else {
            return Err(Error::invalid("the file's URL is not known, and the gateway keeps no files"));
        };
        let url = Url::parse(&url).map_err(|_| Error::invalid("the file's URL cannot be read"))?;
        client.fetch_url(url, to).await.map(|answer| answer.value)
    }

    /// The gateway lists one state at a time, so the position of a page is its offset in the list of one of them.
    async fn pending(client: &InstanceClient<Self>, page: Option<PageToken>) -> Result<Page<Waiting>, Error> {
        let states = WAITING.len() as u64;
        let position = page.map_or(0, |page| page.position());
        let mut offset = position / states;
        // An empty page would end the listing, so the next state is asked for at once.
        for (state, status) in (0..).zip(WAITING).skip_while(|(state, _)| *state < position % states) {
            let mut list = ListMessages::new();
            list.limit = Some(PAGE);
            list.offset = Some(offset);
            list.status = Some(status);
            list.direction = Some(Direction::Outbound);
            list.whatsapp_account_id = Some(client.id().to_owned());
            let list = client.call(list).await?;
            let rest = list.next_offset(offset, PAGE).map(|offset| offset * states + state);
            let next = rest.or((state + 1 < states).then_some(state + 1)).map(PageToken::new);
            if !list.messages.is_empty() {
                return Ok(Page::new(list.messages.into_iter().map(waiting).collect(), next));
            }
            offset = 0;
        }
        Ok(Page::last(Vec::new()))
    }

    async fn cancel(client: &InstanceClient<Self>, id: MessageId) -> Result<Done, Error> {
        let id = gateways_id(client, id).await?;
        client.exchange(CancelMessage::new(id)).await.map(Done::from)
    }

    async fn retry(client: &InstanceClient<Self>, id: MessageId) -> Result<Done, Error> {
        let id = gateways_id(client, id).await?;
        client.exchange(RetryMessage::new(id)).await.map(Done::from)
    }
}

/// Sends with the members that all kinds but buttons and menus can be scheduled by.
macro_rules! queue_later {
    ($client:ident, $schedule:ident, $send:expr) => {{
        let mut send = $send;
        send.scheduled_for = $schedule;
        queue($client, send).await
    }};
}

/// A file in the send of its kind.
macro_rules! with_file {
    ($send:ident, $to:ident, $client:ident, $kind:literal, $media:expr $(, $caption:expr)?) => {{
        let media: &Media = $media;
        #[allow(unused_mut, reason = "a voice note has no caption")]
        let mut send = match media.as_url() {
            Some(url) => {
                let mut send = $send::url($to, $client.id(), url);
                send.filename = media.file_name().map(Into::into);
                send.mimetype = media.media_type().map(Into::into);
                send
            }
            None => {
                let File { base64, name, media_type } = File::of(media, $kind)?;
                $send::base64($to, $client.id(), base64, name, media_type)
            }
        };
        $( send.caption = $caption; )?
        send
    }};
}

async fn to_number(
    client: &InstanceClient<Wazzapi>,
    to: &str,
    message: Message,
    schedule: Option<String>,
) -> Result<Sent, Error> {
    match message {
        Message::Text(text) => {
            queue_later!(client, schedule, SendMessage::text(to, client.id(), text.body))
        }
        Message::Image(image) => {
            let send = with_file!(SendImage, to, client, "image", &image.media, image.caption);
            queue_later!(client, schedule, send)
        }
        Message::Video(video) => {
            let send = with_file!(SendVideo, to, client, "video", &video.media, video.caption);
            queue_later!(client, schedule, send)
        }
        Message::Document(document) => {
            let send = with_file!(SendDocument, to, client, "document", &document.media, document.caption);
            queue_later!(client, schedule, send)
        }
        Message::Voice(voice) => {
            queue_later!(client, schedule, with_file!(SendVoice, to, client, "voice", &voice.media))
        }
        Message::Location(place) => queue_later!(client, schedule, location_to(to, client.id(), place)),
        Message::Contacts(contacts) => {
            queue_later!(client, schedule, contact_to(to, client.id(), &contacts)?)
        }
        Message::Buttons(buttons) => queue(client, buttons_to(to, client.id(), buttons)?).await,
        Message::List(list) => queue(client, list_to(to, client.id(), list)?).await,
        _ => Err(unknown_pair()),
    }
}

async fn to_group(client: &InstanceClient<Wazzapi>, to: &GroupId, message: Message) -> Result<Sent, Error> {
    let (media_type, media, caption) = match message {
        Message::Text(text) => {
            let session = session_name(client).await?;
            return queue(client, SendText::new(session, to.to_string(), text.body)).await;
        }
        Message::Image(image) => (MediaType::Image, image.media, image.caption),
        Message::Video(video) => (MediaType::Video, video.media, video.caption),
        Message::Document(document) => (MediaType::Document, document.media, document.caption),
        _ => return Err(unknown_pair()),
    };
    // The capabilities refuse bytes before this.
    let Some(url) = media.as_url() else {
        return Err(Error::unsupported("to a group WazzAPI takes a file from a URL only"));
    };
    let session = session_name(client).await?;
    let mut send = SendMedia::new(session, to.to_string(), url, media_type);
    send.caption = caption;
    send.filename = media.file_name().map(Into::into);
    queue(client, send).await
}

/// The capabilities name no other pair.
fn unknown_pair() -> Error {
    Error::unsupported("WazzAPI cannot carry this kind of message to this kind of address")
}

/// A file that travels with the request: the gateway wants its name and its media type.
struct File {
    base64: String,
    name: String,
    media_type: String,
}

impl File {
    fn of(media: &Media, kind: &str) -> Result<Self, Error> {
        let Some(media_type) = media.media_type() else {
            return Err(Error::invalid(
                "WazzAPI wants the media type of a file sent as bytes, and its first bytes do not tell it: use `of_type`",
            ));
        };
        let name = media.file_name().map_or_else(|| [kind, extension(media_type)].concat(), Into::into);
        let base64 = media.to_base64().unwrap_or_default();
        Ok(Self { base64, name, media_type: media_type.into() })
    }
}

/// The end of the name of a file that has none.
fn extension(media_type: &str) -> &'static str {
    match media_type.split(';').next().unwrap_or_default().trim() {
        "image/png" => ".png",
        "image/jpeg" => ".jpg",
        "image/gif" => ".gif",
        "image/webp" => ".webp",
        "video/mp4" => ".mp4",
        "audio/ogg" => ".ogg",
        "audio/mpeg" => ".mp3",
        "application/pdf" => ".pdf",
        _ => "",
    }
}

fn location_to(to: &str, device: &str, place: Location) -> SendLocation {
    let mut send = SendLocation::new(to, device, place.latitude, place.longitude);
    send.location_title = place.name;
    send.location_address = place.address;
    send
}

fn contact_to(to: &str, device: &str, contacts: &Contacts) -> Result<SendContact, Error> {
    let [card] = contacts.cards.as_slice() else {
        return Err(Error::invalid("WazzAPI sends one contact card a message"));
    };
    if card.organization.is_some() || card.email.is_some() || card.url.is_some() {
        return Err(Error::unsupported("WazzAPI's contact cards have a name and a number only"));
    }
    Ok(SendContact::new(to, device, ContactCard::new(&*card.name, card.phone.digits())))
}

fn buttons_to(to: &str, device: &str, buttons: Buttons) -> Result<SendButtons, Error> {
    without_title(buttons.title.as_ref())?;
    let mut replies = Vec::with_capacity(buttons.buttons.len());
    for button in buttons.buttons {
        let ButtonAction::Reply(id) = button.action else {
            return Err(Error::unsupported("WazzAPI's buttons can only answer"));
        };
        replies.push(Button::new(id, button.label));
    }
    let mut send = SendButtons::new(to, device, buttons.body, replies);
    send.footer = buttons.footer;
    Ok(send)
}

fn list_to(to: &str, device: &str, list: List) -> Result<SendList, Error> {
    without_title(list.title.as_ref())?;
    let sections = list.sections.into_iter().map(|section| {
        let rows = section.rows.into_iter().map(|row| {
            let mut sent = ListRow::new(row.id, row.title);
            sent.description = row.description;
            sent
        });
        ListSection::new(section.title, rows.collect())
    });
    let mut send = SendList::new(to, device, list.body, list.button, sections.collect());
    send.footer = list.footer;
    Ok(send)
}

fn without_title(title: Option<&String>) -> Result<(), Error> {
    if title.is_some() {
        return Err(Error::unsupported("WazzAPI shows no line above a text with buttons or a menu"));
    }
    Ok(())
}

/// Calls one of the sends and reads its answer.
async fn queue<E>(client: &InstanceClient<Wazzapi>, message: E) -> Result<Sent, Error>
where
    E: Endpoint<Provider = Wazzapi, Scope: OnInstance, Response = QueuedMessage>,
{
    let answer = client.exchange(message).await?;
    let Some(id) = answer.value.message_id.clone() else { return Err(answer.lacking("message id")) };
    let status = match answer.value.status {
        Some(QueueStatus::Scheduled) => SendStatus::Scheduled,
        Some(QueueStatus::Other(word)) => SendStatus::Other(word),
        // Success means that it was taken into the queue.
        Some(QueueStatus::Queued) | None => SendStatus::Queued,
    };
    Ok(Sent::new(MessageId::gateway(id), status, answer.raw))
}

/// A time in whole seconds, as the documents write it.
fn second(time: SystemTime) -> Result<String, Error> {
    let since = time.duration_since(SystemTime::UNIX_EPOCH).ok();
    since
        .and_then(|since| {
            to_rfc3339(SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(since.as_secs()))?)
        })
        .ok_or_else(|| Error::invalid("the time to send at is before 1970 or after 9999"))
}

/// A message by either of its ids.
async fn stored(client: &InstanceClient<Wazzapi>, id: &MessageId) -> Result<Answer<StoredMessage>, Error> {
    match id {
        MessageId::WhatsApp(id) => client.exchange(LookupMessage::new(&**id)).await,
        other => client.exchange(GetMessage::new(other.as_str())).await,
    }
}

/// The id that the gateway's own calls want. Whatever goes wrong here, the call that needs it has not left.
async fn gateways_id(client: &InstanceClient<Wazzapi>, id: MessageId) -> Result<String, Error> {
    if let MessageId::Gateway(id) = id {
        return Ok(id.into());
    }
    stored(client, &id).await.map(|answer| answer.value.id).map_err(Error::into_not_sent)
}

fn waiting(row: WithRaw<StoredMessage>) -> Waiting {
    let WithRaw { value, raw, .. } = row;
    let mut waiting = Waiting::new(MessageId::gateway(&*value.id), raw);
    waiting.to = chat_of(&value);
    waiting.text = value.content;
    waiting.status = value.status.map(delivery_status);
    waiting.queued_at = value.queued_at;
    waiting.scheduled_for = value.scheduled_for;
    waiting
}

fn chat_message(stored: StoredMessage, raw: Raw) -> ChatMessage {
    let chat = chat_of(&stored);
    let id = MessageId::gateway(stored.id);
    let mut file = ReceivedFile::new(file_kind(stored.message_type.as_ref(), stored.media_type.as_ref()));
    file.url = stored.media_url;
    let content = content(stored.message_type, stored.content, file, Some(&id));
    let mut message = ChatMessage::new(content, raw);
    message.from_me = from_me(stored.direction.as_ref());
    if message.from_me == Some(false) && matches!(chat, Some(Address::Phone(_))) {
        message.author.clone_from(&chat);
        message.author_name = stored.contact_name;
    }
    message.at = sent_at(message.from_me, stored.sent_at, stored.created_at);
    message.id = Some(id);
    message.whatsapp_id = stored.whatsapp_message_id.map(MessageId::whatsapp);
    message.chat = chat;
    message.status = stored.status.map(delivery_status);
    message
}

/// The group that a message is in, else the person.
fn chat_of(stored: &StoredMessage) -> Option<Address> {
    stored.group_jid.as_ref().or(stored.phone_number.as_ref())?.parse().ok()
}

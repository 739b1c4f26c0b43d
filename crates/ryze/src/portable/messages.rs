pub(crate) mod stored;
mod story;

use std::time::Duration;

use wagate_sdk_core::adapter::Messages;
use wagate_sdk_core::{
    Address, Answer, Button, ButtonAction, Buttons, ChatMessage, ChatPresence, ContactCard, Contacts,
    Delivery, Destination, Done, Downloaded, Error, InstanceClient, List, ListSection, Location, Media,
    Message, MessageId, MessageRef, Poll, Reaction, ReceivedFile, SendOptions, SendRequest, SendStatus, Sent,
    Sticker,
};

use self::stored::{delivery, stored};
use self::story::story;
use crate::Ryze;
use crate::chats::{
    self, DeleteMessage, DeliveryStatus, EditMessage, GetMediaBase64, GetMessage, GetMessageStatus,
    MarkMessageRead, SendPresence,
};
use crate::messages::{
    self, MediaType, MessageSent, SendButtons, SendContact, SendList, SendLocation, SendMedia, SendPoll,
    SendReaction, SendSticker, SendText,
};

/// The word that takes a reaction back.
const REMOVE: &str = "remove";

impl Messages for Ryze {
    async fn send(client: &InstanceClient<Self>, request: SendRequest) -> Result<Sent, Error> {
        if request.to == Address::StatusBroadcast {
            return client.exchange(story(request.message)?).await.map(sent);
        }
        let to = recipient(&request.to)?;
        let options = Options::of(&request.options)?;
        let answer = match request.message {
            Message::Text(text) => client.exchange(text_to(to, text.body, options)).await?,
            Message::Image(image) => {
                client
                    .exchange(file_to(to, MediaType::Image, &image.media, image.caption, options).await?)
                    .await?
            }
            Message::Video(video) => {
                client
                    .exchange(file_to(to, MediaType::Video, &video.media, video.caption, options).await?)
                    .await?
            }
            Message::Document(file) => {
                client
                    .exchange(file_to(to, MediaType::Document, &file.media, file.caption, options).await?)
                    .await?
            }
            Message::Audio(audio) => {
                client.exchange(sound_to(to, &audio.media, false, options).await?).await?
            }
            Message::Voice(voice) => {
                client.exchange(sound_to(to, &voice.media, true, options).await?).await?
            }
            Message::Sticker(sticker) => client.exchange(sticker_to(to, &sticker, options).await?).await?,
            Message::Location(place) => client.exchange(place_to(to, place, options)).await?,
            Message::Contacts(contacts) => client.exchange(contacts_to(to, contacts, options)).await?,
            Message::Poll(poll) => client.exchange(poll_to(to, poll, options)).await?,
            Message::Buttons(buttons) => client.exchange(buttons_to(to, buttons, options)?).await?,
            Message::List(list) => client.exchange(list_to(to, list, options)?).await?,
            Message::Reaction(reaction) => client.exchange(reaction_in(to, reaction)?).await?,
            _ => return Err(Error::unsupported("this kind of message is not offered by this gateway")),
        };
        Ok(sent(answer))
    }

    async fn edit(client: &InstanceClient<Self>, message: MessageRef, text: String) -> Result<Done, Error> {
        client.exchange(EditMessage::new(message.id.require_whatsapp()?, text)).await.map(Done::from)
    }

    async fn revoke(client: &InstanceClient<Self>, message: MessageRef) -> Result<Done, Error> {
        let id = message.id.require_whatsapp()?;
        client.exchange(DeleteMessage::for_everyone(id)).await.map(Done::from)
    }

    async fn mark_read(client: &InstanceClient<Self>, messages: Vec<MessageRef>) -> Result<Done, Error> {
        let marks = messages.iter().map(mark).collect::<Result<Vec<_>, _>>()?;
        let (all, mut done) = (marks.len(), Done::default());
        for (before, mark) in marks.into_iter().enumerate() {
            let answer = client.exchange(mark).await.map_err(|error| error.after(before, all))?;
            done = Done::from(answer);
        }
        Ok(done)
    }

    async fn message(client: &InstanceClient<Self>, id: MessageId) -> Result<ChatMessage, Error> {
        let answer = client.exchange(GetMessage::new(id.require_whatsapp()?)).await?;
        Ok(stored(id, answer.value.data, answer.raw))
    }

    async fn message_status(client: &InstanceClient<Self>, id: MessageId) -> Result<Delivery, Error> {
        let answer = client.exchange(GetMessageStatus::new(id.require_whatsapp()?)).await?;
        let told = answer.value.status.clone().or_else(|| answer.value.status_code.and_then(status_of));
        let told = told.ok_or_else(|| answer.lacking("status"))?;
        Ok(Delivery::new(delivery(told), answer.raw))
    }

    async fn download(
        client: &InstanceClient<Self>,
        file: ReceivedFile,
        to: Destination,
    ) -> Result<Downloaded, Error> {
        let ask = GetMediaBase64::new(file.require_message()?);
        client.fetch_file(ask, GetMediaBase64::FILE, to).await.map(|answer| answer.value)
    }

    async fn show_presence(
        client: &InstanceClient<Self>,
        chat: Address,
        presence: ChatPresence,
        lasting: Duration,
    ) -> Result<Done, Error> {
        let state = match presence {
            ChatPresence::Typing => chats::ChatPresence::Typing,
            ChatPresence::Recording => chats::ChatPresence::Recording,
            ChatPresence::Paused => chats::ChatPresence::Pause,
            _ => return Err(Error::unsupported("this is not shown by this gateway")),
        };
        let mut show = SendPresence::new(recipient(&chat)?, state);
        show.duration =
            (presence != ChatPresence::Paused).then(|| whole_seconds(lasting).min(LONGEST_PRESENCE));
        client.exchange(show).await.map(Done::from)
    }
}

/// The gateway shows nothing for more seconds than these.
const LONGEST_PRESENCE: u64 = 60;

fn mark(message: &MessageRef) -> Result<MarkMessageRead, Error> {
    let mut mark = MarkMessageRead::new(recipient(&message.chat)?, message.id.require_whatsapp()?);
    mark.sender = author(message)?;
    Ok(mark)
}

/// The state that the gateway's number for it means.
fn status_of(code: i64) -> Option<DeliveryStatus> {
    Some(match code {
        -1 => DeliveryStatus::Error,
        0 => DeliveryStatus::Pending,
        1 => DeliveryStatus::Sent,
        2 => DeliveryStatus::Delivered,
        3 => DeliveryStatus::Received,
        4 => DeliveryStatus::Read,
        5 => DeliveryStatus::Played,
        _ => return None,
    })
}

fn text_to(number: String, body: String, options: Options) -> SendText {
    let mut send = SendText::new(number, body);
    send.link_preview = options.link_preview;
    send.delay = options.delay;
    send.reply_to = options.reply_to;
    send.mention = options.mention;
    send.mention_all = options.mention_all;
    send
}

async fn file_to(
    number: String,
    kind: MediaType,
    file: &Media,
    caption: Option<String>,
    options: Options,
) -> Result<SendMedia, Error> {
    let mut send = match file.as_url() {
        Some(url) => {
            let mut send = SendMedia::url(number, kind, url);
            send.mime_type = file.media_type().map(str::to_owned);
            send
        }
        None => {
            let file = file.open().await?;
            let media_type = file.media_type().map(str::to_owned);
            let mut send = SendMedia::file(number, kind, file);
            send.mime_type = media_type;
            send
        }
    };
    send.message = caption;
    send.file_name = file.file_name().map(str::to_owned);
    send.delay = options.delay;
    send.reply_to = options.reply_to;
    send.mention = options.mention;
    send.mention_all = options.mention_all;
    Ok(send)
}

/// Always says which it is: without the word the gateway makes a voice note of every sound.
async fn sound_to(
    number: String,
    file: &Media,
    is_voice: bool,
    options: Options,
) -> Result<SendMedia, Error> {
    let mut send = file_to(number, MediaType::Audio, file, None, options).await?;
    // The gateway tells sounds apart better than a name does: WhatsApp wants the codec of a voice note named.
    send.mime_type = file.given_media_type().map(str::to_owned);
    send.is_voice = Some(is_voice);
    Ok(send)
}

async fn sticker_to(number: String, sticker: &Sticker, options: Options) -> Result<SendSticker, Error> {
    let mut send = match sticker.media.as_url() {
        Some(url) => SendSticker::new(number, url),
        None => SendSticker::new(number, sticker.media.open().await?.into_data_url()?),
    };
    send.delay = options.delay;
    send.reply_to = options.reply_to;
    Ok(send)
}

/// The gateway wants a name and an address. What was not given is made of what was: no name is the address, and no address
/// the degrees.
fn place_to(number: String, place: Location, options: Options) -> SendLocation {
    let Location { latitude, longitude, name, address, .. } = place;
    let given = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
    let address = given(address).unwrap_or_else(|| format!("{latitude}, {longitude}"));
    let name = given(name).unwrap_or_else(|| address.clone());
    let mut send = SendLocation::new(number, latitude, longitude, name, address);
    send.delay = options.delay;
    send.reply_to = options.reply_to;
    send
}

fn contacts_to(number: String, contacts: Contacts, options: Options) -> SendContact {
    let mut send = SendContact::new(number, contacts.cards.into_iter().map(card).collect());
    send.delay = options.delay;
    send.reply_to = options.reply_to;
    send
}

fn card(card: ContactCard) -> messages::ContactCard {
    let mut made = messages::ContactCard::new(card.name, card.phone.digits());
    made.organization = card.organization;
    made.email = card.email;
    made.url = card.url;
    made
}

fn poll_to(number: String, poll: Poll, options: Options) -> SendPoll {
    // More than there are would do too; their number says what is meant.
    let all = || u32::try_from(poll.answers.len()).unwrap_or(u32::MAX);
    let most = poll.choose.unwrap_or_else(all);
    let mut send = SendPoll::new(number, poll.question, poll.answers);
    send.max_answer = Some(most);
    send.delay = options.delay;
    send.reply_to = options.reply_to;
    send
}

fn buttons_to(number: String, message: Buttons, options: Options) -> Result<SendButtons, Error> {
    let buttons = message.buttons.into_iter().map(button).collect::<Result<_, _>>()?;
    let mut send = SendButtons::new(number, message.body, buttons);
    send.header_text = message.title;
    send.footer_text = message.footer;
    send.delay = options.delay;
    send.reply_to = options.reply_to;
    Ok(send)
}

fn button(button: Button) -> Result<messages::Button, Error> {
    let label = button.label;
    Ok(match button.action {
        ButtonAction::Reply(id) => messages::Button::reply(id, label),
        ButtonAction::OpenUrl(url) => messages::Button::url(url, label),
        ButtonAction::Call(number) => messages::Button::call(number, label),
        ButtonAction::Copy(text) => messages::Button::copy(text, label),
        _ => return Err(Error::unsupported("a button of this kind is not offered by this gateway")),
    })
}

fn list_to(number: String, list: List, options: Options) -> Result<SendList, Error> {
    let sections = list.sections.into_iter().map(section).collect::<Result<_, _>>()?;
    let mut send = SendList::new(number, list.body, list.button, sections);
    send.header_text = list.title;
    send.footer_text = list.footer;
    send.delay = options.delay;
    send.reply_to = options.reply_to;
    Ok(send)
}

fn section(section: ListSection) -> Result<messages::ListSection, Error> {
    if section.title.trim().is_empty() {
        return Err(Error::invalid("every part of a menu needs a title"));
    }
    let rows = section.rows.into_iter().map(|row| {
        let mut made = messages::ListRow::new(row.id, row.title);
        made.description = row.description;
        made
    });
    Ok(messages::ListSection::new(section.title, rows.collect()))
}

fn reaction_in(chat: String, reaction: Reaction) -> Result<SendReaction, Error> {
    let Reaction { to, emoji, .. } = reaction;
    let id = to.id.require_whatsapp()?;
    let mut send = match emoji {
        // It would take the reaction back, which was not asked for.
        Some(emoji) if emoji.trim().eq_ignore_ascii_case(REMOVE) => {
            return Err(Error::invalid("a reaction is an emoji; `Message::no_reaction` takes it back"));
        }
        Some(emoji) => SendReaction::new(chat, id, emoji),
        None => SendReaction::remove(chat, id),
    };
    send.from_me = Some(to.from_me);
    send.participant = author(&to)?;
    Ok(send)
}

/// Who wrote somebody else's message in a group; elsewhere nobody asks.
fn author(message: &MessageRef) -> Result<Option<String>, Error> {
    if message.from_me || !message.chat.is_group() {
        return Ok(None);
    }
    match &message.author {
        Some(author @ (Address::Phone(_) | Address::Lid(_))) => Ok(Some(author.jid().into_owned())),
        Some(_) => Err(Error::invalid("the author of a message is a person")),
        None => {
            Err(Error::invalid("a message of somebody else in a group needs its author: `MessageRef::by`"))
        }
    }
}

/// The options, in the gateway's words. Which kinds take which is in the capabilities.
struct Options {
    delay: Option<u64>,
    reply_to: Option<String>,
    mention: Option<Vec<String>>,
    mention_all: Option<bool>,
    link_preview: Option<bool>,
}

impl Options {
    fn of(options: &SendOptions) -> Result<Self, Error> {
        let mention = options.mentions.iter().map(mentioned).collect::<Result<Vec<_>, _>>()?;
        Ok(Self {
            delay: options.delay.map(whole_seconds),
            reply_to: whatsapp_id(options.quote.as_ref())?,
            mention: Some(mention).filter(|mention| !mention.is_empty()),
            mention_all: options.mention_all.then_some(true),
            link_preview: options.link_preview,
        })
    }
}

/// Digits for a telephone number, which the documents prefer; else the JID.
pub(super) fn recipient(to: &Address) -> Result<String, Error> {
    match to {
        Address::Phone(number) => Ok(number.digits().to_owned()),
        Address::Lid(_) | Address::Group(_) | Address::Newsletter(_) => Ok(to.jid().into_owned()),
        _ => Err(Error::unsupported("this gateway does not send to an address of this kind")),
    }
}

fn mentioned(who: &Address) -> Result<String, Error> {
    match who {
        Address::Phone(_) | Address::Lid(_) => recipient(who),
        _ => Err(Error::invalid("only people can be mentioned")),
    }
}

fn whatsapp_id(id: Option<&MessageId>) -> Result<Option<String>, Error> {
    id.map(|id| id.require_whatsapp().map(str::to_owned)).transpose()
}

/// Never shorter than asked for.
fn whole_seconds(delay: Duration) -> u64 {
    delay.as_secs().saturating_add(u64::from(delay.subsec_nanos() > 0))
}

fn sent(answer: Answer<MessageSent>) -> Sent {
    let MessageSent { status, data, .. } = answer.value;
    let status = match status {
        // The documents name one word, `sent`; a 2xx without it was accepted all the same.
        None => SendStatus::Accepted,
        Some(word) if word.eq_ignore_ascii_case("sent") => SendStatus::Accepted,
        Some(word) => SendStatus::Other(word),
    };
    let chat = data.chat.and_then(|chat| chat.jid?.parse().ok());
    Sent::new(MessageId::whatsapp(data.message_id), status, answer.raw).in_chat(chat).at(data.timestamp)
}

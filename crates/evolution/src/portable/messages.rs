//! Messages.

pub(crate) mod content;
pub(crate) mod delivery;
pub(crate) mod stored;
mod story;

use std::collections::HashSet;
use std::time::Duration;

use wagate_sdk_core::adapter::{Endpoint, Messages, OnInstance};
use wagate_sdk_core::{
    Address, Answer, Audio, Button, ButtonAction, Buttons, ChatMessage, ChatPresence, Contacts, Delivery,
    Destination, Document, Done, Downloaded, Error, InstanceClient, List, Location, Media, Message,
    MessageId, MessageKind, MessageRef, Poll, Reaction, ReceivedFile, SendOptions, SendRequest, SendStatus,
    Sent, Sticker, Text, VideoNote, Voice,
};

use super::recipient;
use crate::chats::{DeleteMessage, GetBase64, MarkMessageAsRead, Presence, SendPresence, UpdateMessage};
use crate::messages::{
    self, ContactCard, ListRow, ListSection, MediaFile, MediaKind, Quoted, SendAudio, SendButtons,
    SendContact, SendList, SendLocation, SendMedia, SendPoll, SendPtv, SendReaction, SendSticker, SendText,
    SentMessage, TargetKey,
};
use crate::state::{Integration, channel};
use crate::{Evolution, capabilities};

/// The most answers that a poll can have.
const MOST_ANSWERS: usize = 10;

/// The most buttons that answer.
const MOST_REPLIES: usize = 3;

/// The fewest digits of a number on a contact card.
const FEWEST_DIGITS: usize = 10;

impl Messages for Evolution {
    async fn send(client: &InstanceClient<Self>, request: SendRequest) -> Result<Sent, Error> {
        if request.to == Address::StatusBroadcast {
            let status = story::story(&request.message).await?;
            return deliver(client, &request, status).await;
        }
        let to = recipient(&request.to)?;
        let options = Options::of(&request.options)?;
        match &request.message {
            Message::Text(text) => deliver(client, &request, text_to(to, text, options)).await,
            Message::Image(image) => {
                captioned(client, image.caption.as_ref())?;
                let send =
                    file_to(to, MediaKind::Image, &image.media, image.caption.as_ref(), options).await?;
                deliver(client, &request, send).await
            }
            Message::Video(video) => {
                captioned(client, video.caption.as_ref())?;
                let send =
                    file_to(to, MediaKind::Video, &video.media, video.caption.as_ref(), options).await?;
                deliver(client, &request, send).await
            }
            Message::Document(document) => {
                deliver(client, &request, document_to(to, document, options).await?).await
            }
            Message::Audio(audio) => deliver(client, &request, audio_to(to, audio, options).await?).await,
            Message::Voice(voice) => deliver(client, &request, voice_to(to, voice, &options).await?).await,
            Message::VideoNote(note) => {
                deliver(client, &request, video_note_to(to, note, options).await?).await
            }
            Message::Sticker(sticker) => {
                deliver(client, &request, sticker_to(to, sticker, options).await?).await
            }
            Message::Location(place) => deliver(client, &request, location_to(to, place, options)).await,
            Message::Contacts(contacts) => deliver(client, &request, contacts_to(to, contacts)?).await,
            Message::Poll(poll) => deliver(client, &request, poll_to(to, poll, options)?).await,
            Message::Buttons(buttons) => deliver(client, &request, buttons_to(to, buttons, options)?).await,
            Message::List(list) => deliver(client, &request, list_to(to, list, options)?).await,
            Message::Reaction(reaction) => deliver(client, &request, reaction_to(reaction)?).await,
            other => Err(unknown_kind(other.kind())),
        }
    }

    async fn edit(client: &InstanceClient<Self>, message: MessageRef, text: String) -> Result<Done, Error> {
        let key = key(&message)?;
        // The server compares both spellings of the chat: the JID is the one that it leaves alone.
        client.exchange(UpdateMessage::new(key.remote_jid.clone(), text, key)).await.map(Done::from)
    }

    async fn revoke(client: &InstanceClient<Self>, message: MessageRef) -> Result<Done, Error> {
        let mut delete = DeleteMessage::new(key(&message)?);
        if message.chat.is_group() && !message.from_me {
            delete.participant = message.author.as_ref().map(Address::to_string);
        }
        client.exchange(delete).await.map(Done::from)
    }

    /// The server takes no message twice in one request.
    async fn mark_read(client: &InstanceClient<Self>, messages: Vec<MessageRef>) -> Result<Done, Error> {
        let mut seen = HashSet::new();
        let mut keys = Vec::new();
        for message in &messages {
            let key = key(message)?;
            if seen.insert(key.clone()) {
                keys.push(key);
            }
        }
        client.exchange(MarkMessageAsRead::new(keys)).await.map(Done::from)
    }

    async fn message(client: &InstanceClient<Self>, id: MessageId) -> Result<ChatMessage, Error> {
        stored::find(client, &id).await
    }

    async fn message_status(client: &InstanceClient<Self>, id: MessageId) -> Result<Delivery, Error> {
        delivery::of(client, &id).await
    }

    async fn download(
        client: &InstanceClient<Self>,
        file: ReceivedFile,
        to: Destination,
    ) -> Result<Downloaded, Error> {
        let ask = GetBase64::by_id(file.require_message()?);
        client.fetch_file(ask, GetBase64::FILE, to).await.map(|answer| answer.value)
    }

    /// The server answers when the time is over, and ends it then.
    async fn show_presence(
        client: &InstanceClient<Self>,
        chat: Address,
        presence: ChatPresence,
        lasting: Duration,
    ) -> Result<Done, Error> {
        let presence = match presence {
            ChatPresence::Typing => Presence::Composing,
            ChatPresence::Recording => Presence::Recording,
            ChatPresence::Paused => Presence::Paused,
            _ => return Err(Error::unsupported("this gateway does not show that")),
        };
        let show = SendPresence::new(recipient(&chat)?, presence, milliseconds(lasting)?);
        client.exchange(show).await.map(Done::from)
    }
}

/// The key by which the server knows a message: its chat is the JID as it was told.
fn key(message: &MessageRef) -> Result<TargetKey, Error> {
    Ok(TargetKey::new(message.id.require_whatsapp()?, message.chat.to_string(), message.from_me))
}

/// A picture of a profile or a group travels like any other file.
pub(super) async fn picture(media: &Media) -> Result<MediaFile, Error> {
    file(media).await
}

/// Sends what makes sense, once the instance's channel is known to carry it: the client's own check went by what it knew before this.
async fn deliver<E>(client: &InstanceClient<Evolution>, request: &SendRequest, send: E) -> Result<Sent, Error>
where
    E: Endpoint<Provider = Evolution, Scope: OnInstance, Response = SentMessage>,
{
    if !capabilities::is_safe_on_all(request) {
        capabilities::of_channel(channel(client).await?).require_send(request)?;
    }
    client.exchange(send).await.map(sent)
}

/// The options, as every send of this gateway takes them.
struct Options {
    link_preview: Option<bool>,
    delay: Option<u64>,
    quoted: Option<Quoted>,
    mentions_everyone: Option<bool>,
    mentioned: Option<Vec<String>>,
}

impl Options {
    fn of(options: &SendOptions) -> Result<Self, Error> {
        let mut mentions = Vec::new();
        for who in &options.mentions {
            let who = mentioned(who)?;
            if !mentions.contains(&who) {
                mentions.push(who);
            }
        }
        Ok(Self {
            link_preview: options.link_preview,
            delay: options.delay.map(milliseconds).transpose()?,
            quoted: options.quote.as_ref().map(quoted).transpose()?,
            mentions_everyone: options.mention_all.then_some(true),
            mentioned: (!mentions.is_empty()).then_some(mentions),
        })
    }
}

/// Gives a send the options that all sends but a few have under the same names.
macro_rules! with {
    ($send:ident, $options:ident) => {{
        $send.delay = $options.delay;
        $send.quoted = $options.quoted;
        $send.mentions_everyone = $options.mentions_everyone;
        $send.mentioned = $options.mentioned;
    }};
}

fn text_to(number: String, text: &Text, options: Options) -> SendText {
    let mut send = SendText::new(number, &*text.body);
    send.link_preview = options.link_preview;
    with!(send, options);
    send
}

async fn file_to(
    number: String,
    kind: MediaKind,
    media: &Media,
    caption: Option<&String>,
    options: Options,
) -> Result<SendMedia, Error> {
    let media_file = file(media).await?;
    let media_type = match &media_file {
        MediaFile::File(file) => file.media_type(),
        _ => media.media_type(),
    };
    let media_type = media_type.map(Into::into);
    let mut send = SendMedia::new(number, kind, media_file);
    send.mimetype = media_type;
    send.file_name = media.file_name().map(Into::into);
    send.caption = caption.cloned();
    with!(send, options);
    Ok(send)
}

/// The server's own channel passes on the URL of a picture or a film, and nothing beside it.
fn captioned(client: &InstanceClient<Evolution>, caption: Option<&String>) -> Result<(), Error> {
    if caption.is_some() && client.state().integration() == Some(&Integration::Evolution) {
        return Err(Error::unsupported("the server's own channel drops the text below a file"));
    }
    Ok(())
}

async fn document_to(number: String, document: &Document, options: Options) -> Result<SendMedia, Error> {
    let send =
        file_to(number, MediaKind::Document, &document.media, document.caption.as_ref(), options).await?;
    // The request would say it too, but only after the question for the channel.
    send.check()?;
    Ok(send)
}

/// The server reads the media type from the name; it cannot read it from the bytes.
async fn audio_to(number: String, audio: &Audio, options: Options) -> Result<SendMedia, Error> {
    let send = file_to(number, MediaKind::Audio, &audio.media, None, options).await?;
    if matches!(send.media, MediaFile::File(_)) && send.mimetype.is_none() && send.file_name.is_none() {
        return Err(Error::invalid("the media type of the sound is not known: set it with `of_type`"));
    }
    Ok(send)
}

/// A voice note answers nothing and mentions nobody.
async fn voice_to(number: String, voice: &Voice, options: &Options) -> Result<SendAudio, Error> {
    let mut send = SendAudio::new(number, file(&voice.media).await?);
    send.delay = options.delay;
    Ok(send)
}

async fn video_note_to(number: String, note: &VideoNote, options: Options) -> Result<SendPtv, Error> {
    let mut send = SendPtv::new(number, file(&note.media).await?);
    with!(send, options);
    Ok(send)
}

async fn sticker_to(number: String, sticker: &Sticker, options: Options) -> Result<SendSticker, Error> {
    let mut send = SendSticker::new(number, file(&sticker.media).await?);
    with!(send, options);
    Ok(send)
}

/// The server demands a name and an address; a place without them goes out with empty ones.
fn location_to(number: String, place: &Location, options: Options) -> SendLocation {
    let text = |given: &Option<String>| given.clone().unwrap_or_default();
    let (name, address) = (text(&place.name), text(&place.address));
    let mut send = SendLocation::new(number, place.latitude, place.longitude, name, address);
    with!(send, options);
    send
}

fn contacts_to(number: String, contacts: &Contacts) -> Result<SendContact, Error> {
    let mut cards: Vec<ContactCard> = Vec::new();
    for contact in &contacts.cards {
        let digits = contact.phone.digits();
        if digits.len() < FEWEST_DIGITS {
            return Err(Error::invalid("the number on a contact card has fewer than ten digits"));
        }
        let mut card = ContactCard::new(&*contact.name, contact.phone.e164());
        // Without it the server rewrites the numbers of some countries.
        card.wuid = Some(digits.to_owned());
        card.organization.clone_from(&contact.organization);
        card.email.clone_from(&contact.email);
        card.url.clone_from(&contact.url);
        if cards.contains(&card) {
            return Err(Error::invalid("two contact cards are the same"));
        }
        cards.push(card);
    }
    Ok(SendContact::new(number, cards))
}

fn poll_to(number: String, poll: &Poll, options: Options) -> Result<SendPoll, Error> {
    if poll.answers.len() > MOST_ANSWERS {
        return Err(Error::invalid("a poll has ten answers at most"));
    }
    // It fits: there are ten at most.
    let all = u32::try_from(poll.answers.len()).unwrap_or_default();
    let mut send = SendPoll::new(number, &*poll.question, poll.choose.unwrap_or(all), poll.answers.clone());
    with!(send, options);
    Ok(send)
}

/// The server shows the title in bold above the text, and the word "undefined" where there is none: the text itself takes its place then.
fn buttons_to(number: String, message: &Buttons, options: Options) -> Result<SendButtons, Error> {
    let answers = |button: &Button| matches!(button.action, ButtonAction::Reply(_));
    let replies = message.buttons.iter().filter(|button| answers(button)).count();
    if replies > MOST_REPLIES {
        return Err(Error::invalid("at most three buttons can answer"));
    }
    if replies > 0 && replies < message.buttons.len() {
        return Err(Error::invalid("buttons that answer cannot stand beside others"));
    }
    let buttons = message.buttons.iter().map(button).collect::<Result<Vec<_>, _>>()?;
    let mut send = SendButtons::new(number, buttons);
    if let Some(title) = &message.title {
        send.title = Some(title.clone());
        send.description = Some(message.body.clone());
    } else {
        send.title = Some(message.body.clone());
    }
    send.footer.clone_from(&message.footer);
    with!(send, options);
    Ok(send)
}

fn button(button: &Button) -> Result<messages::Button, Error> {
    let label = &*button.label;
    match &button.action {
        ButtonAction::Reply(id) => Ok(messages::Button::reply(label, id)),
        ButtonAction::OpenUrl(url) => Ok(messages::Button::url(label, url)),
        ButtonAction::Call(number) => Ok(messages::Button::call(label, number)),
        ButtonAction::Copy(text) => Ok(messages::Button::copy(label, text)),
        _ => Err(Error::unsupported("a button of this kind is not offered by this gateway")),
    }
}

/// The server demands a title and a foot; a menu without them goes out with empty ones.
fn list_to(number: String, list: &List, options: Options) -> Result<SendList, Error> {
    let mut sections = Vec::new();
    for section in &list.sections {
        let mut rows = Vec::new();
        for row in &section.rows {
            if row.description.as_deref().is_some_and(str::is_empty) {
                return Err(Error::invalid("the line below a row of the menu is empty"));
            }
            let mut told = ListRow::new(&*row.title, &*row.id);
            told.description.clone_from(&row.description);
            rows.push(told);
        }
        sections.push(ListSection::new(&*section.title, rows));
    }
    let text = |given: &Option<String>| given.clone().unwrap_or_default();
    let mut send = SendList::new(number, text(&list.title), text(&list.footer), &*list.button, sections);
    send.description = Some(list.body.clone());
    with!(send, options);
    Ok(send)
}

fn reaction_to(reaction: &Reaction) -> Result<SendReaction, Error> {
    let target = &reaction.to;
    if target.chat.is_group() && !target.from_me {
        return Err(Error::unsupported(
            "the server takes no author of a message, without which WhatsApp does not find somebody else's in a group",
        ));
    }
    let key = key(target)?;
    let Some(emoji) = reaction.emoji.as_deref() else { return Ok(SendReaction::removal(key)) };
    // Whether it is exactly one, the server tells.
    if emoji.chars().any(|letter| letter.is_ascii_alphabetic() || letter.is_whitespace()) {
        return Err(Error::invalid("a reaction is one emoji"));
    }
    Ok(SendReaction::new(key, emoji))
}

/// A file of this program's is looked at here, so that nothing leaves for one that cannot be sent, not even the question for the channel.
async fn file(media: &Media) -> Result<MediaFile, Error> {
    if let Some(url) = media.as_url() {
        return Ok(MediaFile::Url(url.to_owned()));
    }
    let file = MediaFile::File(media.open().await?);
    file.check()?;
    Ok(file)
}

fn mentioned(who: &Address) -> Result<String, Error> {
    match who {
        Address::Phone(phone) => Ok(phone.digits().to_owned()),
        Address::Lid(_) => Ok(who.to_string()),
        _ => Err(Error::invalid("only people can be mentioned")),
    }
}

/// The server looks for a message by its id on WhatsApp.
fn quoted(message: &MessageId) -> Result<Quoted, Error> {
    message.require_whatsapp().map(Quoted::by_id)
}

/// Whole milliseconds, rounded up: a delay that was asked for is never none.
fn milliseconds(delay: Duration) -> Result<u64, Error> {
    u64::try_from(delay.as_nanos().div_ceil(1_000_000)).map_err(|_| Error::invalid("the delay is too long"))
}

fn unknown_kind(kind: MessageKind) -> Error {
    Error::unsupported(format!("messages of kind {kind:?} are not offered by this gateway"))
}

fn sent(answer: Answer<SentMessage>) -> Sent {
    let Answer { value, raw, .. } = answer;
    let key = value.key.unwrap_or_default();
    // `SentMessage` without an id is no success, so this is not reached without one.
    let id = key.id.unwrap_or_default();
    let status = match value.status.as_deref() {
        Some("ERROR") => SendStatus::Other("ERROR".to_owned()),
        _ => SendStatus::Accepted,
    };
    let chat = key.remote_jid.and_then(|jid| jid.parse().ok());
    Sent::new(MessageId::whatsapp(id), status, raw).in_chat(chat).at(value.message_timestamp)
}

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use url::Url;
use wagate_sdk_core::adapter::Messages;
use wagate_sdk_core::{
    Address, Button, ButtonAction, Buttons, ChatPresence, Contacts, Destination, Document, Done, Downloaded,
    Error, FileKind, InstanceClient, List, Location, Media, Message, MessageId, MessageRef, Page, PageToken,
    Poll, QueuedMessage, Reaction, ReceivedFile, SendOptions, SendRequest, SendStatus, Sent,
};

use super::whole;
use crate::Vzaps;
use crate::chats::{
    self, DeleteMessage, DownloadAudio, DownloadDocument, DownloadImage, DownloadVideo, DownloadedFile,
    EditMessage, EncryptedFile, MarkMessagesRead, SendPresence,
};
use crate::messages::{
    self, ListRow, ListSection, Optional, React, RemoveReaction, SendAudio, SendButtons, SendContact,
    SendDocument, SendEndpoint, SendGif, SendImage, SendLink, SendList, SendLocation, SendPoll, SendSticker,
    SendText, SendVideo,
};
use crate::queue::{ListQueuedMessages, RemoveQueuedMessage};

/// The mark before the id of a message that this instance sent.
const OWN: &str = "me:";

impl Messages for Vzaps {
    async fn send(client: &InstanceClient<Self>, request: SendRequest) -> Result<Sent, Error> {
        let to = recipient(&request.to)?;
        let options = optional(&request.options)?;
        match request.message {
            Message::Text(text) => queue(client, SendText::new(to, text.body), options).await,
            Message::Image(image) => {
                let mut send = SendImage::new(to, url(&image.media)?);
                send.caption = image.caption;
                queue(client, send, options).await
            }
            Message::Video(video) => {
                let mut send = SendVideo::new(to, url(&video.media)?);
                send.caption = video.caption;
                queue(client, send, options).await
            }
            Message::Gif(gif) => {
                let mut send = SendGif::new(to, url(&gif.media)?);
                send.caption = gif.caption;
                queue(client, send, options).await
            }
            Message::Document(document) => queue(client, document_to(to, document)?, options).await,
            Message::Audio(audio) => queue(client, sound_to(to, &audio.media, false)?, options).await,
            Message::Voice(voice) => queue(client, sound_to(to, &voice.media, true)?, options).await,
            Message::Sticker(sticker) => {
                queue(client, SendSticker::new(to, url(&sticker.media)?), options).await
            }
            Message::Location(place) => queue(client, place_to(to, place), options).await,
            Message::Contacts(contacts) => queue(client, contact_to(to, contacts)?, options).await,
            Message::Poll(poll) => queue(client, poll_to(to, poll), options).await,
            Message::Buttons(buttons) => queue(client, buttons_to(to, buttons)?, options).await,
            Message::List(list) => queue(client, list_to(to, list), options).await,
            Message::LinkCard(card) => {
                let send = SendLink::new(to, card.text, card.url, card.title, card.description);
                queue(client, send, options).await
            }
            Message::Reaction(reaction) => react(client, to, reaction).await,
            _ => Err(Error::unsupported("this kind of message is not offered by this gateway")),
        }
    }

    async fn edit(client: &InstanceClient<Self>, message: MessageRef, text: String) -> Result<Done, Error> {
        client.exchange(EditMessage::new(message.id.require_whatsapp()?, text)).await.map(Done::from)
    }

    async fn revoke(client: &InstanceClient<Self>, message: MessageRef) -> Result<Done, Error> {
        client.exchange(DeleteMessage::new(message.id.require_whatsapp()?)).await.map(Done::from)
    }

    async fn mark_read(client: &InstanceClient<Self>, messages: Vec<MessageRef>) -> Result<Done, Error> {
        let marks = marks(&messages)?;
        let (all, mut done) = (marks.len(), Done::default());
        for (before, mark) in marks.into_iter().enumerate() {
            let answer = client.exchange(mark).await.map_err(|error| error.after(before, all))?;
            done = Done::from(answer);
        }
        Ok(done)
    }

    async fn download(
        client: &InstanceClient<Self>,
        file: ReceivedFile,
        to: Destination,
    ) -> Result<Downloaded, Error> {
        // Without a key it is the gateway's own copy, which is not encrypted.
        if let (None, Some(url)) = (&file.keys, &file.url) {
            let url = Url::parse(url).map_err(|_| Error::invalid("the file's URL cannot be read"))?;
            return client.fetch_url(url, to).await.map(|answer| answer.value);
        }
        let (kind, file) = (file.kind, encrypted(file)?);
        let answer = match kind {
            FileKind::Image => client.fetch_file(DownloadImage::new(file), DownloadedFile::FILE, to).await,
            FileKind::Video | FileKind::Gif | FileKind::VideoNote => {
                client.fetch_file(DownloadVideo::new(file), DownloadedFile::FILE, to).await
            }
            FileKind::Audio | FileKind::Voice => {
                client.fetch_file(DownloadAudio::new(file), DownloadedFile::FILE, to).await
            }
            FileKind::Document => {
                client.fetch_file(DownloadDocument::new(file), DownloadedFile::FILE, to).await
            }
            _ => return Err(Error::unsupported("the gateway downloads no file of this kind")),
        };
        answer.map(|answer| answer.value)
    }

    async fn show_presence(
        client: &InstanceClient<Self>,
        chat: Address,
        presence: ChatPresence,
        _lasting: Duration,
    ) -> Result<Done, Error> {
        let chat = recipient(&chat)?;
        let show = match presence {
            ChatPresence::Typing => SendPresence::new(chat, chats::ChatPresence::Composing),
            ChatPresence::Recording => SendPresence::recording(chat),
            ChatPresence::Paused => SendPresence::new(chat, chats::ChatPresence::Paused),
            _ => return Err(Error::unsupported("this is not shown by this gateway")),
        };
        client.exchange(show).await.map(Done::from)
    }

    /// Entries without an id, which nothing could name, are left out.
    async fn pending(
        client: &InstanceClient<Self>,
        _page: Option<PageToken>,
    ) -> Result<Page<QueuedMessage>, Error> {
        whole(client.exchange(ListQueuedMessages::new()).await?, |row| {
            let mut message = QueuedMessage::new(MessageId::whatsapp(row.value.message_id?), row.raw);
            message.to = row.value.phone.and_then(|phone| phone.parse().ok());
            Some(message)
        })
    }

    async fn cancel(client: &InstanceClient<Self>, id: MessageId) -> Result<Done, Error> {
        client.exchange(RemoveQueuedMessage::new(id.require_whatsapp()?)).await.map(Done::from)
    }
}

/// One request for the messages of one author in one chat, in the order in which they are first named.
fn marks(messages: &[MessageRef]) -> Result<Vec<MarkMessagesRead>, Error> {
    let mut marks: Vec<MarkMessagesRead> = Vec::new();
    for message in messages {
        let id = message.id.require_whatsapp()?.to_owned();
        let chat = message.chat.jid();
        // Who wrote in a chat with one person is known.
        let sender = message.author.as_ref().filter(|_| message.chat.is_group());
        let sender = sender.map(|author| author.jid().into_owned());
        match marks.iter_mut().find(|mark| mark.chat == chat && mark.sender == sender) {
            Some(mark) => mark.id.push(id),
            None => {
                let mut mark = MarkMessagesRead::new(chat, vec![id]);
                mark.sender = sender;
                marks.push(mark);
            }
        }
    }
    Ok(marks)
}

async fn queue<E: SendEndpoint>(
    client: &InstanceClient<Vzaps>,
    mut send: E,
    options: Optional,
) -> Result<Sent, Error> {
    send.set(options);
    let answer = client.exchange(send).await?;
    let id = MessageId::whatsapp(answer.value.data.message_id);
    Ok(Sent::new(id, SendStatus::Queued, answer.raw))
}

fn document_to(phone: String, document: Document) -> Result<SendDocument, Error> {
    let mut send = SendDocument::new(phone, url(&document.media)?);
    send.file_name = document.media.file_name().map(str::to_owned);
    send.caption = document.caption;
    Ok(send)
}

/// Always says which it is: what the gateway makes of a sound without the word is not documented.
fn sound_to(phone: String, file: &Media, is_voice: bool) -> Result<SendAudio, Error> {
    let mut send = SendAudio::new(phone, url(file)?);
    send.ptt = Some(is_voice);
    Ok(send)
}

fn place_to(phone: String, place: Location) -> SendLocation {
    let mut send = SendLocation::new(phone, place.latitude, place.longitude);
    send.name = place.name;
    send.address = place.address;
    send
}

/// One card, of a name and a number.
fn contact_to(phone: String, contacts: Contacts) -> Result<SendContact, Error> {
    let mut cards = contacts.cards.into_iter();
    let (Some(card), None) = (cards.next(), cards.next()) else {
        return Err(Error::invalid("VZaps takes one contact card a message"));
    };
    if card.organization.is_some() || card.email.is_some() || card.url.is_some() {
        return Err(Error::unsupported("VZaps takes a name and a number on a contact card, nothing else"));
    }
    Ok(SendContact::new(phone, card.name, card.phone.digits()))
}

/// 0 lets any number be chosen.
fn poll_to(phone: String, poll: Poll) -> SendPoll {
    let mut send = SendPoll::new(phone, poll.question, poll.answers);
    send.selectable_options_count = Some(poll.choose.unwrap_or(0));
    send
}

/// The gateway has no title above the text: it becomes the text's first paragraph.
fn buttons_to(phone: String, message: Buttons) -> Result<SendButtons, Error> {
    let text = match message.title {
        Some(title) => format!("{title}\n\n{}", message.body),
        None => message.body,
    };
    let buttons = message.buttons.into_iter().map(button).collect::<Result<Vec<_>, _>>()?;
    let mut send = SendButtons::new(phone, text, buttons);
    send.footer = message.footer;
    Ok(send)
}

fn button(button: Button) -> Result<messages::Button, Error> {
    match button.action {
        ButtonAction::Reply(id) => Ok(messages::Button::new(id, button.label)),
        _ => Err(Error::unsupported("VZaps takes buttons that answer, no others")),
    }
}

/// The gateway wants a title; a menu without one goes out with an empty one.
/// The gateway keeps no files: it needs all that the event told.
fn encrypted(file: ReceivedFile) -> Result<EncryptedFile, Error> {
    let (Some(url), Some(keys), Some(media_type)) = (file.url, file.keys, file.media_type) else {
        return Err(Error::invalid(
            "the file's URL, its key or its media type is not known, and the gateway needs all three",
        ));
    };
    let base64 = |bytes: Vec<u8>| STANDARD.encode(bytes);
    let mut made = EncryptedFile::new(url, base64(keys.media_key), media_type);
    made.direct_path = keys.direct_path;
    made.file_sha256 = keys.file_sha256.map(base64);
    made.file_enc_sha256 = keys.file_enc_sha256.map(base64);
    made.file_length = file.length;
    Ok(made)
}

/// The gateway demands a title; the text takes the place of one that is missing.
fn list_to(phone: String, list: List) -> SendList {
    let row = |row: wagate_sdk_core::ListRow| {
        let mut made = ListRow::new(row.id, row.title);
        made.description = row.description;
        made
    };
    let sections: Vec<_> = list
        .sections
        .into_iter()
        .map(|section| ListSection::new(section.title, section.rows.into_iter().map(row).collect()))
        .collect();
    let title = list.title.unwrap_or_else(|| list.body.clone());
    let mut send = SendList::new(phone, title, list.body, list.button, sections);
    send.footer = list.footer;
    send
}

/// Nothing says whether a reaction waits in a queue: `Queued` claims less than that WhatsApp has it.
async fn react(client: &InstanceClient<Vzaps>, chat: String, reaction: Reaction) -> Result<Sent, Error> {
    let Reaction { to, emoji, .. } = reaction;
    let id = to.id.require_whatsapp()?;
    let target = if to.from_me { format!("{OWN}{id}") } else { id.to_owned() };
    let (told, at, raw) = match emoji {
        Some(emoji) => {
            let answer = client.exchange(React::new(chat, target, emoji)).await?;
            (answer.value.data.id, answer.value.data.timestamp, answer.raw)
        }
        None => (None, None, client.exchange(RemoveReaction::new(chat, target)).await?.raw),
    };
    // The documents show no id for taking a reaction back, and one for a reaction by inference only: then the message it is on names it.
    let id = told.map_or_else(|| to.id.clone(), MessageId::whatsapp);
    Ok(Sent::new(id, SendStatus::Queued, raw).at(at))
}

fn url(file: &Media) -> Result<&str, Error> {
    file.as_url().ok_or_else(|| Error::unsupported("VZaps takes a file by its URL"))
}

/// The digits of a number, or the JID of a group.
pub(super) fn recipient(to: &Address) -> Result<String, Error> {
    match to {
        Address::Phone(phone) => Ok(phone.digits().to_owned()),
        Address::Group(group) => Ok(group.to_string()),
        other => Err(Error::unsupported(format!("VZaps takes no address of kind {:?}", other.kind()))),
    }
}

fn optional(options: &SendOptions) -> Result<Optional, Error> {
    let mentioned = options.mentions.iter().map(mentioned).collect::<Result<Vec<_>, _>>()?;
    Ok(Optional {
        id: whatsapp_id(options.message_id.as_ref())?,
        mentioned_ids: (!mentioned.is_empty()).then_some(mentioned),
        reply_to_message_id: whatsapp_id(options.quote.as_ref())?,
    })
}

/// A message is known here by its id on WhatsApp.
fn whatsapp_id(id: Option<&MessageId>) -> Result<Option<String>, Error> {
    id.map(|id| id.require_whatsapp().map(str::to_owned)).transpose()
}

/// The documents want "WhatsApp ids": the JID.
fn mentioned(who: &Address) -> Result<String, Error> {
    match who {
        Address::Phone(_) => Ok(who.to_string()),
        other => {
            Err(Error::unsupported(format!("VZaps mentions people by number, not by {:?}", other.kind())))
        }
    }
}

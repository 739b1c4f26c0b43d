//! Messages.

use std::time::Duration;

use wagate_sdk_core::adapter::Messages;
use wagate_sdk_core::{
    Address, Answer, Error, Image, InstanceClient, Media, Message, MessageId, MessageKind, SendOptions,
    SendRequest, SendStatus, Sent,
};

use crate::messages::{MediaFile, MediaKind, Quoted, SendMedia, SendText, SentMessage};
use crate::state::channel;
use crate::{Evolution, capabilities};

impl Messages for Evolution {
    async fn send(client: &InstanceClient<Self>, request: SendRequest) -> Result<Sent, Error> {
        let number = recipient(&request.to)?;
        let options = Options::of(&request.options)?;
        if !capabilities::is_safe_on_all(request.to.kind()) {
            // The client's own check went by what it knew before this.
            capabilities::of_channel(channel(client).await?).require_send(&request)?;
        }
        let answer = match request.message {
            Message::Text(text) => {
                let mut send = SendText::new(number, text.body);
                send.link_preview = options.link_preview;
                send.delay = options.delay;
                send.quoted = options.quoted;
                send.mentions_everyone = options.mentions_everyone;
                send.mentioned = options.mentioned;
                client.exchange(send).await?
            }
            Message::Image(image) => client.exchange(image_to(number, image, options)?).await?,
            other => return Err(unknown_kind(other.kind())),
        };
        Ok(sent(answer))
    }
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

fn image_to(number: String, image: Image, options: Options) -> Result<SendMedia, Error> {
    let mut send = SendMedia::new(number, MediaKind::Image, file(&image.media)?);
    send.mimetype = image.media.media_type().map(Into::into);
    send.file_name = image.media.file_name().map(Into::into);
    send.caption = image.caption;
    send.delay = options.delay;
    send.quoted = options.quoted;
    send.mentions_everyone = options.mentions_everyone;
    send.mentioned = options.mentioned;
    Ok(send)
}

fn file(media: &Media) -> Result<MediaFile, Error> {
    match (media.as_url(), media.to_base64()) {
        (Some(url), _) => Ok(MediaFile::Url(url.to_owned())),
        (None, Some(base64)) => Ok(MediaFile::Base64(base64)),
        (None, None) => Err(Error::unsupported("a file from this source is not taken by this gateway")),
    }
}

/// Digits for a phone, the JID for a LID or a group: bare digits of these would be read as a phone number.
fn recipient(to: &Address) -> Result<String, Error> {
    match to {
        Address::Phone(phone) => Ok(phone.digits().to_owned()),
        Address::Lid(_) | Address::Group(_) => Ok(to.to_string()),
        _ => {
            Err(Error::unsupported(format!("an address of kind {} is not taken by this gateway", to.kind())))
        }
    }
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

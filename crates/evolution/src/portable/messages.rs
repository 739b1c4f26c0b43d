//! Messages.

use std::time::Duration;

use wagate_sdk_core::adapter::Messages;
use wagate_sdk_core::{
    Address, Answer, Error, Image, InstanceClient, Media, Message, MessageId, MessageKind, SendOptions,
    SendRequest, SendStatus, Sent,
};

use crate::Evolution;
use crate::messages::{MediaFile, MediaKind, Quoted, SendMedia, SendText, SentMessage};

impl Messages for Evolution {
    async fn send(client: &InstanceClient<Self>, request: SendRequest) -> Result<Sent, Error> {
        let SendRequest { to, message, options, .. } = request;
        let common = Common::of(options)?;
        let number = recipient(&to)?;
        let answer = match message {
            Message::Text(text) => {
                let mut send = SendText::new(number, text.body);
                send.link_preview = common.link_preview;
                send.delay = common.delay;
                send.quoted = common.quoted;
                send.mentions_everyone = common.mentions_everyone;
                send.mentioned = common.mentioned;
                client.exchange(send).await?
            }
            Message::Image(image) => client.exchange(image_to(number, image, common)?).await?,
            other => return Err(unknown_kind(other.kind())),
        };
        Ok(sent(answer))
    }
}

/// The options, as every send of this gateway takes them.
struct Common {
    link_preview: Option<bool>,
    delay: Option<u64>,
    quoted: Option<Quoted>,
    mentions_everyone: Option<bool>,
    mentioned: Option<Vec<String>>,
}

impl Common {
    fn of(options: SendOptions) -> Result<Self, Error> {
        let mut mentioned = Vec::new();
        for who in &options.mentions {
            let who = mention(who)?;
            if !mentioned.contains(&who) {
                mentioned.push(who);
            }
        }
        Ok(Self {
            link_preview: options.link_preview,
            delay: options.delay.map(milliseconds).transpose()?,
            quoted: options.quote.map(|message| Quoted::by_id(message.as_str())),
            mentions_everyone: options.mention_all.then_some(true),
            mentioned: (!mentioned.is_empty()).then_some(mentioned),
        })
    }
}

fn image_to(number: String, image: Image, common: Common) -> Result<SendMedia, Error> {
    let mut send = SendMedia::new(number, MediaKind::Image, file(&image.media)?);
    send.mimetype = image.media.media_type().map(Into::into);
    send.file_name = image.media.file_name().map(Into::into);
    send.caption = image.caption;
    send.delay = common.delay;
    send.quoted = common.quoted;
    send.mentions_everyone = common.mentions_everyone;
    send.mentioned = common.mentioned;
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

fn mention(who: &Address) -> Result<String, Error> {
    match who {
        Address::Phone(phone) => Ok(phone.digits().to_owned()),
        Address::Lid(_) => Ok(who.to_string()),
        _ => Err(Error::invalid("only people can be mentioned")),
    }
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

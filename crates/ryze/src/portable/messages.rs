use std::time::Duration;

use wagate_sdk_core::adapter::Messages;
use wagate_sdk_core::{
    Address, Answer, Error, Image, InstanceClient, Message, MessageId, SendOptions, SendRequest, SendStatus,
    Sent,
};

use crate::Ryze;
use crate::messages::{MediaType, MessageSent, SendMedia, SendText};

impl Messages for Ryze {
    async fn send(client: &InstanceClient<Self>, request: SendRequest) -> Result<Sent, Error> {
        let number = recipient(&request.to)?;
        let options = Options::of(&request.options)?;
        let answer = match request.message {
            Message::Text(text) => {
                let mut send = SendText::new(number, text.body);
                send.link_preview = request.options.link_preview;
                send.delay = options.delay;
                send.reply_to = options.reply_to;
                send.mention = options.mention;
                send.mention_all = options.mention_all;
                client.exchange(send).await?
            }
            Message::Image(image) => client.exchange(image_to(number, image, options)?).await?,
            _ => return Err(Error::unsupported("this kind of message is not offered by this gateway")),
        };
        Ok(sent(answer))
    }
}

fn image_to(number: String, image: Image, options: Options) -> Result<SendMedia, Error> {
    let file = image.media;
    let mut send = match (file.as_url(), file.to_base64()) {
        (Some(url), _) => SendMedia::url(number, MediaType::Image, url),
        (None, Some(base64)) => SendMedia::base64(number, MediaType::Image, base64),
        (None, None) => {
            return Err(Error::unsupported("a file from this source is not taken by this gateway"));
        }
    };
    send.message = image.caption;
    send.mime_type = file.media_type().map(str::to_owned);
    send.file_name = file.file_name().map(str::to_owned);
    send.delay = options.delay;
    send.reply_to = options.reply_to;
    send.mention = options.mention;
    send.mention_all = options.mention_all;
    Ok(send)
}

/// The options that every kind of message takes, in the gateway's words.
struct Options {
    delay: Option<u64>,
    reply_to: Option<String>,
    mention: Option<Vec<String>>,
    mention_all: Option<bool>,
}

impl Options {
    fn of(options: &SendOptions) -> Result<Self, Error> {
        let mention = options.mentions.iter().map(mentioned).collect::<Result<Vec<_>, _>>()?;
        Ok(Self {
            delay: options.delay.map(whole_seconds),
            reply_to: whatsapp_id(options.quote.as_ref())?,
            mention: Some(mention).filter(|mention| !mention.is_empty()),
            mention_all: options.mention_all.then_some(true),
        })
    }
}

/// Digits for a telephone number, which the documents prefer; else the JID.
fn recipient(to: &Address) -> Result<String, Error> {
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

use wagate_sdk_core::adapter::{Endpoint, Messages};
use wagate_sdk_core::{
    Address, Error, InstanceClient, Message, MessageId, SendOptions, SendRequest, SendStatus, Sent,
};

use crate::messages::{Queued, SendImage, SendText};
use crate::{Envelope, Vzaps};

impl Messages for Vzaps {
    async fn send(client: &InstanceClient<Self>, request: SendRequest) -> Result<Sent, Error> {
        let phone = recipient(&request.to)?;
        let options = Options::of(&request.options)?;
        match request.message {
            Message::Text(text) => {
                let mut endpoint = SendText::new(phone, text.body);
                endpoint.id = options.id;
                endpoint.mentioned_ids = options.mentioned_ids;
                endpoint.reply_to_message_id = options.reply_to_message_id;
                queue(client, endpoint).await
            }
            Message::Image(image) => {
                let url =
                    image.media.as_url().ok_or_else(|| Error::unsupported("VZaps takes an image by URL"))?;
                let mut endpoint = SendImage::new(phone, url);
                endpoint.caption = image.caption;
                endpoint.id = options.id;
                endpoint.mentioned_ids = options.mentioned_ids;
                endpoint.reply_to_message_id = options.reply_to_message_id;
                queue(client, endpoint).await
            }
            _ => Err(Error::unsupported("this kind of message is not offered here")),
        }
    }
}

async fn queue<E>(client: &InstanceClient<Vzaps>, endpoint: E) -> Result<Sent, Error>
where
    E: Endpoint<
            Provider = Vzaps,
            Response = Envelope<Queued>,
            Scope = wagate_sdk_core::adapter::InstanceOnly,
        >,
{
    let answer = client.exchange(endpoint).await?;
    let id = MessageId::whatsapp(answer.value.data.message_id);
    Ok(Sent::new(id, SendStatus::Queued, answer.raw))
}

/// The digits of a number, or the JID of a group.
fn recipient(to: &Address) -> Result<String, Error> {
    match to {
        Address::Phone(phone) => Ok(phone.digits().to_owned()),
        Address::Group(group) => Ok(group.to_string()),
        other => Err(Error::unsupported(format!("VZaps takes no address of kind {:?}", other.kind()))),
    }
}

/// The options that every send takes.
struct Options {
    id: Option<String>,
    mentioned_ids: Option<Vec<String>>,
    reply_to_message_id: Option<String>,
}

impl Options {
    fn of(options: &SendOptions) -> Result<Self, Error> {
        let mentioned = options.mentions.iter().map(mentioned).collect::<Result<Vec<_>, _>>()?;
        Ok(Self {
            id: whatsapp_id(options.message_id.as_ref())?,
            mentioned_ids: (!mentioned.is_empty()).then_some(mentioned),
            reply_to_message_id: whatsapp_id(options.quote.as_ref())?,
        })
    }
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

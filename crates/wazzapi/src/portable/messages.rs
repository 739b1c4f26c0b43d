//! Sending: to people by the device's id, to groups by its session name.

use std::time::{Duration, SystemTime};

use wagate_sdk_core::adapter::{Endpoint, Messages, OnInstance};
use wagate_sdk_core::wire::to_rfc3339;
use wagate_sdk_core::{
    Address, Error, GroupId, Image, InstanceClient, Media, Message, MessageId, PhoneNumber, SendRequest,
    SendStatus, Sent,
};

use crate::Wazzapi;
use crate::groups::{SendMedia, SendText};
use crate::messages::{MediaType, QueueStatus, QueuedMessage, SendImage, SendMessage};
use crate::state::session_name;

impl Messages for Wazzapi {
    async fn send(client: &InstanceClient<Self>, request: SendRequest) -> Result<Sent, Error> {
        let schedule = request.options.schedule;
        match (request.to, request.message) {
            (Address::Phone(to), Message::Text(text)) => {
                let mut message = SendMessage::text(to.digits(), client.id(), text.body);
                message.scheduled_for = schedule.map(second).transpose()?;
                queue(client, message).await
            }
            (Address::Phone(to), Message::Image(image)) => {
                let mut message = image_to(&to, client.id(), image)?;
                message.scheduled_for = schedule.map(second).transpose()?;
                queue(client, message).await
            }
            (Address::Group(to), Message::Text(text)) => {
                let session = session_name(client).await?;
                queue(client, SendText::new(session, to.to_string(), text.body)).await
            }
            (Address::Group(to), Message::Image(image)) => image_to_group(client, &to, image).await,
            // The capabilities name no other pair.
            _ => Err(Error::unsupported("WazzAPI cannot carry this kind of message to this kind of address")),
        }
    }
}

fn image_to(to: &PhoneNumber, device: &str, image: Image) -> Result<SendImage, Error> {
    let Image { media, caption, .. } = image;
    let mut message = if let Some(url) = media.as_url() {
        let mut message = SendImage::url(to.digits(), device, url);
        message.filename = media.file_name().map(Into::into);
        message.mimetype = media.media_type().map(Into::into);
        message
    } else {
        let Some(media_type) = media.media_type() else {
            return Err(Error::invalid(
                "WazzAPI wants the media type of a file sent as bytes, and its first bytes do not tell it: use `of_type`",
            ));
        };
        let encoded = media.to_base64().unwrap_or_default();
        let name = media.file_name().map_or_else(|| name_for(media_type), Into::into);
        SendImage::base64(to.digits(), device, encoded, name, media_type)
    };
    message.caption = caption;
    Ok(message)
}

/// The name of a file that has none: the gateway wants one.
fn name_for(media_type: &str) -> String {
    let extension = match media_type.split(';').next().unwrap_or_default().trim() {
        "image/png" => ".png",
        "image/jpeg" => ".jpg",
        "image/gif" => ".gif",
        "image/webp" => ".webp",
        _ => "",
    };
    ["image", extension].concat()
}

async fn image_to_group(client: &InstanceClient<Wazzapi>, to: &GroupId, image: Image) -> Result<Sent, Error> {
    let Image { media, caption, .. } = image;
    let url = group_url(&media)?;
    let session = session_name(client).await?;
    let mut message = SendMedia::new(session, to.to_string(), url, MediaType::Image);
    message.caption = caption;
    message.filename = media.file_name().map(Into::into);
    queue(client, message).await
}

fn group_url(media: &Media) -> Result<&str, Error> {
    // The capabilities refuse bytes before this.
    media.as_url().ok_or_else(|| Error::unsupported("to a group WazzAPI takes a file from a URL only"))
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

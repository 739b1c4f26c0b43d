//! Voice notes.

use serde_json::{Value, json};

use super::file::Received;
use super::layout::uploaded;
use super::media::{Kind, Told, in_channel};
use super::{Channels, Context, Options, Outgoing, send};
use crate::evolution::call::{Answer, FileCall};
use crate::evolution::channel::Channel;
use crate::evolution::errors::Refusal;
use crate::evolution::schema::Rules;
use crate::world::World;

/// What every voice note is converted to.
pub(super) const OPUS: &str = "audio/ogg; codecs=opus";

/// A quoted message is accepted, and nothing comes of it.
pub(super) async fn voice(FileCall { call, file }: FileCall) -> Answer {
    send(&call, call.text("number"), Channels::All, |world, sender| {
        Rules::of(&call.body).recipient().strings(&["audio"]).options().required(&["number"]).check()?;
        let received = Received::from_either(file.as_ref(), call.text("audio"));
        let received = received.ok_or_else(|| {
            Refusal::bad_request("Owned media must be a url, base64, or valid file with buffer")
        })?;
        let message = match sender.channel {
            Channel::Evolution if received.bytes.is_none() => {
                return Err(Refusal::crash("File or buffer is undefined."));
            }
            Channel::Baileys => json!({ "audioMessage": note(&received, world) }),
            channel => in_channel(channel, Kind::AUDIO, &received, &Told::default(), world),
        };
        Ok(Outgoing {
            kind: "voice",
            message_type: "audioMessage",
            file: Some(received),
            message,
            context: Context::Fresh,
            options: Options::Delay,
            ..Outgoing::default()
        })
    })
    .await
}

/// The message as WhatsApp has it.
pub(super) fn note(received: &Received, world: &mut World) -> Value {
    let mut message = uploaded(world, received.len());
    message.extend([("mimetype".to_owned(), json!(OPUS)), ("ptt".to_owned(), json!(true))]);
    Value::Object(message)
}

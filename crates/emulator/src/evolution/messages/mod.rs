//! Sending: the routes, and what all kinds of message share.

mod answer;
mod buttons;
mod contact;
mod emoji;
mod file;
mod layout;
mod list;
mod media;
mod poll;
mod quoted;
mod reaction;
mod sender;
mod status;
mod sticker;
mod text;
mod voice;

use std::time::Duration;

use serde_json::{Map, Value};

use super::call::{Answer, Call, done};
use super::errors::Refusal;
use crate::face::Face;
use crate::world::World;

use file::Received;
use sender::Sender;

pub(super) use file::is_file;
pub(super) use layout::{byte_map, long};

/// The routes.
pub(super) fn routes(face: Face) -> Face {
    face.send("message.send_text", "/message/sendText/{instanceName}", text::text)
        .send("message.send_media", "/message/sendMedia/{instanceName}", media::media)
        .send("message.send_ptv", "/message/sendPtv/{instanceName}", media::round_video)
        .send("message.send_audio", "/message/sendWhatsAppAudio/{instanceName}", voice::voice)
        .send("message.send_status", "/message/sendStatus/{instanceName}", status::status)
        .send("message.send_sticker", "/message/sendSticker/{instanceName}", sticker::sticker)
        .send("message.send_location", "/message/sendLocation/{instanceName}", text::location)
        .send("message.send_contact", "/message/sendContact/{instanceName}", contact::contact)
        .send("message.send_reaction", "/message/sendReaction/{instanceName}", reaction::reaction)
        .send("message.send_poll", "/message/sendPoll/{instanceName}", poll::poll)
        .send("message.send_list", "/message/sendList/{instanceName}", list::list)
        .send("message.send_buttons", "/message/sendButtons/{instanceName}", buttons::buttons)
}

/// A message that is ready to be sent.
#[derive(Default)]
struct Outgoing {
    /// The ledger's word for it.
    kind: &'static str,
    /// WhatsApp's word for it.
    message_type: &'static str,
    /// What the ledger says of it, beside the options.
    content: Map<String, Value>,
    /// The file that came with it.
    file: Option<Received>,
    /// The message as its channel has it.
    message: Value,
    context: Context,
    options: Options,
}

/// Where a message tells what it answers to and whom it mentions.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Context {
    /// In the message and beside it.
    #[default]
    Plain,
    /// Likewise, for what is made anew and not as if it were forwarded.
    Fresh,
    /// Inside only, where polls have it.
    InPoll,
    /// Nowhere.
    None,
}

/// Which of the options of all messages the kind has.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Options {
    #[default]
    All,
    Delay,
    None,
}

/// Which channels have the kind of message.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Channels {
    All,
    /// All but Evolution's own.
    Cloud,
    Phone,
}

/// Checks a message in the server's order, sends it, and answers when its delay is over.
///
/// The ledger is written before the wait: the real server goes on when its client does not wait for the answer.
async fn send(
    call: &Call,
    number: &str,
    channels: Channels,
    make: impl FnOnce(&mut World, &Sender) -> Result<Outgoing, Refusal>,
) -> Answer {
    let (answer, options) = {
        let mut world = call.world();
        let sender = Sender::of(call, &world)?;
        let outgoing = make(&mut world, &sender)?;
        sender.has(channels)?;
        let to = sender.recipient(number);
        sender.reaches(&world, &to, number)?;
        let options = outgoing.options;
        (answer::hand_over(call, &mut world, &sender, &to, number, outgoing)?, options)
    };
    let delay = call.body.get("delay").and_then(Value::as_f64);
    let delay = delay.filter(|delay| *delay > 0.0 && options != Options::None);
    if let Some(delay) = delay.and_then(|delay| Duration::try_from_secs_f64(delay / 1000.0).ok()) {
        call.app.changed();
        tokio::time::sleep(delay).await;
    }
    done(answer)
}

/// The members that are there.
fn members<const N: usize>(members: [(&str, Option<Value>); N]) -> Map<String, Value> {
    members.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
}

//! A message that is handed over to WhatsApp, and how the server answers it: in WhatsApp's own structure.

use serde_json::{Map, Value, json};

use super::layout::long;
use super::quoted::Quoted;
use super::sender::Sender;
use super::{Context, Options, Outgoing};
use crate::Gateway;
use crate::clock::epoch_seconds;
use crate::evolution::address::recipient;
use crate::evolution::call::Call;
use crate::evolution::channel::Channel;
use crate::evolution::errors::Refusal;
use crate::world::{Accepted, World, jid};

/// Writes the message into the ledger and the history, and makes the answer.
pub(super) fn hand_over(
    call: &Call,
    world: &mut World,
    sender: &Sender,
    to: &str,
    number: &str,
    outgoing: Outgoing,
) -> Result<Value, Refusal> {
    let Outgoing { kind, message_type, mut content, file, mut message, context, options } = outgoing;
    content.extend(told_options(&call.body, options));
    let about = about(call, world, sender, to, options)?;
    let (media, bytes) = file.map_or((None, None), |file| (Some(file.media), file.bytes));
    let message_id = (sender.channel == Channel::Evolution).then(|| world.ids.uuid());
    let message_id = world.accept(Accepted {
        gateway: Gateway::Evolution,
        instance: &call.name,
        message_id,
        to: to.to_owned(),
        kind,
        content: Value::Object(content),
        media,
    });

    let beside = match context {
        _ if sender.channel != Channel::Baileys => None,
        Context::None => None,
        Context::InPoll => {
            message["messageContextInfo"]["contextInfo"] = about;
            None
        }
        Context::Plain | Context::Fresh => Some(with_context(&mut message, message_type, about, context)),
    };
    let mut key = sender.key(to, number, &message_id);
    if kind == "buttons" && sender.channel == Channel::Baileys && !to.contains('@') {
        key["participant"] = json!(jid(to));
    }
    let source = if sender.channel == Channel::Baileys { "web" } else { "unknown" };
    let mut answer = json!({
        "key": key,
        "message": message,
        "messageType": message_type,
        "messageTimestamp": epoch_seconds(world.clock.now()),
        "instanceId": sender.instance_id,
        "source": source,
    });
    if sender.channel != Channel::Evolution {
        answer["status"] = json!("PENDING");
    }
    if sender.channel == Channel::Baileys {
        answer["pushName"] = json!("Você");
    }
    if let Some(beside) = beside {
        answer["contextInfo"] = beside;
    }
    if let Some(kept) = call.mailbox_mut(world)?.message_mut(&message_id) {
        kept.native = answer.clone();
        kept.bytes = bytes;
    }
    Ok(answer)
}

/// Puts the context into the message and gives it for the place beside it.
fn with_context(message: &mut Value, message_type: &str, mut about: Value, context: Context) -> Value {
    if context == Context::Fresh {
        about["statusAttributions"] = json!([]);
    }
    // A text has no place for it.
    if let Some(inner) = message.get_mut(message_type).and_then(Value::as_object_mut) {
        inner.insert("contextInfo".to_owned(), about.clone());
    }
    about
}

/// What the message answers to and whom it mentions.
fn about(call: &Call, world: &World, sender: &Sender, to: &str, options: Options) -> Result<Value, Refusal> {
    let everything = options == Options::All;
    let mentions = if everything && to.ends_with("@g.us") { mentioned(call, world, to) } else { Vec::new() };
    let quoted = call.body.get("quoted").filter(|_| everything);
    let quoted = match quoted {
        Some(quoted) => Quoted::find(call.mailbox(world)?, sender, quoted),
        None => None,
    };
    let at = epoch_seconds(world.clock.now());
    let mut about = json!({
        "mentionedJid": mentions,
        "groupMentions": [],
        "ephemeralSettingTimestamp": long(at.saturating_sub(2 * 86_400), false),
        "disappearingMode": { "initiator": 0 },
    });
    if let Some(quoted) = quoted {
        about["participant"] = json!(quoted.participant);
        about["stanzaId"] = json!(quoted.id);
        about["quotedMessage"] = quoted.message;
    }
    Ok(about)
}

/// The JIDs of the people who are mentioned.
fn mentioned(call: &Call, world: &World, group: &str) -> Vec<String> {
    match world.group(group) {
        Some(group) if call.flag("mentionsEveryOne") => {
            group.participants.iter().map(|member| world.person(&member.address).lid()).collect()
        }
        _ => call.texts("mentioned").iter().map(|one| jid(&recipient(one))).collect(),
    }
}

/// The options under the ledger's names.
fn told_options(body: &Map<String, Value>, options: Options) -> impl Iterator<Item = (String, Value)> {
    let quote = body.get("quoted").and_then(|quoted| quoted.pointer("/key/id"));
    let told = [
        ("delay_ms", body.get("delay")),
        ("link_preview", body.get("linkPreview")),
        ("quote", quote),
        ("mentions", body.get("mentioned")),
        ("mention_all", body.get("mentionsEveryOne")),
    ];
    let taken = match options {
        Options::All => told.len(),
        Options::Delay => 1,
        Options::None => 0,
    };
    told.into_iter().take(taken).filter_map(|(name, value)| Some((name.to_owned(), value?.clone())))
}

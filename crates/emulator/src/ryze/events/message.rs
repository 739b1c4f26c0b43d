//! `message.exchange`, in the layout that is seen live and in the one of the catalogue.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use crate::Gateway;
use crate::clock::iso_seconds;
use crate::world::{Happening, Message, What, World, jid};

/// The data of the event. None where the instance's settings leave it out.
pub(super) fn exchange(world: &World, happening: &Happening) -> Option<Value> {
    let said = Said::of(world, happening)?;
    let instance = world.instance(Gateway::Ryze, &happening.instance)?;
    let ignores = |name: &str| instance.settings["settings"][name] == json!(true);
    let group = said.message.is_group() && ignores("ignoreGroupMessages");
    if group || said.message.chat == "status@broadcast" && ignores("ignoreStatus") {
        return None;
    }
    let own = instance.phone.as_deref().unwrap_or_default();
    let direction = if said.by == own { "outgoing" } else { "incoming" };
    let timestamp = iso_seconds(happening.at);
    let sender = person(world, &said.by);
    let chat = chat(world, &said.message.chat);
    Some(if world.ryze.catalog_layout {
        let mut message = json!({
            "id": said.id,
            "direction": direction,
            "timestamp": timestamp,
            "chat": chat,
            "sender": sender,
            "content": { "text": said.text },
            "media": media(&said),
        });
        if let Value::Object(members) = &mut message {
            members.extend(said.parts(true));
        }
        json!({ "id": said.id, "message": message })
    } else {
        let recipient = if direction == "incoming" { own } else { said.message.chat.as_str() };
        let mut message = json!({
            "type": said.word,
            "content": said.text,
            "source": (direction == "outgoing").then(|| said.source()),
            "media": media(&said),
        });
        if let Value::Object(members) = &mut message {
            members.extend(said.parts(false));
        }
        json!({
            "id": said.id,
            "direction": direction,
            "timestamp": timestamp,
            "chat": chat,
            "sender": sender,
            "recipient": { "jid": jid(recipient) },
            "message": message,
            "reply": said.message.quoted.as_ref().filter(|_| said.whole).map(|id| json!({ "message_id": id })),
        })
    })
}

/// The event with the bytes of its file in it, for who wants them.
pub(in crate::ryze) fn with_media(happening: &Happening, body: &Value) -> Value {
    let mut body = body.clone();
    if let What::Received(message) | What::Sent(message) = &happening.what
        && let Some(bytes) = &message.bytes
        && let Some(Value::Object(media)) = body.pointer_mut("/data/message/media")
    {
        media.insert("base64".to_owned(), json!(STANDARD.encode(bytes)));
    }
    body
}

/// One message of the event: somebody's own, or one that is on another.
struct Said<'h> {
    id: &'h str,
    by: String,
    /// The word of `type`.
    word: &'static str,
    text: String,
    /// The message, or the other one.
    message: &'h Message,
    /// Whether it is a message of its own.
    whole: bool,
    /// The emoji of a reaction.
    emoji: Option<&'h str>,
}

impl<'h> Said<'h> {
    fn of(world: &World, happening: &'h Happening) -> Option<Self> {
        let own = world.instance(Gateway::Ryze, &happening.instance)?.phone.clone().unwrap_or_default();
        let author = |message: &Message| if message.from_me { own.clone() } else { message.sender.clone() };
        let on = |id, message: &'h Message, word| Self {
            id,
            by: author(message),
            word,
            text: String::new(),
            message,
            whole: false,
            emoji: None,
        };
        Some(match &happening.what {
            What::Received(message) | What::Sent(message) => {
                let text = message.text.clone().unwrap_or_default();
                Self { whole: true, text, ..on(&message.id, message, word(message)) }
            }
            What::Edited { id, message } => {
                let text = message.text.clone().unwrap_or_default();
                Self { text, ..on(id, message, "message_edit") }
            }
            // The id is that of the message that is taken back.
            What::Revoked { message, .. } => on(&message.id, message, "message_revoke"),
            What::Reacted { id, to, by, emoji } => {
                let emoji = emoji.as_deref().unwrap_or_default();
                let text = emoji.to_owned();
                Self { text, by: by.clone(), emoji: Some(emoji), ..on(id, to, "reaction") }
            }
            _ => return None,
        })
    }

    fn source(&self) -> &str {
        self.message.content.get("source").and_then(Value::as_str).unwrap_or("api")
    }

    /// What only some kinds have.
    fn parts(&self, catalog: bool) -> Map<String, Value> {
        let content = &self.message.content;
        let mut parts = Map::new();
        let mut add = |name: &str, value: Value| parts.insert(name.to_owned(), value);
        match self.word {
            "message_edit" => {
                add("isEdit", json!(true));
                add("edit", json!({ "original_id": self.message.id, "text": self.text }));
            }
            "reaction" => {
                add("reaction", json!({ "text": self.emoji, "message_id": self.message.id }));
            }
            "location" => {
                let members = ["latitude", "longitude", "name", "address"];
                let members = members.iter().map(|name| ((*name).to_owned(), content[*name].clone()));
                add("location", members.collect());
            }
            "contact" => {
                let card = &content["contacts"][0];
                add("contact", json!({ "display_name": card["name"], "phone_number": card["phone"] }));
            }
            "poll" => {
                let options = content["options"].as_array().cloned().unwrap_or_default();
                let options: Vec<Value> = options.iter().map(|name| json!({ "name": name })).collect();
                add("poll", json!({ "title": content["question"], "options": options }));
            }
            "buttons_response" if catalog => {
                let (id, title) = (&content["id"], &content["text"]);
                add("button_response", json!({ "selected_button_id": id, "title": title }));
            }
            "list_response" if catalog => {
                let reply = json!({ "option_name": content["text"] });
                add("list_response", json!({ "title": content["text"], "single_select_reply": reply }));
            }
            "buttons_response" => {
                let quoted = &self.message.quoted;
                let tap = json!({
                    "selectedButtonId": content["id"],
                    "title": content["text"],
                    "messageId": quoted,
                });
                add("interactive", tap);
            }
            "list_response" => {
                let quoted = &self.message.quoted;
                let tap = json!({
                    "selectedRowId": content["id"],
                    "title": content["text"],
                    "messageId": quoted,
                });
                add("interactive", tap);
            }
            _ => {}
        }
        if catalog && self.word != "text" {
            parts.insert("type".to_owned(), json!(self.word));
        }
        parts
    }
}

/// RyzeAPI's word for the kind of a message.
// Guess: a list that was sent is `interactive`, and so are buttons; a status is what it consists of.
fn word(message: &Message) -> &'static str {
    let kind = match message.kind.as_str() {
        "status" => message.content.get("type").and_then(Value::as_str).unwrap_or("text"),
        kind => kind,
    };
    match kind {
        "image" => "image",
        "video" | "gif" => "video",
        "audio" => "audio",
        "voice" => "ptt",
        "document" => "document",
        "sticker" => "sticker",
        "location" => "location",
        "contact" => "contact",
        "poll" => "poll",
        "button_reply" => "buttons_response",
        "list_reply" => "list_response",
        "buttons" | "list" => "interactive",
        _ => "text",
    }
}

fn media(said: &Said<'_>) -> Value {
    let Some(media) = said.message.media.as_ref().filter(|_| said.whole) else { return Value::Null };
    json!({
        "type": said.word,
        "mimetype": media.content_type,
        "fileName": said.message.content.get("file_name"),
        "caption": said.message.text,
        "url": media.url.clone().or_else(|| said.message.file().map(|file| file.url)),
        "isVoiceNote": said.word == "ptt",
    })
}

/// Somebody as events name them.
pub(super) fn person(world: &World, address: &str) -> Value {
    let person = world.person(address);
    let name = person.name.clone().unwrap_or_else(|| person.push_name.clone());
    json!({ "jid": jid(address), "lid": person.lid(), "name": name })
}

fn chat(world: &World, address: &str) -> Value {
    let mut chat = match world.group(address) {
        Some(group) => json!({ "jid": group.jid, "name": group.subject }),
        None => person(world, address),
    };
    chat["type"] = json!(chat_type(address));
    chat["isCommunity"] = json!(false);
    chat
}

pub(super) fn chat_type(address: &str) -> &'static str {
    match address {
        group if group.ends_with("@g.us") => "group",
        newsletter if newsletter.ends_with("@newsletter") => "newsletter",
        _ => "private",
    }
}

//! `Message`: what somebody, or the instance, says in a chat.

use serde_json::{Value, json};

use crate::clock::iso_seconds;
use crate::world::{Happening, Message, What, World, jid};

/// The body of the event: `Info` about it, and the `Message` as WhatsApp's union has it.
pub(super) fn body(world: &World, own: &str, happening: &Happening) -> Option<Value> {
    let (id, by, message, said) = match &happening.what {
        What::Received(message) | What::Sent(message) => {
            (&message.id, author(message, own), message, union(message))
        }
        What::Edited { id, message } => {
            let edited = json!({ "conversation": message.text });
            let said = json!({
                "protocolMessage": { "type": 14, "key": key(message), "editedMessage": edited },
            });
            (id, author(message, own), message, said)
        }
        What::Revoked { id, message } => {
            let said = json!({ "protocolMessage": { "type": 0, "key": key(message) } });
            (id, author(message, own), message, said)
        }
        What::Reacted { id, to, by, emoji } => {
            let text = emoji.as_deref().unwrap_or_default();
            (id, by.as_str(), to, json!({ "reactionMessage": { "key": key(to), "text": text } }))
        }
        What::Voted { id, poll, by, options } => {
            let vote = json!({ "selectedOptions": options });
            let said = json!({ "pollUpdateMessage": { "pollCreationMessageKey": key(poll), "vote": vote } });
            (id, by.as_str(), poll, said)
        }
        _ => return None,
    };
    let mut body = json!({
        "type": "Message",
        "event": {
            "Info": {
                "Chat": jid(&message.chat),
                "Sender": jid(by),
                "IsFromMe": by == own,
                "IsGroup": message.is_group(),
                "ID": id,
                "PushName": world.person(by).push_name,
                "Timestamp": iso_seconds(happening.at),
                "Type": if message.media.is_some() { "media" } else { "text" },
            },
            "Message": said,
        },
    });
    // Guess: the address. The documents only say that there is one for a file that came.
    if let What::Received(message) = &happening.what
        && message.bytes.is_some()
    {
        body["media_url"] = json!(format!("https://files.vzaps.com/{}", message.id));
    }
    Some(body)
}

fn author<'m>(message: &'m Message, own: &'m str) -> &'m str {
    if message.from_me { own } else { &message.sender }
}

fn key(message: &Message) -> Value {
    json!({ "remoteJID": jid(&message.chat), "fromMe": message.from_me, "ID": message.id })
}

/// WhatsApp's union of messages.
fn union(message: &Message) -> Value {
    let content = &message.content;
    let text = message.text.as_deref().unwrap_or_default();
    let context = message.quoted.as_ref().map(|id| json!({ "stanzaID": id }));
    match message.kind.as_str() {
        "image" => json!({ "imageMessage": file(message) }),
        "video" => json!({ "videoMessage": file(message) }),
        "gif" => json!({ "videoMessage": with(file(message), "gifPlayback", json!(true)) }),
        "audio" => json!({ "audioMessage": file(message) }),
        "voice" => json!({ "audioMessage": with(file(message), "PTT", json!(true)) }),
        "document" => json!({
            "documentMessage": with(file(message), "fileName", content["file_name"].clone()),
        }),
        "sticker" => json!({ "stickerMessage": file(message) }),
        "location" => json!({ "locationMessage": {
            "degreesLatitude": content["latitude"],
            "degreesLongitude": content["longitude"],
            "name": content["name"],
            "address": content["address"],
        }}),
        "contact" => {
            let card = &content["contacts"][0];
            let (name, phone) =
                (card["name"].as_str().unwrap_or_default(), card["phone"].as_str().unwrap_or_default());
            let vcard = format!("BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nTEL:{phone}\nEND:VCARD");
            json!({ "contactMessage": { "displayName": name, "vcard": vcard } })
        }
        "poll" => {
            let options = content["options"].as_array().cloned().unwrap_or_default();
            let options: Vec<Value> = options.iter().map(|name| json!({ "optionName": name })).collect();
            json!({ "pollCreationMessage": {
                "name": content["question"],
                "options": options,
                "selectableOptionsCount": content["max_answers"],
            }})
        }
        "button_reply" => json!({ "buttonsResponseMessage": {
            "selectedButtonID": content["id"],
            "Response": { "SelectedDisplayText": content["text"] },
            "contextInfo": context,
        }}),
        "list_reply" => json!({ "listResponseMessage": {
            "title": content["text"],
            "singleSelectReply": { "selectedRowID": content["id"] },
            "contextInfo": context,
        }}),
        "buttons" => json!({ "buttonsMessage": { "contentText": text, "buttons": content["buttons"] } }),
        "list" => json!({ "listMessage": { "description": text, "sections": content["sections"] } }),
        _ => match context {
            Some(context) => {
                json!({ "extendedTextMessage": { "text": text, "contextInfo": context } })
            }
            None => json!({ "conversation": text }),
        },
    }
}

/// A file, of which WhatsApp has the address and the key where the emulator has the bytes.
fn file(message: &Message) -> Value {
    let known = message.file();
    let media = message.media.as_ref();
    json!({
        "URL": known.as_ref().map(|file| &file.url).or(media.and_then(|media| media.url.as_ref())),
        "mimetype": media.and_then(|media| media.content_type.as_ref()),
        "mediaKey": known.as_ref().map(|file| &file.media_key),
        "fileLength": media.and_then(|media| media.bytes_len),
        "caption": message.text,
    })
}

fn with(mut object: Value, name: &str, value: Value) -> Value {
    object[name] = value;
    object
}

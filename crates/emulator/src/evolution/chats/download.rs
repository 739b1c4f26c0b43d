//! The bytes of a message's file.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use super::row::Row;
use crate::evolution::call::{Answer, Call, done};
use crate::evolution::errors::Refusal;
use crate::evolution::trouble::Trouble;

const MEDIA: [&str; 6] =
    ["imageMessage", "documentMessage", "audioMessage", "videoMessage", "stickerMessage", "ptvMessage"];

// Guess: only bytes that went through the emulator can be fetched; others fail as if WhatsApp did not answer. The
// real server tries a second time after 5 seconds.
pub(super) async fn base64(call: Call) -> Answer {
    let Some(wanted) = call.body.get("message") else {
        return Err(Refusal::bad_request("TypeError: Cannot read properties of undefined (reading 'key')"));
    };
    let id = wanted.pointer("/key/id").and_then(Value::as_str).unwrap_or_default();
    let world = call.world();
    let instance = call.instance(&world)?;
    let known = Row::all(&world, instance).find(|row| row.message.id == id);
    let content = match (wanted.get("message"), &known) {
        (Some(given), _) => given.clone(),
        (None, Some(row)) => row.content(),
        (None, None) => return Err(Refusal::bad_request("Message not found")),
    };
    let Some(media_type) = MEDIA.into_iter().find(|name| content.get(name).is_some()) else {
        return Err(Refusal::bad_request("The message is not of the media type"));
    };
    call.phone(&world, "updateMediaMessage").map_err(Trouble::told)?;
    let Some(bytes) = known.and_then(|row| row.message.bytes.as_ref()) else {
        return Err(Refusal::bad_request("TypeError: fetch failed"));
    };
    let media = &content[media_type];
    let mimetype = media.get("mimetype").and_then(Value::as_str).unwrap_or_default();
    let converts = media_type == "audioMessage" && call.flag("convertToMp4");
    let usual = || format!("{id}.{}", extension(mimetype));
    let file_name = media.get("fileName").and_then(Value::as_str).map_or_else(usual, str::to_owned);
    let size = ["fileLength", "height", "width"].into_iter();
    let size: Map<String, Value> =
        size.filter_map(|name| Some((name.to_owned(), media.get(name)?.clone()))).collect();
    let mut answer = json!({
        "mediaType": media_type,
        "fileName": file_name,
        "size": size,
        "mimetype": if converts { "audio/mp4" } else { mimetype },
        "base64": STANDARD.encode(bytes),
        "buffer": null,
    });
    if let Some(caption) = media.get("caption") {
        answer["caption"] = caption.clone();
    }
    done(answer)
}

/// How the name of a file of this type ends.
fn extension(mimetype: &str) -> &str {
    match mimetype.split(';').next().unwrap_or_default() {
        "image/jpeg" => "jpeg",
        "audio/ogg" => "oga",
        "audio/mpeg" => "mpga",
        "application/octet-stream" => "bin",
        other => other.rsplit('/').next().unwrap_or_default(),
    }
}

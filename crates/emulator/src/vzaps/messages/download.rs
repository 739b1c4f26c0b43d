//! The bytes of a file, by what an event says of it. Answered in the envelope.

use axum::Json;
use axum::body::Bytes;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::vzaps::errors::{Refusal, body, enveloped};
use crate::vzaps::line::{Line, required};

#[derive(Deserialize)]
struct Wanted {
    url: Option<String>,
    media_key: Option<String>,
    mimetype: Option<String>,
}

pub(in crate::vzaps) async fn image(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    download(&line, &bytes, &["image", "sticker"])
}

pub(in crate::vzaps) async fn video(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    download(&line, &bytes, &["video", "gif", "ptv"])
}

pub(in crate::vzaps) async fn audio(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    download(&line, &bytes, &["audio", "voice"])
}

pub(in crate::vzaps) async fn document(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    download(&line, &bytes, &["document"])
}

// Guess: the refusals. A key opens only files of the kind that the route is for, as WhatsApp's keys do; the media type
// is the one that was asked with.
fn download(line: &Line, bytes: &[u8], kinds: &[&str]) -> Result<Json<Value>, Refusal> {
    let world = line.world()?;
    let wish: Wanted = body(bytes)?;
    let url = required(wish.url, "url")?;
    let key = required(wish.media_key, "media_key")?;
    let mimetype = required(wish.mimetype, "mimetype")?;
    let mut files = line.instance(&world)?.mailbox.messages().filter_map(|message| {
        Some((message, message.file()?, message.bytes.as_ref()?)).filter(|_| !message.revoked)
    });
    let found = files.find(|(_, file, _)| file.url == url);
    let (message, file, bytes) = found.ok_or_else(|| Refusal::unknown("Media"))?;
    if file.media_key != key || !kinds.contains(&message.kind.as_str()) {
        return Err(Refusal::bad_request("media could not be decrypted"));
    }
    let data = format!("data:{mimetype};base64,{}", STANDARD.encode(bytes));
    Ok(enveloped(json!({ "mimetype": mimetype, "data": data })))
}

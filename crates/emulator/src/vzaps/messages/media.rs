//! Sending files, which VZaps fetches from a URL.

use axum::Json;
use axum::body::Bytes;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Outgoing, send};
use crate::ReceivedMedia;
use crate::vzaps::errors::Refusal;
use crate::vzaps::line::{Line, members, required};

#[derive(Deserialize)]
struct Image {
    image: Option<String>,
    caption: Option<String>,
}

pub(in crate::vzaps) async fn image(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    send(&line, &bytes, |Image { image, caption }| captioned("image", "image", image, caption))
}

#[derive(Deserialize)]
struct Video {
    video: Option<String>,
    caption: Option<String>,
}

pub(in crate::vzaps) async fn video(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    send(&line, &bytes, |Video { video, caption }| captioned("video", "video", video, caption))
}

#[derive(Deserialize)]
struct Gif {
    gif: Option<String>,
    caption: Option<String>,
}

pub(in crate::vzaps) async fn gif(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    send(&line, &bytes, |Gif { gif, caption }| captioned("gif", "gif", gif, caption))
}

#[derive(Deserialize)]
struct Document {
    document: Option<String>,
    file_name: Option<String>,
    caption: Option<String>,
}

pub(in crate::vzaps) async fn document(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    send(&line, &bytes, |Document { document, file_name, caption }| {
        let mut outgoing = captioned("document", "document", document, caption)?;
        outgoing.content.extend(file_name.map(|name| ("file_name".to_owned(), json!(name))));
        Ok(outgoing)
    })
}

#[derive(Deserialize)]
struct Audio {
    audio: Option<String>,
    ptt: Option<bool>,
}

// Guess: an audio file unless `ptt` says otherwise.
pub(in crate::vzaps) async fn audio(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    send(&line, &bytes, |Audio { audio, ptt }| {
        let kind = if ptt == Some(true) { "voice" } else { "audio" };
        captioned(kind, "audio", audio, None)
    })
}

#[derive(Deserialize)]
struct Sticker {
    sticker: Option<String>,
}

pub(in crate::vzaps) async fn sticker(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    send(&line, &bytes, |Sticker { sticker }| captioned("sticker", "sticker", sticker, None))
}

fn captioned(
    kind: &'static str,
    member: &str,
    url: Option<String>,
    caption: Option<String>,
) -> Result<Outgoing, Refusal> {
    let media = fetched(&required(url, member)?)?;
    Ok(Outgoing { kind, content: members([("caption", caption.map(Value::from))]), media: Some(media) })
}

/// A file by its URL.
// Guess: anything else is refused. Every documented example is a URL; whether base64 is taken is not known.
fn fetched(url: &str) -> Result<ReceivedMedia, Refusal> {
    if url.starts_with("http://") || url.starts_with("https://") {
        Ok(ReceivedMedia::from_url(url))
    } else {
        Err(Refusal::bad_request("media must be a URL"))
    }
}

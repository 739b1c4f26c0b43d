//! Sending images, videos, audio and documents.

use axum::Json;
use axum::body::Bytes;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{Outgoing, send};
use crate::ReceivedMedia;
use crate::ryze::errors::Refusal;
use crate::ryze::line::{Line, members};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct File {
    media_type: Option<String>,
    media_url: Option<String>,
    media_base64: Option<String>,
    message: Option<String>,
    mime_type: Option<String>,
    file_name: Option<String>,
    is_voice: Option<bool>,
    duration: Option<u64>,
    waveform: Option<Vec<u8>>,
}

pub(in crate::ryze) async fn media(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    send(&line, &bytes, outgoing)
}

fn outgoing(file: File) -> Result<Outgoing, Refusal> {
    let voice = file.is_voice.unwrap_or(true);
    let (kind, message_type, usual_type) = match file.media_type.as_deref() {
        Some("image") => ("image", "image", "image/jpeg"),
        Some("video") => ("video", "video", "video/mp4"),
        Some("document") => ("document", "document", "application/octet-stream"),
        Some("audio") if voice => ("voice", "audio", "audio/ogg; codecs=opus"),
        Some("audio") => ("audio", "audio", "audio/mpeg"),
        // Guess: the texts of this refusal and of the two below.
        _ => return Err(Refusal::bad_request("mediaType must be image, video, audio or document")),
    };
    let (received, bytes) = one_of(file.media_url.as_deref(), file.media_base64.as_deref())?;
    let mime_type = file.mime_type.as_deref().unwrap_or(usual_type);
    let mut data = Map::from_iter([
        ("mediaUrl".to_owned(), json!("https://mmg.whatsapp.net/emulated")),
        ("mediaMimeType".to_owned(), json!(mime_type)),
    ]);
    data.extend(received.bytes_len.map(|size| ("mediaSize".to_owned(), json!(size))));
    if kind == "voice" {
        data.extend(file.duration.map(|seconds| ("mediaDuration".to_owned(), json!(seconds))));
    }
    Ok(Outgoing {
        kind,
        message_type,
        summary: file.message.clone(),
        content: members([
            ("caption", file.message.map(Value::from)),
            ("file_name", file.file_name.map(Value::from)),
            ("duration", file.duration.map(Value::from)),
            ("waveform", file.waveform.map(Value::from)),
        ]),
        media: Some(received.with_content_type(file.mime_type.as_deref())),
        bytes,
        data,
    })
}

/// The one file of the two members that may hold it.
fn one_of(url: Option<&str>, base64: Option<&str>) -> Result<(ReceivedMedia, Option<Bytes>), Refusal> {
    match (url.filter(|text| !text.is_empty()), base64.filter(|text| !text.is_empty())) {
        (Some(text), None) | (None, Some(text)) => file(text),
        _ => Err(Refusal::bad_request("Exactly one of mediaUrl and mediaBase64 is required")),
    }
}

/// A file by its URL, or its bytes in base64 with or without a `data:` prefix: both stand in the same members.
pub(super) fn file(text: &str) -> Result<(ReceivedMedia, Option<Bytes>), Refusal> {
    if text.starts_with("http://") || text.starts_with("https://") {
        return Ok((ReceivedMedia::from_url(text), None));
    }
    let base64 = match text.split_once(";base64,") {
        Some((start, rest)) if start.starts_with("data:") => rest,
        _ => text,
    };
    let bytes = STANDARD
        .decode(base64)
        .map_err(|error| Refusal::bad_request(format!("Invalid base64 media: {error}")))?;
    Ok((ReceivedMedia::from_bytes(&bytes), Some(bytes.into())))
}

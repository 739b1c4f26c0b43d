//! Sending images, videos, audio and documents.

use axum::Extension;
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::auth::Caller;
use super::errors::Refusal;
use super::messages::{Outgoing, send};
use crate::ReceivedMedia;
use crate::shared::App;

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
    #[serde(default)]
    waveform: Option<Vec<u8>>,
}

pub(super) async fn media(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Path(name): Path<String>,
    bytes: Bytes,
) -> Result<Json<Value>, Refusal> {
    send(&app, &caller, &name, &bytes, outgoing)
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
    let received = received(&file)?;
    let size = received.bytes_len;
    let content = [
        ("caption", file.message.clone().map(Value::from)),
        ("file_name", file.file_name.map(Value::from)),
        ("duration", file.duration.map(Value::from)),
        ("waveform", file.waveform.map(Value::from)),
    ];
    let mut data = Map::from_iter([
        ("mediaUrl".to_owned(), json!("https://mmg.whatsapp.net/emulated")),
        ("mediaMimeType".to_owned(), json!(file.mime_type.as_deref().unwrap_or(usual_type))),
    ]);
    data.extend(size.map(|size| ("mediaSize".to_owned(), json!(size))));
    if kind == "voice" {
        data.extend(file.duration.map(|seconds| ("mediaDuration".to_owned(), json!(seconds))));
    }
    Ok(Outgoing {
        kind,
        message_type,
        summary: file.message,
        content: content.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect(),
        media: Some(received.with_content_type(file.mime_type.as_deref())),
        data,
    })
}

/// The one file of the two members that may hold it. `mediaUrl` may also hold base64.
fn received(file: &File) -> Result<ReceivedMedia, Refusal> {
    let given = |member: &Option<String>| member.clone().filter(|text| !text.is_empty());
    match (given(&file.media_url), given(&file.media_base64)) {
        (Some(url), None) if url.starts_with("http://") || url.starts_with("https://") => {
            Ok(ReceivedMedia::from_url(&url))
        }
        (Some(text), None) | (None, Some(text)) => {
            let base64 = match text.split_once(";base64,") {
                Some((start, rest)) if start.starts_with("data:") => rest,
                _ => &text,
            };
            let bytes = STANDARD
                .decode(base64)
                .map_err(|error| Refusal::bad_request(format!("Invalid base64 media: {error}")))?;
            Ok(ReceivedMedia::from_bytes(bytes.len()))
        }
        _ => Err(Refusal::bad_request("Exactly one of mediaUrl and mediaBase64 is required")),
    }
}

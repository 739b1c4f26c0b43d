//! Publishing a status, which goes to nobody in particular.

use axum::Json;
use axum::body::Bytes;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::media::file;
use super::{Common, Outgoing, hand_over};
use crate::ryze::errors::{Refusal, body};
use crate::ryze::line::{Line, members, required};

/// The chat of every status.
const STATUS: &str = "status@broadcast";

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Status {
    r#type: Option<String>,
    message: Option<String>,
    media_url: Option<String>,
    mime_type: Option<String>,
    file_name: Option<String>,
    background_color: Option<String>,
    font: Option<String>,
    is_voice: Option<bool>,
    duration: Option<u64>,
    waveform: Option<Vec<u8>>,
    source: Option<String>,
}

// Guess: the texts of the refusals, and that a caption may be empty.
pub(in crate::ryze) async fn status(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    let mut world = line.world()?;
    let wish: Status = body(&bytes)?;
    let message_type = match wish.r#type.as_deref() {
        Some("text") => "text",
        Some("image") => "image",
        Some("video") => "video",
        Some("audio") => "audio",
        _ => return Err(Refusal::bad_request("type must be text, image, video or audio")),
    };
    let is_text = message_type == "text";
    let said = wish.message.filter(|said| !is_text || !said.is_empty());
    let said = said.ok_or_else(|| Refusal::bad_request("Message is required"))?;
    let (media, bytes) = if is_text {
        (None, None)
    } else {
        let (media, bytes) = file(&required(wish.media_url, "mediaUrl is required")?)?;
        (Some(media.with_content_type(wish.mime_type.as_deref())), bytes)
    };
    let outgoing = Outgoing {
        kind: "status",
        message_type,
        summary: Some(said.clone()),
        content: members([
            ("type", Some(json!(message_type))),
            (if is_text { "text" } else { "caption" }, Some(json!(said))),
            ("background_color", wish.background_color.map(Value::from)),
            ("font", wish.font.map(Value::from)),
            ("file_name", wish.file_name.map(Value::from)),
            ("is_voice", (message_type == "audio").then(|| json!(wish.is_voice.unwrap_or(true)))),
            ("duration", wish.duration.map(Value::from)),
            ("waveform", wish.waveform.map(Value::from)),
        ]),
        media,
        bytes,
        data: Map::new(),
    };
    let common = Common { source: wish.source, ..Common::default() };
    Ok(Json(hand_over(&mut world, &line, STATUS, &common, outgoing)?))
}

//! Showing that one is typing or recording.

use axum::Json;
use axum::body::Bytes;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::ryze::errors::{Refusal, body};
use crate::ryze::line::{Line, number, required};

#[derive(Deserialize)]
struct Presence {
    number: Option<String>,
    state: Option<String>,
    // Nothing shows it here, but it must be a number.
    #[serde(rename = "duration")]
    _duration: Option<u64>,
}

pub(in crate::ryze) async fn presence(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    let world = line.world()?;
    let wish: Presence = body(&bytes)?;
    number(wish.number.as_deref())?;
    let state = required(wish.state, "State is required. Use 'typing', 'recording', or 'pause'")?;
    if !matches!(state.to_ascii_lowercase().as_str(), "typing" | "recording" | "pause" | "paused") {
        return Err(Refusal::bad_request("Invalid state. Use 'typing', 'recording', or 'pause'"));
    }
    line.online(&world)?;
    Ok(Json(json!({ "success": true, "message": "Presence sent" })))
}

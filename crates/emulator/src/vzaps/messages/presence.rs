//! Showing that one is typing or recording. Answered in the envelope.

use axum::Json;
use axum::body::Bytes;
use serde::Deserialize;
use serde_json::Value;

use crate::vzaps::errors::{Refusal, body, done};
use crate::vzaps::line::{Line, address, required};

#[derive(Deserialize)]
struct Presence {
    phone: Option<String>,
    state: Option<String>,
    media: Option<String>,
}

// Guess: the words; the documents name none. A presence does not wait for a connection.
pub(in crate::vzaps) async fn presence(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    let world = line.world()?;
    let wish: Presence = body(&bytes)?;
    address(wish.phone)?;
    if !matches!(required(wish.state, "state")?.as_str(), "composing" | "paused") {
        return Err(Refusal::bad_request("invalid state"));
    }
    if !matches!(wish.media.as_deref(), None | Some("" | "text" | "audio")) {
        return Err(Refusal::bad_request("invalid media"));
    }
    line.own(&world)?;
    Ok(done())
}

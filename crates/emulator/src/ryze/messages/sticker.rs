//! Sending stickers.

use axum::Json;
use axum::body::Bytes;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::media::file;
use super::{Outgoing, send};
use crate::ryze::errors::Refusal;
use crate::ryze::line::{Line, required};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Sticker {
    image_url: Option<String>,
}

/// A picture of any kind; the server makes the WebP.
pub(in crate::ryze) async fn sticker(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    send(&line, &bytes, |Sticker { image_url }| {
        // Guess: the text of the refusal, and that base64 without a `data:` prefix is taken too.
        let (received, bytes) = file(&required(image_url, "imageUrl is required")?)?;
        Ok(Outgoing {
            kind: "sticker",
            message_type: "sticker",
            media: Some(received),
            bytes,
            data: Map::from_iter([("mediaMimeType".to_owned(), json!("image/webp"))]),
            ..Outgoing::default()
        })
    })
}

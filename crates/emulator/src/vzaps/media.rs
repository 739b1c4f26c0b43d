//! Sending files, which VZaps fetches from a URL.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use http::HeaderMap;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::errors::Refusal;
use super::messages::{Outgoing, send, wanted};
use crate::ReceivedMedia;
use crate::shared::App;

#[derive(Deserialize)]
struct Image {
    image: Option<String>,
    caption: Option<String>,
}

pub(super) async fn image(
    State(app): State<App>,
    headers: HeaderMap,
    Path(id): Path<String>,
    bytes: Bytes,
) -> Result<Json<Value>, Refusal> {
    send(&app, &headers, &id, &bytes, |Image { image, caption }| {
        let media = fetched(&wanted(image, "image")?)?;
        let caption = caption.map(|caption| ("caption".to_owned(), json!(caption)));
        Ok(Outgoing { kind: "image", content: Map::from_iter(caption), media: Some(media) })
    })
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

//! Sending links with a card that the caller makes.

use axum::Json;
use axum::body::Bytes;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Outgoing, send};
use crate::vzaps::errors::Refusal;
use crate::vzaps::line::{Line, members, required};

#[derive(Deserialize)]
struct Link {
    message: Option<String>,
    link_url: Option<String>,
    title: Option<String>,
    link_description: Option<String>,
    jpeg_thumbnail: Option<String>,
}

// Guess: a `link_url` that is no URL is refused.
pub(in crate::vzaps) async fn link(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    send(&line, &bytes, |link: Link| {
        let text = required(link.message, "message")?;
        let url = required(link.link_url, "link_url")?;
        let title = required(link.title, "title")?;
        let description = required(link.link_description, "link_description")?;
        if !(url.starts_with("http://") || url.starts_with("https://")) {
            return Err(Refusal::bad_request("link_url must be a URL"));
        }
        let content = members([
            ("text", Some(json!(text))),
            ("url", Some(json!(url))),
            ("title", Some(json!(title))),
            ("description", Some(json!(description))),
            ("thumbnail", link.jpeg_thumbnail.map(Value::from)),
        ]);
        Ok(Outgoing { kind: "link", content, media: None })
    })
}

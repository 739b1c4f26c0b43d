//! Sending images, videos, audio and documents.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderMap, StatusCode};
use serde_json::{Map, Value, json};

use super::answer::{thumbnail, uploaded};
use super::body;
use super::errors::Refusal;
use super::instances::text as member;
use super::messages::{Outgoing, send};
use super::multipart::Form;
use super::schema::Rules;
use crate::ReceivedMedia;
use crate::shared::App;
use crate::world::World;

pub(super) async fn media(
    State(app): State<App>,
    Path(name): Path<String>,
    headers: HeaderMap,
    bytes: Bytes,
) -> Result<(StatusCode, Json<Value>), Refusal> {
    let form = body::read_with_file(&headers, &bytes)?;
    send(&app, &headers, &name, &form.members, |world| outgoing(world, &form)).await
}

fn outgoing(world: &mut World, form: &Form) -> Result<Outgoing, Refusal> {
    let body = &form.members;
    if form.unexpected {
        return Err(Refusal::crash("Unexpected field"));
    }
    Rules::of(body)
        .recipient()
        .one_of("mediatype", &["image", "document", "video", "audio"])
        .strings(&["mimetype", "media", "fileName", "caption"])
        .options()
        .required(&["number", "mediatype"])
        .check()?;
    let (kind, message_type, usual_type) = match body.get("mediatype").and_then(Value::as_str) {
        Some("document") => ("document", "documentMessage", "application/octet-stream"),
        Some("video") => ("video", "videoMessage", "video/mp4"),
        Some("audio") => ("audio", "audioMessage", "audio/mpeg"),
        _ => ("image", "imageMessage", "image/jpeg"),
    };
    let file_name = member(body, "fileName");
    let content_type = member(body, "mimetype");
    let caption = member(body, "caption");
    let received = match &form.file {
        Some(file) => ReceivedMedia::from_bytes(file.len).with_content_type(file.content_type.as_deref()),
        None => received(body, kind, file_name.is_some())?,
    };

    // Guess: the size of a file that the emulator does not fetch.
    let mut message = uploaded(world, received.bytes_len.unwrap_or(1024) as u64);
    message.insert("mimetype".to_owned(), json!(content_type.as_deref().unwrap_or(usual_type)));
    let shown = [("caption", &caption), ("fileName", if kind == "document" { &file_name } else { &None })];
    message
        .extend(shown.into_iter().filter_map(|(name, text)| Some((name.to_owned(), json!(text.as_ref()?)))));
    if kind == "image" {
        message.extend([
            ("height".to_owned(), json!(1)),
            ("width".to_owned(), json!(1)),
            ("jpegThumbnail".to_owned(), thumbnail()),
        ]);
    }
    let content = [("caption", caption), ("file_name", file_name)];
    Ok(Outgoing {
        kind,
        message_type,
        content: content
            .into_iter()
            .filter_map(|(name, text)| Some((name.to_owned(), json!(text?))))
            .collect(),
        media: Some(match content_type {
            Some(named) => received.with_content_type(Some(&named)),
            None => received,
        }),
        message: Value::Object(Map::from_iter([(message_type.to_owned(), Value::Object(message))])),
    })
}

/// The file: a URL or bare base64, told apart as the server does.
// Guess: a URL is taken unseen. The real server fetches it, and answers 500 where it cannot.
fn received(body: &Map<String, Value>, kind: &str, named: bool) -> Result<ReceivedMedia, Refusal> {
    let media = body.get("media").and_then(Value::as_str).unwrap_or_default();
    let bytes = STANDARD.decode(media).ok().filter(|bytes| !bytes.is_empty());
    match bytes {
        Some(_) if kind == "document" && !named => {
            Err(Refusal::bad_request("For base64 the file name must be informed."))
        }
        Some(bytes) => Ok(ReceivedMedia::from_bytes(bytes.len())),
        None if is_url(media) => Ok(ReceivedMedia::from_url(media)),
        None => Err(Refusal::bad_request("Owned media must be a url or base64")),
    }
}

/// Whether the server's check takes a text for a URL: a host with a dot, so that `localhost` is none, and no other
/// scheme than these.
fn is_url(text: &str) -> bool {
    if text.contains(|letter: char| letter.is_whitespace() || matches!(letter, '<' | '>')) {
        return false;
    }
    let rest = match text.split_once("://") {
        Some(("http" | "https" | "ftp", rest)) => rest,
        Some(_) => return false,
        None => text,
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let host = host.split(':').next().unwrap_or_default();
    let label = |label: &str| {
        !label.is_empty()
            && label.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '_'))
    };
    let address = host.parse::<std::net::Ipv4Addr>().is_ok();
    let top = host.rsplit('.').next().unwrap_or_default();
    let named = top.len() >= 2 && top.chars().all(char::is_alphabetic);
    host.contains('.') && host.split('.').all(label) && (address || named)
}

#[cfg(test)]
mod tests {
    use super::is_url;

    #[test]
    fn urls_are_told_as_the_server_tells_them() {
        for url in ["https://files.example.org/a.png", "http://127.0.0.1:8095/x.png", "example.org/a.png"] {
            assert!(is_url(url), "{url}");
        }
        for text in
            ["not a url", "http://localhost:1/a.png", "data:image/png;base64,AAAA", "file:///etc/a.png", ""]
        {
            assert!(!is_url(text), "{text}");
        }
    }
}

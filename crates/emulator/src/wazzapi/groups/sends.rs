//! Sending to groups.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use serde_json::{Map, Value, json};

use super::Session;
use crate::ReceivedMedia;
use crate::shared::App;
use crate::wazzapi::errors::Refusal;
use crate::wazzapi::fields::Fields;
use crate::wazzapi::messages::{MEDIA_WORDS, Outgoing, queue};
use crate::world::recipient;

pub(in crate::wazzapi) async fn send_text(
    State(app): State<App>,
    bytes: Bytes,
) -> Result<Json<Value>, Refusal> {
    let mut body = Fields::read(&bytes)?;
    body.required(&["session_name", "group_jid", "text"]);
    let text = body.text("text");
    // Guess: the caller's id is noted and not answered.
    let content = [("text", text.clone()), ("message_id", body.text("message_id"))];
    send(&app, body, "text", text, content, None)
}

// Guess: the four kinds, which are those of the direct messages' hint.
pub(in crate::wazzapi) async fn send_media(
    State(app): State<App>,
    bytes: Bytes,
) -> Result<Json<Value>, Refusal> {
    let mut body = Fields::read(&bytes)?;
    body.required(&["session_name", "group_jid", "media_url", "media_type"]);
    let caption = body.text("caption");
    let content = [("caption", caption.clone()), ("file_name", body.text("filename"))];
    let media = body.text("media_url").map(|url| ReceivedMedia::from_url(&url));
    let kind = body.word("media_type", &MEDIA_WORDS).unwrap_or_default();
    send(&app, body, kind, caption, content, media)
}

// Guess: a group that the emulator does not know is sent to as if it did.
fn send<const N: usize>(
    app: &App,
    mut body: Fields,
    kind: &'static str,
    text: Option<String>,
    content: [(&str, Option<String>); N],
    media: Option<ReceivedMedia>,
) -> Result<Json<Value>, Refusal> {
    let session = body.text("session_name").unwrap_or_default();
    let group = body.text("group_jid").unwrap_or_default();
    body.check()?;
    let mut world = app.world();
    let device = Session::named(&world, &session)?.device;
    let content: Map<String, Value> =
        content.into_iter().filter_map(|(name, text)| Some((name.to_owned(), json!(text?)))).collect();
    let text = text.unwrap_or_default();
    let to = recipient(&group);
    Ok(Json(queue(&mut world, Outgoing { device, to, kind, text, content, media, ..Outgoing::default() })))
}

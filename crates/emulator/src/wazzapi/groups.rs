//! Sending to WhatsApp groups, where a device is named by its session.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use serde_json::{Map, Value, json};

use super::errors::{Problem, Refusal};
use super::fields::Fields;
use super::instances::of_session;
use super::messages::{accept, online};
use crate::ReceivedMedia;
use crate::shared::App;
use crate::world::recipient;

pub(super) async fn send_text(State(app): State<App>, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    let mut body = Fields::read(&bytes)?;
    body.required(&["session_name", "group_jid", "text"]);
    let content = [("text", body.text("text")), ("message_id", body.text("message_id"))];
    queue(&app, body, "text", content, None)
}

pub(super) async fn send_media(State(app): State<App>, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    let mut body = Fields::read(&bytes)?;
    body.required(&["session_name", "group_jid", "media_url", "media_type"]);
    let content = [("caption", body.text("caption")), ("file_name", body.text("filename"))];
    let url = body.text("media_url").unwrap_or_default();
    let media_type = body.text("media_type").unwrap_or_default();
    body.check()?;
    // Guess: the four kinds, which are those of the direct messages' hint.
    let known = ["image", "video", "document", "audio"];
    let Some(kind) = known.into_iter().find(|known| *known == media_type) else {
        let message = "Input should be 'image', 'video', 'document' or 'audio'";
        return Err(Problem::in_body("media_type", message, "literal_error").into());
    };
    queue(&app, body, kind, content, Some(ReceivedMedia::from_url(&url)))
}

fn queue<const N: usize>(
    app: &App,
    mut body: Fields,
    kind: &str,
    content: [(&str, Option<String>); N],
    media: Option<ReceivedMedia>,
) -> Result<Json<Value>, Refusal> {
    let session = body.text("session_name").unwrap_or_default();
    let group = body.text("group_jid").unwrap_or_default();
    body.check()?;
    let mut world = app.world();
    let device = of_session(&world, &session).map(|device| device.key.clone());
    // Guess: an unknown session is as unknown as a device is.
    online(&world, device.as_deref().unwrap_or_default())?;
    let device = device.unwrap_or_default();
    let content: Map<String, Value> =
        content.into_iter().filter_map(|(name, text)| Some((name.to_owned(), json!(text?)))).collect();
    Ok(Json(accept(&mut world, &device, recipient(&group), kind, content, media, false)))
}

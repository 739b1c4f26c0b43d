//! Writing inside a conversation.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use serde_json::{Map, Value, json};

use super::known;
use crate::shared::App;
use crate::wazzapi::asked::path_id;
use crate::wazzapi::devices::online;
use crate::wazzapi::errors::{Problem, Refusal};
use crate::wazzapi::fields::Fields;
use crate::wazzapi::messages::{MEDIA_WORDS, Outgoing, file, queue};
use crate::wazzapi::up_to_date;

// Guess: the kinds that a text and one file can be.
const KINDS: [&str; 5] = ["text", "image", "video", "voice", "document"];

pub(in crate::wazzapi) async fn reply(
    State(app): State<App>,
    Path(id): Path<String>,
    bytes: Bytes,
) -> Result<Json<Value>, Refusal> {
    let id = path_id("conversation_id", &id)?;
    let mut body = Fields::read(&bytes)?;
    let kind = body.word("message_type", &KINDS).unwrap_or("text");
    body.word("media_type", &MEDIA_WORDS);
    let device = body.uuid("whatsapp_account_id");
    let (text, caption) = (body.text("content"), body.text("caption"));
    let mut content = Map::new();
    let (said, media) = if kind == "text" {
        body.check()?;
        let text = text.ok_or_else(|| Problem::rule("content is required"))?;
        content.insert("text".to_owned(), json!(text));
        (text, None)
    } else {
        let media = file(&mut body)?;
        let caption = caption.or(text);
        let named = [("caption", caption.clone()), ("file_name", body.text("filename"))];
        content.extend(named.into_iter().filter_map(|(name, text)| Some((name.to_owned(), json!(text?)))));
        (caption.unwrap_or_default(), Some(media))
    };

    let mut world = up_to_date(&app);
    let conversation = known(&world, &id)?;
    let device = device.unwrap_or_else(|| conversation.device.clone());
    let to = conversation.chat.clone();
    online(&world, &device)?;
    let out = Outgoing { device, to, kind, text: said, content, media, ..Outgoing::default() };
    let queued = queue(&mut world, out);
    Ok(Json(json!({
        "success": true,
        "message_id": queued["message_id"],
        "conversation_id": id,
        "status": queued["status"],
        "message_type": kind,
    })))
}

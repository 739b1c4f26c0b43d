//! Sending to people. An answer of success means that the message stands in the queue.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use super::errors::{Problem, Refusal};
use super::fields::Fields;
use crate::shared::App;
use crate::world::{Accepted, World, recipient};
use crate::{Gateway, ReceivedMedia};

/// The members that only this gateway has, which the ledger keeps under their names.
const OWN_MEMBERS: [&str; 9] = [
    "template_id",
    "custom_variables",
    "latitude",
    "longitude",
    "location_title",
    "location_address",
    "contacts",
    "contact_id",
    "scheduled_for",
];

const TYPES: [&str; 7] = ["text", "image", "video", "voice", "document", "location", "contact"];

pub(super) async fn send(State(app): State<App>, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    queue(&app, &bytes, None)
}

// Guess: the route goes before `message_type`, whose default is text.
pub(super) async fn send_image(State(app): State<App>, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    queue(&app, &bytes, Some("image"))
}

/// Checks a message and queues it.
// Guess: the order of the checks, body, device, connection, number; that a scheduled message needs a connected
// device too; and that a time which has passed means now.
fn queue(app: &App, bytes: &[u8], route: Option<&str>) -> Result<Json<Value>, Refusal> {
    let mut body = Fields::read(bytes)?;
    body.required(&["phone_number", "whatsapp_account_id"]);
    let number = body.sized("phone_number", 5, 50).unwrap_or_default();
    let device = body.uuid("whatsapp_account_id").unwrap_or_default();
    let text = body.text("content");
    let template = body.uuid("template_id");
    let caption = body.text("caption");
    let file_name = body.text("filename");
    let message_type = body.text("message_type");
    let content_type = body.text("mimetype");
    let scheduled = body.time("scheduled_for");
    let validates = body.flag("validate_phone").unwrap_or_default();
    let (url, base64) = (body.text("media_url"), body.text("media_base64"));
    body.check()?;

    let kind = route.or(message_type.as_deref()).unwrap_or("text");
    let Some(kind) = TYPES.into_iter().find(|known| *known == kind) else {
        let known = TYPES.map(|known| format!("'{known}'")).join(", ");
        return Err(
            Problem::in_body("message_type", format!("Input should be {known}"), "literal_error").into()
        );
    };
    let media = match kind {
        "image" | "video" | "voice" | "document" => {
            Some(file(url, base64, file_name.is_some(), content_type.is_some())?)
        }
        _ => None,
    };
    // Guess: only a text needs one of them; the documents also say it of all kinds.
    if kind == "text" && text.is_none() && template.is_none() {
        return Err(Problem::rule("either content or template_id is required").into());
    }

    let mut world = app.world();
    online(&world, &device)?;
    let to = recipient(&number);
    if validates && !world.is_on_whatsapp(&to) {
        // Guess: the text.
        return Err(Refusal::bad_request("Phone number is not registered on WhatsApp"));
    }
    let later = scheduled.is_some_and(|(_, at)| at > world.clock.now());
    let mut content: Map<String, Value> = [("text", text), ("caption", caption), ("file_name", file_name)]
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), json!(value?))))
        .collect();
    let own = OWN_MEMBERS.into_iter().filter_map(|name| Some((name.to_owned(), body.any(name)?.clone())));
    content.extend(own);
    let media = media.map(|media| media.with_content_type(content_type.as_deref()));
    Ok(Json(accept(&mut world, &device, to, kind, content, media, later)))
}

/// The one file of the two members that may hold it.
// Guess: the words, and that bytes need both names; the official clients send them so.
fn file(
    url: Option<String>,
    base64: Option<String>,
    named: bool,
    typed: bool,
) -> Result<ReceivedMedia, Refusal> {
    match (url, base64) {
        (Some(url), None) => Ok(ReceivedMedia::from_url(&url)),
        (None, Some(_)) if !named || !typed => {
            Err(Problem::rule("filename and mimetype are required with media_base64").into())
        }
        (None, Some(base64)) => match STANDARD.decode(base64) {
            Ok(bytes) => Ok(ReceivedMedia::from_bytes(&bytes)),
            Err(_) => Err(Problem::in_body("media_base64", "Invalid base64", "value_error").into()),
        },
        _ => Err(Problem::rule("exactly one of media_url and media_base64 is required").into()),
    }
}

/// Refuses what is meant for a device that is unknown or not connected.
pub(super) fn online(world: &World, device: &str) -> Result<(), Refusal> {
    match world.instance(Gateway::Wazzapi, device) {
        // Guess: the text.
        None => Err(Refusal::not_found("WhatsApp account not found")),
        Some(device) if device.foreign => Err(Refusal::forbidden()),
        Some(device) if device.is_online() => Ok(()),
        Some(_) => Err(Refusal::not_connected()),
    }
}

/// Writes the message into the ledger and makes the answer. The id is the gateway's own.
// Guess: what a job's id looks like, and that a scheduled message has none yet.
pub(super) fn accept(
    world: &mut World,
    device: &str,
    to: String,
    kind: &str,
    content: Map<String, Value>,
    media: Option<ReceivedMedia>,
    later: bool,
) -> Value {
    let own_id = world.ids.uuid();
    let run = (!later).then(|| format!("run_{}", world.ids.hex(8)));
    let message_id = world.accept(Accepted {
        gateway: Gateway::Wazzapi,
        instance: device,
        message_id: Some(own_id),
        to,
        kind,
        content: Value::Object(content),
        media,
    });
    let status = if later { "scheduled" } else { "queued" };
    json!({ "success": true, "message_id": message_id, "status": status, "run_id": run })
}

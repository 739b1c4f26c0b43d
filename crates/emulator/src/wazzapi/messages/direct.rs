//! Sending to people: one model of a request, and a route for each kind beside the one for all.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use serde_json::{Map, Value, json};

use super::{MEDIA_WORDS, Outgoing, file, queue};
use crate::shared::App;
use crate::wazzapi::devices::online;
use crate::wazzapi::errors::{Problem, Refusal};
use crate::wazzapi::fields::Fields;
use crate::wazzapi::templates;
use crate::world::recipient;

/// The members that only this gateway has, which the ledger keeps under their names.
const OWN_MEMBERS: [&str; 4] = ["template_id", "custom_variables", "contact_id", "scheduled_for"];

const KINDS: [&str; 7] = ["text", "image", "video", "voice", "document", "location", "contact"];

pub(in crate::wazzapi) async fn send(State(app): State<App>, bytes: Bytes) -> Answer {
    direct(&app, &bytes, None)
}

// Guess: here and below, the route goes before `message_type`, whose default is text.
pub(in crate::wazzapi) async fn send_image(State(app): State<App>, bytes: Bytes) -> Answer {
    direct(&app, &bytes, Some("image"))
}

pub(in crate::wazzapi) async fn send_video(State(app): State<App>, bytes: Bytes) -> Answer {
    direct(&app, &bytes, Some("video"))
}

pub(in crate::wazzapi) async fn send_voice(State(app): State<App>, bytes: Bytes) -> Answer {
    direct(&app, &bytes, Some("voice"))
}

pub(in crate::wazzapi) async fn send_document(State(app): State<App>, bytes: Bytes) -> Answer {
    direct(&app, &bytes, Some("document"))
}

pub(in crate::wazzapi) async fn send_location(State(app): State<App>, bytes: Bytes) -> Answer {
    direct(&app, &bytes, Some("location"))
}

pub(in crate::wazzapi) async fn send_contact(State(app): State<App>, bytes: Bytes) -> Answer {
    direct(&app, &bytes, Some("contact"))
}

type Answer = Result<Json<Value>, Refusal>;

/// Checks a message and queues it.
// Guess: the order of the checks, body, device, connection, template, number; that a scheduled message needs a
// connected device too.
fn direct(app: &App, bytes: &[u8], route: Option<&'static str>) -> Answer {
    let mut body = Fields::read(bytes)?;
    body.required(&["phone_number", "whatsapp_account_id"]);
    let number = body.sized("phone_number", 5, 50).unwrap_or_default();
    let device = body.uuid("whatsapp_account_id").unwrap_or_default();
    let template = body.uuid("template_id");
    let variables = body.object("custom_variables");
    let contact_id = body.uuid("contact_id");
    let named = body.word("message_type", &KINDS);
    body.word("media_type", &MEDIA_WORDS);
    let scheduled_for = body.time("scheduled_for").map(|(_, at)| at);
    let validates = body.flag("validate_phone").unwrap_or_default();
    let kind = route.or(named).unwrap_or("text");
    let mut out = content(&mut body, kind, template.is_some())?;
    for name in OWN_MEMBERS {
        if let Some(value) = body.any(name) {
            out.content.insert(name.to_owned(), value.clone());
        }
    }

    let mut world = app.world();
    online(&world, &device)?;
    if let Some(template) = template {
        let text = templates::rendered(&mut world, &template, variables.as_ref(), &number)?;
        // Guess: the text of a request goes before its template's; of a file, the template is the caption.
        let name = if out.media.is_some() { "caption" } else { "text" };
        if kind == "text" || out.media.is_some() {
            out.content.entry(name).or_insert_with(|| json!(text));
            out.text = out.content.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        }
    }
    let to = recipient(&number);
    if validates && !world.is_on_whatsapp(&to) {
        // Guess: the text.
        return Err(Refusal::bad_request("Phone number is not registered on WhatsApp"));
    }
    let variables = variables.map(Value::Object);
    Ok(Json(queue(&mut world, Outgoing { device, to, kind, contact_id, scheduled_for, variables, ..out })))
}

/// What a message of a kind says.
fn content(body: &mut Fields, kind: &'static str, from_template: bool) -> Result<Outgoing, Refusal> {
    let text = body.text("content");
    let caption = body.text("caption");
    match kind {
        "image" | "video" | "voice" | "document" => {
            let media = file(body)?;
            // Guess: the text stands for a caption that is missing.
            let said = caption.or(text);
            let content = members([
                ("caption", said.clone().map(Value::from)),
                ("file_name", body.text("filename").map(Value::from)),
            ]);
            Ok(Outgoing {
                text: said.unwrap_or_default(),
                content,
                media: Some(media),
                ..Outgoing::default()
            })
        }
        "location" => location(body),
        "contact" => contact(body),
        _ => {
            body.check()?;
            // Guess: only a text needs one of them; the documents also say it of all kinds.
            if text.is_none() && !from_template {
                return Err(Problem::rule("either content or template_id is required").into());
            }
            let content = members([("text", text.clone().map(Value::from))]);
            Ok(Outgoing { text: text.unwrap_or_default(), content, ..Outgoing::default() })
        }
    }
}

fn location(body: &mut Fields) -> Result<Outgoing, Refusal> {
    body.required(&["latitude", "longitude"]);
    let (latitude, longitude) = (body.number("latitude"), body.number("longitude"));
    let (name, address) = (body.any_text("location_title"), body.any_text("location_address"));
    body.check()?;
    // Guess: what a location reads like.
    let text = name.clone().or_else(|| address.clone()).unwrap_or_default();
    let content = members([
        ("latitude", latitude.map(Value::from)),
        ("longitude", longitude.map(Value::from)),
        ("name", name.map(Value::from)),
        ("address", address.map(Value::from)),
    ]);
    Ok(Outgoing { text, content, ..Outgoing::default() })
}

/// A contact card: the first, whatever follows it.
// Guess: a card's members, which the official clients write so, and that they are required.
fn contact(body: &mut Fields) -> Result<Outgoing, Refusal> {
    body.required(&["contacts"]);
    let cards = body.each("contacts", 1..=usize::MAX, |card| {
        card.required(&["name", "phone_number"]);
        (card.text("name").unwrap_or_default(), card.text("phone_number").unwrap_or_default())
    });
    body.check()?;
    let (name, phone) = cards.unwrap_or_default().into_iter().next().unwrap_or_default();
    let content = members([("contacts", Some(json!([{ "name": name, "phone": phone }])))]);
    Ok(Outgoing { text: name, content, ..Outgoing::default() })
}

/// An object of the members that are there.
pub(super) fn members<const N: usize>(members: [(&str, Option<Value>); N]) -> Map<String, Value> {
    members.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
}

//! Sending buttons and lists. They cannot be scheduled.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use serde_json::{Value, json};

use super::direct::members;
use super::{Outgoing, queue};
use crate::shared::App;
use crate::wazzapi::devices::online;
use crate::wazzapi::errors::Refusal;
use crate::wazzapi::fields::Fields;
use crate::world::recipient;

pub(in crate::wazzapi) async fn send_buttons(
    State(app): State<App>,
    bytes: Bytes,
) -> Result<Json<Value>, Refusal> {
    interactive(&app, &bytes, "buttons", &["buttons"], |body| {
        let buttons = body.each("buttons", 1..=3, |button| {
            button.required(&["id", "title"]);
            json!({ "id": button.text("id"), "text": button.text("title"), "type": "reply" })
        });
        vec![("buttons", buttons.map(Value::from))]
    })
}

pub(in crate::wazzapi) async fn send_list(
    State(app): State<App>,
    bytes: Bytes,
) -> Result<Json<Value>, Refusal> {
    interactive(&app, &bytes, "list", &["button_text", "sections"], |body| {
        let button = body.sized("button_text", 1, 30);
        // Guess: a section may be without rows, and its title may be empty.
        let sections = body.each("sections", 1..=10, |section| {
            section.required(&["title", "rows"]);
            let title = section.any_text("title");
            let rows = section.each("rows", 0..=usize::MAX, |row| {
                row.required(&["id", "title"]);
                members([
                    ("id", row.text("id").map(Value::from)),
                    ("title", row.text("title").map(Value::from)),
                    ("description", row.any_text("description").map(Value::from)),
                ])
            });
            json!({ "title": title, "rows": rows })
        });
        vec![("button", button.map(Value::from)), ("sections", sections.map(Value::from))]
    })
}

/// Checks what both have, and queues it.
fn interactive(
    app: &App,
    bytes: &[u8],
    kind: &'static str,
    required: &[&str],
    own: impl FnOnce(&mut Fields) -> Vec<(&'static str, Option<Value>)>,
) -> Result<Json<Value>, Refusal> {
    let mut body = Fields::read(bytes)?;
    body.required(&["phone_number", "body", "whatsapp_account_id"]);
    body.required(required);
    let number = body.sized("phone_number", 5, 50).unwrap_or_default();
    let text = body.sized("body", 1, 1024).unwrap_or_default();
    let device = body.uuid("whatsapp_account_id").unwrap_or_default();
    let footer = body.sized("footer", 0, 60);
    let contact_id = body.uuid("contact_id");
    let mut content = members([
        ("text", Some(json!(text))),
        ("footer", footer.map(Value::from)),
        ("contact_id", contact_id.clone().map(Value::from)),
    ]);
    let own = own(&mut body).into_iter();
    content.extend(own.filter_map(|(name, value)| Some((name.to_owned(), value?))));
    body.check()?;
    let mut world = app.world();
    online(&world, &device)?;
    let to = recipient(&number);
    let out = Outgoing { device, to, kind, text, content, contact_id, ..Outgoing::default() };
    Ok(Json(queue(&mut world, out)))
}

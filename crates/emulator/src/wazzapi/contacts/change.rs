//! Adding, changing and deleting contacts.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use http::StatusCode;
use serde_json::{Value, json};

use super::book::Contact;
use super::{detail, known};
use crate::shared::App;
use crate::wazzapi::asked::path_id;
use crate::wazzapi::errors::Refusal;
use crate::wazzapi::fields::Fields;
use crate::wazzapi::up_to_date;
use crate::world::digits;

// Guess: a number of less than 5 digits is refused, as on a send; the number is kept as its digits.
pub(in crate::wazzapi) async fn create(
    State(app): State<App>,
    bytes: Bytes,
) -> Result<(StatusCode, Json<Value>), Refusal> {
    let mut body = Fields::read(&bytes)?;
    body.required(&["phone_number"]);
    let phone = digits(&body.sized("phone_number", 5, 50).unwrap_or_default());
    if body.any("phone_number").is_some_and(Value::is_string) && phone.len() < 5 {
        body.wrong("phone_number", "Value error, invalid phone number", "value_error");
    }
    let (name, email) = (body.text("name"), body.text("email"));
    let (tags, custom_fields) = (body.texts("tags"), body.object("custom_fields"));
    body.check()?;
    let mut world = up_to_date(&app);
    if world.wazzapi.book.by_phone(&phone).is_some() {
        return Err(Refusal::conflict());
    }
    let id = world.ids.uuid();
    let contact = Contact {
        name,
        email,
        tags: tags.unwrap_or_default(),
        custom_fields,
        ..Contact::new(id.clone(), &phone, "manual", world.clock.now())
    };
    world.wazzapi.book.add(contact);
    Ok((StatusCode::CREATED, Json(detail(&world, known(&world, &id)?))))
}

/// What is given takes the place of what was there; the number stays.
pub(in crate::wazzapi) async fn update(
    State(app): State<App>,
    Path(id): Path<String>,
    bytes: Bytes,
) -> Result<Json<Value>, Refusal> {
    let id = path_id("contact_id", &id)?;
    let mut body = Fields::read(&bytes)?;
    let (name, email) = (body.text("name"), body.text("email"));
    let (tags, custom_fields) = (body.texts("tags"), body.object("custom_fields"));
    let opts_out = body.flag("is_opted_out");
    body.check()?;
    let mut world = up_to_date(&app);
    let now = world.clock.now();
    if let Some(contact) = world.wazzapi.book.get_mut(&id) {
        contact.name = name.or_else(|| contact.name.take());
        contact.email = email.or_else(|| contact.email.take());
        contact.custom_fields = custom_fields.or_else(|| contact.custom_fields.take());
        contact.tags = tags.unwrap_or_else(|| std::mem::take(&mut contact.tags));
        contact.opted_out_at = match opts_out {
            Some(false) => None,
            Some(true) => contact.opted_out_at.or(Some(now)),
            None => contact.opted_out_at,
        };
        contact.updated_at = now;
    }
    Ok(Json(detail(&world, known(&world, &id)?)))
}

pub(in crate::wazzapi) async fn delete(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<StatusCode, Refusal> {
    let id = path_id("contact_id", &id)?;
    let mut world = up_to_date(&app);
    known(&world, &id)?;
    world.wazzapi.book.delete(&id);
    Ok(StatusCode::NO_CONTENT)
}

// Guess: an id that nobody has is passed over.
pub(in crate::wazzapi) async fn bulk_delete(
    State(app): State<App>,
    bytes: Bytes,
) -> Result<Json<Value>, Refusal> {
    let mut body = Fields::read(&bytes)?;
    body.required(&["contact_ids"]);
    let ids = body.uuids("contact_ids").unwrap_or_default();
    body.check()?;
    let mut world = up_to_date(&app);
    let deleted = ids.iter().filter(|id| world.wazzapi.book.delete(id)).count();
    Ok(Json(json!({ "success": true, "deleted": deleted })))
}

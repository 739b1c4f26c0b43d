//! The organization's contacts.

mod book;
mod change;
mod picture;

pub(super) use book::{Book, take_in};
pub(super) use change::{bulk_delete, create, delete, update};
pub(super) use picture::{profile_picture, profile_picture_image};

use axum::Json;
use axum::extract::{Path, Query, State};
use serde_json::{Value, json};

use super::asked::{Asked, path_id};
use super::errors::Refusal;
use super::up_to_date;
use crate::clock::iso_seconds;
use crate::shared::App;
use crate::world::World;
use book::Contact;

// Guess: what is searched through; a contact without a name is sorted by its number.
pub(super) async fn list(State(app): State<App>, Query(asked): Query<Asked>) -> Result<Json<Value>, Refusal> {
    let page = asked.page(100)?;
    let group = asked.uuid("group_id")?;
    let search = asked.text("search").map(str::to_lowercase);
    let world = up_to_date(&app);
    let wanted = |contact: &&Contact| {
        let texts = [Some(&contact.phone), contact.name.as_ref(), contact.email.as_ref()];
        let found = search.as_deref().is_none_or(|search| {
            texts.into_iter().flatten().any(|text| text.to_lowercase().contains(search))
        });
        // There are no contact groups here, so nobody is in one.
        found && group.is_none() && asked.text("source").is_none_or(|source| source == contact.source)
    };
    let mut contacts: Vec<&Contact> = world.wazzapi.book.iter().filter(wanted).collect();
    if asked.text("sort_by") == Some("created_at") {
        contacts.sort_by_key(|contact| contact.created_at);
    } else {
        contacts.sort_by_key(|contact| {
            let name = contact.name.as_deref().unwrap_or(&contact.phone).to_lowercase();
            (name, &contact.phone)
        });
    }
    if asked.text("sort_order") == Some("desc") {
        contacts.reverse();
    }
    let total = page.cut(&mut contacts);
    let rows = contacts.into_iter().map(|contact| summary(&world, contact)).collect();
    Ok(Json(page.answer("contacts", rows, total)))
}

pub(super) async fn get(State(app): State<App>, Path(id): Path<String>) -> Result<Json<Value>, Refusal> {
    let id = path_id("contact_id", &id)?;
    let world = up_to_date(&app);
    Ok(Json(detail(&world, known(&world, &id)?)))
}

fn known<'w>(world: &'w World, id: &str) -> Result<&'w Contact, Refusal> {
    // Guess: the text; the documents have it for messages only.
    world.wazzapi.book.get(id).ok_or_else(|| Refusal::not_found("Contact not found"))
}

/// A contact as lists have it.
fn summary(world: &World, contact: &Contact) -> Value {
    let person = world.is_on_whatsapp(&contact.phone).then(|| world.person(&contact.phone));
    let messages = world.wazzapi.archive.iter().filter(|message| message.went_out());
    let last = messages.rev().find(|message| message.chat == contact.phone);
    json!({
        "id": contact.id,
        "phone_number": contact.phone,
        "source": contact.source,
        "is_opted_out": contact.opted_out_at.is_some(),
        "tags": contact.tags,
        "created_at": iso_seconds(contact.created_at),
        "name": contact.name,
        "email": contact.email,
        "whatsapp_name": person.as_ref().map(|person| &person.push_name),
        "profile_picture_url": person.as_ref().and_then(|person| person.picture.as_deref()),
        "source_details": null,
        "last_message_at": last.and_then(|message| message.sent_at).map(iso_seconds),
    })
}

/// A contact by itself.
fn detail(world: &World, contact: &Contact) -> Value {
    let mut detail = summary(world, contact);
    detail["updated_at"] = json!(iso_seconds(contact.updated_at));
    detail["custom_fields"] = json!(contact.custom_fields);
    detail["opted_out_at"] = json!(contact.opted_out_at.map(iso_seconds));
    detail
}

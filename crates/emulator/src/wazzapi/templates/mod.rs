//! Templates: texts that the gateway keeps, with places for variables.

mod change;
mod text;

pub(super) use change::{create, delete, update};

use std::collections::HashMap;
use std::time::SystemTime;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use serde_json::{Map, Value, json};

use super::asked::{Asked, path_id};
use super::errors::{Problem, Refusal};
use super::fields::Fields;
use super::up_to_date;
use crate::clock::iso_seconds;
use crate::shared::App;
use crate::world::{World, digits};

// Guess: which there are, and what they say.
const BUILTIN: [(&str, &str, &str); 2] =
    [("name", "Contact name", "Rina"), ("phone_number", "Contact phone number", "6281234567890")];

/// One template.
#[derive(Debug)]
pub(super) struct Template {
    id: String,
    name: String,
    category: String,
    content: String,
    media_type: Option<String>,
    media_url: Option<String>,
    is_active: bool,
    times_used: u64,
    last_used_at: Option<SystemTime>,
    created_at: SystemTime,
    updated_at: SystemTime,
}

// Guess: what is searched through; newest last, or by name.
pub(super) async fn list(State(app): State<App>, Query(asked): Query<Asked>) -> Result<Json<Value>, Refusal> {
    let page = asked.page(500)?;
    let search = asked.text("search").map(str::to_lowercase);
    let world = app.world();
    let wanted = |template: &&Template| {
        let found = search.as_deref().is_none_or(|search| {
            [&template.name, &template.content].iter().any(|text| text.to_lowercase().contains(search))
        });
        found && asked.text("category").is_none_or(|category| category == template.category)
    };
    let mut templates: Vec<&Template> = world.wazzapi.templates.iter().filter(wanted).collect();
    if asked.text("sort_by") == Some("name") {
        templates.sort_by(|one, other| one.name.cmp(&other.name));
    }
    if asked.text("sort_order") == Some("desc") {
        templates.reverse();
    }
    let total = page.cut(&mut templates);
    let rows: Vec<Value> = templates.into_iter().map(summary).collect();
    let pagination = json!({ "limit": page.limit, "offset": page.offset, "total": total });
    Ok(Json(json!({ "data": rows, "pagination": pagination })))
}

pub(super) async fn get(State(app): State<App>, Path(id): Path<String>) -> Result<Json<Value>, Refusal> {
    let id = path_id("template_id", &id)?;
    let world = app.world();
    Ok(Json(detail(known(&world, &id)?)))
}

pub(super) async fn builtin_variables() -> Json<Value> {
    let rows = BUILTIN.map(|(name, description, example)| {
        json!({ "name": name, "description": description, "example": example })
    });
    Json(json!({ "variables": rows }))
}

// Guess: a place without a value stays as it is; the content of a request goes before its template's.
pub(super) async fn preview(State(app): State<App>, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    let mut body = Fields::read(&bytes)?;
    let (content, template) = (body.text("content"), body.uuid("template_id"));
    let (custom, contact) = (body.object("custom_variables"), body.uuid("contact_id"));
    body.check()?;
    let world = up_to_date(&app);
    let content = match (content, template) {
        (Some(content), _) => content,
        (None, Some(template)) => known(&world, &template)?.content.clone(),
        (None, None) => return Err(Problem::rule("either content or template_id is required").into()),
    };
    let contact = contact.and_then(|id| world.wazzapi.book.get(&id));
    let values =
        values(custom.as_ref(), contact.map(|contact| (contact.phone.as_str(), contact.name.as_deref())));
    let names = text::variables(&content);
    let missing = names.iter().filter(|name| !values.contains_key(name.as_str()));
    Ok(Json(json!({
        "preview": text::render(&content, &values),
        "all_variables": names,
        "builtin_variables": builtin(&names),
        "custom_variables": of_callers(&names),
        "missing_variables": missing.collect::<Vec<_>>(),
    })))
}

/// The text of a template for a number, and counts the use.
pub(super) fn rendered(
    world: &mut World,
    id: &str,
    custom: Option<&Map<String, Value>>,
    number: &str,
) -> Result<String, Refusal> {
    let now = world.clock.now();
    let phone = digits(number);
    let name = world.wazzapi.book.by_phone(&phone).and_then(|contact| contact.name.clone());
    let values = values(custom, Some((&phone, name.as_deref())));
    let template =
        world.wazzapi.templates.iter_mut().find(|template| template.id == id).ok_or_else(unknown)?;
    template.times_used += 1;
    template.last_used_at = Some(now);
    Ok(text::render(&template.content, &values))
}

fn values(
    custom: Option<&Map<String, Value>>,
    contact: Option<(&str, Option<&str>)>,
) -> HashMap<String, String> {
    let mut values = HashMap::new();
    if let Some((phone, name)) = contact {
        values.insert("phone_number".to_owned(), phone.to_owned());
        values.extend(name.map(|name| ("name".to_owned(), name.to_owned())));
    }
    let custom = custom.into_iter().flatten();
    values.extend(custom.map(|(name, value)| {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        (name.clone(), text)
    }));
    values
}

fn builtin(names: &[String]) -> Vec<&String> {
    names.iter().filter(|name| is_builtin(name)).collect()
}

fn of_callers(names: &[String]) -> Vec<&String> {
    names.iter().filter(|name| !is_builtin(name)).collect()
}

fn is_builtin(name: &str) -> bool {
    BUILTIN.iter().any(|(builtin, ..)| *builtin == name)
}

fn known<'w>(world: &'w World, id: &str) -> Result<&'w Template, Refusal> {
    world.wazzapi.templates.iter().find(|template| template.id == id).ok_or_else(unknown)
}

// Guess: the text; the documents have it for messages only.
fn unknown() -> Refusal {
    Refusal::not_found("Template not found")
}

/// A template as lists have it.
fn summary(template: &Template) -> Value {
    let names = text::variables(&template.content);
    json!({
        "id": template.id,
        "name": template.name,
        "category": template.category,
        "content": template.content,
        "variables": names,
        "builtin_variables": builtin(&names),
        "custom_variables": of_callers(&names),
        "media_type": template.media_type,
        "media_url": template.media_url,
        "times_used": template.times_used,
        "last_used_at": template.last_used_at.map(iso_seconds),
        "created_at": iso_seconds(template.created_at),
    })
}

/// A template by itself.
fn detail(template: &Template) -> Value {
    let mut detail = summary(template);
    detail["is_active"] = json!(template.is_active);
    detail["updated_at"] = json!(iso_seconds(template.updated_at));
    detail
}

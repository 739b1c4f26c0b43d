//! Making, changing and deleting templates.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use http::StatusCode;
use serde_json::Value;

use super::{Template, detail, known, unknown};
use crate::shared::App;
use crate::wazzapi::asked::path_id;
use crate::wazzapi::errors::Refusal;
use crate::wazzapi::fields::Fields;

// Guess: 201; names need not be unique.
pub(in crate::wazzapi) async fn create(
    State(app): State<App>,
    bytes: Bytes,
) -> Result<(StatusCode, Json<Value>), Refusal> {
    let mut body = Fields::read(&bytes)?;
    body.required(&["name", "content"]);
    let (name, content) = (body.text("name"), body.text("content"));
    let category = body.text("category");
    let (media_type, media_url) = (body.text("media_type"), body.text("media_url"));
    body.check()?;
    let mut world = app.world();
    let now = world.clock.now();
    let template = Template {
        id: world.ids.uuid(),
        name: name.unwrap_or_default(),
        category: category.unwrap_or_else(|| "marketing".to_owned()),
        content: content.unwrap_or_default(),
        media_type,
        media_url,
        is_active: true,
        times_used: 0,
        last_used_at: None,
        created_at: now,
        updated_at: now,
    };
    let made = detail(&template);
    world.wazzapi.templates.push(template);
    Ok((StatusCode::CREATED, Json(made)))
}

/// What is given takes the place of what was there.
pub(in crate::wazzapi) async fn update(
    State(app): State<App>,
    Path(id): Path<String>,
    bytes: Bytes,
) -> Result<Json<Value>, Refusal> {
    let id = path_id("template_id", &id)?;
    let mut body = Fields::read(&bytes)?;
    let texts = ["name", "content", "category", "media_type", "media_url"].map(|name| body.text(name));
    let active = body.flag("is_active");
    body.check()?;
    let mut world = app.world();
    let now = world.clock.now();
    let templates = &mut world.wazzapi.templates;
    let template = templates.iter_mut().find(|template| template.id == id).ok_or_else(unknown)?;
    let [name, content, category, media_type, media_url] = texts;
    let places =
        [(&mut template.name, name), (&mut template.content, content), (&mut template.category, category)];
    for (place, text) in places {
        if let Some(text) = text {
            *place = text;
        }
    }
    template.media_type = media_type.or_else(|| template.media_type.take());
    template.media_url = media_url.or_else(|| template.media_url.take());
    template.is_active = active.unwrap_or(template.is_active);
    template.updated_at = now;
    Ok(Json(detail(template)))
}

pub(in crate::wazzapi) async fn delete(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<StatusCode, Refusal> {
    let id = path_id("template_id", &id)?;
    let mut world = app.world();
    known(&world, &id)?;
    world.wazzapi.templates.retain(|template| template.id != id);
    Ok(StatusCode::NO_CONTENT)
}

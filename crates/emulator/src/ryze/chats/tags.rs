//! Labels.

use axum::Json;
use axum::body::Bytes;
use axum::extract::Query;
use http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::ryze::errors::{Refusal, body};
use crate::ryze::line::{Line, number, required};
use crate::world::{Label, World, recipient};

fn unknown() -> Refusal {
    Refusal::new(StatusCode::NOT_FOUND, "Tag not found")
}

pub(in crate::ryze) async fn list(line: Line) -> Result<Json<Value>, Refusal> {
    let world = line.world()?;
    let rows: Vec<Value> = line.online(&world)?.mailbox.labels().iter().map(row).collect();
    let total = rows.len();
    Ok(Json(json!({
        "success": true,
        "message": "Tags retrieved successfully",
        "tags": rows,
        "total": total,
    })))
}

fn row(label: &Label) -> Value {
    let Label { id, name, color } = label;
    json!({ "id": id, "name": name, "color": color, "type": "CUSTOM", "deleted": false })
}

#[derive(Deserialize)]
struct Create {
    name: Option<String>,
    color: Option<i64>,
}

pub(in crate::ryze) async fn create(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    let mut world = line.world()?;
    let wish: Create = body(&bytes)?;
    let name = required(wish.name, "Tag name is required")?;
    let color = wish.color.and_then(|color| u8::try_from(color).ok()).filter(|color| *color <= 10);
    let label = line.mailbox(&mut world)?.add_label(name.trim(), color.unwrap_or(0));
    Ok(Json(json!({ "success": true, "message": "Tag created successfully", "tag": row(label) })))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::ryze) struct Which {
    number: Option<String>,
    tag_id: Option<String>,
}

pub(in crate::ryze) async fn delete(
    line: Line,
    Query(Which { tag_id, .. }): Query<Which>,
) -> Result<Json<Value>, Refusal> {
    let mut world = line.world()?;
    let id = required(tag_id, "tagId query parameter is required")?;
    if !line.mailbox(&mut world)?.delete_label(&id) {
        return Err(unknown());
    }
    let tag = json!({ "id": id, "name": "", "color": 0, "type": "", "deleted": true });
    Ok(Json(json!({ "success": true, "message": "Tag deleted successfully", "tag": tag })))
}

pub(in crate::ryze) async fn assign(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    let mut world = line.world()?;
    let wish: Which = body(&bytes)?;
    let chat = number(wish.number.as_deref())?;
    let tag = required(wish.tag_id, "tagId is required")?;
    set(&line, &mut world, &chat, &tag, true)?;
    Ok(Json(json!({ "success": true, "message": "Tag assigned successfully", "tag_id": tag })))
}

pub(in crate::ryze) async fn unassign(line: Line, Query(wish): Query<Which>) -> Result<Json<Value>, Refusal> {
    let mut world = line.world()?;
    let chat = recipient(&required(wish.number, "number query parameter is required")?);
    let tag = required(wish.tag_id, "tagId query parameter is required")?;
    set(&line, &mut world, &chat, &tag, false)?;
    Ok(Json(json!({ "success": true, "message": "Tag removed successfully", "tag_id": tag })))
}

fn set(line: &Line, world: &mut World, chat: &str, tag: &str, on: bool) -> Result<(), Refusal> {
    let now = world.clock.now();
    let known = line.mailbox(world)?.set_label(chat, tag, on, now);
    if known { Ok(()) } else { Err(unknown()) }
}

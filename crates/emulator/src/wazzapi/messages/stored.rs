//! Reading messages back, and counting them.

use std::collections::BTreeMap;
use std::time::Duration;

use axum::Json;
use axum::extract::{Path, Query, State};
use serde_json::{Value, json};

use super::archive::{Stored, is_own};
use super::row::{detail, direction, item};
use crate::shared::App;
use crate::wazzapi::asked::{Asked, path_id};
use crate::wazzapi::errors::Refusal;
use crate::wazzapi::up_to_date;
use crate::world::World;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

// Guess: an order that is not known is the usual one; what is searched through.
pub(in crate::wazzapi) async fn list(
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Json<Value>, Refusal> {
    let page = asked.page(500)?;
    let device = asked.uuid("whatsapp_account_id")?;
    let campaign = asked.uuid("campaign_id")?;
    let search = asked.text("search").map(str::to_lowercase);
    let world = up_to_date(&app);
    let wanted = |message: &&Stored| {
        let found = search.as_deref().is_none_or(|search| {
            message.text.to_lowercase().contains(search) || message.peer.contains(search)
        });
        // Nothing here belongs to a campaign.
        campaign.is_none()
            && found
            && device.as_deref().is_none_or(|device| device == message.device)
            && asked.text("status").is_none_or(|status| status == message.status.word())
            && asked.text("direction").is_none_or(|wanted| wanted == direction(message))
            && is_own(&world, message)
    };
    let mut messages: Vec<&Stored> = world.wazzapi.archive.iter().filter(wanted).collect();
    match asked.text("sort_by") {
        Some("updated_at") => messages.sort_by_key(|message| message.updated_at),
        Some("status") => messages.sort_by_key(|message| message.status.word()),
        Some("phone_number") => messages.sort_by(|one, other| one.peer.cmp(&other.peer)),
        _ => messages.sort_by_key(|message| message.created_at),
    }
    if asked.text("sort_order") != Some("asc") {
        messages.reverse();
    }
    let total = page.cut(&mut messages);
    let rows: Vec<Value> = messages.into_iter().map(|message| item(&world, message)).collect();
    Ok(Json(json!({
        "has_more": page.offset + rows.len() < total,
        "messages": rows,
        "total_count": total,
        "current_page": page.offset / page.limit + 1,
        "total_pages": total.div_ceil(page.limit),
    })))
}

pub(in crate::wazzapi) async fn get(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Json<Value>, Refusal> {
    let id = path_id("message_id", &id)?;
    let world = up_to_date(&app);
    shown(&world, world.wazzapi.archive.get(&id))
}

pub(in crate::wazzapi) async fn lookup(
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Json<Value>, Refusal> {
    let wanted = asked.required("whatsapp_message_id")?;
    let world = up_to_date(&app);
    let mut messages = world.wazzapi.archive.iter();
    shown(&world, messages.find(|message| message.whatsapp_id.as_deref() == Some(wanted)))
}

fn shown(world: &World, message: Option<&Stored>) -> Result<Json<Value>, Refusal> {
    let message = message.filter(|message| is_own(world, message));
    let message = message.ok_or_else(|| Refusal::not_found("Message not found"))?;
    Ok(Json(detail(world, message)))
}

pub(in crate::wazzapi) async fn stats(State(app): State<App>) -> Json<Value> {
    let world = up_to_date(&app);
    let now = world.clock.now();
    let (mut by_status, mut by_direction) = (BTreeMap::new(), BTreeMap::new());
    let (mut total, mut week, mut month) = (0_u64, 0_u64, 0_u64);
    for message in world.wazzapi.archive.iter().filter(|message| is_own(&world, message)) {
        let age = now.duration_since(message.created_at).unwrap_or_default();
        total += 1;
        week += u64::from(age <= 7 * DAY);
        month += u64::from(age <= 30 * DAY);
        *by_status.entry(message.status.word()).or_insert(0_u64) += 1;
        *by_direction.entry(direction(message)).or_insert(0_u64) += 1;
    }
    Json(json!({
        "total": total,
        "by_status": by_status,
        "by_direction": by_direction,
        "last_7_days": week,
        "last_30_days": month,
    }))
}

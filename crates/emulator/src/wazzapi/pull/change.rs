//! Making, reading and changing pull subscriptions.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use http::StatusCode;
use serde_json::{Value, json};

use super::{PREFIX, PullSubscription, known, token};
use crate::shared::App;
use crate::wazzapi::asked::Asked;
use crate::wazzapi::errors::Refusal;
use crate::wazzapi::events::names;
use crate::wazzapi::fields::Fields;
use crate::wazzapi::up_to_date;

pub(in crate::wazzapi) async fn list(
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Json<Value>, Refusal> {
    let page = asked.page(500)?;
    let world = up_to_date(&app);
    let mut rows: Vec<Value> = world.wazzapi.pull.iter().map(PullSubscription::row).collect();
    let total = page.cut(&mut rows);
    Ok(Json(json!({ "subscriptions": rows, "total": total })))
}

/// The answer has the token, which is shown only here.
pub(in crate::wazzapi) async fn create(
    State(app): State<App>,
    bytes: Bytes,
) -> Result<(StatusCode, Json<Value>), Refusal> {
    let mut body = Fields::read(&bytes)?;
    body.required(&["subscribed_events"]);
    let events = names(&mut body);
    let description = body.any_text("description");
    body.check()?;
    // What happened before is not for this subscription.
    let mut world = up_to_date(&app);
    let now = world.clock.now();
    let subscription = PullSubscription {
        id: world.ids.uuid(),
        events: events.unwrap_or_default(),
        is_active: true,
        description,
        token: token(&mut world.ids),
        log: Default::default(),
        lease: None,
        last_poll_at: None,
        created_at: now,
        updated_at: now,
    };
    let mut row = subscription.row();
    row["token"] = json!(subscription.token);
    world.wazzapi.pull.push(subscription);
    Ok((StatusCode::CREATED, Json(row)))
}

pub(in crate::wazzapi) async fn get(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Json<Value>, Refusal> {
    let mut world = up_to_date(&app);
    Ok(Json(hidden(known(&mut world, &id)?)))
}

/// Whatever is given takes the place of what was there.
pub(in crate::wazzapi) async fn update(
    State(app): State<App>,
    Path(id): Path<String>,
    bytes: Bytes,
) -> Result<Json<Value>, Refusal> {
    let mut world = up_to_date(&app);
    let now = world.clock.now();
    let subscription = known(&mut world, &id)?;
    let mut body = Fields::read(&bytes)?;
    let (events, description, active) =
        (names(&mut body), body.any_text("description"), body.flag("is_active"));
    body.check()?;
    subscription.events = events.unwrap_or_else(|| std::mem::take(&mut subscription.events));
    subscription.description = description.or_else(|| subscription.description.take());
    subscription.is_active = active.unwrap_or(subscription.is_active);
    subscription.updated_at = now;
    Ok(Json(hidden(subscription)))
}

/// Another token from now on, which is shown only here.
pub(in crate::wazzapi) async fn rotate_token(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Json<Value>, Refusal> {
    let mut world = app.world();
    let (fresh, now) = (token(&mut world.ids), world.clock.now());
    let subscription = known(&mut world, &id)?;
    subscription.token = fresh;
    subscription.updated_at = now;
    let (token, id) = (&subscription.token, &subscription.id);
    Ok(Json(json!({ "id": id, "token": token, "token_prefix": token.get(..PREFIX) })))
}

pub(in crate::wazzapi) async fn delete(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<StatusCode, Refusal> {
    let mut world = app.world();
    let id = known(&mut world, &id)?.id.clone();
    world.wazzapi.pull.retain(|subscription| subscription.id != id);
    Ok(StatusCode::NO_CONTENT)
}

// Guess: an event that is not there, or no longer, is not found; the text.
pub(in crate::wazzapi) async fn skip(
    State(app): State<App>,
    Path((id, sequence)): Path<(String, u64)>,
    bytes: Bytes,
) -> Result<Json<Value>, Refusal> {
    let mut world = up_to_date(&app);
    let subscription = known(&mut world, &id)?;
    let mut body = Fields::read(&bytes)?;
    body.required(&["reason"]);
    body.text("reason");
    body.check()?;
    if !subscription.log.skip(sequence) {
        return Err(Refusal::not_found("Event not found"));
    }
    Ok(Json(hidden(subscription)))
}

fn hidden(subscription: &PullSubscription) -> Value {
    let mut row = subscription.row();
    row["token"] = Value::Null;
    row
}

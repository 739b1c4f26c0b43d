//! The control port: the test controls as a small JSON API, for programs in other languages.
//!
//! | request | what it does |
//! | --- | --- |
//! | `GET /` | where the gateways answer |
//! | `GET /credentials` | the account's credentials |
//! | `GET /ledger` | what was accepted for WhatsApp |
//! | `GET /requests` | what reached the gateways, without the values of credentials |
//! | `POST /scan` `{gateway, instance}` | the phone scans |
//! | `POST /fail-pairing`, `POST /drop-connection`, `POST /restore-connection`, `POST /log-out-phone` | likewise |
//! | `POST /receive` `{gateway, instance, from, group?, text}` | somebody writes to the instance: `{message_id}` |
//! | `POST /receive-file` `{gateway, instance, from, kind, content_type, base64}` | somebody sends it a file: `{message_id, url, media_key}` |
//! | `POST /contact` `{phone, name?, picture?, on_whatsapp?}` | somebody is on WhatsApp, or is not |
//! | `POST /deliver`, `POST /read`, `POST /play` `{gateway, instance, message_id}` | a sent message reaches the other phone, is read, is listened to |
//! | `POST /fail` `{gateway, instance, message_id}` | WhatsApp gives up a sent message |
//! | `POST /react` `{gateway, instance, from, message_id, emoji}` | somebody reacts to a message; an empty emoji takes it back |
//! | `POST /vote` `{gateway, instance, from, message_id, options}` | somebody votes in a poll, in place of an earlier vote; no options take it back |
//! | `POST /tap-button` `{gateway, instance, from, message_id, button_id, text}` | somebody taps a button of a sent message: `{message_id}` |
//! | `POST /choose-row` `{gateway, instance, from, message_id, row_id, text}` | likewise a row of a list |
//! | `POST /edit` `{gateway, instance, message_id, text}` | who wrote a message that came changes it |
//! | `POST /delete` `{gateway, instance, message_id}` | who wrote a message that came deletes it for everyone |
//! | `POST /presence` `{gateway, instance, from, presence, last_seen?}` | somebody is `available`, `unavailable` (`last_seen`: ISO 8601, now unless given), `composing`, `recording`, `paused` |
//! | `POST /call` `{gateway, instance, from, video?}` | somebody calls: `{call_id}` |
//! | `POST /call-goes-on` `{gateway, instance, call_id, stage}` | the call is `offered`, `accepted`, `rejected`, `ended` |
//! | `POST /group` `{subject, owner, members}` | somebody makes a group: `{jid}` |
//! | `POST /rename-group` `{jid, by, subject}` | a member renames it |
//! | `POST /add-to-group`, `POST /remove-from-group` `{jid, by, member}` | an admin adds somebody, takes somebody out |
//! | `POST /set-group-admin` `{jid, by, member, admin}` | an admin makes a member an admin, or a mere member again |
//! | `GET /webhook-deliveries` | what was posted to webhooks, without the values of credentials |
//! | `GET /sockets` | how many sockets of each gateway are open |
//! | `POST /cut-sockets` `{gateway}` | cuts them, without a closing frame |
//! | `POST /advance-clock` `{millis}` | moves the clock forward: webhooks are tried again, what is late comes |
//! | `POST /fault` `{gateway, fault, …}` | see [`faults::Wanted`] |
//! | `POST /push-fault` `{gateway, fault, on?, times?, millis?}` | see [`pushes::Wanted`] |
//! | `POST /clear-faults`, `POST /reset` | without a body |
//!
//! `from`, `by`, `owner` and members are numbers in any spelling, or JIDs. What is done is answered with what it gives,
//! or with 204; a body that is wrong with 400, and what is not there with 404, as `{"error": …}`.

mod faults;
mod groups;
mod incoming;
mod others;
mod pushes;
mod show;

use std::net::SocketAddr;

use axum::body::Bytes;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use http::StatusCode;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use crate::Gateway;
use crate::shared::App;
use crate::world::{Delivery, World, recipient};

/// Forgets everything but the counters.
pub(crate) fn reset(app: &App) {
    app.world().reset();
    app.faults().clear();
    app.requests().clear();
    app.hub().cut(None);
    app.hub().clear_faults();
    app.changed();
}

pub(crate) fn router(app: App, gateways: [SocketAddr; 4]) -> Router {
    let urls: Map<String, Value> = Gateway::ALL
        .into_iter()
        .map(|gateway| (gateway.name().to_owned(), json!(format!("http://{}", gateways[gateway.index()]))))
        .collect();
    Router::new()
        .route("/", get(async || Json(Value::Object(urls))))
        .route("/credentials", get(credentials))
        .route("/ledger", get(ledger))
        .route("/requests", get(requests))
        .route("/scan", post(async |app, body| phone(app, body, World::scan)))
        .route("/fail-pairing", post(async |app, body| phone(app, body, World::fail_pairing)))
        .route("/restore-connection", post(async |app, body| phone(app, body, World::reconnect)))
        .route("/drop-connection", post(async |app, body| phone(app, body, World::drop_connection)))
        .route("/log-out-phone", post(async |app, body| phone(app, body, World::log_out)))
        .route("/receive", post(incoming::message))
        .route("/receive-file", post(incoming::file))
        .route("/contact", post(incoming::contact))
        .route("/deliver", post(async |app, body| progress(app, body, Delivery::Delivered)))
        .route("/read", post(async |app, body| progress(app, body, Delivery::Read)))
        .route("/play", post(async |app, body| progress(app, body, Delivery::Played)))
        .route("/fail", post(async |app, body| message(app, body, World::fail)))
        .route("/delete", post(async |app, body| message(app, body, World::sender_deletes)))
        .route("/edit", post(others::edit))
        .route("/react", post(others::react))
        .route("/vote", post(others::vote))
        .route("/tap-button", post(others::tap_button))
        .route("/choose-row", post(others::choose_row))
        .route("/presence", post(others::presence))
        .route("/call", post(others::call))
        .route("/call-goes-on", post(others::call_goes_on))
        .route("/group", post(groups::add))
        .route("/rename-group", post(groups::rename))
        .route("/add-to-group", post(async |app, body| groups::membership(app, body, World::add_to_group)))
        .route(
            "/remove-from-group",
            post(async |app, body| groups::membership(app, body, World::remove_from_group)),
        )
        .route("/set-group-admin", post(groups::set_admin))
        .route("/webhook-deliveries", get(pushes::deliveries))
        .route("/sockets", get(pushes::sockets))
        .route("/cut-sockets", post(pushes::cut_sockets))
        .route("/advance-clock", post(pushes::advance_clock))
        .route("/push-fault", post(pushes::fault))
        .route("/fault", post(fault))
        .route("/clear-faults", post(clear_faults))
        .route("/reset", post(async |State(app): State<App>| reset(&app)))
        .with_state(app)
}

async fn credentials(State(app): State<App>) -> Json<Value> {
    let known = app.credentials();
    Json(json!({
        "ryze_account_token": known.ryze_account_token,
        "evolution_global_key": known.evolution_global_key,
        "vzaps_client_token": known.vzaps_client_token,
        "vzaps_client_secret": known.vzaps_client_secret,
        "wazzapi_api_key": known.wazzapi_api_key,
    }))
}

async fn ledger(State(app): State<App>) -> Json<Value> {
    Json(app.world().ledger().iter().map(show::entry).collect())
}

async fn requests(State(app): State<App>) -> Json<Value> {
    let seen = app.requests().to_vec();
    Json(seen.iter().map(show::request).collect())
}

#[derive(Deserialize)]
struct Line {
    gateway: String,
    instance: String,
}

fn phone(
    State(app): State<App>,
    body: Bytes,
    act: impl FnOnce(&mut World, Gateway, &str) -> bool,
) -> Result<StatusCode, Mistake> {
    let Line { gateway, instance } = read(&body)?;
    let gateway = known(&gateway)?;
    done(&app, "no such instance, or it is not at that stage", |world| act(world, gateway, &instance))
}

#[derive(Deserialize)]
struct Which {
    gateway: String,
    instance: String,
    message_id: String,
}

fn progress(app: State<App>, body: Bytes, delivery: Delivery) -> Result<StatusCode, Mistake> {
    message(app, body, |world, gateway, instance, id| world.progress(gateway, instance, id, delivery))
}

/// Something becomes of a message.
fn message(
    State(app): State<App>,
    body: Bytes,
    act: impl FnOnce(&mut World, Gateway, &str, &str) -> bool,
) -> Result<StatusCode, Mistake> {
    let Which { gateway, instance, message_id } = read(&body)?;
    let gateway = known(&gateway)?;
    done(&app, "no such message", |world| act(world, gateway, &instance, &message_id))
}

/// Changes the world, unless what is to be changed is not there.
fn done(app: &App, missing: &str, act: impl FnOnce(&mut World) -> bool) -> Result<StatusCode, Mistake> {
    let found = act(&mut app.world());
    app.changed();
    if found { Ok(StatusCode::NO_CONTENT) } else { Err(Mistake::not_found(missing)) }
}

async fn fault(State(app): State<App>, body: Bytes) -> Result<StatusCode, Mistake> {
    let wanted: faults::Wanted = read(&body)?;
    let gateway = known(&wanted.gateway)?;
    let rule = wanted.rule()?;
    app.faults().add(gateway, rule);
    Ok(StatusCode::NO_CONTENT)
}

async fn clear_faults(State(app): State<App>) {
    app.faults().clear();
    app.hub().clear_faults();
}

/// What is wrong with a request to the control port.
#[derive(Debug)]
struct Mistake {
    status: StatusCode,
    text: String,
}

impl Mistake {
    fn bad_request(text: impl ToString) -> Self {
        Self { status: StatusCode::BAD_REQUEST, text: text.to_string() }
    }

    fn not_found(text: impl ToString) -> Self {
        Self { status: StatusCode::NOT_FOUND, text: text.to_string() }
    }
}

impl IntoResponse for Mistake {
    fn into_response(self) -> Response {
        (self.status, Json(json!({ "error": self.text }))).into_response()
    }
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Mistake> {
    serde_json::from_slice(body).map_err(Mistake::bad_request)
}

/// A number in any spelling, or a JID.
fn person<'a>(member: &str, text: &'a str) -> Result<&'a str, Mistake> {
    let nobody = || Mistake::bad_request(format!("{member} is neither a number nor a JID"));
    Some(text).filter(|text| !recipient(text).is_empty()).ok_or_else(nobody)
}

fn known(gateway: &str) -> Result<Gateway, Mistake> {
    gateway.parse().map_err(Mistake::bad_request)
}

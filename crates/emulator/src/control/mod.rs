//! The control port: the test controls as a small JSON API, for programs in other languages.
//!
//! | request | what it does |
//! | --- | --- |
//! | `GET /` | where the gateways answer |
//! | `GET /credentials` | the account's credentials |
//! | `GET /ledger` | what was accepted for WhatsApp |
//! | `GET /requests` | what reached the gateways, without the values of credentials |
//! | `POST /scan` `{gateway, instance}` | the phone scans |
//! | `POST /drop-connection`, `POST /log-out-phone` | likewise |
//! | `POST /receive` `{gateway, instance, from, group?, text}` | somebody writes to the instance: `{message_id}` |
//! | `POST /receive-file` `{gateway, instance, from, kind, content_type, base64}` | somebody sends it a file: `{message_id, url, media_key}` |
//! | `POST /contact` `{phone, name?, picture?, on_whatsapp?}` | somebody is on WhatsApp, or is not |
//! | `POST /deliver`, `POST /read` `{gateway, instance, message_id}` | a sent message reaches the other phone, is read |
//! | `POST /fault` `{gateway, fault, …}` | see [`faults::Wanted`] |
//! | `POST /clear-faults`, `POST /reset` | without a body |

mod faults;
mod incoming;
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
use crate::world::{Delivery, World};

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
        .route("/drop-connection", post(async |app, body| phone(app, body, World::drop_connection)))
        .route("/log-out-phone", post(async |app, body| phone(app, body, World::log_out)))
        .route("/receive", post(incoming::message))
        .route("/receive-file", post(incoming::file))
        .route("/contact", post(incoming::contact))
        .route("/deliver", post(async |app, body| progress(app, body, Delivery::Delivered)))
        .route("/read", post(async |app, body| progress(app, body, Delivery::Read)))
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
struct Which {
    gateway: String,
    instance: String,
}

fn phone(
    State(app): State<App>,
    body: Bytes,
    act: impl FnOnce(&mut World, Gateway, &str) -> bool,
) -> Result<StatusCode, Mistake> {
    let Which { gateway, instance } = read(&body)?;
    let gateway = known(&gateway)?;
    let found = act(&mut app.world(), gateway, &instance);
    app.changed();
    if found { Ok(StatusCode::NO_CONTENT) } else { Err(Mistake::not_found("no such instance")) }
}

#[derive(Deserialize)]
struct Sent {
    gateway: String,
    instance: String,
    message_id: String,
}

fn progress(State(app): State<App>, body: Bytes, delivery: Delivery) -> Result<StatusCode, Mistake> {
    let Sent { gateway, instance, message_id } = read(&body)?;
    let gateway = known(&gateway)?;
    let found = app.world().progress(gateway, &instance, &message_id, delivery);
    app.changed();
    if found { Ok(StatusCode::NO_CONTENT) } else { Err(Mistake::not_found("no such message")) }
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

fn known(gateway: &str) -> Result<Gateway, Mistake> {
    gateway.parse().map_err(Mistake::bad_request)
}

//! Creating and deleting instances.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use http::{HeaderMap, StatusCode};
use serde_json::{Map, Value, json};

use super::lifecycle::{qr_answer, word};
use super::rows;
use crate::Gateway;
use crate::evolution::call::{auth, body};
use crate::evolution::config::Webhook;
use crate::evolution::errors::Refusal;
use crate::evolution::schema::Rules;
use crate::shared::App;
use crate::world::{NewInstance, What, World, digits};

const BAILEYS: &str = "WHATSAPP-BAILEYS";
pub(in crate::evolution) const BUSINESS: &str = "WHATSAPP-BUSINESS";
pub(in crate::evolution) const EVOLUTION: &str = "EVOLUTION";

pub(super) async fn create(
    State(app): State<App>,
    headers: HeaderMap,
    bytes: Bytes,
) -> Result<(StatusCode, Json<Value>), Refusal> {
    let body = body::read(&headers, &bytes)?;
    let answer = {
        let mut world = app.world();
        name_is_free(&world, &body)?;
        auth::account(&app, &world, &headers)?;
        schema(&body)?;
        let integration = integration(&body)?;
        has_events(&body)?;
        if integration == BUSINESS && text(&body, "number").is_none() {
            return Err(Refusal::bad_request("number is required"));
        }
        add(&mut world, &body, integration)
    };
    Ok((StatusCode::CREATED, Json(answer)))
}

/// The first check of all, before the one of the key.
fn name_is_free(world: &World, body: &Map<String, Value>) -> Result<(), Refusal> {
    match body.get("instanceName") {
        Some(Value::String(name)) if world.instance(Gateway::Evolution, name).is_some() => {
            Err(Refusal::forbidden(&format!("This name \"{name}\" is already in use.")))
        }
        Some(Value::String(_)) | None => Ok(()),
        Some(_) => Err(Refusal::failed(&[
            "PrismaClientValidationError: \nInvalid `prismaRepository.instance.findMany()` invocation",
        ])),
    }
}

// Guess: a missing name is refused in the words of the schema, which does not demand one; the real server takes it
// for the name "undefined".
fn schema(body: &Map<String, Value>) -> Result<(), Refusal> {
    Rules::of(body)
        .strings(&["instanceName", "token"])
        .phone_number("number")
        .booleans(&["qrcode", "rejectCall"])
        .strings(&["msgCall"])
        .booleans(&["groupsIgnore", "alwaysOnline", "readMessages", "readStatus", "syncFullHistory"])
        .strings(&[
            "wavoipToken",
            "proxyHost",
            "proxyPort",
            "proxyProtocol",
            "proxyUsername",
            "proxyPassword",
        ])
        .required(&["instanceName"])
        .check()
}

fn integration(body: &Map<String, Value>) -> Result<&'static str, Refusal> {
    match body.get("integration").and_then(Value::as_str) {
        Some(BUSINESS) if text(body, "token").is_none() => Err(Refusal::bad_request("token is required")),
        Some(BUSINESS) => Ok(BUSINESS),
        Some(BAILEYS) => Ok(BAILEYS),
        Some(EVOLUTION) => Ok(EVOLUTION),
        _ => Err(Refusal::bad_request("Invalid integration")),
    }
}

/// The server reads the length of a list of events that it does not check for.
fn has_events(body: &Map<String, Value>) -> Result<(), Refusal> {
    let lacks =
        |name: &str| body.get(name).is_some_and(|block| block.is_object() && block.get("events").is_none());
    if lacks("webhook") || lacks("websocket") {
        return Err(Refusal::bad_request("Cannot read properties of undefined (reading 'length')"));
    }
    Ok(())
}

/// Adds the instance and starts pairing where that is asked for.
// Guess: at once. The real server waits 5 seconds for the first QR code.
fn add(world: &mut World, body: &Map<String, Value>, integration: &'static str) -> Value {
    let name = text(body, "instanceName").unwrap_or_default();
    let number = text(body, "number");
    let token = text(body, "token").unwrap_or_else(|| world.ids.uuid().to_uppercase());
    let settings = json!({
        "rejectCall": flag(body, "rejectCall"),
        "msgCall": text(body, "msgCall").unwrap_or_default(),
        "groupsIgnore": flag(body, "groupsIgnore"),
        "alwaysOnline": flag(body, "alwaysOnline"),
        "readMessages": flag(body, "readMessages"),
        "readStatus": flag(body, "readStatus"),
        "syncFullHistory": flag(body, "syncFullHistory"),
        "wavoipToken": text(body, "wavoipToken").unwrap_or_default(),
    });
    let id = world.ids.uuid();
    let kept = rows::blocks(world, body, integration, &id, &settings);
    world.create_instance(NewInstance {
        gateway: Gateway::Evolution,
        key: name.clone(),
        id: id.clone(),
        name: name.clone(),
        token: Some(token.clone()),
        settings: kept,
    });
    Webhook::create(world, &id, body);
    world.tell(Gateway::Evolution, &name, What::Created);
    if integration != BAILEYS {
        // These channels have no phone to pair and are open from the start.
        if let Some(instance) = world.instance_mut(Gateway::Evolution, &name) {
            instance.phone = number.as_deref().map(digits);
        }
        world.scan(Gateway::Evolution, &name);
    }
    let wants_qr = integration == BAILEYS && flag(body, "qrcode");
    let qr = wants_qr.then(|| qr_answer(world, &name, number.as_deref())).flatten();

    let state = world.instance(Gateway::Evolution, &name).map(|instance| word(instance.state));
    let mut answer = json!({
        "instance": {
            "instanceName": name,
            "instanceId": id,
            "integration": integration,
            "webhookWaBusiness": (integration == BUSINESS).then_some("http://127.0.0.1/webhook/meta"),
            "accessTokenWaBusiness": if integration == BUSINESS { "evolution" } else { "" },
            "status": state,
        },
        "hash": token,
        "webhook": webhook(body),
        "websocket": enabled(body, "websocket"),
        "rabbitmq": enabled(body, "rabbitmq"),
        "nats": enabled(body, "nats"),
        "sqs": enabled(body, "sqs"),
        "settings": settings,
    });
    if let Some(qr) = qr {
        answer["qrcode"] = qr;
    }
    answer
}

/// The webhook as the answer shows it: only the members that were given.
fn webhook(body: &Map<String, Value>) -> Value {
    let given = body.get("webhook").and_then(Value::as_object);
    let shown = [
        ("url", "webhookUrl"),
        ("headers", "webhookHeaders"),
        ("byEvents", "webhookByEvents"),
        ("base64", "webhookBase64"),
    ];
    let members = shown.into_iter().filter_map(|(from, to)| Some((to.to_owned(), given?.get(from)?.clone())));
    Value::Object(members.collect())
}

fn enabled(body: &Map<String, Value>, name: &str) -> Value {
    if body.get(name).is_some_and(Value::is_object) { json!({ "enabled": true }) } else { json!({}) }
}

fn flag(body: &Map<String, Value>, name: &str) -> bool {
    body.get(name).and_then(Value::as_bool).unwrap_or_default()
}

/// A text that is not empty.
pub(in crate::evolution) fn text(body: &Map<String, Value>, name: &str) -> Option<String> {
    body.get(name).and_then(Value::as_str).filter(|text| !text.is_empty()).map(str::to_owned)
}

pub(super) async fn delete(
    State(app): State<App>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Result<Json<Value>, Refusal> {
    {
        let mut world = app.world();
        let open = auth::instance(&app, &world, &headers, &name)?.is_online();
        if open {
            world.log_out(Gateway::Evolution, &name);
        }
    }
    // It has to be there while it is told that it goes, and after it was unlinked.
    app.world().tell(Gateway::Evolution, &name, What::Deleted);
    app.world().delete_instance(Gateway::Evolution, &name);
    Ok(Json(json!({ "status": "SUCCESS", "error": false, "response": { "message": "Instance deleted" } })))
}

//! Listing instances: the rows of the server's database.

use axum::Json;
use axum::extract::{Query, State};
use http::HeaderMap;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::lifecycle::word;
use crate::Gateway;
use crate::clock::iso_millis;
use crate::evolution::call::auth::{self, Rows};
use crate::evolution::config::wanted;
use crate::evolution::errors::Refusal;
use crate::shared::App;
use crate::world::{Instance, State as Connection, World};

pub(in crate::evolution) const CLIENT_NAME: &str = "evolution_exchange";

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Which {
    instance_name: Option<String>,
    instance_id: Option<String>,
    number: Option<String>,
}

pub(super) async fn fetch(
    State(app): State<App>,
    headers: HeaderMap,
    Query(which): Query<Which>,
) -> Result<Json<Value>, Refusal> {
    let world = app.world();
    let given = |text: Option<String>| text.filter(|text| !text.is_empty());
    let (name, id, number) = (given(which.instance_name), given(which.instance_id), given(which.number));
    let of_token = match auth::rows(&app, &world, &headers)? {
        Rows::All => None,
        Rows::OfToken(token) => Some(token),
    };
    let matches = |instance: &&Instance| {
        let is = |wanted: &Option<String>, own: &str| wanted.as_deref().is_none_or(|wanted| wanted == own);
        match &of_token {
            Some(token) => {
                instance.token.as_ref() == Some(token) && is(&name, &instance.name) && is(&id, &instance.id)
            }
            // With the global key the id goes before the number, and both before the name.
            None if id.is_some() => is(&id, &instance.id),
            None if number.is_some() => {
                instance.settings.get("number").and_then(Value::as_str) == number.as_deref()
            }
            None => is(&name, &instance.name),
        }
    };
    let rows: Vec<Value> =
        world.instances(Gateway::Evolution).filter(matches).map(|instance| row(&world, instance)).collect();
    match id.or(number).or(name) {
        _ if !rows.is_empty() => Ok(Json(Value::Array(rows))),
        _ if of_token.is_some() => Err(Refusal::unauthorized()),
        Some(wanted) => Err(Refusal::not_found(&format!("Instance \"{wanted}\" not found"))),
        None => Ok(Json(json!([]))),
    }
}

/// What an instance keeps for its row.
pub(super) fn blocks(
    world: &mut World,
    body: &Map<String, Value>,
    integration: &str,
    instance_id: &str,
    settings: &Value,
) -> Map<String, Value> {
    let now = iso_millis(world.clock.now());
    let mut block = |members: &Value| {
        let mut block = json!({
            "id": format!("cm{}", world.ids.text(b"0123456789abcdefghijklmnopqrstuvwxyz", 23)),
            "createdAt": now,
            "updatedAt": now,
            "instanceId": instance_id,
        });
        if let (Value::Object(block), Value::Object(members)) = (&mut block, members) {
            block.extend(members.clone());
        }
        block
    };
    let websocket = body
        .get("websocket")
        .filter(|websocket| websocket.is_object())
        .map(|websocket| block(&json!({ "enabled": true, "events": wanted(true, websocket.get("events")) })));
    let given = |name: &str| body.get(name).cloned().unwrap_or_default();
    Map::from_iter([
        ("integration".to_owned(), json!(integration)),
        ("number".to_owned(), given("number")),
        ("businessId".to_owned(), given("businessId")),
        ("Setting".to_owned(), block(settings)),
        ("Websocket".to_owned(), websocket.unwrap_or_default()),
    ])
}

// Guess: after a logout the row says 401, Baileys' code for it.
fn row(world: &World, instance: &Instance) -> Value {
    let logged_out = instance.state == Connection::LoggedOut;
    let mailbox = &instance.mailbox;
    let contacts = instance.phone.as_ref().map(|_| world.contacts(Gateway::Evolution, &instance.key).len());
    let mut row = json!({
        "id": instance.id,
        "name": instance.name,
        "connectionStatus": word(instance.state),
        "ownerJid": instance.jid(),
        "profileName": instance.phone.is_some().then(|| instance.push_name()),
        "profilePicUrl": mailbox.profile.picture,
        "token": instance.token,
        "clientName": CLIENT_NAME,
        "disconnectionReasonCode": logged_out.then_some(401),
        "disconnectionObject": logged_out.then_some(r#"{"error":{"data":{"tag":"conflict","attrs":{"type":"device_removed"}},"isBoom":true}}"#),
        "disconnectionAt": logged_out.then(|| iso_millis(instance.updated_at)),
        "createdAt": iso_millis(instance.created_at),
        "updatedAt": iso_millis(instance.updated_at),
        "Chatwoot": null,
        "Proxy": null,
        "Rabbitmq": null,
        "Nats": null,
        "Sqs": null,
        "_count": {
            "Message": mailbox.messages().count(),
            "Contact": contacts.unwrap_or_default(),
            "Chat": mailbox.chats().len(),
        },
    });
    if let Value::Object(row) = &mut row {
        row.extend(instance.settings.clone());
        // Guess: a hidden token is no member of the row.
        if world.evolution.hides_tokens {
            row.remove("token");
        }
    }
    row
}

//! The proxy.

use serde_json::{Value, json};

use crate::clock::iso_millis;
use crate::evolution::address::row_id;
use crate::evolution::call::{Answer, Call, done, read};
use crate::evolution::errors::Refusal;
use crate::evolution::schema::Rules;
use crate::proxy::answers;

pub(super) async fn set(call: Call) -> Answer {
    Rules::of(&call.body)
        .booleans(&["enabled"])
        .strings(&["host", "port", "protocol", "username", "password"])
        .required(&["enabled", "host", "port", "protocol"])
        .check()?;
    if call.flag("enabled") && !works(call.text("host"), call.text("port")).await {
        return Err(Refusal::bad_request("Invalid proxy"));
    }
    let mut world = call.world();
    let now = iso_millis(world.clock.now());
    let instance = call.instance_mut(&mut world)?;
    let mut row = json!({
        "id": row_id(&[&instance.id, "proxy"]),
        "createdAt": now,
        "updatedAt": now,
        "instanceId": instance.id,
    });
    if let Some(made) = instance.settings.get("Proxy").and_then(|kept| kept.get("createdAt")) {
        row["createdAt"] = made.clone();
    }
    for name in ["enabled", "host", "port", "protocol", "username", "password"] {
        row[name] = call.body.get(name).cloned().unwrap_or_default();
    }
    instance.settings.insert("Proxy".to_owned(), row);
    done(json!({ "proxy": { "instanceName": call.name, "proxy": call.body } }))
}

pub(super) async fn find(call: Call) -> Answer {
    let world = call.world();
    read(call.instance(&world)?.settings.get("Proxy").cloned().unwrap_or(Value::Null))
}

// Guess: see there. The real server tries the proxy over the internet.
async fn works(host: &str, port: &str) -> bool {
    match port.parse() {
        Ok(port) => answers(host, port).await,
        Err(_) => false,
    }
}

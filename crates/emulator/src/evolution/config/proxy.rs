//! The proxy.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::net::TcpStream;

use crate::clock::iso_millis;
use crate::evolution::address::row_id;
use crate::evolution::call::{Answer, Call, done, read};
use crate::evolution::errors::Refusal;
use crate::evolution::schema::Rules;

pub(super) async fn set(call: Call) -> Answer {
    Rules::of(&call.body)
        .booleans(&["enabled"])
        .strings(&["host", "port", "protocol", "username", "password"])
        .required(&["enabled", "host", "port", "protocol"])
        .check()?;
    if call.flag("enabled") && !answers(call.text("host"), call.text("port")).await {
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

/// Whether the proxy works, as far as that can be known without the internet.
// Guess: a proxy on this machine must take a connection, and any other is taken unseen. The real server tries it.
async fn answers(host: &str, port: &str) -> bool {
    let Ok(port) = port.parse::<u16>() else { return false };
    let host = if host == "localhost" { "127.0.0.1" } else { host };
    match host.parse::<IpAddr>() {
        Ok(address) if address.is_loopback() => {
            let connecting = TcpStream::connect(SocketAddr::new(address, port));
            tokio::time::timeout(Duration::from_secs(2), connecting).await.is_ok_and(|tried| tried.is_ok())
        }
        _ => !host.is_empty(),
    }
}

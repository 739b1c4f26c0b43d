//! Reconnecting and restarting.

use serde_json::{Value, json};
use wagate_sdk_core::{Error, Outcome};

use super::maps;
use crate::{answering, baileys};

const CONNECT: (&str, &str, Value) = ("GET", "/instance/connect/shop", Value::Null);
const RESTART: (&str, &str, Value) = ("POST", "/instance/restart/shop", Value::Null);

fn open() -> Value {
    json!({ "instance": { "instanceName": "shop", "state": "open" } })
}

#[tokio::test]
async fn a_stored_session_is_resumed_or_a_pairing_begins() {
    assert!(maps(CONNECT, (200, open()), async |line| line.reconnect().await).await.is_paired());
    let told = json!({ "pairingCode": null, "code": "2@guLX8yAzyc5Lpcwml", "count": 1 });
    let pairing = maps(CONNECT, (200, told), async |line| line.reconnect().await).await;
    assert_eq!(pairing.qr_text(), Some("2@guLX8yAzyc5Lpcwml"));
    assert!(!pairing.is_paired());
}

#[tokio::test]
async fn a_running_connection_is_restarted() {
    let done = maps(RESTART, (200, open()), async |line| line.restart().await).await;
    assert_eq!(done.raw.json::<Value>().unwrap(), open());
}

#[tokio::test]
async fn a_closed_instance_is_not_restarted_although_the_status_is_200() {
    let server = answering(200, json!({ "error": true, "message": "[object Object]" })).await;
    let error = baileys(&server).restart().await.unwrap_err();
    assert!(matches!(error, Error::Server(_)), "{error:?}");
    assert_eq!((error.outcome(), error.context().operation()), (Outcome::Unknown, "instance.restart"));
    let error = baileys(&server).reconnect().await.unwrap_err();
    assert!(matches!(error, Error::Server(_)), "{error:?}");
}

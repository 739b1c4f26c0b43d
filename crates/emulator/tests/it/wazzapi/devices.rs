//! Devices.

use serde_json::{Value, json};
use wagate_emulator::{Emulator, Gateway};

use super::{link, owner, problems, refused};

#[tokio::test]
async fn devices_are_paged_searched_and_kept_apart() {
    let emulator = Emulator::start().await.unwrap();
    let owner = owner(&emulator);
    let (main, spare) = (link(&owner, "main").await, link(&owner, "spare").await);
    emulator.scan(Gateway::Wazzapi, &main);

    let second = owner.get("/api/v1/devices?limit=1&offset=1").await;
    assert_eq!((&second.body["total"], second.text("/devices/0/id")), (&json!(2), spare.as_str()));
    let connected = owner.get("/api/v1/devices?status=connected").await;
    assert_eq!((&connected.body["total"], connected.text("/devices/0/id")), (&json!(1), main.as_str()));
    let found = owner.get("/api/v1/devices?search=SPA").await;
    assert_eq!(found.text("/devices/0/session_name"), "spare");
    let wrong = problems(&owner.get("/api/v1/devices?limit=0").await);
    assert_eq!(wrong, [(json!(["query", "limit"]), json!("greater_than_equal"))]);

    let device = owner.get(&format!("/api/v1/devices/{main}")).await;
    assert_eq!((device.text("/status"), device.text("/name")), ("connected", "MAIN"));
    assert!(device.body["backend_id"].is_string() && device.body["is_primary"] == true);
    let ghost = "/api/v1/devices/00000000-0000-4000-8000-000000000000";
    refused(&owner.get(ghost).await, 404, "Device not found");
    assert_eq!(problems(&owner.get("/api/v1/devices/main").await)[0].0, json!(["path", "device_id"]));
    let again = owner.post("/api/v1/devices", json!({ "session_name": "main" })).await;
    refused(&again, 409, "Conflict");

    assert!(emulator.give_away(Gateway::Wazzapi, &main));
    refused(&owner.get(&format!("/api/v1/devices/{main}")).await, 403, "Forbidden");
    assert_eq!(owner.get("/api/v1/devices").await.body["total"], 1);
}

#[tokio::test]
async fn a_device_is_paired_dropped_and_resumed() {
    let emulator = Emulator::start().await.unwrap();
    let owner = owner(&emulator);
    let path = format!("/api/v1/devices/{}", link(&owner, "main").await);
    let status = async || owner.get(&path).await.text("/status").to_owned();
    assert_eq!(status().await, "pending");
    let stored = owner.post(&format!("{path}/reconnect"), json!({})).await;
    refused(&stored, 400, "Device has no stored credentials");

    let qr = owner.get(&format!("{path}/qr")).await;
    assert!(qr.text("/qr_code").starts_with("2@") && qr.text("/qr_image").starts_with("data:image/png"));
    assert_eq!(status().await, "connecting");
    let code = owner.post(&format!("{path}/pair-phone"), json!({ "phone": "5511988887777" })).await;
    assert_eq!(code.text("/pairing_code").len(), 8);
    let missing = problems(&owner.post(&format!("{path}/pair-phone"), json!({})).await);
    assert_eq!(missing, [(json!(["body", "phone"]), json!("missing"))]);

    assert!(emulator.scan(Gateway::Wazzapi, path.rsplit('/').next().unwrap()));
    let live = owner.get(&format!("{path}/status")).await;
    assert_eq!((live.text("/status"), live.text("/phone_number")), ("connected", "5511988887777"));
    refused(&owner.get(&format!("{path}/qr")).await, 400, "Device is already connected");
    assert_eq!(owner.post(&format!("{path}/disconnect"), json!({})).await.text("/status"), "disconnected");
    assert_eq!(status().await, "disconnected");
    assert_eq!(owner.post(&format!("{path}/reconnect"), json!({})).await.text("/status"), "connected");
}

#[tokio::test]
async fn a_proxy_is_kept_and_tried() {
    let emulator = Emulator::start().await.unwrap();
    let owner = owner(&emulator);
    let device = link(&owner, "main").await;
    let path = format!("/api/v1/devices/{device}/proxy");
    let none = owner.get(&path).await;
    assert_eq!(none.body, json!({ "device_id": device, "enabled": false }));

    let changed = owner.patch(&path, json!({ "host": "p.example.org", "port": 1, "password": "s3" })).await;
    assert_eq!((changed.code(), changed.text("/host")), (200, "p.example.org"));
    owner.patch(&path, json!({ "port": 2 })).await;
    let kept = owner.get(&path).await;
    let shown = json!({ "device_id": device, "enabled": true, "host": "p.example.org", "port": 2 });
    assert_eq!(kept.body, shown);

    let test =
        async |proxy: Value| owner.post("/api/v1/devices/proxy/test", proxy).await.body["success"].clone();
    let url = emulator.control_url();
    let port: u16 = url.rsplit(':').next().unwrap().parse().unwrap();
    assert_eq!(test(json!({ "host": "127.0.0.1", "port": port })).await, true);
    assert_eq!(test(json!({ "host": "127.0.0.1", "port": 1 })).await, false);
    assert_eq!(test(json!({})).await, false);
    let ghost = "/api/v1/devices/00000000-0000-4000-8000-000000000000/proxy";
    refused(&owner.get(ghost).await, 404, "Device not found");
    refused(&owner.patch(ghost, json!({})).await, 404, "Device not found");
}

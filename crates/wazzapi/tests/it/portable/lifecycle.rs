//! The connection dropped and opened again, and the proxy.

use serde_json::json;
use wagate_sdk_core::{Error, ProxyProtocol};

use super::line;
use crate::{DEVICE, answering, only_request};

#[tokio::test]
async fn a_device_is_disconnected() {
    let server = answering(200, &json!({ "status": "disconnected" })).await;
    let done = line(&server).disconnect().await.unwrap();
    assert_eq!(only_request(&server).await.0, format!("POST /api/v1/devices/{DEVICE}/disconnect"));
    assert!(done.raw.expose().contains("disconnected"));
}

#[tokio::test]
async fn a_device_is_connected_again_from_what_the_gateway_keeps() {
    for (answer, is_paired) in [
        (json!({}), true),
        (json!({ "status": "connecting" }), true),
        (json!({ "status": "connected" }), true),
        (json!({ "status": "qr_ready" }), false),
        (json!({ "status": "logged_out" }), false),
    ] {
        let server = answering(200, &answer).await;
        let pairing = line(&server).reconnect().await.unwrap();
        assert_eq!(only_request(&server).await.0, format!("POST /api/v1/devices/{DEVICE}/reconnect"));
        assert_eq!(pairing.is_paired(), is_paired, "{answer}");
        assert_eq!(pairing.raw().expose(), answer.to_string());
    }
    let server = answering(404, &json!({ "detail": "Device not found" })).await;
    let error = line(&server).reconnect().await.unwrap_err();
    assert!(matches!(error, Error::NotFound(_)), "{error}");
}

#[tokio::test]
async fn a_proxy_is_told_where_its_members_have_usual_names_and_kept_whole_in_any_case() {
    let members = json!({
        "protocol": "socks5", "host": "proxy.example", "port": "1080", "username": "u", "password": "hunter2"
    });
    for answer in [members.clone(), json!({ "enabled": true, "proxy": members })] {
        let server = answering(200, &answer).await;
        let settings = line(&server).proxy().await.unwrap();
        assert_eq!(only_request(&server).await.0, format!("GET /api/v1/devices/{DEVICE}/proxy"));
        assert!(!format!("{settings:?}").contains("hunter2"));
        let proxy = settings.proxy.unwrap();
        assert_eq!(
            (proxy.protocol, proxy.host.as_str(), proxy.port),
            (ProxyProtocol::Socks5, "proxy.example", 1080)
        );
        assert_eq!(proxy.username.as_deref(), Some("u"));
    }
    for answer in [json!({}), json!({ "proxy": null }), json!({ "proxy_url": "socks5://proxy.example:1080" })]
    {
        let server = answering(200, &answer).await;
        let settings = line(&server).proxy().await.unwrap();
        assert!(settings.enabled.is_none() && settings.proxy.is_none(), "{answer}");
        assert_eq!(settings.raw.expose(), answer.to_string());
    }
}

//! A device's connection and proxy. None of these answers is published.

use serde_json::json;
use wagate_sdk_core::wire::Members;
use wagate_sdk_core::{Error, Outcome};
use wagate_wazzapi::instances::{
    DisconnectDevice, GetProxy, GetQr, GetStatus, LinkDevice, PairPhone, ReconnectDevice, TestProxy,
    UpdateProxy,
};

use super::contract::{golden_of, golden_with};
use super::{DEVICE, DIGITS, account, answering, json_of, line, target};

#[tokio::test]
async fn the_connection_is_asked_for_dropped_and_opened_again() {
    let answer = json!({ "success": true, "status": "connected", "message": "ok", "since": [1] });
    let (status, seen) = golden_of(GetStatus::new(DEVICE), answer.clone()).await;
    assert_eq!(target(&seen), format!("GET /api/v1/devices/{DEVICE}/status"));
    let (dropped, seen) = golden_of(DisconnectDevice::new(DEVICE), answer.clone()).await;
    assert_eq!(target(&seen), format!("POST /api/v1/devices/{DEVICE}/disconnect"));
    assert!(seen.body.is_empty());
    let (opened, seen) = golden_of(ReconnectDevice::new(DEVICE), answer).await;
    assert_eq!(target(&seen), format!("POST /api/v1/devices/{DEVICE}/reconnect"));
    assert!(seen.body.is_empty());
    for report in [status, dropped, opened] {
        assert_eq!((report.success, report.status.as_deref()), (Some(true), Some("connected")));
        assert_eq!(report.message.as_deref(), Some("ok"));
    }
}

#[tokio::test]
async fn an_answer_of_any_shape_is_taken_and_kept() {
    let server = answering(200, &json!({ "status": { "state": "open" }, "job": "j-1" })).await;
    let answer = line(&server).exchange(ReconnectDevice::new(DEVICE)).await.unwrap();
    assert!(answer.value.success.is_none() && answer.value.status.is_none());
    assert!(answer.raw.expose().contains("j-1"));
}

fn proxy() -> Members {
    serde_json::from_value(json!({ "host": "proxy.example", "password": "hunter2" })).unwrap()
}

#[tokio::test]
async fn a_proxy_goes_out_and_comes_back_as_it_is() {
    let answer = serde_json::to_value(proxy()).unwrap();
    let (read, seen) = golden_of(GetProxy::new(DEVICE), answer.clone()).await;
    assert_eq!(target(&seen), format!("GET /api/v1/devices/{DEVICE}/proxy"));
    let update = UpdateProxy::new(DEVICE, proxy());
    let (updated, seen) = golden_of(update.clone(), answer.clone()).await;
    assert_eq!(
        (target(&seen), json_of(&seen)),
        (format!("PATCH /api/v1/devices/{DEVICE}/proxy"), answer.clone())
    );
    let test = TestProxy::new(proxy());
    let (tested, seen) = golden_of(test.clone(), answer.clone()).await;
    assert_eq!((target(&seen).as_str(), json_of(&seen)), ("POST /api/v1/devices/proxy/test", answer));
    for answer in [&read, &updated, &tested] {
        assert_eq!(answer.members, proxy());
    }
    for shown in [format!("{read:?}"), format!("{update:?}"), format!("{test:?}")] {
        assert!(shown.contains("password") && !shown.contains("hunter2"), "{shown}");
    }
}

#[tokio::test]
async fn what_fails_inside_a_success_is_an_error() {
    let server = answering(200, &json!({ "success": false, "message": "proxy is down" })).await;
    for error in [
        account(&server).call(TestProxy::new(proxy())).await.unwrap_err(),
        account(&server).call(GetProxy::new(DEVICE)).await.unwrap_err(),
        account(&server).call(GetStatus::new(DEVICE)).await.unwrap_err(),
        account(&server).call(DisconnectDevice::new(DEVICE)).await.unwrap_err(),
        account(&server).call(ReconnectDevice::new(DEVICE)).await.unwrap_err(),
    ] {
        assert_eq!((error.outcome(), error.provider_message()), (Outcome::Unknown, Some("proxy is down")));
    }
}

#[tokio::test]
async fn a_device_that_is_not_there_is_refused() {
    let server = answering(404, &json!({ "detail": "Device not found" })).await;
    for error in [
        account(&server).call(GetStatus::new(DEVICE)).await.unwrap_err(),
        account(&server).call(DisconnectDevice::new(DEVICE)).await.unwrap_err(),
        account(&server).call(ReconnectDevice::new(DEVICE)).await.unwrap_err(),
        account(&server).call(GetProxy::new(DEVICE)).await.unwrap_err(),
        account(&server).call(UpdateProxy::new(DEVICE, proxy())).await.unwrap_err(),
    ] {
        assert!(matches!(error, Error::NotFound(_)) && error.outcome() == Outcome::Refused, "{error}");
    }
}

#[tokio::test]
async fn a_key_that_may_not_control_devices_is_told_of_the_dashboard() {
    let server = answering(403, &json!({ "detail": "Forbidden" })).await;
    for error in [
        account(&server).call(ReconnectDevice::new(DEVICE)).await.unwrap_err(),
        account(&server).call(UpdateProxy::new(DEVICE, proxy())).await.unwrap_err(),
        account(&server).call(LinkDevice::new(proxy())).await.unwrap_err(),
    ] {
        assert!(error.to_string().contains("dashboard"), "{error}");
    }
}

#[tokio::test]
async fn pairing_is_asked_for_as_the_sdks_ask() {
    let answer = wiremock::ResponseTemplate::new(201).set_body_json(json!({ "id": DEVICE }));
    let (linked, seen) = golden_with(LinkDevice::new(proxy()), answer).await;
    assert_eq!((target(&seen).as_str(), linked.any_id()), ("POST /api/v1/devices", Some(DEVICE)));
    golden_of(GetQr::new(DEVICE), json!({ "qr": "2@a" })).await;
    golden_of(PairPhone::new(DEVICE, DIGITS), json!({ "code": "7K2MQ9XZ" })).await;
}

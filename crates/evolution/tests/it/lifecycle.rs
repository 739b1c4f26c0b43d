//! Connecting, pairing, states, unlinking.

use serde_json::{Value, json};
use wagate_evolution::instances::{Connect, InstanceStatus, Restart};
use wagate_evolution::{Integration, KnownChannel};
use wagate_sdk_core::{ConnectionState, Error, Operation, Outcome};
use wiremock::MockServer;

use crate::{
    GLOBAL_KEY, SHOP_TOKEN, answer, answering, expect, failure, requests, shop, shop_on, the_request,
};

/// A PNG of one pixel, as the server shows a QR code.
const PNG: &str = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

fn open() -> Value {
    json!({ "instance": { "instanceName": "shop", "state": "open" } })
}

#[tokio::test]
async fn connect_gives_the_qr_code_as_text_and_image() {
    let server =
        answering(200, json!({ "pairingCode": null, "code": "2@guLX8", "base64": PNG, "count": 1 })).await;
    let pairing = shop(&server).connect().await.unwrap();
    expect(&the_request(&server).await, "GET", "/instance/connect/shop", SHOP_TOKEN);
    assert_eq!(pairing.qr_text(), Some("2@guLX8"));
    assert!(pairing.qr_image().unwrap().png().starts_with(b"\x89PNG"));
    assert!(pairing.code().is_none() && !pairing.is_paired());
    assert_eq!(pairing.raw().json::<Value>().unwrap()["count"], 1);
}

#[tokio::test]
async fn connect_tells_that_the_number_is_paired() {
    let server = answering(200, open()).await;
    assert!(shop(&server).connect().await.unwrap().is_paired());
}

#[tokio::test]
async fn connect_without_a_code_yet_is_no_failure() {
    let server = MockServer::start().await;
    for nothing in [json!({ "count": 0 }), json!({}), json!({ "pairingCode": "", "code": "", "base64": "" })]
    {
        answer(&server, 200, nothing).await;
        let pairing = shop(&server).connect().await.unwrap();
        assert!(pairing.qr_text().is_none() && pairing.qr_image().is_none() && !pairing.is_paired());
    }
}

#[tokio::test]
async fn a_failure_inside_a_200_is_a_failure() {
    let inside = json!({ "error": true, "message": "BadRequestException: no socket" });
    let server = answering(200, inside).await;
    let error = shop(&server).connect().await.unwrap_err();
    assert!(matches!(error, Error::Server(_)), "{error:?}");
    assert_eq!(error.provider_message(), Some("BadRequestException: no socket"));
    assert_eq!(error.outcome(), Outcome::Unknown);

    answer(&server, 200, json!({ "error": true, "message": "[object Object]" })).await;
    let error = shop(&server).call(Restart::new()).await.unwrap_err();
    expect(&the_request(&server).await, "POST", "/instance/restart/shop", SHOP_TOKEN);
    assert_eq!(error.outcome(), Outcome::Unknown);
}

#[tokio::test]
async fn restart_answers_with_the_state_or_a_code() {
    let server = answering(200, open()).await;
    let told = shop(&server).call(Restart::new()).await.unwrap();
    assert_eq!(told.instance.unwrap().state, Some(InstanceStatus::Open));
    assert!(the_request(&server).await.body.is_empty());
    answer(&server, 200, json!({ "pairingCode": null, "code": "2@x", "base64": PNG, "count": 5 })).await;
    let told = shop(&server).call(Restart::new()).await.unwrap();
    assert_eq!((told.code.as_deref(), told.count), (Some("2@x"), Some(5)));
    assert!(!format!("{told:?}").contains("2@x"));
}

#[tokio::test]
async fn a_pairing_code_is_asked_for_by_number() {
    let server =
        answering(200, json!({ "pairingCode": "7K2MQ9XZ", "code": "2@x", "base64": PNG, "count": 1 })).await;
    let code = shop(&server).pairing_code(&"+55 11 99999-0000".parse().unwrap()).await.unwrap();
    expect(&the_request(&server).await, "GET", "/instance/connect/shop?number=5511999990000", SHOP_TOKEN);
    assert_eq!(code.to_string(), "7K2M-Q9XZ");
}

#[tokio::test]
async fn without_a_pairing_code_the_error_says_why() {
    let server = MockServer::start().await;
    let phone = "5511999990000".parse().unwrap();
    for (told, hint) in
        [(open(), "paired already"), (json!({ "code": "2@x", "count": 1 }), "restart or log out")]
    {
        answer(&server, 200, told).await;
        let error = shop(&server).pairing_code(&phone).await.unwrap_err();
        assert!(matches!(error, Error::Conflict(_)) && error.to_string().contains(hint), "{error}");
        assert!(error.raw().is_some() && error.status().is_some(), "the answer is kept");
        assert_eq!(error.outcome(), Outcome::Refused);
    }
    answer(&server, 200, json!({ "count": 0 })).await;
    let error = shop(&server).pairing_code(&phone).await.unwrap_err();
    assert!(error.is_transient(), "{error:?}");
    assert_eq!(error.outcome(), Outcome::Unknown);
}

#[tokio::test]
async fn every_state_has_its_portable_word() {
    let server = MockServer::start().await;
    for (word, state) in [
        (json!("open"), ConnectionState::Online),
        (json!("connecting"), ConnectionState::Connecting),
        (json!("close"), ConnectionState::Disconnected),
        (json!("refused"), ConnectionState::Other("refused".to_owned())),
        (json!(null), ConnectionState::Disconnected),
    ] {
        answer(&server, 200, json!({ "instance": { "instanceName": "shop", "state": word } })).await;
        assert_eq!(shop(&server).status().await.unwrap(), state);
        expect(&the_request(&server).await, "GET", "/instance/connectionState/shop", SHOP_TOKEN);
    }
    answer(&server, 200, json!({ "instance": { "instanceName": "shop" } })).await;
    assert_eq!(shop(&server).status().await.unwrap(), ConnectionState::Disconnected);
}

#[tokio::test]
async fn logout_unlinks() {
    let done =
        json!({ "status": "SUCCESS", "error": false, "response": { "message": "Instance logged out" } });
    let server = answering(200, done).await;
    shop(&server).logout().await.unwrap();
    expect(&the_request(&server).await, "DELETE", "/instance/logout/shop", SHOP_TOKEN);
}

#[tokio::test]
async fn logout_of_a_closed_instance_says_so() {
    let told = failure(400, "Bad Request", json!(["The \"shop\" instance is not connected"]));
    let server = answering(400, told).await;
    let error = shop(&server).logout().await.unwrap_err();
    assert!(matches!(error, Error::InstanceOffline(_)));
    assert_eq!(error.outcome(), Outcome::Refused);
    // From 2.4.0 on.
    let done = json!({ "status": "SUCCESS", "error": false, "response": { "message": "Instance was already disconnected" } });
    answer(&server, 200, done).await;
    shop(&server).logout().await.unwrap();
}

#[tokio::test]
async fn the_qr_codes_end_when_the_number_is_paired() {
    let server = answering(200, open()).await;
    let mut codes = shop(&server).qr_codes();
    assert!(codes.next().await.is_none());
}

#[tokio::test]
async fn channels_without_a_phone_have_nothing_to_pair_or_unlink() {
    let server = answering(200, open()).await;
    for integration in [Integration::Business, Integration::Evolution] {
        let line = shop_on(&server, KnownChannel::new(integration));
        assert!(!line.capabilities().supports(Operation::PairingCode));
        assert!(matches!(line.logout().await, Err(Error::Unsupported(_))));
        assert!(matches!(
            line.pairing_code(&"5511999990000".parse().unwrap()).await,
            Err(Error::Unsupported(_))
        ));
    }
    assert_eq!(requests(&server).await, 0);
    assert!(shop_on(&server, KnownChannel::new(Integration::Evolution)).connect().await.unwrap().is_paired());
    expect(&the_request(&server).await, "GET", "/instance/connect/shop", GLOBAL_KEY);
}

#[tokio::test]
async fn the_native_connect_may_name_a_number() {
    let server = answering(200, json!({ "count": 0 })).await;
    let told = shop(&server).call(Connect::with_number("5511999990000")).await.unwrap();
    assert_eq!(told.count, Some(0));
}

//! Pairing and state.

use serde_json::{Value, json};
use wagate_sdk_core::{ConnectionState, Error, Operation, Outcome, PhoneNumber};
use wagate_wazzapi::instances::{GetQr, PairPhone};
use wiremock::matchers::path;
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::{DEVICE, account, answering, device, line, only_request, requests};

/// The first bytes of a PNG, in base64.
const PNG: &str = "iVBORw0KGgo=";
const QR: &str = "2@abc,def,ghi,jkl";

#[tokio::test]
async fn device_qr_is_asked_on_the_device_by_both_clients() {
    let server = answering(200, &json!({ "qr_code": QR })).await;
    let answer = account(&server).call(GetQr::new(DEVICE)).await.unwrap();
    assert_eq!(answer.qr_code.as_deref(), Some(QR));
    assert!(!format!("{answer:?}").contains("abc"));
    let (target, body) = only_request(&server).await;
    assert_eq!(target, format!("GET /api/v1/devices/{DEVICE}/qr"));
    assert!(body.is_null());
}

#[tokio::test]
async fn a_qr_text_is_found_under_each_of_its_names() {
    for name in ["qr", "qr_code", "qrcode", "code"] {
        for answer in [json!({ name: QR }), json!({ "data": { name: QR } })] {
            let server = answering(200, &answer).await;
            let pairing = line(&server).connect().await.unwrap();
            assert_eq!(pairing.qr_text(), Some(QR), "{answer}");
            assert!(pairing.qr_image().is_none() && !pairing.is_paired());
        }
    }
}

#[tokio::test]
async fn a_qr_image_is_found_under_each_of_its_names_and_in_both_forms() {
    for name in ["qr", "qr_code", "qrcode", "code", "qr_image", "image", "base64"] {
        for image in [PNG.to_owned(), format!("data:image/png;base64,{PNG}")] {
            for answer in [json!({ name: image }), json!({ "data": { name: image } })] {
                let server = answering(200, &answer).await;
                let pairing = line(&server).connect().await.unwrap();
                assert_eq!(pairing.qr_image().unwrap().png(), b"\x89PNG\r\n\x1a\n", "{answer}");
                assert_eq!(pairing.qr_text(), None, "{answer}");
            }
        }
    }
}

#[tokio::test]
async fn text_and_image_may_come_together() {
    let answer = json!({ "device_id": DEVICE, "status": "connecting", "qr_code": QR, "qr_image": PNG });
    let server = answering(200, &answer).await;
    let pairing = line(&server).connect().await.unwrap();
    assert!(pairing.qr_text() == Some(QR) && pairing.qr_image().is_some());
    assert!(pairing.raw().expose().contains(DEVICE));
}

#[tokio::test]
async fn what_is_no_qr_code_is_not_taken_for_one() {
    for answer in [
        json!({}),
        json!({ "qr": null, "code": 200, "image": "https://example.com/qr.png", "data": "later" }),
        json!({ "qr": "", "qr_code": { "text": "x" }, "qr_image": "data:image/jpeg;base64,/9j/", "data": [1] }),
        json!({ "qr": "data:image/svg+xml;base64,PHN2Zz4=" }),
    ] {
        let server = answering(200, &answer).await;
        let pairing = line(&server).connect().await.unwrap();
        assert!(pairing.qr_text().is_none() && pairing.qr_image().is_none(), "{answer}");
        assert!(!pairing.is_paired());
    }
}

#[tokio::test]
async fn a_connected_device_is_paired() {
    for answer in [json!({ "status": "connected" }), json!({ "qr": null, "data": { "status": "connected" } })]
    {
        let server = answering(200, &answer).await;
        assert!(line(&server).connect().await.unwrap().is_paired(), "{answer}");
    }
}

#[tokio::test]
async fn connect_to_an_absent_device_is_not_found() {
    let server = answering(404, &json!({ "detail": "Device not found" })).await;
    let error = line(&server).connect().await.unwrap_err();
    assert!(matches!(error, Error::NotFound(_)) && error.outcome() == Outcome::Refused, "{error}");
}

#[tokio::test]
async fn the_first_refusal_is_the_answer_when_the_second_question_fails() {
    let server = MockServer::start().await;
    let says =
        |status: u16, words: &str| ResponseTemplate::new(status).set_body_json(json!({ "detail": words }));
    Mock::given(path(format!("/api/v1/devices/{DEVICE}/qr")))
        .respond_with(says(422, "no QR code for this device"))
        .mount(&server)
        .await;
    Mock::given(path(format!("/api/v1/devices/{DEVICE}")))
        .respond_with(says(403, "Forbidden"))
        .mount(&server)
        .await;
    let error = line(&server).connect().await.unwrap_err();
    assert_eq!(error.provider_message(), Some("no QR code for this device"), "{error}");
}

#[tokio::test]
async fn a_pairing_code_is_asked_for_with_digits_in_the_field_phone() {
    let server = answering(200, &json!({ "pairing_code": "7K2M-Q9XZ" })).await;
    let phone: PhoneNumber = super::PHONE.parse().unwrap();
    let code = line(&server).pairing_code(&phone).await.unwrap();
    assert_eq!(code.to_string(), "7K2M-Q9XZ");
    let (target, body) = only_request(&server).await;
    assert_eq!(target, format!("POST /api/v1/devices/{DEVICE}/pair-phone"));
    assert_eq!(body, json!({ "phone": "6281234567890" }));
}

#[tokio::test]
async fn a_pairing_code_is_found_under_each_of_its_names() {
    for name in ["code", "pairing_code", "linking_code"] {
        for answer in [json!({ name: "7k2mq9xz" }), json!({ "code": 200, "data": { name: "7K2M-Q9XZ" } })] {
            let server = answering(200, &answer).await;
            let answered = account(&server).call(PairPhone::new(DEVICE, "6281234567890")).await.unwrap();
            assert!(!format!("{answered:?}").to_uppercase().contains("7K2M"));
            let code = line(&server).pairing_code(&super::PHONE.parse().unwrap()).await.unwrap();
            assert_eq!(code.as_str(), "7K2MQ9XZ", "{answer}");
        }
    }
}

#[tokio::test]
async fn an_answer_without_a_pairing_code_was_accepted_and_keeps_the_answer() {
    let server = answering(200, &json!({ "sent": true })).await;
    let error = line(&server).pairing_code(&super::PHONE.parse().unwrap()).await.unwrap_err();
    assert!(matches!(error, Error::Decode(_)) && error.outcome() == Outcome::Accepted, "{error}");
    assert_eq!(error.raw().unwrap().expose(), r#"{"sent":true}"#);
    assert_eq!(error.context().instance(), Some(DEVICE));
}

#[tokio::test]
async fn pairing_that_fails_inside_a_success_is_an_error() {
    let server = answering(200, &json!({ "success": false, "detail": "Device is busy" })).await;
    for error in [
        line(&server).connect().await.unwrap_err(),
        line(&server).pairing_code(&super::PHONE.parse().unwrap()).await.unwrap_err(),
    ] {
        assert_eq!((error.outcome(), error.provider_message()), (Outcome::Unknown, Some("Device is busy")));
    }
}

async fn status_of(word: Value) -> ConnectionState {
    let mut device = device();
    device["status"] = word;
    let server = answering(200, &device).await;
    let state = line(&server).status().await.unwrap();
    assert_eq!(only_request(&server).await.0, format!("GET /api/v1/devices/{DEVICE}"));
    state
}

#[tokio::test]
async fn status_reads_the_device_and_maps_its_words() {
    assert_eq!(status_of(json!("connected")).await, ConnectionState::Online);
    assert_eq!(status_of(json!("disconnected")).await, ConnectionState::Disconnected);
    for word in ["connecting", "Connecting", "reconnecting"] {
        assert_eq!(status_of(json!(word)).await, ConnectionState::Connecting, "{word}");
    }
    for word in ["qr", "qr_ready", "awaiting-qr", "waiting for scan", "pairing", "pairing_code"] {
        assert_eq!(status_of(json!(word)).await, ConnectionState::AwaitingScan, "{word}");
    }
    assert_eq!(status_of(json!("logged_out")).await, ConnectionState::LoggedOut);
    for word in ["paired", "warming_up", "Unknown", "not_paired_qr_expired", "repairing"] {
        assert_eq!(status_of(json!(word)).await, ConnectionState::Other(word.into()));
    }
    assert_eq!(status_of(Value::Null).await, ConnectionState::untold());
}

#[tokio::test]
async fn nothing_unlinks_a_number() {
    let server = MockServer::start().await;
    let line = line(&server);
    assert!(!line.capabilities().supports(Operation::Logout));
    assert!(matches!(line.logout().await.unwrap_err(), Error::Unsupported(_)));
    assert!(requests(&server).await.is_empty());
}

//! Pairing, state and unlinking.

use serde_json::json;
use wagate_ryze::Ryze;
use wagate_ryze::instances::{Connect, InstanceStatus, Logout};
use wagate_sdk_core::adapter::Endpoint;
use wagate_sdk_core::{ConnectionState, Error, InstanceClient, Outcome, PhoneNumber, Safety, TimeoutClass};

use crate::{
    account, account_token, failure, gateway, instance_token, line, listed, portable, request, requests,
    route,
};

/// The documents' image is cut off after the first bytes of a PNG; it is one all the same.
const QR_IMAGE: &str = "data:image/png;base64,iVBORw0KGgo=";

fn qr() -> serde_json::Value {
    json!({
        "success": true,
        "message": "QR code generated",
        "qrCode": "1@AbCd,EfGh==,IjKl=",
        "qrCodeBase64": QR_IMAGE,
        "status": "qr"
    })
}

fn number() -> PhoneNumber {
    "+55 11 99999-9999".parse().unwrap()
}

#[tokio::test]
async fn connecting_goes_out_and_comes_back_as_documented() {
    let server = gateway(200, qr()).await;
    let started = line(&server, instance_token()).call(Connect::new()).await.unwrap();
    let sent = request(&server).await;
    assert_eq!((sent.method.as_str(), sent.url.path()), ("GET", "/api/instance/connect/support"));
    assert_eq!((sent.url.query(), sent.body.len()), (None, 0));
    assert_eq!(started.qr_code.as_deref(), Some("1@AbCd,EfGh==,IjKl="));
    assert_eq!(started.status, Some(InstanceStatus::Qr));
    assert!(!format!("{started:?}").contains("1@AbCd"));
}

#[tokio::test]
async fn days_of_history_go_into_the_query() {
    let server = gateway(200, qr()).await;
    let mut connect = Connect::with_number("5511999999999");
    connect.history = Some(7);
    line(&server, instance_token()).call(connect).await.unwrap();
    assert_eq!(request(&server).await.url.query(), Some("number=5511999999999&history=7"));
}

#[test]
fn connecting_may_block_for_a_minute_and_is_never_repeated_by_itself() {
    assert_eq!((Connect::TIMEOUT, Connect::SAFETY), (TimeoutClass::Pairing, Safety::AtMostOnce));
}

#[tokio::test]
async fn the_portable_connect_gives_the_qr_code_as_text_and_image() {
    let server = gateway(200, qr()).await;
    let pairing = line(&server, instance_token()).connect().await.unwrap();
    assert_eq!(pairing.qr_text(), Some("1@AbCd,EfGh==,IjKl="));
    assert_eq!(pairing.qr_image().unwrap().data_url(), QR_IMAGE);
    assert!(!pairing.is_paired() && pairing.code().is_none());
    assert!(pairing.raw().expose().contains("QR code generated"));
}

#[tokio::test]
async fn an_image_without_its_prefix_is_read_and_an_unreadable_one_is_left_out() {
    for (image, is_read) in [("iVBORw0KGgo=", true), ("not base64!", false), ("", false)] {
        let server = gateway(200, json!({"qrCode": "1@x", "qrCodeBase64": image})).await;
        let pairing = line(&server, instance_token()).connect().await.unwrap();
        assert_eq!(pairing.qr_image().is_some(), is_read, "{image}");
        assert_eq!(pairing.qr_text(), Some("1@x"));
    }
}

#[tokio::test]
async fn an_instance_that_is_paired_needs_no_code() {
    let server = gateway(200, json!({"success": true, "status": "connected"})).await;
    assert!(line(&server, instance_token()).connect().await.unwrap().is_paired());
}

#[tokio::test]
async fn a_connect_that_fails_inside_a_success_is_an_error() {
    let server = gateway(200, failure("no")).await;
    let error = line(&server, instance_token()).connect().await.unwrap_err();
    assert_eq!((error.outcome(), error.provider_message()), (Outcome::Unknown, Some("no")));
}

#[tokio::test]
async fn a_pairing_code_is_asked_for_with_the_digits_of_the_number() {
    for spelling in ["7K2MQ9XZ", "7K2M-Q9XZ"] {
        let server = gateway(200, json!({"success": true, "pairingCode": spelling})).await;
        let code = line(&server, instance_token()).pairing_code(&number()).await.unwrap();
        assert_eq!(code.to_string(), "7K2M-Q9XZ");
        let sent = request(&server).await;
        assert_eq!(sent.url.path(), "/api/instance/connect/support");
        assert_eq!(sent.url.query(), Some("number=5511999999999"));
    }
}

#[tokio::test]
async fn there_is_no_pairing_code_for_a_paired_instance() {
    let server = gateway(200, json!({"success": true, "status": "connected"})).await;
    let error = line(&server, instance_token()).pairing_code(&number()).await.unwrap_err();
    assert!(matches!(error, Error::Conflict(_)), "{error:?}");
    assert_eq!((error.outcome(), error.context().operation()), (Outcome::Refused, "instance.connect"));
    assert!(error.raw().is_some() && error.status().is_some(), "the answer is kept");
    assert_eq!((error.outcome(), error.context().instance()), (Outcome::Refused, Some("support")));
}

#[tokio::test]
async fn an_answer_without_a_readable_pairing_code_is_said_to_be_so() {
    for answer in [json!({"success": true}), json!({"pairingCode": "short", "status": "connected"})] {
        let server = gateway(200, answer).await;
        let error = line(&server, instance_token()).pairing_code(&number()).await.unwrap_err();
        assert!(matches!(error, Error::Decode(_)), "{error:?}");
        assert_eq!(error.outcome(), Outcome::Accepted);
        assert!(error.raw().is_some() && error.status().is_some());
    }
}

#[tokio::test]
async fn a_stored_session_is_resumed_without_a_code() {
    let answer = json!({"success": true, "message": "Reconnect initiated", "status": "connecting"});
    let (pairing, seen) = portable(answer, async |line| line.reconnect().await).await;
    assert_eq!(route(&seen), "POST /api/instance/reconnect/support");
    assert!(seen.body.is_empty());
    assert!(pairing.is_paired() && pairing.qr_text().is_none() && pairing.code().is_none());
    assert!(pairing.raw().expose().contains("Reconnect initiated"));
}

#[tokio::test]
async fn without_a_stored_session_there_is_nothing_to_resume() {
    for words in [
        "Instance has no saved session — call /connect first",
        "Instance has no saved session, call /connect first",
    ] {
        let server = gateway(400, failure(words)).await;
        let error = line(&server, instance_token()).erase().reconnect().await.unwrap_err();
        assert!(matches!(error, Error::InstanceOffline(_)), "{error:?}");
        assert_eq!(error.outcome(), Outcome::Refused);
    }
}

#[tokio::test]
async fn the_state_is_read_from_the_list_by_name() {
    let server = gateway(200, listed()).await;
    assert_eq!(line(&server, instance_token()).status().await.unwrap(), ConnectionState::Online);
    let sent = request(&server).await;
    assert_eq!((sent.method.as_str(), sent.url.path()), ("GET", "/api/instance/list"));
    assert_eq!(sent.url.query(), Some("instanceName=support"));
}

#[tokio::test]
async fn every_word_of_the_gateway_has_its_state() {
    for (word, state) in [
        ("connected", ConnectionState::Online),
        ("connecting", ConnectionState::Connecting),
        ("disconnected", ConnectionState::Disconnected),
        ("loggedout", ConnectionState::LoggedOut),
        ("LoggedOut", ConnectionState::LoggedOut),
        ("qr", ConnectionState::AwaitingScan),
        ("closed", ConnectionState::Disconnected),
        ("banned", ConnectionState::Restricted),
        ("temp_banned", ConnectionState::Restricted),
        ("deleted", ConnectionState::Deleted),
        ("napping", ConnectionState::Other("napping".into())),
    ] {
        // The connection's state is the exact one; the short one stands in for it.
        for row in [
            json!({"name": "support", "connection": {"state": word}, "status": "ignored"}),
            json!({"name": "support", "status": word}),
        ] {
            let server = gateway(200, json!({"instances": [row]})).await;
            assert_eq!(line(&server, instance_token()).status().await.unwrap(), state, "{word}");
        }
    }
}

#[tokio::test]
async fn the_state_of_an_unknown_instance_is_not_found() {
    let missing = gateway(200, json!({"instances": []})).await;
    let others = gateway(200, json!({"instances": [{"name": "sales", "status": "connected"}]})).await;
    let refused = gateway(404, failure("Instance not found")).await;
    for server in [missing, others, refused] {
        let error = line(&server, instance_token()).status().await.unwrap_err();
        assert!(matches!(error, Error::NotFound(_)), "{error:?}");
        assert_eq!(error.context().instance(), Some("support"));
    }
}

#[tokio::test]
async fn unlinking_goes_out_and_comes_back_as_documented() {
    let answer =
        json!({"success": true, "message": "Instance logged out", "instance": {"status": "loggedout"}});
    let server = gateway(200, answer).await;
    let line = line(&server, instance_token());
    let ended = line.call(Logout::new()).await.unwrap();
    assert_eq!(ended.instance.unwrap().status, Some(InstanceStatus::LoggedOut));
    line.logout().await.unwrap();
    for sent in requests(&server).await {
        assert_eq!((sent.method.as_str(), sent.url.path()), ("DELETE", "/api/instance/logout/support"));
        assert_eq!((sent.url.query(), sent.body.len()), (None, 0));
    }
}

#[tokio::test]
async fn an_unlinking_that_fails_is_an_error() {
    let server = gateway(500, failure("Failed to logout instance")).await;
    let error = line(&server, instance_token()).logout().await.unwrap_err();
    assert_eq!(
        (error.outcome(), error.provider_message()),
        (Outcome::Unknown, Some("Failed to logout instance"))
    );
    let server = gateway(200, failure("no")).await;
    assert!(line(&server, instance_token()).logout().await.is_err());
}

#[tokio::test]
async fn names_are_percent_encoded_in_every_path() {
    let server = gateway(200, json!({"success": true, "status": "connected"})).await;
    let owner = account(&server, account_token());
    let line: InstanceClient<Ryze> = owner.instance("sales & co/1?x").unwrap();
    line.connect().await.unwrap();
    line.logout().await.unwrap();
    let paths: Vec<_> = requests(&server).await.iter().map(|sent| sent.url.path().to_owned()).collect();
    let encoded = "sales%20%26%20co%2F1%3Fx";
    assert_eq!(
        paths,
        [format!("/api/instance/connect/{encoded}"), format!("/api/instance/logout/{encoded}")]
    );
}

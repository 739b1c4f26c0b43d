//! Pairing, state, unlinking.

use std::time::Duration;

use serde_json::json;
use wagate_sdk_core::{ConnectionState, Error, Outcome, PairingEnd, PhoneNumber};
use wagate_vzaps::session::{Disconnect, GetPairingCode, GetQr, GetStatus};
use wiremock::matchers::path;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::gateway::*;

const PNG: &str = "data:image/png;base64,iVBORw0KGgo=";

fn number() -> PhoneNumber {
    "+55 11 98765-0002".parse().unwrap()
}

#[tokio::test]
async fn a_connected_session_shows_its_profile() {
    let server = MockServer::start().await;
    let profile = json!({
        "connected": true,
        "phone": "5511987650001",
        "whatsapp_jid": "5511987650001@s.whatsapp.net",
        "push_name": "Support",
        "business_name": "Demo Shop",
        "business_profile": {
            "business_hours_timezone": "America/Sao_Paulo",
            "categories": [{"id": "1000000000000001", "name": "Retail"}],
            "profile_options": {"cart_enabled": "true", "commerce_experience": "none"}
        },
        "profile_picture_id": "1242225001",
        "profile_picture_url": "https://pps.example.net/p.jpg",
        "profile_url": "https://wa.me/5511987650001"
    });
    answers(&server, "GET", &route("/session/status"), 200, enveloped(profile)).await;

    let answer = line(&server).call(GetStatus::new()).await.unwrap();

    assert_eq!(only_call(&server).await, ("GET".into(), route("/session/status"), None));
    assert_eq!((answer.code, answer.success), (Some(200), Some(true)));
    let session = answer.data;
    assert!(session.connected);
    assert_eq!(session.phone.unwrap().digits(), "5511987650001");
    assert_eq!(session.whatsapp_jid.as_deref(), Some("5511987650001@s.whatsapp.net"));
    assert_eq!(session.push_name.as_deref(), Some("Support"));
    assert_eq!(session.business_name.as_deref(), Some("Demo Shop"));
    assert_eq!(session.profile_picture_id.as_deref(), Some("1242225001"));
    assert_eq!(session.profile_picture_url.as_deref(), Some("https://pps.example.net/p.jpg"));
    assert_eq!(session.profile_url.as_deref(), Some("https://wa.me/5511987650001"));
    assert_eq!((session.verified_name, session.about, session.website), (None, None, None));
    let business = session.business_profile.unwrap();
    assert_eq!(business.business_hours_timezone.as_deref(), Some("America/Sao_Paulo"));
    assert_eq!(business.categories.unwrap()[0].name.as_deref(), Some("Retail"));
    assert_eq!(business.profile_options.unwrap()["cart_enabled"], "true");
}

#[tokio::test]
async fn the_state_is_online_or_disconnected() {
    for (data, state) in [
        (json!({"connected": true, "phone": "5511987650001"}), ConnectionState::Online),
        (json!({"connected": true}), ConnectionState::Online),
        (json!({"connected": false}), ConnectionState::Disconnected),
    ] {
        let server = MockServer::start().await;
        answers(&server, "GET", &route("/session/status"), 200, enveloped(data)).await;
        assert_eq!(line(&server).status().await.unwrap(), state);
    }
}

#[tokio::test]
async fn connecting_reads_the_qr_code_in_both_spellings() {
    for member in ["qr_code", "QRCode"] {
        let server = MockServer::start().await;
        answers(&server, "GET", &route("/session/qr"), 200, enveloped(json!({member: PNG}))).await;
        let pairing = line(&server).connect().await.unwrap();
        assert_eq!(only_call(&server).await, ("GET".into(), route("/session/qr"), None));
        assert!(!pairing.is_paired());
        assert_eq!(pairing.qr_image().unwrap().png(), b"\x89PNG\r\n\x1a\n");
        assert_eq!(pairing.qr_image().unwrap().data_url(), PNG);
        assert!(pairing.raw().expose().contains(member));
    }
}

#[tokio::test]
async fn connecting_what_is_paired_says_so() {
    for data in [
        json!({"status": "connected", "phone": "5511987650001"}),
        json!({"phone": "5511987650001", "qr_code": ""}),
        json!({"status": "connected", "QRCode": null}),
    ] {
        let server = MockServer::start().await;
        answers(&server, "GET", &route("/session/qr"), 200, enveloped(data)).await;
        let pairing = line(&server).connect().await.unwrap();
        assert!(pairing.is_paired() && pairing.qr_image().is_none());
    }
    let server = MockServer::start().await;
    let data = json!({"status": "connected", "phone": "5511987650001"});
    answers(&server, "GET", &route("/session/qr"), 200, enveloped(data)).await;
    let qr = line(&server).call(GetQr::new()).await.unwrap().data;
    assert_eq!((qr.status.as_deref(), qr.phone.unwrap().digits()), (Some("connected"), "5511987650001"));
}

#[tokio::test]
async fn a_word_that_is_not_connected_is_not_paired() {
    for word in ["connecting", "waiting", "qr", "disconnected", "starting"] {
        let server = MockServer::start().await;
        answers(&server, "GET", &route("/session/qr"), 200, enveloped(json!({"status": word}))).await;
        assert!(!line(&server).connect().await.unwrap().is_paired(), "{word}");
        answers(
            &server,
            "GET",
            &route("/session/paircode/5511987650002"),
            200,
            enveloped(json!({"status": word})),
        )
        .await;
        let error = line(&server).pairing_code(&number()).await.unwrap_err();
        assert!(matches!(error, Error::Decode(_)), "{word}: {error}");
    }
}

#[tokio::test]
async fn connecting_without_a_code_yet_is_not_paired() {
    let server = MockServer::start().await;
    answers(&server, "GET", &route("/session/qr"), 200, enveloped(json!({}))).await;
    let pairing = line(&server).connect().await.unwrap();
    assert!(!pairing.is_paired() && pairing.qr_image().is_none() && pairing.qr_text().is_none());
}

#[tokio::test]
async fn qr_codes_are_polled_until_the_number_is_paired() {
    let server = MockServer::start().await;
    answers(&server, "GET", &route("/session/status"), 200, enveloped(json!({"connected": false}))).await;
    Mock::given(path(route("/session/qr")))
        .respond_with(ResponseTemplate::new(200).set_body_json(enveloped(json!({"qr_code": PNG}))))
        .up_to_n_times(2)
        .mount(&server)
        .await;
    let paired = enveloped(json!({"status": "connected", "phone": "5511987650001"}));
    answers(&server, "GET", &route("/session/qr"), 200, paired).await;

    let mut codes = line(&server).qr_codes().poll_every(Duration::ZERO);
    assert!(codes.next().await.unwrap().unwrap().qr_image().is_some());
    assert!(codes.next().await.is_none(), "the same code is shown once");
    assert_eq!(codes.end(), Some(PairingEnd::Paired));
}

#[tokio::test]
async fn a_pairing_code_is_asked_for_by_the_numbers_digits_and_read_in_both_spellings() {
    for member in ["LinkingCode", "linking_code"] {
        let server = MockServer::start().await;
        let route = route("/session/paircode/5511987650002");
        answers(&server, "GET", &route, 200, enveloped(json!({member: "7K2M-Q9XZ"}))).await;
        let code = line(&server).pairing_code(&number()).await.unwrap();
        assert_eq!(only_call(&server).await, ("GET".into(), route, None));
        assert_eq!(code.to_string(), "7K2M-Q9XZ");
    }
}

#[tokio::test]
async fn both_spellings_at_once_are_no_trouble() {
    let server = MockServer::start().await;
    let codes = json!({"LinkingCode": "7K2M-Q9XZ", "linking_code": "7K2M-Q9XZ"});
    answers(&server, "GET", &route("/session/paircode/5511987650002"), 200, enveloped(codes)).await;
    let images = json!({"qr_code": PNG, "QRCode": PNG});
    answers(&server, "GET", &route("/session/qr"), 200, enveloped(images)).await;
    let line = line(&server);
    let answer = line.call(GetPairingCode::new(number())).await.unwrap();
    assert_eq!(answer.data.linking_code.unwrap().as_str(), "7K2MQ9XZ");
    assert!(line.connect().await.unwrap().qr_image().is_some());
}

#[tokio::test]
async fn no_pairing_code_for_what_is_paired() {
    let server = MockServer::start().await;
    let data = json!({"status": "connected", "phone": "5511987650001"});
    answers(&server, "GET", &route("/session/paircode/5511987650002"), 200, enveloped(data)).await;
    let error = line(&server).pairing_code(&number()).await.unwrap_err();
    assert!(matches!(error, Error::Conflict(_)), "{error}");
    assert_eq!(error.outcome(), Outcome::Refused);
    assert_eq!(error.context().operation(), "session.paircode");
    assert!(error.raw().is_some() && error.status().is_some(), "the answer is kept");
}

#[tokio::test]
async fn an_answer_without_a_pairing_code_cannot_be_read() {
    let server = MockServer::start().await;
    answers(&server, "GET", &route("/session/paircode/5511987650002"), 200, enveloped(json!({}))).await;
    let error = line(&server).pairing_code(&number()).await.unwrap_err();
    assert!(matches!(error, Error::Decode(_)), "{error}");
}

#[tokio::test]
async fn logging_out_posts_nothing_and_answers_flat() {
    let server = MockServer::start().await;
    let answer = json!({"instance_id": ID, "status": "ok", "details": "done"});
    answers(&server, "POST", &route("/session/disconnect"), 200, answer).await;
    let line = line(&server);
    line.logout().await.unwrap();
    assert_eq!(only_call(&server).await, ("POST".into(), route("/session/disconnect"), None));
    let action = line.call(Disconnect::new()).await.unwrap();
    assert_eq!(action.instance_id.as_deref(), Some(ID));
    assert_eq!((action.status.as_deref(), action.details.as_deref()), (Some("ok"), Some("done")));
}

#[tokio::test]
async fn a_2xx_that_tells_of_a_failure_is_one() {
    let failure = json!({"code": 500, "success": false, "error": "worker is gone"});
    let coded = json!({"code": 500, "data": {"connected": false}, "message": "worker is gone"});
    for answer in [failure, coded] {
        let server = MockServer::start().await;
        answers_all(&server, ResponseTemplate::new(200).set_body_json(&answer)).await;
        let line = line(&server);
        let mut errors = vec![line.status().await.unwrap_err()];
        if answer.get("data").is_none() {
            errors.push(line.connect().await.unwrap_err());
            errors.push(line.pairing_code(&number()).await.unwrap_err());
            errors.push(line.logout().await.unwrap_err());
        }
        for error in errors {
            assert!(matches!(error, Error::Server(_)), "{error}");
            assert_eq!(
                (error.outcome(), error.provider_message()),
                (Outcome::Unknown, Some("worker is gone"))
            );
        }
    }
}

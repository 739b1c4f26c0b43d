//! The table of proven refusals, and everything that is not in it.

use serde_json::{Value, json};
use wagate_sdk_core::adapter::{Adapter, Match};
use wagate_sdk_core::{Error, ErrorKind, Outcome};
use wagate_vzaps::Vzaps;
use wiremock::{MockServer, ResponseTemplate};

use crate::gateway::*;

fn is_of(error: &Error, kind: ErrorKind) -> bool {
    match kind {
        ErrorKind::Unauthorized => matches!(error, Error::Unauthorized(_)),
        ErrorKind::Forbidden => matches!(error, Error::Forbidden(_)),
        other => panic!("a row of a kind that this test does not know: {other:?}"),
    }
}

async fn send_answered(status: u16, body: &str) -> Error {
    let server = MockServer::start().await;
    answers_all(&server, ResponseTemplate::new(status).set_body_raw(body.to_owned(), "application/json"))
        .await;
    let error = line(&server).send_text(&phone(), "Hello").await.unwrap_err();
    assert_eq!(arrived(&server).await.len(), 1, "a send is never repeated");
    error
}

#[tokio::test]
async fn every_row_is_a_refusal_with_the_gateways_words() {
    for row in Vzaps::REFUSALS {
        let (body, words) = match row.words() {
            Match::Any => (json!({"message": "These words"}), Some("These words")),
            Match::Exact(words) => (json!({"message": words}), Some(words)),
            other => panic!("no row uses {other:?}"),
        };
        assert!(!row.proof().is_empty());
        let error = send_answered(row.status(), &body.to_string()).await;
        assert!(is_of(&error, row.kind()), "{error}");
        assert_eq!((error.outcome(), error.provider_message()), (Outcome::Refused, words));
        assert!(error.context().hint().is_some());
    }
    assert_eq!(Vzaps::REFUSALS.len(), 2);
}

#[tokio::test]
async fn a_403_in_other_words_proves_nothing() {
    for body in [
        r#"{"message":"the message could not be delivered"}"#,
        r#"{"code":"E_BLOCKED"}"#,
        "<html>403</html>",
        "{}",
        "",
    ] {
        let error = send_answered(403, body).await;
        assert!(matches!(error, Error::Forbidden(_)), "{error}");
        assert_eq!(error.outcome(), Outcome::Unknown, "{body}");
    }
}

#[tokio::test]
async fn the_proven_refusals_are_of_credentials_only() {
    let statuses: Vec<_> = Vzaps::REFUSALS.iter().map(wagate_sdk_core::adapter::Refusal::status).collect();
    assert_eq!(statuses, [401, 403]);
}

#[tokio::test]
async fn every_other_answer_leaves_the_effect_of_a_send_unknown() {
    for status in [400, 402, 404, 405, 408, 409, 413, 422, 429, 500, 502, 503, 504] {
        let error = send_answered(status, r#"{"error":"phone is not on WhatsApp"}"#).await;
        assert_eq!(error.outcome(), Outcome::Unknown, "{status}");
        assert_eq!(error.provider_message(), Some("phone is not on WhatsApp"));
    }
}

#[tokio::test]
async fn too_many_requests_is_named_and_not_proven() {
    let error = send_answered(429, r#"{"message":"slow down","code":"rate_limited"}"#).await;
    assert!(matches!(error, Error::RateLimited(_)), "{error}");
    assert_eq!((error.outcome(), error.retry_after()), (Outcome::Unknown, None));
    assert_eq!(error.context().provider_code(), Some("rate_limited"));
}

#[tokio::test]
async fn the_kind_follows_the_status_where_no_row_holds() {
    assert!(matches!(send_answered(400, "{}").await, Error::InvalidRequest(_)));
    assert!(matches!(send_answered(404, "{}").await, Error::NotFound(_)));
    assert!(matches!(send_answered(408, "{}").await, Error::Timeout(_)));
    assert!(matches!(send_answered(500, "{}").await, Error::Server(_)));
}

#[tokio::test]
async fn the_request_id_is_kept() {
    let server = MockServer::start().await;
    answers_all(&server, ResponseTemplate::new(400).insert_header("X-Request-Id", "req-7")).await;
    let error = line(&server).status().await.unwrap_err();
    assert_eq!(error.context().request_id(), Some("req-7"));
}

#[test]
fn the_words_are_found_wherever_the_official_clients_look() {
    let cases: [(Value, Option<&str>, Option<&str>); 12] = [
        (json!({"error": "bad"}), Some("bad"), None),
        (json!({"message": "bad"}), Some("bad"), None),
        (json!({"error": "bad", "message": "bad"}), Some("bad"), None),
        (json!({"error": "Bad Request", "message": "no phone"}), Some("Bad Request: no phone"), None),
        (json!({"details": "bad"}), Some("bad"), None),
        (json!({"detail": "bad"}), Some("bad"), None),
        (json!({"error": "bad", "details": {"phone": "missing"}}), Some("bad"), None),
        (json!({"error": "bad", "code": 4001}), Some("bad"), Some("4001")),
        (json!({"error": "bad", "code": "E_PHONE"}), Some("bad"), Some("E_PHONE")),
        (json!({"error": "bad", "code": 400, "error_code": "E_PHONE"}), Some("bad"), Some("E_PHONE")),
        (json!({"error": null, "message": ""}), None, None),
        (json!({"error": {"nested": true}, "code": []}), None, None),
    ];
    for (body, message, code) in cases {
        let words = Vzaps::words(&body.to_string());
        assert_eq!((words.message.as_deref(), words.code.as_deref()), (message, code), "{body}");
    }
}

#[test]
fn any_text_has_words_or_none() {
    for body in
        ["", " ", "{", "[", "[\"a\"]", "\"a\"", "<html><body>502</body></html>", "{\"error\":", "\u{0}"]
    {
        let _ = Vzaps::words(body);
    }
    assert_eq!(Vzaps::words("Forbidden\n").message.as_deref(), Some("Forbidden"));
    assert_eq!(Vzaps::words("<html>502</html>").message, None);
    assert_eq!(Vzaps::words("[\"a\"]").message, None);
}

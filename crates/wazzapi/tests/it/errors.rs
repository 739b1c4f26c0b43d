//! Failures: what they are, what is known of their effect, and the gateway's words.

use std::time::Duration;

use serde_json::{Value, json};
use wagate_sdk_core::adapter::{Adapter, Match, On, When};
use wagate_sdk_core::{AccountClient, Error, ErrorKind, NewInstance, Outcome, RateLimitPolicy, RetryPolicy};
use wagate_wazzapi::Wazzapi;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::{DEVICE, PHONE, account, answering, answering_with, line, only_request, queued, requests, to};

fn kind(error: &Error) -> ErrorKind {
    match error {
        Error::InvalidRequest(_) => ErrorKind::InvalidRequest,
        Error::Unauthorized(_) => ErrorKind::Unauthorized,
        Error::Forbidden(_) => ErrorKind::Forbidden,
        Error::NotFound(_) => ErrorKind::NotFound,
        Error::Conflict(_) => ErrorKind::Conflict,
        Error::InstanceOffline(_) => ErrorKind::InstanceOffline,
        Error::Quota(_) => ErrorKind::Quota,
        Error::RateLimited(_) => ErrorKind::RateLimited,
        other => panic!("no row leads to {other:?}"),
    }
}

async fn send(server: &MockServer) -> Error {
    line(server).send_text(&to(PHONE), "Halo").await.unwrap_err()
}

#[tokio::test]
async fn every_row_of_the_table_is_a_refusal_of_a_send() {
    for row in Wazzapi::REFUSALS {
        let words = match row.words() {
            Match::Any => "some words of the gateway",
            Match::Exact(words) => words,
            other => panic!("no row uses {other:?}"),
        };
        // The sends' own lists name neither status of the narrower rows.
        if row.operations() != On::Any {
            assert!(matches!(row.status(), 404 | 409), "{}", row.proof());
            continue;
        }
        let proofs: &[(&str, &str)] = match row.condition() {
            When::Always => &[("x-other", "1")],
            When::RetryAfterOrRemainingZero => &[("retry-after", "60"), ("x-ratelimit-remaining", "0")],
            other => panic!("no row uses {other:?}"),
        };
        for (name, value) in proofs {
            let answer = ResponseTemplate::new(row.status())
                .insert_header(*name, *value)
                .set_body_json(json!({ "detail": words }));
            let server = answering_with(answer).await;
            let error = send(&server).await;
            assert_eq!(kind(&error), row.kind(), "{}", row.proof());
            assert_eq!(error.outcome(), Outcome::Refused, "{}", row.proof());
            assert_eq!(error.provider_message(), Some(words));
            assert!(error.to_string().contains(words), "{error}");
            assert_eq!(error.status().unwrap(), row.status());
            only_request(&server).await;
        }
    }
}

#[tokio::test]
async fn an_answer_that_no_row_knows_leaves_a_send_unknown_and_is_not_repeated() {
    let bold = RetryPolicy::default().attempts(5).first_backoff(Duration::ZERO);
    for (status, body) in [
        (500, json!({ "detail": "Internal Server Error" })),
        (500, json!({ "detail": "WhatsApp account is not connected" })),
        (502, json!({})),
        (503, json!({ "message": "maintenance" })),
        (408, json!({})),
        (400, json!({ "detail": "Something else" })),
        (400, json!({ "detail": "The WhatsApp account is not connected yet" })),
        (405, json!({ "detail": "Method Not Allowed" })),
        (404, json!({ "detail": "Message not found" })),
        (409, json!({ "message": "Conflict" })),
        (410, json!({ "detail": "Gone" })),
        (413, json!({})),
        (418, json!({})),
    ] {
        let server = answering(status, &body).await;
        let account = AccountClient::<Wazzapi>::builder(super::key())
            .base_url(server.uri())
            .retry(bold)
            .build()
            .unwrap();
        let error = account.instance(DEVICE).unwrap().send_text(&to(PHONE), "Halo").await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::Unknown, "{status} {body}");
        only_request(&server).await;
    }
}

#[tokio::test]
async fn what_is_not_there_is_proven_where_it_is_documented() {
    let server = answering(404, &json!({ "detail": "Device not found" })).await;
    let line = line(&server);
    for error in [
        line.status().await.unwrap_err(),
        line.connect().await.unwrap_err(),
        line.pairing_code(&PHONE.parse().unwrap()).await.unwrap_err(),
    ] {
        assert!(matches!(error, Error::NotFound(_)), "{error}");
        assert_eq!(error.outcome(), Outcome::Refused);
    }
    let error = account(&server).create_instance(NewInstance::named("sales")).await.unwrap_err();
    assert!(matches!(error, Error::NotFound(_)), "{error}");
    assert_eq!(error.outcome(), Outcome::Unknown, "a creation lists no 404");
}

#[tokio::test]
async fn a_device_that_is_not_connected_is_an_instance_offline() {
    let server = answering(400, &json!({ "detail": "WhatsApp account is not connected" })).await;
    let error = send(&server).await;
    assert!(matches!(error, Error::InstanceOffline(_)), "{error}");
    assert!(error.to_string().contains("reconnect the device in the dashboard"), "{error}");
}

#[tokio::test]
async fn a_validation_error_names_the_fields() {
    let detail = json!([
        { "loc": ["body", "phone_number"], "msg": "Field required", "type": "missing", "input": { "secret": 1 } },
        { "loc": ["body", "contacts", 0, "name"], "msg": "Input should be a valid string", "type": "string_type" },
        { "msg": "Value error, either content or template_id is required" }
    ]);
    let server = answering(422, &json!({ "detail": detail })).await;
    let error = send(&server).await;
    assert!(matches!(error, Error::InvalidRequest(_)), "{error}");
    assert_eq!(
        error.provider_message(),
        Some(
            "body.phone_number: Field required; body.contacts.0.name: Input should be a valid string; Value error, \
             either content or template_id is required"
        )
    );
    assert!(!error.to_string().contains("secret"));
}

#[tokio::test]
async fn a_throttle_is_a_rate_limit_and_sent_again_after_the_wait() {
    for (header, value) in [("retry-after", "0"), ("x-ratelimit-remaining", "0")] {
        let server = MockServer::start().await;
        let limited = ResponseTemplate::new(429)
            .insert_header(header, value)
            .set_body_json(json!({ "detail": "Rate limit exceeded" }));
        Mock::given(any()).respond_with(limited).up_to_n_times(1).mount(&server).await;
        Mock::given(any())
            .respond_with(ResponseTemplate::new(200).set_body_json(queued()))
            .mount(&server)
            .await;
        let account = AccountClient::<Wazzapi>::builder(super::key())
            .base_url(server.uri())
            .retry(RetryPolicy::default().first_backoff(Duration::ZERO))
            .build()
            .unwrap();
        account.instance(DEVICE).unwrap().send_text(&to(PHONE), "Halo").await.unwrap();
        assert_eq!(requests(&server).await.len(), 2, "{header}");
    }
}

#[tokio::test]
async fn a_throttle_tells_how_long_to_wait() {
    let answer = ResponseTemplate::new(429)
        .insert_header("retry-after", "60")
        .set_body_json(json!({ "detail": "Rate limit exceeded" }));
    let error = send(&answering_with(answer).await).await;
    assert!(matches!(error, Error::RateLimited(_)) && error.is_transient(), "{error}");
    assert_eq!(error.retry_after(), Some(Duration::from_secs(60)));
}

#[tokio::test]
async fn a_limit_of_the_plan_is_a_quota_and_is_not_sent_again() {
    // Requests are left in the minute, so it is not they that ran out.
    let answer = ResponseTemplate::new(429)
        .insert_header("x-ratelimit-remaining", "299")
        .set_body_json(json!({ "detail": "Monthly message limit reached" }));
    let server = answering_with(answer).await;
    let account = AccountClient::<Wazzapi>::builder(super::key())
        .base_url(server.uri())
        .retry(RetryPolicy::default().attempts(5).first_backoff(Duration::ZERO))
        .build()
        .unwrap();
    let error = account.instance(DEVICE).unwrap().send_text(&to(PHONE), "Halo").await.unwrap_err();
    assert!(matches!(error, Error::Quota(_)) && !error.is_transient(), "{error}");
    assert_eq!(error.outcome(), Outcome::Refused);
    assert_eq!(error.provider_message(), Some("Monthly message limit reached"));
    assert_eq!(error.context().headers().unwrap()["x-ratelimit-remaining"], "299");
    assert!(error.to_string().contains("a limit of the plan"), "{error}");
    only_request(&server).await;
    // A reading is not repeated either.
    account.verify().await.unwrap_err();
    assert_eq!(requests(&server).await.len(), 2);
}

#[tokio::test]
async fn rate_limit_headers_are_noted_on_successes_and_failures() {
    for status in [200, 400] {
        let answer = ResponseTemplate::new(status)
            .insert_header("x-ratelimit-limit", "300")
            .insert_header("x-ratelimit-remaining", "7")
            .set_body_json(queued());
        let server = answering_with(answer).await;
        let account = account(&server);
        let line = account.instance(DEVICE).unwrap();
        assert!(account.rate_limit().is_none());
        let _ = line.send_text(&to(PHONE), "Halo").await;
        for limit in [account.rate_limit().unwrap(), line.rate_limit().unwrap()] {
            assert_eq!((limit.limit, limit.remaining), (Some(300), Some(7)));
        }
    }
    let server = answering(200, &queued()).await;
    let line = line(&server);
    line.send_text(&to(PHONE), "Halo").await.unwrap();
    assert!(line.rate_limit().is_none(), "no headers, no guess");
}

#[tokio::test]
async fn a_used_up_limit_fails_fast_where_the_caller_wants_it() {
    let answer = ResponseTemplate::new(200)
        .insert_header("x-ratelimit-limit", "300")
        .insert_header("x-ratelimit-remaining", "0")
        .insert_header("x-ratelimit-reset", "60")
        .set_body_json(queued());
    let server = answering_with(answer).await;
    let account = AccountClient::<Wazzapi>::builder(super::key())
        .base_url(server.uri())
        .rate_limit(RateLimitPolicy::FailFast)
        .build()
        .unwrap();
    let line = account.instance(DEVICE).unwrap();
    line.send_text(&to(PHONE), "Halo").await.unwrap();
    let error = line.send_text(&to(PHONE), "Halo").await.unwrap_err();
    assert!(matches!(error, Error::RateLimited(_)) && error.outcome() == Outcome::NotSent, "{error}");
    only_request(&server).await;
}

#[test]
fn words_are_read_in_every_shape() {
    let words = |body: Value| {
        let words = Wazzapi::words(&body.to_string());
        (words.message, words.code)
    };
    let message = |text: &str| (Some(text.to_owned()), None);
    assert_eq!(words(json!({ "detail": "Message not found" })), message("Message not found"));
    assert_eq!(words(json!({ "message": "Conflict" })), message("Conflict"));
    assert_eq!(words(json!({ "detail": null, "message": "Conflict" })), message("Conflict"));
    assert_eq!(words(json!({ "detail": ["one", "two"] })), message("one; two"));
    assert_eq!(words(json!({ "detail": [{ "loc": ["query", "limit"] }] })), message("query.limit"));
    let coded =
        json!({ "detail": { "code": "cursor_expired", "message": "too old", "earliest_offset": 200 } });
    assert_eq!(words(coded), (Some("too old".into()), Some("cursor_expired".into())));
}

#[test]
fn any_text_has_words_or_none() {
    let deep = "[".repeat(100_000);
    for body in [
        "",
        "<html>502 Bad Gateway</html>",
        "null",
        "[]",
        "7",
        "\"text\"",
        "{\"detail\":7}",
        "{\"detail\":[]}",
        "{\"detail\":\"\"}",
        "{\"detail\":{\"code\":7,\"message\":[]}}",
        "{\"detail\":",
        "\u{0}\u{ffff}",
        &deep,
    ] {
        let words = Wazzapi::words(body);
        assert!(words.message.is_none() && words.code.is_none(), "{body:.40}");
    }
    for body in ["{\"detail\":[7,null,{\"loc\":7,\"msg\":null}]}", "{\"detail\":[[]]}"] {
        assert_eq!(Wazzapi::words(body).code, None);
    }
}

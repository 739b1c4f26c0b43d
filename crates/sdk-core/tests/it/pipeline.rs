use std::time::Duration;

use http::Method;
use wagate_sdk_core::transport::TransportFailure;
use wagate_sdk_core::{AccountToken, Error, Outcome};

use crate::toy::{OK, Put, Read, Script, Send, SendSlowly, Step, Upload, client, client_with};

#[tokio::test]
async fn a_request_is_what_the_endpoint_says() {
    let script = Script::new([OK]);
    let answer = client(&script).exchange(Send).await.unwrap();
    assert_eq!(answer.value.number, 7);
    assert_eq!(answer.raw.expose(), r#"{"number":7}"#);
    let seen = script.seen.lock().unwrap();
    let request = &seen[0];
    assert_eq!(request.url.as_str(), "https://toy.example/base/act?secret=s%20p");
    assert_eq!(request.headers["key"], "toy-token");
    assert!(request.headers["key"].is_sensitive());
    assert!(request.headers["user-agent"].to_str().unwrap().starts_with("wagate/"));
    assert_eq!(request.body.as_bytes().unwrap(), "[1,2,3]");
    assert_eq!(request.body.content_type().unwrap(), "application/json");
}

/// Row by row: what each ending is told as, and how many requests each kind of call makes of it.
#[tokio::test(start_paused = true)]
async fn the_retry_table_holds() {
    use TransportFailure::{Broken, Certificate, Connect, Request, ResponseTooLarge, Timeout};
    let rows: &[(Step, Outcome, usize, usize)] = &[
        (Step::Fail(Connect), Outcome::NotSent, 3, 3),
        (Step::Fail(Certificate), Outcome::NotSent, 1, 1),
        (Step::Fail(Request), Outcome::NotSent, 1, 1),
        (Step::Fail(Broken), Outcome::Unknown, 3, 1),
        (Step::Fail(Timeout), Outcome::Unknown, 3, 1),
        (Step::Fail(ResponseTooLarge), Outcome::Unknown, 3, 1),
        (Step::Stall, Outcome::Unknown, 3, 1),
        (Step::Answer(401, &[], "no"), Outcome::Refused, 1, 1),
        (Step::Answer(400, &[], "no"), Outcome::Unknown, 1, 1),
        (
            Step::Answer(307, &[("location", "https://elsewhere.example/?t=s3cret")], ""),
            Outcome::Refused,
            1,
            1,
        ),
        (Step::Answer(408, &[], ""), Outcome::Unknown, 3, 1),
        (Step::Answer(429, &[], "limit of the plan"), Outcome::Unknown, 1, 1),
        (Step::Answer(429, &[("x-ratelimit-remaining", "0")], "slow down"), Outcome::Refused, 3, 3),
        (Step::Answer(500, &[], ""), Outcome::Unknown, 3, 1),
        (Step::Answer(501, &[], ""), Outcome::Unknown, 1, 1),
        (Step::Answer(503, &[("retry-after", "7")], ""), Outcome::Unknown, 3, 1),
        (Step::Answer(200, &[], "not JSON"), Outcome::Accepted, 1, 1),
        (Step::Answer(200, &[], r#"{"success":false,"error":"no"}"#), Outcome::Unknown, 1, 1),
    ];
    for (number, (step, outcome, repeatable, sends)) in rows.iter().enumerate() {
        let script = || Script::new([step.clone()]);
        let (read, put, send) = (script(), script(), script());
        let errors = [
            client(&read).call(Read).await.unwrap_err(),
            client(&put).call(Put).await.unwrap_err(),
            client(&send).call(Send).await.unwrap_err(),
        ];
        for error in &errors {
            assert_eq!(error.outcome(), *outcome, "row {number}: {error}");
            assert!(!error.to_string().contains("s3cret") && !error.to_string().contains("toy-token"));
        }
        assert_eq!(
            (read.count(), put.count(), send.count()),
            (*repeatable, *repeatable, *sends),
            "row {number}"
        );
        assert_eq!(errors[2].context().attempts(), u32::try_from(*sends).unwrap());
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_that_recovers_succeeds() {
    let script = Script::new([Step::Fail(TransportFailure::Connect), OK]);
    assert_eq!(client(&script).call(Send).await.unwrap().number, 7);
    assert_eq!(script.count(), 2);
}

#[tokio::test(start_paused = true)]
async fn the_servers_delay_is_kept() {
    let script = Script::new([Step::Answer(503, &[("retry-after", "7")], ""), OK]);
    let started = tokio::time::Instant::now();
    client(&script).call(Read).await.unwrap();
    assert!(started.elapsed() >= Duration::from_secs(7));
}

#[tokio::test(start_paused = true)]
async fn a_delay_beyond_the_bound_ends_the_call_and_is_told() {
    let script = Script::new([Step::Answer(503, &[("retry-after", "3600")], "")]);
    let error = client(&script).call(Read).await.unwrap_err();
    assert_eq!((script.count(), error.retry_after()), (1, Some(Duration::from_secs(3600))));
}

#[tokio::test(start_paused = true)]
async fn a_delay_that_the_server_waits_out_is_added_to_the_time() {
    let slow = || Script::new([Step::After(Duration::from_secs(40), 200, r#"{"number":7}"#)]);
    assert!(matches!(client(&slow()).call(Send).await.unwrap_err(), Error::Timeout(_)));
    client(&slow()).call(SendSlowly).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn an_upload_is_bounded_by_progress() {
    // Nothing takes the body: it stalls.
    let script = Script::new([Step::Stall]);
    let started = tokio::time::Instant::now();
    let error = client(&script).call(Upload).await.unwrap_err();
    assert!(matches!(error, Error::Timeout(_)), "{error}");
    assert_eq!(started.elapsed(), Duration::from_secs(30));
}

#[tokio::test]
async fn the_gateways_words_never_repeat_the_credential() {
    let script = Script::new([Step::Answer(500, &[], "the key toy-token is bad")]);
    let error = client(&script).call(Send).await.unwrap_err();
    assert_eq!(error.provider_message(), Some("the key [secret] is bad"));
    assert!(!format!("{error} {error:?} {error:#?}").contains("toy-token"));
}

#[tokio::test]
async fn a_replaced_credential_is_used_by_every_clone() {
    let script = Script::new([OK]);
    let account = client(&script);
    let (clone, instance) = (account.clone(), account.instance("a").unwrap());
    account.replace_credential(AccountToken::new("new-token").unwrap()).unwrap();
    clone.call(Send).await.unwrap();
    instance.call(Send).await.unwrap();
    let error = instance.replace_credential(wagate_sdk_core::InstanceToken::new("x").unwrap()).unwrap_err();
    assert!(matches!(error, Error::Config(_)));
    assert!(script.seen.lock().unwrap().iter().all(|request| request.headers["key"] == "new-token"));
}

#[tokio::test]
async fn a_raw_request_is_sent_once_unless_it_may_be_repeated() {
    for (repeatable, requests) in [(false, 1), (true, 3)] {
        let script = Script::new([Step::Answer(503, &[("retry-after", "0")], "")]);
        let account = client_with(&script, |b| {
            b.retry(wagate_sdk_core::RetryPolicy::default().first_backoff(Duration::ZERO))
        });
        let request = account.request(Method::GET, "/raw").query("a", "b c");
        let request = if repeatable { request.read_only() } else { request };
        request.send().await.unwrap_err();
        assert_eq!(script.count(), requests);
        assert_eq!(script.seen.lock().unwrap()[0].url.as_str(), "https://toy.example/base/raw?a=b%20c");
    }
}

#[tokio::test]
async fn a_base_url_that_cannot_be_safe_is_refused() {
    let build = |url: &str| {
        let token = AccountToken::new("t").unwrap();
        wagate_sdk_core::AccountClient::<crate::toy::Toy>::builder(token)
            .base_url(url)
            .transport(Script::new([OK]))
    };
    for bad in [
        "http://gateway.example",
        "http://10.0.0.1",
        "ftp://gateway.example",
        "https://user:s3cret@gateway.example",
        "https://gateway.example?token=s3cret",
        "gateway",
    ] {
        let error = build(bad).build().unwrap_err();
        assert!(matches!(error, Error::Config(_)), "{bad}");
        assert!(!error.to_string().contains("s3cret"));
    }
    for good in ["http://localhost:1", "http://127.0.0.1:1", "http://[::1]:1", "https://gateway.example/x"] {
        build(good).build().unwrap();
    }
    build("http://10.0.0.1").allow_plain_http(true).build().unwrap();
}

#[test]
fn clients_cross_threads() {
    fn is_send_sync<T: std::marker::Send + Sync + Clone>() {}
    is_send_sync::<wagate_sdk_core::AccountClient>();
    is_send_sync::<wagate_sdk_core::InstanceClient<crate::toy::Toy>>();
    is_send_sync::<Error>();
}

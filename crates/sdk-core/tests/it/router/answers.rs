//! What is answered to one request.

use std::io;
use std::sync::{Arc, Mutex};

use axum::body::Body;
use http::{Method, Request, StatusCode, header};
use tower::ServiceExt;
use wagate_sdk_core::{Event, EventTransport, WebhookRouter, WebhookSecret};

use super::{SECRET, ask, deleted, id, post, secrets, shop, taking};
use crate::toy::Toy;

#[tokio::test(start_paused = true)]
async fn an_event_that_the_program_takes_is_answered_with_200() {
    let (router, events) = shop(|router| router);
    let taken = taking(events);
    assert_eq!(ask(&router, deleted(1)).await, StatusCode::OK);
    // What this SDK does not know is no reason to deliver it for ever.
    let strange = r#"{"event":"new.thing","data":[1]}"#;
    assert_eq!(ask(&router, post("/hooks/shop", strange)).await, StatusCode::OK);
    drop(router);
    let taken = taken.await.unwrap();
    assert_eq!((id(&taken[0]), taken[0].instance.as_deref()), ("1", Some("shop")));
    assert_eq!((taken[0].provider, taken[0].transport), ("toy", EventTransport::Webhook));
    assert!(matches!(taken[1].event, Event::Unknown { .. }));
    assert_eq!(taken[1].raw.expose(), strange);
}

#[tokio::test(start_paused = true)]
async fn what_does_not_prove_itself_is_401_whatever_it_says() {
    let (router, events) = shop(|router| router);
    let taken = taking(events);
    for authorization in ["", "Bearer ", "Bearer wrong", SECRET] {
        for body in [r#"{"deleted":"1"}"#, "not json", ""] {
            let request = Request::post("/hooks/shop").header(header::AUTHORIZATION, authorization);
            let request = request.body(Body::from(body)).unwrap();
            assert_eq!(ask(&router, request).await, StatusCode::UNAUTHORIZED, "{authorization:?} {body:?}");
        }
    }
    drop(router);
    assert!(taken.await.unwrap().is_empty());
}

#[tokio::test(start_paused = true)]
async fn during_a_rotation_both_secrets_are_good() {
    let both = secrets("new").and_still(WebhookSecret::new(SECRET).unwrap());
    let (router, events) = WebhookRouter::new().route::<Toy>("/hooks/shop", both).build().unwrap();
    let _taken = taking(events);
    assert_eq!(ask(&router, deleted(1)).await, StatusCode::OK);
    let new = Request::post("/hooks/shop/new").body(Body::from(r#"{"deleted":"2"}"#)).unwrap();
    assert_eq!(ask(&router, new).await, StatusCode::OK);
}

#[tokio::test(start_paused = true)]
async fn what_is_no_json_object_is_400() {
    let (router, events) = shop(|router| router);
    let _taken = taking(events);
    for body in ["", "hello", "[]", "1", r#"{"deleted":"#, "{} {}"] {
        assert_eq!(ask(&router, post("/hooks/shop", body)).await, StatusCode::BAD_REQUEST, "{body}");
    }
}

#[tokio::test(start_paused = true)]
async fn another_method_is_405_and_another_path_404() {
    let (router, events) = shop(|router| router);
    let _taken = taking(events);
    for method in [Method::GET, Method::HEAD, Method::PUT, Method::DELETE, Method::OPTIONS] {
        for path in ["/hooks/shop", "/hooks/shop/messages-upsert"] {
            let mut request = post(path, r#"{"deleted":"1"}"#);
            *request.method_mut() = method.clone();
            assert_eq!(ask(&router, request).await, StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
        }
    }
    for path in ["/", "/hooks", "/hooks/shopping", "/hooks/other"] {
        assert_eq!(ask(&router, post(path, r#"{"deleted":"1"}"#)).await, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_body_over_the_limit_is_413_and_one_at_the_limit_is_taken() {
    let body = r#"{"deleted":"1"}"#;
    for (limit, expected) in [(body.len(), StatusCode::OK), (body.len() - 1, StatusCode::PAYLOAD_TOO_LARGE)] {
        let (router, events) = shop(|router| router.body_limit(limit));
        let _taken = taking(events);
        assert_eq!(ask(&router, post("/hooks/shop", body)).await, expected, "{limit}");
    }
    // More than axum's own limit of 2 MB, without being told.
    let (router, events) = shop(|router| router);
    let _taken = taking(events);
    let long = format!(r#"{{"deleted":"1","file":"{}"}}"#, "A".repeat(8 << 20));
    assert_eq!(ask(&router, post("/hooks/shop", long)).await, StatusCode::OK);
}

#[tokio::test(start_paused = true)]
async fn a_body_that_breaks_off_may_come_again() {
    let (router, events) = shop(|router| router);
    let _taken = taking(events);
    let parts = [Ok("{"), Err(io::Error::from(io::ErrorKind::ConnectionReset))];
    let broken = Body::from_stream(futures_util::stream::iter(parts));
    assert_eq!(ask(&router, post("/hooks/shop", broken)).await, StatusCode::SERVICE_UNAVAILABLE);
}

/// Everything that is logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test(start_paused = true)]
async fn neither_answers_nor_logs_tell_a_secret_or_a_body() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || writer.clone())
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    let router = WebhookRouter::new().route::<Toy>("/hooks/path-canary", secrets(SECRET)).body_limit(64);
    assert!(!format!("{router:?}").contains("canary"));
    let (router, events) = router.build().unwrap();
    assert!(!format!("{events:?}").contains("canary"));
    drop(events);
    let mut answered = Vec::new();
    for (secret, body) in [
        ("secret-canary", r#"{"deleted":"body-canary"}"#),
        (SECRET, "body-canary"),
        (SECRET, r#"{"strange":"body-canary"}"#),
        (SECRET, &"body-canary".repeat(10)),
    ] {
        let path = format!("/hooks/path-canary/{secret}?query-canary");
        let request = Request::post(path).body(Body::from(body.to_owned())).unwrap();
        let answer = router.clone().oneshot(request).await.unwrap();
        answered.push(answer.status().as_u16());
        assert!(!format!("{:?}", answer.headers()).contains("canary"));
        assert!(axum::body::to_bytes(answer.into_body(), 1024).await.unwrap().is_empty());
    }
    assert_eq!(answered, [401, 400, 503, 413]);
    let logged = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert_eq!(logged.matches("a webhook: ").count(), 4, "{logged}");
    assert!(!logged.contains("canary") && !logged.contains(SECRET), "{logged}");
}

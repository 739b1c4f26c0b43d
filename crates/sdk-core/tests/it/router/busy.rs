//! A program that is slow, dies or has gone: what was answered with 200 was handled.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use http::StatusCode;
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::time::{Instant, sleep};

use super::{SECRET, ask, asking, deleted, id, settle, shop, taking};

#[tokio::test(start_paused = true)]
async fn giving_an_event_is_not_handling_it() {
    let (router, mut events) = shop(|router| router);
    let first = asking(&router, deleted(1)).await;
    assert_eq!(id(&events.next().await.unwrap()), "1");
    sleep(Duration::from_secs(10)).await;
    assert!(!first.is_finished(), "the program is still at it");
    // Asking for the next one acknowledges it, even if there is none yet.
    let next = tokio::spawn(async move {
        let next = events.next().await;
        (next, events)
    });
    assert_eq!(first.await.unwrap(), StatusCode::OK);
    let second = asking(&router, deleted(2)).await;
    let (envelope, mut events) = next.await.unwrap();
    assert_eq!(id(&envelope.unwrap()), "2");
    assert!(!second.is_finished());
    events.ack();
    events.ack();
    assert_eq!(second.await.unwrap(), StatusCode::OK);
}

#[tokio::test(start_paused = true)]
async fn a_full_queue_is_503_after_five_seconds_and_the_event_may_come_again() {
    let (router, mut events) = shop(|router| router.buffer(1));
    let first = asking(&router, deleted(1)).await;
    let asked = Instant::now();
    assert_eq!(ask(&router, deleted(2)).await, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(asked.elapsed().as_secs(), 5);
    assert_eq!(id(&events.next().await.unwrap()), "1");
    let again = asking(&router, deleted(2)).await;
    assert_eq!(id(&events.next().await.unwrap()), "2");
    events.ack();
    assert_eq!([first.await.unwrap(), again.await.unwrap()], [StatusCode::OK; 2]);
}

#[tokio::test(start_paused = true)]
async fn room_that_comes_in_time_is_taken_in_order() {
    let (router, mut events) = shop(|router| router.buffer(1).room_within(Duration::from_secs(60)));
    let mut asked = Vec::new();
    for id in 1..=3 {
        asked.push(asking(&router, deleted(id)).await);
    }
    for expected in ["1", "2", "3"] {
        sleep(Duration::from_secs(6)).await;
        assert_eq!(id(&events.next().await.unwrap()), expected);
    }
    events.ack();
    for asking in asked {
        assert_eq!(asking.await.unwrap(), StatusCode::OK);
    }
}

#[tokio::test(start_paused = true)]
async fn a_request_that_is_dropped_before_there_is_room_releases_its_event() {
    let (router, mut events) = shop(|router| router.buffer(1));
    let _first = asking(&router, deleted(1)).await;
    let given_up = asking(&router, deleted(2)).await;
    assert_eq!(ask(&router, deleted(2)).await, StatusCode::SERVICE_UNAVAILABLE, "it is under way");
    given_up.abort();
    settle().await;
    assert_eq!(id(&events.next().await.unwrap()), "1");
    let again = asking(&router, deleted(2)).await;
    assert_eq!(id(&events.next().await.unwrap()), "2");
    events.ack();
    assert_eq!(again.await.unwrap(), StatusCode::OK);
}

/// Tells when it is dropped.
struct Dropped(Arc<Notify>);

impl Drop for Dropped {
    fn drop(&mut self) {
        self.0.notify_one();
    }
}

/// The same over a socket: that a gateway went away reaches the request that waits for room.
#[tokio::test]
async fn a_gateway_that_hangs_up_releases_its_event() {
    let (router, mut events) = shop(|router| router.buffer(1).room_within(Duration::from_secs(3600)));
    let _first = asking(&router, deleted(1)).await;
    let (arrived, dropped) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let (begun, ended) = (arrived.clone(), dropped.clone());
    let watched = router.clone().layer(from_fn(move |request: Request, next: Next| {
        let (begun, ended) = (begun.clone(), Dropped(ended.clone()));
        async move {
            begun.notify_one();
            let answer = next.run(request).await;
            drop(ended);
            answer
        }
    }));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, watched).await });
    let mut gateway = TcpStream::connect(address).await.unwrap();
    let body = r#"{"instance":"shop","deleted":"2"}"#;
    let request = format!(
        "POST /hooks/shop HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {SECRET}\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    gateway.write_all(request.as_bytes()).await.unwrap();
    arrived.notified().await;
    drop(gateway);
    dropped.notified().await;
    assert_eq!(id(&events.next().await.unwrap()), "1");
    let again = asking(&router, deleted(2)).await;
    assert_eq!(id(&events.next().await.unwrap()), "2");
    events.ack();
    assert_eq!(again.await.unwrap(), StatusCode::OK);
}

#[tokio::test(start_paused = true)]
async fn an_event_in_the_queue_is_handled_even_if_nobody_waits_for_the_answer() {
    let (router, mut events) = shop(|router| router);
    let given_up = asking(&router, deleted(1)).await;
    given_up.abort();
    settle().await;
    assert_eq!(ask(&router, deleted(1)).await, StatusCode::SERVICE_UNAVAILABLE, "it is not handled yet");
    assert_eq!(id(&events.next().await.unwrap()), "1");
    assert_eq!(ask(&router, deleted(1)).await, StatusCode::SERVICE_UNAVAILABLE, "nor now");
    events.ack();
    assert_eq!(ask(&router, deleted(1)).await, StatusCode::OK);
}

#[tokio::test(start_paused = true)]
async fn a_program_that_takes_long_is_503_and_then_200_without_telling_it_twice() {
    let (router, mut events) = shop(|router| router);
    let asked = Instant::now();
    let first = asking(&router, deleted(1)).await;
    assert_eq!(id(&events.next().await.unwrap()), "1");
    assert_eq!(first.await.unwrap(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(asked.elapsed().as_secs(), 20);
    let taken = taking(events);
    settle().await;
    assert_eq!(ask(&router, deleted(1)).await, StatusCode::OK);
    drop(router);
    assert!(taken.await.unwrap().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_program_that_dies_gives_back_what_it_had_not_handled() {
    let (router, mut events) = shop(|router| router.buffer(2));
    let mut asked = Vec::new();
    for id in 1..=4 {
        asked.push(asking(&router, deleted(id)).await);
        if id == 1 {
            events.next().await.unwrap();
        }
    }
    let died = Instant::now();
    // One is given, two are in the queue, one waits for room.
    drop(events);
    for asking in asked {
        assert_eq!(asking.await.unwrap(), StatusCode::SERVICE_UNAVAILABLE);
    }
    assert_eq!(ask(&router, deleted(5)).await, StatusCode::SERVICE_UNAVAILABLE);
    assert!(died.elapsed() < Duration::from_secs(1), "nobody waits for a program that is gone");
}

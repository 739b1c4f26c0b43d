//! What is delivered twice is told once.

use std::collections::HashMap;

use http::StatusCode;
use wagate_sdk_core::WebhookRouter;

use super::{SECRET, ask, asking, deleted, id, post, secrets, shop, taking};
use crate::toy::Toy;

#[tokio::test(start_paused = true)]
async fn an_event_that_comes_again_is_200_and_not_told_again() {
    let (router, events) = shop(|router| router);
    let taken = taking(events);
    for _ in 0..3 {
        assert_eq!(ask(&router, deleted(1)).await, StatusCode::OK);
    }
    drop(router);
    assert_eq!(taken.await.unwrap().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn of_two_at_once_one_is_told_and_the_other_asked_again() {
    let (router, mut events) = shop(|router| router);
    let one = asking(&router, deleted(1)).await;
    let other = asking(&router, deleted(1)).await;
    assert_eq!(other.await.unwrap(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(id(&events.next().await.unwrap()), "1");
    let taken = taking(events);
    assert_eq!(one.await.unwrap(), StatusCode::OK);
    assert_eq!(ask(&router, deleted(1)).await, StatusCode::OK);
    drop(router);
    assert!(taken.await.unwrap().is_empty());
}

/// Eight gateways deliver the same hundred events at once, over and over until each is answered with 200, to a queue that is too short.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn under_load_each_is_told_once() {
    let (router, events) = shop(|router| router.buffer(2));
    let taken = taking(events);
    let gateways: Vec<_> = (0..8)
        .map(|_| {
            let router = router.clone();
            tokio::spawn(async move {
                for id in 0..100 {
                    while ask(&router, deleted(id)).await != StatusCode::OK {
                        tokio::task::yield_now().await;
                    }
                }
            })
        })
        .collect();
    for gateway in gateways {
        gateway.await.unwrap();
    }
    drop(router);
    let mut told = HashMap::new();
    for envelope in taken.await.unwrap() {
        *told.entry(id(&envelope).to_owned()).or_insert(0) += 1;
    }
    assert_eq!(told.len(), 100);
    assert!(told.values().all(|times| *times == 1), "{told:?}");
}

/// Gateways repeat for hours; what is remembered is bounded.
#[tokio::test(start_paused = true)]
async fn the_oldest_is_forgotten_first() {
    let (router, events) = shop(|router| router.remember(2));
    let taken = taking(events);
    for id in [1, 2, 3, 3, 2, 1] {
        assert_eq!(ask(&router, deleted(id)).await, StatusCode::OK);
    }
    drop(router);
    let taken = taken.await.unwrap();
    assert_eq!(taken.iter().map(id).collect::<Vec<_>>(), ["1", "2", "3", "1"]);
}

/// VZaps' webhooks do not name the instance: the same words on two routes are two events.
#[tokio::test(start_paused = true)]
async fn instances_that_tell_the_same_are_both_told() {
    let (router, events) = WebhookRouter::new()
        .route::<Toy>("/a", secrets(SECRET))
        .route::<Toy>("/b", secrets(SECRET))
        .route::<Toy>("/of/{instance}", secrets(SECRET))
        .build()
        .unwrap();
    let taken = taking(events);
    for _ in 0..2 {
        for path in ["/a", "/b", "/of/x", "/of/y"] {
            assert_eq!(ask(&router, post(path, r#"{"deleted":"1"}"#)).await, StatusCode::OK);
        }
    }
    drop(router);
    let taken = taken.await.unwrap();
    let instances: Vec<_> = taken.iter().map(|envelope| envelope.instance.as_deref()).collect();
    assert_eq!(instances, [None, None, Some("x"), Some("y")]);
}

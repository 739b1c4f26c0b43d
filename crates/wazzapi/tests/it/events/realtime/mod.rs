//! Events by long poll: one subscription, one poller, a stream for each device.

mod gateway;
mod restart;

use axum::http::StatusCode;
use serde_json::json;
use tokio::time::{Duration, timeout};
use wagate_sdk_core::{
    AccountClient, Error, EventEnvelope, EventKind, EventOptions, EventStream, StreamItem,
};
use wagate_wazzapi::{EventSources, MemoryStore, Wazzapi};

use crate::DEVICE;
use gateway::{Gateway, TOKEN};

const OTHER: &str = "7a5d6343-1dd1-429a-8d83-25c9bf06c878";

async fn stream(account: &AccountClient<Wazzapi>, device: &str) -> EventStream {
    account.instance(device).unwrap().events(EventOptions::new()).await.unwrap()
}

/// The next item that is not about the stream's own connection.
async fn item(events: &mut EventStream) -> Result<StreamItem, Error> {
    loop {
        let item = timeout(Duration::from_secs(20), events.next()).await.expect("an item").unwrap();
        if !matches!(item, Ok(StreamItem::Connection(_))) {
            return item;
        }
    }
}

async fn event(events: &mut EventStream) -> EventEnvelope {
    match item(events).await.unwrap() {
        StreamItem::Event(envelope) => *envelope,
        other => panic!("no event: {other:?}"),
    }
}

async fn id(events: &mut EventStream) -> String {
    event(events).await.id.unwrap()
}

/// Whether nothing comes for a while: what would be wrong comes at once.
async fn is_quiet(events: &mut EventStream) -> bool {
    timeout(Duration::from_millis(300), item(events)).await.is_err()
}

/// Waits until the gateway was told so.
async fn until(holds: impl Fn() -> bool) {
    let asked = async {
        while !holds() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(Duration::from_secs(20), asked).await.expect("it comes to hold");
}

#[tokio::test]
async fn the_streams_of_two_devices_are_one_subscription_and_one_poller() {
    let (gateway, account) = Gateway::start().await;
    let (mut one, mut other) = (stream(&account, DEVICE).await, stream(&account, OTHER).await);
    gateway.happens(OTHER, "o1");
    gateway.happens(DEVICE, "d1");
    gateway.happens("nobodys", "n1");
    gateway.happens(DEVICE, "d2");
    assert_eq!((id(&mut one).await, id(&mut one).await), ("d1".to_owned(), "d2".to_owned()));
    assert_eq!(id(&mut other).await, "o1");
    assert!(is_quiet(&mut one).await && is_quiet(&mut other).await);
    gateway.happens(OTHER, "o2");
    let last = event(&mut other).await;
    assert_eq!((last.id.as_deref(), last.instance.as_deref()), (Some("o2"), Some(OTHER)));
    assert_eq!(last.event.kind(), EventKind::MessageStatus);
    {
        let book = gateway.book();
        assert_eq!((book.made, book.pollers.len(), book.pollers[0].len()), (1, 1, 36));
        assert_eq!(book.asked[0]["subscribed_events"].as_array().unwrap().len(), 8);
    }
    // What nobody can come back to is not left at the gateway.
    drop(one);
    assert_eq!(gateway.book().deleted, 0);
    drop(other);
    until(|| gateway.book().deleted == 1).await;
}

#[tokio::test]
async fn nothing_is_asked_from_beyond_what_a_stream_has_handled() {
    let (gateway, account) = Gateway::start().await;
    let (mut one, mut other) = (stream(&account, DEVICE).await, stream(&account, OTHER).await);
    gateway.happens(DEVICE, "d1");
    assert_eq!(id(&mut one).await, "d1");
    gateway.happens(OTHER, "o1");
    // The one still works on its event, and the gateway was not told otherwise.
    assert!(is_quiet(&mut other).await);
    assert!(gateway.book().acknowledged <= 1);
    one.ack();
    assert_eq!(id(&mut other).await, "o1");
    assert_eq!(gateway.book().acknowledged, 2);
}

#[tokio::test]
async fn a_stream_that_is_opened_again_goes_on_where_the_last_one_was() {
    let (gateway, account) = Gateway::start().await;
    let _source = account.event_source(MemoryStore::new()).await.unwrap();
    let mut one = stream(&account, DEVICE).await;
    gateway.happens(DEVICE, "d1");
    gateway.happens(DEVICE, "d2");
    assert_eq!((id(&mut one).await, id(&mut one).await), ("d1".to_owned(), "d2".to_owned()));
    drop(one);
    gateway.happens(DEVICE, "d3");
    let mut one = stream(&account, DEVICE).await;
    // It was given, and not handled.
    assert_eq!((id(&mut one).await, id(&mut one).await), ("d2".to_owned(), "d3".to_owned()));
    assert_eq!((gateway.book().made, gateway.book().deleted), (1, 0));
}

#[tokio::test]
async fn what_is_delivered_twice_is_told_once_and_what_is_not_wanted_is_not() {
    let (gateway, account) = Gateway::start().await;
    let line = account.instance(DEVICE).unwrap();
    let only = EventOptions::new().only([EventKind::MessageStatus]);
    let mut events = line.events(only).await.unwrap();
    gateway.happens(DEVICE, "d1");
    gateway.push(crate::events::example("message.received"));
    gateway.happens(DEVICE, "d1");
    gateway.push(json!({"event_type": "new.thing", "data": {"whatsapp_account_id": DEVICE}}));
    gateway.push(json!("no event"));
    gateway.happens(DEVICE, "d2");
    assert_eq!(id(&mut events).await, "d1");
    // Without an id of its own it goes by its number.
    let unknown = event(&mut events).await;
    assert_eq!((unknown.event.kind(), unknown.id.as_deref()), (EventKind::Unknown, Some("4")));
    assert_eq!(id(&mut events).await, "d2");
    assert!(is_quiet(&mut events).await);
    until(|| gateway.book().acknowledged == 7).await;
}

#[tokio::test]
async fn another_poller_ends_the_stream_and_is_not_driven_out() {
    let (gateway, account) = Gateway::start().await;
    let detail = json!({"code": "poller_conflict", "message": "another poller is active"});
    gateway.book().refuses = Some((StatusCode::CONFLICT, json!({"detail": detail})));
    let mut events = stream(&account, DEVICE).await;
    let error = item(&mut events).await.unwrap_err();
    assert!(matches!(error, Error::Conflict(_)), "{error}");
    assert!(error.to_string().contains("another poller is active"), "{error}");
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn a_token_that_is_refused_ends_the_stream_and_is_not_shown() {
    let (gateway, account) = Gateway::start().await;
    let detail = json!({"detail": format!("bad token {TOKEN}")});
    gateway.book().refuses = Some((StatusCode::UNAUTHORIZED, detail));
    let mut events = stream(&account, DEVICE).await;
    let error = item(&mut events).await.unwrap_err();
    assert!(matches!(error, Error::Unauthorized(_)), "{error}");
    assert!(!format!("{error} {error:?} {events:?}").contains(TOKEN), "{error:?}");
}

#[tokio::test]
async fn an_offset_that_is_no_longer_kept_is_a_gap_and_the_stream_goes_on_from_there() {
    let (gateway, account) = Gateway::start().await;
    let mut events = stream(&account, DEVICE).await;
    for id in ["d1", "d2", "d3"] {
        gateway.happens(DEVICE, id);
    }
    assert_eq!(id(&mut events).await, "d1");
    let mut rest = vec![id(&mut events).await, id(&mut events).await];
    assert_eq!(rest, ["d2", "d3"]);
    for id in ["d4", "d5", "d6"] {
        gateway.happens(DEVICE, id);
    }
    gateway.book().earliest = 6;
    let gap = item(&mut events).await.unwrap();
    assert!(matches!(gap, StreamItem::Gap { since } if since <= std::time::SystemTime::now()), "{gap:?}");
    rest = vec![id(&mut events).await];
    assert_eq!(rest, ["d6"]);
}

#[tokio::test]
async fn a_subscription_that_somebody_deleted_is_made_anew_with_a_gap() {
    let (gateway, account) = Gateway::start().await;
    let mut events = stream(&account, DEVICE).await;
    gateway.happens(DEVICE, "d1");
    assert_eq!(id(&mut events).await, "d1");
    // Another one is there in its place.
    gateway.book().made += 1;
    assert!(matches!(item(&mut events).await.unwrap(), StreamItem::Gap { .. }));
    gateway.happens(DEVICE, "d2");
    assert_eq!(id(&mut events).await, "d2");
    assert_eq!(gateway.book().asked.len(), 2);
}

#[tokio::test]
async fn an_account_has_one_source() {
    let (gateway, account) = Gateway::start().await;
    let source = account.event_source(MemoryStore::new()).await.unwrap();
    let again = account.clone().event_source(MemoryStore::new()).await.unwrap_err();
    assert!(matches!(again, Error::Conflict(_)), "{again}");
    let mut events = source.device(DEVICE, EventOptions::new());
    gateway.happens(DEVICE, "d1");
    assert_eq!(id(&mut events).await, "d1");
    drop(events);
    source.delete().await.unwrap();
    assert_eq!((gateway.book().made, gateway.book().deleted), (1, 1));
    let source = account.event_source(MemoryStore::new()).await.unwrap();
    assert!(format!("{source:?}").starts_with("AccountEvents"));
}

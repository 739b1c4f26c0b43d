//! A small gateway whose pull subscription is held open as the contract tells.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, post};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::Notify;
use wagate_sdk_core::{AccountClient, RetryPolicy};
use wagate_wazzapi::Wazzapi;

use crate::events::example;
use crate::key;

pub(super) const TOKEN: &str = "wzpull_live_0123456789abcdef";

#[derive(Clone, Default)]
pub(super) struct Gateway {
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    book: Mutex<Book>,
    changed: Notify,
}

#[derive(Default)]
pub(super) struct Book {
    events: Vec<Value>,
    /// The first event that can still be read.
    pub(super) earliest: u64,
    /// The highest offset that was asked from.
    pub(super) acknowledged: u64,
    /// How many subscriptions were made, and deleted.
    pub(super) made: u64,
    pub(super) deleted: u64,
    /// Who asked, each poller once.
    pub(super) pollers: Vec<String>,
    /// Who asks is answered so.
    pub(super) refuses: Option<(StatusCode, Value)>,
    /// The bodies that made subscriptions.
    pub(super) asked: Vec<Value>,
}

impl Gateway {
    pub(super) async fn start() -> (Self, AccountClient<Wazzapi>) {
        let (gateway, account, _) = Self::start_at().await;
        (gateway, account)
    }

    /// Likewise, with its address.
    pub(super) async fn start_at() -> (Self, AccountClient<Wazzapi>, String) {
        let gateway = Self::default();
        let router = Router::new()
            .route("/api/v1/pull/subscriptions", post(create))
            .route("/api/v1/pull/subscriptions/{id}", delete(remove))
            .route("/api/v1/pull/subscriptions/{id}/events", get(poll))
            .with_state(gateway.clone());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        let account = account(&url);
        (gateway, account, url)
    }

    pub(super) fn book(&self) -> MutexGuard<'_, Book> {
        self.shared.book.lock().unwrap()
    }

    /// Something happened to a device.
    pub(super) fn happens(&self, device: &str, id: &str) {
        let mut event = example("message.read");
        (event["event_id"], event["data"]["whatsapp_account_id"]) = (json!(id), json!(device));
        self.push(event);
    }

    pub(super) fn push(&self, mut event: Value) {
        let mut book = self.book();
        event["sequence"] = json!(book.events.len() + 1);
        book.events.push(event);
        drop(book);
        self.shared.changed.notify_waiters();
    }
}

/// A client of this gateway, which shares nothing with others.
pub(super) fn account(url: &str) -> AccountClient<Wazzapi> {
    AccountClient::<Wazzapi>::builder(key()).base_url(url).retry(RetryPolicy::none()).build().unwrap()
}

async fn create(State(gateway): State<Gateway>, body: String) -> Response {
    let mut book = gateway.book();
    book.made += 1;
    book.asked.push(serde_json::from_str(&body).unwrap());
    let mut made = crate::contract::example("pull.create");
    (made["id"], made["token"]) = (json!(format!("sub-{}", book.made)), json!(TOKEN));
    (StatusCode::CREATED, made.to_string()).into_response()
}

async fn remove(State(gateway): State<Gateway>, Path(_): Path<String>) -> StatusCode {
    gateway.book().deleted += 1;
    StatusCode::NO_CONTENT
}

async fn poll(
    State(gateway): State<Gateway>,
    Path(id): Path<String>,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Response {
    assert_eq!(headers["authorization"], format!("Bearer {TOKEN}").as_str());
    let poller = headers["x-wazzapi-poller-id"].to_str().unwrap().to_owned();
    let hold = Duration::from_secs(query["timeout"].parse().unwrap());
    let until = tokio::time::Instant::now() + hold;
    loop {
        let changed = gateway.shared.changed.notified();
        tokio::pin!(changed);
        changed.as_mut().enable();
        {
            let mut book = gateway.book();
            if !book.pollers.contains(&poller) {
                book.pollers.push(poller.clone());
            }
            if let Some((status, body)) = book.refuses.clone() {
                return (status, body.to_string()).into_response();
            }
            if id != format!("sub-{}", book.made) {
                return (StatusCode::NOT_FOUND, json!({"detail": "gone"}).to_string()).into_response();
            }
            let offset = query.get("offset").map_or(1, |offset| offset.parse().unwrap());
            if offset < book.earliest {
                let detail = json!({
                    "code": "cursor_expired", "message": "gone",
                    "earliest_offset": book.earliest, "current_offset": book.events.len() + 1
                });
                return (StatusCode::GONE, json!({"detail": detail}).to_string()).into_response();
            }
            book.acknowledged = book.acknowledged.max(offset);
            let from = usize::try_from(offset - 1).unwrap().min(book.events.len());
            let events = &book.events[from..];
            if !events.is_empty() || tokio::time::Instant::now() >= until {
                let next = from + events.len() + 1;
                return json!({"events": events, "next_offset": next, "has_more": false})
                    .to_string()
                    .into_response();
            }
        }
        tokio::select! {
            () = changed => {}
            () = tokio::time::sleep_until(until) => {}
        }
    }
}

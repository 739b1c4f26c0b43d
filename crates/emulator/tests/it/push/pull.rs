//! WazzAPI's pull subscriptions.

use std::time::Duration;

use serde_json::{Value, json};
use wagate_emulator::{Emulator, Fault, FaultRule, Gateway};

use super::wazzapi::{link, owner};
use crate::client::{Answer, Client};

const SUBSCRIPTIONS: &str = "/api/v1/pull/subscriptions";

/// An emulator with a device that is online, and a subscription to its messages.
struct Bench {
    emulator: Emulator,
    owner: Client,
    device: String,
    id: String,
    token: String,
}

impl Bench {
    async fn start() -> Self {
        let emulator = Emulator::start().await.unwrap();
        let owner = owner(&emulator);
        let device = link(&owner).await;
        emulator.scan(Gateway::Wazzapi, &device);
        let body = json!({ "subscribed_events": ["message.received"], "description": "crm" });
        let made = owner.post(SUBSCRIPTIONS, body).await;
        assert_eq!(made.code(), 201, "{:?}", made.body);
        let (id, token) = (made.text("/id").to_owned(), made.text("/token").to_owned());
        assert!(token.starts_with("wzpull_live_") && token.starts_with(made.text("/token_prefix")));
        Self { emulator, owner, device, id, token }
    }

    fn receive(&self, text: &str) {
        self.emulator.receive_message(Gateway::Wazzapi, &self.device, "6281234567890", text).unwrap();
    }

    fn reader(&self, poller: &str) -> Client {
        Client::new(&self.emulator, Gateway::Wazzapi)
            .with("authorization", format!("Bearer {}", self.token))
            .with("x-wazzapi-poller-id", poller)
    }

    fn events(&self, query: &str) -> String {
        format!("{SUBSCRIPTIONS}/{}/events?{query}", self.id)
    }

    async fn row(&self) -> Value {
        self.owner.get(&format!("{SUBSCRIPTIONS}/{}", self.id)).await.body
    }

    /// How many polls have come.
    async fn polls(&self, count: usize) {
        let is_poll = |seen: &&wagate_emulator::SeenRequest| seen.endpoint == Some("pull.poll");
        self.emulator.until(|emulator| emulator.requests().iter().filter(is_poll).count() == count).await;
    }
}

fn texts(answer: &Answer) -> Vec<&str> {
    assert_eq!(answer.code(), 200, "{:?}", answer.body);
    let events = answer.body["events"].as_array().unwrap();
    events.iter().map(|event| event["data"]["content"].as_str().unwrap()).collect()
}

fn coded(answer: &Answer, status: u16, code: &str) {
    assert_eq!((answer.code(), answer.text("/detail/code")), (status, code), "{:?}", answer.body);
}

#[tokio::test]
async fn events_wait_in_order_until_they_are_acknowledged() {
    let bench = Bench::start().await;
    for text in ["one", "two", "three"] {
        bench.receive(text);
    }
    let reader = bench.reader("a");
    let first = reader.get(&bench.events("limit=2")).await;
    assert_eq!(texts(&first), ["one", "two"]);
    assert_eq!((&first.body["next_offset"], &first.body["has_more"]), (&json!(3), &json!(true)));
    let event = &first.body["events"][0];
    assert_eq!((&event["schema_version"], &event["sequence"]), (&json!(1), &json!(1)));
    assert_eq!(
        (&event["pull_subscription_id"], &event["event_type"]),
        (&json!(bench.id), &json!("message.received"))
    );
    assert!(event["event_id"].as_str().unwrap().starts_with("evt_"));
    // What was not acknowledged comes again.
    assert_eq!(reader.get(&bench.events("limit=2")).await.body["events"], first.body["events"]);
    assert_eq!(bench.row().await["pending_count"], 3);
    let rest = reader.get(&bench.events("offset=3")).await;
    assert_eq!((texts(&rest), &rest.body["next_offset"]), (vec!["three"], &json!(4)));
    let row = bench.row().await;
    assert_eq!(
        (&row["pending_count"], &row["next_offset"], &row["head_offset"]),
        (&json!(1), &json!(3), &json!(3))
    );
    assert_eq!((&row["token"], row["last_poll_at"].is_string()), (&Value::Null, true));
    let skip = format!("{SUBSCRIPTIONS}/{}/events/3/skip", bench.id);
    assert_eq!(bench.owner.post(&skip, json!({ "reason": "poisoned" })).await.code(), 200);
    assert_eq!(bench.owner.post(&skip, json!({ "reason": "poisoned" })).await.code(), 404);
    assert!(texts(&reader.get(&bench.events("offset=3")).await).is_empty());
}

#[tokio::test]
async fn a_poll_waits_for_an_event_or_for_its_time() {
    let bench = Bench::start().await;
    let (reader, path) = (bench.reader("a"), bench.events("timeout=50"));
    let (answer, ()) = tokio::join!(reader.get(&path), async {
        bench.polls(1).await;
        bench.receive("late");
    });
    assert_eq!(texts(&answer), ["late"]);
    let path = bench.events("timeout=50&offset=2");
    let (answer, ()) = tokio::join!(reader.get(&path), async {
        bench.polls(2).await;
        bench.emulator.advance_clock(Duration::from_secs(50));
    });
    assert_eq!((texts(&answer), &answer.body["next_offset"]), (vec![], &json!(2)));
}

#[tokio::test]
async fn only_one_reads_at_a_time() {
    let bench = Bench::start().await;
    let (reader, other) = (bench.reader("a"), bench.reader("b"));
    let path = bench.events("timeout=50");
    let (answer, ()) = tokio::join!(reader.get(&path), async {
        bench.polls(1).await;
        while bench.row().await["last_poll_at"].is_null() {}
        coded(&other.get(&bench.events("timeout=0")).await, 409, "poller_conflict");
        bench.receive("for the first");
    });
    assert_eq!(texts(&answer), ["for the first"]);
    // The lease ends with the answer.
    assert_eq!(texts(&other.get(&bench.events("")).await), ["for the first"]);

    // One that went away without an answer keeps its lease until it would have had one.
    let waiting = bench.events("timeout=50&offset=2");
    let leaving = tokio::spawn({
        let (reader, waiting) = (reader.clone(), waiting.clone());
        async move { reader.get(&waiting).await }
    });
    bench.polls(4).await;
    while other.get(&bench.events("timeout=0&offset=2")).await.code() != 409 {}
    leaving.abort();
    coded(&other.get(&bench.events("timeout=0&offset=2")).await, 409, "poller_conflict");
    assert_eq!(reader.get(&bench.events("timeout=0&offset=2")).await.code(), 200);
    assert_eq!(other.get(&bench.events("timeout=0&offset=2")).await.code(), 200);
}

#[tokio::test]
async fn what_was_kept_too_long_is_gone() {
    let bench = Bench::start().await;
    bench.receive("old");
    bench.emulator.advance_clock(Duration::from_secs(8 * 24 * 3600));
    bench.receive("new");
    let reader = bench.reader("a");
    let gone = reader.get(&bench.events("offset=1")).await;
    coded(&gone, 410, "cursor_expired");
    assert_eq!(
        (&gone.body["detail"]["earliest_offset"], &gone.body["detail"]["current_offset"]),
        (&json!(2), &json!(3))
    );
    assert_eq!(texts(&reader.get(&bench.events("offset=2")).await), ["new"]);
}

#[tokio::test]
async fn a_token_opens_its_own_subscription_until_it_is_rotated() {
    let bench = Bench::start().await;
    let reader = bench.reader("a");
    assert_eq!(bench.owner.get(&bench.events("")).await.code(), 401);
    let rotated = bench.owner.post(&format!("{SUBSCRIPTIONS}/{}/token", bench.id), Value::Null).await;
    assert_eq!(rotated.code(), 200);
    assert_ne!(rotated.text("/token"), bench.token);
    assert_eq!(reader.get(&bench.events("")).await.code(), 401);
    let fresh = Client::new(&bench.emulator, Gateway::Wazzapi)
        .with("authorization", format!("Bearer {}", rotated.text("/token")));
    assert_eq!(fresh.get(&bench.events("")).await.code(), 200);
    let one = format!("{SUBSCRIPTIONS}/{}", bench.id);
    let paused = bench.owner.patch(&one, json!({ "is_active": false })).await;
    assert_eq!((paused.text("/status"), &paused.body["token"]), ("paused", &Value::Null));
    bench.receive("unheard");
    assert_eq!(bench.row().await["head_offset"], 0);
    assert_eq!(bench.owner.get(SUBSCRIPTIONS).await.body["total"], 1);
    assert_eq!(bench.owner.delete(&one).await.code(), 204);
    assert_eq!(fresh.get(&bench.events("")).await.code(), 404);
}

#[tokio::test]
async fn an_answer_that_was_lost_is_read_again() {
    let bench = Bench::start().await;
    bench.receive("once");
    let reader = bench.reader("a");
    let lost = FaultRule::new(Fault::CloseAfterReading).on("pull.poll").acting(true);
    bench.emulator.fault(Gateway::Wazzapi, lost);
    assert!(reader.call(http::Method::GET, &bench.events(""), None).await.is_err());
    assert_eq!(texts(&reader.get(&bench.events("")).await), ["once"]);
}

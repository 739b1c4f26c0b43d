//! The stream of events over a source that plays a script, on a paused clock.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use futures_util::future::BoxFuture;
use tokio::time::{Instant, sleep};
use wagate_sdk_core::adapter::EventSource;
use wagate_sdk_core::{
    Error, Event, EventEnvelope, EventOptions, EventOrigin, EventStream, EventTransport, MessageStatus, Raw,
    StreamConnection, StreamItem,
};

#[derive(Clone)]
pub(crate) enum Act {
    Event(u32),
    /// An event with this id that tells how far a message came.
    Status(u32, Box<MessageStatus>),
    /// Nothing happens for so long.
    Quiet(Duration),
    /// The gateway closes the connection.
    Close,
}

/// Each connection plays one list and then stays silent; without one left the credential is refused.
#[derive(Default)]
pub(crate) struct Played {
    connections: VecDeque<Vec<Act>>,
    pub(crate) acknowledged: Vec<String>,
    connected_at: Vec<Instant>,
    closed: bool,
    heard: Option<SystemTime>,
    gap: Option<SystemTime>,
}

struct Source {
    played: Arc<Mutex<Played>>,
    now: VecDeque<Act>,
    replays: bool,
}

impl EventSource for Source {
    fn connect(&mut self) -> BoxFuture<'_, Result<(), Error>> {
        let mut played = self.played.lock().unwrap();
        played.connected_at.push(Instant::now());
        let next = played.connections.pop_front();
        drop(played);
        Box::pin(async move {
            self.now = next.ok_or_else(|| Error::config("refused"))?.into();
            Ok(())
        })
    }

    fn next(&mut self) -> BoxFuture<'_, Result<Option<EventEnvelope>, Error>> {
        Box::pin(async move {
            loop {
                match self.now.front().cloned() {
                    Some(Act::Event(id)) => {
                        self.now.pop_front();
                        return Ok(Some(envelope(id, Event::Unknown { name: "toy".to_owned() })));
                    }
                    Some(Act::Status(id, status)) => {
                        self.now.pop_front();
                        return Ok(Some(envelope(id, Event::MessageStatus(status))));
                    }
                    Some(Act::Quiet(time)) => {
                        sleep(time).await;
                        self.now.pop_front();
                    }
                    Some(Act::Close) => return Ok(None),
                    None => std::future::pending().await,
                }
            }
        })
    }

    fn acknowledge<'a>(&'a mut self, id: &'a str) -> BoxFuture<'a, Result<(), Error>> {
        self.played.lock().unwrap().acknowledged.push(id.to_owned());
        Box::pin(std::future::ready(Ok(())))
    }

    fn close(&mut self) -> BoxFuture<'_, ()> {
        self.played.lock().unwrap().closed = true;
        Box::pin(std::future::ready(()))
    }

    fn heard(&self) -> Option<SystemTime> {
        self.played.lock().unwrap().heard
    }

    fn take_gap(&mut self) -> Option<SystemTime> {
        self.played.lock().unwrap().gap.take()
    }

    fn replays(&self) -> bool {
        self.replays
    }
}

fn envelope(id: u32, event: Event) -> EventEnvelope {
    let origin = EventOrigin::new(EventTransport::WebSocket).of("shop");
    let mut envelope = EventEnvelope::new("toy", &origin, event, Raw::default());
    envelope.id = Some(id.to_string());
    envelope
}

pub(crate) fn stream(
    connections: impl IntoIterator<Item = Vec<Act>>,
    replays: bool,
    buffer: usize,
) -> (EventStream, Arc<Mutex<Played>>) {
    let connections = connections.into_iter().collect();
    let played = Arc::new(Mutex::new(Played { connections, ..Played::default() }));
    let source = Source { played: played.clone(), now: VecDeque::new(), replays };
    (EventStream::new(Box::new(source), EventOptions::new().buffer(buffer)), played)
}

/// The next item in a word.
pub(crate) async fn word(stream: &mut EventStream) -> String {
    match stream.next().await {
        None => "end".to_owned(),
        Some(Err(error)) => format!("error {error}"),
        Some(Ok(StreamItem::Event(envelope))) => envelope.id.unwrap(),
        Some(Ok(StreamItem::Gap { .. })) => "gap".to_owned(),
        Some(Ok(StreamItem::Lagged(count))) => format!("lagged {count}"),
        Some(Ok(StreamItem::Connection(StreamConnection::Connected))) => "connected".to_owned(),
        Some(Ok(StreamItem::Connection(StreamConnection::Reconnecting { attempt, .. }))) => {
            format!("attempt {attempt}")
        }
        Some(Ok(other)) => format!("{other:?}"),
    }
}

pub(crate) async fn words(stream: &mut EventStream, count: usize) -> Vec<String> {
    let mut all = Vec::new();
    for _ in 0..count {
        all.push(word(stream).await);
    }
    all
}

#[tokio::test(start_paused = true)]
async fn a_lost_connection_comes_back_with_a_gap_and_a_refusal_ends_the_stream() {
    let (mut events, played) =
        stream([vec![Act::Event(1), Act::Close], vec![Act::Event(2), Act::Close]], false, 8);
    let told = words(&mut events, 10).await;
    assert_eq!(
        told,
        ["connected", "1", "attempt 1", "connected", "gap", "2", "attempt 2", "error refused", "end", "end"]
    );
    let at = &played.lock().unwrap().connected_at;
    assert!(at[1] - at[0] <= Duration::from_millis(801) && at[2] - at[1] <= Duration::from_millis(1601));
}

/// What was under way when the connection was lost is inside the gap, and what came long before is not.
#[tokio::test(start_paused = true)]
async fn a_gap_begins_half_a_minute_before_the_connection_was_last_heard_of() {
    let before = SystemTime::now();
    let later = before + Duration::from_secs(3600);
    for (heard, earliest) in [(None, before), (Some(later), later - Duration::from_secs(30))] {
        let (mut events, played) = stream([vec![Act::Event(1), Act::Close], vec![]], false, 8);
        played.lock().unwrap().heard = heard;
        let since = loop {
            if let StreamItem::Gap { since } = events.next().await.unwrap().unwrap() {
                break since;
            }
        };
        assert!(since >= earliest && since <= heard.unwrap_or_else(SystemTime::now), "{since:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_gateway_that_repeats_has_no_gap() {
    let (mut events, _) = stream([vec![Act::Close], vec![Act::Event(2)]], true, 8);
    assert_eq!(words(&mut events, 4).await, ["connected", "attempt 1", "connected", "2"]);
}

/// What such a gateway no longer has is missing all the same, from the loss of the connection on.
#[tokio::test(start_paused = true)]
async fn a_gateway_that_repeats_may_tell_of_a_gap() {
    let (mut events, played) = stream([vec![Act::Event(1), Act::Close], vec![Act::Event(2)]], true, 8);
    assert_eq!(words(&mut events, 3).await, ["connected", "1", "attempt 1"]);
    let asked = SystemTime::now() + Duration::from_secs(3600);
    played.lock().unwrap().gap = Some(asked);
    assert_eq!(word(&mut events).await, "connected");
    let Some(Ok(StreamItem::Gap { since })) = events.next().await else { panic!("a gap") };
    assert!(since < asked, "the connection was lost earlier");
    assert_eq!(word(&mut events).await, "2");

    let (mut events, played) = stream([vec![Act::Quiet(Duration::from_secs(1)), Act::Event(1)]], true, 8);
    assert_eq!(word(&mut events).await, "connected");
    played.lock().unwrap().gap = Some(asked);
    assert_eq!(words(&mut events, 2).await, ["gap", "1"], "one that an event shows stands before it");
}

#[tokio::test(start_paused = true)]
async fn two_healthy_minutes_begin_the_waits_anew() {
    let short = || vec![Act::Quiet(Duration::from_secs(119)), Act::Close];
    let healthy = vec![Act::Quiet(Duration::from_secs(121)), Act::Close];
    let (mut events, _) = stream([short(), short(), healthy], true, 8);
    assert_eq!(
        words(&mut events, 6).await,
        ["connected", "attempt 1", "connected", "attempt 2", "connected", "attempt 1"]
    );
}

#[tokio::test(start_paused = true)]
async fn an_event_is_acknowledged_when_the_next_one_is_asked_for_or_by_ack() {
    let (mut events, played) = stream([vec![Act::Event(1), Act::Event(2)]], true, 8);
    let acknowledged = || played.lock().unwrap().acknowledged.clone();
    assert_eq!(words(&mut events, 2).await, ["connected", "1"]);
    sleep(Duration::from_secs(60)).await;
    assert!(acknowledged().is_empty(), "giving an event is not handling it");
    assert_eq!(word(&mut events).await, "2");
    sleep(Duration::from_secs(1)).await;
    assert_eq!(acknowledged(), ["1"]);
    events.ack();
    events.ack();
    sleep(Duration::from_secs(1)).await;
    assert_eq!(acknowledged(), ["1", "2"]);
}

/// Else a gateway that repeats would repeat it for ever.
#[tokio::test(start_paused = true)]
async fn what_is_handled_without_a_connection_is_acknowledged_by_the_next() {
    let (mut events, played) = stream([vec![Act::Event(1), Act::Close], vec![Act::Event(2)]], true, 8);
    assert_eq!(words(&mut events, 3).await, ["connected", "1", "attempt 1"]);
    assert!(played.lock().unwrap().acknowledged.is_empty(), "there is no connection");
    assert_eq!(words(&mut events, 2).await, ["connected", "2"]);
    sleep(Duration::from_secs(1)).await;
    assert_eq!(played.lock().unwrap().acknowledged, ["1"]);
}

#[tokio::test(start_paused = true)]
async fn what_is_handled_without_a_connection_is_acknowledged_by_the_next_one() {
    let (mut events, played) = stream([vec![Act::Event(1), Act::Event(2), Act::Close], vec![]], true, 8);
    assert_eq!(words(&mut events, 4).await, ["connected", "1", "2", "attempt 1"]);
    assert_eq!(word(&mut events).await, "connected");
    sleep(Duration::from_secs(1)).await;
    assert_eq!(played.lock().unwrap().acknowledged, ["1", "2"]);
}

#[tokio::test(start_paused = true)]
async fn a_slow_program_is_told_what_it_missed() {
    let (mut events, _) = stream([(1..=5).map(Act::Event).collect::<Vec<_>>()], false, 2);
    sleep(Duration::from_secs(1)).await;
    assert_eq!(words(&mut events, 4).await, ["connected", "1", "2", "lagged 3"]);
}

#[tokio::test(start_paused = true)]
async fn from_a_gateway_that_repeats_nothing_is_missed() {
    let (mut events, _) = stream([(1..=5).map(Act::Event).collect::<Vec<_>>()], true, 2);
    sleep(Duration::from_secs(1)).await;
    assert_eq!(words(&mut events, 6).await, ["connected", "1", "2", "3", "4", "5"]);
}

#[tokio::test(start_paused = true)]
async fn a_dropped_stream_says_farewell() {
    let (mut events, played) = stream([vec![]], false, 8);
    assert_eq!(word(&mut events).await, "connected");
    drop(events);
    sleep(Duration::from_secs(1)).await;
    assert!(played.lock().unwrap().closed);
}

#[test]
fn what_is_not_known_is_kept_and_only_what_is_no_object_is_refused() {
    let origin = EventOrigin::new(EventTransport::Webhook);
    let read = |body: &'static str| {
        EventEnvelope::unknown("toy", &origin, "new.thing", Raw::from(body.to_owned()), None)
    };
    let kept = read(r#" {"event":"new.thing","data":[1]}"#).unwrap();
    assert!(matches!(&kept.event, Event::Unknown { name } if name == "new.thing"));
    assert_eq!(kept.raw.expose(), r#" {"event":"new.thing","data":[1]}"#);
    for bad in ["", "hello", "[]", "1", "{\"a\":", "{} {}"] {
        assert!(read(bad).is_err(), "{bad}");
    }
}

//! A program that dies and comes back, where the gateway keeps what was not handled.

use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use wagate::wazzapi::{EventSources, FileStore};
use wagate::{EventEnvelope, EventOptions, EventStream, InstanceClient, StreamItem, Wazzapi};
use wagate_emulator::Gateway;

use super::{asked, online, quickly, write};
use crate::bench::Bench;

const HOUR: Duration = Duration::from_secs(3600);

/// The next text message, and whether a gap came before it.
async fn next(events: &mut EventStream) -> (EventEnvelope, bool) {
    let mut gap = false;
    loop {
        let item = events.next().await.expect("no end").expect("no error");
        gap |= matches!(item, StreamItem::Gap { .. });
        if asked(&item).is_some() {
            let StreamItem::Event(envelope) = item else { unreachable!("a message is an event") };
            return (*envelope, gap);
        }
    }
}

fn text(envelope: &EventEnvelope) -> &str {
    envelope.event.message().and_then(|message| message.text()).unwrap()
}

/// A run of the program: handles all but the last of what was written, and dies while it is at that.
async fn run(mut events: EventStream, expected: &[&str]) -> Option<String> {
    let mut ids = Vec::new();
    for expected in expected {
        let (envelope, gap) = next(&mut events).await;
        assert_eq!((text(&envelope), gap), (*expected, false));
        ids.push(envelope.id);
    }
    // The last one was given, and the next not asked for.
    ids.pop();
    ids.pop().flatten()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_vzaps_a_program_that_dies_at_an_event_gets_it_again() {
    let bench = Bench::start(Gateway::Vzaps).await;
    let line = online(&bench, "restarted").await;
    let events = line.events(quickly()).await.unwrap();
    for text in ["one", "two", "three"] {
        write(&bench, line.id(), text);
    }
    let handled = run(events, &["one", "two", "three"]).await.expect("VZaps' events have ids");
    write(&bench, line.id(), "meanwhile");

    let again = quickly().resume_after(&handled, SystemTime::now());
    run(line.events(again).await.unwrap(), &["three", "meanwhile"]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_vzaps_a_program_that_was_away_for_too_long_is_told_of_a_gap() {
    let bench = Bench::start(Gateway::Vzaps).await;
    let line = online(&bench, "restarted").await;
    let events = line.events(quickly()).await.unwrap();
    for text in ["one", "two"] {
        write(&bench, line.id(), text);
    }
    let handled = run(events, &["one", "two"]).await.expect("VZaps' events have ids");
    bench.emulator.advance_clock(2 * HOUR);
    let long_ago = SystemTime::now() - 2 * HOUR;
    let mut events = line.events(quickly().resume_after(handled, long_ago)).await.unwrap();
    write(&bench, line.id(), "after");
    let (envelope, gap) = next(&mut events).await;
    assert_eq!((text(&envelope), gap), ("after", true));
}

/// A file of its own, which goes with the test.
struct Store(PathBuf);

impl Store {
    fn new() -> Self {
        let name = format!("pull-{:016x}.json", fastrand::u64(..));
        Self(PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name))
    }

    /// What a run of the program does first: an account of its own, the store, the stream.
    async fn events(&self, bench: &Bench, line: &InstanceClient) -> EventStream {
        let account = bench.account().downcast::<Wazzapi>().unwrap();
        let _source = account.event_source(FileStore::new(&self.0)).await.unwrap();
        account.instance(line.id()).unwrap().events(quickly()).await.unwrap()
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_wazzapi_a_program_that_dies_at_an_event_gets_it_again() {
    let bench = Bench::start(Gateway::Wazzapi).await;
    let line = online(&bench, "restarted").await;
    let store = Store::new();
    let events = store.events(&bench, &line).await;
    for text in ["one", "two", "three"] {
        write(&bench, line.id(), text);
    }
    run(events, &["one", "two", "three"]).await;
    write(&bench, line.id(), "meanwhile");
    let mut events = store.events(&bench, &line).await;
    let mut told = Vec::new();
    while told.last().is_none_or(|last| last != "meanwhile") {
        let (envelope, gap) = next(&mut events).await;
        assert!(!gap);
        told.push(text(&envelope).to_owned());
    }
    // The one that it died at, and those before it whose handling was not stored yet.
    assert!(
        told.len() >= 2
            && ["one", "two", "three", "meanwhile"]
                .ends_with(&told.iter().map(String::as_str).collect::<Vec<_>>()),
        "{told:?}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_wazzapi_a_program_that_was_away_for_too_long_is_told_of_a_gap() {
    let bench = Bench::start(Gateway::Wazzapi).await;
    let line = online(&bench, "restarted").await;
    let store = Store::new();
    let mut events = store.events(&bench, &line).await;
    // Each after the one before was handled: the store knows of that before it asks for the next.
    for written in ["one", "two"] {
        write(&bench, line.id(), written);
        assert_eq!(text(&next(&mut events).await.0), written);
    }
    drop(events);
    bench.emulator.advance_clock(8 * 24 * HOUR);
    write(&bench, line.id(), "after");
    let (envelope, gap) = next(&mut store.events(&bench, &line).await).await;
    assert_eq!((text(&envelope), gap), ("after", true));
}

/// The streams of the other two repeat nothing, so there is no place to come back to.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_nothing_is_kept_a_place_to_go_on_from_changes_nothing() {
    for gateway in [Gateway::Ryze, Gateway::Evolution] {
        let bench = Bench::start(gateway).await;
        let line = online(&bench, "restarted").await;
        let options = EventOptions::new().resume_after("evt_1", SystemTime::now());
        assert!(matches!(
            line.events(options).await.unwrap().next().await,
            Some(Ok(StreamItem::Connection(_)))
        ));
    }
}

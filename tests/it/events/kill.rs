//! A contact writes while the socket is killed again and again: nothing is missing without a word.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use tokio::sync::{Notify, watch};
use tokio::time::timeout;
use wagate::{EventStream, StreamItem};
use wagate_emulator::{Fault, FaultRule, Gateway};

use super::{asked, online, quickly, write};
use crate::bench::{Bench, report};

const MESSAGES: usize = 2000;
const KILLS: usize = 200;
const END: &str = "that was all";

/// What a stream told, in its order.
#[derive(Debug)]
enum Told {
    Message(usize),
    Gap { since: SystemTime, until: SystemTime },
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ryze_tells_of_every_gap() {
    every_hole_has_its_gap(Gateway::Ryze).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn evolution_tells_of_every_gap() {
    every_hole_has_its_gap(Gateway::Evolution).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn vzaps_loses_nothing_and_repeats_nothing() {
    nothing_is_lost_or_repeated(Gateway::Vzaps).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wazzapi_loses_nothing_and_repeats_nothing() {
    nothing_is_lost_or_repeated(Gateway::Wazzapi).await;
}

async fn every_hole_has_its_gap(gateway: Gateway) {
    let (told, written) = killed(gateway).await;
    let mut seen = 0;
    let mut missing = Vec::new();
    let mut gaps: Vec<(SystemTime, SystemTime)> = Vec::new();
    let mut next = 0;
    for item in &told {
        match item {
            Told::Gap { since, until } => gaps.push((*since, *until)),
            Told::Message(number) => {
                assert!(*number >= next, "{number} came again, or late");
                for (lost, at) in written.iter().enumerate().take(*number).skip(next) {
                    let covered = gaps.iter().any(|(since, until)| (*since..=*until).contains(at));
                    assert!(covered, "{}: {lost} is missing without a word", gateway.name());
                    missing.push(lost);
                }
                next = number + 1;
                seen += 1;
                // A later hole needs a gap of its own.
                gaps.clear();
            }
        }
    }
    assert!(seen > MESSAGES / 4, "most of what was told while connected came: {seen}");
    report(&format!(
        "{}: {KILLS} kills, {MESSAGES} messages, {seen} seen, {} inside gaps, none missing without a word",
        gateway.name(),
        missing.len(),
    ));
}

async fn nothing_is_lost_or_repeated(gateway: Gateway) {
    let (told, _) = killed(gateway).await;
    let mut seen = vec![0; MESSAGES];
    for item in &told {
        match item {
            Told::Message(number) => seen[*number] += 1,
            Told::Gap { .. } => panic!("{} keeps what was not acknowledged: no gap", gateway.name()),
        }
    }
    let wrong: Vec<_> = seen.iter().enumerate().filter(|(_, times)| **times != 1).collect();
    assert!(wrong.is_empty(), "{}: lost or repeated: {wrong:?}", gateway.name());
    report(&format!("{}: {KILLS} kills, {MESSAGES} messages, each seen once", gateway.name()));
}

/// What a stream told, and when each message was written.
async fn killed(gateway: Gateway) -> (Vec<Told>, Vec<SystemTime>) {
    let bench = Bench::start(gateway).await;
    let line = online(&bench, "killed").await;
    let mut events = line.events(quickly().buffer(2 * MESSAGES)).await.unwrap();
    wait_until_heard(&bench, line.id(), &mut events).await;

    let done = Arc::new(Notify::new());
    let (heard, mut hears) = watch::channel(0);
    let listening = tokio::spawn(listen(events, heard, done.clone()));
    let mut kills: Vec<usize> = (0..KILLS).map(|_| fastrand::usize(..MESSAGES)).collect();
    kills.sort_unstable();
    let mut kills = kills.into_iter().peekable();
    let mut written = Vec::with_capacity(MESSAGES);
    let mut quiet = false;
    for number in 0..MESSAGES {
        while kills.next_if_eq(&number).is_some() {
            // Every other kill is followed by quiet: the stream is back before the contact goes on, and heard all before the next kill. The others cut
            // what is on its way, and the contact goes on at once.
            if quiet {
                let all = hears.wait_for(|heard| *heard >= number);
                let _ = timeout(Duration::from_secs(1), all).await;
            }
            quiet = !quiet;
            kill(&bench, quiet).await;
        }
        written.push(SystemTime::now());
        write(&bench, line.id(), &number.to_string());
        tokio::task::yield_now().await;
    }
    loop {
        write(&bench, line.id(), END);
        if timeout(Duration::from_millis(100), done.notified()).await.is_ok() {
            break;
        }
    }
    (listening.await.unwrap(), written)
}

/// Writes until the stream hears it.
async fn wait_until_heard(bench: &Bench, instance: &str, events: &mut EventStream) {
    loop {
        write(bench, instance, "Are you there?");
        let heard = async {
            loop {
                let item = events.next().await.expect("no end").expect("no error");
                if asked(&item).is_some() {
                    break;
                }
            }
        };
        if timeout(Duration::from_millis(200), heard).await.is_ok() {
            return;
        }
    }
}

/// Cuts what carries the events, and waits until it is there again if it shall be quiet then.
async fn kill(bench: &Bench, quiet: bool) {
    if bench.gateway == Gateway::Wazzapi {
        let fault = if fastrand::bool() { Fault::HalfAnswer } else { Fault::CloseAfterReading };
        bench.emulator.fault(bench.gateway, FaultRule::new(fault).on("pull.poll"));
        return;
    }
    bench.emulator.cut_sockets(bench.gateway);
    if quiet {
        // Evolution API's are the root's namespace and the instance's.
        let whole = if bench.gateway == Gateway::Evolution { 2 } else { 1 };
        let back = bench.emulator.until(|emulator| emulator.sockets(bench.gateway) >= whole);
        timeout(Duration::from_secs(30), back).await.expect("the stream comes back");
    }
}

async fn listen(mut events: EventStream, heard: watch::Sender<usize>, done: Arc<Notify>) -> Vec<Told> {
    let mut told = Vec::new();
    loop {
        let item = events.next().await.expect("no end").expect("no error");
        if let StreamItem::Gap { since } = item {
            told.push(Told::Gap { since, until: SystemTime::now() });
        }
        assert!(!matches!(item, StreamItem::Lagged(_)), "{item:?}");
        match asked(&item).and_then(|message| message.text()) {
            Some(END) => break,
            Some(text) => {
                if let Ok(number) = text.parse() {
                    heard.send_replace(number + 1);
                    told.push(Told::Message(number));
                }
            }
            None => {}
        }
    }
    done.notify_one();
    told
}

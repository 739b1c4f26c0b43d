//! The driver, against a server that does what the test says. Time is virtual.

use std::time::Duration;

use futures_util::{FutureExt, StreamExt};
use serde_json::value::to_raw_value;
use tokio::time::{Instant, sleep, timeout};
use wagate_socketio::{CloseReason, Error, FrameError, Incoming, Options, start};

use crate::script::{self, Gated, OPEN, joined, opening};

fn options() -> Options {
    Options::new()
}

/// The name of the event, or what else came.
fn name(incoming: Option<Incoming>) -> String {
    match incoming {
        Some(Incoming::Event(event)) => event.name,
        Some(other) => format!("{other:?}"),
        None => "the end".to_owned(),
    }
}

#[tokio::test(start_paused = true)]
async fn pings_are_answered_while_the_consumer_is_busy_and_what_is_lost_is_counted() {
    let (mut server, _client, mut events) = joined(1024, Options::new().queued_events(3)).await;
    for round in 0..10 {
        for number in 0..5 {
            server.send(&format!(r#"42/a,["{round}-{number}"]"#)).await;
        }
        sleep(Duration::from_secs(25)).await;
        server.send("2").await;
        assert_eq!(server.receive().await, "3");
    }
    for expected in ["0-0", "0-1", "0-2", "Lagged(47)"] {
        assert_eq!(name(events.recv().await), expected);
    }
    server.send(r#"42/a,["caught up"]"#).await;
    assert_eq!(name(events.recv().await), "caught up");
}

#[tokio::test(start_paused = true)]
async fn events_are_a_stream_that_ends_after_the_end() {
    let (mut server, _client, events) = joined(1024, options()).await;
    server.send(r#"42/a,["one"]"#).await;
    server.send("41/a,").await;
    server.send("1").await;
    assert_eq!(server.receive().await, "close");
    let all: Vec<String> = events.map(|incoming| name(Some(incoming))).collect().await;
    assert_eq!(all, ["one", r#"Disconnected { namespace: "/a" }"#, "Closed(ByServer)"]);
}

#[tokio::test(start_paused = true)]
async fn a_server_that_stops_pinging_is_noticed_to_the_millisecond() {
    let start = Instant::now();
    let (_server, client, mut events) = joined(1024, options()).await;
    assert_eq!(name(events.recv().await), "Closed(PingTimeout)");
    assert_eq!(start.elapsed().as_millis(), 45_000);
    assert_eq!(name(events.recv().await), "the end");
    assert!(matches!(client.emit("/a", "x", vec![]).await, Err(Error::Closed)));
}

#[tokio::test(start_paused = true)]
async fn a_ping_that_waits_to_be_read_counts_although_the_deadline_is_past() {
    let (mut server, near) = script::connection(1024).await;
    let opened = Instant::now();
    let (gate, near) = Gated::new(near, opened);
    let starting = tokio::spawn(start(near, options()));
    server.send(OPEN).await;
    let (_client, _events) = starting.await.unwrap().unwrap();
    for round in 1..=20 {
        // As in a program that slept: what wakes the driver is its deadline, and then there is a ping too.
        gate.close_until(opened + Duration::from_secs(45) * round);
        server.send("2").await;
        assert_eq!(server.receive().await, "3");
        assert_eq!(opened.elapsed(), Duration::from_secs(45) * round);
    }
}

#[tokio::test(start_paused = true)]
async fn what_does_not_open_says_why() {
    let start = Instant::now();
    let error = opening(&[], options()).await.unwrap_err();
    assert!(matches!(error, Error::NotOpened(CloseReason::OpenTimeout)), "{error:?}");
    assert_eq!(start.elapsed(), Duration::from_secs(20));
    let error = opening(&[r#"42["x"]"#], options()).await.unwrap_err();
    assert!(
        matches!(error, Error::NotOpened(CloseReason::NotOpened(FrameError::Unexpected(_)))),
        "{error:?}"
    );
    let error = opening(&["1"], options()).await.unwrap_err();
    assert!(matches!(error, Error::NotOpened(CloseReason::ByServer)), "{error:?}");
}

#[tokio::test(start_paused = true)]
async fn closing_says_goodbye_on_all_three_layers() {
    let (mut server, client, mut events) = joined(1024, options()).await;
    let closing = tokio::spawn(async move { client.close().await });
    for expected in ["41/a,", "1", "close"] {
        assert_eq!(server.receive().await, expected);
    }
    assert!(server.ended().await);
    closing.await.unwrap();
    assert_eq!(name(events.recv().await), "Closed(ByClient)");
}

#[tokio::test(start_paused = true)]
async fn who_drops_the_events_closes_the_connection() {
    let (mut server, client, events) = joined(1024, options()).await;
    drop(events);
    for expected in ["41/a,", "1", "close"] {
        assert_eq!(server.receive().await, expected);
    }
    assert!(server.ended().await);
    client.close().await;
}

#[tokio::test(start_paused = true)]
async fn without_handles_events_still_come() {
    let (mut server, client, mut events) = joined(1024, options()).await;
    drop(client);
    server.send(r#"42/a,["one"]"#).await;
    assert_eq!(name(events.recv().await), "one");
    server.send("2").await;
    assert_eq!(server.receive().await, "3");
}

#[tokio::test(start_paused = true)]
async fn the_end_is_told_apart() {
    let (mut server, _client, mut events) = joined(1024, options()).await;
    server.close().await;
    assert_eq!(name(events.recv().await), "Closed(ByServer)");

    let (server, _client, mut events) = joined(1024, options()).await;
    drop(server);
    assert_eq!(name(events.recv().await), "Closed(Lost(ConnectionReset))");

    let (mut server, _client, mut events) = joined(1024, Options::new().max_frame_bytes(200)).await;
    server.send(&format!(r#"42/a,["{}"]"#, "x".repeat(200))).await;
    assert_eq!(name(events.recv().await), "Closed(FrameTooLong { limit: 200 })");
}

#[tokio::test(start_paused = true)]
async fn an_event_waits_for_its_attachments_and_pings_do_not_wait_for_it() {
    let (mut server, _client, mut events) = joined(1024, options()).await;
    server.send(r#"452-/a,["file",{"_placeholder":true,"num":1},{"_placeholder":true,"num":0}]"#).await;
    server.send_binary(b"\x00\xff").await;
    server.send("2").await;
    assert_eq!(server.receive().await, "3");
    assert!(events.recv().now_or_never().is_none());
    server.send_binary(b"").await;
    server.send(r#"42/a,["text"]"#).await;
    let Some(Incoming::Event(event)) = events.recv().await else { panic!("no event") };
    assert_eq!(event.args[0].get(), r#"{"_placeholder":true,"num":1}"#);
    assert_eq!(event.attachments, [&b"\x00\xff"[..], b""]);
    assert_eq!(name(events.recv().await), "text");
}

#[tokio::test(start_paused = true)]
async fn attachments_are_bounded_in_number_and_in_bytes_and_the_connection_goes_on() {
    let bounded = options().max_attachments(2).max_attachment_bytes(4);
    let (mut server, _client, mut events) = joined(1024, bounded).await;
    for (count, bytes) in [(3, &b"x"[..]), (2, b"abc"), (2, b"ab")] {
        server.send(&format!(r#"45{count}-/a,["file"]"#)).await;
        for _ in 0..count {
            server.send_binary(bytes).await;
        }
    }
    let packet = |count| format!(r#"45{count}-/a,["file"]"#);
    let many = FrameError::TooManyAttachments { count: 3, limit: 2 };
    let long = FrameError::AttachmentsTooLong { limit: 4 };
    let attachment = |bytes: &str| (FrameError::Attachment, bytes.to_owned());
    let rejected = [
        (many, packet(3)),
        attachment("x"),
        attachment("x"),
        attachment("x"),
        (long, packet(2)),
        attachment("abc"),
        attachment("abc"),
    ];
    for expected in rejected {
        let Some(Incoming::Rejected { error, frame }) = events.recv().await else { panic!("not rejected") };
        assert_eq!((error, String::from_utf8_lossy(&frame).into_owned()), expected);
    }
    let Some(Incoming::Event(event)) = events.recv().await else { panic!("no event") };
    assert_eq!(event.attachments, [&b"ab"[..], b"ab"]);
}

#[tokio::test(start_paused = true)]
async fn attachments_count_among_the_bytes_that_wait() {
    let (mut server, _client, mut events) = joined(1024, options().queued_bytes(100)).await;
    for _ in 0..3 {
        server.send(r#"451-/a,["file"]"#).await;
        server.send_binary(&[0; 60]).await;
    }
    server.send("2").await;
    assert_eq!(server.receive().await, "3");
    assert_eq!(name(events.recv().await), "file");
    assert_eq!(name(events.recv().await), "Lagged(2)");
}

#[tokio::test(start_paused = true)]
async fn what_mixes_up_attachments_ends_the_connection() {
    let (mut server, client, mut events) = joined(1024, options()).await;
    server.send(r#"451-/a,["file"]"#).await;
    server.send(r#"42/a,["text"]"#).await;
    assert_eq!(server.receive().await, "close");
    for error in [
        FrameError::AttachmentsMissing { missing: 1 },
        FrameError::Unexpected("a packet before the attachments of the one before"),
    ] {
        let Some(Incoming::Rejected { error: told, .. }) = events.recv().await else {
            panic!("not rejected")
        };
        assert_eq!(told, error);
    }
    let Some(Incoming::Closed(CloseReason::Protocol(_))) = events.recv().await else { panic!("not closed") };
    assert!(matches!(client.emit("/a", "x", vec![]).await, Err(Error::Closed)));
}

#[tokio::test(start_paused = true)]
async fn pings_of_the_layer_below_are_answered_too() {
    let (mut server, _client, _events) = joined(1024, options()).await;
    server.send_ping().await;
    assert_eq!(server.receive().await, r#"Pong(b"layer")"#);
}

#[tokio::test(start_paused = true)]
async fn a_server_that_does_not_read_holds_up_neither_events_nor_the_end() {
    let (mut server, client, mut events) = joined(512, options()).await;
    let emitting = client.clone();
    let emitter = tokio::spawn(async move {
        let text = to_raw_value(&"x".repeat(1_000)).unwrap();
        loop {
            if let Err(error) = emitting.emit("/a", "x", vec![text.clone()]).await {
                return error;
            }
        }
    });
    // Virtual time passes only once everybody waits: the emitter too, for the server.
    sleep(Duration::from_millis(1)).await;
    assert!(!emitter.is_finished());
    for number in 0..20 {
        server.send(&format!(r#"42/a,["{number}"]"#)).await;
        assert_eq!(name(events.recv().await), number.to_string());
    }
    timeout(Duration::from_secs(6), client.close()).await.unwrap();
    assert!(matches!(emitter.await.unwrap(), Error::Closed));
    assert_eq!(name(events.recv().await), "Closed(ByClient)");
}

#[tokio::test(start_paused = true)]
async fn who_waits_for_an_answer_is_told_when_none_will_come() {
    let (mut server, client, _events) = joined(1024, options()).await;
    let (one, other) = (client.clone(), client.clone());
    let left = tokio::spawn(async move { one.emit_with_ack("/a", "x", vec![]).await });
    assert_eq!(server.receive().await, r#"42/a,0["x"]"#);
    server.send("41/a,").await;
    assert!(matches!(left.await.unwrap(), Err(Error::Disconnected)));
    let lost = tokio::spawn(async move { other.connect("/b", None).await });
    assert_eq!(server.receive().await, "40/b,");
    drop(server);
    assert!(matches!(lost.await.unwrap(), Err(Error::Closed)));
}

#[tokio::test(start_paused = true)]
async fn a_start_that_is_given_up_closes_the_connection() {
    let (mut server, near) = script::connection(1024).await;
    assert!(timeout(Duration::from_secs(1), start(near, options())).await.is_err());
    assert_eq!(server.receive().await, "close");
}

//! `Sent::wait_for`: what becomes of a message, told by a stream that goes on as if nobody had waited.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::time::{Instant, sleep};
use wagate_sdk_core::{
    DeliveryStatus, EventStream, MessageId, MessageStatus, NotReached, Raw, SendStatus, Sent,
};

use crate::events::{Act, Played, stream, word, words};

const MINUTE: Duration = Duration::from_secs(60);

fn sent(id: impl Into<MessageId>) -> Sent {
    Sent::new(id.into(), SendStatus::Accepted, Raw::default())
}

fn told(event: u32, message: &str, status: DeliveryStatus) -> Act {
    Act::Status(event, Box::new(MessageStatus::new(vec![message.into()], status)))
}

fn failed(event: u32, message: &str, reason: &str) -> Act {
    let mut status = MessageStatus::new(vec![message.into()], DeliveryStatus::Failed);
    status.reason = Some(reason.to_owned());
    Act::Status(event, Box::new(status))
}

fn quiet(seconds: u64) -> Act {
    Act::Quiet(Duration::from_secs(seconds))
}

/// One connection that plays this and then stays silent, which has come as far as it can at once.
async fn playing(acts: Vec<Act>, replays: bool, buffer: usize) -> (EventStream, Arc<Mutex<Played>>) {
    let (events, played) = stream([acts], replays, buffer);
    sleep(Duration::from_millis(1)).await;
    (events, played)
}

async fn delivered(message: &str, events: &EventStream) -> Result<MessageStatus, NotReached> {
    sent(message).wait_for(events, DeliveryStatus::Delivered, MINUTE).await
}

#[tokio::test(start_paused = true)]
async fn what_passes_meanwhile_is_given_afterwards_in_order_and_not_acknowledged_before() {
    let acts = vec![
        Act::Event(1),
        Act::Event(2),
        quiet(5),
        told(3, "other", DeliveryStatus::Read),
        told(4, "A", DeliveryStatus::Sent),
        quiet(5),
        told(5, "A", DeliveryStatus::Delivered),
        Act::Event(6),
    ];
    let (mut events, played) = playing(acts, true, 16).await;
    let acknowledged = || played.lock().unwrap().acknowledged.clone();
    assert_eq!(words(&mut events, 2).await, ["connected", "1"]);
    let asked = Instant::now();
    assert_eq!(delivered("A", &events).await.unwrap().status, DeliveryStatus::Delivered);
    assert_eq!(asked.elapsed().as_secs(), 9);
    sleep(MINUTE).await;
    assert!(acknowledged().is_empty(), "waiting is not asking for the next one");
    assert_eq!(words(&mut events, 5).await, ["2", "3", "4", "5", "6"]);
    sleep(MINUTE).await;
    assert_eq!(acknowledged(), ["1", "2", "3", "4", "5"]);
}

#[tokio::test(start_paused = true)]
async fn what_came_before_the_call_counts_whether_it_was_given_or_not() {
    let acts =
        vec![told(1, "A", DeliveryStatus::Delivered), told(2, "B", DeliveryStatus::Delivered), quiet(3600)];
    let (mut events, _) = playing(acts, false, 16).await;
    assert_eq!(words(&mut events, 2).await, ["connected", "1"]);
    let asked = Instant::now();
    delivered("A", &events).await.unwrap();
    delivered("B", &events).await.unwrap();
    delivered("B", &events).await.unwrap();
    assert_eq!(asked.elapsed(), Duration::ZERO);
    assert_eq!(word(&mut events).await, "2");
}

#[tokio::test(start_paused = true)]
async fn a_later_status_counts_for_an_earlier_one_and_not_the_other_way() {
    let acts = vec![told(1, "A", DeliveryStatus::Read), told(2, "B", DeliveryStatus::Sent)];
    let (events, _) = playing(acts, false, 16).await;
    assert_eq!(delivered("A", &events).await.unwrap().status, DeliveryStatus::Read);
    let Err(NotReached::TimedOut { within, last }) = delivered("B", &events).await else { panic!() };
    assert_eq!((within, last.unwrap().status), (MINUTE, DeliveryStatus::Sent));
    let Err(NotReached::TimedOut { last: None, .. }) = delivered("C", &events).await else { panic!() };
}

/// WazzAPI answers a send with an id of its own, and its events carry both.
#[tokio::test(start_paused = true)]
async fn a_message_is_known_by_either_id() {
    let mut status = MessageStatus::new(vec![MessageId::gateway("own")], DeliveryStatus::Delivered);
    status.whatsapp_id = Some("3EB0".into());
    let (events, _) = playing(vec![quiet(1), Act::Status(1, Box::new(status))], false, 16).await;
    for id in [MessageId::gateway("own"), MessageId::whatsapp("3EB0")] {
        sent(id).wait_for(&events, DeliveryStatus::Delivered, MINUTE).await.unwrap();
    }
    let other = sent("own").wait_for(&events, DeliveryStatus::Delivered, MINUTE).await;
    assert!(other.is_err(), "WhatsApp's ids are not the gateway's");
}

#[tokio::test(start_paused = true)]
async fn a_failure_is_told_at_once_with_its_reason() {
    let acts = vec![
        quiet(1),
        failed(1, "A", "number is not on WhatsApp"),
        told(2, "B", DeliveryStatus::Cancelled),
        failed(3, "C", "try again"),
        told(4, "C", DeliveryStatus::Pending),
        quiet(5),
        told(5, "C", DeliveryStatus::Delivered),
    ];
    let (events, _) = playing(acts, false, 16).await;
    let asked = Instant::now();
    let error = delivered("A", &events).await.unwrap_err();
    assert_eq!(error.to_string(), "the message failed: number is not on WhatsApp");
    assert!(matches!(&error, NotReached::Failed(status) if status.reason.is_some()));
    assert_eq!(delivered("B", &events).await.unwrap_err().to_string(), "the message was cancelled");
    assert!(asked.elapsed() <= Duration::from_secs(1));
    // The gateway sent it again by itself.
    delivered("C", &events).await.unwrap();
    // Who waits for that very thing has what was waited for.
    sent("A").wait_for(&events, DeliveryStatus::Failed, MINUTE).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_stream_that_ends_ends_the_wait_and_still_tells_why() {
    // Without a connection left the credential is refused.
    let (mut events, _) =
        stream([vec![told(1, "A", DeliveryStatus::Delivered), quiet(5), Act::Close]], false, 16);
    assert!(matches!(delivered("B", &events).await, Err(NotReached::Ended)));
    delivered("A", &events).await.unwrap();
    assert_eq!(words(&mut events, 4).await, ["connected", "1", "attempt 1", "error refused"]);
    assert!(matches!(delivered("B", &events).await, Err(NotReached::Ended)));
}

#[tokio::test(start_paused = true)]
async fn a_wait_goes_on_over_a_lost_connection() {
    let (mut events, _) =
        stream([vec![Act::Event(1), Act::Close], vec![told(2, "A", DeliveryStatus::Delivered)]], false, 16);
    delivered("A", &events).await.unwrap();
    assert_eq!(words(&mut events, 6).await, ["connected", "1", "attempt 1", "connected", "gap", "2"]);
}

#[tokio::test(start_paused = true)]
async fn a_full_buffer_drops_events_and_says_so_but_what_is_waited_for_is_heard() {
    let mut acts: Vec<_> = (1..=4).map(Act::Event).collect();
    acts.push(told(5, "A", DeliveryStatus::Delivered));
    let (mut events, _) = playing(acts, false, 2).await;
    delivered("A", &events).await.unwrap();
    assert_eq!(words(&mut events, 4).await, ["connected", "1", "2", "lagged 3"]);
}

#[tokio::test(start_paused = true)]
async fn from_a_gateway_that_repeats_nothing_is_dropped_for_a_wait() {
    let acts = vec![Act::Event(1), Act::Event(2), told(3, "A", DeliveryStatus::Delivered)];
    let (mut events, _) = playing(acts, true, 2).await;
    assert!(matches!(delivered("A", &events).await, Err(NotReached::TimedOut { last: None, .. })));
    assert_eq!(words(&mut events, 3).await, ["connected", "1", "2"]);
    delivered("A", &events).await.unwrap();
    assert_eq!(word(&mut events).await, "3");
}

#[tokio::test(start_paused = true)]
async fn the_last_thousand_statuses_are_known() {
    let acts = (0..1025).map(|id| told(id, &id.to_string(), DeliveryStatus::Delivered)).collect();
    let (events, _) = playing(acts, false, 1).await;
    delivered("1", &events).await.unwrap();
    assert!(matches!(delivered("0", &events).await, Err(NotReached::TimedOut { .. })));
}

/// Waiting borrows the stream alone, in any task, for any number of messages.
#[tokio::test(start_paused = true)]
async fn several_are_waited_for_at_once() {
    let acts = vec![quiet(1), told(1, "B", DeliveryStatus::Delivered), quiet(1), failed(2, "A", "no")];
    let (mut events, _) = playing(acts, false, 16).await;
    let waiting = tokio::spawn(async move {
        let (a, b) = tokio::join!(delivered("A", &events), delivered("B", &events));
        assert!(matches!(a, Err(NotReached::Failed(_))) && b.is_ok());
        words(&mut events, 3).await
    });
    assert_eq!(waiting.await.unwrap(), ["connected", "1", "2"]);
}

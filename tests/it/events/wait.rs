//! `Sent::wait_for`: how far a message came, on every gateway.

use std::time::Duration;

use wagate::{DeliveryStatus, EventOptions, NotReached};
use wagate_emulator::Gateway;

use super::{may_miss_the_first, online, quickly, write};
use crate::bench::{Bench, phone, shown};

const SOON: Duration = Duration::from_secs(20);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_is_waited_for_until_it_is_delivered_and_read() {
    for gateway in Gateway::ALL {
        let bench = Bench::start(gateway).await;
        let line = online(&bench, "waiting").await;
        let mut options = EventOptions::new();
        options.first_backoff = quickly().first_backoff;
        let mut events = line.events(options).await.unwrap();
        if may_miss_the_first(gateway) {
            // The namespace is there once something was told in it.
            write(&bench, line.id(), "Hello");
            while !matches!(events.next().await.unwrap().unwrap(), wagate::StreamItem::Gap { .. }) {}
        }
        let sent = line.send_text(&phone(), "Your order is ready").await.unwrap();
        let id = sent.message_id.as_str().to_owned();

        let wait = sent.wait_for(&events, DeliveryStatus::Delivered, Duration::from_millis(50)).await;
        assert!(matches!(wait, Err(NotReached::TimedOut { .. })), "{}: {wait:?}", gateway.name());

        assert!(bench.emulator.deliver(gateway, line.id(), &id));
        let status = shown(sent.wait_for(&events, DeliveryStatus::Delivered, SOON).await.unwrap());
        assert!(status.is_about(&sent.message_id), "{}", gateway.name());
        // What came before the call is known, too.
        sent.wait_for(&events, DeliveryStatus::Delivered, Duration::ZERO).await.unwrap();

        assert!(bench.emulator.read(gateway, line.id(), &id));
        let status = sent.wait_for(&events, DeliveryStatus::Read, SOON).await.unwrap();
        assert_eq!(status.status, DeliveryStatus::Read, "{}", gateway.name());
    }
}

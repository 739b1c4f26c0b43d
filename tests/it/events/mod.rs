//! Events on every gateway: what a bot hears, by stream and by webhook, and what it is told when something may be missing.

mod bot;
mod hooks;
mod kill;
mod restart;
mod wait;

use wagate::{ChatMessage, Event, EventKind, EventOptions, InstanceClient, StreamItem};
use wagate_emulator::Gateway;

use crate::bench::Bench;

/// The number that writes.
pub(crate) const CONTACT: &str = "+55 11 97777-6666";

/// Messages only, and waits that a test can wait for.
pub(crate) fn quickly() -> EventOptions {
    let mut options = EventOptions::new().only([EventKind::Message]);
    options.first_backoff = std::time::Duration::from_millis(1);
    options.longest_backoff = std::time::Duration::from_millis(20);
    options
}

/// A new instance that is online, by the account's credential: the only one that VZaps opens its stream for.
pub(crate) async fn online(bench: &Bench, name: &str) -> InstanceClient {
    let account = bench.account();
    let id = bench.online(&account, name).await.id().to_owned();
    account.instance(id).unwrap()
}

/// The text message of somebody else in an item, if it is one.
pub(crate) fn question(event: &Event) -> Option<&ChatMessage> {
    event.message().filter(|message| message.from_me == Some(false) && message.text().is_some())
}

/// The text message of somebody else in an item of a stream, if it is one.
pub(crate) fn asked(item: &StreamItem) -> Option<&ChatMessage> {
    match item {
        StreamItem::Event(envelope) => question(&envelope.event),
        _ => None,
    }
}

/// Somebody writes to the instance.
pub(crate) fn write(bench: &Bench, instance: &str, text: &str) -> String {
    let written = bench.emulator.receive_message(bench.gateway, instance, CONTACT, text);
    written.expect("the instance is there")
}

/// Evolution API has no namespace for an instance before it told the first event of it: what was told before is nobody's.
pub(crate) fn may_miss_the_first(gateway: Gateway) -> bool {
    gateway == Gateway::Evolution
}

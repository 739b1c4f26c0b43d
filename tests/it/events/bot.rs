//! An echo bot, as a user writes it: the same function for every gateway, whatever carries the events.

use std::time::Duration;

use tokio::time::timeout;
use wagate::{Error, Event, InstanceClient};
use wagate_emulator::Gateway;

use super::{CONTACT, may_miss_the_first, question, quickly, write};
use crate::bench::{Bench, report, shown};

/// Answers a text with the same text.
pub(super) async fn echo(line: &InstanceClient, event: &Event) -> Result<(), Error> {
    if let Some(message) = question(event)
        && let (Some(chat), Some(text)) = (&message.chat, message.text())
    {
        line.send_text(chat, text).await?;
    }
    Ok(())
}

/// How many times the bot said this.
pub(super) fn said(bench: &Bench, text: &str) -> usize {
    bench.ledger().iter().filter(|entry| entry.content["text"] == text).count()
}

pub(super) async fn answered(bench: &Bench, text: &str) {
    let heard = bench.emulator.until(|_| said(bench, text) > 0);
    timeout(Duration::from_secs(20), heard).await.unwrap_or_else(|_| panic!("{text} was not answered"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_echo_bot_answers_by_stream_on_every_gateway() {
    for gateway in Gateway::ALL {
        let bench = Bench::start(gateway).await;
        let account = bench.account();
        let line = bench.online(&account, "bot").await;
        let mut events = line.events(quickly()).await.unwrap();
        let bot = line.clone();
        let running = tokio::spawn(async move {
            while let Some(item) = events.next().await {
                if let wagate::StreamItem::Event(envelope) = shown(item.unwrap()) {
                    assert_eq!(envelope.provider, bot.provider());
                    echo(&bot, &envelope.event).await.unwrap();
                }
            }
        });
        while may_miss_the_first(gateway) && said(&bench, "Are you there?") == 0 {
            write(&bench, line.id(), "Are you there?");
            let heard = bench.emulator.until(|_| said(&bench, "Are you there?") > 0);
            let _ = timeout(Duration::from_millis(200), heard).await;
        }
        for number in 0..20 {
            let text = format!("Hello {number}");
            write(&bench, line.id(), &text);
            answered(&bench, &text).await;
            assert_eq!(said(&bench, &text), 1, "{}: answered twice", gateway.name());
        }
        let contact: String = CONTACT.chars().filter(char::is_ascii_digit).collect();
        let elsewhere = bench.ledger().into_iter().find(|entry| !entry.to.contains(&contact));
        assert!(elsewhere.is_none(), "{elsewhere:?}");
        running.abort();
        report(&format!("echo bot by stream, {}: 20 of 20 answered once", gateway.name()));
    }
}

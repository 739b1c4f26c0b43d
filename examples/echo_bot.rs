//! A bot that answers every text with the same text, on every gateway.
//!
//! `cargo run --example echo_bot` needs nothing: it starts the emulator in its own process, and on each gateway a contact writes three times. Then it
//! ends. `cargo run --example echo_bot ryze` is one gateway's bot.
//!
//! With `WAGATE_URL` and `?instance=` in it (and the secrets, see `wagate::Secrets`) it runs against that gateway's instance, unchanged, until it is
//! stopped.
#![allow(clippy::print_stdout, reason = "a program talks to its user on the standard output")]

mod emulated;

use std::error::Error;

use wagate::prelude::*;
use wagate_emulator::{Emulator, Gateway};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    if std::env::var_os("WAGATE_URL").is_some() {
        return Ok(echo(&wagate::from_env()?).await?);
    }
    let emulator = Emulator::start().await?;
    let only = std::env::args().nth(1);
    for gateway in Gateway::ALL {
        if only.as_deref().is_none_or(|only| only == gateway.name()) {
            let line = emulated::online(&emulator, gateway, "bot").await?;
            tokio::select! {
                ended = echo(&line) => ended?,
                () = contact(&emulator, gateway, line.id()) => {}
            }
        }
    }
    Ok(())
}

/// The bot: the same on whichever gateway the instance is at.
async fn echo(line: &InstanceClient) -> Result<(), wagate::Error> {
    let mut events = line.events(EventOptions::new()).await?;
    while let Some(item) = events.next().await {
        match item? {
            StreamItem::Event(envelope) => answer(line, &envelope.event).await?,
            StreamItem::Connection(state) => println!("{}: {state:?}", line.provider()),
            StreamItem::Gap { since } => println!("what was written since {since:?} may be missing"),
            StreamItem::Lagged(count) => println!("{count} events came too fast"),
            _ => {}
        }
    }
    Ok(())
}

async fn answer(line: &InstanceClient, event: &Event) -> Result<(), wagate::Error> {
    // What this number sends itself is an event too: a bot that answers it would talk to itself for ever.
    if let Event::Message(message) = event
        && let (Some(false), Some(chat), Some(text)) = (message.from_me, &message.chat, message.text())
    {
        let sent = line.send_text(chat, text).await?;
        println!("{}: {chat} wrote {text:?}, answered with {}", line.provider(), sent.message_id);
    }
    Ok(())
}

/// Somebody who writes three times, and waits for each answer.
async fn contact(emulator: &Emulator, gateway: Gateway, instance: &str) {
    for text in ["Hello?", "Are you a bot?", "Bye!"] {
        let answered = |emulator: &Emulator| {
            let ledger = emulator.ledger();
            ledger.iter().any(|entry| entry.gateway == gateway && entry.content["text"] == text)
        };
        while !answered(emulator) {
            emulator.receive_message(gateway, instance, "+55 11 97777-6666", text);
            // Who gets no answer writes again: a bot that is not connected yet hears nothing on some gateways.
            let _ = tokio::time::timeout(Duration::from_secs(2), emulator.until(answered)).await;
        }
    }
}

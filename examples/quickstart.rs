//! From a credential to a sent message and its answer, on every gateway.
//!
//! `cargo run --example quickstart` needs nothing: it starts the emulator in its own process and goes through all four gateways.
//! `cargo run --example quickstart ryze` goes through one.
//!
//! With `WAGATE_URL` (and the secrets, see `wagate::Secrets`) it runs against that gateway, unchanged: a real one, or an emulator started
//! by `cargo run -p wagate-emulator -- --auto-scan`. `WAGATE_TO` is then the number that gets the messages, and has a minute to answer.
#![allow(clippy::print_stdout, reason = "a program talks to its user on the standard output")]

mod emulated;

use std::error::Error;

use wagate::prelude::*;
use wagate::{EventStream, Operation};
use wagate_emulator::{Emulator, Gateway};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let to = std::env::var("WAGATE_TO").unwrap_or_else(|_| "+55 11 99999-9999".to_owned()).parse()?;
    if std::env::var_os("WAGATE_URL").is_some() {
        return tour(wagate::account_from_env()?, &to, None).await;
    }
    // A phone that scans every QR code by itself stands in for a human.
    let emulator = Emulator::builder().auto_scan(true).start().await?;
    let only = std::env::args().nth(1);
    for gateway in Gateway::ALL {
        if only.as_deref().is_none_or(|only| only == gateway.name()) {
            tour(emulated::account(&emulator, gateway)?, &to, Some((&emulator, gateway))).await?;
        }
    }
    let taken = emulator.ledger();
    println!("the emulator's ledger holds {} messages:", taken.len());
    for message in taken {
        println!("  {} {} {} to {}", message.gateway.name(), message.message_id, message.kind, message.to);
    }
    Ok(())
}

/// The same steps on whichever gateway the account is at.
async fn tour(
    account: AccountClient,
    to: &Address,
    emulated: Option<(&Emulator, Gateway)>,
) -> Result<(), Box<dyn Error>> {
    let provider = account.provider();
    let verified = account.verify().await?;
    println!("{provider}: the {} is good", verified.credential.name());

    let line = account.create_instance(NewInstance::named("quickstart")).await?.client;
    let mut codes = line.qr_codes().poll_every(Duration::from_millis(200));
    while let Some(code) = codes.next().await {
        println!("{provider}: scan this\n{}", code?.to_terminal()?);
    }
    line.wait_until_online(Duration::from_secs(120)).await?;

    let sent = line.send_text(to, "Your order is ready").await?;
    println!("sent {provider} {}", sent.message_id);
    let image = Message::image(Media::url("https://example.com/receipt.png")).caption("Receipt");
    let sent = line.send(to, image).await?;
    println!("sent {provider} {}", sent.message_id);

    // By the account's credential: VZaps opens its stream for no other.
    let mut events =
        account.instance(line.id())?.events(EventOptions::new().only([EventKind::Message])).await?;
    tokio::select! {
        answer = answer(&mut events) => println!("{provider}: {:?} came back", answer?),
        () = contact(emulated, line.id(), to) => {}
        () = tokio::time::sleep(Duration::from_secs(60)) => println!("{provider}: no answer within a minute"),
    }

    println!("{provider}: {:?}", line.status().await?);
    for instance in account.instances().all().await? {
        println!("{provider}: {} is {:?}", instance.name, instance.state);
    }
    if account.capabilities().supports(Operation::DeleteInstance) {
        account.delete_instance(line.id()).await?;
        println!("{provider}: deleted");
    }
    Ok(())
}

/// The first text that somebody writes.
async fn answer(events: &mut EventStream) -> Result<String, wagate::Error> {
    while let Some(item) = events.next().await {
        if let StreamItem::Event(envelope) = item?
            && let Some(message) = envelope.event.message().filter(|message| message.from_me == Some(false))
            && let Some(text) = message.text()
        {
            return Ok(text.to_owned());
        }
    }
    Ok(String::new())
}

/// On the emulator somebody answers, again and again until it is heard. At a real gateway a human does.
async fn contact(emulated: Option<(&Emulator, Gateway)>, instance: &str, number: &Address) {
    let Some((emulator, gateway)) = emulated else { return std::future::pending().await };
    loop {
        emulator.receive_message(gateway, instance, &number.to_string(), "Thank you!");
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
}

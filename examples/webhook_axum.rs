//! A bot behind webhooks: one program, one route, every gateway.
//!
//! `cargo run --example webhook_axum` needs nothing: it starts the emulator in its own process, an instance at each gateway, and a contact who writes three
//! times to each. Then it ends.
//!
//! With `WAGATE_URL` and `?instance=` in it (and the secrets, see `wagate::Secrets`) it serves that gateway's instance, unchanged, until it is stopped.
//! `WEBHOOK_LISTEN` is where it listens, such as `0.0.0.0:8080`, `WEBHOOK_URL` what the gateway reaches it by, such as `https://bot.example.com`, and
//! `WEBHOOK_SECRET` at least 32 random characters.
#![allow(clippy::print_stdout, reason = "a program talks to its user on the standard output")]

mod emulated;

use std::error::Error;

use tokio::net::TcpListener;
use wagate::adapter::Events;
use wagate::prelude::*;
use wagate::{WebhookEvents, WebhookRouter, WebhookSecret, WebhookSpec};
use wagate_emulator::{Emulator, Gateway};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let setting = |name, or: &str| std::env::var(name).unwrap_or_else(|_| or.to_owned());
    let listener = TcpListener::bind(setting("WEBHOOK_LISTEN", "127.0.0.1:0")).await?;
    let public = setting("WEBHOOK_URL", &format!("http://{}", listener.local_addr()?));
    let secret = WebhookSecret::new(setting("WEBHOOK_SECRET", "for-the-emulator-and-nothing-else"))?;

    let (hooks, events) = receiver(&secret)?;
    tokio::spawn(async move { axum::serve(listener, hooks).await });

    if std::env::var_os("WAGATE_URL").is_some() {
        let line = wagate::from_env()?;
        line.set_webhook(spec(&public, &line, &secret)?).await?;
        return Ok(answer(&[line], events).await?);
    }
    let emulator = Emulator::start().await?;
    let mut lines = Vec::new();
    for gateway in Gateway::ALL {
        let line = emulated::online(&emulator, gateway, "bot").await?;
        line.set_webhook(spec(&public, &line, &secret)?).await?;
        lines.push(line);
    }
    tokio::select! {
        ended = answer(&lines, events) => ended?,
        () = contact(&emulator, &lines) => {}
    }
    Ok(())
}

/// One route for every gateway and instance. What stands in it is the receiver's end of [`spec`].
fn receiver(secret: &WebhookSecret) -> Result<(axum::Router, WebhookEvents), wagate::Error> {
    const PATH: &str = "/hooks/{provider}/{instance}";
    let spec = WebhookSpec::new("https://any.example")?.secret(secret.clone());
    WebhookRouter::new()
        .route::<Ryze>(PATH, Ryze::webhook_verifier(&spec)?)
        .route::<Evolution>(PATH, Evolution::webhook_verifier(&spec)?)
        .route::<Vzaps>(PATH, Vzaps::webhook_verifier(&spec)?)
        .route::<Wazzapi>(PATH, Wazzapi::webhook_verifier(&spec)?)
        .build()
}

/// What the gateway is told.
fn spec(public: &str, line: &InstanceClient, secret: &WebhookSecret) -> Result<WebhookSpec, wagate::Error> {
    let url = format!("{public}/hooks/{}/{}", line.provider(), line.id());
    Ok(WebhookSpec::new(&url)?.events([EventKind::Message]).secret(secret.clone()))
}

/// Answers every text with the same text, by the instance that it came to.
async fn answer(lines: &[InstanceClient], mut events: WebhookEvents) -> Result<(), wagate::Error> {
    while let Some(envelope) = events.next().await {
        let own = |line: &&InstanceClient| {
            line.provider() == envelope.provider && envelope.instance.as_deref() == Some(line.id())
        };
        if let Some(line) = lines.iter().find(own)
            && let Event::Message(message) = &envelope.event
            && let (Some(false), Some(chat), Some(text)) = (message.from_me, &message.chat, message.text())
        {
            let sent = line.send_text(chat, text).await?;
            println!("{}: {chat} wrote {text:?}, answered with {}", line.provider(), sent.message_id);
        }
    }
    Ok(())
}

/// Somebody who writes three times to each instance, and waits for each answer.
async fn contact(emulator: &Emulator, lines: &[InstanceClient]) {
    for text in ["Hello?", "Are you a bot?", "Bye!"] {
        for (line, gateway) in lines.iter().zip(Gateway::ALL) {
            emulator.receive_message(gateway, line.id(), "+55 11 97777-6666", text);
            emulator
                .until(|emulator| {
                    let ledger = emulator.ledger();
                    ledger.iter().any(|entry| entry.gateway == gateway && entry.content["text"] == text)
                })
                .await;
        }
    }
}

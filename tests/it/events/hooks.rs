//! The echo bot behind one webhook route that all gateways post to.

use std::time::Duration;

use tokio::net::TcpListener;
use tokio::time::timeout;
use wagate::adapter::Events;
use wagate::prelude::*;
use wagate::{WebhookEvents, WebhookRouter, WebhookSecret, WebhookSpec};
use wagate_emulator::{Gateway, PushFault, PushFaultRule};

use super::bot::{answered, echo, said};
use super::write;
use crate::bench::{Bench, report, shown};

const PATH: &str = "/hooks/{provider}/{instance}";

/// A server that takes webhooks of every gateway, and where it is.
async fn receiver(secret: &WebhookSecret) -> (String, WebhookEvents) {
    shown::add_secret(secret.expose());
    let spec = WebhookSpec::new("https://any.example").unwrap().secret(secret.clone());
    let (hooks, events) = shown(
        WebhookRouter::new()
            .route::<Ryze>(PATH, Ryze::webhook_verifier(&spec).unwrap())
            .route::<Evolution>(PATH, Evolution::webhook_verifier(&spec).unwrap())
            .route::<Vzaps>(PATH, Vzaps::webhook_verifier(&spec).unwrap())
            .route::<Wazzapi>(PATH, Wazzapi::webhook_verifier(&spec).unwrap()),
    )
    .build()
    .unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let place = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, hooks).await });
    (place, events)
}

async fn hooked(bench: &Bench, place: &str, secret: &WebhookSecret) -> InstanceClient {
    let line = bench.online(&bench.account(), "bot").await;
    let url = format!("{place}/hooks/{}/{}", line.provider(), line.id());
    let spec = WebhookSpec::new(&url).unwrap().events([EventKind::Message]).secret(secret.clone());
    line.set_webhook(shown(spec)).await.unwrap();
    let hooks = shown(line.webhooks().await.unwrap());
    assert!(
        hooks.iter().any(|hook| hook.url.as_ref().is_some_and(|told| told.starts_with(&url))),
        "{hooks:?}"
    );
    line
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_echo_bot_answers_by_webhook_on_every_gateway() {
    let secret = WebhookSecret::new("canary-webhook-secret-0123456789").unwrap();
    for gateway in Gateway::ALL {
        let bench = Bench::start(gateway).await;
        let (place, mut events) = receiver(&secret).await;
        let line = hooked(&bench, &place, &secret).await;
        let bot = line.clone();
        let running = tokio::spawn(async move {
            while let Some(envelope) = events.next().await {
                let envelope = shown(envelope);
                assert_eq!(
                    (envelope.provider, envelope.instance.as_deref()),
                    (bot.provider(), Some(bot.id()))
                );
                echo(&bot, &envelope.event).await.unwrap();
            }
        });
        for number in 0..20 {
            let text = format!("Hello {number}");
            // A gateway delivers some of them twice.
            if number % 4 == 0 {
                bench.emulator.push_fault(gateway, PushFaultRule::new(PushFault::Duplicate));
            }
            write(&bench, line.id(), &text);
            answered(&bench, &text).await;
        }
        write(&bench, line.id(), "That was all");
        answered(&bench, "That was all").await;
        for number in 0..20 {
            assert_eq!(said(&bench, &format!("Hello {number}")), 1, "{}: {number}", gateway.name());
        }
        running.abort();
        report(&format!("echo bot by webhook, {}: 20 of 20 answered once", gateway.name()));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_stranger_posts_is_not_heard() {
    let ours = WebhookSecret::new("canary-webhook-secret-0123456789").unwrap();
    let theirs = WebhookSecret::new("canary-another-secret-0123456789").unwrap();
    shown::add_secret(theirs.expose());
    for gateway in Gateway::ALL {
        let bench = Bench::start(gateway).await;
        let (place, mut events) = receiver(&ours).await;
        let line = hooked(&bench, &place, &theirs).await;
        write(&bench, line.id(), "Hello");
        let refused = bench.emulator.until(|emulator| {
            emulator.webhook_deliveries().iter().any(|delivery| delivery.attempts.contains(&Some(401)))
        });
        timeout(Duration::from_secs(20), refused)
            .await
            .unwrap_or_else(|_| panic!("{}: {:?}", gateway.name(), bench.emulator.webhook_deliveries()));
        assert!(timeout(Duration::ZERO, events.next()).await.is_err(), "{}", gateway.name());
    }
}

//! No credential is ever shown: not by `Debug` or `Display`, not by an error's chain, not by a span at TRACE.
//!
//! Every case of this test binary runs with credentials that occur nowhere else, and puts what the SDK shows into one record, which is
//! looked through as it grows. This one goes through the operations again, with gateways that repeat credentials in their errors, and reads
//! the whole record once more.

use std::time::Duration;

use http::Method;
use tokio::time::timeout;
use wagate::{EventOptions, InstanceClient, Message, Operation, StreamItem, WebhookSecret, WebhookSpec};
use wagate_emulator::{Fault, FaultRule, Gateway};

use crate::bench::{Bench, phone, report, shown, shown_error};
use crate::events::write;

#[tokio::test]
async fn no_credential_is_ever_shown() {
    for gateway in Gateway::ALL {
        go_through(&Bench::start(gateway).await).await;
    }
    let record = shown::lock();
    let spans = || record.text.lines().filter(|line| line.contains("wagate.call{"));
    for field in
        ["provider=\"ryze\"", "operation=\"message.text\"", "instance=\"sales\"", "attempts=1", "status=200"]
    {
        assert!(spans().any(|span| span.contains(field)), "no span with {field}");
    }
    for outcome in ["success", "unknown"] {
        assert!(spans().any(|span| span.contains(&format!("outcome=\"{outcome}\""))), "no span of {outcome}");
    }
    assert!(!spans().any(|span| span.contains("5511988887777")), "a phone number in a span");
    assert!(record.text.contains("InstanceClient"), "values were recorded");
    assert!(record.secrets.len() >= 8, "credentials were in use: {}", record.secrets.len());
    for secret in &record.secrets {
        if let Some(at) = record.text.find(secret.as_str()) {
            let start = record.text[..at].rfind('\n').unwrap_or(0);
            let end = record.text[at..].find('\n').map_or(record.text.len(), |end| at + end);
            let line = record.text[start..end].replace(secret.as_str(), "<the credential>");
            panic!("a credential was shown in: {line}");
        }
    }
    report(&format!(
        "canary: {} credentials, none in {} KiB of output",
        record.secrets.len(),
        record.text.len() / 1024
    ));
}

async fn go_through(bench: &Bench) {
    let account = bench.account();
    shown(account.verify().await.unwrap());
    let created = bench.create(&account, "sales").await;
    let line = shown(created.client);
    shown(line.connect().await.unwrap());
    bench.emulator.scan(bench.gateway, line.id());
    shown(account.instances().all().await.unwrap());
    shown(account.get_instance(line.id()).await.unwrap());
    shown(line.send_text(&phone(), "Hello").await.unwrap());
    let _ = shown(line.send(&phone(), Message::text("Hello")));
    let _ = shown(line.request(Method::GET, "/nothing").query("token", "not-a-credential").read_only());
    let own = created.token.as_ref().map(|token| token.expose().to_owned());
    hear(bench, &line, own.as_deref()).await;
    for failing in [failing_requests(), echoing_requests(bench, own.as_deref())] {
        bench.emulator.fault(bench.gateway, failing);
        let error = line.send_text(&phone(), "Hello").await.unwrap_err();
        shown_error(&error);
        shown(error.raw().cloned());
        shown(error.context().headers().cloned());
    }
    bench.emulator.clear_faults();
    if line.capabilities().supports(Operation::Logout) {
        shown(line.logout().await).unwrap();
    }
    // What VZaps gave out as JWTs is a credential too.
    for request in bench.emulator.requests() {
        if let Some(token) = request.headers.get("authorization").and_then(|value| value.to_str().ok()) {
            shown::add_secret(token.trim_start_matches("Bearer "));
        }
    }
}

/// Events that hold the instance's token, by stream and by webhook.
async fn hear(bench: &Bench, line: &InstanceClient, own: Option<&str>) {
    let secret = WebhookSecret::new("canary-secret-of-a-webhook-01234").unwrap();
    shown::add_secret(secret.expose());
    let spec = shown(WebhookSpec::new("https://bot.example.com/hooks").unwrap().secret(secret));
    shown(line.set_webhook(spec).await.unwrap());
    shown(line.webhooks().await.unwrap());
    // VZaps opens its stream for the owner's credential alone.
    let own_line = bench.account().instance(line.id()).unwrap();
    let mut events = shown(own_line.events(EventOptions::new()).await.unwrap());
    let envelope = loop {
        write(bench, line.id(), "Hello");
        let message = async {
            loop {
                let item = shown(events.next().await.unwrap().unwrap());
                if let StreamItem::Event(envelope) = item
                    && envelope.event.message().is_some()
                {
                    break envelope;
                }
            }
        };
        if let Ok(envelope) = timeout(Duration::from_millis(500), message).await {
            break envelope;
        }
    };
    let tells_its_token = own.is_some_and(|token| envelope.raw.expose().contains(token));
    assert_eq!(tells_its_token, matches!(bench.gateway, Gateway::Ryze | Gateway::Evolution));
}

fn failing_requests() -> FaultRule {
    FaultRule::new(Fault::CloseAfterReading).on_any_send()
}

/// A gateway that repeats the request's credential in its error: in the words, in headers and in the body.
fn echoing_requests(bench: &Bench, own: Option<&str>) -> FaultRule {
    let known = bench.emulator.credentials();
    let sent = match bench.gateway {
        Gateway::Wazzapi => &known.wazzapi_api_key,
        _ => own.unwrap(),
    };
    let mut headers = http::HeaderMap::new();
    headers.insert("x-instance-token", sent.parse().unwrap());
    headers.insert("set-cookie", format!("session={sent}").parse().unwrap());
    headers.insert("location", format!("https://elsewhere.example/{sent}?token={sent}").parse().unwrap());
    let words = format!("the credential {sent} is not liked");
    let body = serde_json::json!({
        "success": false, "status": 500, "error": { "message": words }, "response": { "message": words },
        "message": words, "detail": words, "token": sent,
    });
    FaultRule::new(Fault::Status {
        status: http::StatusCode::INTERNAL_SERVER_ERROR,
        headers,
        body: body.to_string().into(),
    })
    .on_any_send()
}

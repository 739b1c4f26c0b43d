//! One function, four gateways: nothing but the address and the credentials differ.
//!
//! `cargo run --example switch_provider` runs it on the emulator.
#![allow(clippy::print_stdout, reason = "a program talks to its user on the standard output")]

use std::error::Error;

use wagate::prelude::*;
use wagate_emulator::Emulator;

/// The only place that names a gateway: in a real program one line, or the variable `WAGATE_URL`.
fn addresses(emulator: &Emulator) -> Vec<(String, wagate::Secrets)> {
    let known = emulator.credentials();
    let secrets = wagate::Secrets::new;
    let all = [
        ("ryze", secrets().account_token(&known.ryze_account_token)),
        ("evolution", secrets().account_token(&known.evolution_global_key)),
        (
            "vzaps",
            secrets()
                .client_token(&known.vzaps_client_token)
                .and_then(|known_so_far| known_so_far.client_secret(&known.vzaps_client_secret)),
        ),
        ("wazzapi", secrets().account_token(&known.wazzapi_api_key)),
    ];
    wagate_emulator::Gateway::ALL
        .into_iter()
        .zip(all)
        .filter_map(|(gateway, (name, secrets))| {
            Some((format!("{name}+{}", emulator.base_url(gateway)), secrets.ok()?))
        })
        .collect()
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let emulator = Emulator::builder().auto_scan(true).start().await?;
    for (url, secrets) in addresses(&emulator) {
        notify(wagate::connect_account(&url, secrets)?).await?;
    }
    Ok(())
}

/// What the program does. It knows no gateway.
async fn notify(account: AccountClient) -> Result<(), Box<dyn Error>> {
    let created = account.create_instance(NewInstance::named("notices")).await?;
    let line = created.client;
    let mut codes = line.qr_codes().poll_every(Duration::from_millis(200));
    while let Some(code) = codes.next().await {
        code?;
    }
    let to: Address = "+55 11 99999-9999".parse()?;
    match line.send_text(&to, "The shop is open").await {
        Ok(sent) => println!("{}: sent {} ({:?})", line.provider(), sent.message_id, sent.status),
        Err(error) if error.outcome() == Outcome::Unknown => println!("ask a human: {error}"),
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

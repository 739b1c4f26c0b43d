//! Accounts to try a program with: an emulated one at each gateway, with a phone that scans every QR code by itself.

use std::time::Duration;

use wagate::{AccountClient, Error, InstanceClient, NewInstance, Secrets};
use wagate_emulator::{Emulator, Gateway};

/// A client for the emulator's account at a gateway.
pub(crate) fn account(emulator: &Emulator, gateway: Gateway) -> Result<AccountClient, Error> {
    let known = emulator.credentials();
    let none = Secrets::new();
    let secrets = match gateway {
        Gateway::Ryze => none.account_token(&known.ryze_account_token),
        Gateway::Evolution => none.account_token(&known.evolution_global_key),
        Gateway::Vzaps => {
            none.client_token(&known.vzaps_client_token)?.client_secret(&known.vzaps_client_secret)
        }
        _ => none.account_token(&known.wazzapi_api_key),
    }?;
    wagate::connect_account(&format!("{}+{}", gateway.name(), emulator.base_url(gateway)), secrets)
}

/// A new instance that is online, by the account's credential: VZaps opens its stream of events for no other.
#[allow(dead_code, reason = "not every example needs one")]
pub(crate) async fn online(
    emulator: &Emulator,
    gateway: Gateway,
    name: &str,
) -> Result<InstanceClient, Error> {
    let account = account(emulator, gateway)?;
    let created = account.create_instance(NewInstance::named(name)).await?;
    let line = account.instance(created.client.id())?;
    line.connect().await?;
    emulator.scan(gateway, line.id());
    line.wait_until_online(Duration::from_secs(10)).await?;
    Ok(line)
}

//! How an instance behaves, and its way to WhatsApp.

use wagate_sdk_core::adapter::Settings;
use wagate_sdk_core::{Done, Error, InstanceClient, InstanceSettings, Proxy, ProxySettings, SettingsChange};

use crate::Evolution;
use crate::instances::{ProxyRow, SettingsRow};
use crate::settings::{FindProxy, FindSettings, ProxyProtocol, SetProxy, SetSettings};

impl Settings for Evolution {
    async fn settings(client: &InstanceClient<Self>) -> Result<InstanceSettings, Error> {
        let answer = client.exchange(FindSettings::new()).await?;
        let mut settings = InstanceSettings::new(answer.raw);
        let Some(row) = answer.value else { return Ok(settings) };
        settings.reject_calls = row.reject_call;
        settings.call_message = row.msg_call;
        settings.ignore_groups = row.groups_ignore;
        settings.always_online = row.always_online;
        settings.read_messages = row.read_messages;
        Ok(settings)
    }

    /// The server takes all six at once, so the others are read first. Whatever goes wrong with that, nothing was changed.
    async fn update_settings(client: &InstanceClient<Self>, change: SettingsChange) -> Result<Done, Error> {
        let read = client.exchange(FindSettings::new()).await.map_err(Error::into_not_sent)?;
        // An instance without settings has those of a new one: all are off.
        let mut set = match &read.value {
            Some(row) if !is_whole(row) => {
                return Err(read.lacking("setting that is to stay as it is").into_not_sent());
            }
            Some(row) => SetSettings::keeping(row),
            None => SetSettings::default(),
        };
        set.reject_call = change.reject_calls.unwrap_or(set.reject_call);
        set.msg_call = change.call_message.or(set.msg_call);
        set.groups_ignore = change.ignore_groups.unwrap_or(set.groups_ignore);
        set.always_online = change.always_online.unwrap_or(set.always_online);
        set.read_messages = change.read_messages.unwrap_or(set.read_messages);
        client.exchange(set).await.map(Done::from)
    }

    async fn proxy(client: &InstanceClient<Self>) -> Result<ProxySettings, Error> {
        let answer = client.exchange(FindProxy::new()).await?;
        let Some(row) = answer.value else {
            return Ok(ProxySettings::new(Some(false), None, answer.raw));
        };
        Ok(ProxySettings::new(row.enabled, proxy(&row), answer.raw))
    }

    async fn set_proxy(client: &InstanceClient<Self>, proxy: Option<Proxy>) -> Result<Done, Error> {
        let set = match proxy {
            Some(proxy) => {
                let protocol = ProxyProtocol::from(proxy.protocol.as_str().to_owned());
                let mut set = SetProxy::new(proxy.host, proxy.port, protocol);
                (set.username, set.password) = (proxy.username, proxy.password);
                set
            }
            None => SetProxy::off(),
        };
        client.exchange(set).await.map(Done::from)
    }
}

/// Whether the row tells all that a write must repeat.
fn is_whole(row: &SettingsRow) -> bool {
    [
        row.reject_call,
        row.groups_ignore,
        row.always_online,
        row.read_messages,
        row.read_status,
        row.sync_full_history,
    ]
    .iter()
    .all(Option::is_some)
}

/// The password stays in the answer's JSON.
fn proxy(row: &ProxyRow) -> Option<Proxy> {
    let protocol = row.protocol.clone()?.into();
    let mut proxy = Proxy::new(protocol, row.host.clone()?, row.port.as_deref()?.trim().parse().ok()?);
    proxy.username.clone_from(&row.username);
    Some(proxy)
}

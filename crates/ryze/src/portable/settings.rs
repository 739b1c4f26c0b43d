use wagate_sdk_core::adapter::Settings;
use wagate_sdk_core::{
    Done, Error, InstanceClient, InstanceSettings, Proxy, ProxyProtocol, ProxySettings, SettingsChange,
};

use crate::Ryze;
use crate::instances::{self, GetProxy, GetSettings, InstanceProxy, UpdateProxy, UpdateSettings};

impl Settings for Ryze {
    async fn settings(client: &InstanceClient<Self>) -> Result<InstanceSettings, Error> {
        let answer = client.exchange(GetSettings::new()).await?;
        let told = answer.value.settings;
        let mut settings = InstanceSettings::new(answer.raw);
        settings.reject_calls = told.auto_reject_calls;
        settings.call_message = told.call_reject_message;
        settings.ignore_groups = told.ignore_group_messages;
        settings.always_online = told.keep_online_status;
        settings.read_messages = told.auto_read_messages;
        Ok(settings)
    }

    async fn update_settings(client: &InstanceClient<Self>, change: SettingsChange) -> Result<Done, Error> {
        let mut update = UpdateSettings::new();
        update.auto_reject_calls = change.reject_calls;
        update.call_reject_message = change.call_message;
        update.ignore_group_messages = change.ignore_groups;
        update.keep_online_status = change.always_online;
        update.auto_read_messages = change.read_messages;
        client.exchange(update).await.map(Done::from)
    }

    async fn proxy(client: &InstanceClient<Self>) -> Result<ProxySettings, Error> {
        let answer = client.exchange(GetProxy::new()).await?;
        Ok(ProxySettings::new(answer.value.proxy.enabled, told(answer.value.proxy), answer.raw))
    }

    async fn set_proxy(client: &InstanceClient<Self>, proxy: Option<Proxy>) -> Result<Done, Error> {
        let update = match proxy {
            Some(proxy) => through(proxy)?,
            None => UpdateProxy::off(),
        };
        client.exchange(update).await.map(Done::from)
    }
}

/// The proxy, unless a part of it that every proxy has is not told.
fn told(proxy: InstanceProxy) -> Option<Proxy> {
    let protocol = match proxy.protocol? {
        instances::ProxyProtocol::Http => ProxyProtocol::Http,
        instances::ProxyProtocol::Https => ProxyProtocol::Https,
        instances::ProxyProtocol::Socks5 => ProxyProtocol::Socks5,
        instances::ProxyProtocol::Other(word) => ProxyProtocol::from(word),
    };
    let mut told = Proxy::new(protocol, proxy.host?, proxy.port?.trim().parse().ok()?);
    told.username = proxy.username;
    Some(told)
}

fn through(proxy: Proxy) -> Result<UpdateProxy, Error> {
    let protocol = match proxy.protocol {
        ProxyProtocol::Http => instances::ProxyProtocol::Http,
        ProxyProtocol::Https => instances::ProxyProtocol::Https,
        ProxyProtocol::Socks5 => instances::ProxyProtocol::Socks5,
        other => {
            let words = format!("a proxy that speaks {} is not taken by this gateway", other.as_str());
            return Err(Error::unsupported(words));
        }
    };
    let mut update = UpdateProxy::new(protocol, proxy.host, proxy.port);
    update.username = proxy.username;
    update.password = proxy.password;
    Ok(update)
}

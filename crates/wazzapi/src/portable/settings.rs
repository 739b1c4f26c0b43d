//! The device's way to WhatsApp. It has no settings to change, and no member of a proxy is published: so one can be read, and set by
//! [`UpdateProxy`](crate::instances::UpdateProxy) alone, by who knows its members.

use serde_json::{Map, Value};
use wagate_sdk_core::adapter::Settings;
use wagate_sdk_core::{Error, InstanceClient, Proxy, ProxySettings};

use crate::Wazzapi;
use crate::instances::GetProxy;

impl Settings for Wazzapi {
    async fn proxy(client: &InstanceClient<Self>) -> Result<ProxySettings, Error> {
        let answer = client.exchange(GetProxy::new(client.id())).await?;
        let members = &answer.value.members.0;
        let members = members.get("proxy").and_then(Value::as_object).unwrap_or(members);
        let enabled = members.get("enabled").and_then(Value::as_bool);
        Ok(ProxySettings::new(enabled, proxy(members), answer.raw))
    }
}

/// The proxy, where it stands under the names that gateways of this kind give its members.
fn proxy(members: &Map<String, Value>) -> Option<Proxy> {
    let text = |name: &str| members.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
    let port = match members.get("port")? {
        Value::Number(port) => u16::try_from(port.as_u64()?).ok()?,
        Value::String(port) => port.parse().ok()?,
        _ => return None,
    };
    let mut proxy = Proxy::new(text("protocol")?.into(), text("host")?, port);
    proxy.username = text("username").map(Into::into);
    Some(proxy)
}

use super::derive::portable;
use crate::client::InstanceClient;
use crate::done::Done;
use crate::error::Error;
use crate::settings::{InstanceSettings, Proxy, ProxySettings, SettingsChange};

portable! {
    /// How an instance behaves, and its way to WhatsApp.
    trait Settings for InstanceClient, mirrored by SettingsMirror {
        /// Reads the settings.
        fn settings() -> InstanceSettings;
        /// Changes some settings and leaves the others. The change was checked against the client's capabilities.
        fn update_settings(change: SettingsChange) -> Done;
        /// Reads which proxy is used.
        fn proxy() -> ProxySettings;
        /// Uses a proxy; `None` uses none any more. It was checked.
        fn set_proxy(proxy: Option<Proxy>) -> Done;
    }
}

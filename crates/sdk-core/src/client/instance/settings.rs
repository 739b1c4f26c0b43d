//! How the instance behaves, and its way to WhatsApp.

use super::InstanceClient;
use crate::adapter::Provider;
use crate::capabilities::{Detail, Operation};
use crate::done::Done;
use crate::error::Error;
use crate::settings::{InstanceSettings, Proxy, ProxySettings, SettingsChange};

impl<P: Provider> InstanceClient<P> {
    /// How the instance behaves.
    ///
    /// RyzeAPI `instance.settings.get`, Evolution API `settings.find`, VZaps `instances.get` (with a JWT only).
    ///
    /// # Errors
    /// [`Error::Unsupported`] on WazzAPI.
    pub async fn settings(&self) -> Result<InstanceSettings, Error> {
        self.run(Operation::Settings, P::settings(self)).await
    }

    /// Changes some settings; the others stay as they are. On Evolution API, which takes all at once, they are read first.
    ///
    /// RyzeAPI `instance.settings.update`, Evolution API `settings.set`, VZaps `instances.update` (with a JWT only).
    ///
    /// ```
    /// # use wagate_sdk_core::{Error, InstanceClient, SettingsChange};
    /// # async fn example(line: InstanceClient) -> Result<(), Error> {
    /// line.update_settings(SettingsChange::new().reject_calls(true)).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::Unsupported`] before anything leaves for a setting that the gateway lacks; [`Error::InvalidRequest`] when nothing is to change.
    pub async fn update_settings(&self, change: SettingsChange) -> Result<Done, Error> {
        let capabilities = self.capabilities();
        let check = change.check().and_then(|()| {
            change.changed().try_for_each(|setting| capabilities.require_detail(Detail::Setting(setting)))
        });
        self.run_if(Operation::UpdateSettings, check, P::update_settings(self, change)).await
    }

    /// Through which proxy the instance reaches WhatsApp.
    ///
    /// RyzeAPI `instance.proxy.get`, Evolution API `proxy.find`, WazzAPI `device.proxy.get`.
    ///
    /// # Errors
    /// [`Error::Unsupported`] on VZaps.
    pub async fn proxy(&self) -> Result<ProxySettings, Error> {
        self.run(Operation::Proxy, P::proxy(self)).await
    }

    /// Lets the instance reach WhatsApp through a proxy; `None` through none any more.
    ///
    /// RyzeAPI `instance.proxy.update`, Evolution API `proxy.set` (which tries the proxy first).
    ///
    /// # Errors
    /// [`Error::InvalidRequest`] before anything leaves for a proxy that cannot be one; [`Error::Unsupported`] on VZaps, and on WazzAPI, whose
    /// documents do not tell what it takes: there it is the adapter's own operation.
    pub async fn set_proxy(&self, proxy: Option<Proxy>) -> Result<Done, Error> {
        let check = proxy.as_ref().map_or(Ok(()), Proxy::check);
        self.run_if(Operation::SetProxy, check, P::set_proxy(self, proxy)).await
    }
}

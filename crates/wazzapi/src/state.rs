//! The second identifier of a device.

use std::fmt;

use tokio::sync::OnceCell;
use wagate_sdk_core::{Error, InstanceClient};

use crate::Wazzapi;
use crate::instances::GetDevice;

/// What an instance client keeps of its device: the session name, by which the calls about groups name it.
///
/// It is read once by `device.get` when it is first needed, however many tasks wait for it, and kept for all clones of the client. A failed reading
/// is not kept. Who knows the name gives it to the client, and saves that call:
///
/// ```no_run
/// use wagate_sdk_core::{AccountClient, Error};
/// use wagate_wazzapi::{DeviceState, Wazzapi};
///
/// # fn example(account: &AccountClient<Wazzapi>) -> Result<(), Error> {
/// let state = DeviceState::with_session_name("main");
/// let line = account.instance_with("c053d8ef-6c19-4ecb-9cc5-a4a64be79d92", state)?;
/// # Ok(())
/// # }
/// ```
#[derive(Default)]
pub struct DeviceState {
    session_name: OnceCell<Box<str>>,
}

impl DeviceState {
    /// A device whose session name is known. An empty one counts as unknown.
    pub fn with_session_name(name: impl Into<String>) -> Self {
        let name = Some(name.into()).filter(|name| !name.trim().is_empty());
        Self { session_name: OnceCell::new_with(name.map(String::into_boxed_str)) }
    }

    /// The session name, if it is known by now.
    pub fn session_name(&self) -> Option<&str> {
        self.session_name.get().map(|name| &**name)
    }
}

impl fmt::Debug for DeviceState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeviceState").field("session_name", &self.session_name()).finish()
    }
}

/// The device's session name, asked for if need be. Whatever goes wrong here, the call that needs it has not left.
pub(super) async fn session_name(client: &InstanceClient<Wazzapi>) -> Result<&str, Error> {
    let name = client.state().session_name.get_or_try_init(|| async {
        let answer = client.exchange(GetDevice::new(client.id())).await?;
        let name = answer.value.session_name.clone().ok_or_else(|| answer.lacking("session name"))?;
        Ok(name.into_boxed_str())
    });
    name.await.map(|name| &**name).map_err(Error::into_not_sent)
}

//! What is kept of a device: its second identifier, and the conversation that is read.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use tokio::sync::OnceCell;
use wagate_sdk_core::{Error, InstanceClient, PhoneNumber};

use crate::Wazzapi;
use crate::instances::GetDevice;

/// What an instance client keeps of its device: the session name, by which the calls about groups name it, and the id of the conversation whose
/// history was last begun, so that its next page needs no search.
///
/// The session name is read once by `device.get` when it is first needed, however many tasks wait for it, and kept for all clones of the
/// client. A failed reading is not kept. Who knows the name gives it to the client, and saves that call:
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
    conversation: Mutex<Option<Box<(PhoneNumber, String)>>>,
}

impl DeviceState {
    /// A device whose session name is known. An empty one counts as unknown.
    pub fn with_session_name(name: impl Into<String>) -> Self {
        let name = Some(name.into()).filter(|name| !name.trim().is_empty());
        Self { session_name: OnceCell::new_with(name.map(String::into_boxed_str)), ..Self::default() }
    }

    /// The session name, if it is known by now.
    pub fn session_name(&self) -> Option<&str> {
        self.session_name.get().map(|name| &**name)
    }

    /// The id of the conversation with this number, if it is the one that is kept.
    pub(crate) fn conversation_with(&self, phone: &PhoneNumber) -> Option<String> {
        let kept = self.conversation.lock().unwrap_or_else(PoisonError::into_inner);
        kept.as_deref().filter(|(with, _)| with == phone).map(|(_, id)| id.clone())
    }

    /// Keeps the id of the conversation with this number, in place of another.
    pub(crate) fn keep_conversation(&self, phone: &PhoneNumber, id: &str) {
        *self.conversation.lock().unwrap_or_else(PoisonError::into_inner) =
            Some(Box::new((phone.clone(), id.to_owned())));
    }
}

impl fmt::Debug for DeviceState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeviceState").field("session_name", &self.session_name()).finish_non_exhaustive()
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

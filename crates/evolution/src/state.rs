//! The channel on which an instance lives, and what a client knows of it.

use tokio::sync::OnceCell;
use wagate_sdk_core::{Error, InstanceClient, open_words};

use crate::Evolution;
use crate::instances::FetchInstances;

open_words! {
    /// How an instance reaches WhatsApp. It is chosen when the instance is made and never changes.
    Integration {
        /// A phone that is paired by QR code or pairing code, through the library Baileys. The usual one.
        Baileys = "WHATSAPP-BAILEYS",
        /// Meta's official Cloud API. Its instance token is Meta's access token; there is nothing to pair, and no groups.
        Business = "WHATSAPP-BUSINESS",
        /// The server's own channel: messages go to webhooks and come from one, WhatsApp is not involved.
        Evolution = "EVOLUTION",
    }
}

/// What a client knows of its instance's channel; it narrows the client's capabilities.
///
/// A client that does not know it claims what [`Integration::Baileys`] can do. Before it sends what not every channel carries (anything to a LID
/// or a group; bytes, buttons, stickers and the like to a phone number) it asks `instance.fetch` once, however many tasks wait for it, and
/// keeps the answer for all its clones: [`Integration::Business`] strips a recipient to its digits, and those of a LID or a group are a
/// stranger's phone number. A failed question is not kept. Who knows the channel gives it to the
/// client, and saves that call:
///
/// ```
/// # use wagate_evolution::{Evolution, Integration, KnownChannel};
/// # use wagate_sdk_core::{AccountClient, Error};
/// # fn example(account: AccountClient<Evolution>) -> Result<(), Error> {
/// let line = account.instance_with("cloud", KnownChannel::new(Integration::Business))?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KnownChannel(OnceCell<Integration>);

impl KnownChannel {
    /// The instance lives on this channel.
    pub fn new(integration: Integration) -> Self {
        Self(OnceCell::new_with(Some(integration)))
    }

    /// The channel, if it is known by now.
    pub fn integration(&self) -> Option<&Integration> {
        self.0.get()
    }
}

/// The instance's channel, asked for if need be. Whatever goes wrong here, the call that needs it has not left.
pub(crate) async fn channel(client: &InstanceClient<Evolution>) -> Result<&Integration, Error> {
    let channel = client.state().0.get_or_try_init(|| async {
        let rows = client.call(FetchInstances::named(client.id())).await?;
        let row = rows.into_iter().map(|row| row.value).find(|row| row.name == client.id());
        // A server that does not tell it is taken for one with the usual channel.
        Ok(row.and_then(|row| row.integration).unwrap_or(Integration::Baileys))
    });
    channel.await.map_err(Error::into_not_sent)
}

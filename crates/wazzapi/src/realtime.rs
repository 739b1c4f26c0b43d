//! Events as they happen: one pull subscription of the organization, read by one poller, for the streams of all its devices.

mod file;
mod ledger;
mod poller;
mod store;
mod stream;

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use wagate_sdk_core::adapter::{EventSource, Realtime};
use wagate_sdk_core::{AccountClient, Error, ErrorContext, EventOptions, EventStream, InstanceClient};

use crate::Wazzapi;
use poller::Poller;
use stream::DeviceEvents;

pub use file::FileStore;
pub use store::{MemoryStore, PullState, PullStore, PullToken};

/// The events of an organization, from one pull subscription of its own.
pub trait EventSources {
    /// Opens the organization's source of events. As long as it or a stream of it lives, the [`InstanceClient::events`] of all devices whose clients
    /// come from this account are filters of it. Without one, the first of them opens one of its own that remembers nothing.
    ///
    /// The first time it makes a pull subscription, and keeps it in the store with its token, which the gateway tells once. It reads no
    /// subscription that it did not make, and gives none another token.
    ///
    /// ```no_run
    /// use wagate_sdk_core::{AccountClient, Error, EventOptions, StreamItem};
    /// use wagate_wazzapi::{EventSources, FileStore, Wazzapi};
    ///
    /// # async fn example(account: AccountClient<Wazzapi>) -> Result<(), Error> {
    /// let source = account.event_source(FileStore::new("/var/lib/bot/wazzapi-events.json")).await?;
    /// let mut shop = account.instance("c053d8ef-6c19-4ecb-9cc5-a4a64be79d92")?.events(EventOptions::new()).await?;
    /// while let Some(item) = shop.next().await {
    ///     if let StreamItem::Event(event) = item? {
    ///         println!("{:?}", event.event.kind());
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # What is handled, and what is kept
    ///
    /// An event is handled when its stream is asked for the next one, or by [`EventStream::ack`]. The gateway knows one offset for all devices, and
    /// takes what is before it for handled. So the offset that is stored, and asked from, is the lowest that all streams have handled:
    /// at most 100 events from there on are read ahead. A program that dies half way gets the event again, and **a stream that nobody reads holds up
    /// all others** once 100 events wait: read each in a task of its own, and drop those that you no longer need. While an event waits to be handled,
    /// others come up to a second late.
    ///
    /// The events of a device that nobody listens to count as handled. A device is listened to from its first stream on, until its stream has
    /// been gone for 30 s; one that is opened again within them goes on where the last one was. The store remembers the devices, so that after a restart
    /// the events of each wait those 30 s for its stream.
    ///
    /// # Errors
    /// [`Error::Conflict`] when a source of this account is open; [`Error::Config`] when the store cannot be read or written; else as the
    /// gateway's answer to `pull.create` says.
    fn event_source(
        &self,
        store: impl PullStore,
    ) -> impl Future<Output = Result<AccountEvents, Error>> + Send;
}

impl EventSources for AccountClient<Wazzapi> {
    async fn event_source(&self, store: impl PullStore) -> Result<AccountEvents, Error> {
        let poller = {
            let open = self.account_state::<OpenPoller>();
            let mut open = open.lock();
            if open.upgrade().is_some() {
                let context = ErrorContext::before_io("a source of this account's events is open already")
                    .with_hint("open it before the first stream, and once");
                return Err(Error::Conflict(Box::new(context)));
            }
            let poller = Arc::new(Poller::new(self.clone(), Box::new(store), false));
            *open = Arc::downgrade(&poller);
            poller
        };
        poller.open().await?;
        Ok(AccountEvents { poller })
    }
}

impl Realtime for Wazzapi {
    async fn event_source(
        client: &InstanceClient<Self>,
        options: EventOptions,
    ) -> Result<Box<dyn EventSource>, Error> {
        let account = client.account();
        let poller = {
            let open = account.account_state::<OpenPoller>();
            let mut open = open.lock();
            open.upgrade().unwrap_or_else(|| {
                let store = Box::new(MemoryStore::new());
                let poller = Arc::new(Poller::new(account.clone(), store, true));
                *open = Arc::downgrade(&poller);
                poller
            })
        };
        // The place comes first, so that a stream that ends meanwhile does not close the poller.
        let events = DeviceEvents::new(poller.clone(), client.id(), options);
        poller.open().await?;
        Ok(Box::new(events))
    }
}

/// The poller of an account that is open.
#[derive(Default)]
struct OpenPoller(Mutex<Weak<Poller>>);

impl OpenPoller {
    fn lock(&self) -> std::sync::MutexGuard<'_, Weak<Poller>> {
        // No code that holds the lock can panic half way.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An organization's open source of events: see [`EventSources::event_source`]. Dropping it leaves its streams open, and the subscription at the gateway.
pub struct AccountEvents {
    poller: Arc<Poller>,
}

impl AccountEvents {
    /// The events of the device with this id, for a program that has no client of it.
    pub fn device(&self, id: &str, options: EventOptions) -> EventStream {
        let source = DeviceEvents::new(self.poller.clone(), id, options.clone());
        EventStream::new(Box::new(source), options)
    }

    /// Deletes the subscription at the gateway with the events that wait in it, and empties the store. A stream that is still open makes a new one.
    ///
    /// # Errors
    /// As the gateway's answer to `pull.delete` says, and [`Error::Config`] when the store cannot be written.
    pub async fn delete(self) -> Result<(), Error> {
        self.poller.delete().await
    }
}

impl fmt::Debug for AccountEvents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccountEvents").finish_non_exhaustive()
    }
}

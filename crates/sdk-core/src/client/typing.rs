use std::fmt;
use std::panic::resume_unwind;
use std::pin::pin;
use std::time::Duration;

use futures_util::future::{Either, select};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::Instant;

use super::InstanceClient;
use crate::adapter::Provider;
use crate::address::Address;
use crate::chat::ChatPresence;
use crate::error::Error;

/// How long one request shows it: WhatsApp lets it fade after some 25 s.
const ROUND: Duration = Duration::from_secs(20);

/// Shows "typing" or "recording" in a chat while it lives: see [`InstanceClient::typing`].
///
/// A task of its own keeps it shown. When the time is over, or the guard is stopped or dropped, the other side sees that it ended.
#[must_use = "it stops when it is dropped"]
pub struct Typing {
    /// Dropped, it tells the task to stop.
    stop: oneshot::Sender<()>,
    task: JoinHandle<Result<(), Error>>,
}

impl Typing {
    pub(super) fn start<P: Provider>(
        client: InstanceClient<P>,
        chat: Address,
        presence: ChatPresence,
        lasting: Duration,
    ) -> Result<Self, Error> {
        let runtime = tokio::runtime::Handle::try_current()
            .map_err(|_| Error::config("`typing` needs a tokio runtime, which is not running here"))?;
        let (stop, stopped) = oneshot::channel();
        let task = runtime.spawn(async move {
            let shown = match select(pin!(keep(&client, &chat, presence, lasting)), stopped).await {
                Either::Left((shown, _)) => shown,
                Either::Right(_) => Ok(()),
            };
            shown?;
            P::show_presence(&client, chat, ChatPresence::Paused, Duration::ZERO).await.map(drop)
        });
        Ok(Self { stop, task })
    }

    /// Stops it now, and waits until the gateway was told.
    ///
    /// # Errors
    /// The first error of showing it, or that of stopping it.
    pub async fn stop(self) -> Result<(), Error> {
        let Self { stop, task } = self;
        drop(stop);
        ended(task).await
    }

    /// Waits until its time is over.
    ///
    /// # Errors
    /// As [`Typing::stop`].
    pub async fn done(self) -> Result<(), Error> {
        let Self { stop, task } = self;
        let result = ended(task).await;
        drop(stop);
        result
    }
}

async fn ended(task: JoinHandle<Result<(), Error>>) -> Result<(), Error> {
    match task.await {
        Ok(result) => result,
        Err(error) if error.is_panic() => resume_unwind(error.into_panic()),
        // The runtime shuts down: nobody looks any more.
        Err(_) => Ok(()),
    }
}

/// Shows it round by round, whether the gateway answers at once or when the round is over.
async fn keep<P: Provider>(
    client: &InstanceClient<P>,
    chat: &Address,
    presence: ChatPresence,
    lasting: Duration,
) -> Result<(), Error> {
    let started = Instant::now();
    loop {
        let left = lasting.saturating_sub(started.elapsed());
        if left.is_zero() {
            return Ok(());
        }
        let (round, begun) = (left.min(ROUND), Instant::now());
        P::show_presence(client, chat.clone(), presence, round).await?;
        tokio::time::sleep_until(begun + round).await;
    }
}

impl fmt::Debug for Typing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Typing").field("ended", &self.task.is_finished()).finish_non_exhaustive()
    }
}

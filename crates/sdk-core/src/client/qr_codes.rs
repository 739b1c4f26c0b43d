use std::fmt;
use std::time::Duration;

use tokio::time::Instant;

use super::{AnyProvider, InstanceClient};
use crate::adapter::Provider;
use crate::capabilities::Operation;
use crate::error::Error;
use crate::instance::ConnectionState;
use crate::pairing::Pairing;
use crate::raw::Raw;

/// The QR codes of an instance, one after the other until it is paired.
///
/// Gateways renew their code about every 20 s. This asks for the state and the code in turn, and gives each code once.
///
/// ```
/// # use wagate_sdk_core::{Error, InstanceClient, PairingEnd};
/// # async fn example(line: InstanceClient) -> Result<(), Error> {
/// let mut codes = line.qr_codes();
/// while let Some(code) = codes.next().await {
///     let code = code?;
///     println!("{}", code.qr_text().unwrap_or("see the image"));
/// }
/// assert_eq!(codes.end(), Some(PairingEnd::Paired));
/// # Ok(())
/// # }
/// ```
pub struct QrCodes<P: Provider = AnyProvider> {
    client: InstanceClient<P>,
    poll_every: Duration,
    give_up_after: Duration,
    give_up: Option<Instant>,
    last: Option<Pairing>,
    end: Option<PairingEnd>,
}

/// Why [`QrCodes`] ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum PairingEnd {
    /// The number is paired and online.
    Paired,
    /// Nobody scanned a code in time.
    TimedOut,
    /// An error ended it; [`QrCodes::next`] gave it.
    Failed,
}

impl<P: Provider> QrCodes<P> {
    pub(super) fn new(client: InstanceClient<P>) -> Self {
        Self {
            client,
            poll_every: Duration::from_secs(2),
            give_up_after: Duration::from_secs(180),
            give_up: None,
            last: None,
            end: None,
        }
    }

    /// How often the gateway is asked; every 2 s unless set. Each time costs two requests of the rate limit.
    #[must_use]
    pub fn poll_every(mut self, interval: Duration) -> Self {
        self.poll_every = interval;
        self
    }

    /// How long nobody may scan, from the first [`QrCodes::next`]; 3 minutes unless set.
    #[must_use]
    pub fn give_up_after(mut self, time: Duration) -> Self {
        self.give_up_after = time;
        self
    }

    /// The next code; `None` when the number is paired, when nobody scanned in time, and after an error. Dropping the future loses
    /// nothing.
    pub async fn next(&mut self) -> Option<Result<Pairing, Error>> {
        while self.end.is_none() {
            match self.ask().await {
                Ok(Some(code)) => return Some(Ok(code)),
                Ok(None) => {}
                Err(error) => {
                    self.end = Some(PairingEnd::Failed);
                    return Some(Err(error));
                }
            }
        }
        None
    }

    /// Why it ended; `None` while it has not.
    pub fn end(&self) -> Option<PairingEnd> {
        self.end
    }

    async fn ask(&mut self) -> Result<Option<Pairing>, Error> {
        // Without the capability nothing leaves: the state is not asked for either.
        self.client.require(Operation::Connect)?;
        match self.give_up {
            // A time beyond what the clock can hold is no bound.
            None => self.give_up = Some(far_at_most(self.give_up_after)),
            Some(give_up) if Instant::now() + self.poll_every.min(DAY) > give_up => {
                self.end = Some(PairingEnd::TimedOut);
                return Ok(None);
            }
            Some(_) => tokio::time::sleep(self.poll_every).await,
        }
        let pairing = match self.state_or_code().await {
            Ok(pairing) => pairing,
            // Pairing goes on: a blocking connect that ran out of time has started it all the same.
            Err(error) if error.is_transient() => return Ok(None),
            Err(error) => return Err(error),
        };
        if pairing.is_paired() {
            self.end = Some(PairingEnd::Paired);
            return Ok(None);
        }
        let shows_code = pairing.qr_text().is_some() || pairing.qr_image().is_some();
        let is_new = self.last.as_ref().is_none_or(|last| {
            last.qr_text() != pairing.qr_text()
                || last.qr_image().map(|image| image.png()) != pairing.qr_image().map(|image| image.png())
        });
        if !shows_code || !is_new {
            return Ok(None);
        }
        self.last = Some(pairing.clone());
        Ok(Some(pairing))
    }

    async fn state_or_code(&self) -> Result<Pairing, Error> {
        if self.client.capabilities().supports(Operation::Status)
            && self.client.status().await? == ConnectionState::Online
        {
            return Ok(Pairing::paired(Raw::default()));
        }
        self.client.connect().await
    }
}

const DAY: Duration = Duration::from_secs(24 * 3600);

fn far_at_most(time: Duration) -> Instant {
    Instant::now() + time.min(365 * DAY)
}

impl<P: Provider> fmt::Debug for QrCodes<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("QrCodes").field("instance", &self.client.id()).field("end", &self.end).finish()
    }
}

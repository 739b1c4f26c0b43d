use std::fmt;
use std::time::Duration;

use tokio::time::Instant;

use super::{AnyProvider, InstanceClient};
use crate::adapter::Provider;
use crate::capabilities::Operation;
use crate::error::Error;
use crate::instance::ConnectionState;
use crate::pairing::Pairing;

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
    give_up: Instant,
    last: Option<Pairing>,
    asked: bool,
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
        let give_up = Instant::now() + Duration::from_secs(180);
        Self { client, poll_every: Duration::from_secs(2), give_up, last: None, asked: false, end: None }
    }

    /// How often the gateway is asked; every 2 s unless set. Each time costs two requests of the rate limit.
    #[must_use]
    pub fn poll_every(mut self, interval: Duration) -> Self {
        self.poll_every = interval;
        self
    }

    /// How long nobody may scan, from now; 3 minutes unless set.
    #[must_use]
    pub fn give_up_after(mut self, time: Duration) -> Self {
        self.give_up = Instant::now() + time;
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
        if self.asked {
            if Instant::now() + self.poll_every > self.give_up {
                self.end = Some(PairingEnd::TimedOut);
                return Ok(None);
            }
            tokio::time::sleep(self.poll_every).await;
        }
        // Without the capability nothing leaves: the state is not asked for either.
        self.client.require(Operation::Connect)?;
        self.asked = true;
        if self.is_online().await? {
            self.end = Some(PairingEnd::Paired);
            return Ok(None);
        }
        let pairing = match self.client.connect().await {
            // A blocking connect that ran out of time has started pairing all the same.
            Err(Error::Timeout(_)) => return Ok(None),
            other => other?,
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

    async fn is_online(&self) -> Result<bool, Error> {
        if !self.client.capabilities().supports(Operation::Status) {
            return Ok(false);
        }
        Ok(self.client.status().await? == ConnectionState::Online)
    }
}

impl<P: Provider> fmt::Debug for QrCodes<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("QrCodes").field("instance", &self.client.id()).field("end", &self.end).finish()
    }
}

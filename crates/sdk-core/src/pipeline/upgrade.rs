//! One request for another protocol: authorized and refused as any call, never repeated but for a token.

use std::fmt;

use http::{HeaderMap, StatusCode};
use tracing::Instrument;

use super::Call;
use super::attempt::{Answered, LONGEST_ANSWER, Unanswered, too_late};
use crate::credential::CredentialSlot;
use crate::error::{Error, ErrorKind, Outcome};
use crate::observer::Observation;
use crate::retry::Ending;
use crate::transport::{Connection, Request, Upgrade};

/// A connection that switched to another protocol.
#[non_exhaustive]
pub struct Upgraded {
    /// The headers of the answer that switched.
    pub headers: HeaderMap,
    /// The connection, from the first byte after them.
    pub connection: Box<dyn Connection>,
}

/// Shows no headers: a gateway may put a token there.
impl fmt::Debug for Upgraded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upgraded").finish_non_exhaustive()
    }
}

impl Call<'_> {
    /// Asks for another protocol. A token that is refused is renewed, once; anything else is for who holds the connection to try again.
    pub(crate) async fn upgrade(&self, headers: &HeaderMap) -> Result<Upgraded, Error> {
        let span = tracing::info_span!(
            "wagate.upgrade",
            provider = self.shared.dialect.name,
            operation = self.profile.name,
            instance = self.instance_id(),
        );
        self.upgraded(headers).instrument(span).await
    }

    async fn upgraded(&self, headers: &HeaderMap) -> Result<Upgraded, Error> {
        let mut attempts = 0;
        loop {
            let (mut request, mut sending) = self.request(self.slot.map(CredentialSlot::authorizer))?;
            if sending.is_due() {
                (request, sending) = self.renewed(sending).await?;
            }
            request.headers.extend(headers.clone());
            attempts += 1;
            self.shared.observe(&Observation::Attempt { call: self.id(), attempt: attempts });
            let answer = match self.switch(request).await {
                Ok(Switched::Yes(upgraded)) => return Ok(upgraded),
                Ok(Switched::No(answer)) => answer,
                Err(lost) => return Err(self.unanswered(lost, attempts).0),
            };
            if answer.status.is_success() {
                return Err(self.not_switched(answer.status, attempts));
            }
            let (error, ending) = self.refused(&answer, &sending, attempts);
            if !matches!(ending, Ending::TokenRefused) || attempts > 1 {
                return Err(error);
            }
            self.renew_refused(&sending).await?;
        }
    }

    async fn switch(&self, request: Request) -> Result<Switched, Unanswered> {
        let exchange = async {
            let answer = self.shared.transport.upgrade(request).await;
            let response = match answer.map_err(|error| Unanswered { error, status: None })? {
                Upgrade::Switched(headers, connection) => {
                    return Ok(Switched::Yes(Upgraded { headers, connection }));
                }
                Upgrade::Refused(response) => response,
            };
            let (status, headers) = (response.status, response.headers);
            let body = response.body.collect(LONGEST_ANSWER).await;
            let body = body.map_err(|error| Unanswered { error, status: Some(status) })?;
            Ok(Switched::No(Answered { status, headers, body, unread: None }))
        };
        match self.shared.timeouts.total(self.profile.timeout) {
            Some(total) => match tokio::time::timeout(total, exchange).await {
                Ok(answer) => answer,
                Err(_) => Err(too_late("no answer in time")),
            },
            None => exchange.await,
        }
    }

    fn not_switched(&self, status: StatusCode, attempts: u32) -> Error {
        let mut context = self.context(ErrorKind::Transport, Outcome::Refused, attempts);
        context.message =
            format!("the gateway answered HTTP {} instead of switching the protocol", status.as_u16()).into();
        ErrorKind::Transport.with(context)
    }
}

enum Switched {
    Yes(Upgraded),
    No(Answered),
}

//! An instance's life: pairing, state, unlinking.

use std::time::Duration;

use super::{InstanceClient, QrCodes};
use crate::adapter::Provider;
use crate::address::PhoneNumber;
use crate::capabilities::Operation;
use crate::done::Done;
use crate::error::{Error, ErrorContext};
use crate::instance::ConnectionState;
use crate::pairing::{Pairing, PairingCode};

impl<P: Provider> InstanceClient<P> {
    /// Starts pairing and answers with what a phone needs for it: a QR code, a pairing code, or that it is paired already.
    ///
    /// RyzeAPI `instance.connect` (which takes up to 60 s), Evolution API `instance.connect`, VZaps `session.qr` (an image only), WazzAPI
    /// `device.qr`.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such instance.
    pub async fn connect(&self) -> Result<Pairing, Error> {
        self.run(Operation::Connect, P::connect(self)).await
    }

    /// The QR codes to show, each as it changes, until the number is paired.
    pub fn qr_codes(&self) -> QrCodes<P> {
        QrCodes::new(self.clone())
    }

    /// Asks for the code that is typed on the phone with this number, instead of scanning a QR code.
    ///
    /// # Errors
    /// [`Error::Conflict`] or [`Error::InvalidRequest`], as the gateway has it, when the instance is paired already.
    pub async fn pairing_code(&self, phone: &PhoneNumber) -> Result<PairingCode, Error> {
        self.run(Operation::PairingCode, P::pairing_code(self, phone.clone())).await
    }

    /// Whether the instance is connected to WhatsApp.
    ///
    /// RyzeAPI `instance.list`, Evolution API `instance.connection_state`, VZaps `session.status`, WazzAPI `device.get`.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such instance.
    pub async fn status(&self) -> Result<ConnectionState, Error> {
        self.run(Operation::Status, P::status(self)).await
    }

    /// Asks for the state until it is online: at once, then after 0.5 s, and ever less often, at most every 5 s.
    ///
    /// # Errors
    /// [`Error::InstanceOffline`] when the deadline passes, or at once when waiting cannot help: the number is restricted or the
    /// instance deleted. A failed question is asked again until the deadline if its error is transient, else it ends the wait.
    pub async fn wait_until_online(&self, deadline: Duration) -> Result<(), Error> {
        let mut seen = "the gateway has not answered".to_owned();
        let waiting = async {
            let mut pause = Duration::from_millis(500);
            loop {
                seen = match self.status().await {
                    Ok(ConnectionState::Online) => return Ok(()),
                    Ok(state) if state.is_final() => return Err(self.still_offline(&format!("{state:?}"))),
                    Ok(state) => format!("{state:?}"),
                    Err(error) if !error.is_transient() => return Err(error),
                    Err(error) => error.to_string(),
                };
                tokio::time::sleep(pause).await;
                pause = (pause * 2).min(Duration::from_secs(5));
            }
        };
        match tokio::time::timeout(deadline, waiting).await {
            Ok(result) => result,
            Err(_) => Err(self.still_offline(&format!("{seen} after {} s", deadline.as_secs_f32()))),
        }
    }

    /// Resumes the session that the gateway has stored for a number that is paired and down. The answer tells that it is paired, or what a phone
    /// needs when the gateway begins a new pairing instead (Evolution API).
    ///
    /// RyzeAPI `instance.reconnect`, Evolution API `instance.connect`, WazzAPI `device.reconnect`.
    ///
    /// # Errors
    /// [`Error::InstanceOffline`] where there is no session to resume; [`Error::Unsupported`] on VZaps.
    pub async fn reconnect(&self) -> Result<Pairing, Error> {
        self.run(Operation::Reconnect, P::reconnect(self)).await
    }

    /// Drops the running connection to WhatsApp and opens it again. The number stays paired.
    ///
    /// Evolution API `instance.restart`, VZaps `instances.restart`.
    ///
    /// # Errors
    /// An error when there is no running connection; [`Error::Unsupported`] on RyzeAPI and WazzAPI.
    pub async fn restart(&self) -> Result<Done, Error> {
        self.run(Operation::Restart, P::restart(self)).await
    }

    /// Drops the connection to WhatsApp.
    ///
    /// WazzAPI `device.disconnect`: its documents do not say whether the number stays paired. The other gateways have no such call.
    ///
    /// # Errors
    /// [`Error::Unsupported`] but on WazzAPI.
    pub async fn disconnect(&self) -> Result<Done, Error> {
        self.run(Operation::Disconnect, P::disconnect(self)).await
    }

    /// Unlinks the number. It must be paired again afterwards.
    ///
    /// RyzeAPI `instance.logout`, Evolution API `instance.logout`, VZaps `session.disconnect`.
    ///
    /// # Errors
    /// [`Error::Unsupported`] on WazzAPI, which has no such call.
    pub async fn logout(&self) -> Result<Done, Error> {
        self.run(Operation::Logout, P::logout(self)).await
    }

    fn still_offline(&self, seen: &str) -> Error {
        let context = ErrorContext::before_io(format!("the instance is not online: {seen}"));
        self.at(Error::InstanceOffline(Box::new(context)), Operation::Status)
    }
}

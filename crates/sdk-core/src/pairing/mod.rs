//! Pairing: what a phone needs to link itself to an instance.

mod code;
#[cfg(feature = "qr")]
mod picture;
mod qr_image;
#[cfg(feature = "qr")]
mod reading;
#[cfg(feature = "qr")]
mod terminal;

use std::fmt;
use std::time::Duration;

pub use code::{PairingCode, PairingCodeError};
pub use qr_image::{QrImage, QrImageError};
#[cfg(feature = "qr")]
pub use terminal::QrError;

use crate::raw::Raw;

/// The answer to [`InstanceClient::connect`](crate::InstanceClient::connect): a QR code to scan, a pairing code to type, or that the number is
/// paired already. Each part is there only where the gateway gives it.
///
/// A code links whoever uses it to the instance, so `Debug` shows that it is there, not what it is.
#[derive(Clone)]
pub struct Pairing {
    qr_text: Option<Box<str>>,
    qr_image: Option<QrImage>,
    code: Option<PairingCode>,
    expires_in: Option<Duration>,
    paired: bool,
    raw: Raw,
}

impl Pairing {
    /// An answer that holds nothing yet, with the whole of it.
    pub fn new(raw: Raw) -> Self {
        Self { qr_text: None, qr_image: None, code: None, expires_in: None, paired: false, raw }
    }

    /// The number is paired already.
    pub fn paired(raw: Raw) -> Self {
        Self { paired: true, ..Self::new(raw) }
    }

    /// Adds the content of a QR code; an empty one is none.
    #[must_use]
    pub fn with_qr_text(mut self, text: Option<String>) -> Self {
        self.qr_text = text.filter(|text| !text.is_empty()).map(String::into_boxed_str);
        self
    }

    /// Adds a QR code's image.
    #[must_use]
    pub fn with_qr_image(mut self, image: Option<QrImage>) -> Self {
        self.qr_image = image;
        self
    }

    /// Adds a pairing code.
    #[must_use]
    pub fn with_code(mut self, code: Option<PairingCode>) -> Self {
        self.code = code;
        self
    }

    /// Adds how long the code is good for.
    #[must_use]
    pub fn with_expiry(mut self, expires_in: Option<Duration>) -> Self {
        self.expires_in = expires_in;
        self
    }

    /// Whether the number is paired already, so that there is nothing to scan.
    pub fn is_paired(&self) -> bool {
        self.paired
    }

    /// The content of the QR code, to be drawn.
    pub fn qr_text(&self) -> Option<&str> {
        self.qr_text.as_deref()
    }

    /// The QR code as an image.
    pub fn qr_image(&self) -> Option<&QrImage> {
        self.qr_image.as_ref()
    }

    /// The pairing code.
    pub fn code(&self) -> Option<&PairingCode> {
        self.code.as_ref()
    }

    /// How long the code is good for, where the gateway says so. Without it, expect about 20 s.
    pub fn expires_in(&self) -> Option<Duration> {
        self.expires_in
    }

    /// The whole answer.
    pub fn raw(&self) -> &Raw {
        &self.raw
    }
}

impl fmt::Debug for Pairing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pairing")
            .field("paired", &self.paired)
            .field("qr_text", &self.qr_text.is_some())
            .field("qr_image", &self.qr_image)
            .field("code", &self.code)
            .field("expires_in", &self.expires_in)
            .finish_non_exhaustive()
    }
}

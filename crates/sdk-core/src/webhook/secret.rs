use std::fmt;

use crate::credential::SecretText;
use crate::error::Error;

/// What a gateway and the receiver of its webhooks share. `Debug` does not show it.
///
/// Make it of at least 32 random characters: whoever knows it can post events. What it is used for differs: RyzeAPI sends it as
/// `Authorization: Bearer`, Evolution API signs a token with it, WazzAPI signs the body with it, and for VZaps, which has nothing of the kind, it
/// stands in the URL's path.
#[derive(Clone, PartialEq, Eq)]
pub struct WebhookSecret(SecretText);

impl WebhookSecret {
    /// A secret of visible ASCII characters without white space, which every gateway can carry.
    ///
    /// # Errors
    /// [`Error::Config`] when it is empty or holds anything else.
    pub fn new(secret: impl Into<SecretText>) -> Result<Self, Error> {
        let Self(secret) = Self::set_elsewhere(secret)?;
        if !secret.expose().bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(Error::config(
                "the webhook's secret holds something else than visible ASCII characters",
            ));
        }
        Ok(Self(secret))
    }

    /// A secret that was set elsewhere, such as in a gateway's dashboard: any text but an empty one. A header cannot carry each of them, a signature can
    /// be made with each.
    ///
    /// # Errors
    /// [`Error::Config`] when it is empty.
    pub fn set_elsewhere(secret: impl Into<SecretText>) -> Result<Self, Error> {
        let secret = secret.into();
        if secret.expose().is_empty() {
            return Err(Error::config("the webhook's secret is empty"));
        }
        Ok(Self(secret))
    }

    /// The secret itself. Never print or log it.
    pub fn expose(&self) -> &str {
        self.0.expose()
    }
}

impl fmt::Debug for WebhookSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WebhookSecret(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_header_carries_is_no_secret() {
        for bad in ["", "two words", "nächste", "line\n"] {
            assert!(matches!(WebhookSecret::new(bad), Err(Error::Config(_))), "{bad:?}");
        }
    }
}

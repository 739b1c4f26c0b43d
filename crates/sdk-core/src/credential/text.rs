use std::fmt;

use secrecy::{ExposeSecret, SecretString};

/// A secret that travels inside a body, such as the password of a proxy or a webhook's address. `Debug` does not show it.
///
/// Unlike a token it may hold white space and any characters.
#[derive(Clone)]
pub struct SecretText(SecretString);

impl SecretText {
    /// The secret itself. Never print or log it.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl From<&str> for SecretText {
    fn from(text: &str) -> Self {
        Self(SecretString::from(text))
    }
}

impl From<String> for SecretText {
    fn from(text: String) -> Self {
        Self(SecretString::from(text))
    }
}

impl PartialEq for SecretText {
    fn eq(&self, other: &Self) -> bool {
        self.expose() == other.expose()
    }
}

impl Eq for SecretText {}

impl fmt::Debug for SecretText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretText(..)")
    }
}

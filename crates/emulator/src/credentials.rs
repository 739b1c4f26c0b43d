//! The credentials of the emulated accounts.

use std::fmt;

/// The credentials of the one account that every emulated gateway has.
///
/// The defaults are the same in every process, so that a program can be pointed at the emulator from a
/// configuration file. `Debug` does not show the values.
///
/// ```
/// use wagate_emulator::{Credentials, Emulator};
///
/// let mut credentials = Credentials::default();
/// credentials.ryze_account_token = "a-token-of-my-own".to_owned();
/// let builder = Emulator::builder().credentials(credentials);
/// ```
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Credentials {
    /// RyzeAPI's account token.
    pub ryze_account_token: String,
    /// Evolution API's global key.
    pub evolution_global_key: String,
    /// VZaps' client token.
    pub vzaps_client_token: String,
    /// VZaps' client secret.
    pub vzaps_client_secret: String,
    /// WazzAPI's API key.
    pub wazzapi_api_key: String,
}

impl Default for Credentials {
    fn default() -> Self {
        Self {
            ryze_account_token: "emulated-ryze-account-token-4f1c7a".to_owned(),
            evolution_global_key: "emulated-evolution-global-key-93be20".to_owned(),
            vzaps_client_token: "emulated-vzaps-client-token-7d52e8".to_owned(),
            vzaps_client_secret: "emulated-vzaps-client-secret-c06fa1".to_owned(),
            wazzapi_api_key: "emulated-wazzapi-api-key-2ea94d".to_owned(),
        }
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials").finish_non_exhaustive()
    }
}

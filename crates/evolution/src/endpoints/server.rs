//! Operations on the server itself.

use serde::{Deserialize, Serialize};
use wagate_sdk_core::endpoint;
use wagate_sdk_core::{SecretText, wire};

use crate::Evolution;

/// Checks the global key. `POST /verify-creds`
///
/// It takes the global key only: an instance's token is refused with 401, in the same words as any wrong key.
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/routes/index.router.ts`; observed on a running server. It changes
/// nothing.
///
/// # Errors
/// [`Error::Unauthorized`](wagate_sdk_core::Error::Unauthorized) for every key but the global one.
#[derive(Debug, Clone, Default, Serialize)]
#[non_exhaustive]
pub struct VerifyCreds {}

impl VerifyCreds {
    /// There is nothing to set.
    pub fn new() -> Self {
        Self {}
    }
}

/// The answer to [`VerifyCreds`].
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CredsVerified {
    /// The HTTP status once more.
    #[serde(default, deserialize_with = "wire::number")]
    pub status: Option<u64>,
    /// "Credentials are valid".
    #[serde(default, deserialize_with = "wire::text")]
    pub message: Option<String>,
    /// The Facebook app of the server, where one is configured.
    #[serde(default, deserialize_with = "wire::text")]
    pub facebook_app_id: Option<String>,
    /// The Facebook login configuration of the server, where one is configured.
    #[serde(default, deserialize_with = "wire::text")]
    pub facebook_config_id: Option<String>,
    /// The Facebook token of the server, where one is configured.
    #[serde(default, deserialize_with = "wire::read_secret")]
    pub facebook_user_token: Option<SecretText>,
}

endpoint! {
    Evolution: VerifyCreds => CredsVerified, "root.verify_creds", AccountOnly, ReadOnly,
    POST("/verify-creds")
}

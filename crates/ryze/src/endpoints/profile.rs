//! Profiles, the number's own and others', and its privacy.

mod privacy;

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use wagate_sdk_core::adapter::{Body, Path, TimeoutClass};
use wagate_sdk_core::endpoint;
use wagate_sdk_core::{Error, wire};

pub use privacy::{
    Audience, CallAudience, GetPrivacy, OnlineAudience, Permissions, PrivacyRead, PrivacySettings,
    PrivacyUpdated, ReadReceipts, ReceiptAudience, UpdatePrivacy, Visibility,
};

use crate::Ryze;

/// Reads the number's own profile, or another number's. It is also how to find out whether a number is on WhatsApp.
///
/// `GET /api/profile/getAccount/:instance`, [documented](https://docs.ryzeapi.cloud/en/api/profile/read-account). Reads only.
///
/// # Errors
/// What is answered for a number that is not on WhatsApp is not documented. Where it is what a send to it is answered with,
/// [`Error::RecipientInvalid`].
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct GetProfile {
    /// Whose: digits or a LID. The number's own unless set. Brazilian numbers are tried with and without their ninth digit.
    pub number: Option<String>,
}

impl GetProfile {
    /// The number's own.
    pub fn own() -> Self {
        Self::default()
    }

    /// That of this number or LID.
    pub fn of(number: impl Into<String>) -> Self {
        Self { number: Some(number.into()) }
    }
}

endpoint! {
    Ryze: GetProfile => ProfileRead, "profile.get", InstanceOnly, ReadOnly,
    GET, |response| wire::is_success(response.success, response.error.as_ref());

    fn path(&self, instance: &str, path: &mut Path) {
        path.literal("/api/profile/getAccount/").segment(instance);
        path.query_opt("number", self.number.as_deref());
    }
}

/// The answer to [`GetProfile`].
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct ProfileRead {
    /// `false` for a failure that came with a status of success; the call is then an error.
    #[serde(default, deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    /// The profile.
    pub profile: Profile,
    #[serde(default)]
    error: Option<IgnoredAny>,
}

/// A profile at WhatsApp.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Profile {
    /// The picture's URL at WhatsApp, which does not live long. `None` when there is none, and when WhatsApp did not tell in time.
    #[serde(default, deserialize_with = "wire::text")]
    pub profile_picture: Option<String>,
    /// The name.
    #[serde(default, deserialize_with = "wire::text")]
    pub profile_name: Option<String>,
    /// The about text.
    #[serde(default, deserialize_with = "wire::text")]
    pub profile_status: Option<String>,
    /// The number's digits.
    #[serde(default, deserialize_with = "wire::text")]
    pub phone_number: Option<String>,
    /// The JID.
    #[serde(default, deserialize_with = "wire::text")]
    pub jid: Option<String>,
    /// The LID.
    #[serde(default, deserialize_with = "wire::text")]
    pub lid: Option<String>,
}

/// Changes the number's own profile. What is `None` stays as it is.
///
/// `POST /api/profile/account/:instance`, [documented](https://docs.ryzeapi.cloud/en/api/profile/update-account). Idempotent.
///
/// # Errors
/// [`Error::InvalidRequest`] before anything leaves when nothing is set.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct UpdateProfile {
    /// The picture: a public URL or a `data:` URL; an empty text removes it. The gateway makes a JPEG of 640 by 640 pixels of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile_picture: Option<String>,
    /// The name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile_name: Option<String>,
    /// The about text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile_status: Option<String>,
}

impl UpdateProfile {
    /// Changes nothing until a part is set.
    pub fn new() -> Self {
        Self::default()
    }
}

endpoint! {
    Ryze: UpdateProfile => ProfileUpdated, "profile.update", InstanceOnly, Idempotent,
    POST("/api/profile/account/", instance), |response| wire::is_success(response.success, response.error.as_ref());

    const TIMEOUT: TimeoutClass = TimeoutClass::Media;

    fn body(&self) -> Result<Body, Error> {
        if *self == Self::default() {
            return Err(Error::invalid("at least one part of the profile must be set"));
        }
        Body::json(self)
    }
}

/// The answer to [`UpdateProfile`].
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ProfileUpdated {
    /// `false` for a failure that came with a status of success; the call is then an error.
    #[serde(default, deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    /// What really changed, such as `profileName`. The words are inferred.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub updated_fields: Option<Vec<String>>,
    #[serde(default)]
    error: Option<IgnoredAny>,
}

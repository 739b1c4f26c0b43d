//! Who sees and may do what.

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use wagate_sdk_core::adapter::Body;
use wagate_sdk_core::endpoint;
use wagate_sdk_core::{Error, wire};

use crate::Ryze;

/// Reads the privacy settings.
///
/// `GET /api/profile/getPrivacy/:instance`, [documented](https://docs.ryzeapi.cloud/en/api/profile/read-privacy); `GET
/// /api/profile/privacy/:instance` is the same. Reads only.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct GetPrivacy {}

impl GetPrivacy {
    /// Reads the settings.
    pub fn new() -> Self {
        Self {}
    }
}

endpoint! {
    Ryze: GetPrivacy => PrivacyRead, "profile.privacy.get", InstanceOnly, ReadOnly,
    GET("/api/profile/getPrivacy/", instance),
    |response| wire::is_success(response.success, response.error.as_ref())
}

/// The answer to [`GetPrivacy`].
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct PrivacyRead {
    /// `false` for a failure that came with a status of success; the call is then an error.
    #[serde(default, deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    /// The settings.
    pub settings: PrivacySettings,
    #[serde(default)]
    error: Option<IgnoredAny>,
}

/// Changes privacy settings. What is `None` stays as it is.
///
/// `POST /api/profile/privacy/:instance`, [documented](https://docs.ryzeapi.cloud/en/api/profile/update-privacy). Idempotent. Several
/// changes are not one: when one fails, those before it stay, so read the settings after a failure.
///
/// # Errors
/// [`Error::InvalidRequest`] before anything leaves when nothing is set; [`Error::Server`] when one of the changes failed.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct UpdatePrivacy {
    /// Who sees what.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visibility: Option<Visibility>,
    /// What the number tells of itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub privacy: Option<ReadReceipts>,
    /// Who may do what.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub permissions: Option<Permissions>,
}

impl UpdatePrivacy {
    /// Changes nothing until a setting is set.
    pub fn new() -> Self {
        Self::default()
    }
}

endpoint! {
    Ryze: UpdatePrivacy => PrivacyUpdated, "profile.privacy.update", InstanceOnly, Idempotent,
    POST("/api/profile/privacy/", instance), |response| wire::is_success(response.success, response.error.as_ref());

    fn body(&self) -> Result<Body, Error> {
        let set = self.visibility.as_ref().is_some_and(|part| *part != Visibility::default())
            || self.privacy.as_ref().is_some_and(|part| *part != ReadReceipts::default())
            || self.permissions.as_ref().is_some_and(|part| *part != Permissions::default());
        if !set {
            return Err(Error::invalid("at least one privacy setting must be set"));
        }
        Body::json(self)
    }
}

/// The answer to [`UpdatePrivacy`].
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct PrivacyUpdated {
    /// `false` for a failure that came with a status of success; the call is then an error.
    #[serde(default, deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    /// All settings as they are now.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub settings: Option<PrivacySettings>,
    #[serde(default)]
    error: Option<IgnoredAny>,
}

/// A number's privacy settings.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct PrivacySettings {
    /// Who sees what.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub visibility: Option<Visibility>,
    /// What the number tells of itself.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub privacy: Option<ReadReceipts>,
    /// Who may do what.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub permissions: Option<Permissions>,
}

/// Who sees what.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Visibility {
    /// When the number was last seen.
    #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "wire::word")]
    pub last_seen: Option<Audience>,
    /// The text about it. The documents do not explain the word; the profile's about text is `profileStatus`.
    #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "wire::word")]
    pub status: Option<Audience>,
    /// Its profile picture.
    #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "wire::word")]
    pub profile: Option<Audience>,
    /// Whether it is online.
    #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "wire::word")]
    pub online: Option<OnlineAudience>,
}

/// What a number tells of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ReadReceipts {
    /// Who is told that a message was read.
    #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "wire::word")]
    pub read_receipts: Option<ReceiptAudience>,
}

/// Who may do what.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Permissions {
    /// Who may call.
    #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "wire::word")]
    pub call_add: Option<CallAudience>,
    /// Who may add the number to groups. The documents name no [`Audience::None`] here.
    #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "wire::word")]
    pub group_add: Option<Audience>,
}

wagate_sdk_core::open_words! {
    /// Who it is for.
    Audience {
        /// Everyone.
        All = "all",
        /// The contacts.
        Contacts = "contacts",
        /// The contacts but some.
        ContactBlacklist = "contact_blacklist",
        /// No one.
        None = "none",
    }
}

wagate_sdk_core::open_words! {
    /// Who sees that the number is online.
    OnlineAudience {
        /// Everyone.
        All = "all",
        /// Those who see when it was last seen.
        MatchLastSeen = "match_last_seen",
    }
}

wagate_sdk_core::open_words! {
    /// Who is told that a message was read.
    ReceiptAudience {
        /// Everyone.
        All = "all",
        /// No one.
        None = "none",
    }
}

wagate_sdk_core::open_words! {
    /// Who may call.
    CallAudience {
        /// Everyone.
        All = "all",
        /// Who is known.
        Known = "known",
    }
}

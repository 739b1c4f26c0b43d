//! The instance's own privacy.

use serde::{Deserialize, Serialize};
use wagate_sdk_core::endpoint;
use wagate_sdk_core::{open_words, wire};

use crate::Evolution;

open_words! {
    /// Who sees or may do something.
    PrivacyAudience {
        /// Everybody.
        All = "all",
        /// The contacts.
        Contacts = "contacts",
        /// The contacts but for some.
        ContactBlacklist = "contact_blacklist",
        /// Nobody.
        Nobody = "none",
    }
}

open_words! {
    /// Whether others see that their messages were read.
    ReadReceipts {
        /// They do.
        All = "all",
        /// They do not.
        Nobody = "none",
    }
}

open_words! {
    /// Who sees that one is online.
    OnlineAudience {
        /// Everybody.
        All = "all",
        /// Those who see when one was last there.
        MatchLastSeen = "match_last_seen",
    }
}

/// Reads the privacy settings. `GET /chat/fetchPrivacySettings/{instance}`
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/routes/chat.router.ts`;
/// observed on a running server above a stand-in for WhatsApp. It changes nothing.
#[derive(Debug, Clone, Default, Serialize)]
#[non_exhaustive]
pub struct FetchPrivacy {}

impl FetchPrivacy {
    /// There is nothing to set.
    pub fn new() -> Self {
        Self {}
    }
}

/// The privacy settings.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct PrivacySettings {
    /// Whether others see that their messages were read.
    #[serde(rename = "readreceipts", deserialize_with = "wire::word")]
    pub read_receipts: Option<ReadReceipts>,
    /// Who sees the picture.
    #[serde(deserialize_with = "wire::word")]
    pub profile: Option<PrivacyAudience>,
    /// Who sees the statuses.
    #[serde(deserialize_with = "wire::word")]
    pub status: Option<PrivacyAudience>,
    /// Who sees that one is online.
    #[serde(deserialize_with = "wire::word")]
    pub online: Option<OnlineAudience>,
    /// Who sees when one was last there.
    #[serde(deserialize_with = "wire::word")]
    pub last: Option<PrivacyAudience>,
    /// Who may add one to a group.
    #[serde(rename = "groupadd", deserialize_with = "wire::word")]
    pub group_add: Option<PrivacyAudience>,
}

/// Changes all six privacy settings, one after the other. `POST /chat/updatePrivacySettings/{instance}`
///
/// The server connects to WhatsApp again afterwards.
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/routes/chat.router.ts`, `src/validate/chat.schema.ts`;
/// observed on a running server above a stand-in for WhatsApp. Doing it again leaves the same state.
///
/// # Errors
/// [`Error::InvalidRequest`](wagate_sdk_core::Error::InvalidRequest) for a word that a setting does not know. A 500 leaves open which settings were changed.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct UpdatePrivacy {
    /// Whether others see that their messages were read.
    #[serde(rename = "readreceipts")]
    pub read_receipts: ReadReceipts,
    /// Who sees the picture.
    pub profile: PrivacyAudience,
    /// Who sees the statuses.
    pub status: PrivacyAudience,
    /// Who sees that one is online.
    pub online: OnlineAudience,
    /// Who sees when one was last there.
    pub last: PrivacyAudience,
    /// Who may add one to a group.
    #[serde(rename = "groupadd")]
    pub group_add: PrivacyAudience,
}

impl UpdatePrivacy {
    /// All six, in the order of the fields.
    pub fn new(
        read_receipts: ReadReceipts,
        profile: PrivacyAudience,
        status: PrivacyAudience,
        online: OnlineAudience,
        last: PrivacyAudience,
        group_add: PrivacyAudience,
    ) -> Self {
        Self { read_receipts, profile, status, online, last, group_add }
    }
}

/// The answer to [`UpdatePrivacy`].
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct PrivacyUpdated {
    /// `success`.
    #[serde(deserialize_with = "wire::text")]
    pub update: Option<String>,
    /// The settings as they were sent.
    #[serde(deserialize_with = "wire::lenient")]
    pub data: Option<PrivacySettings>,
}

endpoint! {
    Evolution: FetchPrivacy => PrivacySettings, "chat.fetch_privacy", InstanceOnly, ReadOnly,
    GET("/chat/fetchPrivacySettings/", instance)
}

endpoint! {
    Evolution: UpdatePrivacy => PrivacyUpdated, "chat.update_privacy", InstanceOnly, Idempotent,
    POST("/chat/updatePrivacySettings/", instance), json, |answer| answer.update.is_some()
}

//! Anybody's profile.

use std::fmt;
use std::time::SystemTime;

use serde::de::{MapAccess, Visitor, value::MapAccessDeserializer};
use serde::{Deserialize, Deserializer, Serialize};
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire;

use crate::Evolution;

/// Reads the profile of a number, or the own one. `POST /chat/fetchProfile/{instance}`
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/routes/chat.router.ts`, `src/validate/chat.schema.ts`;
/// observed on a running server above a stand-in for WhatsApp. It changes nothing.
///
/// # Errors
/// [`Error::RecipientInvalid`](wagate_sdk_core::Error::RecipientInvalid) when the number is not on WhatsApp; [`Error::InstanceOffline`](wagate_sdk_core::Error::InstanceOffline), with the outcome unknown, when the instance
/// was never connected.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct FetchProfile {
    /// The number or JID; the own one unless told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
}

impl FetchProfile {
    /// The own profile.
    pub fn new() -> Self {
        Self::default()
    }

    /// The profile of this number or JID.
    pub fn of(number: impl Into<String>) -> Self {
        Self { number: Some(number.into()) }
    }
}

/// The answer to [`FetchProfile`].
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct Profile {
    /// The JID.
    #[serde(deserialize_with = "wire::text")]
    pub wuid: Option<String>,
    /// The name.
    #[serde(deserialize_with = "wire::text")]
    pub name: Option<String>,
    /// Whether the number is on WhatsApp.
    #[serde(deserialize_with = "wire::truth")]
    pub number_exists: Option<bool>,
    /// The address of the picture.
    #[serde(deserialize_with = "wire::text")]
    pub picture: Option<String>,
    /// The "about".
    #[serde(deserialize_with = "wire::lenient")]
    pub status: Option<About>,
    /// Whether it is a business.
    #[serde(deserialize_with = "wire::truth")]
    pub is_business: Option<bool>,
    /// The business's e-mail address.
    #[serde(deserialize_with = "wire::text")]
    pub email: Option<String>,
    /// What the business says of itself.
    #[serde(deserialize_with = "wire::text")]
    pub description: Option<String>,
    /// The business's web address.
    #[serde(deserialize_with = "wire::text")]
    pub website: Option<String>,
}

/// An "about". The server tells it as a text, or with the time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct About {
    /// The text.
    pub text: Option<String>,
    /// When it was set.
    pub set_at: Option<SystemTime>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct TimedAbout {
    #[serde(deserialize_with = "wire::text")]
    status: Option<String>,
    #[serde(deserialize_with = "wire::time")]
    set_at: Option<SystemTime>,
}

impl<'de> Deserialize<'de> for About {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct TextOrObject;

        impl<'de> Visitor<'de> for TextOrObject {
            type Value = About;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text, or an object with one")
            }

            fn visit_str<E>(self, text: &str) -> Result<About, E> {
                Ok(About { text: (!text.is_empty()).then(|| text.to_owned()), set_at: None })
            }

            fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<About, A::Error> {
                let TimedAbout { status, set_at } =
                    TimedAbout::deserialize(MapAccessDeserializer::new(members))?;
                Ok(About { text: status, set_at })
            }
        }

        from.deserialize_any(TextOrObject)
    }
}

/// Reads where somebody's picture is. `POST /chat/fetchProfilePictureUrl/{instance}`
///
/// There is no address when there is no picture, when it is hidden, and also when the instance is not connected.
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/routes/chat.router.ts`, `src/validate/chat.schema.ts`;
/// observed on a running server above a stand-in for WhatsApp. It changes nothing.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct FetchProfilePicture {
    /// The number or JID, as in [`SendText`](crate::messages::SendText).
    pub number: String,
}

impl FetchProfilePicture {
    /// The picture of this number or JID.
    pub fn new(number: impl Into<String>) -> Self {
        Self { number: number.into() }
    }
}

/// The answer to [`FetchProfilePicture`].
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct ProfilePicture {
    /// The JID.
    #[serde(deserialize_with = "wire::text")]
    pub wuid: Option<String>,
    /// The address of the picture.
    #[serde(deserialize_with = "wire::text")]
    pub profile_picture_url: Option<String>,
}

endpoint! {
    Evolution: FetchProfile => Profile, "chat.fetch_profile", InstanceOnly, ReadOnly,
    POST("/chat/fetchProfile/", instance), json
}

endpoint! {
    Evolution: FetchProfilePicture => ProfilePicture, "chat.fetch_profile_picture", InstanceOnly, ReadOnly,
    POST("/chat/fetchProfilePictureUrl/", instance), json
}

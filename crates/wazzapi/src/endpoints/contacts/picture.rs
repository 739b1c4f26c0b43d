//! Contacts' pictures.

use std::fmt;

use serde::Deserialize;
use wagate_sdk_core::adapter::{Decode, DecodeError, Path, Received, TimeoutClass};
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire;

use crate::Wazzapi;
use crate::endpoints::paging::flag;

/// Asks for the URL of a contact's picture on WhatsApp. The URL is short-lived.
///
/// `GET /api/v1/contacts/{contact_id}/profile-picture`. Source: the official SDKs (Python `wazzapi` 0.6.0 `resources/contacts.py`,
/// wazzapi-node `src/resources/contacts.ts`). Read-only.
///
/// # Errors
/// [`Error::NotFound`](wagate_sdk_core::Error::NotFound) when the organization has no such contact. Whether it is also the answer for a contact
/// without a picture is not documented.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct GetProfilePicture {
    /// The contact's id, a UUID.
    pub contact_id: String,
    /// The id of the device that looks it up, a UUID.
    pub whatsapp_account_id: Option<String>,
    /// Whether a small picture is enough.
    pub preview: Option<bool>,
}

impl GetProfilePicture {
    /// The picture of the contact with this id.
    pub fn new(contact_id: impl Into<String>) -> Self {
        Self { contact_id: contact_id.into(), whatsapp_account_id: None, preview: None }
    }
}

endpoint! {
    Wazzapi: GetProfilePicture => ProfilePicture, "contact.profile_picture", Shared, ReadOnly,
    GET;

    fn path(&self, _instance: &str, path: &mut Path) {
        path.literal("/api/v1/contacts/").segment(&self.contact_id).literal("/profile-picture");
        path.query_opt("whatsapp_account_id", self.whatsapp_account_id.as_deref());
        flag(path, "preview", self.preview);
    }
}

/// The answer to [`GetProfilePicture`].
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct ProfilePicture {
    /// The contact's id.
    #[serde(deserialize_with = "wire::text")]
    pub contact_id: Option<String>,
    /// The contact's number.
    #[serde(deserialize_with = "wire::text")]
    pub phone_number: Option<String>,
    /// Where the picture is, for a short time.
    #[serde(deserialize_with = "wire::text")]
    pub url: Option<String>,
    /// WhatsApp's id of the picture, which changes with it.
    #[serde(deserialize_with = "wire::text")]
    pub picture_id: Option<String>,
    /// The kind of picture, in the gateway's words.
    #[serde(deserialize_with = "wire::text")]
    pub picture_type: Option<String>,
    /// Whether it is a small one.
    #[serde(deserialize_with = "wire::truth")]
    pub preview: Option<bool>,
    /// The id of the device that looked it up.
    #[serde(deserialize_with = "wire::text")]
    pub whatsapp_account_id: Option<String>,
    /// Whether the gateway had it from before.
    #[serde(deserialize_with = "wire::truth")]
    pub cached: Option<bool>,
}

/// Downloads a contact's picture.
///
/// `GET /api/v1/contacts/{contact_id}/profile-picture/image`. Source: the official SDKs (Python `wazzapi` 0.6.0 `resources/contacts.py`,
/// wazzapi-node `src/resources/contacts.ts`). Read-only.
///
/// Unless `proxy` is `true` the gateway may answer with a redirect. This SDK follows none, since the API key would go along: the call then
/// fails, and [`GetProfilePicture`] tells the URL.
///
/// # Errors
/// [`Error::NotFound`](wagate_sdk_core::Error::NotFound) when the organization has no such contact.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct GetProfilePictureImage {
    /// The contact's id, a UUID.
    pub contact_id: String,
    /// The id of the device that looks it up, a UUID.
    pub whatsapp_account_id: Option<String>,
    /// Whether a small picture is enough.
    pub preview: Option<bool>,
    /// Whether the picture comes through the gateway, in place of a redirect. Set from the start; its meaning is inferred from the SDKs.
    pub proxy: Option<bool>,
}

impl GetProfilePictureImage {
    /// The picture of the contact with this id, through the gateway.
    pub fn new(contact_id: impl Into<String>) -> Self {
        Self { contact_id: contact_id.into(), whatsapp_account_id: None, preview: None, proxy: Some(true) }
    }
}

endpoint! {
    Wazzapi: GetProfilePictureImage => ProfilePictureImage, "contact.profile_picture_image", Shared, ReadOnly,
    GET;

    const TIMEOUT: TimeoutClass = TimeoutClass::Media;

    fn path(&self, _instance: &str, path: &mut Path) {
        path.literal("/api/v1/contacts/").segment(&self.contact_id).literal("/profile-picture/image");
        path.query_opt("whatsapp_account_id", self.whatsapp_account_id.as_deref());
        flag(path, "preview", self.preview);
        flag(path, "proxy", self.proxy);
    }
}

/// A picture as it came.
#[derive(Clone)]
#[non_exhaustive]
pub struct ProfilePictureImage {
    /// Its media type, such as `image/jpeg`, where the answer names one.
    pub media_type: Option<String>,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl fmt::Debug for ProfilePictureImage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ProfilePictureImage({} bytes, {:?})", self.bytes.len(), self.media_type)
    }
}

impl Decode for ProfilePictureImage {
    fn decode(received: &Received<'_>) -> Result<Self, DecodeError> {
        let media_type = received.headers.get(http::header::CONTENT_TYPE);
        let media_type = media_type.and_then(|value| value.to_str().ok()).map(str::to_owned);
        if received.body.is_empty() || media_type.as_deref().is_some_and(is_json) {
            return Err(DecodeError::new(".", "the body is no picture"));
        }
        Ok(Self { media_type, bytes: received.body.to_vec() })
    }
}

fn is_json(media_type: &str) -> bool {
    media_type.to_ascii_lowercase().starts_with("application/json")
}

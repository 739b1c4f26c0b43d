//! What others show of themselves. What the own number shows is in [`GetStatus`](crate::session::GetStatus); no route changes it.

use std::fmt;

use serde::{Deserialize, Serialize};
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire::{self, WithRaw};

use crate::{Envelope, Loose, Vzaps};

/// Looks users up. `POST /instances/{id}/user/info`
///
/// Source: the official Python and Go clients. That the numbers are a list is taken from [`CheckNumbers`](crate::contacts::CheckNumbers);
/// no document shows the answer. It only reads.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct GetUserInfo {
    /// The numbers: digits with the country code.
    pub phone: Vec<String>,
}

impl GetUserInfo {
    /// These numbers.
    pub fn new(phone: Vec<String>) -> Self {
        Self { phone }
    }
}

endpoint! {
    Vzaps: GetUserInfo => Loose<UserInfos>, "user.info", InstanceOnly, ReadOnly,
    POST("/instances/", instance, "/user/info"), json, |answer| answer.is_good()
}

/// The answer to [`GetUserInfo`]. No document shows it: the users are looked for where [`CheckNumbers`](crate::contacts::CheckNumbers) has
/// them.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct UserInfos {
    /// The users, each with its JSON. `None` when they are not there: the whole JSON is in
    /// [`Answer::raw`](wagate_sdk_core::Answer::raw) of [`exchange`](wagate_sdk_core::InstanceClient::exchange).
    #[serde(deserialize_with = "wire::lenient")]
    pub users: Option<Vec<WithRaw<UserInfo>>>,
}

/// What a user shows. No document has it: it is read by the names that [`SessionStatus`](crate::session::SessionStatus) and
/// [`CheckedNumber`](crate::contacts::CheckedNumber) have.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct UserInfo {
    /// The number.
    #[serde(deserialize_with = "wire::text")]
    pub phone: Option<String>,
    /// The JID.
    #[serde(deserialize_with = "wire::text")]
    pub jid: Option<String>,
    /// The name that the number shows.
    #[serde(deserialize_with = "wire::text")]
    pub push_name: Option<String>,
    /// The business's name.
    #[serde(deserialize_with = "wire::text")]
    pub business_name: Option<String>,
    /// The verified name.
    #[serde(deserialize_with = "wire::text")]
    pub verified_name: Option<String>,
    /// The text about it.
    #[serde(deserialize_with = "wire::text")]
    pub about: Option<String>,
    /// The profile picture's id.
    #[serde(deserialize_with = "wire::text")]
    pub profile_picture_id: Option<String>,
    /// Where the profile picture is.
    #[serde(deserialize_with = "wire::text")]
    pub profile_picture_url: Option<String>,
}

/// Fetches a profile picture. `POST /instances/{id}/user/avatar`
///
/// Source: <https://docs.vzaps.com/api-reference/usuarios-avatar-e-contatos/get-user-avatar> (documented). It only reads.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct GetAvatar {
    /// The number: digits with the country code.
    pub phone: String,
    /// Whether a small one is enough.
    pub preview: bool,
}

impl GetAvatar {
    /// The whole picture of this number.
    pub fn new(phone: impl Into<String>) -> Self {
        Self { phone: phone.into(), preview: false }
    }

    /// A small picture of this number.
    pub fn preview(phone: impl Into<String>) -> Self {
        Self { phone: phone.into(), preview: true }
    }
}

endpoint! {
    Vzaps: GetAvatar => Envelope<Avatar>, "user.avatar", InstanceOnly, ReadOnly,
    POST("/instances/", instance, "/user/avatar"), json, |answer| answer.is_good()
}

/// The answer to [`GetAvatar`]. `Debug` does not show the picture.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Avatar {
    /// The picture in base64, without `data:` before it. What the gateway answers when there is none, or none that it may see, is not
    /// documented.
    #[serde(deserialize_with = "wire::text")]
    pub base64: Option<String>,
    /// Its media type.
    #[serde(deserialize_with = "wire::text")]
    pub mimetype: Option<String>,
}

impl fmt::Debug for Avatar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Avatar").field("mimetype", &self.mimetype).finish_non_exhaustive()
    }
}

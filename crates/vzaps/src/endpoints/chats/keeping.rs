//! How chats are kept: archived, pinned, muted, emptied, or not at all.

use serde::Serialize;
use wagate_sdk_core::{endpoint, open_words};

use crate::{Confirmed, Vzaps};

/// Writes the request type of an operation whose route names all there is to say.
macro_rules! changes {
    ($( $(#[$doc:meta])* $name:ident, $operation:literal, $route:literal; )+) => {
        $(
            $(#[$doc])*
            ///
            /// Source: the official Python and Go clients; the answer is inferred from that to [`ClearChat`](crate::chats::ClearChat).
            /// Idempotent.
            #[derive(Debug, Clone)]
            #[non_exhaustive]
            pub struct $name {
                /// The chat.
                pub phone: String,
            }

            impl $name {
                /// This chat.
                pub fn new(phone: impl Into<String>) -> Self {
                    Self { phone: phone.into() }
                }
            }

            ::wagate_sdk_core::endpoint! {
                $crate::Vzaps: $name => $crate::Confirmed, $operation, InstanceOnly, Idempotent,
                POST("/instances/", instance, "/chats/", phone, $route), |answer| answer.is_good()
            }
        )+
    };
}

pub(super) use changes;

changes! {
    /// Archives a chat. `POST /instances/{id}/chats/{phone}/archive`
    ArchiveChat, "chats.archive", "/archive";
    /// Takes a chat out of the archive. `POST /instances/{id}/chats/{phone}/unarchive`
    UnarchiveChat, "chats.unarchive", "/unarchive";
    /// Lets a muted chat be heard again. `POST /instances/{id}/chats/{phone}/unmute`
    UnmuteChat, "chats.unmute", "/unmute";
    /// Pins a chat to the top. `POST /instances/{id}/chats/{phone}/pin`
    PinChat, "chats.pin", "/pin";
    /// Takes a chat from the top. `POST /instances/{id}/chats/{phone}/unpin`
    UnpinChat, "chats.unpin", "/unpin";
}

/// Mutes a chat. `POST /instances/{id}/chats/{phone}/mute`
///
/// Source: the official Python and Go clients; the answer is inferred from that to [`ClearChat`]. Idempotent: a second call may move the
/// end by the seconds between.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct MuteChat {
    /// The chat.
    #[serde(skip)]
    pub phone: String,
    /// For how many seconds. What holds unless set is not documented.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration_seconds: Option<u64>,
}

impl MuteChat {
    /// This chat.
    pub fn new(phone: impl Into<String>) -> Self {
        Self { phone: phone.into(), duration_seconds: None }
    }
}

endpoint! {
    Vzaps: MuteChat => Confirmed, "chats.mute", InstanceOnly, Idempotent,
    POST("/instances/", instance, "/chats/", phone, "/mute"), json, |answer| answer.is_good()
}

/// Removes a chat's messages. `POST /instances/{id}/chats/{phone}/clear`
///
/// Source: <https://docs.vzaps.com/api-reference/chats/clear-chat> (documented). It is sent at most once: a second call would remove what
/// came since the first.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct ClearChat {
    /// The chat.
    #[serde(skip)]
    pub phone: String,
    /// Whether files are deleted too; `false` unless set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delete_media: Option<bool>,
}

impl ClearChat {
    /// This chat.
    pub fn new(phone: impl Into<String>) -> Self {
        Self { phone: phone.into(), delete_media: None }
    }
}

endpoint! {
    Vzaps: ClearChat => Confirmed, "chats.clear", InstanceOnly, AtMostOnce,
    POST("/instances/", instance, "/chats/", phone, "/clear"), json, |answer| answer.is_good()
}

/// Deletes a chat. `DELETE /instances/{id}/chats/{phone}` with a JSON body
///
/// Source: the official Python and Go clients; the answer is inferred from that to [`ClearChat`]. It is sent at most once, as that.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct DeleteChat {
    /// The chat.
    #[serde(skip)]
    pub phone: String,
    /// Whether files are deleted too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delete_media: Option<bool>,
}

impl DeleteChat {
    /// This chat.
    pub fn new(phone: impl Into<String>) -> Self {
        Self { phone: phone.into(), delete_media: None }
    }
}

endpoint! {
    Vzaps: DeleteChat => Confirmed, "chats.delete", InstanceOnly, AtMostOnce,
    DELETE("/instances/", instance, "/chats/", phone), json, |answer| answer.is_good()
}

/// Sets after how long a chat's messages disappear. `PUT /instances/{id}/chats/{phone}/expiration`
///
/// Source: the official TypeScript and Python clients; the answer is inferred from that to [`ClearChat`]. Idempotent.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct SetExpiration {
    /// The chat.
    #[serde(skip)]
    pub phone: String,
    /// After how long.
    pub expiration: Expiration,
}

open_words! {
    /// After how long messages disappear.
    Expiration {
        /// A day.
        Hours24 = "24_HOURS",
        /// A week.
        Days7 = "7_DAYS",
        /// Ninety days.
        Days90 = "90_DAYS",
        /// Never.
        Off = "OFF",
    }
}

impl SetExpiration {
    /// For this chat.
    pub fn new(phone: impl Into<String>, expiration: Expiration) -> Self {
        Self { phone: phone.into(), expiration }
    }
}

endpoint! {
    Vzaps: SetExpiration => Confirmed, "chats.expiration", InstanceOnly, Idempotent,
    PUT("/instances/", instance, "/chats/", phone, "/expiration"), json, |answer| answer.is_good()
}

//! Images, videos, voice notes and documents.

use serde::Serialize;
use serde_json::{Map, Value};
use wagate_sdk_core::Error;
use wagate_sdk_core::adapter::TimeoutClass;
use wagate_sdk_core::endpoint;

use super::direct::direct_message;
use super::{MediaType, MessageType, QueuedMessage};
use crate::Wazzapi;

/// Declares the send of one kind of file.
macro_rules! file_message {
    (
        $(#[$doc:meta])*
        $name:ident is $id:literal, POST $path:literal, message_type = $kind:ident;
        takes { $( $(#[$own_doc:meta])* $own:ident: $own_type:ty, )* }
    ) => {
        direct_message! {
            $(#[$doc])*
            ///
            /// Whether the route sets `message_type` by itself is not documented, so it is always sent. Not repeated when its outcome is
            /// unknown.
            ///
            /// # Errors
            /// [`Error::InvalidRequest`] before anything leaves unless there is one of `media_url`, `media_base64` (with `filename` and
            /// `mimetype`) and `template_id`, whose template may bring the file; [`Error::InstanceOffline`] when the device is not
            /// connected.
            $name is $id, POST $path, timed as Media, message_type = $kind;
            needs {}
            takes {
                /// The file, as a URL that the gateway can fetch.
                media_url: String,
                /// The file in base64, in place of `media_url`. Known from the official SDKs only.
                media_base64: String,
                /// The file's name; needed with `media_base64`. Known from the official SDKs only.
                filename: String,
                /// The file's media type, such as `image/png`; needed with `media_base64`. Known from the official SDKs only.
                mimetype: String,
                /// The kind of the file, a hint.
                media_type: MediaType,
                $( $(#[$own_doc])* $own: $own_type, )*
            }
        }

        impl $name {
            /// A file that the gateway fetches from a URL, from a device to a number.
            pub fn url(
                phone_number: impl Into<String>,
                whatsapp_account_id: impl Into<String>,
                media_url: impl Into<String>,
            ) -> Self {
                Self {
                    media_url: Some(media_url.into()),
                    ..Self::bare(phone_number.into(), whatsapp_account_id.into())
                }
            }

            /// A file that travels with the request, in base64 without a `data:` prefix, from a device to a number.
            pub fn base64(
                phone_number: impl Into<String>,
                whatsapp_account_id: impl Into<String>,
                media_base64: impl Into<String>,
                filename: impl Into<String>,
                mimetype: impl Into<String>,
            ) -> Self {
                Self {
                    media_base64: Some(media_base64.into()),
                    filename: Some(filename.into()),
                    mimetype: Some(mimetype.into()),
                    ..Self::bare(phone_number.into(), whatsapp_account_id.into())
                }
            }

            fn check(&self) -> Result<(), Error> {
                match (&self.media_url, &self.media_base64) {
                    (Some(_), Some(_)) => Err(Error::invalid("`media_url` and `media_base64` exclude each other")),
                    (None, None) if self.template_id.is_none() => {
                        Err(Error::invalid("a file wants `media_url` or `media_base64`"))
                    }
                    (None, Some(_)) if self.filename.is_none() || self.mimetype.is_none() => {
                        Err(Error::invalid("`media_base64` wants `filename` and `mimetype`"))
                    }
                    _ => Ok(()),
                }
            }
        }
    };
}

file_message! {
    /// Sends an image to a number, from a URL or as base64.
    ///
    /// `POST /api/v1/messages/send/image`. Source: the official SDKs (Python `wazzapi` 0.6.0 `resources/messages.py`, wazzapi-node
    /// `src/resources/messages.ts`), which send the request of `message.send`.
    SendImage is "message.send_image", POST "/api/v1/messages/send/image", message_type = Image;
    takes {
        /// The text below it.
        caption: String,
    }
}

file_message! {
    /// Sends a video to a number, from a URL or as base64.
    ///
    /// `POST /api/v1/messages/send/video`. Source: the official SDKs (Python `wazzapi` 0.6.0 `resources/messages.py`, wazzapi-node
    /// `src/resources/messages.ts`), which send the request of `message.send`.
    SendVideo is "message.send_video", POST "/api/v1/messages/send/video", message_type = Video;
    takes {
        /// The text below it.
        caption: String,
    }
}

file_message! {
    /// Sends a voice note to a number, from a URL or as base64. The format that WhatsApp plays as one is OGG with Opus; whether the gateway
    /// converts others is not documented.
    ///
    /// `POST /api/v1/messages/send/voice`. Source: the official SDKs (Python `wazzapi` 0.6.0 `resources/messages.py`, wazzapi-node
    /// `src/resources/messages.ts`), which send the request of `message.send`.
    SendVoice is "message.send_voice", POST "/api/v1/messages/send/voice", message_type = Voice;
    takes {}
}

file_message! {
    /// Sends a document to a number, from a URL or as base64. Its name is shown.
    ///
    /// `POST /api/v1/messages/send/document`. Source: <https://docs.wazzapi.com/api-reference/messages/send-document-message>, documented;
    /// base64 and the name are known from the official SDKs.
    SendDocument is "message.send_document", POST "/api/v1/messages/send/document", message_type = Document;
    takes {
        /// The text below it.
        caption: String,
    }
}

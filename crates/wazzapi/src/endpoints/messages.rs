//! Messages to people. They are queued: an answer of success means that the gateway will send them.

use http::Method;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};
use wagate_sdk_core::Error;
use wagate_sdk_core::adapter::{Body, Endpoint, Path, Safety, Shared, TimeoutClass};
use wagate_sdk_core::open_words;
use wagate_sdk_core::wire;

use crate::Wazzapi;

/// Declares an operation that takes the request of `message.send`: the routes for one kind of message take the same members, and each operation is
/// a plain struct of its own with all of them.
macro_rules! direct_message {
    (
        $(#[$doc:meta])*
        $name:ident is $id:literal, POST $path:literal, of type $kind:ident, timed as $timeout:ident;
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Serialize)]
        #[non_exhaustive]
        pub struct $name {
            /// The recipient, 5 to 50 characters: digits with the country code. The gateway also takes a `+` and "local WhatsApp format".
            pub phone_number: String,
            /// The id of the device that sends, a UUID.
            pub whatsapp_account_id: String,
            /// The text, at least one character. The documents want it or `template_id`.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub content: Option<String>,
            /// The id of a stored template, a UUID, in place of `content`.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub template_id: Option<String>,
            /// The template's variables, put into its text before the message is queued.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub custom_variables: Option<Map<String, Value>>,
            /// The kind of message. The gateway's default is `text`, on this route too as far as is known: it is set from the start.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub message_type: Option<MessageType>,
            /// The kind of the file, a hint.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub media_type: Option<MediaType>,
            /// The file, as a URL that the gateway can fetch.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub media_url: Option<String>,
            /// The file in base64, in place of `media_url`; wants `filename` and `mimetype`. Known from the official SDKs only.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub media_base64: Option<String>,
            /// The file's name. Known from the official SDKs only.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub filename: Option<String>,
            /// The file's media type, such as `image/png`. Known from the official SDKs only.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub mimetype: Option<String>,
            /// The text below an image, a video or a document.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub caption: Option<String>,
            /// A location's latitude in degrees.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub latitude: Option<f64>,
            /// A location's longitude in degrees.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub longitude: Option<f64>,
            /// The label beside a location's pin.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub location_title: Option<String>,
            /// A location's address.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub location_address: Option<String>,
            /// Contact cards, of which only the first is sent. The SDKs' documents use `name` and `phone_number`; no shape is published.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub contacts: Option<Vec<Map<String, Value>>>,
            /// The id of a stored contact that the message belongs to, a UUID.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub contact_id: Option<String>,
            /// When the gateway shall send it, as RFC 3339 in the future; the answer then says `scheduled`.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub scheduled_for: Option<String>,
            /// Whether the gateway first checks that the number is on WhatsApp. Off by default.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub validate_phone: Option<bool>,
            /// Reserved for callbacks about the message's status: no behaviour is documented.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub status_callback_url: Option<String>,
        }

        impl $name {
            /// A message from a device to a number, of the kind of this operation; its content goes into the other fields.
            pub fn new(phone_number: impl Into<String>, whatsapp_account_id: impl Into<String>) -> Self {
                Self {
                    phone_number: phone_number.into(),
                    whatsapp_account_id: whatsapp_account_id.into(),
                    content: None,
                    template_id: None,
                    custom_variables: None,
                    message_type: Some(MessageType::$kind),
                    media_type: None,
                    media_url: None,
                    media_base64: None,
                    filename: None,
                    mimetype: None,
                    caption: None,
                    latitude: None,
                    longitude: None,
                    location_title: None,
                    location_address: None,
                    contacts: None,
                    contact_id: None,
                    scheduled_for: None,
                    validate_phone: None,
                    status_callback_url: None,
                }
            }
        }

        impl Endpoint for $name {
            type Provider = Wazzapi;
            type Scope = Shared;
            type Response = QueuedMessage;

            const NAME: &'static str = $id;
            const METHOD: Method = Method::POST;
            const SAFETY: Safety = Safety::AtMostOnce;
            const TIMEOUT: TimeoutClass = TimeoutClass::$timeout;

            fn path(&self, _instance: &str, path: &mut Path) {
                path.literal($path);
            }

            fn body(&self) -> Result<Body, Error> {
                Body::json(self)
            }

            fn succeeded(response: &QueuedMessage) -> bool {
                response.is_success()
            }
        }
    };
}

direct_message! {
    /// Sends a message of any kind to a number: a text unless `message_type` says otherwise.
    ///
    /// `POST /api/v1/messages/send`. Source: <https://docs.wazzapi.com/api-reference/messages/send-message>, documented. Not repeated when its
    /// outcome is unknown: WazzAPI has no key by which it would know a message again.
    ///
    /// For a large file as base64 use the operation of its kind, such as [`SendImage`], whose time is bounded by progress.
    ///
    /// # Errors
    /// [`Error::InstanceOffline`] when the device is not connected.
    SendMessage is "message.send", POST "/api/v1/messages/send", of type Text, timed as Standard;
}

direct_message! {
    /// Sends an image to a number, from a URL or as base64.
    ///
    /// `POST /api/v1/messages/send/image`. Source: the official SDKs (Python `wazzapi` 0.6.0 `resources/messages.py`, wazzapi-node
    /// `src/resources/messages.ts`), which send the request of `message.send`. Not repeated when its outcome is unknown.
    ///
    /// Whether the route sets `message_type` by itself is not documented, so it is always sent.
    ///
    /// # Errors
    /// [`Error::InstanceOffline`] when the device is not connected.
    SendImage is "message.send_image", POST "/api/v1/messages/send/image", of type Image, timed as Media;
}

open_words! {
    /// What a message is. The gateway's default is a text, whatever the route, so it is always sent.
    MessageType {
        /// A text.
        Text = "text",
        /// An image.
        Image = "image",
        /// A video.
        Video = "video",
        /// A voice note. As a [`MediaType`] it is `Audio`.
        Voice = "voice",
        /// A document.
        Document = "document",
        /// A location.
        Location = "location",
        /// A contact card.
        Contact = "contact",
    }
}

open_words! {
    /// The kind of a file.
    MediaType {
        /// An image.
        Image = "image",
        /// A video.
        Video = "video",
        /// A document.
        Document = "document",
        /// A sound, voice notes included.
        Audio = "audio",
    }
}

/// The answer to a send: the message stands in the gateway's queue.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct QueuedMessage {
    /// Whether the gateway took it.
    #[serde(deserialize_with = "wire::truth")]
    pub success: Option<bool>,
    /// The gateway's own id of the message, a UUID. WhatsApp's id comes later, with the events.
    #[serde(deserialize_with = "wire::text")]
    pub message_id: Option<String>,
    /// Whether it goes out now or later.
    #[serde(deserialize_with = "wire::word")]
    pub status: Option<QueueStatus>,
    /// The id of the gateway's job.
    #[serde(deserialize_with = "wire::text")]
    pub run_id: Option<String>,
    /// Whether the body is one of the gateway's errors.
    #[serde(rename = "detail", deserialize_with = "is_there")]
    is_error: bool,
}

impl QueuedMessage {
    pub(super) fn is_success(&self) -> bool {
        self.success != Some(false) && !(self.is_error && self.message_id.is_none())
    }
}

open_words! {
    /// What the gateway does with a message that it took.
    QueueStatus {
        /// It goes out as soon as its turn comes.
        Queued = "queued",
        /// It goes out at the time asked for.
        Scheduled = "scheduled",
    }
}

fn is_there<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    Ok(Option::<serde::de::IgnoredAny>::deserialize(deserializer)?.is_some())
}

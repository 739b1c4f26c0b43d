//! What every send to a number has, and the send that takes any kind.

use serde::Serialize;
use serde_json::{Map, Value};
use wagate_sdk_core::Error;
use wagate_sdk_core::adapter::TimeoutClass;
use wagate_sdk_core::endpoint;
use wagate_sdk_core::open_words;

use super::QueuedMessage;
use crate::Wazzapi;

/// Declares a send to a number. The gateway has one request for all of them; a kind gets the members that stand here, in which all are alike, and
/// its own: first those that must be there, then the optional ones.
///
/// The request passes the type's `check()` before it leaves.
macro_rules! direct_message {
    (
        $(#[$doc:meta])*
        $name:ident is $id:literal, POST $path:literal, timed as $timeout:ident, $type_vis:vis message_type = $kind:ident;
        needs { $( $(#[$needed_doc:meta])* $needed:ident: $needed_type:ty, )* }
        takes { $( $(#[$own_doc:meta])* $own:ident: $own_type:ty, )* }
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Serialize)]
        #[non_exhaustive]
        pub struct $name {
            /// The recipient, 5 to 50 characters: digits with the country code. The gateway also takes a `+` and "local WhatsApp format".
            pub phone_number: String,
            /// The id of the device that sends, a UUID.
            pub whatsapp_account_id: String,
            /// The kind of message. The gateway's default is a text, on every route as far as is known, so it always goes out.
            $type_vis message_type: MessageType,
            $( $(#[$needed_doc])* pub $needed: $needed_type, )*
            $(
                $(#[$own_doc])*
                #[serde(skip_serializing_if = "Option::is_none")]
                pub $own: Option<$own_type>,
            )*
            /// The text, at least one character.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub content: Option<String>,
            /// The id of a stored template, a UUID, in place of `content`.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub template_id: Option<String>,
            /// The template's variables, put into its text before the message is queued.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub custom_variables: Option<Map<String, Value>>,
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
            fn bare(phone_number: String, whatsapp_account_id: String, $( $needed: $needed_type, )*) -> Self {
                Self {
                    phone_number,
                    whatsapp_account_id,
                    message_type: MessageType::$kind,
                    $( $needed, )*
                    $( $own: None, )*
                    content: None,
                    template_id: None,
                    custom_variables: None,
                    contact_id: None,
                    scheduled_for: None,
                    validate_phone: None,
                    status_callback_url: None,
                }
            }
        }

        endpoint! {
            Wazzapi: $name => QueuedMessage, $id, Shared, AtMostOnce,
            POST($path), checked, |queued| queued.is_success();

            const TIMEOUT: TimeoutClass = TimeoutClass::$timeout;
        }
    };
}

pub(super) use direct_message;

direct_message! {
    /// Sends a message of any kind to a number: a text unless `message_type` says otherwise.
    ///
    /// `POST /api/v1/messages/send`. Source: <https://docs.wazzapi.com/api-reference/messages/send-message>, documented. Not repeated when its
    /// outcome is unknown: WazzAPI has no key by which it would know a message again.
    ///
    /// The operation of a kind, such as [`SendImage`](super::SendImage), has that kind's members alone. A large file as base64 wants that
    /// operation too: its time is bounded by progress.
    ///
    /// # Errors
    /// [`Error::InvalidRequest`] before anything leaves for a text with neither `content` nor `template_id`, and for several contact cards, of
    /// which the gateway would send the first alone; [`Error::InstanceOffline`] when the device is not connected.
    SendMessage is "message.send", POST "/api/v1/messages/send", timed as Standard, pub message_type = Text;
    needs {}
    takes {
        /// The kind of the file, a hint.
        media_type: MediaType,
        /// The file, as a URL that the gateway can fetch.
        media_url: String,
        /// The file in base64, in place of `media_url`; wants `filename` and `mimetype`. Known from the official SDKs only.
        media_base64: String,
        /// The file's name. Known from the official SDKs only.
        filename: String,
        /// The file's media type, such as `image/png`. Known from the official SDKs only.
        mimetype: String,
        /// The text below an image, a video or a document.
        caption: String,
        /// A location's latitude in degrees.
        latitude: f64,
        /// A location's longitude in degrees.
        longitude: f64,
        /// The label beside a location's pin.
        location_title: String,
        /// A location's address.
        location_address: String,
        /// One contact card. The SDKs' documents use `name` and `phone_number`; no shape is published.
        contacts: Vec<Map<String, Value>>,
    }
}

impl SendMessage {
    /// A message of this kind from a device to a number; its content goes into the other fields.
    pub fn new(
        phone_number: impl Into<String>,
        whatsapp_account_id: impl Into<String>,
        message_type: MessageType,
    ) -> Self {
        Self { message_type, ..Self::bare(phone_number.into(), whatsapp_account_id.into()) }
    }

    /// A text from a device to a number.
    pub fn text(
        phone_number: impl Into<String>,
        whatsapp_account_id: impl Into<String>,
        content: impl Into<String>,
    ) -> Self {
        Self { content: Some(content.into()), ..Self::bare(phone_number.into(), whatsapp_account_id.into()) }
    }

    /// The text of a stored template, from a device to a number.
    pub fn template(
        phone_number: impl Into<String>,
        whatsapp_account_id: impl Into<String>,
        template_id: impl Into<String>,
    ) -> Self {
        Self {
            template_id: Some(template_id.into()),
            ..Self::bare(phone_number.into(), whatsapp_account_id.into())
        }
    }

    fn check(&self) -> Result<(), Error> {
        let has_text = self.content.as_ref().is_some_and(|content| !content.is_empty());
        if self.message_type == MessageType::Text && !has_text && self.template_id.is_none() {
            return Err(Error::invalid("a text wants `content` or `template_id`"));
        }
        if self.contacts.as_ref().is_some_and(|contacts| contacts.len() > 1) {
            return Err(Error::invalid(
                "WazzAPI sends one contact card a message, and would drop the others",
            ));
        }
        Ok(())
    }
}

open_words! {
    /// What a message is.
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

//! Texts with buttons.

use std::time::Duration;

use serde::Serialize;
use wagate_sdk_core::Error;
use wagate_sdk_core::adapter::{Body, TimeoutClass};
use wagate_sdk_core::endpoint;

use super::{MessageSent, waits};
use crate::Ryze;

/// Sends a text with up to three buttons. The route says `button`.
///
/// `POST /api/message/button/:instance`, [documented](https://docs.ryzeapi.cloud/en/api/messages/buttons). Not idempotent.
///
/// Where buttons of other kinds stand beside [`Reply`](ButtonType::Reply) ones, WhatsApp on the web and on desktops hides the latter.
///
/// # Errors
/// [`Error::InvalidRequest`] before anything leaves unless there are 1 to 3 buttons, and when only one of [`media_url`](Self::media_url)
/// and [`media_type`](Self::media_type) is set; else as [`SendText`](super::SendText).
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SendButtons {
    /// The recipient, as in [`SendText::number`](super::SendText::number).
    pub number: String,
    /// The text.
    pub content_text: String,
    /// The buttons: 1 to 3.
    pub buttons: Vec<Button>,
    /// A line above the text. Ignored when there is a file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header_text: Option<String>,
    /// A line below the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub footer_text: Option<String>,
    /// A file above the text, by its URL.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media_url: Option<String>,
    /// What kind of file it is; needed with [`media_url`](Self::media_url).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media_type: Option<HeaderMedia>,
    /// Seconds of "typing" before it is sent, as in [`SendText::delay`](super::SendText::delay).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delay: Option<u64>,
    /// The id of the message that is answered, as in [`SendText::reply_to`](super::SendText::reply_to).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<String>,
    /// Answers a group's message in its author's private chat, as in [`SendText::reply_private`](super::SendText::reply_private).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_private: Option<bool>,
    /// A label of the message's origin, which events repeat; `api` unless set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// One button.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Button {
    /// What the button carries; its meaning depends on [`kind`](Self::kind).
    pub id: String,
    /// What is read on it.
    pub display_text: String,
    /// What it does; [`ButtonType::Reply`] unless set.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<ButtonType>,
}

/// What a button does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "UPPERCASE")]
#[non_exhaustive]
pub enum ButtonType {
    /// Answers; [`Button::id`] comes back.
    Reply,
    /// Opens the link in [`Button::id`]. One user of the gateway saw such buttons answer instead.
    Url,
    /// Calls the number in [`Button::id`].
    Call,
    /// Copies the text in [`Button::id`].
    Copy,
}

/// The kind of the file above a text with buttons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "UPPERCASE")]
#[non_exhaustive]
pub enum HeaderMedia {
    /// An image.
    Image,
    /// A video.
    Video,
    /// Any other file.
    Document,
}

impl Button {
    /// A button that answers with this id.
    pub fn reply(id: impl Into<String>, display_text: impl Into<String>) -> Self {
        Self::of(ButtonType::Reply, id.into(), display_text.into())
    }

    /// A button that opens this link.
    pub fn url(link: impl Into<String>, display_text: impl Into<String>) -> Self {
        Self::of(ButtonType::Url, link.into(), display_text.into())
    }

    /// A button that calls this number.
    pub fn call(number: impl Into<String>, display_text: impl Into<String>) -> Self {
        Self::of(ButtonType::Call, number.into(), display_text.into())
    }

    /// A button that copies this text.
    pub fn copy(text: impl Into<String>, display_text: impl Into<String>) -> Self {
        Self::of(ButtonType::Copy, text.into(), display_text.into())
    }

    fn of(kind: ButtonType, id: String, display_text: String) -> Self {
        Self { id, display_text, kind: Some(kind) }
    }
}

impl SendButtons {
    /// This text with these buttons to that recipient.
    pub fn new(number: impl Into<String>, content_text: impl Into<String>, buttons: Vec<Button>) -> Self {
        Self {
            number: number.into(),
            content_text: content_text.into(),
            buttons,
            header_text: None,
            footer_text: None,
            media_url: None,
            media_type: None,
            delay: None,
            reply_to: None,
            reply_private: None,
            source: None,
        }
    }
}

endpoint! {
    Ryze: SendButtons => MessageSent, "message.buttons", InstanceOnly, AtMostOnce,
    POST("/api/message/button/", instance), |response| response.succeeded();

    const TIMEOUT: TimeoutClass = TimeoutClass::Media;

    fn body(&self) -> Result<Body, Error> {
        if !(1..=3).contains(&self.buttons.len()) {
            return Err(Error::invalid("a message has 1 to 3 buttons"));
        }
        if self.media_url.is_some() != self.media_type.is_some() {
            return Err(Error::invalid("`media_url` and `media_type` must be set together"));
        }
        Body::json(self)
    }

    fn server_waits(&self) -> Duration {
        waits(self.delay)
    }
}

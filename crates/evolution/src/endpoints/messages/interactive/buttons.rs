//! Buttons.

use std::fmt;
use std::time::Duration;

use serde::Serialize;

use wagate_sdk_core::endpoint;

use crate::Evolution;
use crate::messages::{Quoted, SentMessage};

/// Sends buttons. `POST /message/sendButtons/{instance}`
///
/// Replies: at most three, and nothing else beside them. PIX: exactly one, and nothing else beside it.
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/routes/sendMessage.router.ts`, `src/validate/message.schema.ts`,
/// `src/api/dto/sendMessage.dto.ts`; observed on a running server above a stand-in for WhatsApp. It is sent at most once.
///
/// # Errors
/// [`Error::InvalidRequest`](wagate_sdk_core::Error::InvalidRequest) for no button, or for replies beside others; [`Error::RecipientInvalid`](wagate_sdk_core::Error::RecipientInvalid) when the number is not on WhatsApp. A
/// 400 "Timed Out" or "Connection Closed", and every 500, leaves the outcome unknown.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SendButtons {
    /// The recipient, as in [`SendText`](crate::messages::SendText).
    pub number: String,
    /// The title; it is shown bold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The text below the title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The text at the foot.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub footer: Option<String>,
    /// The URL of an image above the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thumbnail_url: Option<String>,
    /// The buttons, at least one.
    pub buttons: Vec<Button>,
    /// How long "typing" shows before it is sent, in milliseconds. The server answers only after it; the timeout is longer by as much.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delay: Option<u64>,
    /// The message that this one answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quoted: Option<Quoted>,
    /// Whether everyone in the group is mentioned, as in [`SendText`](crate::messages::SendText).
    #[serde(rename = "mentionsEveryOne", skip_serializing_if = "Option::is_none")]
    pub mentions_everyone: Option<bool>,
    /// Who in the group is mentioned: numbers or JIDs that begin with a digit, at least one, none twice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mentioned: Option<Vec<String>>,
}

impl SendButtons {
    /// Buttons to a number or JID.
    pub fn new(number: impl Into<String>, buttons: impl IntoIterator<Item = Button>) -> Self {
        Self {
            number: number.into(),
            title: None,
            description: None,
            footer: None,
            thumbnail_url: None,
            buttons: buttons.into_iter().collect(),
            delay: None,
            quoted: None,
            mentions_everyone: None,
            mentioned: None,
        }
    }
}

/// A button. `Debug` does not show the key of a PIX button.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Button {
    /// What it does.
    #[serde(rename = "type")]
    pub kind: ButtonKind,
    /// What it says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_text: Option<String>,
    /// The id of a reply, which comes back when it is chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Where a link leads.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The text that is copied.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copy_code: Option<String>,
    /// The number that is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone_number: Option<String>,
    /// PIX: the currency, such as `BRL`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// PIX: who is paid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// PIX: what the key is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key_type: Option<PixKeyKind>,
    /// PIX: the key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
}

impl Button {
    /// A button without anything yet.
    pub fn new(kind: ButtonKind) -> Self {
        Self {
            kind,
            display_text: None,
            id: None,
            url: None,
            copy_code: None,
            phone_number: None,
            currency: None,
            name: None,
            key_type: None,
            key: None,
        }
    }

    /// A reply, which comes back with its id.
    pub fn reply(display_text: impl Into<String>, id: impl Into<String>) -> Self {
        Self { display_text: Some(display_text.into()), id: Some(id.into()), ..Self::new(ButtonKind::Reply) }
    }

    /// A link.
    pub fn url(display_text: impl Into<String>, url: impl Into<String>) -> Self {
        Self { display_text: Some(display_text.into()), url: Some(url.into()), ..Self::new(ButtonKind::Url) }
    }

    /// A text to copy.
    pub fn copy(display_text: impl Into<String>, copy_code: impl Into<String>) -> Self {
        Self {
            display_text: Some(display_text.into()),
            copy_code: Some(copy_code.into()),
            ..Self::new(ButtonKind::Copy)
        }
    }

    /// A number to call.
    pub fn call(display_text: impl Into<String>, phone_number: impl Into<String>) -> Self {
        Self {
            display_text: Some(display_text.into()),
            phone_number: Some(phone_number.into()),
            ..Self::new(ButtonKind::Call)
        }
    }

    /// A payment by PIX.
    pub fn pix(
        currency: impl Into<String>,
        name: impl Into<String>,
        key_type: PixKeyKind,
        key: impl Into<String>,
    ) -> Self {
        Self {
            currency: Some(currency.into()),
            name: Some(name.into()),
            key_type: Some(key_type),
            key: Some(key.into()),
            ..Self::new(ButtonKind::Pix)
        }
    }
}

impl fmt::Debug for Button {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Button")
            .field("kind", &self.kind)
            .field("display_text", &self.display_text)
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// What a button does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum ButtonKind {
    /// It answers.
    Reply,
    /// It copies a text.
    Copy,
    /// It opens a link.
    Url,
    /// It calls a number.
    Call,
    /// It pays by PIX.
    Pix,
}

/// What a PIX key is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum PixKeyKind {
    /// A phone number.
    Phone,
    /// An e-mail address.
    Email,
    /// A person's tax number.
    Cpf,
    /// A company's tax number.
    Cnpj,
    /// A random key.
    Random,
}

endpoint! {
    Evolution: SendButtons => SentMessage, "message.send_buttons", InstanceOnly, AtMostOnce,
    POST("/message/sendButtons/", instance), json, |sent| sent.id().is_some();

    fn server_waits(&self) -> Duration {
        Duration::from_millis(self.delay.unwrap_or_default())
    }
}

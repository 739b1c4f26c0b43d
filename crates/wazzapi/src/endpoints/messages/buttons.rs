//! Texts with buttons.

use serde::Serialize;
use wagate_sdk_core::Error;
use wagate_sdk_core::endpoint;

use super::QueuedMessage;
use crate::Wazzapi;

/// Sends a text with up to three buttons that answer. It cannot be scheduled.
///
/// `POST /api/v1/messages/send/interactive/buttons`. Source: <https://docs.wazzapi.com/api-reference/interactive/send-button-message>,
/// documented. Not repeated when its outcome is unknown.
///
/// # Errors
/// [`Error::InvalidRequest`] before anything leaves for a text or a footer of another length, or another number of buttons;
/// [`Error::InstanceOffline`] when the device is not connected.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct SendButtons {
    /// The recipient, 5 to 50 characters.
    pub phone_number: String,
    /// The id of the device that sends, a UUID.
    pub whatsapp_account_id: String,
    /// The text, 1 to 1024 characters.
    pub body: String,
    /// The buttons: 1 to 3.
    pub buttons: Vec<Button>,
    /// A line below the text, up to 60 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub footer: Option<String>,
    /// The id of a stored contact that the message belongs to, a UUID.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact_id: Option<String>,
}

/// One button. How long its members may be is not documented.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Button {
    /// What comes back when it is pressed.
    pub id: String,
    /// What is read on it.
    pub title: String,
}

impl Button {
    /// A button that answers with this id.
    pub fn new(id: impl Into<String>, title: impl Into<String>) -> Self {
        Self { id: id.into(), title: title.into() }
    }
}

impl SendButtons {
    /// This text with these buttons from a device to a number.
    pub fn new(
        phone_number: impl Into<String>,
        whatsapp_account_id: impl Into<String>,
        body: impl Into<String>,
        buttons: Vec<Button>,
    ) -> Self {
        Self {
            phone_number: phone_number.into(),
            whatsapp_account_id: whatsapp_account_id.into(),
            body: body.into(),
            buttons,
            footer: None,
            contact_id: None,
        }
    }

    fn check(&self) -> Result<(), Error> {
        check_texts(&self.body, self.footer.as_deref())?;
        if !(1..=3).contains(&self.buttons.len()) {
            return Err(Error::invalid("a message has 1 to 3 buttons"));
        }
        Ok(())
    }
}

/// The lengths that the documents give a message with buttons or a menu.
pub(super) fn check_texts(body: &str, footer: Option<&str>) -> Result<(), Error> {
    if !(1..=1024).contains(&body.chars().count()) {
        return Err(Error::invalid("the text has 1 to 1024 characters"));
    }
    if footer.is_some_and(|footer| footer.chars().count() > 60) {
        return Err(Error::invalid("the footer has up to 60 characters"));
    }
    Ok(())
}

endpoint! {
    Wazzapi: SendButtons => QueuedMessage, "message.send_buttons", Shared, AtMostOnce,
    POST("/api/v1/messages/send/interactive/buttons"), checked, |queued| queued.is_success()
}

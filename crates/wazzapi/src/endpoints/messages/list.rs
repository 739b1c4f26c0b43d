//! Menus.

use serde::Serialize;
use wagate_sdk_core::Error;
use wagate_sdk_core::endpoint;

use super::QueuedMessage;
use super::buttons::check_texts;
use crate::Wazzapi;

/// Sends a text with a menu behind a button. It cannot be scheduled.
///
/// `POST /api/v1/messages/send/interactive/list`. Source: <https://docs.wazzapi.com/api-reference/interactive/send-list-message>, documented.
/// Not repeated when its outcome is unknown.
///
/// # Errors
/// [`Error::InvalidRequest`] before anything leaves for a text, a button or a footer of another length, or another number of sections;
/// [`Error::InstanceOffline`] when the device is not connected.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct SendList {
    /// The recipient, 5 to 50 characters.
    pub phone_number: String,
    /// The id of the device that sends, a UUID.
    pub whatsapp_account_id: String,
    /// The text, 1 to 1024 characters.
    pub body: String,
    /// What is read on the button that opens the menu, 1 to 30 characters.
    pub button_text: String,
    /// The menu's sections: 1 to 10. The most rows are not documented.
    pub sections: Vec<ListSection>,
    /// A line below the text, up to 60 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub footer: Option<String>,
    /// The id of a stored contact that the message belongs to, a UUID.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact_id: Option<String>,
}

/// One section of a menu.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ListSection {
    /// Its title.
    pub title: String,
    /// Its rows.
    pub rows: Vec<ListRow>,
}

/// One row of a menu.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ListRow {
    /// What comes back when it is chosen.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What stands below the title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

impl ListSection {
    /// These rows under this title.
    pub fn new(title: impl Into<String>, rows: Vec<ListRow>) -> Self {
        Self { title: title.into(), rows }
    }
}

impl ListRow {
    /// A row with this id and title.
    pub fn new(id: impl Into<String>, title: impl Into<String>) -> Self {
        Self { id: id.into(), title: title.into(), description: None }
    }
}

impl SendList {
    /// This text with this menu from a device to a number.
    pub fn new(
        phone_number: impl Into<String>,
        whatsapp_account_id: impl Into<String>,
        body: impl Into<String>,
        button_text: impl Into<String>,
        sections: Vec<ListSection>,
    ) -> Self {
        Self {
            phone_number: phone_number.into(),
            whatsapp_account_id: whatsapp_account_id.into(),
            body: body.into(),
            button_text: button_text.into(),
            sections,
            footer: None,
            contact_id: None,
        }
    }

    fn check(&self) -> Result<(), Error> {
        check_texts(&self.body, self.footer.as_deref())?;
        if !(1..=30).contains(&self.button_text.chars().count()) {
            return Err(Error::invalid("the button that opens a menu has 1 to 30 characters"));
        }
        if !(1..=10).contains(&self.sections.len()) {
            return Err(Error::invalid("a menu has 1 to 10 sections"));
        }
        Ok(())
    }
}

endpoint! {
    Wazzapi: SendList => QueuedMessage, "message.send_list", Shared, AtMostOnce,
    POST("/api/v1/messages/send/interactive/list"), checked, |queued| queued.is_success()
}

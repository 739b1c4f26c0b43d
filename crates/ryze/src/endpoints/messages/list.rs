//! Menus.

use std::time::Duration;

use serde::Serialize;
use wagate_sdk_core::Error;
use wagate_sdk_core::adapter::Body;
use wagate_sdk_core::endpoint;

use super::{MessageSent, waits};
use crate::Ryze;

const MOST_SECTIONS: usize = 10;
const MOST_ROWS: usize = 10;

/// Sends a text with a menu behind a button.
///
/// `POST /api/message/list/:instance`, [documented](https://docs.ryzeapi.cloud/en/api/messages/list). Not idempotent.
///
/// # Errors
/// [`Error::InvalidRequest`] before anything leaves when there are more than 10 sections, or more than 10 rows in one; else as
/// [`SendText`](super::SendText).
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SendList {
    /// The recipient, as in [`SendText::number`](super::SendText::number).
    pub number: String,
    /// The text.
    pub content_text: String,
    /// What is read on the button that opens the menu.
    pub button_text: String,
    /// The menu's sections: up to 10.
    pub sections: Vec<ListSection>,
    /// A line above the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header_text: Option<String>,
    /// A line below the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub footer_text: Option<String>,
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

/// One section of a menu.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ListSection {
    /// Its title.
    pub title: String,
    /// Its rows: up to 10, which makes 100 in the whole menu.
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
    /// This text with this menu to that recipient.
    pub fn new(
        number: impl Into<String>,
        content_text: impl Into<String>,
        button_text: impl Into<String>,
        sections: Vec<ListSection>,
    ) -> Self {
        Self {
            number: number.into(),
            content_text: content_text.into(),
            button_text: button_text.into(),
            sections,
            header_text: None,
            footer_text: None,
            delay: None,
            reply_to: None,
            reply_private: None,
            source: None,
        }
    }
}

endpoint! {
    Ryze: SendList => MessageSent, "message.list", InstanceOnly, AtMostOnce,
    POST("/api/message/list/", instance), |response| response.succeeded();

    fn body(&self) -> Result<Body, Error> {
        if self.sections.len() > MOST_SECTIONS
            || self.sections.iter().any(|section| section.rows.len() > MOST_ROWS)
        {
            return Err(Error::invalid("a menu has at most 10 sections of at most 10 rows each"));
        }
        Body::json(self)
    }

    fn server_waits(&self) -> Duration {
        waits(self.delay)
    }
}

//! Texts that are answered with a tap.

use serde::Serialize;

send! {
    /// Sends a text with buttons that answer. `POST /instances/{id}/chat/send/buttons`
    ///
    /// Source: <https://docs.vzaps.com/en/sdk/python/messages> and the official Go client. It is sent at most once, as
    /// [`SendText`](super::SendText).
    SendButtons, "message.send.buttons", "/chat/send/buttons", json
    needs {
        /// The text.
        message: String,
        /// The buttons. How many there may be is not documented.
        buttons: Vec<Button>,
    }
    may {
        /// A line below the text.
        footer: String,
    }
}

/// A button that answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Button {
    /// What comes back when it is tapped.
    pub id: String,
    /// What stands on it.
    pub text: String,
}

impl Button {
    /// A button that answers with this id.
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        Self { id: id.into(), text: text.into() }
    }
}

send! {
    /// Sends a text with a menu behind a button. `POST /instances/{id}/chat/send/list`
    ///
    /// Source: <https://docs.vzaps.com/en/sdk/python/messages> and the official Go client. It is sent at most once, as
    /// [`SendText`](super::SendText).
    SendList, "message.send.list", "/chat/send/list", json
    needs {
        /// A line above the text.
        title: String,
        /// The text.
        description: String,
        /// What stands on the button that opens the menu.
        button_text: String,
        /// The menu. How many parts and rows there may be is not documented.
        sections: Vec<ListSection>,
    }
    may {
        /// A line below the text.
        footer: String,
    }
}

/// A part of a menu.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ListSection {
    /// Its heading.
    pub title: String,
    /// Its rows.
    pub rows: Vec<ListRow>,
}

/// A row of a menu.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ListRow {
    /// What comes back when it is chosen.
    pub id: String,
    /// What it says.
    pub title: String,
    /// A line below that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

impl ListSection {
    /// These rows under this heading.
    pub fn new(title: impl Into<String>, rows: Vec<ListRow>) -> Self {
        Self { title: title.into(), rows }
    }
}

impl ListRow {
    /// A row that answers with this id.
    pub fn new(id: impl Into<String>, title: impl Into<String>) -> Self {
        Self { id: id.into(), title: title.into(), description: None }
    }
}

use std::collections::HashSet;

use super::not_empty;
use crate::address::Address;
use crate::error::Error;

/// A text with buttons. WhatsApp shows them on phones; whether other clients do is up to them.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Buttons {
    /// The text.
    pub body: String,
    /// A line above it.
    pub title: Option<String>,
    /// A line below it.
    pub footer: Option<String>,
    /// The buttons.
    pub buttons: Vec<Button>,
}

/// One button.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Button {
    /// What stands on it.
    pub label: String,
    /// What it does.
    pub action: ButtonAction,
}

/// What a button does when it is tapped.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ButtonAction {
    /// Answers with this id.
    Reply(String),
    /// Opens this address.
    OpenUrl(String),
    /// Calls this number.
    Call(String),
    /// Copies this text.
    Copy(String),
}

impl Button {
    /// Answers with an id.
    pub fn reply(id: impl Into<String>, label: impl Into<String>) -> Self {
        Self { label: label.into(), action: ButtonAction::Reply(id.into()) }
    }

    /// Opens an address.
    pub fn open_url(url: impl Into<String>, label: impl Into<String>) -> Self {
        Self { label: label.into(), action: ButtonAction::OpenUrl(url.into()) }
    }

    /// Calls a number.
    pub fn call(number: impl Into<String>, label: impl Into<String>) -> Self {
        Self { label: label.into(), action: ButtonAction::Call(number.into()) }
    }

    /// Copies a text.
    pub fn copy(text: impl Into<String>, label: impl Into<String>) -> Self {
        Self { label: label.into(), action: ButtonAction::Copy(text.into()) }
    }

    fn check(&self) -> Result<(), Error> {
        not_empty("a button's label", &self.label)?;
        match &self.action {
            ButtonAction::Reply(text)
            | ButtonAction::OpenUrl(text)
            | ButtonAction::Call(text)
            | ButtonAction::Copy(text) => not_empty("what a button does", text),
        }
    }
}

impl Buttons {
    /// Adds a line above the text.
    #[must_use]
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// Adds a line below the text.
    #[must_use]
    pub fn footer(mut self, footer: impl Into<String>) -> Self {
        self.footer = Some(footer.into());
        self
    }

    pub(super) fn check(&self, _to: &Address) -> Result<(), Error> {
        not_empty("the text above the buttons", &self.body)?;
        if self.buttons.is_empty() {
            return Err(Error::invalid("there is no button"));
        }
        self.buttons.iter().try_for_each(Button::check)
    }
}

/// A text with a menu.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct List {
    /// The text.
    pub body: String,
    /// What stands on the button that opens the menu.
    pub button: String,
    /// A line above the text.
    pub title: Option<String>,
    /// A line below the text.
    pub footer: Option<String>,
    /// The menu.
    pub sections: Vec<ListSection>,
}

/// A part of a menu.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ListSection {
    /// Its heading.
    pub title: String,
    /// Its rows.
    pub rows: Vec<ListRow>,
}

/// A row of a menu.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ListRow {
    /// The id that is answered when it is chosen.
    pub id: String,
    /// What it says.
    pub title: String,
    /// A line below that.
    pub description: Option<String>,
}

impl List {
    /// Adds a line above the text.
    #[must_use]
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// Adds a line below the text.
    #[must_use]
    pub fn footer(mut self, footer: impl Into<String>) -> Self {
        self.footer = Some(footer.into());
        self
    }

    pub(super) fn check(&self, _to: &Address) -> Result<(), Error> {
        not_empty("the text above the menu", &self.body)?;
        not_empty("the label of the menu's button", &self.button)?;
        let rows: Vec<&ListRow> = self.sections.iter().flat_map(|section| &section.rows).collect();
        if rows.is_empty() || self.sections.iter().any(|section| section.rows.is_empty()) {
            return Err(Error::invalid("a menu, or a part of it, has no row"));
        }
        for row in &rows {
            not_empty("a row of the menu", &row.title)?;
            not_empty("the id of a row", &row.id)?;
        }
        if rows.iter().map(|row| &row.id).collect::<HashSet<_>>().len() < rows.len() {
            return Err(Error::invalid("two rows of the menu have the same id"));
        }
        Ok(())
    }
}

impl ListSection {
    /// A part of a menu.
    pub fn new(title: impl Into<String>, rows: impl IntoIterator<Item = ListRow>) -> Self {
        Self { title: title.into(), rows: rows.into_iter().collect() }
    }
}

impl ListRow {
    /// A row.
    pub fn new(id: impl Into<String>, title: impl Into<String>) -> Self {
        Self { id: id.into(), title: title.into(), description: None }
    }

    /// Adds a line below.
    #[must_use]
    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }
}

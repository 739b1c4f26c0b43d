//! Labels, which a business puts on its chats.

use std::time::SystemTime;

use super::Mailbox;

/// One label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Label {
    pub(crate) id: String,
    pub(crate) name: String,
    /// One of WhatsApp's colours by its number.
    pub(crate) color: u8,
}

impl Mailbox {
    pub(crate) fn labels(&self) -> &[Label] {
        &self.labels
    }

    pub(crate) fn label(&self, id: &str) -> Option<&Label> {
        self.labels.iter().find(|label| label.id == id)
    }

    /// Adds a label; ids are the numbers from 1.
    pub(crate) fn add_label(&mut self, name: &str, color: u8) -> &Label {
        let highest = self.labels.iter().filter_map(|label| label.id.parse::<u32>().ok()).max();
        let id = (highest.unwrap_or(0) + 1).to_string();
        let last = self.labels.len();
        self.touched.labels.touch(&id, || None);
        self.labels.push(Label { id, name: name.to_owned(), color });
        &self.labels[last]
    }

    /// Takes a label away, from its chats too. False when there is none.
    pub(crate) fn delete_label(&mut self, id: &str) -> bool {
        let before = self.labels.len();
        let gone = self.label(id).cloned();
        if gone.is_some() {
            self.touched.labels.touch(id, || gone);
        }
        self.labels.retain(|label| label.id != id);
        for chat in self.chats.iter_mut().filter(|chat| chat.labels.contains(id)) {
            self.touched.chats.touch(&chat.address, || Some(chat.clone()));
            chat.labels.remove(id);
        }
        self.labels.len() < before
    }

    /// Puts a label on a chat or takes it off. False when there is no such label.
    pub(crate) fn set_label(&mut self, chat: &str, label: &str, on: bool, now: SystemTime) -> bool {
        if self.label(label).is_none() {
            return false;
        }
        let labels = &mut self.open_chat(chat, now).labels;
        if on {
            labels.insert(label.to_owned());
        } else {
            labels.remove(label);
        }
        true
    }
}

//! Chats, and what a phone can do with a whole one.

use std::collections::BTreeSet;
use std::time::SystemTime;

use super::{Delivery, Mailbox};

/// One chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Chat {
    /// Digits for a person, a JID otherwise.
    pub(crate) address: String,
    /// How many messages came since it was last read.
    pub(crate) unread: u32,
    /// Whether it was marked as unread by hand.
    pub(crate) marked_unread: bool,
    pub(crate) archived: bool,
    pub(crate) pinned: bool,
    pub(crate) muted: Option<Mute>,
    /// After how many seconds its messages disappear; 0 for never.
    pub(crate) ephemeral: u32,
    /// The ids of its labels.
    pub(crate) labels: BTreeSet<String>,
    pub(crate) created_at: SystemTime,
    /// When its latest message came or went.
    pub(crate) updated_at: SystemTime,
}

/// How long a chat is silent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mute {
    Until(SystemTime),
    Always,
}

impl Chat {
    fn new(address: &str, now: SystemTime) -> Self {
        Self {
            address: address.to_owned(),
            unread: 0,
            marked_unread: false,
            archived: false,
            pinned: false,
            muted: None,
            ephemeral: 0,
            labels: BTreeSet::new(),
            created_at: now,
            updated_at: now,
        }
    }

    /// Whether it is silent at this time.
    pub(crate) fn is_muted(&self, now: SystemTime) -> bool {
        match self.muted {
            None => false,
            Some(Mute::Always) => true,
            Some(Mute::Until(end)) => now < end,
        }
    }
}

impl Mailbox {
    pub(crate) fn chat(&self, address: &str) -> Option<&Chat> {
        self.chats.iter().find(|chat| chat.address == address)
    }

    /// The chat, begun now if there was none.
    pub(crate) fn open_chat(&mut self, address: &str, now: SystemTime) -> &mut Chat {
        let at = self.chats.iter().position(|chat| chat.address == address).unwrap_or_else(|| {
            self.touched.chats.touch(address, || None);
            self.chats.push(Chat::new(address, now));
            self.chats.len() - 1
        });
        let chat = &mut self.chats[at];
        self.touched.chats.touch(address, || Some(chat.clone()));
        chat
    }

    /// The chat, if there is one.
    pub(super) fn chat_mut(&mut self, address: &str) -> Option<&mut Chat> {
        let chat = self.chats.iter_mut().find(|chat| chat.address == address)?;
        self.touched.chats.touch(address, || Some(chat.clone()));
        Some(chat)
    }

    /// All chats, the one with the latest message first.
    pub(crate) fn chats(&self) -> Vec<&Chat> {
        let mut chats: Vec<&Chat> = self.chats.iter().collect();
        chats.sort_by_key(|chat| std::cmp::Reverse(chat.updated_at));
        chats
    }

    /// Forgets a chat and its messages. False when there is none.
    pub(crate) fn delete_chat(&mut self, address: &str) -> bool {
        let before = self.chats.len();
        self.chat_mut(address);
        self.chats.retain(|chat| chat.address != address);
        self.messages.retain(|message| message.chat != address);
        self.chats.len() < before
    }

    /// Forgets the messages of a chat; the chat stays.
    pub(crate) fn clear_chat(&mut self, address: &str) {
        self.messages.retain(|message| message.chat != address);
        if let Some(chat) = self.chat_mut(address) {
            chat.unread = 0;
            chat.marked_unread = false;
        }
    }

    /// Everything in it is read, or it is marked as unread by hand.
    pub(crate) fn mark_chat(&mut self, address: &str, read: bool, now: SystemTime) {
        let chat = self.open_chat(address, now);
        chat.marked_unread = !read;
        if !read {
            return;
        }
        chat.unread = 0;
        for message in self.messages.iter_mut().filter(|message| message.chat == address && !message.from_me)
        {
            self.touched.messages.touch(&message.id, || Some(message.clone()));
            message.raise(Delivery::Read);
        }
    }

    pub(crate) fn set_blocked(&mut self, address: &str, blocked: bool) {
        if blocked {
            self.blocked.insert(address.to_owned());
        } else {
            self.blocked.remove(address);
        }
    }

    pub(crate) fn is_blocked(&self, address: &str) -> bool {
        self.blocked.contains(address)
    }

    pub(crate) fn blocked_count(&self) -> usize {
        self.blocked.len()
    }
}

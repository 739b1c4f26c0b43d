//! The conversations, as the gateway keeps them.

use std::collections::HashSet;
use std::time::SystemTime;

use crate::Gateway;
use crate::world::World;

/// One conversation. What was said in it stands in the archive, what was read on the phone.
#[derive(Debug)]
pub(super) struct Conversation {
    pub(super) id: String,
    pub(super) device: String,
    /// Digits for a person, a JID otherwise.
    pub(super) chat: String,
    pub(super) status: String,
    pub(super) assignee: Option<String>,
    pub(super) created_at: SystemTime,
    /// When somebody changed it.
    pub(super) updated_at: SystemTime,
}

impl Conversation {
    fn place(&self) -> (&str, &str) {
        (&self.device, &self.chat)
    }
}

/// All conversations.
#[derive(Debug, Default)]
pub(in crate::wazzapi) struct Inbox {
    conversations: Vec<Conversation>,
}

impl Inbox {
    pub(super) fn iter(&self) -> impl Iterator<Item = &Conversation> {
        self.conversations.iter()
    }

    pub(super) fn get(&self, id: &str) -> Option<&Conversation> {
        self.iter().find(|conversation| conversation.id == id)
    }

    pub(super) fn get_mut(&mut self, id: &str) -> Option<&mut Conversation> {
        self.conversations.iter_mut().find(|conversation| conversation.id == id)
    }
}

/// Begins a conversation for every chat that has none.
// Guess: groups have conversations too; a new one is `open`.
pub(in crate::wazzapi) fn take_in(world: &mut World) {
    let known: HashSet<(&str, &str)> = world.wazzapi.inbox.iter().map(Conversation::place).collect();
    let mut fresh = Vec::new();
    for device in world.instances(Gateway::Wazzapi) {
        for chat in device.mailbox.chats() {
            if !known.contains(&(&*device.key, &*chat.address)) {
                fresh.push((device.key.clone(), chat.address.clone(), chat.created_at));
            }
        }
    }
    for (device, chat, created_at) in fresh {
        let id = world.ids.uuid();
        world.wazzapi.inbox.conversations.push(Conversation {
            id,
            device,
            chat,
            status: "open".to_owned(),
            assignee: None,
            created_at,
            updated_at: created_at,
        });
    }
}

use super::derive::portable;
use crate::address::Address;
use crate::chat::{Chat, Disappearing, Label, MuteFor};
use crate::client::InstanceClient;
use crate::done::Done;
use crate::error::Error;
use crate::instance::{Page, PageToken};
use crate::message::ChatMessage;

portable! {
    /// Chats, what is in them, and the labels on them.
    trait Chats for InstanceClient, mirrored by ChatsMirror {
        /// One page of the chats; without a token the first.
        fn list_chats(page: Option<PageToken>) -> Page<Chat>;
        /// One chat.
        fn chat(with: Address) -> Chat;
        /// One page of a chat's messages, the newest first; without a token the first.
        fn history(chat: Address, page: Option<PageToken>) -> Page<ChatMessage>;
        /// Marks a whole chat as read.
        fn mark_chat_read(chat: Address) -> Done;
        /// Marks a chat as unread.
        fn mark_chat_unread(chat: Address) -> Done;
        /// Archives a chat, or takes it back out of the archive.
        fn archive_chat(chat: Address, archived: bool) -> Done;
        /// Pins a chat to the top, or unpins it.
        fn pin_chat(chat: Address, pinned: bool) -> Done;
        /// Mutes a chat for some time; `None` unmutes it.
        fn mute_chat(chat: Address, mute: Option<MuteFor>) -> Done;
        /// Sets after what time the messages of a chat disappear.
        fn set_disappearing(chat: Address, after: Disappearing) -> Done;
        /// Deletes a chat for this number.
        fn delete_chat(chat: Address) -> Done;
        /// All labels.
        fn labels() -> Vec<Label>;
        /// Puts a label on a chat, or takes it off.
        fn assign_label(chat: Address, label: String, assigned: bool) -> Done;
    }
}

//! Chats, and the messages in them: reading what the server stores, and changing what was sent or received.

mod archive;
mod change;
mod download;
mod presence;
mod read;
mod stored;

pub use archive::{ArchiveChat, Archived, LastMessage, MarkChatUnread, MarkedUnread};
pub use change::{DeleteMessage, UpdateMessage};
pub use download::{GetBase64, MediaBase64, MediaMessage, MediaSize};
pub use presence::{Presence, PresenceSent, SendPresence};
pub use read::{MarkMessageAsRead, MarkedRead};
pub use stored::{
    ChatFilter, ChatRow, FindChatByRemoteJid, FindChats, FindMessages, FindStatusMessage, FoundMessages,
    KeyFilter, MessageFilter, MessagePage, MessageStatus, MessageUpdate, PollAnswer, StatusFilter, StatusRow,
    StoredChat, StoredMessage, TimeRange,
};

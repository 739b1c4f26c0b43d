//! Chats and the messages in them: what is told of them, and what is done to them.
//!
//! A chat in a route is a number's digits, a group's id, or a whole JID.

mod download;
mod editing;
mod keeping;
mod marking;
mod presence;
mod stored;

pub use download::{
    DownloadAudio, DownloadDocument, DownloadImage, DownloadVideo, DownloadedFile, EncryptedFile,
};
pub use editing::{DeleteMessage, EditMessage};
pub use keeping::{
    ArchiveChat, ClearChat, DeleteChat, Expiration, MuteChat, PinChat, SetExpiration, UnarchiveChat,
    UnmuteChat, UnpinChat,
};
pub use marking::{MarkChatRead, MarkChatUnread, MarkMessagesRead};
pub use presence::{ChatPresence, PresenceMedia, SendPresence};
pub use stored::{Chat, GetChat, ListChats};

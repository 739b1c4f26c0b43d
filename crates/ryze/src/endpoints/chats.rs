//! Chats and the messages in them: what is stored of them, and what is done to them.

mod editing;
mod history;
mod keeping;
mod marking;
mod presence;
mod stored;

pub use editing::{DeleteMessage, DeleteType, EditMessage, MessageDeleted, MessageEdited};
pub use history::{GetHistory, History, HistoryMessage};
pub use keeping::{
    ArchiveChat, ChatArchived, ChatDeleted, ChatMuted, ChatPinned, DeleteChat, MuteChat, MuteDuration,
    PinChat,
};
pub use marking::{ChatMarked, MarkChatRead, MarkMessageRead, MessageMarked};
pub use presence::{ChatPresence, PresenceSent, SendPresence};
pub use stored::{
    Delivery, DeliveryStatus, Direction, FileKind, GetMediaBase64, GetMessage, GetMessageStatus, MediaBase64,
    MessageFound, StoredMedia, StoredMessage,
};

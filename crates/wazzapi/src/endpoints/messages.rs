//! Messages: sending them to people, and what the gateway keeps of each.
//!
//! A send is queued: success means that the gateway will send it. Its answer holds the gateway's own id; WhatsApp's comes later, and
//! [`LookupMessage`] finds a message by it. Sends to groups are in [`groups`](crate::groups).

mod buttons;
mod contact;
mod direct;
mod list;
mod location;
mod media;
mod queue;
mod queued;
mod stats;
mod stored;

pub use buttons::{Button, SendButtons};
pub use contact::{ContactCard, SendContact};
pub use direct::{MediaType, MessageType, SendMessage};
pub use list::{ListRow, ListSection, SendList};
pub use location::SendLocation;
pub use media::{SendDocument, SendImage, SendVideo, SendVoice};
pub use queue::{CancelMessage, MessageCancelled, RetryMessage};
pub use queued::{QueueStatus, QueuedMessage};
pub use stats::{GetStats, MessageStats};
pub use stored::{
    Direction, GetMessage, ListMessages, LookupMessage, MessageList, MessageStatus, StoredMessage,
};

//! Sending messages. No send is idempotent, and no key makes one so: after a timeout a message may have been sent.

mod buttons;
mod contact;
mod list;
mod location;
mod media;
mod poll;
mod reaction;
mod sent;
mod status;
mod sticker;
mod text;

use std::time::Duration;

pub use buttons::{Button, ButtonType, HeaderMedia, SendButtons};
pub use contact::{ContactCard, SendContact};
pub use list::{ListRow, ListSection, SendList};
pub use location::SendLocation;
pub use media::{MediaType, SendMedia};
pub use poll::SendPoll;
pub use reaction::SendReaction;
pub use sent::{MessageSent, QuotedMessage, SentBy, SentChat, SentMessage};
pub use status::{PublishStatus, StatusType};
pub use sticker::{ImageUrl, SendSticker};
pub use text::SendText;

/// Beyond this nobody waits for an answer, whatever delay was asked for.
const LONGEST_WAIT: u64 = 24 * 60 * 60;

fn waits(delay: Option<u64>) -> Duration {
    Duration::from_secs(delay.unwrap_or_default().min(LONGEST_WAIT))
}

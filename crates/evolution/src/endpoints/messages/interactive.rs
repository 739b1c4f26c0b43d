//! Messages that are answered by a tap.

mod buttons;
mod list;
mod poll;

pub use buttons::{Button, ButtonKind, PixKeyKind, SendButtons};
pub use list::{ListRow, ListSection, SendList};
pub use poll::SendPoll;

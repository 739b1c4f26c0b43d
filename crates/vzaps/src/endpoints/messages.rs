//! Sends. An accepted message is in the instance's queue; whether it was delivered comes later, as an event.
//!
//! Files go by their URL, which the gateway fetches. Whether it takes base64 as well is not documented, and neither are greatest sizes.

#[macro_use]
mod send;

mod cards;
mod interactive;
mod media;
mod poll;
mod reaction;
mod text;

pub use cards::{SendContact, SendLocation};
pub use interactive::{Button, ListRow, ListSection, SendButtons, SendList};
pub use media::{SendAudio, SendDocument, SendGif, SendImage, SendSticker, SendVideo};
pub use poll::{SendPoll, Vote};
pub use reaction::{React, Registered, RemoveReaction};
pub use send::Queued;
pub(crate) use send::{Optional, SendEndpoint};
pub use text::{SendLink, SendText};

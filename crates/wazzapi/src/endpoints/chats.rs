//! Conversations of the organization's inbox: who writes with whom, and what was written.
//!
//! A conversation has an id of the gateway's own. It is found by its number with [`ListConversations::search`].

mod change;
mod listing;
mod messages;
mod reply;

pub use change::UpdateConversation;
pub use listing::{Conversation, ConversationList, GetConversation, ListConversations};
pub use messages::{ConversationMessage, ConversationMessages, ListConversationMessages};
pub use reply::{ReplyQueued, ReplyToConversation};

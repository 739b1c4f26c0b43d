//! WazzAPI's operations as types, one module an area.
//!
//! All of them are shared: the API key acts for the organization and for each of its devices, so both clients take them. An operation about
//! a device names it in a field.

pub mod chats;
pub mod contacts;
pub mod groups;
pub mod instances;
pub mod messages;
mod paging;
pub mod pull;
pub mod templates;
pub mod webhooks;

pub use paging::SortOrder;

//! The clients: one owns instances, the other works with one of them.

mod account;
mod builder;
mod erased;
mod instance;
mod listing;
mod qr_codes;
mod request;
mod send;
mod typing;

pub use account::{AccountClient, CreatedInstance};
pub use builder::ClientBuilder;
pub use erased::AnyProvider;
pub use instance::InstanceClient;
pub use listing::Listing;
pub use qr_codes::{PairingEnd, QrCodes};
pub use request::RawRequest;
pub use send::SendMessage;
pub use typing::Typing;

//! Credentials: tokens as types, and how a request is authorized with them.

mod authorizer;
mod header;
mod renewable;
mod slot;
mod text;
mod token;

pub use authorizer::{Authorized, Authorizer, CredentialKind, CredentialScope, OutgoingHeaders};
pub use header::HeaderAuthorizer;
pub use renewable::{FreshToken, RenewableToken};
pub(crate) use slot::CredentialSlot;
pub use text::SecretText;
pub use token::{AccountToken, InstanceToken, SecretToken};

//! What wagate costs beside the bare HTTP client: the calls that are compared, the server that they go to, and how they are counted.

pub mod calls;
pub mod clients;
pub mod crates;
pub mod drive;
pub mod events;
pub mod server;
pub mod stream;
pub mod upload;
pub mod webhook;

/// What can go wrong here is shown to whoever runs it.
pub type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

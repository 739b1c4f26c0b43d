//! What the server answers to an event.

use std::fmt;

use bytes::Bytes;
use serde_json::value::RawValue;

/// What the server answers to an event that asked for it.
#[derive(Clone)]
#[non_exhaustive]
pub struct Acknowledgement {
    /// The arguments that it answers with, as JSON text.
    pub args: Vec<Box<RawValue>>,
    /// The bytes that placeholders in the arguments stand for, as in
    /// [`Event::attachments`](crate::Event::attachments). Empty for most.
    pub attachments: Vec<Bytes>,
}

/// Tells how much there is, never what: it may hold a credential.
impl fmt::Debug for Acknowledgement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Acknowledgement")
            .field("args", &self.args.len())
            .field("attachments", &self.attachments.len())
            .finish()
    }
}

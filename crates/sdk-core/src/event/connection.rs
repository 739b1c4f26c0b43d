use crate::address::PhoneNumber;
use crate::instance::ConnectionState;

/// The instance's connection to WhatsApp changed.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ConnectionChanged {
    /// What it is now.
    pub state: ConnectionState,
    /// The instance's own number, where the gateway tells it.
    pub phone: Option<PhoneNumber>,
    /// Why, in the gateway's words or numbers.
    pub reason: Option<String>,
}

impl ConnectionChanged {
    /// It is this now.
    pub fn new(state: ConnectionState) -> Self {
        Self { state, phone: None, reason: None }
    }
}

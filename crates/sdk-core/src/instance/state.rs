/// Whether an instance is connected to WhatsApp, as its gateway tells it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ConnectionState {
    /// It was made, and was never connected.
    Created,
    /// It waits for a phone to scan its QR code or to take its pairing code.
    AwaitingScan,
    /// It is connecting.
    Connecting,
    /// It is connected: messages go out.
    Online,
    /// It is down. The gateway does not say whether the number is still paired.
    Disconnected,
    /// The number was unlinked; it must be paired again.
    LoggedOut,
    /// WhatsApp banned or restricted the number.
    Restricted,
    /// The instance no longer exists.
    Deleted,
    /// A word that this SDK does not know.
    Other(String),
}

impl ConnectionState {
    /// What a gateway's answer without any word for the state means: `Other("unknown")`, on every gateway.
    pub fn untold() -> Self {
        Self::Other("unknown".to_owned())
    }

    /// Whether messages go out.
    pub fn is_online(&self) -> bool {
        *self == Self::Online
    }

    /// Whether waiting cannot bring it online.
    pub(crate) fn is_final(&self) -> bool {
        matches!(self, Self::Restricted | Self::Deleted)
    }
}

use crate::address::{Address, Lid, PhoneNumber};
use crate::raw::Raw;

/// Whether a number is on WhatsApp, as its gateway says.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct NumberCheck {
    /// The number that was asked for.
    pub asked: PhoneNumber,
    /// Whether it is on WhatsApp; `None` when the gateway did not say.
    pub on_whatsapp: Option<bool>,
    /// Its address. It may be another number than the one asked for: WhatsApp writes some countries' numbers in its own way.
    pub address: Option<Address>,
    /// Its LID, where the gateway tells it.
    pub lid: Option<Lid>,
    /// The name, where the gateway tells it.
    pub name: Option<String>,
    /// All that the gateway told of it.
    pub raw: Raw,
}

impl NumberCheck {
    /// What was told of a number.
    pub fn new(asked: PhoneNumber, on_whatsapp: Option<bool>, raw: Raw) -> Self {
        Self { asked, on_whatsapp, address: None, lid: None, name: None, raw }
    }
}

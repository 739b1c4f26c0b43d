use crate::raw::Raw;

/// A label of a WhatsApp Business number, to be put on chats.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Label {
    /// Its id, for [`InstanceClient::assign_label`](crate::InstanceClient::assign_label).
    pub id: String,
    /// What it says.
    pub name: Option<String>,
    /// Its colour, as the gateway writes it.
    pub color: Option<String>,
    /// All that the gateway told of it.
    pub raw: Raw,
}

impl Label {
    /// A label of which only its id is known.
    pub fn new(id: impl Into<String>, raw: Raw) -> Self {
        Self { id: id.into(), name: None, color: None, raw }
    }
}

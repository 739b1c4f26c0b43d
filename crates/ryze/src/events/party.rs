//! Chats and people in events.
//!
//! A `jid` may be bare digits, and a chat may have nothing but its `lid`. The documents' own example has `100@s.whatsapp.net` as a `lid`: what
//! stands there is never taken for a number.

use serde::Deserialize;
use wagate_sdk_core::{Address, GroupId, Lid, NewsletterId, Person, wire};

/// A chat or a person, by the addresses that the gateway tells.
#[derive(Default, Deserialize)]
pub(super) struct Party {
    #[serde(default, deserialize_with = "wire::text")]
    jid: Option<String>,
    #[serde(default, deserialize_with = "wire::text")]
    lid: Option<String>,
    #[serde(default, deserialize_with = "wire::text")]
    name: Option<String>,
    /// Of chats: `private`, `group` or `newsletter`.
    #[serde(rename = "type", default, deserialize_with = "wire::text")]
    kind: Option<String>,
}

impl Party {
    /// Somebody of whom only this is told: digits or a JID.
    pub(super) fn of(jid: String) -> Self {
        Self { jid: Some(jid), ..Self::default() }
    }

    /// By all that is told. The first address is the JID's, else the LID's.
    pub(super) fn person(self) -> Person {
        let lid = self.lid.as_deref().and_then(lid);
        let address = self.jid.as_deref().and_then(|jid| address(jid, self.kind.as_deref(), lid.as_ref()));
        let lid = lid.map(Address::Lid);
        let mut person = Person::new(address.or_else(|| lid.clone())).also(lid.as_ref());
        person.name = self.name;
        person
    }
}

/// An address that may lack its server. Digits alone are a LID's where the LID beside them is the same, and otherwise what the kind of chat says;
/// without one a number.
fn address(jid: &str, kind: Option<&str>, lid: Option<&Lid>) -> Option<Address> {
    if jid.contains('@') {
        return jid.parse().ok();
    }
    if let Some(lid) = lid.filter(|lid| lid.digits() == jid) {
        return Some(lid.clone().into());
    }
    match kind {
        Some("group") => jid.parse::<GroupId>().ok().map(Address::Group),
        Some("newsletter") => jid.parse::<NewsletterId>().ok().map(Address::Newsletter),
        None | Some("private") => jid.parse().ok(),
        Some(_) => None,
    }
}

fn lid(text: &str) -> Option<Lid> {
    text.parse().ok()
}

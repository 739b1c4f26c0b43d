//! Who is online, types or records.

use std::time::SystemTime;

use serde::Deserialize;
use wagate_sdk_core::{Address, Event, Person, Presence, PresenceChanged, wire};

use super::object;
use super::source::{Source, time};

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
struct Online {
    #[serde(deserialize_with = "wire::address")]
    from: Option<Address>,
    #[serde(deserialize_with = "wire::truth")]
    unavailable: Option<bool>,
    #[serde(deserialize_with = "time")]
    last_seen: Option<SystemTime>,
}

/// `None` when it does not tell whether somebody is online.
pub(super) fn of_person(text: &str) -> Result<Option<Event>, serde_json::Error> {
    let Online { from, unavailable, last_seen } = object(text)?;
    Ok(unavailable.map(|gone| {
        let presence = if gone { Presence::Offline } else { Presence::Online };
        let mut changed = PresenceChanged::new(Person::new(from.clone()), presence);
        (changed.chat, changed.last_seen) = (from, last_seen);
        Event::Presence(Box::new(changed))
    }))
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
struct InChat {
    #[serde(deserialize_with = "wire::text")]
    state: Option<String>,
    #[serde(deserialize_with = "wire::text")]
    media: Option<String>,
}

/// `None` when it does not tell what somebody does.
pub(super) fn in_chat(text: &str) -> Result<Option<Event>, serde_json::Error> {
    let (source, InChat { state, media }): (Source, InChat) = (object(text)?, object(text)?);
    Ok(state.map(|state| {
        let presence = match (state.as_str(), media.as_deref()) {
            ("composing", Some("audio")) => Presence::Recording,
            ("composing", _) => Presence::Typing,
            ("paused", _) => Presence::Paused,
            _ => Presence::Other(state),
        };
        let mut changed = PresenceChanged::new(source.who().unwrap_or_default(), presence);
        changed.chat = source.chat;
        Event::Presence(Box::new(changed))
    }))
}

//! The instance's connection to WhatsApp.

use std::time::SystemTime;

use serde::Deserialize;
use wagate_sdk_core::wire::{self, phone_of};
use wagate_sdk_core::{ConnectionChanged, Event};

use super::Told;
use crate::instances::InstanceStatus;
use crate::portable::state_of;

/// The data of `instance.state`.
#[derive(Deserialize)]
pub(super) struct State {
    #[serde(deserialize_with = "wire::required_text")]
    state: String,
    #[serde(default, deserialize_with = "wire::text")]
    jid: Option<String>,
    #[serde(default, deserialize_with = "wire::time")]
    timestamp: Option<SystemTime>,
}

pub(super) fn read(told: State) -> Told {
    let mut changed = ConnectionChanged::new(state_of(Some(&InstanceStatus::from(told.state))));
    changed.phone = told.jid.as_deref().and_then(phone_of);
    Told { at: told.timestamp, event: Event::Connection(Box::new(changed)) }
}

//! An instance: a number's connection to WhatsApp through a gateway.

use std::time::SystemTime;

use serde_json::{Map, Value};

use super::telling::Told;
use super::{Call, Mailbox, What};
use crate::Gateway;

/// How far an instance is from WhatsApp. Every gateway has words of its own for these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// Never asked to connect.
    Created,
    /// A QR or pairing code was given out, no phone has taken it yet.
    AwaitingScan,
    /// Paired and connected.
    Online,
    /// Paired, and the connection is down.
    Disconnected,
    /// Was paired once and no longer is.
    LoggedOut,
}

/// What a face knows when it creates an instance.
#[derive(Debug)]
pub(crate) struct NewInstance {
    pub(crate) gateway: Gateway,
    /// What stands in the gateway's paths.
    pub(crate) key: String,
    /// The gateway's internal id, where it has one beside the key.
    pub(crate) id: String,
    pub(crate) name: String,
    /// The instance's own token, where the gateway has such tokens.
    pub(crate) token: Option<String>,
    /// What the gateway keeps with the instance, under names the face chooses.
    pub(crate) settings: Map<String, Value>,
}

/// One instance.
#[derive(Debug)]
pub(crate) struct Instance {
    pub(crate) gateway: Gateway,
    /// What stands in the gateway's paths: the name for Ryze and Evolution, the id for VZaps and WazzAPI.
    pub(crate) key: String,
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) token: Option<String>,
    /// Change it through [`World`](super::World), which keeps the other fields in step.
    pub(crate) state: State,
    /// The paired number in digits.
    pub(crate) phone: Option<String>,
    pub(crate) settings: Map<String, Value>,
    /// Whether it belongs to another account than the emulator's.
    pub(crate) foreign: bool,
    pub(crate) created_at: SystemTime,
    pub(crate) updated_at: SystemTime,
    pub(crate) connected_at: Option<SystemTime>,
    /// What its phone holds; kept over a logout.
    pub(crate) mailbox: Mailbox,
    /// A number of its own, from which the QR texts and the phone number are made.
    pub(super) serial: u64,
    /// Oldest first.
    pub(crate) calls: Vec<Call>,
    pub(super) pairing: Pairing,
    /// What happened that leaves no trace, and was not told yet.
    pub(super) news: Vec<What>,
    pub(super) told: Told,
}

/// What was handed out since the instance was last not paired.
#[derive(Debug, Default)]
pub(super) struct Pairing {
    pub(super) code_reads: u32,
    pub(super) status_reads: u32,
    /// The number that a pairing code was asked for, and the code.
    pub(super) code: Option<(String, String)>,
}

impl Instance {
    pub(super) fn new(new: NewInstance, serial: u64, now: SystemTime) -> Self {
        let NewInstance { gateway, key, id, name, token, settings } = new;
        Self {
            gateway,
            key,
            id,
            name,
            token,
            state: State::Created,
            phone: None,
            settings,
            foreign: false,
            created_at: now,
            updated_at: now,
            connected_at: None,
            mailbox: Mailbox::default(),
            serial,
            calls: Vec::new(),
            pairing: Pairing::default(),
            news: Vec::new(),
            told: Told::default(),
        }
    }

    pub(crate) fn is_online(&self) -> bool {
        self.state == State::Online
    }

    /// The pairing code that was given out and not yet taken by the phone.
    pub(crate) fn pairing_code(&self) -> Option<&str> {
        self.pairing.code.as_ref().map(|(_, code)| code.as_str())
    }

    /// The JID of the paired number.
    pub(crate) fn jid(&self) -> Option<String> {
        self.phone.as_deref().map(super::jid)
    }

    /// The name that WhatsApp shows for the paired number.
    pub(crate) fn push_name(&self) -> String {
        let chosen = self.mailbox.profile.name.clone();
        chosen.unwrap_or_else(|| format!("Phone of {}", self.name))
    }
}

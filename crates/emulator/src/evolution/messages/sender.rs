//! Who sends, and whether they can.

use serde_json::json;

use super::Channels;
use crate::evolution::address::recipient;
use crate::evolution::call::{Call, not_on_whatsapp};
use crate::evolution::channel::Channel;
use crate::evolution::errors::Refusal;
use crate::evolution::trouble::Trouble;
use crate::world::{State as Connection, World, digits, jid};

/// What a send needs to know of its instance.
pub(super) struct Sender {
    pub(super) instance_id: String,
    pub(super) channel: Channel,
    /// The own number in digits.
    pub(super) phone: Option<String>,
    state: Connection,
}

impl Sender {
    pub(super) fn of(call: &Call, world: &World) -> Result<Self, Refusal> {
        let instance = call.instance(world)?;
        Ok(Self {
            instance_id: instance.id.clone(),
            channel: Channel::of(instance),
            phone: instance.phone.clone(),
            state: instance.state,
        })
    }

    pub(super) fn jid(&self) -> Option<String> {
        self.phone.as_deref().map(jid)
    }

    /// Refuses what the channel does not have.
    pub(super) fn has(&self, channels: Channels) -> Result<(), Refusal> {
        match channels {
            Channels::All => Ok(()),
            Channels::Cloud if self.channel == Channel::Business => Ok(()),
            Channels::Cloud | Channels::Phone => self.channel.has_phone(),
        }
    }

    /// Meta's Cloud API gets the digits alone, whatever they were: those of a LID or a group are then somebody's phone number.
    pub(super) fn recipient(&self, number: &str) -> String {
        match self.channel {
            Channel::Business => digits(number),
            Channel::Baileys | Channel::Evolution => recipient(number),
        }
    }

    /// Refuses what cannot reach its recipient.
    // Guess: media are refused in the words that were observed for a text to a person.
    pub(super) fn reaches(&self, world: &World, to: &str, number: &str) -> Result<(), Refusal> {
        // WhatsApp is asked about people first; what goes to anyone else fails when it is sent.
        let person = !to.contains('@');
        let function = if person { "onWhatsApp" } else { "sendMessage" };
        Trouble::of_connection(self.state, function).map_err(|trouble| match self.state {
            Connection::Created if to.ends_with("@g.us") => Trouble::object().told(),
            Connection::Created if person => trouble.crash(),
            _ => trouble.told(),
        })?;
        if self.channel != Channel::Evolution && (to.is_empty() || !world.is_on_whatsapp(to)) {
            return Err(Refusal::bad_request(not_on_whatsapp(&jid(to), number)));
        }
        Ok(())
    }

    /// The key of a message that this instance sends.
    pub(super) fn key(&self, to: &str, number: &str, message_id: &str) -> serde_json::Value {
        let chat = match self.channel {
            Channel::Evolution => number.to_owned(),
            Channel::Baileys | Channel::Business => jid(to),
        };
        json!({ "remoteJid": chat, "fromMe": true, "id": message_id })
    }
}

//! All messages of the organization, as the gateway keeps them.

use std::collections::HashMap;
use std::time::SystemTime;

use serde_json::Value;

use crate::Gateway;
use crate::ReceivedMedia;
use crate::wazzapi::devices;
use crate::world::{Delivery, Instance, Message, World};

/// How far a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::wazzapi) enum Status {
    Scheduled,
    Queued,
    Sent,
    Delivered,
    Read,
    Failed,
    Cancelled,
}

impl Status {
    // Guess: `cancelled`; the documents do not enumerate the words of this generation.
    pub(in crate::wazzapi) fn word(self) -> &'static str {
        match self {
            Self::Scheduled => "scheduled",
            Self::Queued => "queued",
            Self::Sent => "sent",
            Self::Delivered => "delivered",
            Self::Read => "read",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }
}

/// One message.
#[derive(Debug)]
pub(in crate::wazzapi) struct Stored {
    /// The gateway's own id, a UUID.
    pub(in crate::wazzapi) id: String,
    /// WhatsApp's id, as soon as WhatsApp has it.
    pub(in crate::wazzapi) whatsapp_id: Option<String>,
    pub(in crate::wazzapi) device: String,
    /// Digits for a person, a JID otherwise.
    pub(in crate::wazzapi) chat: String,
    /// Who wrote it or gets it, in the same form.
    pub(in crate::wazzapi) peer: String,
    pub(in crate::wazzapi) inbound: bool,
    /// The gateway's word for the kind.
    pub(in crate::wazzapi) kind: String,
    pub(in crate::wazzapi) text: String,
    pub(in crate::wazzapi) media: Option<ReceivedMedia>,
    pub(in crate::wazzapi) file_name: Option<String>,
    pub(in crate::wazzapi) variables: Option<Value>,
    pub(in crate::wazzapi) contact_id: Option<String>,
    pub(in crate::wazzapi) status: Status,
    pub(in crate::wazzapi) failure: Option<&'static str>,
    pub(in crate::wazzapi) retries: u32,
    pub(in crate::wazzapi) created_at: SystemTime,
    pub(in crate::wazzapi) updated_at: SystemTime,
    pub(in crate::wazzapi) scheduled_for: Option<SystemTime>,
    pub(in crate::wazzapi) queued_at: Option<SystemTime>,
    pub(in crate::wazzapi) sent_at: Option<SystemTime>,
    pub(in crate::wazzapi) delivered_at: Option<SystemTime>,
    pub(in crate::wazzapi) read_at: Option<SystemTime>,
    pub(in crate::wazzapi) failed_at: Option<SystemTime>,
}

impl Stored {
    fn received(id: String, device: &Instance, message: &Message) -> Self {
        Self {
            id,
            whatsapp_id: Some(message.id.clone()),
            device: device.key.clone(),
            chat: message.chat.clone(),
            peer: message.sender.clone(),
            inbound: true,
            kind: message.kind.clone(),
            text: message.text.clone().unwrap_or_default(),
            media: message.media.clone(),
            file_name: None,
            variables: None,
            contact_id: None,
            status: Status::Sent,
            failure: None,
            retries: 0,
            created_at: message.at,
            updated_at: message.at,
            scheduled_for: None,
            queued_at: None,
            sent_at: Some(message.at),
            delivered_at: None,
            read_at: None,
            failed_at: None,
        }
    }

    pub(in crate::wazzapi) fn is_group(&self) -> bool {
        self.chat.ends_with("@g.us")
    }

    /// Whether WhatsApp has it.
    pub(in crate::wazzapi) fn went_out(&self) -> bool {
        self.whatsapp_id.is_some()
    }

    /// Notes how far the phone says that it is.
    // Guess: a receipt's time is when the gateway first looks.
    fn follow(&mut self, delivery: Delivery, now: SystemTime) {
        let status = match delivery {
            Delivery::Sent => return,
            Delivery::Delivered => Status::Delivered,
            Delivery::Read | Delivery::Played => Status::Read,
        };
        if self.status == status {
            return;
        }
        self.status = status;
        self.updated_at = now;
        self.delivered_at.get_or_insert(now);
        if status == Status::Read {
            self.read_at.get_or_insert(now);
        }
    }
}

/// The messages, oldest first; none is ever taken out.
#[derive(Debug, Default)]
pub(in crate::wazzapi) struct Archive {
    messages: Vec<Stored>,
    /// By the gateway's id, and by WhatsApp's for messages that came.
    places: HashMap<String, usize>,
}

impl Archive {
    pub(super) fn add(&mut self, message: Stored) {
        self.places.insert(message.id.clone(), self.messages.len());
        if let Some(whatsapp_id) = message.whatsapp_id.as_ref().filter(|_| message.inbound) {
            self.places.insert(whatsapp_id.clone(), self.messages.len());
        }
        self.messages.push(message);
    }

    pub(in crate::wazzapi) fn iter(&self) -> impl DoubleEndedIterator<Item = &Stored> {
        self.messages.iter()
    }

    pub(super) fn get(&self, id: &str) -> Option<&Stored> {
        self.messages.get(*self.places.get(id)?).filter(|message| message.id == id)
    }

    pub(super) fn get_mut(&mut self, id: &str) -> Option<&mut Stored> {
        self.messages.get_mut(*self.places.get(id)?).filter(|message| message.id == id)
    }

    /// The message that a phone's message is here.
    pub(in crate::wazzapi) fn of_phone(&self, id: &str) -> Option<&Stored> {
        self.messages.get(*self.places.get(id)?)
    }

    fn of_phone_mut(&mut self, id: &str) -> Option<&mut Stored> {
        self.messages.get_mut(*self.places.get(id)?)
    }
}

/// Takes in what happened on the phones: the messages that came, and the receipts of those that went out.
pub(in crate::wazzapi) fn take_in(world: &mut World) {
    let mut archive = std::mem::take(&mut world.wazzapi.archive);
    let mut ids = std::mem::take(&mut world.ids);
    let now = world.clock.now();
    let mut fresh = Vec::new();
    for device in world.instances(Gateway::Wazzapi) {
        for message in device.mailbox.messages() {
            match archive.of_phone_mut(&message.id) {
                Some(known) => known.follow(message.delivery, now),
                None if !message.from_me => fresh.push((device, message)),
                None => {}
            }
        }
    }
    fresh.sort_by_key(|(_, message)| message.at);
    for (device, message) in fresh {
        let mut stored = Stored::received(ids.uuid(), device, message);
        stored.follow(message.delivery, message.at);
        archive.add(stored);
    }
    world.ids = ids;
    world.wazzapi.archive = archive;
}

/// Whether the organization still has the device of a message.
pub(super) fn is_own(world: &World, message: &Stored) -> bool {
    devices::own(world).any(|device| device.key == message.device)
}

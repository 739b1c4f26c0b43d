//! Pairing, and what the phone does.

use std::time::SystemTime;

use super::instance::Pairing;
use super::{Connection, Instance, State, What, World};
use crate::Gateway;

/// Letters of a pairing code: WhatsApp's, without those that look alike.
const PAIRING_LETTERS: &[u8] = b"123456789ABCDEFGHJKLMNPQRSTVWXYZ";

/// A QR code that a phone could scan.
#[derive(Clone, Debug)]
pub(crate) struct Qr {
    /// What the code says.
    pub(crate) text: String,
    /// Which one it is since the pairing began, from 1.
    pub(crate) count: u32,
}

impl Qr {
    /// The code as a PNG in a `data:` URL.
    pub(crate) fn data_url(&self) -> String {
        crate::qr::data_url(&self.text)
    }
}

impl World {
    /// Gives out a fresh QR code and waits for a phone from now on; none when the instance is online or unknown.
    ///
    /// With a phone that scans by itself, the instance is online after the second code was read.
    pub(crate) fn read_qr(&mut self, gateway: Gateway, key: &str) -> Option<Qr> {
        let now = self.clock.now();
        let scans = self.auto_scan;
        let instance = self.unpaired(gateway, key)?;
        instance.pairing.code_reads += 1;
        let count = instance.pairing.code_reads;
        let text = qr_text(gateway, instance.serial, count);
        instance.news.push(What::Connection(Connection::Qr { text: text.clone(), count }));
        if scans && count >= 2 {
            go_online(instance, now);
        }
        Some(Qr { text, count })
    }

    /// Gives out a pairing code of 8 letters for a number; none when the instance is online or unknown.
    ///
    /// The code stays the same while the number does. With a phone that pairs by itself, the instance is online
    /// after the second read, or with the next [`observe`](Self::observe).
    pub(crate) fn read_pairing_code(&mut self, gateway: Gateway, key: &str, phone: &str) -> Option<String> {
        let now = self.clock.now();
        let scans = self.auto_scan;
        let phone = super::digits(phone);
        let fresh = self.ids.text(PAIRING_LETTERS, 8);
        let instance = self.unpaired(gateway, key)?;
        instance.pairing.code_reads += 1;
        let code = match instance.pairing.code.take() {
            Some((number, code)) if number == phone => code,
            _ => fresh,
        };
        let issued = Connection::PairingCode { code: code.clone(), phone: phone.clone() };
        instance.news.push(What::Connection(issued));
        instance.pairing.code = Some((phone, code.clone()));
        if scans && instance.pairing.code_reads >= 2 {
            go_online(instance, now);
        }
        Some(code)
    }

    /// As [`read_pairing_code`](Self::read_pairing_code), with the QR code that stands in the same answer: one read.
    pub(crate) fn read_qr_and_pairing_code(
        &mut self,
        gateway: Gateway,
        key: &str,
        phone: &str,
    ) -> Option<(Qr, String)> {
        let instance = self.unpaired(gateway, key)?;
        let count = instance.pairing.code_reads + 1;
        let text = qr_text(gateway, instance.serial, count);
        instance.news.push(What::Connection(Connection::Qr { text: text.clone(), count }));
        let code = self.read_pairing_code(gateway, key, phone)?;
        Some((Qr { text, count }, code))
    }

    /// Reads an instance's state, as a caller who waits for the phone does.
    ///
    /// With a phone that scans by itself this is where it does: at the first look after a pairing code, at the
    /// second after a QR code.
    pub(crate) fn observe(&mut self, gateway: Gateway, key: &str) -> Option<&Instance> {
        let now = self.clock.now();
        let scans = self.auto_scan;
        let instance = self.instance_mut(gateway, key)?;
        if scans && instance.state == State::AwaitingScan {
            instance.pairing.status_reads += 1;
            if instance.pairing.code.is_some() || instance.pairing.status_reads >= 2 {
                go_online(instance, now);
            }
        }
        Some(instance)
    }

    /// The phone scans: the instance is online, with the number that a pairing code was asked for or one of its
    /// own. False when there is no such instance.
    pub(crate) fn scan(&mut self, gateway: Gateway, key: &str) -> bool {
        self.phone_does(gateway, key, go_online)
    }

    /// No phone takes the code that was given out. False when none is waited for.
    pub(crate) fn fail_pairing(&mut self, gateway: Gateway, key: &str) -> bool {
        let now = self.clock.now();
        let waits = |instance: &&mut Instance| instance.state == State::AwaitingScan;
        let Some(instance) = self.instance_mut(gateway, key).filter(waits) else { return false };
        instance.state = State::Created;
        instance.updated_at = now;
        instance.pairing = Pairing::default();
        instance.news.push(What::Connection(Connection::Failed));
        true
    }

    /// The connection goes down; the pairing stays.
    pub(crate) fn drop_connection(&mut self, gateway: Gateway, key: &str) -> bool {
        self.phone_does(gateway, key, |instance, now| {
            instance.state = State::Disconnected;
            instance.updated_at = now;
        })
    }

    /// Resumes a stored pairing. False when there is none, or no such instance.
    pub(crate) fn reconnect(&mut self, gateway: Gateway, key: &str) -> bool {
        let now = self.clock.now();
        match self.instance_mut(gateway, key) {
            Some(instance) if instance.phone.is_some() => {
                go_online(instance, now);
                true
            }
            _ => false,
        }
    }

    /// Unlinks the number, by the phone or through the gateway.
    pub(crate) fn log_out(&mut self, gateway: Gateway, key: &str) -> bool {
        self.phone_does(gateway, key, |instance, now| {
            instance.state = State::LoggedOut;
            instance.phone = None;
            instance.connected_at = None;
            instance.updated_at = now;
            instance.pairing = Pairing::default();
        })
    }

    fn phone_does(
        &mut self,
        gateway: Gateway,
        key: &str,
        act: impl FnOnce(&mut Instance, SystemTime),
    ) -> bool {
        let now = self.clock.now();
        match self.instance_mut(gateway, key) {
            Some(instance) => {
                act(instance, now);
                true
            }
            None => false,
        }
    }

    /// The instance, awaiting a phone from now on, unless it is online.
    fn unpaired(&mut self, gateway: Gateway, key: &str) -> Option<&mut Instance> {
        let instance = self.instance_mut(gateway, key).filter(|instance| !instance.is_online())?;
        instance.state = State::AwaitingScan;
        Some(instance)
    }
}

fn go_online(instance: &mut Instance, now: SystemTime) {
    let asked = instance.pairing.code.take().map(|(number, _)| number);
    let own = format!("55119{:08}", 10_000_000 + instance.serial % 90_000_000);
    let phone = asked.or_else(|| instance.phone.take()).unwrap_or(own);
    instance.mailbox.flush(&phone, now);
    instance.phone = Some(phone);
    instance.state = State::Online;
    instance.connected_at = Some(now);
    instance.updated_at = now;
    instance.pairing = Pairing::default();
}

/// What stands in a QR code: a reference and three keys in base64, as WhatsApp's has them.
fn qr_text(gateway: Gateway, serial: u64, count: u32) -> String {
    let name = gateway.name();
    format!(
        "2@{name}{serial:06}n{count:04},noiseKey{serial:08}=,identityKey{serial:08}=,advSecret{serial:08}="
    )
}

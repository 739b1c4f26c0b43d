//! The instance and its connection.

use serde_json::{Value, json};

use super::{Here, Told};
use crate::clock::iso_millis;
use crate::evolution::channel::Channel;
use crate::world::Connection;

/// WhatsApp's code for a number that was unlinked.
const LOGGED_OUT: u16 = 401;

impl Here<'_> {
    pub(super) fn created(&self) -> Vec<Told> {
        vec![Told::new("instance.create", self.name_and_id())]
    }

    pub(super) fn deleted(&self) -> Vec<Told> {
        vec![Told::new("instance.delete", self.name_and_id()), Told::new("remove.instance", Value::Null)]
    }

    fn name_and_id(&self) -> Value {
        json!({ "instanceName": self.instance.name, "instanceId": self.instance.id })
    }

    // Guess: a connection that went down is told as one that is made anew; the real server does that at once.
    pub(super) fn connection(&self, connection: &Connection) -> Vec<Told> {
        if Channel::of(self.instance).lacks_phone().is_some() {
            // Guess: these channels have no connection to tell of.
            return Vec::new();
        }
        match connection {
            Connection::Qr { text, .. } => vec![self.qr(text)],
            // It stands in the event of the QR code that was given out with it.
            Connection::PairingCode { .. } => Vec::new(),
            Connection::Connecting | Connection::Dropped { .. } => vec![self.state("connecting", 200)],
            // Guess: as with the limit of QR codes.
            Connection::Failed => {
                let data =
                    json!({ "message": "QR code limit reached, please login again", "statusCode": 500 });
                vec![Told::new("qrcode.updated", data), self.state("refused", 500)]
            }
            Connection::Online { phone } => {
                let mut data = self.state("open", 200);
                data.data["wuid"] = json!(crate::world::jid(phone));
                data.data["profileName"] = json!(self.instance.push_name());
                data.data["profilePictureUrl"] = json!(self.instance.mailbox.profile.picture);
                vec![data]
            }
            Connection::LoggedOut { .. } => vec![
                self.closed(),
                Told::new("logout.instance", Value::Null),
                self.state("close", LOGGED_OUT),
            ],
        }
    }

    fn qr(&self, text: &str) -> Told {
        let code = self.instance.pairing_code();
        Told::new(
            "qrcode.updated",
            json!({ "qrcode": {
                "instance": self.instance.name,
                "pairingCode": code,
                "code": text,
                "base64": crate::qr::data_url(text),
            } }),
        )
    }

    fn state(&self, state: &str, reason: u16) -> Told {
        let data = json!({ "instance": self.instance.name, "state": state, "statusReason": reason });
        Told::new("connection.update", data)
    }

    fn closed(&self) -> Told {
        let at = iso_millis(self.at);
        let error = json!({
            "error": {
                "isBoom": true,
                "output": {
                    "statusCode": LOGGED_OUT,
                    "payload": {
                        "statusCode": LOGGED_OUT,
                        "error": "Intentional Logout",
                        "message": "Intentional Logout",
                    },
                    "headers": {},
                },
            },
            "date": at,
        });
        let data = json!({
            "instance": self.instance.name,
            "status": "closed",
            "disconnectionAt": at,
            "disconnectionReasonCode": LOGGED_OUT,
            "disconnectionObject": error.to_string(),
        });
        Told::new("status.instance", data)
    }
}

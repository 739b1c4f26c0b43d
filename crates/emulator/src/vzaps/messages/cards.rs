//! Sending locations and contacts.

use axum::Json;
use axum::body::Bytes;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Outgoing, send};
use crate::vzaps::errors::Refusal;
use crate::vzaps::line::{Line, members, missing, required};

#[derive(Deserialize)]
struct Location {
    latitude: Option<f64>,
    longitude: Option<f64>,
    name: Option<String>,
    address: Option<String>,
}

pub(in crate::vzaps) async fn location(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    send(&line, &bytes, |Location { latitude, longitude, name, address }| {
        let latitude = latitude.ok_or_else(|| missing("latitude"))?;
        let longitude = longitude.ok_or_else(|| missing("longitude"))?;
        // Guess: what is not on the earth is refused.
        if latitude.abs() > 90.0 || longitude.abs() > 180.0 {
            return Err(Refusal::bad_request("invalid coordinates"));
        }
        let content = members([
            ("latitude", Some(json!(latitude))),
            ("longitude", Some(json!(longitude))),
            ("name", name.map(Value::from)),
            ("address", address.map(Value::from)),
        ]);
        Ok(Outgoing { kind: "location", content, media: None })
    })
}

#[derive(Deserialize)]
struct Contact {
    contact_name: Option<String>,
    contact_phone: Option<String>,
}

// Guess: both members must be there.
pub(in crate::vzaps) async fn contact(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    send(&line, &bytes, |Contact { contact_name, contact_phone }| {
        let name = required(contact_name, "contact_name")?;
        let phone = required(contact_phone, "contact_phone")?;
        let contacts = json!([{ "name": name, "phone": phone }]);
        Ok(Outgoing { kind: "contact", content: members([("contacts", Some(contacts))]), media: None })
    })
}

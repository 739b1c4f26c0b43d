//! Sending locations and contacts.

use axum::Json;
use axum::body::Bytes;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{Outgoing, send};
use crate::ryze::errors::Refusal;
use crate::ryze::line::{Line, members, required};

#[derive(Deserialize)]
struct Location {
    latitude: Option<f64>,
    longitude: Option<f64>,
    name: Option<String>,
    address: Option<String>,
}

pub(in crate::ryze) async fn location(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    send(&line, &bytes, |Location { latitude, longitude, name, address }| {
        let (latitude, longitude) = (latitude.unwrap_or_default(), longitude.unwrap_or_default());
        // Guess: the documents' text is cut off; so is what happens without a name or an address, which may be empty.
        if latitude == 0.0 && longitude == 0.0 {
            return Err(Refusal::bad_request("Latitude and longitude are required"));
        }
        let (Some(name), Some(address)) = (name, address) else {
            return Err(Refusal::bad_request("Name and address are required"));
        };
        let place = format!("Lat: {latitude:.6}, Long: {longitude:.6}");
        let lines = [name.as_str(), address.as_str(), &place];
        let summary: Vec<&str> = lines.into_iter().filter(|line| !line.is_empty()).collect();
        Ok(Outgoing {
            kind: "location",
            message_type: "location",
            summary: Some(summary.join("\n")),
            content: members([
                ("latitude", Some(json!(latitude))),
                ("longitude", Some(json!(longitude))),
                ("name", Some(json!(name))),
                ("address", Some(json!(address))),
            ]),
            ..Outgoing::default()
        })
    })
}

#[derive(Deserialize)]
struct Contacts {
    vcard: Option<Value>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Card {
    full_name: Option<String>,
    phone: Option<String>,
    organization: Option<String>,
    email: Option<String>,
    url: Option<String>,
}

/// One contact or many.
pub(in crate::ryze) async fn contact(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    send(&line, &bytes, |Contacts { vcard }| {
        let cards = match vcard {
            Some(Value::Array(cards)) => cards,
            Some(card @ Value::Object(_)) => vec![card],
            _ => Vec::new(),
        };
        // Guess: the texts of the refusals.
        if cards.is_empty() {
            return Err(Refusal::bad_request("At least one vcard is required"));
        }
        let contacts = cards.iter().map(written).collect::<Result<Vec<_>, _>>()?;
        Ok(Outgoing {
            kind: "contact",
            message_type: "contact",
            content: Map::from_iter([("contacts".to_owned(), json!(contacts))]),
            data: Map::from_iter([("vcard".to_owned(), json!(cards))]),
            ..Outgoing::default()
        })
    })
}

/// A contact under the ledger's names.
fn written(card: &Value) -> Result<Map<String, Value>, Refusal> {
    let Card { full_name, phone, organization, email, url } = Card::deserialize(card)
        .map_err(|error| Refusal::bad_request(format!("Invalid request body: {error}")))?;
    Ok(members([
        ("name", Some(json!(required(full_name, "fullName is required")?))),
        ("phone", Some(json!(required(phone, "phone is required")?))),
        ("organization", organization.map(Value::from)),
        ("email", email.map(Value::from)),
        ("url", url.map(Value::from)),
    ]))
}

//! The address book.

use axum::Json;
use axum::body::Bytes;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::Gateway;
use crate::vzaps::errors::{Refusal, body, done, enveloped};
use crate::vzaps::line::{Line, address, required};
use crate::world::{Contact, jid};

/// `contact/list` and `user/contacts`.
// Guess: the layout, after that of user.check; that both are the same; and that a connection is needed.
pub(in crate::vzaps) async fn list(line: Line) -> Result<Json<Value>, Refusal> {
    let world = line.world()?;
    line.own(&world)?;
    let contacts: Vec<Value> = world.contacts(Gateway::Vzaps, &line.id).iter().map(row).collect();
    Ok(enveloped(Value::Array(contacts)))
}

#[derive(Deserialize)]
struct Add {
    phone: Option<String>,
    first_name: Option<String>,
    full_name: Option<String>,
}

// Guess: only a number that is on WhatsApp can be added, as on a phone; one that is there already gets the new name.
pub(in crate::vzaps) async fn add(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    let mut world = line.world()?;
    let wish: Add = body(&bytes)?;
    let phone = address(wish.phone)?;
    let first_name = required(wish.first_name, "first_name")?;
    let full_name = required(wish.full_name, "full_name")?;
    line.own(&world)?;
    if phone.contains('@') || !world.is_on_whatsapp(&phone) {
        return Err(Refusal::bad_request("phone is not on WhatsApp"));
    }
    let contact = world.register_contact(&phone);
    contact.name = Some(full_name);
    contact.first_name = Some(first_name);
    Ok(done())
}

fn row(contact: &Contact) -> Value {
    let full_name = contact.name.as_deref().unwrap_or_default();
    let first_name = contact.first_name.as_deref();
    json!({
        "phone": contact.address,
        "jid": jid(&contact.address),
        "first_name": first_name.unwrap_or_else(|| full_name.split(' ').next().unwrap_or_default()),
        "full_name": full_name,
        "push_name": contact.push_name,
    })
}

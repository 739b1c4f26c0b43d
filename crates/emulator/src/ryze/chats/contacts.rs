//! The address book.

use axum::Json;
use axum::extract::Query;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::Gateway;
use crate::ryze::errors::Refusal;
use crate::ryze::line::Line;
use crate::world::{Contact, jid, recipient};

#[derive(Deserialize)]
pub(in crate::ryze) struct Which {
    number: Option<String>,
}

pub(in crate::ryze) async fn contacts(
    line: Line,
    Query(Which { number }): Query<Which>,
) -> Result<Json<Value>, Refusal> {
    let world = line.world()?;
    line.online(&world)?;
    let known = world.contacts(Gateway::Ryze, &line.name);
    let Some(number) = number.filter(|number| !number.trim().is_empty()) else {
        let rows: Vec<Value> = known.iter().map(|contact| row(contact, true)).collect();
        let total = rows.len();
        return Ok(Json(json!({
            "success": true,
            "message": format!("{total} contacts found"),
            "contacts": rows,
            "total": total,
        })));
    };
    let wanted = recipient(&number);
    let found = known.iter().find(|contact| contact.address == wanted || contact.lid() == wanted);
    let contact = match found {
        Some(contact) => row(contact, true),
        None => row(&Contact { push_name: String::new(), ..world.person(&wanted) }, false),
    };
    let message = if found.is_some() { "Contact retrieved" } else { "Contact not found" };
    Ok(Json(json!({ "success": true, "message": message, "contact": contact })))
}

// Guess: the names' members but `first_name` follow the library that the gateway is built on.
fn row(contact: &Contact, found: bool) -> Value {
    let name = contact.name.as_deref().unwrap_or_default();
    json!({
        "found": found,
        "jid": jid(&contact.address),
        "lid": contact.lid(),
        "first_name": name.split(' ').next().unwrap_or_default(),
        "full_name": name,
        "push_name": contact.push_name,
        "business_name": "",
    })
}

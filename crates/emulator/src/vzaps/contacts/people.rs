//! Who is on WhatsApp, what they say of themselves, and their picture.

use axum::Json;
use axum::body::Bytes;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::vzaps::errors::{Refusal, body, enveloped};
use crate::vzaps::line::{Line, address, missing, one_or_many};
use crate::world::{World, digits, jid};

#[derive(Deserialize)]
struct Numbers {
    phone: Option<Value>,
}

/// The numbers of a request: a list of them, and one as well, because the gateway's own clients send that.
fn numbers(line: &Line, world: &World, bytes: &[u8]) -> Result<Vec<String>, Refusal> {
    let Numbers { phone } = body(bytes)?;
    let numbers = one_or_many(phone.ok_or_else(|| missing("phone"))?, "phone")?;
    // Guess: a connection is needed, and a number without digits is refused.
    if numbers.is_empty() || numbers.iter().any(|number| digits(number).is_empty()) {
        return Err(Refusal::bad_request("invalid phone"));
    }
    line.own(world)?;
    Ok(numbers)
}

// Guess: the `jid` of a number that is not on WhatsApp is empty.
pub(in crate::vzaps) async fn check(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    let world = line.world()?;
    let numbers = numbers(&line, &world, &bytes)?;
    let users: Vec<Value> = numbers
        .iter()
        .map(|number| {
            let phone = digits(number);
            let exists = world.is_on_whatsapp(&phone);
            let jid = if exists { jid(&phone) } else { String::new() };
            json!({ "phone": number, "exists": exists, "jid": jid })
        })
        .collect();
    Ok(enveloped(json!({ "users": users })))
}

// Guess: the layout, after that of user.check; who is not on WhatsApp is left out.
pub(in crate::vzaps) async fn info(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    let world = line.world()?;
    let numbers = numbers(&line, &world, &bytes)?;
    let users: Vec<Value> = numbers
        .iter()
        .map(|number| digits(number))
        .filter(|phone| world.is_on_whatsapp(phone))
        .map(|phone| {
            let person = world.person(&phone);
            json!({
                "phone": phone,
                "jid": jid(&phone),
                "lid": person.lid(),
                "name": person.name,
                "push_name": person.push_name,
                "about": person.about,
                "picture_url": person.picture,
            })
        })
        .collect();
    Ok(enveloped(json!({ "users": users })))
}

#[derive(Deserialize)]
struct Avatar {
    phone: Option<String>,
    // It makes no difference here, but it must be true or false. The gateway's own clients leave it out.
    #[serde(rename = "preview")]
    _preview: Option<bool>,
}

// Guess: who has no picture is answered with 404. The picture is drawn from its address, which is not fetched.
pub(in crate::vzaps) async fn avatar(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    let world = line.world()?;
    let Avatar { phone, .. } = body(&bytes)?;
    let address = address(phone)?;
    line.own(&world)?;
    let picture = match world.group(&address) {
        Some(group) => group.picture.clone(),
        None => world.person(&address).picture.filter(|_| world.is_on_whatsapp(&address)),
    };
    let drawn = crate::qr::data_url(&picture.ok_or_else(|| Refusal::unknown("Picture"))?);
    let (_, base64) = drawn.split_once(',').unwrap_or_default();
    Ok(enveloped(json!({ "base64": base64, "mimetype": "image/png" })))
}

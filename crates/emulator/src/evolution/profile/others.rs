//! What WhatsApp says of somebody.

use serde_json::{Map, Value, json};

use crate::Gateway;
use crate::clock::iso_millis;
use crate::evolution::address::recipient;
use crate::evolution::call::{Answer, Call, not_on_whatsapp, read};
use crate::evolution::errors::Refusal;
use crate::evolution::instances::word;
use crate::evolution::schema::Rules;
use crate::evolution::trouble::Trouble;
use crate::world::jid;

/// Where a picture is. Whatever stands in the way, there is just none.
pub(super) async fn picture(call: Call) -> Answer {
    Rules::of(&call.body).strings(&["number", "picture"]).check()?;
    let to = number(&call)?;
    let world = call.world();
    let reached = call.phone(&world, "profilePictureUrl").is_ok() && world.is_on_whatsapp(&to);
    let picture = reached.then(|| match world.group(&to) {
        Some(group) => group.picture.clone(),
        None => world.person(&to).picture,
    });
    read(json!({ "wuid": jid(&to), "profilePictureUrl": picture.flatten() }))
}

// Guess: nobody is a business, and everybody has said what they say of themselves when the instance was made. The
// own profile has its name, its picture and the state of the connection.
pub(super) async fn profile(call: Call) -> Answer {
    Rules::of(&call.body).strings(&["number"]).check()?;
    let world = call.world();
    let own = call.phone(&world, "onWhatsApp").map_err(Trouble::crash)?;
    let instance = call.instance(&world)?;
    if !call.body.contains_key("number") {
        return read(json!({
            "wuid": jid(&own),
            "name": instance.push_name(),
            "numberExists": true,
            "picture": instance.mailbox.profile.picture,
            "status": word(instance.state),
            "isBusiness": false,
        }));
    }
    let to = number(&call)?;
    if to.is_empty() || !world.is_on_whatsapp(&to) {
        return Err(Refusal::bad_request(not_on_whatsapp(&jid(&to), &jid(&to))));
    }
    let person = world.person(&to);
    let contacts = world.contacts(Gateway::Evolution, &call.name);
    let known = contacts.iter().any(|contact| contact.address == person.address);
    let mut profile = Map::from_iter([
        ("wuid".to_owned(), json!(jid(&to))),
        ("numberExists".to_owned(), json!(true)),
        ("picture".to_owned(), json!(person.picture)),
        ("status".to_owned(), json!({ "status": person.about, "setAt": iso_millis(instance.created_at) })),
        ("isBusiness".to_owned(), json!(false)),
    ]);
    if known {
        profile.insert("name".to_owned(), json!(person.name.unwrap_or(person.push_name)));
    }
    read(Value::Object(profile))
}

/// The number that is asked about; the server does not check that there is one.
fn number(call: &Call) -> Result<String, Refusal> {
    let crash = || Refusal::crash("Cannot read properties of undefined (reading 'includes')");
    call.body.get("number").and_then(Value::as_str).map(recipient).ok_or_else(crash)
}

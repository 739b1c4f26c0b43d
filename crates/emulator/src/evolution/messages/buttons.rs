//! Buttons.

use serde_json::{Map, Value, json};

use super::{Channels, Context, Outgoing, members, send};
use crate::evolution::call::{Answer, Call};
use crate::evolution::channel::Channel;
use crate::evolution::errors::Refusal;
use crate::evolution::schema::{Count, Rules};
use crate::world::World;

pub(super) async fn buttons(call: Call) -> Answer {
    send(&call, call.text("number"), Channels::All, |world, sender| {
        Rules::of(&call.body)
            .recipient()
            .strings(&["thumbnailUrl", "title", "description", "footer"])
            .objects("buttons", Count::ANY, |button| {
                button
                    .one_of("type", &["reply", "copy", "url", "call", "pix"])
                    .strings(&["displayText", "id", "url", "phoneNumber", "currency", "name"])
                    .one_of("keyType", &["phone", "email", "cpf", "cnpj", "random"])
                    .strings(&["key"])
                    .required(&["type"])
                    .filled(&["id", "url", "phoneNumber"])
            })
            .options()
            .required(&["number"])
            .check()?;
        let buttons = call.body.get("buttons").and_then(Value::as_array);
        let buttons = buttons.map(Vec::as_slice).unwrap_or_default();
        allowed(buttons)?;
        let given = |name: &str| call.body.get(name).cloned();
        let (message_type, message) = match sender.channel {
            Channel::Evolution => {
                let names = ["title", "description", "footer", "buttons"];
                ("buttonMessage", Value::Object(members(names.map(|name| (name, given(name))))))
            }
            // Guess: the business channel's answer has the members of the phone's.
            Channel::Baileys | Channel::Business => ("viewOnceMessage", interactive(&call, buttons, world)),
        };
        Ok(Outgoing {
            kind: "buttons",
            message_type,
            content: members([
                ("text", given("description")),
                ("title", given("title")),
                ("footer", given("footer")),
                ("picture", given("thumbnailUrl")),
                ("buttons", Some(buttons.iter().map(told).collect())),
            ]),
            message,
            context: Context::None,
            ..Outgoing::default()
        })
    })
    .await
}

/// Which buttons can stand together.
// Guess: the words for too many, and those about PIX.
fn allowed(buttons: &[Value]) -> Result<(), Refusal> {
    let of = |kind: &str| {
        buttons.iter().filter(|button| button.get("type").is_some_and(|own| own == kind)).count()
    };
    let refused = |words: &str| Err(Refusal::bad_request(words));
    match (of("reply"), of("pix"), buttons.len()) {
        (_, _, 0) => refused("At least one button is required"),
        (1.., _, 4..) => refused("Maximum of 3 reply buttons allowed"),
        (replies @ 1.., _, all) if replies < all => {
            refused("Reply buttons cannot be mixed with other button types")
        }
        (_, 2.., _) => refused("Only one PIX button is allowed"),
        (_, 1, 2..) => refused("PIX button cannot be mixed with other button types"),
        _ => Ok(()),
    }
}

/// The message as WhatsApp has it.
fn interactive(call: &Call, buttons: &[Value], world: &mut World) -> Value {
    let mut text = format!("*{}*", call.text("title"));
    let description = call.text("description");
    if !description.is_empty() {
        text += &format!("\n\n{description}\n");
    }
    let native: Vec<Value> = buttons.iter().map(native).collect();
    let params = json!({ "from": "api", "templateId": world.ids.uuid() }).to_string();
    let mut message = json!({
        "body": { "text": text },
        "nativeFlowMessage": { "buttons": native, "messageParamsJson": params },
    });
    let footer = call.text("footer");
    if !footer.is_empty() {
        message["footer"] = json!({ "text": footer });
    }
    json!({ "viewOnceMessage": { "message": { "interactiveMessage": message } } })
}

/// A button as WhatsApp has it.
// Guess: the parameters of a PIX button are those that were given.
fn native(button: &Value) -> Value {
    let given = |name: &str| button.get(name).cloned();
    let text = ("display_text", given("displayText"));
    let (name, params): (&str, Map<String, Value>) = match button.get("type").and_then(Value::as_str) {
        Some("copy") => ("cta_copy", members([text, ("copy_code", given("copyCode"))])),
        Some("url") => ("cta_url", members([text, ("url", given("url")), ("merchant_url", given("url"))])),
        Some("call") => ("cta_call", members([text, ("phone_number", given("phoneNumber"))])),
        Some("pix") => {
            let names = ["currency", "name", "keyType", "key"];
            ("payment_info", members(names.map(|name| (name, given(name)))))
        }
        _ => ("quick_reply", members([text, ("id", given("id"))])),
    };
    json!({ "name": name, "buttonParamsJson": Value::Object(params).to_string() })
}

/// A button under the ledger's names.
fn told(button: &Value) -> Value {
    let given = |name: &str| button.get(name).cloned();
    Value::Object(members([
        ("id", given("id")),
        ("text", given("displayText")),
        ("type", given("type")),
        ("url", given("url")),
        ("code", given("copyCode")),
        ("phone", given("phoneNumber")),
        ("currency", given("currency")),
        ("name", given("name")),
        ("key_type", given("keyType")),
        ("key", given("key")),
    ]))
}

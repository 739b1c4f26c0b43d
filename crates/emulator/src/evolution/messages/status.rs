//! A status, which goes to many.

use serde_json::{Value, json};

use super::file::Received;
use super::media::{Kind, Told, layout};
use super::voice::note;
use super::{Channels, Context, Options, Outgoing, members, send};
use crate::Gateway;
use crate::evolution::call::{Answer, Call, File, FileCall};
use crate::evolution::errors::Refusal;
use crate::evolution::instances::text as member;
use crate::evolution::schema::{Count, Rules, Texts};
use crate::world::World;

/// Where every status goes.
const STATUS: &str = "status@broadcast";

pub(super) async fn status(FileCall { call, file }: FileCall) -> Answer {
    send(&call, STATUS, Channels::Phone, |world, _| outgoing(&call, file.as_ref(), world)).await
}

fn outgoing(call: &Call, file: Option<&File>, world: &mut World) -> Result<Outgoing, Refusal> {
    let numeric = Texts::begun_with_digits("\"statusJidList\" must be an array of numeric strings");
    Rules::of(&call.body)
        .one_of("type", &["text", "image", "audio", "video"])
        .strings(&["content", "caption", "backgroundColor"])
        .integer("font", 0, 5)
        .texts("statusJidList", Count::SOME, numeric)
        .booleans(&["allContacts"])
        .required(&["type"])
        .check()?;
    let said = call.text("content");
    let kind = call.text("type");
    let lacks = |what: &str| Err(Refusal::bad_request(what));
    if said.is_empty() && file.is_none() {
        return lacks("Content is required");
    }
    if call.flag("allContacts") {
        if world.contacts(Gateway::Evolution, &call.name).is_empty() {
            return lacks("Contacts not found");
        }
    } else if call.texts("statusJidList").is_empty() {
        return lacks("StatusJidList is required");
    }
    if kind == "text" && call.text("backgroundColor").is_empty() {
        return lacks("Background color is required");
    }
    if kind == "text" && call.body.get("font").and_then(Value::as_u64).unwrap_or_default() == 0 {
        return lacks("Font is required");
    }

    let given = |name: &str| call.body.get(name).cloned();
    let mut content = members([
        ("type", given("type")),
        ("background_color", given("backgroundColor")),
        ("font", given("font")),
        ("recipients", given("statusJidList")),
        ("all_contacts", given("allContacts")),
    ]);
    let (message_type, message, file) = if kind == "text" {
        content.insert("text".to_owned(), json!(said));
        ("conversation", json!({ "conversation": said }), None)
    } else {
        content.extend(members([("caption", given("caption"))]));
        // Guess: what is neither a URL nor base64 is refused as in a media message.
        let received = Received::from_either(file, said)
            .ok_or_else(|| Refusal::bad_request("Owned media must be a url or base64"))?;
        let told = Told { caption: member(&call.body, "caption"), ..Told::default() };
        let (message_type, message) = match kind {
            "audio" => ("audioMessage", note(&received, world)),
            "video" => ("videoMessage", Value::Object(layout(Kind::VIDEO, &received, &told, world))),
            _ => ("imageMessage", Value::Object(layout(Kind::IMAGE, &received, &told, world))),
        };
        (message_type, json!({ message_type: message }), Some(received))
    };
    Ok(Outgoing {
        kind: "status",
        message_type,
        content,
        file,
        message,
        context: Context::None,
        options: Options::None,
    })
}

//! Labels.

use serde_json::{Value, json};

use super::address::recipient;
use super::call::{Answer, Call, read};
use super::errors::Refusal;
use super::schema::Rules;
use super::trouble::Trouble;
use crate::face::Face;
use crate::world::jid;

/// The routes.
pub(super) fn routes(face: Face) -> Face {
    face.get("label.find", "/label/findLabels/{instanceName}", find).post(
        "label.handle",
        "/label/handleLabel/{instanceName}",
        handle,
    )
}

async fn find(call: Call) -> Answer {
    let world = call.world();
    let labels = call.mailbox(&world)?.labels().iter();
    let rows = labels.map(|label| {
        json!({
            "color": label.color.to_string(),
            "name": label.name,
            "id": label.id,
            "predefinedId": null,
        })
    });
    read(rows.collect())
}

// Guess: a label that the phone does not have is answered as one that it has.
async fn handle(call: Call) -> Answer {
    Rules::of(&call.body)
        .recipient()
        .strings(&["labelId"])
        .one_of("action", &["add", "remove"])
        .required(&["number", "labelId", "action"])
        .check()?;
    let mut world = call.world();
    call.phone(&world, "onWhatsApp").map_err(Trouble::crash)?;
    let to = recipient(call.text("number"));
    if to.is_empty() || !world.is_on_whatsapp(&to) {
        return Err(Refusal::not_found("Number is not on WhatsApp"));
    }
    let (now, label, action) = (world.clock.now(), call.text("labelId"), call.text("action"));
    call.mailbox_mut(&mut world)?.set_label(&to, label, action == "add", now);
    let mut answer = json!({ "numberJid": jid(&to), "labelId": label });
    answer[action] = Value::Bool(true);
    read(answer)
}

//! Labels, and labels on chats.

use serde::Deserialize;
use wagate_sdk_core::{Event, Label, LabelAssigned, LabelEdited, Raw, wire};

use super::Told;
use super::party::Party;

/// The data of `label.update`: without a label it says nothing.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Update {
    #[serde(rename = "type", deserialize_with = "wire::required_text")]
    kind: String,
    #[serde(deserialize_with = "wire::required_text")]
    label_id: String,
    #[serde(default, deserialize_with = "wire::text")]
    name: Option<String>,
    #[serde(default, deserialize_with = "wire::text")]
    color: Option<String>,
    #[serde(default, deserialize_with = "wire::truth")]
    deleted: Option<bool>,
    #[serde(default, deserialize_with = "wire::text")]
    action: Option<String>,
    #[serde(default, deserialize_with = "wire::truth")]
    labeled: Option<bool>,
    #[serde(default, deserialize_with = "wire::text")]
    chat_jid: Option<String>,
}

/// `None` when it does not say what happened to the label.
pub(super) fn read(told: Update, raw: Raw) -> Option<Told> {
    let event = match told.kind.as_str() {
        "edit" => Event::LabelEdited(Box::new(edited(told, raw))),
        "chat" => {
            let assigned = match told.action.as_deref() {
                Some("add") => true,
                Some("remove") => false,
                _ => told.labeled?,
            };
            let chat = told.chat_jid.and_then(|jid| Party::of(jid).person().address);
            Event::LabelAssigned(Box::new(LabelAssigned::new(told.label_id, chat, assigned)))
        }
        _ => return None,
    };
    // The gateway tells no time.
    Some(Told { event, at: None })
}

fn edited(told: Update, raw: Raw) -> LabelEdited {
    let mut label = Label::new(told.label_id, raw);
    label.name = told.name;
    label.color = told.color;
    let mut edited = LabelEdited::new(label);
    edited.deleted = told.deleted == Some(true) || told.action.as_deref() == Some("deleted");
    edited
}

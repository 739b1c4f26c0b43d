//! Sending polls, buttons and lists.

use axum::Json;
use axum::body::Bytes;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{Outgoing, send};
use crate::clock::from_iso;
use crate::vzaps::errors::Refusal;
use crate::vzaps::line::{Line, members, missing, required};

#[derive(Deserialize)]
struct Poll {
    name: Option<String>,
    options: Option<Vec<String>>,
    selectable_options_count: Option<usize>,
    hide_participant_names: Option<bool>,
    end_time: Option<String>,
    allow_add_option: Option<bool>,
}

// Guess: the texts of all refusals here, and that empty options and more choices than options are refused.
pub(in crate::vzaps) async fn poll(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    let now = line.world()?.clock.now();
    send(&line, &bytes, |poll: Poll| {
        let question = required(poll.name, "name")?;
        let options = poll.options.unwrap_or_default();
        if !(2..=12).contains(&options.len()) || options.iter().any(|option| option.trim().is_empty()) {
            return Err(Refusal::bad_request("options must have 2 to 12 entries"));
        }
        let most = match poll.selectable_options_count.unwrap_or(1) {
            0 => options.len(),
            most if most <= options.len() => most,
            _ => return Err(Refusal::bad_request("invalid selectable_options_count")),
        };
        if let Some(end) = poll.end_time.as_deref() {
            let zoned =
                end.ends_with(['Z', 'z']) || end.get(19..).is_some_and(|rest| rest.contains(['+', '-']));
            if !zoned || from_iso(end).is_none_or(|end| end <= now) {
                return Err(Refusal::bad_request("end_time must be a time in the future with its zone"));
            }
        }
        let content = members([
            ("question", Some(json!(question))),
            ("options", Some(json!(options))),
            ("max_answers", Some(json!(most))),
            ("hide_participant_names", poll.hide_participant_names.map(Value::from)),
            ("end_time", poll.end_time.map(Value::from)),
            ("allow_add_option", poll.allow_add_option.map(Value::from)),
        ]);
        Ok(Outgoing { kind: "poll", content, media: None })
    })
}

#[derive(Deserialize)]
struct Buttons {
    message: Option<String>,
    buttons: Option<Vec<Button>>,
    footer: Option<String>,
}

#[derive(Deserialize)]
struct Button {
    id: Option<String>,
    text: Option<String>,
}

impl Button {
    fn written(self) -> Result<Value, Refusal> {
        let id = required(self.id, "buttons.id")?;
        let text = required(self.text, "buttons.text")?;
        Ok(json!({ "id": id, "text": text, "type": "reply" }))
    }
}

// Guess: any number of buttons but none.
pub(in crate::vzaps) async fn buttons(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    send(&line, &bytes, |wish: Buttons| {
        let text = required(wish.message, "message")?;
        let buttons = wish.buttons.unwrap_or_default();
        let buttons = buttons.into_iter().map(Button::written).collect::<Result<Vec<_>, _>>()?;
        let content = members([
            ("text", Some(json!(text))),
            ("footer", wish.footer.map(Value::from)),
            ("buttons", Some(json!(some(buttons, "buttons")?))),
        ]);
        Ok(Outgoing { kind: "buttons", content, media: None })
    })
}

#[derive(Deserialize)]
struct List {
    title: Option<String>,
    description: Option<String>,
    button_text: Option<String>,
    sections: Option<Vec<Section>>,
    footer: Option<String>,
}

#[derive(Deserialize)]
struct Section {
    title: Option<String>,
    rows: Option<Vec<Row>>,
}

#[derive(Deserialize)]
struct Row {
    id: Option<String>,
    title: Option<String>,
    description: Option<String>,
}

impl Section {
    fn written(self) -> Result<Value, Refusal> {
        let rows = self.rows.unwrap_or_default();
        let rows = rows.into_iter().map(Row::written).collect::<Result<Vec<_>, _>>()?;
        let title = required(self.title, "sections.title")?;
        Ok(json!({ "title": title, "rows": some(rows, "sections.rows")? }))
    }
}

impl Row {
    fn written(self) -> Result<Map<String, Value>, Refusal> {
        Ok(members([
            ("id", Some(json!(required(self.id, "rows.id")?))),
            ("title", Some(json!(required(self.title, "rows.title")?))),
            ("description", self.description.map(Value::from)),
        ]))
    }
}

// Guess: any number of sections and rows but none.
pub(in crate::vzaps) async fn list(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    send(&line, &bytes, |list: List| {
        let title = required(list.title, "title")?;
        let text = required(list.description, "description")?;
        let button = required(list.button_text, "button_text")?;
        let sections = list.sections.unwrap_or_default();
        let sections = sections.into_iter().map(Section::written).collect::<Result<Vec<_>, _>>()?;
        let content = members([
            ("text", Some(json!(text))),
            ("title", Some(json!(title))),
            ("footer", list.footer.map(Value::from)),
            ("button", Some(json!(button))),
            ("sections", Some(json!(some(sections, "sections")?))),
        ]);
        Ok(Outgoing { kind: "list", content, media: None })
    })
}

/// A list that must not be empty.
fn some<T>(list: Vec<T>, name: &str) -> Result<Vec<T>, Refusal> {
    if list.is_empty() { Err(missing(name)) } else { Ok(list) }
}

//! Sending polls, buttons and lists.

use std::fmt::Write as _;

use axum::Json;
use axum::body::Bytes;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::media::file;
use super::{Outgoing, send};
use crate::ryze::errors::Refusal;
use crate::ryze::line::{Line, members, required};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Poll {
    question: Option<String>,
    options: Option<Vec<String>>,
    max_answer: Option<i64>,
}

// Guess: the texts of all refusals here.
pub(in crate::ryze) async fn poll(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    send(&line, &bytes, |Poll { question, options, max_answer }| {
        let question = required(question, "Question is required")?;
        let options = options.unwrap_or_default();
        if !(2..=12).contains(&options.len()) {
            return Err(Refusal::bad_request("Options must be between 2 and 12"));
        }
        let most = usize::try_from(max_answer.unwrap_or(1)).unwrap_or(1).clamp(1, options.len());
        let mut summary = question.clone();
        for (at, option) in options.iter().enumerate() {
            // Writing to a String cannot fail.
            let _ = write!(summary, "\n{}. {option}", at + 1);
        }
        Ok(Outgoing {
            kind: "poll",
            message_type: "poll",
            summary: Some(summary),
            content: members([
                ("question", Some(json!(question))),
                ("options", Some(json!(options))),
                ("max_answers", Some(json!(most))),
            ]),
            ..Outgoing::default()
        })
    })
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Buttons {
    content_text: Option<String>,
    buttons: Option<Vec<Button>>,
    header_text: Option<String>,
    footer_text: Option<String>,
    media_url: Option<String>,
    media_type: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Button {
    id: Option<String>,
    display_text: Option<String>,
    r#type: Option<String>,
}

impl Button {
    fn written(self) -> Result<Value, Refusal> {
        let kind = match self.r#type.as_deref() {
            None | Some("" | "REPLY") => "reply",
            Some("URL") => "url",
            Some("CALL") => "call",
            Some("COPY") => "copy",
            Some(_) => return Err(Refusal::bad_request("Button type must be REPLY, URL, CALL or COPY")),
        };
        let id = required(self.id, "Button id is required")?;
        let text = required(self.display_text, "Button displayText is required")?;
        Ok(json!({ "id": id, "text": text, "type": kind }))
    }
}

pub(in crate::ryze) async fn buttons(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    send(&line, &bytes, |body: Buttons| {
        let text = required(body.content_text, "contentText is required")?;
        let buttons = body.buttons.unwrap_or_default();
        if !(1..=3).contains(&buttons.len()) {
            return Err(Refusal::bad_request("Buttons must be between 1 and 3"));
        }
        let buttons = buttons.into_iter().map(Button::written).collect::<Result<Vec<_>, _>>()?;
        let picture = body.media_url.filter(|url| !url.is_empty());
        let known = matches!(body.media_type.as_deref(), Some("IMAGE" | "VIDEO" | "DOCUMENT"));
        if picture.is_some() && !known {
            return Err(Refusal::bad_request("mediaType must be IMAGE, VIDEO or DOCUMENT"));
        }
        // A picture takes the header's place.
        let title = body.header_text.filter(|_| picture.is_none());
        let media = picture.as_deref().map(file).transpose()?;
        let (media, bytes) = media.map_or((None, None), |(media, bytes)| (Some(media), bytes));
        Ok(Outgoing {
            kind: "buttons",
            message_type: "buttons",
            summary: Some(text.clone()),
            content: members([
                ("text", Some(json!(text))),
                ("title", title.map(Value::from)),
                ("footer", body.footer_text.map(Value::from)),
                ("media_type", body.media_type.filter(|_| media.is_some()).map(Value::from)),
                ("buttons", Some(json!(buttons))),
            ]),
            media,
            bytes,
            data: Map::new(),
        })
    })
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct List {
    content_text: Option<String>,
    button_text: Option<String>,
    sections: Option<Vec<Section>>,
    header_text: Option<String>,
    footer_text: Option<String>,
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
        if !(1..=10).contains(&rows.len()) {
            return Err(Refusal::bad_request("Rows must be between 1 and 10 in every section"));
        }
        let rows = rows.into_iter().map(Row::written).collect::<Result<Vec<_>, _>>()?;
        // Guess: a title may be empty.
        let title = self.title.ok_or_else(|| Refusal::bad_request("Section title is required"))?;
        Ok(json!({ "title": title, "rows": rows }))
    }
}

impl Row {
    fn written(self) -> Result<Map<String, Value>, Refusal> {
        Ok(members([
            ("id", Some(json!(required(self.id, "Row id is required")?))),
            ("title", Some(json!(required(self.title, "Row title is required")?))),
            ("description", self.description.map(Value::from)),
        ]))
    }
}

pub(in crate::ryze) async fn list(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    send(&line, &bytes, |body: List| {
        let text = required(body.content_text, "contentText is required")?;
        let button = required(body.button_text, "buttonText is required")?;
        let sections = body.sections.unwrap_or_default();
        if !(1..=10).contains(&sections.len()) {
            return Err(Refusal::bad_request("Sections must be between 1 and 10"));
        }
        let sections = sections.into_iter().map(Section::written).collect::<Result<Vec<_>, _>>()?;
        Ok(Outgoing {
            kind: "list",
            message_type: "list",
            summary: Some(text.clone()),
            content: members([
                ("text", Some(json!(text))),
                ("title", body.header_text.map(Value::from)),
                ("footer", body.footer_text.map(Value::from)),
                ("button", Some(json!(button))),
                ("sections", Some(json!(sections))),
            ]),
            ..Outgoing::default()
        })
    })
}

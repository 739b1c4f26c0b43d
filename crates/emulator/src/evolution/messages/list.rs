//! Lists.

use serde_json::{Map, Value, json};

use super::{Channels, Outgoing, members, send};
use crate::evolution::call::{Answer, Call};
use crate::evolution::schema::{Count, Rules};

// Guess: the business channel's answer has the members of the phone's.
pub(super) async fn list(call: Call) -> Answer {
    send(&call, call.text("number"), Channels::Cloud, |_, _| {
        Rules::of(&call.body)
            .recipient()
            .strings(&["title", "description", "footerText", "buttonText"])
            .objects("sections", Count::SOME, |section| {
                section
                    .strings(&["title"])
                    .objects("rows", Count::SOME, |row| {
                        row.strings(&["title", "description", "rowId"])
                            .required(&["title", "rowId"])
                            .filled(&["title", "description", "rowId"])
                    })
                    .required(&["title", "rows"])
                    .filled(&["title"])
            })
            .options()
            .required(&["number", "title", "footerText", "buttonText", "sections"])
            .check()?;
        let given = |name: &str| call.body.get(name).cloned();
        let sections = given("sections").unwrap_or_default();
        let message = members([
            ("title", given("title")),
            ("description", given("description")),
            ("footerText", given("footerText")),
            ("buttonText", given("buttonText")),
            ("listType", Some(json!(2))),
            ("sections", Some(sections.clone())),
        ]);
        Ok(Outgoing {
            kind: "list",
            message_type: "listMessage",
            content: members([
                ("text", given("description")),
                ("title", given("title")),
                ("footer", given("footerText")),
                ("button", given("buttonText")),
                ("sections", Some(told(&sections))),
            ]),
            message: json!({ "listMessage": message }),
            ..Outgoing::default()
        })
    })
    .await
}

/// The sections under the ledger's names.
fn told(sections: &Value) -> Value {
    let row = |row: &Value| -> Map<String, Value> {
        members([
            ("id", row.get("rowId").cloned()),
            ("title", row.get("title").cloned()),
            ("description", row.get("description").cloned()),
        ])
    };
    let section = |section: &Value| {
        let rows = section.get("rows").and_then(Value::as_array).into_iter().flatten();
        json!({ "title": section.get("title"), "rows": rows.map(row).collect::<Vec<_>>() })
    };
    sections.as_array().into_iter().flatten().map(section).collect()
}

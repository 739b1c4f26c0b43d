//! Polls.

use serde_json::{Value, json};

use super::layout::secret;
use super::{Channels, Context, Outgoing, members, send};
use crate::evolution::call::{Answer, Call};
use crate::evolution::schema::{Count, Rules, Texts};

// Guess: the type of a poll with more than one answer.
pub(super) async fn poll(call: Call) -> Answer {
    send(&call, call.text("number"), Channels::Phone, |world, _| {
        Rules::of(&call.body)
            .recipient()
            .strings(&["name"])
            .integer("selectableCount", 0, 10)
            .texts("values", Count::within(2, 10), Texts::ANY)
            .options()
            .required(&["number", "name", "selectableCount", "values"])
            .check()?;
        let count = call.body.get("selectableCount").cloned().unwrap_or_default();
        let options = call.texts("values");
        let message_type = if count.as_u64() == Some(1) { "pollCreationMessageV3" } else { "pollCreationMessage" };
        let listed: Vec<Value> = options.iter().map(|option| json!({ "optionName": option })).collect();
        Ok(Outgoing {
            kind: "poll",
            message_type,
            content: members([
                ("question", Some(json!(call.text("name")))),
                ("options", Some(json!(options))),
                ("max_answers", Some(count.clone())),
            ]),
            message: json!({
                "messageContextInfo": { "messageSecret": secret(world) },
                message_type: { "name": call.text("name"), "selectableOptionsCount": count, "options": listed },
            }),
            context: Context::InPoll,
            ..Outgoing::default()
        })
    })
    .await
}

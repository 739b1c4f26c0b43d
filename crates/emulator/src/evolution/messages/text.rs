//! Texts and locations.

use serde_json::json;

use super::{Channels, Outgoing, members, send};
use crate::evolution::call::{Answer, Call};
use crate::evolution::channel::Channel;
use crate::evolution::errors::Refusal;
use crate::evolution::schema::Rules;

pub(super) async fn text(call: Call) -> Answer {
    send(&call, call.text("number"), Channels::All, |_, sender| {
        Rules::of(&call.body)
            .recipient()
            .strings(&["text"])
            .booleans(&["linkPreview"])
            .options()
            .required(&["number", "text"])
            .check()?;
        let text = call.text("text");
        if text.trim().is_empty() {
            return Err(Refusal::bad_request("Text is required"));
        }
        let mut message = json!({ "conversation": text });
        if let (Channel::Evolution, Some(key)) =
            (sender.channel, call.body.get("quoted").and_then(|quoted| quoted.get("key")))
        {
            message["quoted"] = key.clone();
        }
        Ok(Outgoing {
            kind: "text",
            message_type: "conversation",
            content: members([("text", Some(json!(text)))]),
            message,
            ..Outgoing::default()
        })
    })
    .await
}

pub(super) async fn location(call: Call) -> Answer {
    send(&call, call.text("number"), Channels::Cloud, |_, _| {
        Rules::of(&call.body)
            .recipient()
            .numbers(&["latitude", "longitude"])
            .strings(&["name", "address"])
            .options()
            .required(&["number", "latitude", "longitude", "name", "address"])
            .check()?;
        let given = |name: &str| call.body.get(name).cloned();
        Ok(Outgoing {
            kind: "location",
            message_type: "locationMessage",
            content: members(["latitude", "longitude", "name", "address"].map(|name| (name, given(name)))),
            message: json!({
                "locationMessage": {
                    "degreesLatitude": given("latitude"),
                    "degreesLongitude": given("longitude"),
                    "name": given("name"),
                    "address": given("address"),
                },
            }),
            ..Outgoing::default()
        })
    })
    .await
}

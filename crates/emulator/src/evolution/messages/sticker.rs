//! Stickers.

use serde_json::{Value, json};

use super::file::Received;
use super::layout::uploaded;
use super::{Channels, Context, Outgoing, send};
use crate::evolution::call::{Answer, FileCall};
use crate::evolution::errors::Refusal;
use crate::evolution::schema::Rules;

/// A file in a form passes the first check, and then its own place is not looked at.
pub(super) async fn sticker(FileCall { call, file }: FileCall) -> Answer {
    send(&call, call.text("number"), Channels::Phone, |world, _| {
        Rules::of(&call.body).recipient().strings(&["sticker"]).options().required(&["number"]).check()?;
        let received = Received::from_text(call.text("sticker"));
        let received = received.ok_or_else(|| match &file {
            Some(_) => Refusal::crash("Invalid URL"),
            None => Refusal::bad_request("Owned media must be a url or base64"),
        })?;
        let mut message = uploaded(world, received.len());
        message.insert("mimetype".to_owned(), json!("image/webp"));
        Ok(Outgoing {
            kind: "sticker",
            message_type: "stickerMessage",
            file: Some(received),
            message: json!({ "stickerMessage": Value::Object(message) }),
            context: Context::Fresh,
            ..Outgoing::default()
        })
    })
    .await
}

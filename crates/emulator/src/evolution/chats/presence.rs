//! Typing and recording.

use std::time::Duration;

use serde_json::{Value, json};

use crate::evolution::address::recipient;
use crate::evolution::call::{Answer, Call, done};
use crate::evolution::schema::Rules;
use crate::evolution::trouble::Trouble;

/// Shows that somebody is typing, for as long as the call lasts.
pub(super) async fn send(call: Call) -> Answer {
    Rules::of(&call.body)
        .recipient()
        .numbers(&["delay"])
        .one_of("presence", &["unavailable", "available", "composing", "recording", "paused"])
        .required(&["number", "presence", "delay"])
        .check()?;
    {
        let world = call.world();
        call.phone(&world, "onWhatsApp").map_err(Trouble::told)?;
        let to = recipient(call.text("number"));
        if to.is_empty() || !world.is_on_whatsapp(&to) {
            return Err(Trouble::object().told());
        }
    }
    let delay = call.body.get("delay").and_then(Value::as_f64).filter(|delay| *delay > 0.0);
    if let Some(delay) = delay.and_then(|delay| Duration::try_from_secs_f64(delay / 1000.0).ok()) {
        tokio::time::sleep(delay).await;
    }
    done(json!({ "presence": call.text("presence") }))
}

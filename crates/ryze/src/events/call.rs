//! Calls. The documents name the kinds only; whatever else is told stands in the event's JSON.

use std::time::SystemTime;

use serde::Deserialize;
use wagate_sdk_core::{CallEvent, CallStage, Event, wire};

use super::Told;

/// The data of `call.update`.
#[derive(Deserialize)]
pub(super) struct Call {
    #[serde(rename = "type", deserialize_with = "wire::required_text")]
    kind: String,
    #[serde(default, deserialize_with = "wire::time")]
    timestamp: Option<SystemTime>,
}

pub(super) fn read(told: Call) -> Told {
    let stage = match told.kind.as_str() {
        "offer" => CallStage::Offered,
        "accepted" => CallStage::Accepted,
        "rejected" => CallStage::Rejected,
        "terminated" => CallStage::Ended,
        _ => CallStage::Other(told.kind),
    };
    let mut call = CallEvent::new(stage);
    call.at = told.timestamp;
    Told { at: call.at, event: Event::Call(Box::new(call)) }
}

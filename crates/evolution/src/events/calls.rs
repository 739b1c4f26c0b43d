//! Calls.

use std::time::SystemTime;

use serde::Deserialize;
use wagate_sdk_core::{CallEvent, CallStage, Event, wire};

use super::{Data, Read, person};
use crate::portable::address;

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Call {
    #[serde(deserialize_with = "wire::text")]
    id: Option<String>,
    #[serde(deserialize_with = "wire::text")]
    from: Option<String>,
    #[serde(deserialize_with = "wire::text")]
    chat_id: Option<String>,
    #[serde(deserialize_with = "wire::time")]
    date: Option<SystemTime>,
    #[serde(deserialize_with = "wire::text")]
    status: Option<String>,
    #[serde(deserialize_with = "wire::truth")]
    is_video: Option<bool>,
    #[serde(deserialize_with = "wire::truth")]
    is_group: Option<bool>,
}

pub(super) fn call(data: &Data<'_>) -> Read {
    let call: Call = data.object()?;
    let stage = match call.status.as_deref() {
        Some("offer") => CallStage::Offered,
        Some("ringing") => CallStage::Ringing,
        Some("accept") => CallStage::Accepted,
        Some("reject") => CallStage::Rejected,
        Some("timeout") => CallStage::Missed,
        Some("terminate") => CallStage::Ended,
        Some(word) => CallStage::Other(word.to_owned()),
        None => return Ok(None),
    };
    let mut event = CallEvent::new(stage);
    (event.id, event.from, event.chat) =
        (call.id, person(call.from.as_deref()), address(call.chat_id.as_deref()));
    (event.video, event.group, event.at) = (call.is_video, call.is_group, call.date);
    Ok(Some(Event::Call(Box::new(event)).into()))
}

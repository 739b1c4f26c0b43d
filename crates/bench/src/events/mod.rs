//! An event that tells of a message, decoded by the SDK, into the one right struct, and into a tree. Two of each gateway: a text and an image,
//! with its thumbnail where the gateway sends one.

mod direct;

use std::hint::black_box;
use std::str::FromStr;

use bytes::Bytes;
use serde::de::DeserializeOwned;
use wagate::adapter::Events;
use wagate::{EventEnvelope, EventOrigin, EventTransport, Evolution, Raw, Ryze, Vzaps, Wazzapi};

use crate::Result;
use crate::calls::Gateway;

/// How an event is decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// By the SDK: whatever the event is, with all that it makes of it.
    Ours,
    /// By a program that knows what comes: straight into a derived struct that owns its texts.
    Direct,
    /// Into a `serde_json::Value`.
    Tree,
}

/// All of them.
pub const WAYS: [Way; 3] = [Way::Ours, Way::Direct, Way::Tree];

impl Way {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Direct => "direct",
            Self::Tree => "tree",
        }
    }
}

impl FromStr for Way {
    type Err = String;

    fn from_str(name: &str) -> std::result::Result<Self, String> {
        WAYS.into_iter().find(|way| way.name() == name).ok_or_else(|| format!("no way {name}"))
    }
}

/// The events of a gateway, one a line.
pub(crate) fn told(gateway: Gateway) -> Vec<Bytes> {
    let lines = match gateway {
        Gateway::Evolution => include_str!("told/evolution.jsonl"),
        Gateway::Ryze => include_str!("told/ryze.jsonl"),
        Gateway::Vzaps => include_str!("told/vzaps.jsonl"),
        Gateway::Wazzapi => include_str!("told/wazzapi.jsonl"),
    };
    lines.lines().map(|line| Bytes::from_static(line.as_bytes())).collect()
}

/// Decodes each event of a gateway so many times.
///
/// # Errors
/// When one cannot be decoded, or not as the message that it is.
pub fn run(way: Way, gateway: Gateway, count: u32) -> Result<()> {
    let decode = match (way, gateway) {
        (Way::Ours, Gateway::Evolution) => ours::<Evolution>,
        (Way::Ours, Gateway::Ryze) => ours::<Ryze>,
        (Way::Ours, Gateway::Vzaps) => ours::<Vzaps>,
        (Way::Ours, Gateway::Wazzapi) => ours::<Wazzapi>,
        (Way::Direct, Gateway::Evolution) => json::<direct::evolution::Delivered>,
        (Way::Direct, Gateway::Ryze) => json::<direct::ryze::Delivered>,
        (Way::Direct, Gateway::Vzaps) => json::<direct::vzaps::Delivered>,
        (Way::Direct, Gateway::Wazzapi) => json::<direct::wazzapi::Delivered>,
        (Way::Tree, _) => json::<serde_json::Value>,
    };
    let events = told(gateway);
    for _ in 0..count {
        for event in &events {
            decode(black_box(event))?;
        }
    }
    Ok(())
}

fn ours<P: Events>(body: &Bytes) -> Result<()> {
    let origin = EventOrigin::new(EventTransport::Webhook);
    let envelope: EventEnvelope = P::parse_event(Raw::new(body.clone()), &origin)?;
    match black_box(&envelope).event.message() {
        Some(message) if message.id.is_some() && message.chat.is_some() => Ok(()),
        _ => Err(format!("{} was not read as a message", P::NAME).into()),
    }
}

/// A body comes as bytes: that they are text is checked once.
fn json<T: DeserializeOwned>(body: &Bytes) -> Result<()> {
    black_box(serde_json::from_str::<T>(std::str::from_utf8(body)?)?);
    Ok(())
}

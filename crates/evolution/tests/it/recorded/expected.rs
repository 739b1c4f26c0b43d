//! What a recorded failure is, told from the recording alone.

use serde_json::Value;
use wagate_sdk_core::{ErrorKind, Outcome};

use super::Exchange;

const SOCKETLESS: &[&str] =
    &["(reading 'onWhatsApp')", "(reading 'updateProfileName')", "(reading 'groupLeave')"];

impl Exchange {
    /// What a failure is, told from the recording alone.
    pub(super) fn expected(&self) -> Option<(ErrorKind, Outcome)> {
        use ErrorKind::{
            Conflict, InstanceOffline, InvalidRequest, MediaRejected, NotFound, RecipientInvalid, Server,
            Unauthorized, Unsupported,
        };
        let said = self.response.body.to_string();
        let says = |words: &str| said.contains(words);
        Some(match self.status() {
            200 if self.response.body["error"] == true => (Server, Outcome::Unknown),
            200 | 201 => return None,
            401 => (Unauthorized, Outcome::Refused),
            403 => (Conflict, Outcome::Refused),
            404 if says("No invite info") => (NotFound, Outcome::Unknown),
            404 => (NotFound, Outcome::Refused),
            400 if says("Method not available") => (Unsupported, Outcome::Refused),
            400 if says("Message not found") => (NotFound, Outcome::Refused),
            // The instance was never connected.
            400 | 500 if SOCKETLESS.iter().any(|words| says(words)) => (InstanceOffline, Outcome::Unknown),
            400 if says("\"exists\":false") => (RecipientInvalid, Outcome::Refused),
            400 if says("Owned media") => (MediaRejected, Outcome::Refused),
            400 if says("is not connected") => (InstanceOffline, Outcome::Refused),
            400 if says("Error: Timed Out") => (ErrorKind::Timeout, Outcome::Unknown),
            400 if says("Error: Connection Closed") => (InstanceOffline, Outcome::Unknown),
            400 if ["Error: ", "[object Object]", "Cannot read", "number is required"]
                .iter()
                .any(|w| says(w)) =>
            {
                (InvalidRequest, Outcome::Unknown)
            }
            400 => (InvalidRequest, Outcome::Refused),
            _ => (Server, Outcome::Unknown),
        })
    }

    /// The first text of the server's message.
    pub(super) fn words(&self) -> String {
        fn first(value: &Value) -> Option<String> {
            match value {
                Value::String(text) => Some(text.clone()),
                Value::Array(items) => items.iter().find_map(first),
                Value::Object(members) => members.get("number").or(members.get("message")).and_then(first),
                _ => None,
            }
        }
        let body = &self.response.body;
        [&body["response"]["message"], &body["message"], &body["error"]]
            .into_iter()
            .find_map(first)
            .unwrap_or_default()
    }
}

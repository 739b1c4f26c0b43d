//! VZaps' answers: the envelope, and refusals.

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// An answer of failure.
#[derive(Debug)]
pub(super) struct Refusal {
    status: StatusCode,
    message: String,
}

impl Refusal {
    fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self { status, message: message.into() }
    }

    pub(super) fn bad_request(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, message)
    }

    pub(super) fn unauthorized() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "Unauthorized")
    }

    pub(super) fn forbidden() -> Self {
        Self::new(StatusCode::FORBIDDEN, "Forbidden")
    }

    // Guess: an id that nobody has; the documents only know ids of others.
    pub(super) fn unknown_instance() -> Self {
        Self::unknown("Instance")
    }

    // Guess: the status and the text for a message, a chat, a group that is not there.
    pub(super) fn unknown(what: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, format!("{what} not found"))
    }

    // Guess: what cannot wait in a queue is refused without a connection.
    pub(super) fn not_connected() -> Self {
        Self::bad_request("instance is not connected")
    }
}

impl IntoResponse for Refusal {
    // Guess: the layout is documented nowhere. These are the members that the gateway's own clients look for.
    fn into_response(self) -> Response {
        let Self { status, message } = self;
        let body = json!({ "code": status.as_u16(), "success": false, "error": message, "message": message });
        (status, Json(body)).into_response()
    }
}

// Guess: the documents say nothing of unknown routes.
pub(super) async fn unknown_route() -> Refusal {
    Refusal::new(StatusCode::NOT_FOUND, "Not Found")
}

/// The envelope of a success.
pub(super) fn enveloped(data: Value) -> Json<Value> {
    Json(json!({ "code": 200, "success": true, "data": data }))
}

/// The envelope of a success that has nothing to say.
pub(super) fn done() -> Json<Value> {
    enveloped(json!({}))
}

/// A request's body, which may be left out.
pub(super) fn body_if_any<T: DeserializeOwned + Default>(bytes: &[u8]) -> Result<T, Refusal> {
    if bytes.is_empty() { Ok(T::default()) } else { body(bytes) }
}

/// A request's body.
// Guess: the status and the text for what cannot be read.
pub(super) fn body<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Refusal> {
    serde_json::from_slice(bytes).map_err(|error| Refusal::bad_request(format!("invalid body: {error}")))
}

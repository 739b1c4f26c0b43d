//! RyzeAPI's refusals.

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde::de::DeserializeOwned;
use serde_json::json;

/// An answer of failure: a status and a text for people.
#[derive(Debug)]
pub(super) struct Refusal {
    status: StatusCode,
    message: String,
}

impl Refusal {
    pub(super) fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self { status, message: message.into() }
    }

    pub(super) fn bad_request(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, message)
    }

    /// Unknown, wrong or revoked; also an instance's token where the account's is wanted.
    pub(super) fn invalid_token() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "Invalid token")
    }

    pub(super) fn unknown_instance() -> Self {
        Self::new(StatusCode::NOT_FOUND, "Instance not found")
    }

    pub(super) fn not_connected() -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "Instance is not connected to WhatsApp")
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let body = json!({ "success": false, "error": { "message": self.message } });
        (self.status, Json(body)).into_response()
    }
}

// Guess: the documents say nothing of unknown routes; this is the envelope of every other error.
pub(super) async fn unknown_route() -> Refusal {
    Refusal::new(StatusCode::NOT_FOUND, "Not found")
}

/// A request's body.
pub(super) fn body<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Refusal> {
    serde_json::from_slice(bytes)
        .map_err(|error| Refusal::bad_request(format!("Invalid request body: {error}")))
}

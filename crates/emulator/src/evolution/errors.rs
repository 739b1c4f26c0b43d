//! Evolution's refusals.

use axum::Extension;
use axum::Json;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::{Method, StatusCode, Uri};
use serde_json::{Value, json};

use crate::shared::App;

/// An answer of failure.
///
/// Its message is a string, an array of strings, an array that holds one array of strings or an array of objects,
/// depending on which part of the server refused. A few routes leave the envelope out.
#[derive(Debug)]
pub(super) struct Refusal {
    status: StatusCode,
    body: Value,
}

impl Refusal {
    pub(super) fn unauthorized() -> Self {
        Self::enveloped(StatusCode::UNAUTHORIZED, "Unauthorized", json!("Unauthorized"))
    }

    pub(super) fn forbidden(message: &str) -> Self {
        Self::enveloped(StatusCode::FORBIDDEN, "Forbidden", json!([message]))
    }

    pub(super) fn not_found(message: &str) -> Self {
        Self::not_found_with(&[message])
    }

    /// Not found, in more than one message: what was tried, and the error that came of it.
    pub(super) fn not_found_with(messages: &[&str]) -> Self {
        Self::enveloped(StatusCode::NOT_FOUND, "Not Found", json!(messages))
    }

    /// Refused by a service: each message is an element, a list of broken schema rules is one element too.
    pub(super) fn bad_request(message: impl Into<Value>) -> Self {
        Self::bad_requests(vec![message.into()])
    }

    /// The same in more than one message.
    pub(super) fn bad_requests(messages: Vec<Value>) -> Self {
        Self::enveloped(StatusCode::BAD_REQUEST, "Bad Request", Value::Array(messages))
    }

    /// An exception that nobody caught: its text stands alone.
    pub(super) fn crash(message: &str) -> Self {
        Self::server_error(json!(message))
    }

    /// An exception that a service caught and passed on: what was tried, then the exception.
    pub(super) fn failed(messages: &[&str]) -> Self {
        Self::server_error(json!(messages))
    }

    /// An exception that a service caught and passed on as an object.
    pub(super) fn failed_as(message: Value) -> Self {
        Self::server_error(json!([message]))
    }

    /// A body that is not JSON: refused by the body parser, which leaves the error's name as it is.
    pub(super) fn malformed(message: &str) -> Self {
        Self::enveloped(StatusCode::BAD_REQUEST, "Internal Server Error", json!(message))
    }

    /// A refusal without the envelope's `response`.
    pub(super) fn flat(message: Value) -> Self {
        Self::bare(json!({ "status": 400, "error": "Bad Request", "message": [message] }))
    }

    /// A refusal (400) that is this body and nothing more.
    pub(super) fn bare(body: Value) -> Self {
        Self { status: StatusCode::BAD_REQUEST, body }
    }

    pub(super) fn unknown_instance(name: &str) -> Self {
        Self::not_found(&format!("The \"{name}\" instance does not exist"))
    }

    fn server_error(message: Value) -> Self {
        Self::enveloped(StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error", message)
    }

    fn enveloped(status: StatusCode, error: &str, message: Value) -> Self {
        let body = json!({ "status": status.as_u16(), "error": error, "response": { "message": message } });
        Self { status, body }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.status, Json(self.body)).into_response()
    }
}

pub(super) async fn unknown_route(method: Method, uri: Uri) -> Refusal {
    Refusal::not_found(&format!("Cannot {method} {}", uri.path()))
}

/// Before every route but the root: whether the server is licensed.
// Guess: the gate stands before all other checks, `status` is no member of the body, and the two values.
pub(super) async fn licensed(Extension(app): Extension<App>, request: Request, next: Next) -> Response {
    let required = app.world().evolution.license_required;
    if !required {
        return next.run(request).await;
    }
    let body = json!({
        "error": "service not activated",
        "code": "LICENSE_REQUIRED",
        "register_url": "https://license.example.org/register?instance=emulator",
        "instance_id": "emulator",
    });
    (StatusCode::SERVICE_UNAVAILABLE, Json(body)).into_response()
}

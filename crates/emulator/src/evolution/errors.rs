//! Evolution's refusals.

use axum::Extension;
use axum::Json;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::{Method, StatusCode, Uri};
use serde_json::{Value, json};

use crate::shared::App;

/// An answer of failure. Its message is a string, an array of strings, an array that holds one array of strings or
/// an array of objects, depending on which part of the server refused.
#[derive(Debug)]
pub(super) struct Refusal {
    status: StatusCode,
    error: &'static str,
    message: Value,
}

impl Refusal {
    pub(super) fn unauthorized() -> Self {
        Self { status: StatusCode::UNAUTHORIZED, error: "Unauthorized", message: json!("Unauthorized") }
    }

    pub(super) fn forbidden(message: &str) -> Self {
        Self { status: StatusCode::FORBIDDEN, error: "Forbidden", message: json!([message]) }
    }

    pub(super) fn not_found(message: &str) -> Self {
        Self { status: StatusCode::NOT_FOUND, error: "Not Found", message: json!([message]) }
    }

    /// Refused by a service: each message is an element, a list of broken schema rules is one element too.
    pub(super) fn bad_request(message: impl Into<Value>) -> Self {
        Self { status: StatusCode::BAD_REQUEST, error: "Bad Request", message: json!([message.into()]) }
    }

    /// An exception that nobody caught: its text stands alone.
    pub(super) fn crash(message: &str) -> Self {
        Self {
            status: StatusCode::INTERNAL_SERVER_ERROR,
            error: "Internal Server Error",
            message: json!(message),
        }
    }

    /// An exception that a service caught and passed on.
    pub(super) fn failed(message: &str) -> Self {
        Self { message: json!([message]), ..Self::crash("") }
    }

    /// A body that is not JSON: refused by the body parser, which leaves the error's name as it is.
    pub(super) fn malformed(message: &str) -> Self {
        Self { status: StatusCode::BAD_REQUEST, ..Self::crash(message) }
    }

    pub(super) fn unknown_instance(name: &str) -> Self {
        Self::not_found(&format!("The \"{name}\" instance does not exist"))
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let body = json!({
            "status": self.status.as_u16(),
            "error": self.error,
            "response": { "message": self.message },
        });
        (self.status, Json(body)).into_response()
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

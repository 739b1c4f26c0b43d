//! WazzAPI's refusals, in the style of FastAPI.

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde_json::{Value, json};

/// An answer of failure. Its detail is a text, a list of what is wrong with the request, or an object
/// with a code.
#[derive(Debug)]
pub(super) struct Refusal {
    status: StatusCode,
    detail: Value,
}

impl Refusal {
    pub(super) fn new(status: StatusCode, detail: &str) -> Self {
        Self { status, detail: json!(detail) }
    }

    pub(super) fn bad_request(detail: &str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, detail)
    }

    /// What belongs to another organization.
    pub(super) fn forbidden() -> Self {
        Self::new(StatusCode::FORBIDDEN, "Forbidden")
    }

    pub(super) fn not_found(detail: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, detail)
    }

    pub(super) fn conflict() -> Self {
        Self::new(StatusCode::CONFLICT, "Conflict")
    }

    pub(super) fn not_connected() -> Self {
        Self::bad_request("WhatsApp account is not connected")
    }

    /// A refusal that programs can tell from others: its detail is an object with a code, a text and more.
    // Guess: the texts.
    pub(super) fn coded(status: StatusCode, code: &str, message: &str, more: Value) -> Self {
        let mut detail = json!({ "code": code, "message": message });
        if let (Value::Object(detail), Value::Object(more)) = (&mut detail, more) {
            detail.extend(more);
        }
        Self { status, detail }
    }

    /// A request that breaks rules.
    pub(super) fn invalid(problems: Vec<Problem>) -> Self {
        let detail = problems
            .into_iter()
            .map(|Problem { place, message, kind }| json!({ "loc": place, "msg": message, "type": kind }));
        Self { status: StatusCode::UNPROCESSABLE_ENTITY, detail: detail.collect() }
    }
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        Self::invalid(vec![problem])
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.status, Json(json!({ "detail": self.detail }))).into_response()
    }
}

/// One thing that is wrong with a request.
#[derive(Debug)]
pub(super) struct Problem {
    place: Value,
    message: String,
    kind: &'static str,
}

impl Problem {
    pub(super) fn new(place: Value, message: impl Into<String>, kind: &'static str) -> Self {
        Self { place, message: message.into(), kind }
    }

    /// A rule about more than one member.
    pub(super) fn rule(message: &str) -> Self {
        Self::new(json!(["body"]), format!("Value error, {message}"), "value_error")
    }
}

// Guess: FastAPI's own answer, which the shape of all its other errors points to; for a wrong method too.
pub(super) async fn unknown_route() -> Refusal {
    Refusal::not_found("Not Found")
}

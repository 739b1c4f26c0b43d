//! What the gateway's failures mean.
//!
//! VZaps documents no error body, no codes and no validation statuses. So two failures are proven, and every
//! other answer that is no success leaves the effect of a call unknown.

use http::StatusCode;
use serde::Deserialize;
use wagate_sdk_core::adapter::{Endpoint, ErrorKind, Match, Refusal, Words};
use wagate_sdk_core::wire;

use crate::token::FetchToken;

pub(crate) const REFUSALS: &[Refusal] = &[
    Refusal::new(
        401,
        Match::Any,
        ErrorKind::Unauthorized,
        "errors: 401 bad credentials or expired JWT (docs, authentication)",
    ),
    // Other words, or the page of something in between, tell of something else, of which it is not known when it is told.
    Refusal::new(403, Match::Exact("Forbidden"), ErrorKind::Forbidden, NOT_OWNED),
];

const NOT_OWNED: &str = "errors: 403 Forbidden, the instance is not owned by the JWT's user or by the owner of X-Client-Token (docs, authentication)";

/// The members in which the gateway's own clients look for an error. Which of them the gateway fills is
/// documented nowhere.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ErrorBody {
    #[serde(deserialize_with = "wire::text")]
    error: Option<String>,
    #[serde(deserialize_with = "wire::text")]
    message: Option<String>,
    #[serde(deserialize_with = "wire::text")]
    details: Option<String>,
    #[serde(deserialize_with = "wire::text")]
    detail: Option<String>,
    #[serde(deserialize_with = "wire::text")]
    error_code: Option<String>,
    #[serde(deserialize_with = "wire::text")]
    code: Option<String>,
}

/// The gateway's words. A body that is plain text is its own message; of a web page nothing is told.
pub(crate) fn words(body: &str) -> Words {
    let body = body.trim();
    match body.as_bytes().first() {
        None | Some(b'<' | b'[' | b'"') => Words::default(),
        Some(b'{') => serde_json::from_str::<ErrorBody>(body).map(ErrorBody::into_words).unwrap_or_default(),
        Some(_) => Words::message(body),
    }
}

impl ErrorBody {
    fn into_words(self) -> Words {
        let said = match (self.error, self.message) {
            (Some(error), Some(message)) if error != message => Some(format!("{error}: {message}")),
            (error, message) => error.or(message),
        };
        // `code` may only repeat the HTTP status; a code of the error's own tells more.
        Words { message: said.or(self.details).or(self.detail), code: self.error_code.or(self.code) }
    }
}

/// What the documents advise.
pub(crate) fn hint(operation: &str, status: StatusCode) -> Option<&'static str> {
    match status {
        StatusCode::UNAUTHORIZED if operation == FetchToken::NAME => {
            Some("client token and client secret are managed under Security in VZaps' web app")
        }
        StatusCode::UNAUTHORIZED => Some(
            "an expired JWT is refused like a wrong one; an instance token needs the client token of its owner",
        ),
        StatusCode::FORBIDDEN => Some(
            "check first that the instance belongs to the user of the JWT, or to the owner of the X-Client-Token",
        ),
        _ => None,
    }
}

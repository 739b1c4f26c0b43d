//! A request's body, as Express' parsers read it.

use axum::extract::Query;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, Uri};
use serde_json::{Map, Value};

use super::multipart::{self, Form};
use crate::evolution::errors::Refusal;

/// The members of a JSON or form body. A body of another type reads as an empty one.
pub(in crate::evolution) fn read(headers: &HeaderMap, bytes: &[u8]) -> Result<Map<String, Value>, Refusal> {
    match media_type(content_type(headers)) {
        "application/json" if bytes.is_empty() => Ok(Map::new()),
        "application/json" => json(bytes),
        "application/x-www-form-urlencoded" => Ok(form(bytes)),
        _ => Ok(Map::new()),
    }
}

/// The same for a route that takes a file.
pub(in crate::evolution) fn read_with_file(headers: &HeaderMap, bytes: &[u8]) -> Result<Form, Refusal> {
    let content_type = content_type(headers);
    match media_type(content_type) {
        "multipart/form-data" => Ok(multipart::read(content_type, bytes)),
        _ => Ok(Form { members: read(headers, bytes)?, ..Form::default() }),
    }
}

fn content_type(headers: &HeaderMap) -> &str {
    headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

fn media_type(content_type: &str) -> &str {
    content_type.split(';').next().unwrap_or_default().trim()
}

fn json(bytes: &[u8]) -> Result<Map<String, Value>, Refusal> {
    match serde_json::from_slice(bytes) {
        Ok(Value::Object(members)) => Ok(members),
        // An array passes the parser and has none of the members.
        Ok(Value::Array(_)) => Ok(Map::new()),
        Ok(_) => Err(Refusal::malformed("Unexpected token in JSON at position 0")),
        Err(error) => Err(Refusal::malformed(&complaint(bytes, &error))),
    }
}

// Guess: the JavaScript engine's words for all but the one malformed body that was observed, which ends after a
// member's comma.
fn complaint(bytes: &[u8], error: &serde_json::Error) -> String {
    let lines_before: usize = bytes
        .split_inclusive(|byte| *byte == b'\n')
        .take(error.line().saturating_sub(1))
        .map(<[u8]>::len)
        .sum();
    let position = lines_before + error.column();
    match bytes.trim_ascii_end().last() {
        Some(b',') if error.is_eof() => {
            format!("Expected double-quoted property name in JSON at position {position}")
        }
        _ if error.is_eof() => "Unexpected end of JSON input".to_owned(),
        _ => format!("Unexpected token in JSON at position {}", position.saturating_sub(1)),
    }
}

fn form(bytes: &[u8]) -> Map<String, Value> {
    let pairs = std::str::from_utf8(bytes)
        .ok()
        .and_then(|text| format!("/?{text}").parse::<Uri>().ok())
        .and_then(|uri| Query::<Vec<(String, String)>>::try_from_uri(&uri).ok());
    pairs
        .map(|Query(pairs)| pairs.into_iter().map(|(name, value)| (name, Value::from(value))).collect())
        .unwrap_or_default()
}

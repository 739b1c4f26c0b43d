//! What WazzAPI's failures mean: the answers that prove that nothing was done, the words in a body, the documents' hints.

use http::StatusCode;
use serde_json::{Map, Value};
use wagate_sdk_core::adapter::{ErrorKind, Match, On, Refusal, When, Words};

/// The answers that come before the act. The first row that matches holds.
///
/// A 429 is two things here. It is a limit on requests, which passes, when a header proves it; else a limit of the plan, which does not.
pub(crate) const REFUSALS: &[Refusal] = &[
    Refusal::new(
        401,
        Match::Any,
        ErrorKind::Unauthorized,
        "errors: 401 Unauthorized, \"missing or invalid API key, or wrong header format\", on every endpoint",
    ),
    Refusal::new(
        403,
        Match::Any,
        ErrorKind::Forbidden,
        "errors: 403 Forbidden, \"key of another organization, or scope missing\", on every endpoint",
    ),
    Refusal::new(
        429,
        Match::Any,
        ErrorKind::RateLimited,
        "rate_limits.on_exceed and .headers: a throttled request carries Retry-After or X-RateLimit-Remaining: 0",
    )
    .when(When::RetryAfterOrRemainingZero),
    Refusal::new(
        429,
        Match::Any,
        ErrorKind::Quota,
        "rate_limits.billing: the same status is a limit of the plan, and must not be retried on a timer",
    )
    .hint(
        "a limit of the plan (messages, contacts, contact groups or add-ons): waiting a minute does not help, see \
         the plan in the dashboard",
    ),
    Refusal::new(
        400,
        Match::Exact("WhatsApp account is not connected"),
        ErrorKind::InstanceOffline,
        "errors: 400 \"WhatsApp account is not connected\"; message.send and group.send_* list it",
    )
    .hint("reconnect the device in the dashboard, and watch its `device.disconnected` events"),
    // The other sends list neither of the two: there a 404 or 409 may come from a part of the gateway behind the queue.
    Refusal::new(
        404,
        Match::Any,
        ErrorKind::NotFound,
        "errors of each of these: 404, \"resource does not exist in this organization\"",
    )
    .on(On::Names(NAMED_BY_ID)),
    Refusal::new(
        404,
        Match::Any,
        ErrorKind::NotFound,
        "errors: 404, \"message, contact, template or group does not exist\"; what only reads does nothing",
    )
    .on(On::ReadOnly),
    Refusal::new(
        409,
        Match::Any,
        ErrorKind::Conflict,
        "errors of contact.create: 409, \"a contact with this phone number already exists\"",
    )
    .on(On::Names(&["contact.create"])),
    Refusal::new(409, Match::Any, ErrorKind::Conflict, "errors: 409 Conflict; what only reads does nothing")
        .on(On::ReadOnly),
    Refusal::new(
        422,
        Match::Any,
        ErrorKind::InvalidRequest,
        "errors: 422, \"body or query validation failed\", on every endpoint",
    ),
];

/// The operations on something that the path names by its id, and whose own lists hold a 404. Those that only read have a row of their own.
const NAMED_BY_ID: &[&str] = &[
    "device.qr",
    "device.pair_phone",
    "device.disconnect",
    "device.reconnect",
    "device.proxy.update",
    "message.retry",
    "message.cancel",
    "conversation.update",
    "conversation.reply",
    "contact.update",
    "contact.delete",
    "template.update",
    "template.delete",
    "webhook.update",
    "webhook.delete",
    "webhook.ping",
    "pull.update",
    "pull.rotate_token",
    "pull.delete",
    "pull.skip",
];

/// The gateway's words in any of the documented shapes: `detail` as a text, as an object with code and message, or as a list of what is
/// wrong with the request; else a `message`.
pub(crate) fn words(body: &str) -> Words {
    let Ok(Value::Object(members)) = serde_json::from_str(body) else { return Words::default() };
    match members.get("detail") {
        Some(Value::String(text)) if !text.is_empty() => Words::message(text),
        Some(Value::Object(detail)) => coded(detail),
        Some(Value::Array(problems)) if !problems.is_empty() => {
            Words::message(problems.iter().filter_map(problem).collect::<Vec<_>>().join("; "))
        }
        _ => coded(&members),
    }
}

fn coded(members: &Map<String, Value>) -> Words {
    let text = |name: &str| members.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
    Words { message: text("message").map(Into::into), code: text("code").map(Into::into) }
}

/// One problem of a validation as `body.phone_number: Field required`. The value that was refused, which some answers repeat, stays out.
fn problem(problem: &Value) -> Option<String> {
    let Value::Object(members) = problem else { return problem.as_str().map(Into::into) };
    let message = members.get("msg").and_then(Value::as_str).filter(|message| !message.is_empty());
    let place = members.get("loc").and_then(Value::as_array).map(|place| {
        let parts = place.iter().filter_map(|part| match part {
            Value::String(name) => Some(name.clone()),
            Value::Number(index) => Some(index.to_string()),
            _ => None,
        });
        parts.collect::<Vec<_>>().join(".")
    });
    match (place.filter(|place| !place.is_empty()), message) {
        (Some(place), Some(message)) => Some([&place, ": ", message].concat()),
        (Some(place), None) => Some(place),
        (None, message) => message.map(Into::into),
    }
}

/// Whether it is not documented that an API key may make this call: all about devices but reading them.
fn may_be_for_the_dashboard(operation: &str) -> bool {
    operation.starts_with("device.") && !matches!(operation, "device.list" | "device.get")
}

/// What the documents advise.
pub(crate) fn hint(operation: &str, status: StatusCode) -> Option<&'static str> {
    match status {
        StatusCode::UNAUTHORIZED if operation == "pull.poll" => Some(
            "the pull subscription's token was rotated or the subscription is gone; empty the store, and a new one is made",
        ),
        StatusCode::CONFLICT if operation == "pull.poll" => Some(
            "another poller reads this pull subscription: one program at a time, each with a store of its own",
        ),
        StatusCode::UNAUTHORIZED => Some(
            "the API key is missing, mistyped, expired, revoked or rotated; the dashboard makes one under Developers > \
             Create New Key and shows it once",
        ),
        StatusCode::FORBIDDEN if may_be_for_the_dashboard(operation) => Some(
            "the key belongs to another organization or lacks a scope, which cannot be told apart; whether any API key \
             may link and control devices is not documented: the dashboard can",
        ),
        StatusCode::FORBIDDEN => Some(
            "the key belongs to another organization than what was asked for, or it lacks a scope (or its plan or owner \
             a permission): the answer does not tell which",
        ),
        _ => None,
    }
}

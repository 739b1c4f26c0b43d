//! Which answers prove that RyzeAPI did nothing, and where it says why.
//!
//! It has no error codes: a failure is its HTTP status and a text for people.

use http::StatusCode;
use serde_json::Value;
use wagate_sdk_core::adapter::{ErrorKind, Match, On, Refusal, When, Words};

const TOKEN: &str = "the token is missing, wrong or revoked; this is also what an instance token gets on an account-only route";

const OFFLINE: &str = "pair the number again, or wait until it is online";

/// A row about what one operation, or a few, need in a request.
const fn invalid(words: Match, operations: &'static [&'static str], proof: &'static str) -> Refusal {
    Refusal::new(400, words, ErrorKind::InvalidRequest, proof).on(On::Names(operations))
}

/// Validation, authorization, ownership and lookups come before the act. Failures of 500 never prove it.
pub(crate) const REFUSALS: &[Refusal] = &[
    // Validation.
    Refusal::new(
        400,
        Match::Prefix("Invalid request body"),
        ErrorKind::InvalidRequest,
        "errors: 400 \"Invalid request body\", malformed JSON",
    ),
    Refusal::new(
        400,
        Match::Exact("Instance name is required"),
        ErrorKind::InvalidRequest,
        "errors: 400 \"Instance name is required\", empty path segment",
    ),
    Refusal::new(
        400,
        Match::Exact("Number is required"),
        ErrorKind::InvalidRequest,
        "errors: 400 \"Number is required\", missing recipient",
    ),
    Refusal::new(
        400,
        Match::Prefix("Number"),
        ErrorKind::RecipientInvalid,
        "message.text errors: 400 number not on WhatsApp; text starts with Number",
    )
    .on(On::Prefix("message."))
    .hint("Brazilian numbers are already tried with and without their ninth digit"),
    // It only reads, and the documents call it the way to find out, but show no answer: the words are those of the sends.
    Refusal::new(
        400,
        Match::Prefix("Number"),
        ErrorKind::RecipientInvalid,
        "profile.get reads only; message.text errors: 400 number not on WhatsApp; text starts with Number",
    )
    .on(On::Names(&["profile.get"])),
    invalid(
        Match::Prefix("Latitude and longitude"),
        &["message.location"],
        "message.location errors: 400 \"Latitude and longitude ...\", 0,0 rejected",
    ),
    invalid(
        Match::Exact("missing_participant"),
        &["message.reaction"],
        "message.reaction errors: 400 \"missing_participant\": group, fromMe false, no participant",
    )
    .hint("in a group the author of the message must be named"),
    invalid(
        Match::Exact("At least one setting must be provided"),
        &["instance.settings.update"],
        "instance.settings.update errors: 400 \"At least one setting must be provided\"",
    ),
    // Letter case is ignored, so this is `MessageID is required` too.
    invalid(
        Match::Exact("messageId is required"),
        &["chat.edit_message", "chat.delete_message", "chat.mark_read"],
        "chat.edit_message, chat.delete_message and chat.mark_read errors: 400 \"messageId is required\"",
    ),
    invalid(
        Match::Prefix("Message ID is required"),
        &["chat.get_message"],
        "chat.get_message errors: 400 \"Message ID is required (use ?messageId=<message-id>)\"",
    ),
    invalid(
        Match::Exact("messageId query parameter is required"),
        &["chat.message_status", "chat.media_base64"],
        "chat.message_status and chat.media_base64 errors: 400 \"messageId query parameter is required\"",
    ),
    invalid(
        Match::Exact("content is required"),
        &["chat.edit_message"],
        "chat.edit_message errors: 400 \"content is required\"",
    ),
    invalid(
        Match::Contains("too old to edit"),
        &["chat.edit_message"],
        "chat.edit_message errors: 400, text contains too old to edit",
    )
    .hint("a text can be edited for about 15 minutes"),
    invalid(
        Match::Contains("can only edit"),
        &["chat.edit_message"],
        "chat.edit_message errors: 400, text contains can only edit",
    ),
    invalid(
        Match::Exact("sender is required for group messages"),
        &["chat.mark_read"],
        "chat.mark_read errors: 400 \"sender is required for group messages\"",
    ),
    invalid(
        Match::Prefix("State is required"),
        &["chat.presence"],
        "chat.presence errors: 400 \"State is required. Use 'typing', 'recording', or 'pause'\"",
    ),
    invalid(
        Match::Prefix("Invalid state"),
        &["chat.presence"],
        "chat.presence errors: 400 \"Invalid state. Use 'typing', 'recording', or 'pause'\"",
    ),
    invalid(
        Match::Prefix("invalid 'from' date format"),
        &["chat.history"],
        "chat.history errors: 400 \"invalid 'from' date format. Use ISO 8601 format ...\"",
    ),
    invalid(
        Match::Prefix("invalid 'to' date format"),
        &["chat.history"],
        "chat.history errors: 400 \"invalid 'to' date format. ...\"",
    ),
    invalid(
        Match::Prefix("Invalid duration"),
        &["chat.mute"],
        "chat.mute errors: 400 \"Invalid duration: <...>\"",
    ),
    invalid(
        Match::Exact("tagId is required"),
        &["chat.tag.assign"],
        "chat.tag.assign errors: 400 \"tagId is required\"",
    ),
    invalid(
        Match::Exact("number query parameter is required"),
        &["chat.tag.unassign"],
        "chat.tag.unassign errors: 400 \"number query parameter is required\"",
    ),
    invalid(
        Match::Exact("tagId query parameter is required"),
        &["chat.tag.unassign"],
        "chat.tag.unassign errors: 400 \"tagId query parameter is required\"",
    ),
    invalid(
        Match::Exact("Identifier is required"),
        &[
            "group.info",
            "group.update",
            "group.participants",
            "group.join",
            "group.leave",
            "group.reset_link",
        ],
        "group.info and its siblings errors: 400 \"Identifier is required\"",
    ),
    invalid(
        Match::Prefix("WebSocket is not enabled for this instance"),
        &["ws.connect"],
        "ws.connect errors: 400 \"WebSocket is not enabled for this instance. ...\", before the upgrade",
    )
    .hint("it was turned off meanwhile: a new stream turns it on again"),
    // Authorization.
    Refusal::new(
        401,
        Match::Exact("Missing token in header"),
        ErrorKind::Unauthorized,
        "errors: 401 \"Missing token in header\"",
    )
    .hint(TOKEN),
    Refusal::new(
        401,
        Match::Exact("Missing token in header, Authorization header, or query parameter"),
        ErrorKind::Unauthorized,
        "errors: 401 \"Missing token in header, Authorization header, or query parameter\"",
    )
    .hint(TOKEN),
    Refusal::new(
        401,
        Match::Exact("Missing token"),
        ErrorKind::Unauthorized,
        "errors: 401 \"Missing token\"",
    )
    .hint(TOKEN),
    Refusal::new(
        401,
        Match::Exact("Invalid token"),
        ErrorKind::Unauthorized,
        "errors: 401 \"Invalid token\": unknown, wrong or revoked; also a TokenInstance on an account-only route",
    )
    .hint(TOKEN),
    Refusal::new(
        401,
        Match::Exact("Invalid instance token"),
        ErrorKind::Unauthorized,
        "errors: 401 \"Invalid instance token\": it does not match the instance in the path",
    )
    .hint("this token does not belong to the instance in the path"),
    Refusal::new(
        401,
        Match::Exact("Invalid account token"),
        ErrorKind::Unauthorized,
        "errors: 401 \"Invalid account token\"",
    )
    .hint(TOKEN),
    Refusal::new(
        401,
        Match::Exact("Unauthenticated"),
        ErrorKind::Unauthorized,
        "errors: 401 \"Unauthenticated\": auth context absent",
    )
    .hint(TOKEN),
    // Ownership and quota.
    Refusal::new(
        403,
        Match::Exact("Instance token does not match requested instance"),
        ErrorKind::Forbidden,
        "errors: 403 \"Instance token does not match requested instance\"",
    )
    .hint("this is the token of another instance"),
    Refusal::new(
        403,
        Match::Exact("Instance does not belong to your account"),
        ErrorKind::Forbidden,
        "errors: 403 \"Instance does not belong to your account\"",
    )
    .hint("this is the token of another account"),
    Refusal::new(
        403,
        Match::Exact("Account instance quota exceeded"),
        ErrorKind::Quota,
        "errors: 403 \"Account instance quota exceeded\"",
    )
    .hint("delete an instance, or have the account's limit raised"),
    Refusal::new(
        403,
        Match::Prefix("Not authorized to"),
        ErrorKind::Forbidden,
        "errors: 403 \"Not authorized to ... (must be admin)\"",
    )
    // Not `group.update`: it changes several things, and nothing tells that it checks before the first.
    .on(On::Names(&["group.participants", "group.reset_link", "group.requests"])),
    // What is not there, and what is there already. Letter case is ignored: some modules write these texts in lower case.
    Refusal::new(
        404,
        Match::Exact("Instance not found"),
        ErrorKind::NotFound,
        "errors: 404 \"Instance not found\", unknown name",
    ),
    Refusal::new(
        404,
        Match::Exact("Message not found"),
        ErrorKind::NotFound,
        "errors: 404 \"Message not found\"",
    ),
    Refusal::new(
        404,
        Match::Exact("Message not found or no media available"),
        ErrorKind::NotFound,
        "chat.media_base64 errors: 404 \"Message not found or no media available\"",
    )
    .on(On::Names(&["chat.media_base64"]))
    .hint("while the gateway is still fetching the file it says the same: ask again after a short while"),
    Refusal::new(
        404,
        Match::Exact("Message does not belong to this instance"),
        ErrorKind::NotFound,
        "chat.message_status errors: 404 \"Message does not belong to this instance\"",
    )
    .on(On::Names(&["chat.message_status"])),
    Refusal::new(404, Match::Exact("Tag not found"), ErrorKind::NotFound, "errors: 404 \"Tag not found\""),
    Refusal::new(
        404,
        Match::Exact("Group not found or you are not a member of this group"),
        ErrorKind::NotFound,
        "errors: 404 \"Group not found or you are not a member of this group\"",
    ),
    Refusal::new(
        404,
        Match::Exact("Invite link has been revoked or expired"),
        ErrorKind::NotFound,
        "group.join errors: 404 \"Invite link has been revoked or expired\"",
    )
    .on(On::Names(&["group.join"])),
    Refusal::new(
        404,
        Match::Exact("WebSocket not configured for this instance"),
        ErrorKind::NotFound,
        "errors: 404 \"WebSocket not configured for this instance\"",
    ),
    Refusal::new(
        409,
        Match::Any,
        ErrorKind::Conflict,
        "errors: 409 duplicate instance name, duplicate webhook (texts not captured)",
    )
    .on(On::Names(&["instance.create", "events.webhook.set"]))
    .hint("the account has one of that name already, or that token is taken"),
    // Limits. Without both signs a 429 is no proven limit on requests, so waiting for its reset is not known to help.
    Refusal::new(
        429,
        Match::Prefix("Rate limit exceeded"),
        ErrorKind::RateLimited,
        "rate_limits: 429 \"Rate limit exceeded. Try again later.\" with X-RateLimit-*",
    )
    .when(When::RemainingZero),
    Refusal::new(
        429,
        Match::Any,
        ErrorKind::RateLimited,
        "rate_limits: on_exceed, HTTP 429; errors: 429, \"WhatsApp throttling is also answered with 429\"",
    )
    .hint("WhatsApp itself may be throttling this number"),
    // No session. What follows the first words differs between copies of the page.
    Refusal::new(
        400,
        Match::Prefix("Instance has no saved session"),
        ErrorKind::InstanceOffline,
        "instance.reconnect errors: 400 \"Instance has no saved session — call /connect first\"",
    )
    .on(On::Names(&["instance.reconnect"]))
    .hint("the number was never paired, or was unlinked: pair it"),
    Refusal::new(
        503,
        Match::Exact("Instance is not connected to WhatsApp"),
        ErrorKind::InstanceOffline,
        "errors: 503 \"Instance is not connected to WhatsApp\", no active session",
    )
    .hint(OFFLINE),
    Refusal::new(
        400,
        Match::Exact("Instance is not connected to WhatsApp"),
        ErrorKind::InstanceOffline,
        "errors: 503 \"Instance is not connected to WhatsApp\": the guide also lists 400 for a disconnected instance",
    )
    .hint(OFFLINE),
    Refusal::new(
        503,
        Match::Exact("integration gateway not configured"),
        ErrorKind::Unsupported,
        "errors: 503 \"integration gateway not configured\": Chatwoot is not enabled on the server",
    ),
];

/// The documents know one shape, `{"success":false,"error":{"message":"…"}}`. A text in place of the object, and words beside it, are read
/// too: bodies with `success:false` and without an error occur.
pub(crate) fn words(body: &str) -> Words {
    let Ok(Value::Object(members)) = serde_json::from_str(body) else { return Words::default() };
    let text = |value: Option<&Value>| {
        value.and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
    };
    let error = members.get("error");
    let message = text(error.and_then(|error| error.get("message"))).or_else(|| text(error));
    let failed = members.get("success") == Some(&Value::Bool(false));
    let message = message.or_else(|| failed.then(|| text(members.get("message"))).flatten());
    Words { message, code: None }
}

pub(crate) fn hint(operation: &str, status: StatusCode) -> Option<&'static str> {
    match status {
        StatusCode::UNAUTHORIZED => Some(TOKEN),
        StatusCode::BAD_REQUEST if operation.starts_with("message.") => {
            Some("where the words tell no cause: a disconnected instance is answered with 400 too")
        }
        _ => None,
    }
}

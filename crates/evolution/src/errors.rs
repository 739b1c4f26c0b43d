//! What the server's failures mean.

use http::StatusCode;
use serde_json::{Map, Value};
use wagate_sdk_core::adapter::{ErrorKind, Match, On, Refusal, Words};

use ErrorKind::{
    Conflict, InstanceOffline, InvalidRequest, LicenseRequired, MediaRejected, NotFound, RecipientInvalid,
    Unauthorized, Unsupported,
};

const SENDS: On = On::Prefix("message.");
const CREATE: On = On::Names(&["instance.create"]);
const SOCKET: On = On::Names(&["socket.open"]);
const SOCKET_REFUSED: [&str; 2] = ["Invalid global token", "apiKey is required"];
const SOCKET_KEY: &str = "the global key and every instance's token are good here; a proxy in front may take the header `apikey` away";
const KEY: &str = "the server says the same of a missing key, a wrong one, and the token of another instance";
const GLOBAL_KEY: &str = "only the server's global key (AUTHENTICATION_API_KEY) opens this; an instance's token gets the same words";
const BEFORE_THE_KEY: &str = "this is told before the key is checked, so it says nothing about the key";
const ROUTE: &str = "the server has no such route: check the base URL (usually without a path) and the server's version; \
    the key was not checked";
const LOGGED_OUT: &str = "the instance is closed already; from 2.4.0 on the server takes this for success";

const NEVER_CONNECTED: &str = "this is how the server tells of an instance that was never connected";

/// Whose absence the server complains of when an instance was never connected: what it wanted to ask of its socket.
const ASKED_OF_THE_SOCKET: &[&str] = &[
    "onWhatsApp",
    "readMessages",
    "chatModify",
    "sendMessage",
    "updateProfileName",
    "updateProfileStatus",
    "fetchPrivacySettings",
    "updateProfilePicture",
    "removeProfilePicture",
    "groupMetadata",
    "groupUpdateSubject",
    "groupUpdateDescription",
    "groupSettingUpdate",
    "groupToggleEphemeral",
    "groupParticipantsUpdate",
    "groupInviteCode",
    "groupRevokeInvite",
    "groupLeave",
];

/// A row for a request that the server does not take.
const fn invalid(words: Match, on: On, proof: &'static str) -> Refusal {
    Refusal::new(400, words, InvalidRequest, proof).on(on)
}

/// The answers that come before the act.
///
/// No row has status 500: the server answers any surprise with it, before or after the message left. Nor is "Timed Out" or
/// "Connection Closed" (400) here. Under the 400 of a send a row reads the beginning of the words, never what stands anywhere in
/// them: an error of the database, after the message left, can repeat what a user wrote.
pub(crate) const REFUSALS: &[Refusal] = &[
    Refusal::new(
        401,
        Match::Exact("Unauthorized"),
        Unauthorized,
        "errors: 401 of root.verify_creds and instance.create, observed; auth_order: the key comes first",
    )
    .on(On::Names(&["root.verify_creds", "instance.create"]))
    .hint(GLOBAL_KEY),
    Refusal::new(
        401,
        Match::Exact("Unauthorized"),
        Unauthorized,
        "errors: 401 no key, wrong key, token of another instance; auth_order: before schema and act",
    )
    .hint(KEY),
    Refusal::new(
        400,
        Match::Exact(SOCKET_REFUSED[0]),
        Unauthorized,
        "realtime.handshake: 400 with the plain sentence on a direct upgrade; the key is looked at before the protocol changes",
    )
    .on(SOCKET)
    .hint(SOCKET_KEY),
    Refusal::new(
        400,
        Match::Exact(SOCKET_REFUSED[1]),
        Unauthorized,
        "realtime.handshake: 400 with the plain sentence on a direct upgrade; the key is looked at before the protocol changes",
    )
    .on(SOCKET)
    .hint(SOCKET_KEY),
    Refusal::new(
        403,
        Match::Contains("is already in use"),
        Conflict,
        "errors: 403 name in use; auth_order: before the key check",
    )
    .on(CREATE)
    .hint(BEFORE_THE_KEY),
    Refusal::new(
        404,
        Match::Contains("instance does not exist"),
        NotFound,
        "errors: 404 unknown instance; auth_order: before the key check",
    )
    .hint(BEFORE_THE_KEY),
    Refusal::new(
        404,
        Match::Prefix("Instance \""),
        NotFound,
        "instance.fetch errors: 404 unknown name, id and number, observed",
    )
    .on(On::Names(&["instance.fetch"])),
    Refusal::new(
        404,
        Match::Prefix("Cannot "),
        NotFound,
        "errors: 404 unknown route or method; auth_order: first of all",
    )
    .hint(ROUTE),
    Refusal::new(
        400,
        Match::Prefix("exists: false"),
        RecipientInvalid,
        "errors: 400 number not on WhatsApp (observed on message.send_text)",
    )
    .on(SENDS),
    Refusal::new(
        400,
        Match::Prefix("Owned media must be a url"),
        MediaRejected,
        "message.send_media errors: 400 send media not url, observed; checked by the controller",
    )
    .on(SENDS)
    .hint("base64 goes without a `data:` prefix"),
    invalid(
        Match::Exact("For base64 the file name must be informed."),
        SENDS,
        "message.send_media errors: 400 base64 document without name, observed",
    ),
    invalid(
        Match::Exact("Text is required"),
        SENDS,
        "message.send_text errors: 400 send text blank, observed",
    ),
    Refusal::new(
        400,
        Match::Prefix("instance requires property \""),
        InvalidRequest,
        "errors: 400 schema error; auth_order: schema before everything else",
    ),
    invalid(
        Match::Prefix("Invalid format"),
        SENDS,
        "message.send_text errors: 400 number as integer, observed; auth_order: schema",
    ),
    invalid(
        Match::Prefix("Enter a value in milliseconds"),
        SENDS,
        "message.send_text errors: 400 delay string, observed; auth_order: schema",
    ),
    invalid(
        Match::Prefix("mediatype is not one of enum values"),
        SENDS,
        "message.send_media errors: 400 send media bad type, observed; auth_order: schema",
    ),
    invalid(
        Match::Prefix("selectableCount must be less than or equal to "),
        On::Names(&["message.send_poll"]),
        "message.send_poll errors: 400 send poll count too high, observed; auth_order: schema",
    ),
    invalid(
        Match::Prefix("values does not meet minimum length of "),
        On::Names(&["message.send_poll"]),
        "message.send_poll errors: 400 send poll too few, observed; auth_order: schema",
    ),
    invalid(
        Match::Prefix("values contains duplicate item"),
        On::Names(&["message.send_poll"]),
        "message.send_poll errors: 400 send poll duplicates, observed; auth_order: schema",
    ),
    invalid(
        Match::Exact("At least one button is required"),
        On::Names(&["message.send_buttons"]),
        "message.send_buttons errors: 400 send buttons empty, observed without a connection",
    ),
    invalid(
        Match::Exact("Reply buttons cannot be mixed with other button types"),
        On::Names(&["message.send_buttons"]),
        "message.send_buttons errors: 400 send buttons mixed, observed; the service checks it first",
    ),
    invalid(
        Match::Prefix("\"wuid\" must be a numeric string"),
        On::Names(&["message.send_contact"]),
        "message.send_contact errors: 400 send contact short, observed; auth_order: schema",
    ),
    invalid(
        Match::Exact("Reaction must be a single emoji or empty string"),
        On::Names(&["message.send_reaction"]),
        "message.send_reaction errors: 400 not emoji, observed; checked by the controller",
    ),
    invalid(
        Match::Exact("StatusJidList is required"),
        On::Names(&["message.send_status"]),
        "message.send_status errors: 400 send status no list, observed without a connection",
    ),
    invalid(
        Match::Exact("Contacts not found"),
        On::Names(&["message.send_status"]),
        "message.send_status errors: 400; whatsapp.baileys.service.ts checks it first",
    ),
    invalid(
        Match::Exact("Background color is required"),
        On::Names(&["message.send_status"]),
        "message.send_status errors: 400; whatsapp.baileys.service.ts checks it first",
    ),
    invalid(
        Match::Exact("Font is required"),
        On::Names(&["message.send_status"]),
        "message.send_status errors: 400; whatsapp.baileys.service.ts checks it first",
    ),
    invalid(
        Match::Prefix("number does not match pattern"),
        CREATE,
        "instance.create errors: 400 create bad number, observed; auth_order: schema",
    ),
    invalid(
        Match::Exact("Invalid integration"),
        CREATE,
        "errors: 400 bad integration; instance.controller.ts: told before the row is written",
    ),
    Refusal::new(
        400,
        Match::Contains("instance is not connected"),
        InstanceOffline,
        "instance.logout errors: 400 logout when closed, observed",
    )
    .on(On::Names(&["instance.logout"]))
    .hint(LOGGED_OUT),
    invalid(
        Match::Contains("is not of a type(s) boolean"),
        On::Names(&["settings.set"]),
        "settings.set errors: 400 settings set wrong type, observed; auth_order: schema",
    ),
    invalid(
        Match::Exact("Invalid proxy"),
        On::Names(&["proxy.set"]),
        "proxy.set errors: 400 proxy set unreachable, observed; tested before it is stored",
    ),
    Refusal::new(
        400,
        Match::Prefix("exists: false"),
        RecipientInvalid,
        "chat.fetch_profile errors: 400 not on WhatsApp, observed; it only reads",
    )
    .on(On::Names(&["chat.fetch_profile"])),
    invalid(
        Match::Prefix("numbers does not meet minimum length of "),
        On::Names(&["chat.whatsapp_numbers"]),
        "chat.whatsapp_numbers errors: 400 empty, observed; auth_order: schema",
    ),
    Refusal::new(
        400,
        Match::Exact(""),
        InstanceOffline,
        "chat.whatsapp_numbers errors: 400 `{}` never connected, observed; it only reads",
    )
    .on(On::Names(&["chat.whatsapp_numbers"]))
    .hint(NEVER_CONNECTED),
    invalid(
        Match::Prefix("The property cannot be empty"),
        On::Names(&["chat.find_messages"]),
        "chat.find_messages errors: 400 bad where, observed; auth_order: schema",
    ),
    invalid(
        Match::Prefix("where.id does not meet minimum length of "),
        On::Names(&["chat.find_contacts"]),
        "chat.find_contacts errors: 400 bad where, observed; auth_order: schema",
    ),
    invalid(
        Match::Exact("remoteJid is a required query parameter"),
        On::Names(&["chat.find_by_remote_jid"]),
        "chat.find_by_remote_jid errors: 400 missing, observed; checked by the router",
    ),
    Refusal::new(
        400,
        Match::Exact("Message not found"),
        NotFound,
        "chat.get_base64 errors: 400 no message, observed; it only reads",
    )
    .on(On::Names(&["chat.get_base64"])),
    invalid(
        Match::Exact("The message is not of the media type"),
        On::Names(&["chat.get_base64"]),
        "chat.get_base64 errors: 400 on a text, observed; it only reads",
    ),
    invalid(
        Match::Exact("Message not compatible"),
        On::Names(&["chat.update_message"]),
        "chat.update_message errors: 400 unknown, observed; whatsapp.baileys.service.ts checks it first",
    ),
    invalid(
        Match::Exact("RemoteJid does not match"),
        On::Names(&["chat.update_message"]),
        "chat.update_message errors: 400; whatsapp.baileys.service.ts checks it before it sends",
    ),
    invalid(
        Match::Prefix("status is not one of enum values"),
        On::Names(&["chat.update_block_status"]),
        "chat.update_block_status errors: 400 updateBlockStatus bad, observed; auth_order: schema",
    ),
    invalid(
        Match::Prefix("readreceipts is not one of enum values"),
        On::Names(&["chat.update_privacy"]),
        "chat.update_privacy errors: 400 bad enum, observed; auth_order: schema",
    ),
    invalid(
        Match::Prefix("action is not one of enum values"),
        On::Names(&["label.handle", "group.update_participant"]),
        "label.handle, group.update_participant errors: 400 bad action, observed; auth_order: schema",
    ),
    Refusal::new(
        404,
        Match::Exact("Number is not on WhatsApp"),
        RecipientInvalid,
        "label.handle errors: 404 not on WhatsApp, observed; it is looked up first",
    )
    .on(On::Names(&["label.handle"])),
    invalid(
        Match::Prefix("\"participants\" must be an array of numeric strings"),
        On::Names(&["group.create"]),
        "group.create errors: 400 short participant, observed; auth_order: schema",
    ),
    invalid(
        Match::Prefix("expiration is not one of enum values"),
        On::Names(&["group.toggle_ephemeral"]),
        "group.toggle_ephemeral errors: 400 toggleEphemeral bad, observed; auth_order: schema",
    ),
    invalid(
        Match::Prefix("groupJid does not match pattern"),
        On::Prefix("group."),
        "group.find errors: 400 bad jid, observed; errors: schema error of a group route",
    ),
    invalid(
        Match::Prefix("inviteCode does not match pattern"),
        On::Prefix("group."),
        "group.invite_info errors: 400 bad code, observed; errors: schema error of a group route",
    ),
    invalid(
        Match::Prefix("The group invite code id needs to be informed in the query"),
        On::Prefix("group."),
        "group.invite_info errors: 400 no code, observed; abstract.router.ts checks it first",
    ),
    Refusal::new(
        404,
        Match::Exact("Error fetching group; Error: item-not-found"),
        NotFound,
        "group.find errors: 404 unknown, observed; it only reads",
    )
    .on(On::Names(&["group.find"])),
    Refusal::new(
        404,
        Match::Exact("No invite code; Error: item-not-found"),
        NotFound,
        "group.invite_code errors: 404 unknown, observed; it only reads",
    )
    .on(On::Names(&["group.invite_code"])),
    Refusal::new(
        400,
        Match::Prefix("Method not available on"),
        Unsupported,
        "errors: 400 method not offered by the channel, observed on the two lesser channels",
    )
    .hint("the instance's channel (integration) does not have this operation"),
    Refusal::new(
        400,
        Match::Prefix("Expected double-quoted property name in JSON"),
        InvalidRequest,
        "errors: 400 malformed JSON: the body parser runs before every route",
    ),
    Refusal::new(
        503,
        Match::Code("LICENSE_REQUIRED"),
        LicenseRequired,
        "envelope.error.license: a gate in front of every business route from 2.4.0-rc1 on",
    )
    .hint("activate the server's licence; the answer's body holds the address"),
];

/// What the words of an answer mean that no row explains. They prove nothing: the message may have been sent.
pub(crate) fn unproven(status: StatusCode, words: &Words) -> Option<ErrorKind> {
    let said = words.message.as_deref().unwrap_or_default();
    match status.as_u16() {
        400 if said.ends_with("Timed Out") => Some(ErrorKind::Timeout),
        400 if said.ends_with("Connection Closed") => Some(ErrorKind::InstanceOffline),
        400 | 404 | 500 if lacks_a_socket(said) => Some(ErrorKind::InstanceOffline),
        _ => None,
    }
}

fn lacks_a_socket(said: &str) -> bool {
    said.strip_suffix("')")
        .and_then(|said| said.rsplit_once("Cannot read properties of undefined (reading '"))
        .is_some_and(|(_, asked)| ASKED_OF_THE_SOCKET.contains(&asked))
}

/// What a user can do about a failure that no row explains.
pub(crate) fn hint(operation: &str, status: StatusCode) -> Option<&'static str> {
    match status.as_u16() {
        400 if operation.starts_with("message.") => Some(
            "the server also answers 400 when WhatsApp timed out or its connection closed: the message may have been sent",
        ),
        500 if operation.starts_with("message.") => Some(
            "\"onWhatsApp\" means that the instance was never connected; any other 500 leaves open whether the message was sent",
        ),
        500 if operation == "group.fetch_all" => {
            Some("\"Cannot convert undefined or null to object\" means that the instance was never connected")
        }
        404 if matches!(operation, "group.invite_info" | "group.accept_invite") => {
            Some("the server says the same of an unknown code and of an instance that is not connected")
        }
        404 if operation == "chat.update_message" => {
            Some("the server also says \"Message not found\" after it sent the change: it may have been made")
        }
        500 if operation == "chat.archive" => Some("the server needs the chat's last message"),
        400 if operation == "instance.create" => Some(
            "the server removes a half-made instance some time later: list the instances before creating it again",
        ),
        401 => Some(KEY),
        413 => Some("the server refuses bodies above 136 MB"),
        429 => Some("the server knows no rate limit: a proxy in front of it answered"),
        _ => None,
    }
}

/// The server's words, from every shape in which it gives them.
pub(crate) fn words(body: &str) -> Words {
    let Ok(body) = serde_json::from_str::<Value>(body) else {
        // What refuses a socket answers with a bare sentence.
        let sentence = SOCKET_REFUSED.into_iter().find(|sentence| *sentence == body.trim());
        return Words { message: sentence.map(str::to_owned), code: None };
    };
    let mut said = Vec::new();
    let mut code = None;
    match &body {
        Value::Object(members) => {
            code = code_of(members);
            read_object(members, &mut said);
        }
        other => collect(other, &mut said),
    }
    said.dedup();
    Words { message: (!said.is_empty()).then(|| said.join("; ")), code }
}

/// Meta's and the licence gate's code.
fn code_of(members: &Map<String, Value>) -> Option<String> {
    let code = members.get("code").or_else(|| members.get("details")?.get("whatsapp_code"))?;
    match code {
        Value::String(code) if !code.is_empty() => Some(code.clone()),
        Value::Number(code) => Some(code.to_string()),
        _ => None,
    }
}

/// `response.message`, else the flat `message` with Meta's sentence, else a bare `error`.
fn read_object(members: &Map<String, Value>, said: &mut Vec<String>) {
    match members.get("response") {
        Some(Value::Object(response)) => {
            if let Some(message) = response.get("message") {
                collect(message, said);
            }
        }
        Some(other) => collect(other, said),
        None => {}
    }
    if said.is_empty() {
        if let Some(message) = members.get("message") {
            collect(message, said);
        }
        if let Some(meta) = members.get("details").and_then(|details| details.get("whatsapp_error")) {
            collect(meta, said);
        }
    }
    if said.is_empty()
        && let Some(error @ Value::String(_)) = members.get("error")
    {
        collect(error, said);
    }
}

/// Every text in a message: a string, an array of them, an array of arrays, or objects with a `message` of their own.
fn collect(value: &Value, said: &mut Vec<String>) {
    match value {
        Value::Null => {}
        Value::String(text) if text.trim().is_empty() => {}
        Value::String(text) => said.push(without_dump(text)),
        Value::Bool(_) | Value::Number(_) => said.push(value.to_string()),
        Value::Array(items) => items.iter().for_each(|item| collect(item, said)),
        Value::Object(members) => {
            if let Some(message) = members.get("message") {
                collect(message, said);
            } else if let Some(exists) = members.get("exists") {
                said.push(recipient(exists, members));
            } else if !members.is_empty() {
                said.push(value.to_string());
            }
        }
    }
}

/// The database's errors repeat the whole query, with tokens and messages: only their name and their last line, the reason, are kept.
fn without_dump(text: &str) -> String {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    match (lines.next(), lines.next_back()) {
        (Some(name), Some(reason)) if name.starts_with("Prisma") => format!("{name} {reason}"),
        _ => text.to_owned(),
    }
}

/// `{jid, exists, number}`, always in this order: a row of the table reads its beginning.
fn recipient(exists: &Value, members: &Map<String, Value>) -> String {
    let mut text = format!("exists: {exists}");
    for name in ["number", "jid"] {
        if let Some(Value::String(value)) = members.get(name) {
            text.push_str(", ");
            text.push_str(name);
            text.push_str(": ");
            text.push_str(value);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shape_is_read() {
        for (body, message) in [
            (r#"{"response":{"message":"Unauthorized"}}"#, "Unauthorized"),
            (r#"{"response":{"message":["a","b"]}}"#, "a; b"),
            (r#"{"response":{"message":[["a","b"]]}}"#, "a; b"),
            (r#"{"response":{"message":[{"property":"p","message":"p is wrong"}]}}"#, "p is wrong"),
            (r#"{"response":{"message":[{"archived":false,"message":["no chat"]}]}}"#, "no chat"),
            (
                r#"{"response":{"message":[{"jid":"1@s.whatsapp.net","exists":false,"number":"1"}]}}"#,
                "exists: false, number: 1, jid: 1@s.whatsapp.net",
            ),
            (r#"{"message":[["too short"]]}"#, "too short"),
            (r#"{"message":["too short"]}"#, "too short"),
            (r#"{"error":"remoteJid is required"}"#, "remoteJid is required"),
            (r#"{"status":500,"error":"Internal Server Error","response":{}}"#, "Internal Server Error"),
            (r#"{"error":true,"message":"[object Object]"}"#, "[object Object]"),
            (r#"{"response":"plain"}"#, "plain"),
        ] {
            assert_eq!(words(body), Words::message(message), "{body}");
        }
    }

    #[test]
    fn codes_are_read() {
        let meta = words(r##"{"message":"(#131030) not allowed","type":"OAuthException","code":131030}"##);
        assert_eq!(meta, Words::message("(#131030) not allowed").with_code("131030"));
        let template = words(
            r#"{"message":"Bad template","details":{"whatsapp_error":"The template is not valid","whatsapp_code":100}}"#,
        );
        assert_eq!(template, Words::message("Bad template; The template is not valid").with_code("100"));
        let licence = words(r#"{"status":503,"error":"service not activated","code":"LICENSE_REQUIRED"}"#);
        assert_eq!(licence, Words::message("service not activated").with_code("LICENSE_REQUIRED"));
    }

    #[test]
    fn the_databases_errors_lose_what_they_repeat() {
        let told = words(
            r#"{"response":{"message":["PrismaClientValidationError: \nInvalid `create()` invocation in\n/evolution/x.ts:1\n\n{ token: \"s3cret\" }\n\nArgument `name` is missing."]}}"#,
        );
        assert_eq!(told, Words::message("PrismaClientValidationError: Argument `name` is missing."));
    }

    #[test]
    fn no_text_is_too_strange() {
        for body in ["", "{", "<html>502</html>", "{}", "null", "[]", "[[[{}]]]", r#"{"message":{}}"#, "7é"]
        {
            assert_eq!(words(body), Words::default(), "{body}");
        }
    }
}

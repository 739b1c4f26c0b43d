//! Bytes that stand outside of an event's JSON.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use wagate_socketio::Event;

/// How the server writes the place of an attachment, up to its number. A text inside JSON cannot hold it: its quotes would be escaped.
const PLACEHOLDER: &str = r#"{"_placeholder":true,"num":"#;

/// An event's JSON with its attachments in their places, in base64. One that is not there leaves its placeholder.
pub(super) fn filled<'a>(text: &'a str, event: &Event) -> Cow<'a, str> {
    if event.attachments.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut whole = String::with_capacity(
        text.len() + 2 * event.attachments.iter().map(|bytes| bytes.len()).sum::<usize>(),
    );
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(PLACEHOLDER) {
        whole.push_str(before);
        let attachment = after
            .split_once('}')
            .and_then(|(number, after)| Some((event.attachments.get(number.parse::<usize>().ok()?)?, after)));
        match attachment {
            Some((bytes, after)) => {
                whole.push('"');
                STANDARD.encode_string(bytes, &mut whole);
                whole.push('"');
                rest = after;
            }
            None => {
                whole.push_str(PLACEHOLDER);
                rest = after;
            }
        }
    }
    whole.push_str(rest);
    Cow::Owned(whole)
}

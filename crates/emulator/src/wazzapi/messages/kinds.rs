//! The kinds of direct messages, and the files of some of them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use crate::ReceivedMedia;
use crate::wazzapi::errors::{Problem, Refusal};
use crate::wazzapi::fields::Fields;

/// What `media_type` may say.
pub(in crate::wazzapi) const MEDIA_WORDS: [&str; 4] = ["image", "video", "document", "audio"];

/// The word of `media_type` for a kind of message.
pub(in crate::wazzapi) fn media_word(kind: &str) -> Option<&'static str> {
    let kind = if kind == "voice" { "audio" } else { kind };
    MEDIA_WORDS.into_iter().find(|word| *word == kind)
}

/// The one file of the two members that may hold it.
// Guess: the words, and that bytes need both names; the official clients send them so.
pub(in crate::wazzapi) fn file(body: &mut Fields) -> Result<ReceivedMedia, Refusal> {
    let rule = |message: &str| Refusal::from(Problem::rule(message));
    let (url, base64) = (body.text("media_url"), body.text("media_base64"));
    let (name, content_type) = (body.text("filename"), body.text("mimetype"));
    body.check()?;
    let file = match (url, base64) {
        (Some(url), None) => ReceivedMedia::from_url(&url),
        (None, Some(_)) if name.is_none() || content_type.is_none() => {
            return Err(rule("filename and mimetype are required with media_base64"));
        }
        (None, Some(base64)) => match STANDARD.decode(base64) {
            Ok(bytes) => ReceivedMedia::from_bytes(&bytes),
            Err(_) => {
                let place = json!(["body", "media_base64"]);
                return Err(Problem::new(place, "Invalid base64", "value_error").into());
            }
        },
        _ => return Err(rule("exactly one of media_url and media_base64 is required")),
    };
    Ok(file.with_content_type(content_type.as_deref()))
}

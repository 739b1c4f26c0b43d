//! What kind of file it is, by its name or by its first bytes.

/// How many bytes of a file are read for its kind.
pub(super) const FIRST_BYTES: usize = 8 * 1024;

/// The media type that the name's ending stands for.
pub(super) fn by_name(name: &str) -> Option<&'static str> {
    mime_guess::from_path(name).first_raw()
}

/// The media type that the first bytes tell.
pub(super) fn by_first_bytes(bytes: &[u8]) -> Option<&'static str> {
    match infer::get(&bytes[..bytes.len().min(FIRST_BYTES)])?.mime_type() {
        // RFC 7845: in a file, Opus is a kind of Ogg. `audio/opus` is a stream's, and WhatsApp does not use it.
        "audio/opus" => Some("audio/ogg; codecs=opus"),
        kind => Some(kind),
    }
}

/// Whether a text is of the form `type/subtype`, perhaps with parameters.
pub(super) fn is_media_type(text: &str) -> bool {
    let essence = text.split(';').next().unwrap_or_default().trim();
    let is_token = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&byte))
    };
    // It may stand in a header: no part of it may end the line.
    !text.chars().any(char::is_control)
        && essence.split_once('/').is_some_and(|(kind, subtype)| is_token(kind) && is_token(subtype))
}

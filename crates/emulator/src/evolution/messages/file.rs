//! Files as they come: a URL, bare base64 or a part of a form.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;

use crate::ReceivedMedia;
use crate::evolution::call::File;

/// A file as the server received it.
pub(super) struct Received {
    pub(super) media: ReceivedMedia,
    pub(super) bytes: Option<Bytes>,
}

impl Received {
    /// A URL or bare base64, told apart as the server does; none when it is neither.
    // Guess: a URL is taken unseen. The real server fetches it, and answers 500 where it cannot.
    pub(super) fn from_text(text: &str) -> Option<Self> {
        match decoded(text) {
            Some(bytes) => Some(Self::from_bytes(bytes)),
            None if is_url(text) => Some(Self { media: ReceivedMedia::from_url(text), bytes: None }),
            None => None,
        }
    }

    pub(super) fn from_file(file: &File) -> Self {
        let received = Self::from_bytes(file.bytes.clone());
        let media = received.media.with_content_type(file.content_type.as_deref());
        Self { media, ..received }
    }

    /// A part of the form goes before a text.
    pub(super) fn from_either(file: Option<&File>, text: &str) -> Option<Self> {
        file.map(Self::from_file).or_else(|| Self::from_text(text))
    }

    /// The same file, with the media type that was named beside it.
    pub(super) fn named(self, content_type: Option<&str>) -> Self {
        match content_type {
            Some(named) => Self { media: self.media.with_content_type(Some(named)), ..self },
            None => self,
        }
    }

    /// How many bytes it has.
    // Guess: the size of a file that the emulator does not fetch.
    pub(super) fn len(&self) -> u64 {
        self.media.bytes_len.unwrap_or(1024) as u64
    }

    fn from_bytes(bytes: Bytes) -> Self {
        Self { media: ReceivedMedia::from_bytes(&bytes), bytes: Some(bytes) }
    }
}

/// What base64 stands for.
fn decoded(text: &str) -> Option<Bytes> {
    STANDARD.decode(text).ok().filter(|bytes| !bytes.is_empty()).map(Bytes::from)
}

/// Whether the server takes a text for a picture: as a URL or as base64.
pub(in crate::evolution) fn is_file(text: &str) -> bool {
    Received::from_text(text).is_some()
}

/// Whether the server's check takes a text for a URL: a host with a dot, so that `localhost` is none, and no other
/// scheme than these.
fn is_url(text: &str) -> bool {
    if text.contains(|letter: char| letter.is_whitespace() || matches!(letter, '<' | '>')) {
        return false;
    }
    let rest = match text.split_once("://") {
        Some(("http" | "https" | "ftp", rest)) => rest,
        Some(_) => return false,
        None => text,
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let host = host.split(':').next().unwrap_or_default();
    let label = |label: &str| {
        !label.is_empty()
            && label.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '_'))
    };
    let address = host.parse::<std::net::Ipv4Addr>().is_ok();
    let top = host.rsplit('.').next().unwrap_or_default();
    let named = top.len() >= 2 && top.chars().all(char::is_alphabetic);
    host.contains('.') && host.split('.').all(label) && (address || named)
}

#[cfg(test)]
mod tests {
    use super::is_url;

    #[test]
    fn urls_are_told_as_the_server_tells_them() {
        for url in ["https://files.example.org/a.png", "http://127.0.0.1:8095/x.png", "example.org/a.png"] {
            assert!(is_url(url), "{url}");
        }
        for text in
            ["not a url", "http://localhost:1/a.png", "data:image/png;base64,AAAA", "file:///etc/a.png", ""]
        {
            assert!(!is_url(text), "{text}");
        }
    }
}

//! Bodies with a file, `multipart/form-data`.

use bytes::Bytes;
use serde_json::{Map, Value};

/// The one file of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::evolution) struct File {
    pub(in crate::evolution) bytes: Bytes,
    pub(in crate::evolution) content_type: Option<String>,
}

/// What a body with files holds: every member is a text.
#[derive(Debug, Default)]
pub(in crate::evolution) struct Form {
    pub(super) members: Map<String, Value>,
    pub(super) file: Option<File>,
    /// Whether there is a file in another field than the one for files, or a second one.
    pub(super) unexpected: bool,
}

/// Reads a body by the boundary that its content type names. What has no form of a part is left out.
pub(super) fn read(content_type: &str, bytes: &[u8]) -> Form {
    let boundary = content_type.split(';').find_map(|parameter| parameter.trim().strip_prefix("boundary="));
    let mut form = Form::default();
    let Some(boundary) = boundary.map(|boundary| boundary.trim_matches('"')) else { return form };
    let delimiter = format!("\r\n--{boundary}");
    // The first delimiter has no line end before it; with one it is as all others.
    let whole = [b"\r\n", bytes].concat();
    let starts = positions(&whole, delimiter.as_bytes());
    for pair in starts.windows(2) {
        let part = &whole[pair[0] + delimiter.len()..pair[1]];
        let Some(at) = memchr::memmem::find(part, b"\r\n\r\n") else { continue };
        form.add(&String::from_utf8_lossy(&part[..at]), &part[at + 4..]);
    }
    form
}

impl Form {
    fn add(&mut self, headers: &str, content: &[u8]) {
        let header = |wanted: &str| {
            let mut lines = headers.lines().filter_map(|line| line.split_once(':'));
            lines.find(|(name, _)| name.trim().eq_ignore_ascii_case(wanted)).map(|(_, value)| value.trim())
        };
        let disposition = header("content-disposition").unwrap_or_default();
        let parameter = |wanted: &str| {
            let mut parameters =
                disposition.split(';').filter_map(|parameter| parameter.trim().split_once('='));
            parameters.find(|(name, _)| *name == wanted).map(|(_, value)| value.trim_matches('"'))
        };
        match (parameter("name"), parameter("filename")) {
            (Some("file"), Some(_)) if self.file.is_none() => {
                let content_type = header("content-type").map(str::to_owned);
                self.file = Some(File { bytes: Bytes::copy_from_slice(content), content_type });
            }
            (Some(_), Some(_)) => self.unexpected = true,
            (Some(name), None) => {
                let text = String::from_utf8_lossy(content).into_owned();
                self.members.insert(name.to_owned(), Value::String(text));
            }
            (None, _) => {}
        }
    }
}

/// Where a sequence of bytes stands, without overlaps.
fn positions(bytes: &[u8], wanted: &[u8]) -> Vec<usize> {
    memchr::memmem::find_iter(bytes, wanted).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_the_file_are_told_apart() {
        let body = "--B\r\nContent-Disposition: form-data; name=\"number\"\r\n\r\n5511\r\n--B\r\n\
                    content-disposition: form-data; name=\"file\"; filename=\"a;b.png\"\r\n\
                    Content-Type: image/png\r\n\r\n\r\n-\r\n\r\n--B--\r\n";
        let form = read("multipart/form-data; boundary=B", body.as_bytes());
        assert_eq!(form.members["number"], "5511");
        assert_eq!(
            form.file,
            Some(File {
                bytes: Bytes::from_static(b"\r\n-\r\n"),
                content_type: Some("image/png".to_owned())
            })
        );
        assert!(!form.unexpected);
        let other = body.replace("\"file\"", "\"image\"");
        assert!(read("multipart/form-data; boundary=\"B\"", other.as_bytes()).unexpected);
        assert!(read("multipart/form-data", b"x").members.is_empty());
    }
}

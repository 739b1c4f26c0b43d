//! Bodies with a file as a part of its own: `multipart/form-data`, as RFC 7578 has it.

use std::fmt::{self, Write as _};

use http::HeaderValue;

use super::{Body, PIECE};
use crate::error::Error;
use crate::message::Upload;

/// The fields of a form, and at last its file.
///
/// ```
/// # use wagate_sdk_core::{Error, Media, adapter::Form};
/// # async fn example() -> Result<(), Error> {
/// let receipt = Media::file("receipt.png").open().await?;
/// let body = Form::new().text("number", "5511999990000").text("caption", "Receipt").with_file("file", &receipt)?;
/// # Ok(())
/// # }
/// ```
#[derive(Default)]
pub struct Form {
    fields: Vec<(&'static str, String)>,
}

impl Form {
    /// No fields.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a field.
    #[must_use]
    pub fn text(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.fields.push((name, value.into()));
        self
    }

    /// Adds a field, if there is something to say.
    #[must_use]
    pub fn text_if_some(self, name: &'static str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.text(name, value),
            None => self,
        }
    }

    /// The body: the fields, then the file, which is read piece by piece while it is sent. Its length is announced.
    ///
    /// # Errors
    /// Never for a file that was opened; [`Error::InvalidRequest`] when the boundary cannot stand in a header.
    pub fn with_file(self, name: &'static str, file: &Upload) -> Result<Body, Error> {
        let boundary = self.boundary(file);
        let content_type = HeaderValue::try_from(format!("multipart/form-data; boundary={boundary}"))
            .map_err(|_| Error::invalid("the form's boundary cannot stand in a header"))?;
        let mut before = String::new();
        for (name, value) in &self.fields {
            before += &format!(
                "--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"\r\n\r\n{value}\r\n",
                Quoted(name)
            );
        }
        before += &format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"; filename=\"{}\"\r\nContent-Type: {}\r\n\r\n",
            Quoted(name),
            Quoted(file.file_name().unwrap_or("file")),
            file.media_type().unwrap_or("application/octet-stream"),
        );
        let after = format!("\r\n--{boundary}--\r\n");
        let (length, file) = (file.len(), file.clone());
        Ok(Body::around(before, (length, move || file.read(PIECE)), after, content_type))
    }

    /// 256 random bits, which no file holds but by a chance that is none. What is at hand is looked through all the same.
    fn boundary(&self, file: &Upload) -> String {
        loop {
            let boundary = format!("{:032x}{:032x}", fastrand::u128(..), fastrand::u128(..));
            let is_in_name = file.file_name().is_some_and(|name| name.contains(&boundary));
            if !is_in_name && self.fields.iter().all(|(_, value)| !value.contains(&boundary)) {
                return boundary;
            }
        }
    }
}

/// Shows no values: they are what a user typed.
impl fmt::Debug for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.fields.iter().map(|(name, _)| name)).finish()
    }
}

/// A text between quotes in a header. What would end it, begin an escape or end the line is percent-encoded, as browsers do it.
struct Quoted<'a>(&'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for letter in self.0.chars() {
            match letter {
                '"' | '\\' | '\0'..='\x1f' | '\x7f' => write!(f, "%{:02X}", u32::from(letter))?,
                letter => f.write_char(letter)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use futures_util::TryStreamExt;

    use super::*;
    use crate::message::Media;

    #[tokio::test]
    async fn a_form_is_read_as_it_was_meant_whatever_the_names_hold() {
        let name = "a\"; name=\"x\r\nEvil: 1\\.png";
        let media = Media::bytes(&b"\x89PNG\r\n--\r\n"[..]).named(name).of_type("image/png");
        let file = media.open().await.unwrap();
        let form = Form::new().text("number", "55").text("caption", "one\r\n--two\u{e9}");
        let body = form.text_if_some("none", None).with_file("file", &file).unwrap();
        let content_type = body.content_type().unwrap().to_str().unwrap();
        let boundary = content_type.strip_prefix("multipart/form-data; boundary=").unwrap();
        assert!((32..=70).contains(&boundary.len()), "RFC 2046 allows 70 characters");
        let sent: Vec<Bytes> = body.open().try_collect().await.unwrap();
        let sent = sent.concat();
        assert_eq!(sent.len() as u64, body.len());
        let text = format!(
            "--B\r\nContent-Disposition: form-data; name=\"number\"\r\n\r\n55\r\n\
             --B\r\nContent-Disposition: form-data; name=\"caption\"\r\n\r\none\r\n--two\u{e9}\r\n\
             --B\r\nContent-Disposition: form-data; name=\"file\"; \
             filename=\"a%22; name=%22x%0D%0AEvil: 1%5C.png\"\r\nContent-Type: image/png\r\n\r\n{}\r\n--B--\r\n",
            "\u{fffd}PNG\r\n--\r\n"
        );
        assert_eq!(String::from_utf8_lossy(&sent).replace(boundary, "B"), text);
        assert_eq!(format!("{:?}", Form::new().text("caption", "secret")), "[\"caption\"]");
    }
}

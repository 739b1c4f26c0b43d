//! Bodies in JSON, also with a file inside.

use std::cell::Cell;
use std::io;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderValue;
use serde::Serialize;
use serde_json::ser::Formatter;

use super::base64::encoded;
use super::{Body, PIECE};
use crate::error::Error;
use crate::message::Upload;

const JSON: HeaderValue = HeaderValue::from_static("application/json");

impl Body {
    /// JSON.
    ///
    /// # Errors
    /// [`Error::InvalidRequest`] when the value cannot be written as JSON, or holds a file: that is for [`Body::json_with_file`].
    pub fn json<T: Serialize + ?Sized>(value: &T) -> Result<Self, Error> {
        let mut text = Vec::with_capacity(256);
        value
            .serialize(&mut serde_json::Serializer::with_formatter(&mut text, NoFile))
            .map_err(unwritable)?;
        Ok(Self::bytes(text.into(), JSON))
    }

    /// JSON around a file, or mere JSON where there is none. The file is that member of the value which is an [`Upload`] or a
    /// [`DataUrl`](crate::DataUrl); it is encoded piece by piece while it is sent, and the length is announced.
    ///
    /// # Errors
    /// [`Error::InvalidRequest`] when the value cannot be written as JSON, or the file stands in it not at all or twice.
    pub fn json_with_file<T: Serialize + ?Sized>(value: &T, file: Option<&Upload>) -> Result<Self, Error> {
        let Some(file) = file else { return Self::json(value) };
        let written = Cell::new(0);
        let place = Cell::new(None);
        let mut writer = Counted { text: Vec::with_capacity(256), written: &written };
        let formatter = WithFile { written: &written, place: &place };
        value
            .serialize(&mut serde_json::Serializer::with_formatter(&mut writer, formatter))
            .map_err(unwritable)?;
        let Some(at) = place.get() else {
            return Err(Error::invalid("the file has no place in the request"));
        };
        let mut before = writer.text;
        let after = before.split_off(at);
        // What one piece holds is not worth a stream.
        if let Some(bytes) = file.as_bytes().filter(|bytes| bytes.len() <= PIECE) {
            before.extend_from_slice(STANDARD.encode(bytes).as_bytes());
            before.extend_from_slice(&after);
            return Ok(Self::bytes(before.into(), JSON));
        }
        let (length, file) = (file.base64_len(), file.clone());
        Ok(Self::around(before, (length, move || encoded(file.read(PIECE))), after, JSON))
    }
}

fn unwritable(error: serde_json::Error) -> Error {
    // The writer is memory, so that an error of its kind is one of those below.
    if error.is_io() {
        return Error::invalid(format!("the request cannot be written: {error}"));
    }
    Error::invalid(format!("the request cannot be written as JSON: {:?}", error.classify()))
}

/// Compact JSON. Bytes, for which JSON has no form, are refused.
struct NoFile;

impl Formatter for NoFile {
    fn write_byte_array<W: ?Sized + io::Write>(&mut self, _: &mut W, _: &[u8]) -> io::Result<()> {
        Err(io::Error::other("it holds a file where none is sent"))
    }
}

/// Compact JSON, in which bytes are the place of the file: they are what stands before its base64. No text of the request can be taken for it.
struct WithFile<'a> {
    written: &'a Cell<usize>,
    place: &'a Cell<Option<usize>>,
}

impl Formatter for WithFile<'_> {
    fn write_byte_array<W: ?Sized + io::Write>(&mut self, writer: &mut W, before: &[u8]) -> io::Result<()> {
        if self.place.get().is_some() {
            return Err(io::Error::other("it holds the file twice"));
        }
        if !before.iter().all(|byte| matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\')) {
            return Err(io::Error::other("what stands before the file needs escapes"));
        }
        writer.write_all(b"\"")?;
        writer.write_all(before)?;
        self.place.set(Some(self.written.get()));
        writer.write_all(b"\"")
    }
}

/// A text that tells the formatter how long it is.
struct Counted<'a> {
    text: Vec<u8>,
    written: &'a Cell<usize>,
}

impl io::Write for Counted<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.text.extend_from_slice(bytes);
        self.written.set(self.text.len());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use futures_util::TryStreamExt;
    use serde_json::json;

    use super::*;
    use crate::message::Media;

    #[derive(Serialize)]
    struct Request<F> {
        before: &'static str,
        file: F,
        after: [u8; 2],
    }

    fn request<F>(file: F) -> Request<F> {
        Request { before: "say \"[]\"", file, after: [1, 2] }
    }

    async fn upload(length: usize) -> Upload {
        let media = Media::bytes(vec![b'x'; length]).named("a.png");
        media.open().await.unwrap()
    }

    async fn written(body: &Body) -> serde_json::Value {
        let text =
            body.open().try_fold(Vec::new(), |all, piece| async move { Ok([all, piece.to_vec()].concat()) });
        let text = text.await.unwrap();
        assert_eq!(text.len() as u64, body.len());
        serde_json::from_slice(&text).unwrap()
    }

    #[tokio::test]
    async fn a_file_stands_where_its_member_is() {
        for length in [1, 2, 3, PIECE, PIECE + 1, 2 * PIECE] {
            let file = upload(length).await;
            let text = STANDARD.encode(vec![b'x'; length]);
            let body = Body::json_with_file(&request(&file), Some(&file)).unwrap();
            let told = json!({ "before": "say \"[]\"", "file": text, "after": [1, 2] });
            assert_eq!(written(&body).await, told);
            let url = file.clone().into_data_url().unwrap();
            let body = Body::json_with_file(&request(&url), Some(&file)).unwrap();
            assert_eq!(written(&body).await["file"], format!("data:image/png;base64,{text}"));
        }
    }

    #[tokio::test]
    async fn a_file_is_never_lost_and_never_sent_twice() {
        let file = &upload(1).await;
        for refused in [
            Body::json(&request(file)),
            Body::json_with_file(&request(file), None),
            Body::json_with_file(&request("no file"), Some(file)),
            Body::json_with_file(&request([file, file]), Some(file)),
        ] {
            assert!(matches!(refused, Err(Error::InvalidRequest(_))), "{refused:?}");
        }
        assert_eq!(written(&Body::json_with_file(&[1], None).unwrap()).await, json!([1]));
    }
}

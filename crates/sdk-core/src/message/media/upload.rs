//! A file that is ready to leave.

use std::fmt;

use bytes::Bytes;
use serde::{Serialize, Serializer};

use super::source::Source;
use crate::error::Error;
use crate::transport::{BodyStream, exact};

/// A file that was looked at and is ready to leave: its length, its name and its media type are known. [`Media::open`](super::Media::open)
/// makes it; a request carries it. Cheap to clone.
///
/// Its bytes are read while they are sent, from the beginning for every attempt. A file that turns out shorter than it was breaks the request; of
/// one that grew, the announced length is sent.
///
/// As a member of a request that [`Body::json_with_file`](crate::adapter::Body::json_with_file) writes, it is the file in base64. It cannot be
/// serialized anywhere else.
#[derive(Clone)]
pub struct Upload {
    pub(super) source: Source,
    pub(super) length: u64,
    pub(super) file_name: Option<Box<str>>,
    pub(super) media_type: Option<Box<str>>,
}

impl Upload {
    /// The length in bytes, at least one.
    #[allow(clippy::len_without_is_empty, reason = "it is never empty")]
    pub fn len(&self) -> u64 {
        self.length
    }

    /// The length in base64, padded.
    pub fn base64_len(&self) -> u64 {
        self.length.div_ceil(3).saturating_mul(4)
    }

    /// Its name, if it has one.
    pub fn file_name(&self) -> Option<&str> {
        self.file_name.as_deref()
    }

    /// Its media type: given, by its name, or by its first bytes.
    pub fn media_type(&self) -> Option<&str> {
        self.media_type.as_deref()
    }

    /// The same file as a `data:` URL, which a member of a request can be.
    ///
    /// # Errors
    /// [`Error::InvalidRequest`] when its media type is not known: a `data:` URL that does not tell it is one of a text.
    pub fn into_data_url(self) -> Result<DataUrl, Error> {
        let Some(told) = &self.media_type else {
            return Err(Error::invalid("the file's media type is not known: set it with `of_type`"));
        };
        let essence = told.split(';').next().unwrap_or(told).trim();
        Ok(DataUrl { prefix: format!("data:{essence};base64,").into(), file: self })
    }

    /// The bytes, where they are in memory.
    pub(crate) fn as_bytes(&self) -> Option<&Bytes> {
        match &self.source {
            Source::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// Exactly its bytes, from the beginning, in pieces of about this size.
    pub(crate) fn read(&self, piece: usize) -> BodyStream {
        exact(self.length, "the file", self.source.read(piece))
    }
}

/// The place of the file's base64: JSON knows no bytes, so nothing else can stand for it.
impl Serialize for Upload {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_bytes(b"")
    }
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload")
            .field("length", &self.length)
            .field("file_name", &self.file_name)
            .field("media_type", &self.media_type)
            .finish()
    }
}

/// A file as a `data:` URL: [`Upload::into_data_url`]. Written like an [`Upload`].
#[derive(Debug, Clone)]
pub struct DataUrl {
    prefix: Box<str>,
    file: Upload,
}

impl DataUrl {
    /// The file.
    pub fn file(&self) -> &Upload {
        &self.file
    }

    pub(super) fn prefix(&self) -> &str {
        &self.prefix
    }
}

/// The bytes are what stands before the file's base64.
impl Serialize for DataUrl {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_bytes(self.prefix.as_bytes())
    }
}

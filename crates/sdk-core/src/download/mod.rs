//! The file of a received message: out of an answer, into memory or onto the disk, in little memory whatever its size.
//!
//! Gateways put the file into JSON, as a text in base64. It is decoded while the answer arrives; what stands beside it in the JSON is kept.

mod base64;
mod client;
mod destination;
mod scan;

pub use destination::{Destination, Saved};

use std::fmt;

use serde_json::Value;

use crate::raw::Raw;

/// A file that was downloaded.
#[non_exhaustive]
pub struct Downloaded {
    /// Its name, where the gateway told one. It is the sender's word: never a path to write to as it is.
    pub file_name: Option<String>,
    /// Its media type, such as `image/jpeg`, where the gateway told it.
    pub media_type: Option<String>,
    /// Its length in bytes.
    pub length: u64,
    /// Where it is now.
    pub saved: Saved,
    /// The gateway's answer, with an empty text in the file's place.
    pub about: Raw,
}

impl fmt::Debug for Downloaded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Downloaded")
            .field("media_type", &self.media_type)
            .field("length", &self.length)
            .field("saved", &self.saved)
            .finish_non_exhaustive()
    }
}

/// Where an answer holds a file, and what it tells about it. A member inside others is named by all of them.
///
/// ```
/// use wagate_sdk_core::adapter::FileAt;
///
/// const FILE: FileAt = FileAt::member(&["data", "base64"]).named_by(&["data", "fileName"]).typed_by(&["data", "mimetype"]);
/// ```
#[derive(Debug, Clone, Copy)]
pub struct FileAt {
    member: Option<Names>,
    name: Names,
    media_type: Names,
}

type Names = &'static [&'static str];

impl FileAt {
    /// The whole body is the file. Its media type is the answer's.
    pub const BODY: Self = Self { member: None, name: &[], media_type: &[] };

    /// In this member of the JSON, in base64, perhaps as a `data:` URL.
    pub const fn member(names: &'static [&'static str]) -> Self {
        Self { member: Some(names), ..Self::BODY }
    }

    /// Its name is in this member.
    #[must_use]
    pub const fn named_by(mut self, names: &'static [&'static str]) -> Self {
        self.name = names;
        self
    }

    /// Its media type is in this member.
    #[must_use]
    pub const fn typed_by(mut self, names: &'static [&'static str]) -> Self {
        self.media_type = names;
        self
    }
}

/// The text of a member that tells something.
fn told(about: &Value, names: Names) -> Option<String> {
    let (last, outer) = names.split_last()?;
    let holder = outer.iter().try_fold(about, |value, name| value.get(name))?;
    holder.get(last)?.as_str().filter(|text| !text.trim().is_empty()).map(str::to_owned)
}

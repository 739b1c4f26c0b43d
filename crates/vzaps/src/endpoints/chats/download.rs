//! Getting the file of a received message.

use std::fmt;

use serde::{Deserialize, Serialize};
use wagate_sdk_core::adapter::{FileAt, TimeoutClass};
use wagate_sdk_core::{endpoint, wire};

use crate::{Envelope, Vzaps};

/// A file on WhatsApp's servers, as the event of its message tells it. `Debug` does not show its key, with which whoever has the URL can
/// read it.
#[derive(Clone, Serialize)]
#[non_exhaustive]
pub struct EncryptedFile {
    /// Where it is for a while.
    pub url: String,
    /// What decrypts it, in base64.
    pub media_key: String,
    /// Its media type, such as `image/jpeg`.
    pub mimetype: String,
    /// Its path on WhatsApp's servers. Whether this and the rest must be there is not documented; the documents' example has them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub direct_path: Option<String>,
    /// The SHA-256 of the encrypted file, in base64.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_enc_sha256: Option<String>,
    /// The SHA-256 of the file, in base64.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_sha256: Option<String>,
    /// Its size in bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_length: Option<u64>,
}

impl EncryptedFile {
    /// With what must be there.
    pub fn new(url: impl Into<String>, media_key: impl Into<String>, mimetype: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            media_key: media_key.into(),
            mimetype: mimetype.into(),
            direct_path: None,
            file_enc_sha256: None,
            file_sha256: None,
            file_length: None,
        }
    }
}

impl fmt::Debug for EncryptedFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EncryptedFile")
            .field("mimetype", &self.mimetype)
            .field("file_length", &self.file_length)
            .finish_non_exhaustive()
    }
}

/// Writes the request types of the four routes, which take the same.
macro_rules! downloads {
    ($( $(#[$doc:meta])* $name:ident, $operation:literal, $route:literal; )+) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Serialize)]
            #[serde(transparent)]
            #[non_exhaustive]
            pub struct $name {
                /// The file.
                pub file: EncryptedFile,
            }

            impl $name {
                /// This file.
                pub fn new(file: EncryptedFile) -> Self {
                    Self { file }
                }
            }

            endpoint! {
                Vzaps: $name => Envelope<DownloadedFile>, $operation, InstanceOnly, ReadOnly,
                POST("/instances/", instance, $route), json, |answer| answer.is_good();

                const TIMEOUT: TimeoutClass = TimeoutClass::Media;
            }
        )+
    };
}

downloads! {
    /// Gets and decrypts a received image. `POST /instances/{id}/chat/downloadimage`
    ///
    /// Source: the route from the official clients, the members from the page of [`DownloadDocument`], which says that it holds for all
    /// four. It only reads.
    DownloadImage, "message.download.image", "/chat/downloadimage";
    /// Gets and decrypts a received video. `POST /instances/{id}/chat/downloadvideo`
    ///
    /// Source: as [`DownloadImage`]. It only reads.
    DownloadVideo, "message.download.video", "/chat/downloadvideo";
    /// Gets and decrypts a received sound. `POST /instances/{id}/chat/downloadaudio`
    ///
    /// Source: as [`DownloadImage`]. It only reads.
    DownloadAudio, "message.download.audio", "/chat/downloadaudio";
    /// Gets and decrypts a received document. `POST /instances/{id}/chat/downloaddocument`
    ///
    /// Source: <https://docs.vzaps.com/api-reference/chat/baixar-documento-de-mensagem> (documented). It only reads.
    DownloadDocument, "message.download.document", "/chat/downloaddocument";
}

/// The answer to a download. `Debug` does not show the file.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct DownloadedFile {
    /// Its media type.
    #[serde(deserialize_with = "wire::text")]
    pub mimetype: Option<String>,
    /// The file as a `data:` URL in base64.
    #[serde(deserialize_with = "wire::text")]
    pub data: Option<String>,
}

impl DownloadedFile {
    /// Where the file stands in the answer, for [`fetch_file`](wagate_sdk_core::InstanceClient::fetch_file).
    pub const FILE: FileAt = FileAt::member(&["data", "data"]).typed_by(&["data", "mimetype"]);
}

impl fmt::Debug for DownloadedFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DownloadedFile").field("mimetype", &self.mimetype).finish_non_exhaustive()
    }
}

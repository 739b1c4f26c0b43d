//! What the gateways accepted for WhatsApp.

use std::time::SystemTime;

use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::Gateway;

/// One message that a gateway accepted for WhatsApp.
///
/// What was accepted into a queue has an entry at once, and keeps it if it is taken out of the queue before it went out.
/// A send that was refused leaves no entry; one whose answer was lost by a fault does, if the fault
/// [acts](crate::FaultRule::acting).
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct LedgerEntry {
    /// The gateway that accepted it.
    pub gateway: Gateway,
    /// The gateway's id of the sending instance, as it stands in the gateway's paths: the name for RyzeAPI and
    /// Evolution API, the id for VZaps, the device id for WazzAPI.
    pub instance: String,
    /// The message id that the gateway answered with.
    pub message_id: String,
    /// Whom it went to, as WhatsApp sees it: digits for a person, a JID otherwise.
    pub to: String,
    /// The kind of message: `"text"`, `"image"`, `"video"`, `"audio"`, `"voice"`, `"document"`, `"sticker"`,
    /// `"location"`, `"contact"`, `"poll"`, `"buttons"`, `"list"`, `"link"`, `"reaction"`, `"poll_vote"`, `"status"`, …
    pub kind: String,
    /// What the message says and its options, each only where the request has it. The names are the same for all
    /// gateways where the thing is: `text`, `caption`, `file_name`, `quote` (a message id), `mentions`,
    /// `mention_all`, `link_preview`, `delay_ms`. What only one gateway has stands under its own name.
    ///
    /// Of the kinds that are more than a text or a file:
    ///
    /// | kind | names |
    /// | --- | --- |
    /// | location | `latitude`, `longitude`, `name`, `address` |
    /// | contact | `contacts`: `name`, `phone`, `organization`, `email`, `url` |
    /// | poll | `question`, `options`, `max_answers` |
    /// | buttons | `text`, `title`, `footer`, `buttons`: `id`, `text`, `type` (`reply`, `url`, `call`, `copy`) |
    /// | list | `text`, `title`, `footer`, `button`, `sections`: `title`, `rows`: `id`, `title`, `description` |
    /// | link | `text`, `url`, `title`, `description`, `thumbnail` |
    /// | reaction | `emoji`, empty where one is taken back; `target`, the id of the message |
    /// | poll_vote | `target`, the id of the poll; `options` |
    /// | status | `type`, `text` or `caption`, `background_color`, `font` |
    pub content: Value,
    /// The file that came with it, if one did.
    pub media: Option<ReceivedMedia>,
    /// When it was accepted, on the emulator's clock.
    pub at: SystemTime,
}

/// A file as a gateway received it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReceivedMedia {
    /// How many bytes came, where bytes came and not a URL.
    pub bytes_len: Option<usize>,
    /// The SHA-256 of these bytes, in lowercase hexadecimal.
    pub sha256: Option<String>,
    /// The media type that the sender named.
    pub content_type: Option<String>,
    /// The URL, where a URL came and not bytes.
    pub url: Option<String>,
}

impl ReceivedMedia {
    /// A file that the gateway is to fetch.
    pub(crate) fn from_url(url: &str) -> Self {
        Self { url: Some(url.to_owned()), ..Self::default() }
    }

    /// A file whose bytes came with the request.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Self {
        let digest = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        Self { bytes_len: Some(bytes.len()), sha256: Some(digest), ..Self::default() }
    }

    /// The same file, with the media type that the sender named.
    pub(crate) fn with_content_type(mut self, content_type: Option<&str>) -> Self {
        self.content_type = content_type.map(str::to_owned);
        self
    }
}

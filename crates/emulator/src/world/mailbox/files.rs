//! Where WhatsApp keeps a message's file, and the key that opens it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::Message;

/// What a phone is told of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct File {
    pub(crate) url: String,
    /// 32 bytes in base64.
    pub(crate) media_key: String,
}

impl Message {
    /// Where the file of the message is. None without one, and for a file that the emulator has never had.
    pub(crate) fn file(&self) -> Option<File> {
        self.bytes.as_ref()?;
        // FNV-1a, once for each quarter of the key.
        let quarter = |seed: u64| {
            self.id.bytes().fold(0xcbf2_9ce4_8422_2325 ^ seed, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
            })
        };
        let key: Vec<u8> = (0..4).flat_map(|seed| quarter(seed).to_be_bytes()).collect();
        let url = format!("https://mmg.whatsapp.net/v/t62/{}?ccb=11-4", self.id);
        Some(File { url, media_key: STANDARD.encode(key) })
    }
}

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;

/// The first bytes of every PNG.
const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// A QR code as a PNG image, as gateways send it. `Debug` shows its size only.
#[derive(Clone, PartialEq, Eq)]
pub struct QrImage(Bytes);

/// The text or bytes are no PNG image.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a PNG image, as bytes or in base64")]
pub struct QrImageError;

impl QrImage {
    /// Takes the bytes of a PNG.
    ///
    /// # Errors
    /// When they are not those of a PNG.
    pub fn from_png(png: impl Into<Bytes>) -> Result<Self, QrImageError> {
        let png = png.into();
        if png.starts_with(SIGNATURE) { Ok(Self(png)) } else { Err(QrImageError) }
    }

    /// Takes a URL of the form `data:image/png;base64,…`, or bare base64.
    ///
    /// # Errors
    /// When there is no PNG in it.
    pub fn from_text(text: &str) -> Result<Self, QrImageError> {
        let text = text.trim();
        let encoded = match text.strip_prefix("data:") {
            Some(data) => data.split_once(";base64,").ok_or(QrImageError)?.1,
            None => text,
        };
        let png = STANDARD.decode(encoded).map_err(|_| QrImageError)?;
        Self::from_png(png)
    }

    /// The PNG's bytes, for a file or an answer.
    pub fn png(&self) -> &[u8] {
        &self.0
    }

    /// The image as a `data:` URL, for a web page.
    pub fn data_url(&self) -> String {
        format!("data:image/png;base64,{}", STANDARD.encode(&self.0))
    }
}

impl fmt::Debug for QrImage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "QrImage({} bytes)", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_the_same_image() {
        let image = QrImage::from_png([SIGNATURE, b"rest"].concat()).unwrap();
        assert_eq!(QrImage::from_text(&image.data_url()).unwrap(), image);
        assert_eq!(QrImage::from_text(&STANDARD.encode(image.png())).unwrap(), image);
        for bad in ["", "data:image/png,x", "2@abc", "aGVsbG8="] {
            assert_eq!(QrImage::from_text(bad), Err(QrImageError), "{bad}");
        }
    }
}

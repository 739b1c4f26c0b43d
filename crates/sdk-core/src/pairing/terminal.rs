use qrcode::render::unicode::Dense1x2;
use qrcode::{EcLevel, QrCode};

use super::Pairing;
use super::picture::Picture;
use super::reading::content;

/// Why a QR code could not be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum QrError {
    /// There is no QR code in the answer.
    #[error("the answer holds no QR code")]
    Missing,
    /// The image is too large, or no PNG that can be read.
    #[error("the QR code's image cannot be read")]
    Image,
    /// There is no QR code in the image.
    #[error("the image shows no QR code")]
    NoCode,
    /// The content does not fit into a QR code.
    #[error("the content does not fit into a QR code")]
    TooLong,
}

impl Pairing {
    /// The QR code drawn with text, to be scanned from a terminal: from its content, or from the image where the gateway gives only that.
    ///
    /// The image must be one that a program drew, upright and with nothing else on it, at most 4 MiB and 2048 pixels a side: no photograph.
    /// Light modules are drawn and dark ones left out, for a terminal with a dark background; on a light one the code is inverted, which not
    /// every phone reads.
    ///
    /// # Errors
    /// [`QrError::Missing`] when the answer holds none, another one when the image cannot be read.
    pub fn to_terminal(&self) -> Result<String, QrError> {
        match (self.qr_text(), self.qr_image()) {
            (Some(text), _) => draw(text),
            (None, Some(image)) => draw(&content(&Picture::from_png(image.png())?)?),
            (None, None) => Err(QrError::Missing),
        }
    }
}

fn draw(text: &str) -> Result<String, QrError> {
    let code = QrCode::with_error_correction_level(text, EcLevel::L).map_err(|_| QrError::TooLong)?;
    // Terminals are usually dark: what the code calls light is drawn, what it calls dark is left out.
    Ok(code
        .render::<Dense1x2>()
        .dark_color(Dense1x2::Light)
        .light_color(Dense1x2::Dark)
        .quiet_zone(true)
        .build())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use qrcode::Color;

    use super::*;
    use crate::pairing::QrImage;
    use crate::raw::Raw;

    const TEXT: &str =
        "2@guLX8yAzyc5Lpcwml+OqeonzrgbMnSDUwqqek6nY5MU8Tke1pB8Rjg==,+w/xPI50UDy6HMORojhuJJFYKbDweFH8jp1E=";

    fn png_of(text: &str) -> QrImage {
        const SCALE: usize = 4;
        const QUIET: usize = 4;
        let code = QrCode::new(text).unwrap();
        let side = (code.width() + 2 * QUIET) * SCALE;
        let mut pixels = vec![255u8; side * side];
        for y in 0..code.width() * SCALE {
            for x in 0..code.width() * SCALE {
                if code[(x / SCALE, y / SCALE)] == Color::Dark {
                    pixels[(y + QUIET * SCALE) * side + x + QUIET * SCALE] = 0;
                }
            }
        }
        let mut file = Vec::new();
        let side = u32::try_from(side).unwrap();
        let mut encoder = png::Encoder::new(&mut file, side, side);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.write_header().unwrap().write_image_data(&pixels).unwrap();
        QrImage::from_png(file).unwrap()
    }

    #[test]
    fn an_image_draws_like_its_content() {
        let by_text = Pairing::new(Raw::default()).with_qr_text(Some(TEXT.to_owned()));
        let by_image = Pairing::new(Raw::default()).with_qr_image(Some(png_of(TEXT)));
        let drawn = by_text.to_terminal().unwrap();
        assert_eq!(drawn, by_image.to_terminal().unwrap());
        assert!(drawn.lines().count() > 15 && drawn.contains('▀'), "{drawn}");
    }

    #[test]
    fn what_is_no_code_is_an_error() {
        assert_eq!(Pairing::new(Raw::default()).to_terminal(), Err(QrError::Missing));
        let cut = QrImage::from_png(png_of(TEXT).png()[..40].to_vec()).unwrap();
        assert_eq!(Pairing::new(Raw::default()).with_qr_image(Some(cut)).to_terminal(), Err(QrError::Image));
        let long = Pairing::new(Raw::default()).with_qr_text(Some("x".repeat(5000)));
        assert_eq!(long.to_terminal(), Err(QrError::TooLong));
    }

    proptest! {
        #[test]
        fn no_bytes_are_too_strange(rest in proptest::collection::vec(any::<u8>(), 0..400), cut in 0usize..600) {
            let mut real = png_of("x").png().to_vec();
            real.truncate(cut.max(8));
            real.extend(rest);
            let image = QrImage::from_png(real).unwrap();
            let _ = Pairing::new(Raw::default()).with_qr_image(Some(image)).to_terminal();
        }
    }
}

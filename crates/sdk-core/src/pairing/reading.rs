//! Reading the QR code of an image that a program drew.
//!
//! Gateways draw their codes upright and alone on a light ground, so the code is the box around what is dark. `rqrr`
//! can search photographs too, but its search takes minutes for a crafted image of a few kilobytes and may panic; only its
//! decoding, which is bounded, is used here.

use rqrr::{Grid, SimpleGrid};

use super::picture::Picture;
use super::terminal::QrError;

/// How many versions beside the measured one are tried on each side: scaled images are a little uneven.
const AROUND: usize = 4;
/// A finder pattern, the square in a code's corner, has 7 modules a side.
const FINDER: usize = 7;

/// The content of the one code in the image.
pub(super) fn content(picture: &Picture) -> Result<String, QrError> {
    let middle = picture.middle().ok_or(QrError::NoCode)?;
    let area = Area::around_dark(picture, middle).ok_or(QrError::NoCode)?;
    let measured = area.version(picture, middle).ok_or(QrError::NoCode)?;
    let mut versions: Vec<usize> =
        (1..=40usize).filter(|version| version.abs_diff(measured) <= AROUND).collect();
    versions.sort_by_key(|version| version.abs_diff(measured));
    // The code's own checksums tell which size is the right one.
    versions
        .into_iter()
        .find_map(|version| area.decode(picture, middle, modules(version)))
        .ok_or(QrError::NoCode)
}

const fn modules(version: usize) -> usize {
    version * 4 + 17
}

/// The box around what is dark, in pixels.
struct Area {
    left: usize,
    top: usize,
    width: usize,
    height: usize,
}

impl Area {
    fn around_dark(picture: &Picture, middle: u8) -> Option<Self> {
        let is_dark = |pixel: &u8| *pixel < middle;
        let has_dark = |row: &[u8]| row.iter().any(is_dark);
        let top = picture.rows().position(has_dark)?;
        let bottom = picture.rows().rposition(has_dark)?;
        let left = picture.rows().filter_map(|row| row.iter().position(is_dark)).min()?;
        let right = picture.rows().filter_map(|row| row.iter().rposition(is_dark)).max()?;
        let (width, height) = (right - left + 1, bottom - top + 1);
        let is_square = width.abs_diff(height) <= 1 + width.max(height) / 32;
        (is_square && width.min(height) >= modules(1)).then_some(Self { left, top, width, height })
    }

    /// The version nearest to the width, measured with the upper edge of the finder pattern in the corner.
    fn version(&self, picture: &Picture, middle: u8) -> Option<usize> {
        let edge = (0..self.width).take_while(|x| picture.at(self.left + x, self.top) < middle).count();
        let modules = (self.width * FINDER + edge / 2).checked_div(edge)?;
        Some(((modules + 2).saturating_sub(17) / 4).clamp(1, 40))
    }

    /// Reads the area as a code of so many modules a side, each at its middle.
    fn decode(&self, picture: &Picture, middle: u8, modules: usize) -> Option<String> {
        let center = |module: usize, length: usize| (2 * module + 1) * length / (2 * modules);
        let grid = SimpleGrid::from_func(modules, |x, y| {
            picture.at(self.left + center(x, self.width), self.top + center(y, self.height)) < middle
        });
        let (_, content) = Grid::new(grid).decode().ok()?;
        (!content.is_empty()).then_some(content)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use qrcode::{Color, EcLevel, QrCode, Version};

    use super::*;

    const LINK: &str = "2@guLX8yAzyc5Lpcwml+OqeonzrgbMnSDUwqqek6nY5MU8Tke1pB8Rjg==,+w/xPI50UDy6HMORojhuJJFYKbDweFH8jp1EQh6kj5A=,\
                        cje1az08Ym2cKycozPSISsA9iSxXBXe4XBDRaDr+MfY=,8/opgHwQ9l+ye1upKX9h1uJFkv1e364ilHzUqWhgT8E=";

    /// Draws a code over `side` pixels, the nearest module to each, within `quiet` pixels of paper.
    fn drawn(
        code: &QrCode,
        side: usize,
        quiet: usize,
        dark: &[u8],
        paper: &[u8],
        color: png::ColorType,
    ) -> Vec<u8> {
        let whole = side + 2 * quiet;
        let mut pixels = Vec::new();
        for (y, x) in (0..whole).flat_map(|y| (0..whole).map(move |x| (y, x))) {
            let inside = (quiet..quiet + side).contains(&x) && (quiet..quiet + side).contains(&y);
            let module = |at: usize| (at - quiet) * code.width() / side;
            let is_dark = inside && code[(module(x), module(y))] == Color::Dark;
            pixels.extend_from_slice(if is_dark { dark } else { paper });
        }
        encoded(whole, &pixels, color)
    }

    fn encoded(side: usize, pixels: &[u8], color: png::ColorType) -> Vec<u8> {
        let mut file = Vec::new();
        let side = u32::try_from(side).unwrap();
        let mut encoder = png::Encoder::new(&mut file, side, side);
        encoder.set_color(color);
        encoder.write_header().unwrap().write_image_data(pixels).unwrap();
        file
    }

    fn read(png: &[u8]) -> Result<String, QrError> {
        content(&Picture::from_png(png)?)
    }

    fn grey(code: &QrCode, side: usize, quiet: usize) -> Vec<u8> {
        drawn(code, side, quiet, &[0], &[255], png::ColorType::Grayscale)
    }

    #[test]
    fn every_size_of_code_is_read() {
        for version in (1..=12).chain([20, 40]) {
            for level in [EcLevel::L, EcLevel::H] {
                let code = QrCode::with_version("2@AbCd", Version::Normal(version), level).unwrap();
                let png = grey(&code, code.width() * 2, 8);
                assert_eq!(read(&png).as_deref(), Ok("2@AbCd"), "{version} {level:?}");
            }
        }
    }

    #[test]
    fn uneven_scales_and_missing_margins_are_read() {
        for level in [EcLevel::L, EcLevel::M, EcLevel::Q] {
            let code = QrCode::with_error_correction_level(LINK, level).unwrap();
            for side in (code.width() * 2..480).step_by(37) {
                for quiet in [0, 13] {
                    assert_eq!(
                        read(&grey(&code, side, quiet)).as_deref(),
                        Ok(LINK),
                        "{side} {quiet} {level:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn colours_and_transparent_paper_are_read() {
        let code = QrCode::new(LINK).unwrap();
        let side = code.width() * 4;
        let green = drawn(&code, side, 16, &[0x19, 0x87, 0x54], &[255, 255, 255], png::ColorType::Rgb);
        let clear = drawn(&code, side, 16, &[0, 0, 0, 255], &[0, 0, 0, 0], png::ColorType::Rgba);
        let pale = drawn(&code, side, 16, &[170, 255], &[240, 255], png::ColorType::GrayscaleAlpha);
        for png in [green, clear, pale] {
            assert_eq!(read(&png).as_deref(), Ok(LINK));
        }
    }

    #[test]
    fn an_image_without_a_code_is_an_error() {
        let blank = encoded(100, &[255; 10_000], png::ColorType::Grayscale);
        assert_eq!(read(&blank), Err(QrError::NoCode));
        let half: Vec<u8> = (0..10_000u32).map(|at| if at < 5_000 { 0 } else { 255 }).collect();
        assert_eq!(read(&encoded(100, &half, png::ColorType::Grayscale)), Err(QrError::NoCode));
        let large = encoded(2049, &vec![0; 2049 * 2049], png::ColorType::Grayscale);
        assert_eq!(read(&large), Err(QrError::Image));
    }

    /// A field of finder patterns makes a search for three that belong together take minutes.
    #[test]
    fn a_crafted_image_takes_no_longer_than_another() {
        let side = 1024;
        let mut pixels = vec![255u8; side * side];
        for (at, pixel) in pixels.iter_mut().enumerate() {
            let (x, y) = (at % side % 10, at / side % 10);
            let ring = x.min(y).min(6usize.saturating_sub(x)).min(6usize.saturating_sub(y));
            *pixel = if x < 7 && y < 7 && ring != 1 { 0 } else { 255 };
        }
        let png = encoded(side, &pixels, png::ColorType::Grayscale);
        let started = std::time::Instant::now();
        assert!(read(&png).is_err());
        assert!(started.elapsed() < std::time::Duration::from_secs(10));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn damage_is_repaired_or_an_error(
            version in 1i16..12,
            flips in proptest::collection::vec((0usize..61, 0usize..61), 0..120),
        ) {
            let code = QrCode::with_version("2@AbCd", Version::Normal(version), EcLevel::H).unwrap();
            let width = code.width();
            let mut pixels: Vec<u8> =
                code.to_colors().iter().map(|color| if *color == Color::Dark { 0 } else { 255 }).collect();
            for (x, y) in flips {
                pixels[y % width * width + x % width] ^= 255;
            }
            // Never another content, never a panic.
            if let Ok(text) = read(&encoded(width, &pixels, png::ColorType::Grayscale)) {
                prop_assert_eq!(text, "2@AbCd");
            }
        }

        #[test]
        fn no_pixels_are_too_strange(side in 1usize..120, pixels in proptest::collection::vec(any::<u8>(), 120 * 120)) {
            let _ = read(&encoded(side, &pixels[..side * side], png::ColorType::Grayscale));
        }
    }
}

//! The pixels of a QR code's image.

use std::io::Cursor;

use super::terminal::QrError;

/// The largest file that is read. It comes from a server.
const LARGEST_FILE: usize = 4 * 1024 * 1024;
/// The most pixels a side: 11 for each module of the largest code there is.
const LARGEST_SIDE: u32 = 2048;
/// What the decoder may allocate beside the pixels.
const DECODER_MEMORY: usize = 8 * 1024 * 1024;

/// An image in shades of grey, 0 black and 255 white.
pub(super) struct Picture {
    pub(super) width: usize,
    pixels: Vec<u8>,
}

impl Picture {
    /// Decodes a PNG, within bounds.
    pub(super) fn from_png(png: &[u8]) -> Result<Self, QrError> {
        if png.len() > LARGEST_FILE {
            return Err(QrError::Image);
        }
        let limits = png::Limits { bytes: DECODER_MEMORY };
        let mut decoder = png::Decoder::new_with_limits(Cursor::new(png), limits);
        decoder.set_transformations(png::Transformations::normalize_to_color8());
        // Compressed texts and colour profiles could swell, and nobody reads them.
        decoder.set_ignore_text_chunk(true);
        decoder.set_ignore_iccp_chunk(true);
        let mut reader = decoder.read_info().map_err(|_| QrError::Image)?;
        let (width, height) = reader.info().size();
        if width > LARGEST_SIDE || height > LARGEST_SIDE {
            return Err(QrError::Image);
        }
        let mut samples = vec![0; reader.output_buffer_size().ok_or(QrError::Image)?];
        let frame = reader.next_frame(&mut samples).map_err(|_| QrError::Image)?;
        samples.truncate(frame.buffer_size());
        let pixels: Vec<u8> = samples.chunks_exact(frame.color_type.samples()).map(light).collect();
        let (width, height) = (width as usize, height as usize);
        if pixels.is_empty() || pixels.len() != width * height {
            return Err(QrError::Image);
        }
        Ok(Self { width, pixels })
    }

    /// The rows from top to bottom.
    pub(super) fn rows(&self) -> impl DoubleEndedIterator<Item = &[u8]> + ExactSizeIterator {
        self.pixels.chunks_exact(self.width)
    }

    /// The shade of a pixel; white outside the image.
    pub(super) fn at(&self, x: usize, y: usize) -> u8 {
        if x < self.width { self.pixels.get(y * self.width + x).copied().unwrap_or(u8::MAX) } else { u8::MAX }
    }

    /// The shade half way between the darkest and the lightest: codes are drawn in any colour.
    ///
    /// `None` where the image is of one shade.
    pub(super) fn middle(&self) -> Option<u8> {
        let darkest = *self.pixels.iter().min()?;
        let lightest = *self.pixels.iter().max()?;
        (lightest - darkest >= 32).then(|| darkest.midpoint(lightest))
    }
}

/// How light a pixel is, seen on white paper.
fn light(pixel: &[u8]) -> u8 {
    match *pixel {
        [grey] => grey,
        [grey, alpha] => on_white(grey, alpha),
        [red, green, blue] => average(red, green, blue),
        [red, green, blue, alpha] => on_white(average(red, green, blue), alpha),
        _ => u8::MAX,
    }
}

fn on_white(grey: u8, alpha: u8) -> u8 {
    let covered = u16::from(u8::MAX - grey) * u16::from(alpha) / u16::from(u8::MAX);
    u8::MAX - u8::try_from(covered).unwrap_or(u8::MAX)
}

fn average(red: u8, green: u8, blue: u8) -> u8 {
    let sum = u16::from(red) + u16::from(green) + u16::from(blue);
    u8::try_from(sum / 3).unwrap_or(u8::MAX)
}

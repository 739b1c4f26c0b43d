//! QR codes as pictures.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use qrcode::{Color, QrCode};

/// Pixels a module, and modules of white around the code: what QR readers need at least is 4 modules.
const PIXELS: usize = 5;
const QUIET: usize = 4;

/// A QR code of `text` as a PNG in a `data:` URL.
pub(crate) fn data_url(text: &str) -> String {
    format!("data:image/png;base64,{}", STANDARD.encode(png(text)))
}

/// A QR code of `text` as a PNG; empty for a text that is too long for a QR code, which no pairing text is.
pub(crate) fn png(text: &str) -> Vec<u8> {
    let Ok(code) = QrCode::new(text) else { return Vec::new() };
    let modules = code.width();
    let side = (modules + 2 * QUIET) * PIXELS;
    let colors = code.to_colors();
    let dark = |x: usize, y: usize| {
        let (column, row) = ((x / PIXELS).wrapping_sub(QUIET), (y / PIXELS).wrapping_sub(QUIET));
        column < modules && row < modules && colors[row * modules + column] == Color::Dark
    };
    let pixels: Vec<u8> =
        (0..side * side).map(|i| if dark(i % side, i / side) { 0 } else { u8::MAX }).collect();
    encode(side, &pixels).unwrap_or_default()
}

fn encode(side: usize, pixels: &[u8]) -> Result<Vec<u8>, png::EncodingError> {
    let side = u32::try_from(side).unwrap_or_default();
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, side, side);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.write_header()?.write_image_data(pixels)?;
    Ok(file)
}

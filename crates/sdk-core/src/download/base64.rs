//! A text in base64 that arrives in pieces.

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::scan::Broken;

/// Padding may be missing, as some servers leave it out.
const ENGINE: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The longest beginning of a `data:` URL that is read.
const LONGEST_PREFIX: usize = 512;

const SCHEME: &[u8] = b"data:";

/// Decodes base64 with or without a `data:` prefix. White space between its letters is skipped.
#[derive(Default)]
pub(super) struct Decoder {
    /// The beginning, while it may still be a `data:` prefix. `None` once that is decided.
    prefix: Prefix,
    /// The letters, at most three, that do not fill a group of four yet.
    odd: Vec<u8>,
    ended: bool,
}

#[derive(Default)]
enum Prefix {
    #[default]
    Undecided,
    Begun(Vec<u8>),
    Over,
}

impl Decoder {
    /// Takes the next letters, and adds the bytes that they stand for.
    pub(super) fn feed(&mut self, letters: &[u8], to: &mut Vec<u8>) -> Result<(), Broken> {
        match &mut self.prefix {
            Prefix::Over => self.decode(letters, to),
            undecided => {
                let mut begun = match std::mem::take(undecided) {
                    Prefix::Begun(begun) => begun,
                    _ => Vec::new(),
                };
                begun.extend_from_slice(letters);
                self.begin(begun, to)
            }
        }
    }

    /// Looks at all that came so far.
    fn begin(&mut self, begun: Vec<u8>, to: &mut Vec<u8>) -> Result<(), Broken> {
        let compared = begun.len().min(SCHEME.len());
        if begun[..compared] != SCHEME[..compared] {
            self.prefix = Prefix::Over;
            return self.decode(&begun, to);
        }
        match begun.iter().position(|letter| *letter == b',') {
            Some(comma) if begun[..comma].ends_with(b";base64") => {
                self.prefix = Prefix::Over;
                self.decode(&begun[comma + 1..], to)
            }
            Some(_) => Err(Broken("the file is a `data:` URL that is not in base64")),
            None if begun.len() > LONGEST_PREFIX => Err(Broken("the file's `data:` prefix does not end")),
            None => {
                self.prefix = Prefix::Begun(begun);
                Ok(())
            }
        }
    }

    fn decode(&mut self, letters: &[u8], to: &mut Vec<u8>) -> Result<(), Broken> {
        if letters.iter().any(u8::is_ascii_whitespace) {
            let dense: Vec<u8> =
                letters.iter().copied().filter(|letter| !letter.is_ascii_whitespace()).collect();
            self.decode_dense(&dense, to)
        } else {
            self.decode_dense(letters, to)
        }
    }

    fn decode_dense(&mut self, mut letters: &[u8], to: &mut Vec<u8>) -> Result<(), Broken> {
        if !self.odd.is_empty() {
            let (first, rest) = letters.split_at(letters.len().min(4 - self.odd.len()));
            self.odd.extend_from_slice(first);
            letters = rest;
            if self.odd.len() < 4 {
                return Ok(());
            }
            let group = std::mem::take(&mut self.odd);
            self.groups(&group, to)?;
        }
        let (whole, odd) = letters.split_at(letters.len() / 4 * 4);
        self.groups(whole, to)?;
        self.odd.extend_from_slice(odd);
        Ok(())
    }

    /// Decodes whole groups of four letters; at the end perhaps a part of one.
    fn groups(&mut self, letters: &[u8], to: &mut Vec<u8>) -> Result<(), Broken> {
        if letters.is_empty() {
            return Ok(());
        }
        if self.ended {
            return Err(Broken("the file is not in base64"));
        }
        self.ended = letters.ends_with(b"=");
        let start = to.len();
        to.resize(start + letters.len().div_ceil(4) * 3, 0);
        let written = ENGINE
            .decode_slice(letters, &mut to[start..])
            .map_err(|_| Broken("the file is not in base64"))?;
        to.truncate(start + written);
        Ok(())
    }

    /// The text is over.
    pub(super) fn end(&mut self, to: &mut Vec<u8>) -> Result<(), Broken> {
        if let Prefix::Begun(begun) = std::mem::replace(&mut self.prefix, Prefix::Over) {
            self.decode(&begun, to)?;
        }
        let odd = std::mem::take(&mut self.odd);
        self.groups(&odd, to)
    }
}

//! JSON that arrives in pieces, with a file in one of its members.

use memchr::memchr2;

use super::base64::Decoder;

/// The most of the JSON beside the file that is kept, in bytes.
const MOST_BESIDE: usize = 1024 * 1024;

/// How deep the JSON may be.
const DEEPEST: usize = 128;

/// Why the answer cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Broken(pub(super) &'static str);

/// Finds the file and decodes it; keeps the rest, with an empty text in the file's place. Whether the rest is JSON is for its reader to find out.
pub(super) struct Scanner {
    wanted: &'static [&'static str],
    beside: Vec<u8>,
    /// The objects and arrays that are open.
    open: Vec<Open>,
    within: Within,
    decoder: Decoder,
    found: bool,
}

/// An object or an array.
struct Open {
    is_object: bool,
    /// Whether the file stands in it.
    leads: bool,
    /// In an object that leads: whether the member under way is the next one on the way to the file.
    at_wanted: bool,
    awaits_name: bool,
}

/// What the next byte belongs to.
enum Within {
    /// No text.
    Structure,
    /// A text that is kept. `name` is where it begins, if it is a member's name that matters.
    Text { name: Option<usize>, escaped: bool },
    /// The file.
    File(Escape),
}

/// How far an escape in the file's text is.
enum Escape {
    None,
    Begun,
    Code { value: u32, digits: u8 },
}

impl Scanner {
    /// For the file in this member.
    pub(super) fn new(wanted: &'static [&'static str]) -> Self {
        Self {
            wanted,
            beside: Vec::new(),
            open: Vec::new(),
            within: Within::Structure,
            decoder: Decoder::default(),
            found: false,
        }
    }

    /// Takes the next piece, and adds the bytes of the file that are in it.
    pub(super) fn feed(&mut self, mut piece: &[u8], file: &mut Vec<u8>) -> Result<(), Broken> {
        while !piece.is_empty() {
            piece = match &mut self.within {
                Within::Structure => self.structure(piece)?,
                Within::Text { .. } => self.text(piece)?,
                Within::File(_) => self.file(piece, file)?,
            };
        }
        Ok(())
    }

    /// What stands beside the file.
    pub(super) fn end(self) -> Result<Beside, Broken> {
        if !matches!(self.within, Within::Structure) || !self.open.is_empty() {
            return Err(Broken("the JSON ends too early"));
        }
        Ok(Beside { json: self.beside, found: self.found })
    }

    fn keep(&mut self, bytes: &[u8]) -> Result<(), Broken> {
        if self.beside.len() + bytes.len() > MOST_BESIDE {
            return Err(Broken("too much stands beside the file"));
        }
        self.beside.extend_from_slice(bytes);
        Ok(())
    }

    /// Reads up to the next text, its quote included.
    fn structure<'a>(&mut self, piece: &'a [u8]) -> Result<&'a [u8], Broken> {
        for (at, byte) in piece.iter().copied().enumerate() {
            match byte {
                b'{' | b'[' => self.enter(byte == b'{')?,
                b'}' | b']' => drop(self.open.pop()),
                b':' | b',' => {
                    if let Some(open) = self.open.last_mut() {
                        open.awaits_name = open.is_object && byte == b',';
                    }
                }
                b'"' => {
                    let start = self.beside.len() + at;
                    self.keep(&piece[..=at])?;
                    self.within = self.begun(start)?;
                    return Ok(&piece[at + 1..]);
                }
                _ => {}
            }
        }
        self.keep(piece)?;
        Ok(&[])
    }

    fn enter(&mut self, is_object: bool) -> Result<(), Broken> {
        if self.open.len() == DEEPEST {
            return Err(Broken("the JSON is too deep"));
        }
        let is_on_way = self.open.last().is_none_or(|outer| outer.leads && outer.at_wanted);
        let leads = is_object && is_on_way && self.open.len() < self.wanted.len();
        self.open.push(Open { is_object, leads, at_wanted: false, awaits_name: is_object });
        Ok(())
    }

    /// What kind of text begins at this place of what is kept.
    fn begun(&mut self, start: usize) -> Result<Within, Broken> {
        let depth = self.open.len();
        match self.open.last() {
            Some(open) if open.leads && open.awaits_name => {
                Ok(Within::Text { name: Some(start), escaped: false })
            }
            Some(open) if open.leads && open.at_wanted && depth == self.wanted.len() => {
                if std::mem::replace(&mut self.found, true) {
                    return Err(Broken("the file stands in the answer twice"));
                }
                Ok(Within::File(Escape::None))
            }
            _ => Ok(Within::Text { name: None, escaped: false }),
        }
    }

    fn text<'a>(&mut self, piece: &'a [u8]) -> Result<&'a [u8], Broken> {
        let Within::Text { name, escaped } = &mut self.within else { return Ok(piece) };
        let name = *name;
        let taken = if std::mem::take(escaped) {
            1
        } else {
            match memchr2(b'"', b'\\', piece) {
                Some(at) => {
                    *escaped = piece[at] == b'\\';
                    if !*escaped {
                        self.within = Within::Structure;
                    }
                    at + 1
                }
                None => piece.len(),
            }
        };
        self.keep(&piece[..taken])?;
        if let (Within::Structure, Some(start)) = (&self.within, name) {
            self.name_read(start);
        }
        Ok(&piece[taken..])
    }

    /// A member's name is over.
    fn name_read(&mut self, start: usize) {
        let name = serde_json::from_slice::<String>(&self.beside[start..]);
        let next = self.open.len().checked_sub(1).and_then(|depth| self.wanted.get(depth));
        if let Some(open) = self.open.last_mut() {
            open.at_wanted = name.is_ok_and(|name| next == Some(&name.as_str()));
        }
    }

    fn file<'a>(&mut self, piece: &'a [u8], file: &mut Vec<u8>) -> Result<&'a [u8], Broken> {
        let Within::File(escape) = &mut self.within else { return Ok(piece) };
        match escape {
            Escape::None => {
                let end = memchr2(b'"', b'\\', piece).unwrap_or(piece.len());
                self.decoder.feed(&piece[..end], file)?;
                let Some(last) = piece.get(end) else { return Ok(&[]) };
                if *last == b'\\' {
                    *escape = Escape::Begun;
                } else {
                    self.decoder.end(file)?;
                    self.within = Within::Structure;
                    self.keep(b"\"")?;
                }
                Ok(&piece[end + 1..])
            }
            Escape::Begun => {
                let letter = match piece[0] {
                    b'/' => b'/',
                    b'n' | b'r' | b't' => b' ',
                    b'u' => {
                        *escape = Escape::Code { value: 0, digits: 0 };
                        return Ok(&piece[1..]);
                    }
                    _ => return Err(Broken("the file is not in base64")),
                };
                *escape = Escape::None;
                self.decoder.feed(&[letter], file)?;
                Ok(&piece[1..])
            }
            Escape::Code { value, digits } => {
                let digit = char::from(piece[0]).to_digit(16).ok_or(Broken("an escape is broken"))?;
                *value = *value * 16 + digit;
                *digits += 1;
                if *digits == 4 {
                    let letter = u8::try_from(*value).map_err(|_| Broken("the file is not in base64"))?;
                    *escape = Escape::None;
                    self.decoder.feed(&[letter], file)?;
                }
                Ok(&piece[1..])
            }
        }
    }
}

/// What stands beside the file.
pub(super) struct Beside {
    pub(super) json: Vec<u8>,
    /// Whether there was a file.
    pub(super) found: bool,
}

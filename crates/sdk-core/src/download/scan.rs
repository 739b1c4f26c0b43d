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

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;

    const AT: &[&str] = &["data", "base64"];

    /// Reads a text that arrives in pieces of these sizes, the last one for ever.
    fn scan(text: &[u8], sizes: &[usize]) -> Result<(Vec<u8>, Vec<u8>, bool), Broken> {
        let (mut scanner, mut file) = (Scanner::new(AT), Vec::new());
        let mut sizes = sizes.iter().copied().chain(std::iter::repeat(*sizes.last().unwrap_or(&1)));
        let mut rest = text;
        while !rest.is_empty() {
            let (piece, after) = rest.split_at(rest.len().min(sizes.next().unwrap_or(1).max(1)));
            scanner.feed(piece, &mut file)?;
            rest = after;
        }
        let beside = scanner.end()?;
        Ok((file, beside.json, beside.found))
    }

    fn value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i32>().prop_map(Value::from),
            "[\"\\\\{}:,a-zé\n]{0,12}".prop_map(Value::from),
            Just(json!("base64")),
        ];
        let name = prop_oneof![Just("base64".to_owned()), Just("data".to_owned()), "[\"\\\\{},a-z]{0,6}"];
        leaf.prop_recursive(3, 24, 4, move |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                proptest::collection::vec((name.clone(), inner), 0..4)
                    .prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        })
    }

    /// A file's text as servers write it.
    fn written(bytes: &[u8], style: u8) -> String {
        let text = if style & 1 == 0 { STANDARD.encode(bytes) } else { STANDARD_NO_PAD.encode(bytes) };
        let text = if style & 2 == 0 { text } else { text.replace('/', "\\/").replace('A', "\\u0041") };
        let text = if style & 4 == 0 { text } else { format!(" {text}\\r\\n") };
        if style & 8 == 0 { text } else { format!("data:image\\/png;base64,{text}") }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]

        #[test]
        fn the_file_is_found_whatever_stands_around_it_and_however_it_arrives(
            bytes in proptest::collection::vec(any::<u8>(), 1..200),
            style in 0_u8..16,
            outer in proptest::collection::vec(("[a-z\"]{0,6}", value()), 0..3),
            inner in proptest::collection::vec(("[a-z\"]{0,6}", value()), 0..3),
            sizes in proptest::collection::vec(1_usize..20, 0..40),
            pretty: bool,
        ) {
            let marked = "@@@";
            let within: serde_json::Map<String, Value> = inner
                .into_iter()
                .chain([("base64".to_owned(), json!(marked))])
                .collect();
            let all: serde_json::Map<String, Value> =
                outer.into_iter().chain([("data".to_owned(), Value::Object(within))]).collect();
            let text = if pretty { serde_json::to_string_pretty(&all) } else { serde_json::to_string(&all) };
            let text = text.unwrap().replacen(marked, &written(&bytes, style), 1);
            let (file, beside, found) = scan(text.as_bytes(), &sizes).unwrap();
            prop_assert!(found);
            prop_assert_eq!(file, bytes);
            let mut expected = Value::Object(all);
            expected["data"]["base64"] = json!("");
            prop_assert_eq!(serde_json::from_slice::<Value>(&beside).unwrap(), expected);
        }

        #[test]
        fn nothing_that_arrives_makes_it_panic(text: Vec<u8>, sizes in proptest::collection::vec(1_usize..9, 0..9)) {
            let _ = scan(&text, &sizes);
            let _ = scan(&[br#"{"data":{"base64":""#, &text[..]].concat(), &sizes);
        }

        #[test]
        fn without_a_file_all_is_kept(value in value(), sizes in proptest::collection::vec(1_usize..9, 0..9)) {
            prop_assume!(!value.pointer("/data/base64").is_some_and(Value::is_string));
            let text = value.to_string();
            let (file, beside, found) = scan(text.as_bytes(), &sizes).unwrap();
            prop_assert!(!found && file.is_empty());
            prop_assert_eq!(beside, text.into_bytes());
        }
    }

    #[test]
    fn what_is_no_file_is_told() {
        for (text, why) in [
            (r#"{"data":{"base64":"AAAA"}"#, "ends too early"),
            (r#"{"data":{"base64":"AAA"#, "ends too early"),
            (r#"{"data":{"base64":"A!AA"}}"#, "not in base64"),
            (r#"{"data":{"base64":"AA==AAAA"}}"#, "not in base64"),
            (r#"{"data":{"base64":"A"}}"#, "not in base64"),
            (r#"{"data":{"base64":"AA\q"}}"#, "not in base64"),
            (r#"{"data":{"base64":"\u00e9"}}"#, "not in base64"),
            (r#"{"data":{"base64":"data:image/png,AAAA"}}"#, "not in base64"),
            (r#"{"data":{"base64":"AAAA","base64":"AAAA"}}"#, "twice"),
        ] {
            for size in [1, 100] {
                let Err(Broken(told)) = scan(text.as_bytes(), &[size]) else { panic!("{text} was read") };
                assert!(told.contains(why), "{text}: {told}");
            }
        }
        for text in [r#"{"base64":"AAAA"}"#, r#"{"data":["base64","AAAA"]}"#, r#"{"data":{"base64":null}}"#] {
            assert!(!scan(text.as_bytes(), &[3]).unwrap().2, "{text}");
        }
        let deep = "[".repeat(DEEPEST + 1);
        assert_eq!(scan(deep.as_bytes(), &[9]), Err(Broken("the JSON is too deep")));
        let long = format!("{{\"x\":\"{}\"}}", "y".repeat(MOST_BESIDE));
        assert_eq!(scan(long.as_bytes(), &[4096]), Err(Broken("too much stands beside the file")));
    }
}

//! An object that names what it holds, such as an event, read in one pass.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, Error as _, IgnoredAny, IntoDeserializer, MapAccess, Visitor,
};
use serde_json::value::RawValue;

/// What an object may hold, by the name that it gives it.
pub trait ByName<'de>: Sized {
    /// Reads what is held under a name. What has no type of its own is passed over, by [`IgnoredAny`](serde::de::IgnoredAny), and is `None`.
    ///
    /// # Errors
    /// When what is held does not have the shape that goes with the name.
    fn read<D: Deserializer<'de>>(name: &str, held: D) -> Result<Option<Self>, D::Error>;
}

/// An object that names what it holds.
#[derive(Debug)]
pub struct Named<'de, T, R> {
    /// The name; empty when it gives none.
    pub name: String,
    /// What it holds; `None` when it holds nothing, or what goes with the name is not known; an error when it does not have the shape that goes with
    /// the name.
    pub held: Result<Option<T>, serde_json::Error>,
    /// The JSON of what it holds, within the text that was read; empty when it holds nothing.
    pub json: &'de str,
    /// Its other members.
    pub rest: R,
}

/// Reads an object whose member `name` tells what its member `held` is. Where the name comes first, as everywhere, each byte is read once; where it
/// comes last, what is held is read again.
///
/// # Errors
/// When the text is no JSON object, or one of the other members cannot be read.
pub fn named<'de, T, R>(
    text: &'de str,
    name: &'static str,
    held: &'static str,
) -> Result<Named<'de, T, R>, serde_json::Error>
where
    T: ByName<'de>,
    R: Deserialize<'de>,
{
    let words = (name, held);
    let (name, held, json, rest) = match read::<T, R>(text, words) {
        Ok(Found { name, held, json, rest }) => (name, Ok(held), json, rest),
        // What does not have its shape is passed over: the others are read all the same.
        Err(why) => {
            let Found { name, json, rest, .. } = read::<Passed, R>(text, words)?;
            (name, Err(why), json, rest)
        }
    };
    Ok(Named { name, held, json, rest })
}

struct Found<'de, T, R> {
    name: String,
    held: Option<T>,
    json: &'de str,
    rest: R,
}

fn read<'de, T: ByName<'de>, R: Deserialize<'de>>(
    text: &'de str,
    words: (&'static str, &'static str),
) -> Result<Found<'de, T, R>, serde_json::Error> {
    let mut reading = Reading { text, words, name: None, held: None, json: Json::None };
    let mut from = serde_json::Deserializer::from_str(text);
    let rest = from.deserialize_map(Whole { reading: &mut reading, rest: PhantomData })?;
    from.end()?;
    let Reading { name, mut held, json, .. } = reading;
    let name = name.unwrap_or_default();
    let json = match json {
        Json::None => "",
        Json::Read(json) => json,
        // It goes on to the end of the object.
        Json::From(start) => before(text, text.trim_end().len(), '}', start),
        Json::Unread(json) => {
            held = T::read(&name, &mut serde_json::Deserializer::from_str(json))?;
            json
        }
    };
    Ok(Found { name, held, json, rest })
}

/// What is passed over, whatever its name: for who needs the name and the JSON alone.
#[derive(Debug)]
pub struct Passed;

impl<'de> ByName<'de> for Passed {
    fn read<D: Deserializer<'de>>(_name: &str, held: D) -> Result<Option<Self>, D::Error> {
        IgnoredAny::deserialize(held).map(|_| None)
    }
}

/// What is found on the way.
struct Reading<'de, T> {
    text: &'de str,
    words: (&'static str, &'static str),
    name: Option<String>,
    held: Option<T>,
    json: Json<'de>,
}

/// Where what is held stands.
enum Json<'de> {
    None,
    /// It begins there, and ends before the next member.
    From(usize),
    Read(&'de str),
    /// The name was not known yet.
    Unread(&'de str),
}

/// The text from `start` up to a mark that stands before `end`, with nothing but white space around it.
fn before(text: &str, end: usize, mark: char, start: usize) -> &str {
    let until = text.get(..end).unwrap_or_default().trim_end();
    text.get(start..until.strip_suffix(mark).unwrap_or(until).len()).unwrap_or_default().trim()
}

impl<'de, T> Reading<'de, T> {
    /// Where a key of the object begins in the text, if it stands there as it is.
    fn place(&self, key: &Key<'de>) -> Option<usize> {
        match key.0 {
            Cow::Borrowed(key) => (key.as_ptr() as usize).checked_sub(self.text.as_ptr() as usize),
            Cow::Owned(_) => None,
        }
    }

    /// The next key tells where the value before it ended: a quote, a comma and white space before.
    fn ended_before(&mut self, key: &Key<'de>) -> Result<(), serde_json::Error> {
        if let Json::From(start) = self.json {
            self.json = Json::Read(match self.place(key) {
                Some(place) => before(self.text, place.saturating_sub(1), ',', start),
                // A key that is written with escapes: what is before it is looked for.
                None => first_value(self.text.get(start..).unwrap_or_default())?,
            });
        }
        Ok(())
    }
}

fn first_value(text: &str) -> Result<&str, serde_json::Error> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<&RawValue>();
    values.next().transpose().map(|value| value.map_or("", RawValue::get))
}

struct Whole<'r, 'de, T, R> {
    reading: &'r mut Reading<'de, T>,
    rest: PhantomData<R>,
}

impl<'de, T: ByName<'de>, R: Deserialize<'de>> Visitor<'de> for Whole<'_, 'de, T, R> {
    type Value = R;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<R, A::Error> {
        R::deserialize(MapAccessDeserializer::new(Others { members, reading: self.reading }))
    }
}

/// The members besides the name and what is held, which are read in passing.
struct Others<'r, 'de, A, T> {
    members: A,
    reading: &'r mut Reading<'de, T>,
}

impl<'de, A: MapAccess<'de>, T: ByName<'de>> MapAccess<'de> for Others<'_, 'de, A, T> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        let (name, held) = self.reading.words;
        while let Some(key) = self.members.next_key::<Key<'de>>()? {
            self.reading.ended_before(&key).map_err(A::Error::custom)?;
            if key.0 == name {
                self.reading.name = self.members.next_value::<Text>()?.0;
            } else if key.0 == held {
                self.read_held(&key)?;
            } else {
                return seed.deserialize(key.0.into_deserializer()).map(Some);
            }
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        self.members.next_value_seed(seed)
    }
}

impl<'de, A: MapAccess<'de>, T: ByName<'de>> Others<'_, 'de, A, T> {
    fn read_held(&mut self, key: &Key<'de>) -> Result<(), A::Error> {
        if !matches!(self.reading.json, Json::None) {
            return Err(A::Error::duplicate_field(self.reading.words.1));
        }
        match (&self.reading.name, self.reading.place(key)) {
            (Some(name), Some(place)) => {
                self.reading.held = self.members.next_value_seed(Held { name, of: PhantomData })?;
                let after = place + key.0.len() + 1;
                let colon = self.reading.text.get(after..).unwrap_or_default();
                let space = colon.len() - colon.trim_start().len();
                self.reading.json = Json::From(after + space + 1);
            }
            _ => self.reading.json = Json::Unread(self.members.next_value::<&RawValue>()?.get()),
        }
        Ok(())
    }
}

struct Held<'n, T> {
    name: &'n str,
    of: PhantomData<T>,
}

impl<'de, T: ByName<'de>> DeserializeSeed<'de> for Held<'_, T> {
    type Value = Option<T>;

    fn deserialize<D: Deserializer<'de>>(self, held: D) -> Result<Option<T>, D::Error> {
        T::read(self.name, held)
    }
}

/// A name as [`text`](super::text) reads it.
#[derive(Deserialize)]
#[serde(transparent)]
struct Text(#[serde(deserialize_with = "super::text")] Option<String>);

/// A member's name, where it stands.
struct Key<'de>(Cow<'de, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct KeyVisitor;

        impl<'de> Visitor<'de> for KeyVisitor {
            type Value = Key<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a member's name")
            }

            fn visit_borrowed_str<E>(self, key: &'de str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Borrowed(key)))
            }

            fn visit_str<E>(self, key: &str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Owned(key.to_owned())))
            }
        }

        from.deserialize_str(KeyVisitor)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[derive(Debug, PartialEq)]
    enum Held {
        Number(u64),
        Text(String),
    }

    impl<'de> ByName<'de> for Held {
        fn read<D: Deserializer<'de>>(name: &str, held: D) -> Result<Option<Self>, D::Error> {
            match name {
                "number" => u64::deserialize(held).map(|number| Some(Self::Number(number))),
                "text" => String::deserialize(held).map(|text| Some(Self::Text(text))),
                _ => IgnoredAny::deserialize(held).map(|_| None),
            }
        }
    }

    #[derive(Debug, Deserialize)]
    struct Rest {
        id: u64,
    }

    fn read(text: &str) -> Result<Named<'_, Held, Rest>, serde_json::Error> {
        named(text, "event", "data")
    }

    #[test]
    fn the_order_of_the_members_changes_nothing() {
        for text in [
            r#"{"event":"number","data":7,"id":1}"#,
            r#"{"id":1,"event":"number","data":7}"#,
            r#"{"data":7,"event":"number","id":1}"#,
            r#"{"data":7,"id":1,"event":"number"}"#,
            "\n{ \"event\" : \"number\" , \"data\"\t:\n7 , \"id\" : 1 }\n",
            "\n{ \"event\" : \"number\" , \"id\" : 1 , \"data\" : 7 }\n",
            r#"{"event":"number","d\u0061ta":7,"id":1}"#,
            r#"{"event":"number","data":7,"\u0069d":1}"#,
        ] {
            let Named { name, held, json, rest } = read(text).unwrap();
            assert_eq!(
                (name.as_str(), held.unwrap(), json, rest.id),
                ("number", Some(Held::Number(7)), "7", 1),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_not_known_and_what_does_not_fit_keep_their_name_and_their_json() {
        let unknown = read(r#"{"event":"new","data":{"a":[1]},"id":1}"#).unwrap();
        assert_eq!(
            (unknown.name.as_str(), unknown.held.unwrap(), unknown.json),
            ("new", None, r#"{"a":[1]}"#)
        );
        for text in [r#"{"event":"number","data":"x","id":1}"#, r#"{"data":"x","event":"number","id":1}"#] {
            let other = read(text).unwrap();
            assert!(other.held.is_err(), "{text}");
            assert_eq!((other.name.as_str(), other.json, other.rest.id), ("number", "\"x\"", 1), "{text}");
        }
        let nothing = read(r#"{"event":"number","id":1}"#).unwrap();
        assert_eq!((nothing.held.unwrap(), nothing.json), (None, ""));
        let nameless = read(r#"{"data":7,"id":1}"#).unwrap();
        assert_eq!((nameless.name.as_str(), nameless.held.unwrap(), nameless.json), ("", None, "7"));
    }

    #[test]
    fn what_is_no_such_object_is_an_error() {
        for text in
            ["", "7", r#"["number",7,1]"#, r#"{"event":"number","data":7}"#, r#"{"id":1} x"#, r#"{"id":1"#]
        {
            assert!(read(text).is_err(), "{text}");
        }
        assert!(read(r#"{"event":"number","data":7,"data":8,"id":1}"#).is_err());
    }

    proptest! {
        #[test]
        fn the_json_is_the_one_that_was_written(held in "\\PC{0,20}", space in "[ \\n\\t\\r]{0,3}", last in any::<bool>()) {
            let written = serde_json::to_string(&held).unwrap();
            let data = format!(r#""data"{space}:{space}{written}{space}"#);
            let text = match last {
                true => format!(r#"{{"event":"text","id":1,{data}}}{space}"#),
                false => format!(r#"{{"event":"text",{data},{space}"id":1}}"#),
            };
            let read = read(&text).unwrap();
            prop_assert_eq!(read.json, written.as_str());
            prop_assert_eq!(read.held.unwrap(), Some(Held::Text(held)));
        }

        #[test]
        fn no_text_is_too_strange(text in "\\PC{0,60}") {
            let _ = read(&text);
        }
    }
}

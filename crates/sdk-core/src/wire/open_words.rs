/// Declares words that a gateway may add to: the known ones as variants, any other as it came, with reading and writing. Letter case is
/// ignored when reading; a variant may have several spellings, of which the first is written.
///
/// For adapters. Fields read it by `#[serde(default, deserialize_with = "wire::word")]`.
///
/// ```
/// wagate_sdk_core::open_words! {
///     /// Whether a line is open.
///     LineState {
///         /// It is.
///         Open = "open",
///         /// It is not.
///         Closed = "close" | "closed",
///     }
/// }
///
/// assert_eq!(LineState::from("closed"), LineState::Closed);
/// assert_eq!(LineState::from("ajar"), LineState::Other("ajar".to_owned()));
/// assert_eq!(LineState::Closed.as_str(), "close");
/// ```
#[macro_export]
macro_rules! open_words {
    (
        $(#[$doc:meta])*
        $name:ident { $( $(#[$variant_doc:meta])* $variant:ident = $word:literal $(| $alias:literal)*, )+ }
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $( $(#[$variant_doc])* $variant, )+
            /// A word that this SDK does not know.
            Other(String),
        }

        impl $name {
            /// The word as the gateway writes it.
            pub fn as_str(&self) -> &str {
                match self {
                    $( Self::$variant => $word, )+
                    Self::Other(word) => word,
                }
            }

            fn known(word: &str) -> Option<Self> {
                $(
                    if [$word $(, $alias)*].iter().any(|known| word.eq_ignore_ascii_case(known)) {
                        return Some(Self::$variant);
                    }
                )+
                None
            }
        }

        impl From<&str> for $name {
            fn from(word: &str) -> Self {
                Self::known(word).unwrap_or_else(|| Self::Other(word.to_owned()))
            }
        }

        impl From<String> for $name {
            fn from(word: String) -> Self {
                Self::known(&word).unwrap_or(Self::Other(word))
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.as_str())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                Ok($crate::wire::text(from)?.unwrap_or_default().into())
            }
        }
    };
}

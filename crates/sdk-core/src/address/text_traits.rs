//! The traits that follow from `FromStr` and `Display`.

/// Implements the conversions from text and serde's traits for a type that has a private
/// `fn read(&str) -> Result<Self, AddressErrorKind>` and `Display`.
macro_rules! text_traits {
    ($type:ty, $expecting:literal) => {
        impl std::str::FromStr for $type {
            type Err = $crate::address::AddressError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::read(text).map_err(|kind| $crate::address::AddressError::new(kind, text))
            }
        }

        impl TryFrom<&str> for $type {
            type Error = $crate::address::AddressError;

            fn try_from(text: &str) -> Result<Self, Self::Error> {
                text.parse()
            }
        }

        impl TryFrom<String> for $type {
            type Error = $crate::address::AddressError;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                text.parse()
            }
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Visitor;

                impl serde::de::Visitor<'_> for Visitor {
                    type Value = $type;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str($expecting)
                    }

                    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Self::Value, E> {
                        text.parse().map_err(E::custom)
                    }
                }

                deserializer.deserialize_str(Visitor)
            }
        }
    };
}

pub(super) use text_traits;

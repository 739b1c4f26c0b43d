//! Secrets in bodies: their types do not serialize by themselves.

use serde::{Deserializer, Serializer};

use crate::credential::{InstanceToken, SecretText};

/// Writes a token into a body that needs it there.
///
/// # Errors
/// As the serializer's.
pub fn write_token<S: Serializer>(token: &Option<InstanceToken>, to: S) -> Result<S::Ok, S::Error> {
    write(token.as_ref().map(InstanceToken::expose), to)
}

/// Writes a secret into a body that needs it there.
///
/// # Errors
/// As the serializer's.
pub fn write_secret<S: Serializer>(secret: &Option<SecretText>, to: S) -> Result<S::Ok, S::Error> {
    write(secret.as_ref().map(SecretText::expose), to)
}

/// Reads a secret of an answer; `""` and `null` are none.
///
/// # Errors
/// Only when the JSON itself is broken.
pub fn read_secret<'de, D: Deserializer<'de>>(from: D) -> Result<Option<SecretText>, D::Error> {
    Ok(super::text(from)?.map(SecretText::from))
}

fn write<S: Serializer>(text: Option<&str>, to: S) -> Result<S::Ok, S::Error> {
    match text {
        Some(text) => to.serialize_str(text),
        None => to.serialize_none(),
    }
}

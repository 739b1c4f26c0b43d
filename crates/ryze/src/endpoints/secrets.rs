//! Writing secrets into a request. Their types do not serialize by themselves.

use secrecy::{ExposeSecret, SecretString};
use serde::Serializer;
use wagate_sdk_core::InstanceToken;

pub(super) fn secret<S: Serializer>(value: &Option<SecretString>, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => serializer.serialize_str(value.expose_secret()),
        None => serializer.serialize_none(),
    }
}

pub(super) fn token<S: Serializer>(value: &Option<InstanceToken>, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => serializer.serialize_str(value.expose()),
        None => serializer.serialize_none(),
    }
}

//! What a client can do with each kind of credential.

use wagate_sdk_core::adapter::{Capabilities, Carried, CredentialKind, CredentialScope, Operation};
use wagate_sdk_core::{AddressKind, MediaSource, MessageKind, SendOption};

/// An account, with client credentials or a JWT of the caller's: both act with a JWT.
const ACCOUNT: Capabilities = Capabilities::new(
    &[
        Operation::Verify,
        Operation::CreateInstance,
        Operation::ListInstances,
        Operation::GetInstance,
        Operation::DeleteInstance,
    ],
    &[],
);

const LINE: &[Operation] =
    &[Operation::Connect, Operation::PairingCode, Operation::Status, Operation::Logout, Operation::Send];

/// The `delay` of a send is left out: its unit is documented nowhere. A file is a URL: nothing proves that
/// bytes are taken.
const CARRIED: &[Carried] = &[
    Carried::new(MessageKind::Text, &[AddressKind::Phone]).with_options(TO_ONE),
    Carried::new(MessageKind::Text, &[AddressKind::Group]).with_options(TO_MANY),
    Carried::new(MessageKind::Image, &[AddressKind::Phone])
        .with_options(TO_ONE)
        .with_media(&[MediaSource::Url]),
    Carried::new(MessageKind::Image, &[AddressKind::Group])
        .with_options(TO_MANY)
        .with_media(&[MediaSource::Url]),
];

const TO_ONE: &[SendOption] = &[SendOption::Quote, SendOption::MessageId];
const TO_MANY: &[SendOption] = &[SendOption::Quote, SendOption::Mentions, SendOption::MessageId];

/// An instance that acts with its owner's JWT.
const WITH_JWT: Capabilities = Capabilities::new(LINE, CARRIED);

/// An instance that acts with the two tokens.
const WITH_TWO_TOKENS: Capabilities = Capabilities::new(LINE, CARRIED);

pub(crate) fn of_account(_credential: CredentialKind) -> &'static Capabilities {
    &ACCOUNT
}

pub(crate) fn of_instance(credential: CredentialKind) -> &'static Capabilities {
    match credential.scope() {
        CredentialScope::Instance => &WITH_TWO_TOKENS,
        _ => &WITH_JWT,
    }
}

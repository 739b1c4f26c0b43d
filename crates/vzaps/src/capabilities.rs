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

/// Every send takes the same options. `delay` is left out: its unit is documented nowhere. A file is a URL: nothing proves that bytes are
/// taken. There are no round videos.
const CARRIED: &[Carried] = &[
    to_one(MessageKind::Text),
    to_many(MessageKind::Text),
    to_one(MessageKind::Image).with_media(URL),
    to_many(MessageKind::Image).with_media(URL),
    to_one(MessageKind::Video).with_media(URL),
    to_many(MessageKind::Video).with_media(URL),
    to_one(MessageKind::Document).with_media(URL),
    to_many(MessageKind::Document).with_media(URL),
    to_one(MessageKind::Audio).with_media(URL),
    to_many(MessageKind::Audio).with_media(URL),
    to_one(MessageKind::Voice).with_media(URL),
    to_many(MessageKind::Voice).with_media(URL),
    to_one(MessageKind::Sticker).with_media(URL),
    to_many(MessageKind::Sticker).with_media(URL),
    to_one(MessageKind::Location),
    to_many(MessageKind::Location),
    to_one(MessageKind::Contacts),
    to_many(MessageKind::Contacts),
    to_one(MessageKind::Poll),
    to_many(MessageKind::Poll),
    to_one(MessageKind::Buttons),
    to_many(MessageKind::Buttons),
    to_one(MessageKind::List),
    to_many(MessageKind::List),
    Carried::new(MessageKind::Reaction, &[AddressKind::Phone, AddressKind::Group]),
];

const fn to_one(kind: MessageKind) -> Carried {
    Carried::new(kind, &[AddressKind::Phone]).with_options(&[SendOption::Quote, SendOption::MessageId])
}

const fn to_many(kind: MessageKind) -> Carried {
    Carried::new(kind, &[AddressKind::Group]).with_options(&[
        SendOption::Quote,
        SendOption::Mentions,
        SendOption::MessageId,
    ])
}

const URL: &[MediaSource] = &[MediaSource::Url];

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

//! What each kind of client can do.

use wagate_sdk_core::{
    AddressKind, Capabilities, Carried, CredentialKind, CredentialScope, MediaSource, MessageKind, Operation,
    SendOption,
};

/// The account's token on the account.
pub(crate) static ACCOUNT: Capabilities = Capabilities::new(
    &[
        Operation::Verify,
        Operation::CreateInstance,
        Operation::ListInstances,
        Operation::GetInstance,
        Operation::DeleteInstance,
    ],
    &[],
);

/// The account's token on one of its instances.
static OWNED_INSTANCE: Capabilities = Capabilities::new(LIFE_AND_MESSAGES, CARRIED);

/// An instance's token on its own instance: every route of the slice takes it as it takes the account's.
static OWN_INSTANCE: Capabilities = Capabilities::new(LIFE_AND_MESSAGES, CARRIED);

pub(crate) fn of_instance(credential: CredentialKind) -> &'static Capabilities {
    match credential.scope() {
        CredentialScope::Account => &OWNED_INSTANCE,
        _ => &OWN_INSTANCE,
    }
}

const LIFE_AND_MESSAGES: &[Operation] =
    &[Operation::Connect, Operation::PairingCode, Operation::Status, Operation::Logout, Operation::Send];

/// Mentions exist in groups only; everything else goes everywhere.
const CARRIED: &[Carried] = &[
    Carried::new(MessageKind::Text, BESIDE_GROUPS).with_options(&[
        SendOption::Quote,
        SendOption::LinkPreview,
        SendOption::Delay,
    ]),
    Carried::new(MessageKind::Text, GROUPS).with_options(&[
        SendOption::Quote,
        SendOption::Mentions,
        SendOption::MentionAll,
        SendOption::LinkPreview,
        SendOption::Delay,
    ]),
    Carried::new(MessageKind::Image, BESIDE_GROUPS)
        .with_options(&[SendOption::Quote, SendOption::Delay])
        .with_media(MEDIA),
    Carried::new(MessageKind::Image, GROUPS)
        .with_options(&[SendOption::Quote, SendOption::Mentions, SendOption::MentionAll, SendOption::Delay])
        .with_media(MEDIA),
];

const BESIDE_GROUPS: &[AddressKind] = &[AddressKind::Phone, AddressKind::Lid, AddressKind::Newsletter];
const GROUPS: &[AddressKind] = &[AddressKind::Group];
const MEDIA: &[MediaSource] = &[MediaSource::Url, MediaSource::Bytes];

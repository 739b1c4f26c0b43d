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

/// Mentions exist in groups only, and with texts and files only. Newsletters take all but reactions.
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
    file(MessageKind::Image),
    file_in_groups(MessageKind::Image),
    file(MessageKind::Video),
    file_in_groups(MessageKind::Video),
    file(MessageKind::Document),
    file_in_groups(MessageKind::Document),
    file(MessageKind::Audio),
    file_in_groups(MessageKind::Audio),
    file(MessageKind::Voice),
    file_in_groups(MessageKind::Voice),
    plain(MessageKind::Sticker).with_media(MEDIA),
    plain(MessageKind::Location),
    plain(MessageKind::Contacts),
    plain(MessageKind::Poll),
    plain(MessageKind::Buttons),
    plain(MessageKind::List),
    Carried::new(MessageKind::Reaction, CHATS),
];

const fn file(kind: MessageKind) -> Carried {
    Carried::new(kind, BESIDE_GROUPS).with_options(&[SendOption::Quote, SendOption::Delay]).with_media(MEDIA)
}

const fn file_in_groups(kind: MessageKind) -> Carried {
    Carried::new(kind, GROUPS)
        .with_options(&[SendOption::Quote, SendOption::Mentions, SendOption::MentionAll, SendOption::Delay])
        .with_media(MEDIA)
}

/// A kind without mentions, the same everywhere.
const fn plain(kind: MessageKind) -> Carried {
    Carried::new(kind, EVERYWHERE).with_options(&[SendOption::Quote, SendOption::Delay])
}

const EVERYWHERE: &[AddressKind] =
    &[AddressKind::Phone, AddressKind::Lid, AddressKind::Group, AddressKind::Newsletter];
const BESIDE_GROUPS: &[AddressKind] = &[AddressKind::Phone, AddressKind::Lid, AddressKind::Newsletter];
const CHATS: &[AddressKind] = &[AddressKind::Phone, AddressKind::Lid, AddressKind::Group];
const GROUPS: &[AddressKind] = &[AddressKind::Group];
const MEDIA: &[MediaSource] = MediaSource::ALL;

//! What a client can do with each kind of credential.

use wagate_sdk_core::adapter::{Capabilities, Carried, CredentialKind, CredentialScope, Operation};
use wagate_sdk_core::{
    AddressKind, Detail, InstanceSetting, MediaSource, MessageKind, MuteFor, ParticipantAction, SendOption,
};

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

/// What either credential may do.
macro_rules! operations {
    ($($more:ident),*) => {
        &[
            $( Operation::$more, )*
            Operation::SetWebhook,
            Operation::Webhooks,
            Operation::Connect,
            Operation::PairingCode,
            Operation::Status,
            Operation::Logout,
            Operation::Send,
            Operation::Edit,
            Operation::Revoke,
            Operation::MarkRead,
            Operation::Download,
            Operation::Presence,
            Operation::Pending,
            Operation::Cancel,
            Operation::Chats,
            Operation::Chat,
            Operation::MarkChatRead,
            Operation::MarkChatUnread,
            Operation::ArchiveChat,
            Operation::PinChat,
            Operation::MuteChat,
            Operation::SetDisappearing,
            Operation::DeleteChat,
            Operation::CheckNumbers,
            Operation::Contacts,
            Operation::AddContact,
            Operation::Profile,
            Operation::ProfilePicture,
            Operation::OwnProfile,
            Operation::Groups,
            Operation::Group,
            Operation::CreateGroup,
            Operation::SetGroupSubject,
            Operation::SetGroupDescription,
            Operation::SetGroupPicture,
            Operation::SetGroupAnnounce,
            Operation::SetGroupLocked,
            Operation::ChangeParticipants,
            Operation::InviteLink,
            Operation::ResetInviteLink,
        ]
    };
}

/// The settings are read by a route that takes a JWT only; whether changing and restarting take the two tokens is not documented. The stream of
/// events is opened with the JWT and the instance's token, which that route tells too; whether the two tokens are enough is not documented.
#[cfg(feature = "events")]
const BY_JWT: &[Operation] = operations![Restart, Settings, UpdateSettings, Events];
#[cfg(not(feature = "events"))]
const BY_JWT: &[Operation] = operations![Restart, Settings, UpdateSettings];
const BY_TWO_TOKENS: &[Operation] = operations![];

/// Chats are named by numbers and by groups' ids, people by numbers. What the page of "a full JID" may hold beside these is not documented.
const ONLY_WITH: &[(Operation, &[AddressKind])] = &[
    (Operation::Edit, CHATS),
    (Operation::Revoke, CHATS),
    (Operation::MarkRead, CHATS),
    (Operation::Presence, CHATS),
    (Operation::Chat, CHATS),
    (Operation::MarkChatRead, CHATS),
    (Operation::MarkChatUnread, CHATS),
    (Operation::ArchiveChat, CHATS),
    (Operation::PinChat, CHATS),
    (Operation::MuteChat, CHATS),
    (Operation::SetDisappearing, CHATS),
    (Operation::DeleteChat, CHATS),
    (Operation::Profile, PEOPLE),
    (Operation::ProfilePicture, PEOPLE),
];

const CHATS: &[AddressKind] = &[AddressKind::Phone, AddressKind::Group];
const PEOPLE: &[AddressKind] = &[AddressKind::Phone];

/// No way to mute without an end is documented, and no route adds or removes members.
macro_rules! details {
    ($($more:expr),*) => {
        &[
            $( $more, )*
            Detail::Mute(MuteFor::EightHours),
            Detail::Mute(MuteFor::OneWeek),
            Detail::Participants(ParticipantAction::Promote),
            Detail::Participants(ParticipantAction::Demote),
            Detail::GroupDescription,
            Detail::GroupPicture(MediaSource::Url),
        ]
    };
}

const DETAILS_BY_JWT: &[Detail] =
    details![Detail::Setting(InstanceSetting::RejectCalls), Detail::Setting(InstanceSetting::ReadMessages)];
const DETAILS_BY_TWO_TOKENS: &[Detail] = details![];

/// Every send takes the same options. `delay` is left out: its unit is documented nowhere. A file is a URL: nothing proves that bytes are
/// taken. There are no round videos.
const CARRIED: &[Carried] = &[
    to_one(MessageKind::Text),
    to_many(MessageKind::Text),
    to_one(MessageKind::Image).with_media(URL),
    to_many(MessageKind::Image).with_media(URL),
    to_one(MessageKind::Video).with_media(URL),
    to_many(MessageKind::Video).with_media(URL),
    to_one(MessageKind::Gif).with_media(URL),
    to_many(MessageKind::Gif).with_media(URL),
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
    to_one(MessageKind::LinkCard),
    to_many(MessageKind::LinkCard),
    Carried::new(MessageKind::Reaction, CHATS),
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
const WITH_JWT: Capabilities =
    Capabilities::new(BY_JWT, CARRIED).only_with(ONLY_WITH).with_details(DETAILS_BY_JWT);

/// An instance that acts with the two tokens.
const WITH_TWO_TOKENS: Capabilities =
    Capabilities::new(BY_TWO_TOKENS, CARRIED).only_with(ONLY_WITH).with_details(DETAILS_BY_TWO_TOKENS);

pub(crate) fn of_account(_credential: CredentialKind) -> &'static Capabilities {
    &ACCOUNT
}

pub(crate) fn of_instance(credential: CredentialKind) -> &'static Capabilities {
    match credential.scope() {
        CredentialScope::Instance => &WITH_TWO_TOKENS,
        _ => &WITH_JWT,
    }
}

//! What each kind of client can do.

use wagate_sdk_core::{
    AddressKind, Capabilities, Carried, CredentialKind, CredentialScope, Detail, InstanceSetting,
    MediaSource, MessageKind, MuteFor, Operation, ParticipantAction, PrivacySetting, SendOption,
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
static OWNED_INSTANCE: Capabilities = INSTANCE;

/// An instance's token on its own instance: every route of an instance takes it as it takes the account's.
static OWN_INSTANCE: Capabilities = INSTANCE;

pub(crate) fn of_instance(credential: CredentialKind) -> &'static Capabilities {
    match credential.scope() {
        CredentialScope::Account => &OWNED_INSTANCE,
        _ => &OWN_INSTANCE,
    }
}

const INSTANCE: Capabilities =
    Capabilities::new(OPERATIONS, CARRIED).only_with(ONLY_WITH).with_details(DETAILS);

const OPERATIONS: &[Operation] = &[
    Operation::Connect,
    Operation::PairingCode,
    Operation::Status,
    Operation::Reconnect,
    Operation::Logout,
    Operation::Settings,
    Operation::UpdateSettings,
    Operation::Proxy,
    Operation::SetProxy,
    Operation::Send,
    Operation::Edit,
    Operation::Revoke,
    Operation::MarkRead,
    Operation::Message,
    Operation::MessageStatus,
    Operation::Download,
    Operation::Presence,
    Operation::History,
    Operation::MarkChatRead,
    Operation::MarkChatUnread,
    Operation::ArchiveChat,
    Operation::PinChat,
    Operation::MuteChat,
    Operation::DeleteChat,
    Operation::Labels,
    Operation::AssignLabel,
    Operation::CheckNumbers,
    Operation::Contacts,
    Operation::Profile,
    Operation::ProfilePicture,
    Operation::Block,
    Operation::OwnProfile,
    Operation::SetProfileName,
    Operation::SetProfileAbout,
    Operation::SetProfilePicture,
    Operation::RemoveProfilePicture,
    Operation::Privacy,
    Operation::SetPrivacy,
    Operation::Groups,
    Operation::Group,
    Operation::CreateGroup,
    Operation::SetGroupSubject,
    Operation::SetGroupDescription,
    Operation::SetGroupPicture,
    Operation::RemoveGroupPicture,
    Operation::SetGroupAnnounce,
    Operation::SetGroupLocked,
    Operation::ChangeParticipants,
    Operation::InviteLink,
    Operation::ResetInviteLink,
    Operation::InviteInfo,
    Operation::JoinGroup,
    Operation::LeaveGroup,
    Operation::SetWebhook,
    Operation::Webhooks,
    Operation::RemoveWebhook,
    #[cfg(feature = "events")]
    Operation::Events,
];

/// The routes on chats name digits and the JIDs of people, LIDs, groups and newsletters; those on profiles numbers and LIDs; blocking all but
/// groups.
const ONLY_WITH: &[(Operation, &[AddressKind])] = &[
    (Operation::Edit, EVERYWHERE),
    (Operation::Revoke, EVERYWHERE),
    (Operation::MarkRead, EVERYWHERE),
    (Operation::Presence, EVERYWHERE),
    (Operation::History, EVERYWHERE),
    (Operation::MarkChatRead, EVERYWHERE),
    (Operation::MarkChatUnread, EVERYWHERE),
    (Operation::ArchiveChat, EVERYWHERE),
    (Operation::PinChat, EVERYWHERE),
    (Operation::MuteChat, EVERYWHERE),
    (Operation::DeleteChat, EVERYWHERE),
    (Operation::AssignLabel, EVERYWHERE),
    (Operation::Profile, PEOPLE),
    (Operation::ProfilePicture, PEOPLE),
    (Operation::Block, PEOPLE),
];

const DETAILS: &[Detail] = &[
    Detail::Setting(InstanceSetting::RejectCalls),
    Detail::Setting(InstanceSetting::CallMessage),
    Detail::Setting(InstanceSetting::IgnoreGroups),
    Detail::Setting(InstanceSetting::AlwaysOnline),
    Detail::Setting(InstanceSetting::ReadMessages),
    Detail::Privacy(PrivacySetting::LastSeen),
    Detail::Privacy(PrivacySetting::Online),
    Detail::Privacy(PrivacySetting::Picture),
    Detail::Privacy(PrivacySetting::About),
    Detail::Privacy(PrivacySetting::ReadReceipts),
    Detail::Privacy(PrivacySetting::Groups),
    Detail::Privacy(PrivacySetting::Calls),
    Detail::Mute(MuteFor::EightHours),
    Detail::Mute(MuteFor::OneWeek),
    Detail::Mute(MuteFor::Always),
    Detail::Participants(ParticipantAction::Add),
    Detail::Participants(ParticipantAction::Remove),
    Detail::Participants(ParticipantAction::Promote),
    Detail::Participants(ParticipantAction::Demote),
    Detail::GroupDescription,
    Detail::ProfilePicture(MediaSource::Url),
    Detail::ProfilePicture(MediaSource::Bytes),
    Detail::ProfilePicture(MediaSource::File),
    Detail::ProfilePicture(MediaSource::Stream),
    Detail::GroupPicture(MediaSource::Url),
];

/// Mentions exist in groups only, and with texts and files only. Newsletters take all but reactions. A status (story) takes no option.
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
    Carried::new(MessageKind::Text, STATUS),
    file_in_status(MessageKind::Image),
    file_in_status(MessageKind::Video),
    file_in_status(MessageKind::Audio),
    file_in_status(MessageKind::Voice),
];

const fn file(kind: MessageKind) -> Carried {
    Carried::new(kind, BESIDE_GROUPS).with_options(&[SendOption::Quote, SendOption::Delay]).with_media(MEDIA)
}

const fn file_in_groups(kind: MessageKind) -> Carried {
    Carried::new(kind, GROUPS)
        .with_options(&[SendOption::Quote, SendOption::Mentions, SendOption::MentionAll, SendOption::Delay])
        .with_media(MEDIA)
}

const fn file_in_status(kind: MessageKind) -> Carried {
    Carried::new(kind, STATUS).with_media(&[MediaSource::Url])
}

/// A kind without mentions, the same everywhere.
const fn plain(kind: MessageKind) -> Carried {
    Carried::new(kind, EVERYWHERE).with_options(&[SendOption::Quote, SendOption::Delay])
}

const PEOPLE: &[AddressKind] = &[AddressKind::Phone, AddressKind::Lid];
const STATUS: &[AddressKind] = &[AddressKind::Status];
const EVERYWHERE: &[AddressKind] =
    &[AddressKind::Phone, AddressKind::Lid, AddressKind::Group, AddressKind::Newsletter];
const BESIDE_GROUPS: &[AddressKind] = &[AddressKind::Phone, AddressKind::Lid, AddressKind::Newsletter];
const CHATS: &[AddressKind] = &[AddressKind::Phone, AddressKind::Lid, AddressKind::Group];
const GROUPS: &[AddressKind] = &[AddressKind::Group];
const MEDIA: &[MediaSource] = MediaSource::ALL;

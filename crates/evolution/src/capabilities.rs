//! What a client can do: one table for the account, one for each channel. Both kinds of key do the same on an instance.

use wagate_sdk_core::adapter::{Capabilities, Carried, Detail, Operation};
use wagate_sdk_core::{
    AddressKind, InstanceSetting, MediaSource, MessageKind, ParticipantAction, PrivacySetting, SendOption,
    SendRequest,
};

use crate::state::{Integration, KnownChannel};

const PHONES: &[AddressKind] = &[AddressKind::Phone];
const PEOPLE: &[AddressKind] = &[AddressKind::Phone, AddressKind::Lid];
const PEOPLE_AND_GROUPS: &[AddressKind] = &[AddressKind::Phone, AddressKind::Lid, AddressKind::Group];
const PHONES_AND_GROUPS: &[AddressKind] = &[AddressKind::Phone, AddressKind::Group];
const GROUPS: &[AddressKind] = &[AddressKind::Group];
/// The status feed.
const STATUS: &[AddressKind] = &[AddressKind::Status];
const URL: &[MediaSource] = &[MediaSource::Url];
const ANYWHERE: &[MediaSource] = MediaSource::ALL;

/// What goes with nearly every message to a person.
const USUAL: &[SendOption] = &[SendOption::Quote, SendOption::Delay];
/// What goes with nearly every message to a group.
const IN_GROUPS: &[SendOption] =
    &[SendOption::Quote, SendOption::Mentions, SendOption::MentionAll, SendOption::Delay];

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

/// A voice note accepts a quote and drops it, so that none is claimed; cards, reactions and statuses take no option.
static BAILEYS: Capabilities = Capabilities::new(
    &[
        Operation::Connect,
        Operation::PairingCode,
        Operation::Status,
        Operation::Reconnect,
        Operation::Restart,
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
        Operation::Chats,
        Operation::Chat,
        Operation::History,
        Operation::MarkChatUnread,
        Operation::ArchiveChat,
        Operation::SetDisappearing,
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
    ],
    &[
        Carried::new(MessageKind::Text, PEOPLE).with_options(&[
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
        Carried::new(MessageKind::Image, PEOPLE).with_options(USUAL).with_media(ANYWHERE),
        Carried::new(MessageKind::Image, GROUPS).with_options(IN_GROUPS).with_media(ANYWHERE),
        Carried::new(MessageKind::Video, PEOPLE).with_options(USUAL).with_media(ANYWHERE),
        Carried::new(MessageKind::Video, GROUPS).with_options(IN_GROUPS).with_media(ANYWHERE),
        Carried::new(MessageKind::Document, PEOPLE).with_options(USUAL).with_media(ANYWHERE),
        Carried::new(MessageKind::Document, GROUPS).with_options(IN_GROUPS).with_media(ANYWHERE),
        Carried::new(MessageKind::Audio, PEOPLE).with_options(USUAL).with_media(ANYWHERE),
        Carried::new(MessageKind::Audio, GROUPS).with_options(IN_GROUPS).with_media(ANYWHERE),
        Carried::new(MessageKind::VideoNote, PEOPLE).with_options(USUAL).with_media(ANYWHERE),
        Carried::new(MessageKind::VideoNote, GROUPS).with_options(IN_GROUPS).with_media(ANYWHERE),
        Carried::new(MessageKind::Sticker, PEOPLE).with_options(USUAL).with_media(ANYWHERE),
        Carried::new(MessageKind::Sticker, GROUPS).with_options(IN_GROUPS).with_media(ANYWHERE),
        Carried::new(MessageKind::Voice, PEOPLE_AND_GROUPS)
            .with_options(&[SendOption::Delay])
            .with_media(ANYWHERE),
        Carried::new(MessageKind::Location, PEOPLE).with_options(USUAL),
        Carried::new(MessageKind::Location, GROUPS).with_options(IN_GROUPS),
        Carried::new(MessageKind::Poll, PEOPLE).with_options(USUAL),
        Carried::new(MessageKind::Poll, GROUPS).with_options(IN_GROUPS),
        Carried::new(MessageKind::Buttons, PEOPLE).with_options(USUAL),
        Carried::new(MessageKind::Buttons, GROUPS).with_options(IN_GROUPS),
        Carried::new(MessageKind::List, PEOPLE).with_options(USUAL),
        Carried::new(MessageKind::List, GROUPS).with_options(IN_GROUPS),
        Carried::new(MessageKind::Contacts, PEOPLE_AND_GROUPS),
        Carried::new(MessageKind::Reaction, PEOPLE_AND_GROUPS),
        Carried::new(MessageKind::Text, STATUS),
        Carried::new(MessageKind::Image, STATUS).with_media(ANYWHERE),
        Carried::new(MessageKind::Video, STATUS).with_media(ANYWHERE),
        Carried::new(MessageKind::Audio, STATUS).with_media(ANYWHERE),
        Carried::new(MessageKind::Voice, STATUS).with_media(ANYWHERE),
    ],
)
.only_with(&[
    (Operation::Edit, PEOPLE_AND_GROUPS),
    (Operation::Revoke, PEOPLE_AND_GROUPS),
    // In the chat of a LID the server passes the messages over, and says "success".
    (Operation::MarkRead, PHONES_AND_GROUPS),
    (Operation::Presence, PEOPLE_AND_GROUPS),
    (Operation::MarkChatUnread, PEOPLE_AND_GROUPS),
    (Operation::ArchiveChat, PEOPLE_AND_GROUPS),
    (Operation::SetDisappearing, GROUPS),
    (Operation::AssignLabel, PEOPLE_AND_GROUPS),
    (Operation::Profile, PEOPLE),
    (Operation::ProfilePicture, PEOPLE),
    (Operation::Block, PEOPLE),
])
.with_details(&[
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
    Detail::GroupPicture(MediaSource::Bytes),
    Detail::GroupPicture(MediaSource::File),
    Detail::GroupPicture(MediaSource::Stream),
]);

/// What the channels without a phone do beside sending: tell the state, and read what the server's own database holds.
const WITHOUT_A_PHONE: &[Operation] = &[
    Operation::Connect,
    Operation::Status,
    Operation::Send,
    Operation::Message,
    Operation::Chats,
    Operation::Chat,
    Operation::History,
    Operation::Contacts,
    Operation::SetWebhook,
    Operation::Webhooks,
    Operation::RemoveWebhook,
    #[cfg(feature = "events")]
    Operation::Events,
];

/// Meta's Cloud API: open from the start, nothing to unlink. The server strips a recipient to its digits, so that a group or a LID
/// would become somebody's phone number, and it does not wait out a delay. It drops the text above buttons, fails at rows of a menu without
/// a description, and makes a sound file of a voice note: none of these is claimed.
static BUSINESS: Capabilities = Capabilities::new(
    WITHOUT_A_PHONE,
    &[
        Carried::new(MessageKind::Text, PHONES).with_options(&[SendOption::Quote, SendOption::LinkPreview]),
        Carried::new(MessageKind::Image, PHONES).with_options(&[SendOption::Quote]).with_media(ANYWHERE),
        Carried::new(MessageKind::Video, PHONES).with_options(&[SendOption::Quote]).with_media(URL),
        Carried::new(MessageKind::Document, PHONES).with_options(&[SendOption::Quote]).with_media(URL),
        Carried::new(MessageKind::Audio, PHONES).with_options(&[SendOption::Quote]).with_media(URL),
        Carried::new(MessageKind::Location, PHONES).with_options(&[SendOption::Quote]),
        Carried::new(MessageKind::Contacts, PHONES),
        Carried::new(MessageKind::Reaction, PHONES),
    ],
);

/// The server's own channel: open from the start, nothing to unlink, no groups, no link previews. Of a file only the URL is passed on: neither
/// bytes nor the name of a document.
static EVOLUTION: Capabilities = Capabilities::new(
    WITHOUT_A_PHONE,
    &[
        Carried::new(MessageKind::Text, PHONES).with_options(USUAL),
        Carried::new(MessageKind::Image, PHONES).with_options(USUAL).with_media(URL),
        Carried::new(MessageKind::Video, PHONES).with_options(USUAL).with_media(URL),
        Carried::new(MessageKind::Buttons, PHONES).with_options(USUAL),
    ],
);

/// An unknown channel is taken for the usual one. That harms nobody where all channels carry the message to the same phone; before anything else
/// goes out the channel is asked for: see [`is_safe_on_all`].
pub(crate) fn of_instance(channel: &KnownChannel) -> &'static Capabilities {
    channel.integration().map_or(&BAILEYS, of_channel)
}

pub(crate) fn of_channel(integration: &Integration) -> &'static Capabilities {
    match integration {
        Integration::Business => &BUSINESS,
        Integration::Evolution => &EVOLUTION,
        Integration::Baileys | Integration::Other(_) => &BAILEYS,
    }
}

/// Whether every channel carries the message, and reads its recipient as the same chat.
pub(crate) fn is_safe_on_all(request: &SendRequest) -> bool {
    let source = request.message.media_source();
    [&BAILEYS, &BUSINESS, &EVOLUTION].into_iter().all(|channel| {
        channel
            .carries(request.message.kind(), request.to.kind())
            .is_some_and(|carried| source.is_none_or(|source| carried.media().contains(&source)))
    })
}

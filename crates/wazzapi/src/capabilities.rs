//! What a client can do with the API key. There is one kind of credential, so one table for each kind of client.

use wagate_sdk_core::{
    AddressKind, Capabilities, Carried, Detail, MediaSource, MessageKind, Operation, ParticipantAction,
    SendOption,
};

/// An organization. No call deletes a device.
pub(crate) static ACCOUNT: Capabilities = Capabilities::new(
    &[Operation::Verify, Operation::CreateInstance, Operation::ListInstances, Operation::GetInstance],
    &[],
);

/// A device. Whether a disconnection unlinks the number is not documented, so there is no logout. No member of a proxy is published, so one
/// cannot be set: a number that goes without a proxy, because a guessed name was passed over, would be the worse answer.
pub(crate) static DEVICE: Capabilities = Capabilities::new(
    &[
        Operation::Connect,
        Operation::PairingCode,
        Operation::Status,
        Operation::Reconnect,
        Operation::Disconnect,
        Operation::Proxy,
        Operation::Send,
        Operation::Message,
        Operation::MessageStatus,
        Operation::Download,
        Operation::Pending,
        Operation::Cancel,
        Operation::Retry,
        Operation::Chats,
        Operation::Chat,
        Operation::History,
        Operation::MarkChatRead,
        Operation::SetDisappearing,
        Operation::Contacts,
        Operation::AddContact,
        Operation::ProfilePicture,
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
        Carried::new(MessageKind::Text, PEOPLE).with_options(LATER),
        Carried::new(MessageKind::Image, PEOPLE).with_options(LATER).with_media(ANY_SOURCE),
        Carried::new(MessageKind::Video, PEOPLE).with_options(LATER).with_media(ANY_SOURCE),
        Carried::new(MessageKind::Document, PEOPLE).with_options(LATER).with_media(ANY_SOURCE),
        Carried::new(MessageKind::Voice, PEOPLE).with_options(LATER).with_media(ANY_SOURCE),
        Carried::new(MessageKind::Location, PEOPLE).with_options(LATER),
        Carried::new(MessageKind::Contacts, PEOPLE).with_options(LATER),
        Carried::new(MessageKind::Buttons, PEOPLE),
        Carried::new(MessageKind::List, PEOPLE),
        Carried::new(MessageKind::Text, GROUPS),
        Carried::new(MessageKind::Image, GROUPS).with_media(&[MediaSource::Url]),
        Carried::new(MessageKind::Video, GROUPS).with_media(&[MediaSource::Url]),
        Carried::new(MessageKind::Document, GROUPS).with_media(&[MediaSource::Url]),
    ],
)
.only_with(&[
    (Operation::Chat, PEOPLE),
    (Operation::History, PEOPLE),
    (Operation::MarkChatRead, PEOPLE),
    (Operation::ProfilePicture, PEOPLE),
    (Operation::SetDisappearing, GROUPS),
])
.with_details(&[
    Detail::Participants(ParticipantAction::Add),
    Detail::Participants(ParticipantAction::Remove),
    Detail::Participants(ParticipantAction::Promote),
    Detail::Participants(ParticipantAction::Demote),
    Detail::GroupPicture(MediaSource::Bytes),
]);

const PEOPLE: &[AddressKind] = &[AddressKind::Phone];
const GROUPS: &[AddressKind] = &[AddressKind::Group];
const LATER: &[SendOption] = &[SendOption::Schedule];
const ANY_SOURCE: &[MediaSource] = &[MediaSource::Url, MediaSource::Bytes];

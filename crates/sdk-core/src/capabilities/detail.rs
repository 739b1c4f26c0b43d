use crate::chat::MuteFor;
use crate::group::ParticipantAction;
use crate::message::MediaSource;
use crate::profile::PrivacySetting;
use crate::settings::InstanceSetting;

/// A part of an operation that some gateways have and others lack, as [`Capabilities::takes`](crate::Capabilities::takes) asks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Detail {
    /// A setting, of [`InstanceClient::update_settings`](crate::InstanceClient::update_settings).
    Setting(InstanceSetting),
    /// What can be kept private, of [`InstanceClient::set_privacy`](crate::InstanceClient::set_privacy).
    Privacy(PrivacySetting),
    /// How long a chat is muted, of [`InstanceClient::mute_chat`](crate::InstanceClient::mute_chat).
    Mute(MuteFor),
    /// What is done with members of a group.
    Participants(ParticipantAction),
    /// A description at once, of [`InstanceClient::create_group`](crate::InstanceClient::create_group).
    GroupDescription,
    /// Where the own profile picture may come from.
    ProfilePicture(MediaSource),
    /// Where a group's picture may come from.
    GroupPicture(MediaSource),
}

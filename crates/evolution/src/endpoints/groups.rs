//! Groups.

mod change;
mod create;
mod find;
mod info;
mod invite;
mod members;

pub use super::updated::Updated;
pub use change::{
    GroupSetting, ToggleEphemeral, Toggled, UpdateDescription, UpdatePicture, UpdateSetting, UpdateSubject,
};
pub use create::CreateGroup;
pub use find::{FetchAllGroups, FindGroup};
pub use info::{GroupInfo, GroupMember, GroupRole};
pub use invite::{
    AcceptInvite, GetInviteCode, GetInviteInfo, GroupInvite, InviteAccepted, InviteRevoked, RevokeInvite,
};
pub use members::{
    FindParticipants, GroupLeft, GroupParticipants, LeaveGroup, ParticipantAction, ParticipantResult,
    ParticipantsUpdated, UpdateParticipant,
};

//! Groups: making, reading and changing them, their members, and the way in and out.

mod create;
mod members;
mod membership;
mod reading;
mod update;

pub use create::CreateGroup;
pub use members::{ChangeParticipants, ParticipantAction, ParticipantResult, ParticipantsChanged};
pub use membership::{GroupJoined, GroupLeft, GroupLink, JoinGroup, LeaveGroup, ResetGroupLink};
pub use reading::{
    GetGroup, GroupAnswer, GroupInfo, GroupList, GroupParticipant, GroupRow, GroupSettings, ListGroups,
};
pub use update::UpdateGroup;

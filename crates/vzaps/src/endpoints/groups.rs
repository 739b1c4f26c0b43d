//! Groups: making, reading and changing them, and who their admins are.
//!
//! No document shows what these routes answer, and which members go with which route is inferred from the one type that the official
//! clients have for all of them. There is no route that adds or removes members, joins or leaves.

mod create;
mod invite;
mod members;
mod reading;
mod update;

pub use create::CreateGroup;
pub use invite::{GetInviteLink, InviteLink, ResetInviteLink};
pub use members::{DemoteParticipants, PromoteParticipants};
pub use reading::{GetGroup, Group, GroupParticipant, ListGroups};
pub use update::{SetGroupDescription, SetGroupName, SetGroupPhoto, SetGroupSettings};

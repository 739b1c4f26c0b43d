//! WhatsApp groups: writing to them, making, reading and changing them, their members, and the way in and out. Here a device is named by
//! its session name, not by its id.
//!
//! Not to be confused with the contact groups of the address book. The sources are the official SDKs alone (Python `wazzapi` 0.6.0
//! `resources/groups.py`, wazzapi-node `src/resources/groups.ts`).

mod change;
mod create;
mod invite;
mod members;
mod reading;
mod sending;

pub use change::{
    EphemeralDuration, GroupChanged, RemovePhoto, SetAnnounce, SetEphemeral, SetLocked, SetName, SetPhoto,
    SetTopic,
};
pub use create::{CreateGroup, GroupCreated};
pub use invite::{GetInviteLink, InviteInfo, InviteLink, JoinGroup, LeaveGroup, ReadInvite};
pub use members::{AddParticipant, ParticipantAction, RemoveParticipant, UpdateParticipants};
pub use reading::{
    GetGroup, Group, GroupList, GroupParticipant, GroupParticipants, ListGroups, ListParticipants,
};
pub use sending::{SendMedia, SendText};

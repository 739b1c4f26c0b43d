use super::derive::portable;
use crate::address::{Address, GroupId};
use crate::client::InstanceClient;
use crate::done::Done;
use crate::error::Error;
use crate::group::{Group, InviteCode, InviteLink, Joined, NewGroup, ParticipantAction, ParticipantResult};
use crate::instance::{Page, PageToken};
use crate::message::Media;

portable! {
    /// Groups.
    trait Groups for InstanceClient, mirrored by GroupsMirror {
        /// One page of the groups; without a token the first.
        fn list_groups(page: Option<PageToken>) -> Page<Group>;
        /// One group, with its members.
        fn group(id: GroupId) -> Group;
        /// Makes a group. The request was checked.
        fn create_group(spec: NewGroup) -> Group;
        /// Changes the subject. It is not empty.
        fn set_group_subject(group: GroupId, subject: String) -> Done;
        /// Changes the description; it may be empty.
        fn set_group_description(group: GroupId, description: String) -> Done;
        /// Changes the picture. Where it comes from was checked against the client's capabilities.
        fn set_group_picture(group: GroupId, picture: Media) -> Done;
        /// Removes the picture.
        fn remove_group_picture(group: GroupId) -> Done;
        /// Lets only admins write, or everyone.
        fn set_group_announce(group: GroupId, only_admins: bool) -> Done;
        /// Lets only admins change the group, or everyone.
        fn set_group_locked(group: GroupId, only_admins: bool) -> Done;
        /// Adds, removes, promotes or demotes members: one result for each, in their order. They were checked.
        fn change_participants(
            group: GroupId,
            action: ParticipantAction,
            participants: Vec<Address>
        ) -> Vec<ParticipantResult>;
        /// The invite link.
        fn invite_link(group: GroupId) -> InviteLink;
        /// Makes a new invite link; the old one no longer works.
        fn reset_invite_link(group: GroupId) -> InviteLink;
        /// What an invite link leads to.
        fn invite_info(code: InviteCode) -> Group;
        /// Joins by an invite link.
        fn join_group(code: InviteCode) -> Joined;
        /// Leaves a group.
        fn leave_group(group: GroupId) -> Done;
    }
}

//! Groups.

mod access;
mod change;
mod create;
mod find;
mod invites;
mod layout;
mod members;

use crate::face::Face;

pub(super) use layout::metadata;

/// The routes.
pub(super) fn routes(face: Face) -> Face {
    face.post("group.create", "/group/create/{instanceName}", create::create)
        .post("group.update_subject", "/group/updateGroupSubject/{instanceName}", change::subject)
        .post("group.update_picture", "/group/updateGroupPicture/{instanceName}", change::picture)
        .post("group.update_description", "/group/updateGroupDescription/{instanceName}", change::description)
        .post("group.update_setting", "/group/updateSetting/{instanceName}", change::setting)
        .post("group.toggle_ephemeral", "/group/toggleEphemeral/{instanceName}", change::ephemeral)
        .get("group.find", "/group/findGroupInfos/{instanceName}", find::one)
        .get("group.fetch_all", "/group/fetchAllGroups/{instanceName}", find::all)
        .get("group.participants", "/group/participants/{instanceName}", members::list)
        .post("group.update_participant", "/group/updateParticipant/{instanceName}", members::update)
        .delete("group.leave", "/group/leaveGroup/{instanceName}", members::leave)
        .get("group.invite_code", "/group/inviteCode/{instanceName}", invites::code)
        .get("group.invite_info", "/group/inviteInfo/{instanceName}", invites::info)
        .get("group.accept_invite", "/group/acceptInviteCode/{instanceName}", invites::accept)
        .post("group.revoke_invite", "/group/revokeInviteCode/{instanceName}", invites::revoke)
}

//! Profiles: one's own and others', and who may see what.

mod others;
mod own;
mod privacy;

use crate::face::Face;

pub(super) use own::picture_url;

/// The routes.
pub(super) fn routes(face: Face) -> Face {
    face.post("chat.fetch_profile_picture", "/chat/fetchProfilePictureUrl/{instanceName}", others::picture)
        .post("chat.fetch_profile", "/chat/fetchProfile/{instanceName}", others::profile)
        .post("chat.update_profile_name", "/chat/updateProfileName/{instanceName}", own::name)
        .post("chat.update_profile_status", "/chat/updateProfileStatus/{instanceName}", own::about)
        .post("chat.update_profile_picture", "/chat/updateProfilePicture/{instanceName}", own::picture)
        .delete("chat.remove_profile_picture", "/chat/removeProfilePicture/{instanceName}", own::no_picture)
        .get("chat.fetch_privacy", "/chat/fetchPrivacySettings/{instanceName}", privacy::fetch)
        .post("chat.update_privacy", "/chat/updatePrivacySettings/{instanceName}", privacy::update)
}

//! Instances: making, listing and deleting them, and their connection.

mod create;
mod lifecycle;
mod rows;

use crate::face::Face;

pub(super) use create::{BUSINESS, EVOLUTION, text};
pub(super) use lifecycle::word;
pub(super) use rows::CLIENT_NAME;

/// The routes.
pub(super) fn routes(face: Face) -> Face {
    face.post("instance.create", "/instance/create", create::create)
        .get("instance.fetch", "/instance/fetchInstances", rows::fetch)
        .delete("instance.delete", "/instance/delete/{instanceName}", create::delete)
        .get("instance.connect", "/instance/connect/{instanceName}", lifecycle::connect)
        .get("instance.connection_state", "/instance/connectionState/{instanceName}", lifecycle::state)
        .post("instance.restart", "/instance/restart/{instanceName}", lifecycle::restart)
        .delete("instance.logout", "/instance/logout/{instanceName}", lifecycle::logout)
}

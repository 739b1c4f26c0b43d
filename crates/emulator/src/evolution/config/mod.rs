//! What is kept with an instance: its settings and its proxy.

mod proxy;
mod settings;

use crate::face::Face;

/// The routes.
pub(super) fn routes(face: Face) -> Face {
    face.post("settings.set", "/settings/set/{instanceName}", settings::set)
        .get("settings.find", "/settings/find/{instanceName}", settings::find)
        .post("proxy.set", "/proxy/set/{instanceName}", proxy::set)
        .get("proxy.find", "/proxy/find/{instanceName}", proxy::find)
}

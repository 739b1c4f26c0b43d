//! VZaps.
//!
//! Some answers stand in the envelope `{code, success, data}`, others are flat; each handler says which.

mod auth;
mod billing;
mod errors;
mod instances;
mod media;
mod messages;
mod session;
mod state;

pub(crate) use state::VzapsState;

use crate::face::Face;

/// All routes. Each handler asks [`auth`] for the kind of credential that it demands.
pub(crate) fn face() -> Face {
    Face::new(errors::unknown_route)
        .post("auth.token", "/token", auth::token)
        .put("instances.create", "/instances/create", instances::create)
        .post("instances.list", "/instances/list", instances::list)
        .post("instances.get", "/instances/get", instances::get)
        .patch("instances.update", "/instances/{id}", instances::update)
        .delete("instances.delete", "/instances/{id}", instances::delete)
        .post("instances.restart", "/instances/{id}/restart", session::restart)
        .post("billing.subscribe", "/instances/{id}/subscribe", billing::subscribe)
        .post("billing.resume", "/instances/{id}/resume-subscription", billing::resume)
        .put("instances.cancel", "/instances/{id}/cancel", billing::cancel)
        .delete("instances.cancel.delete", "/instances/{id}/cancel", billing::cancel)
        .get("session.status", "/instances/{id}/session/status", session::status)
        .get("session.qr", "/instances/{id}/session/qr", session::qr)
        .get("session.paircode", "/instances/{id}/session/paircode/{phone}", session::pairing_code)
        .post("session.disconnect", "/instances/{id}/session/disconnect", session::disconnect)
        .send("message.send.text", "/instances/{id}/chat/send/text", messages::text)
        .send("message.send.image", "/instances/{id}/chat/send/image", media::image)
}

//! WazzAPI. An instance is a device there.

mod auth;
mod errors;
mod fields;
mod groups;
mod instances;
mod lifecycle;
mod limits;
mod messages;

use axum::middleware;

use crate::face::Face;

/// What only WazzAPI has.
#[derive(Debug, Default)]
pub(crate) struct WazzapiState {
    minutes: limits::Minutes,
}

/// All routes. Each needs the API key and counts against its limit.
pub(crate) fn face() -> Face {
    Face::new(errors::unknown_route)
        .get("device.list", "/api/v1/devices", instances::list)
        .post("device.link", "/api/v1/devices", instances::link)
        .get("device.get", "/api/v1/devices/{device_id}", instances::get)
        .get("device.qr", "/api/v1/devices/{device_id}/qr", lifecycle::qr)
        .post("device.pair_phone", "/api/v1/devices/{device_id}/pair-phone", lifecycle::pair_phone)
        .get("device.status", "/api/v1/devices/{device_id}/status", lifecycle::status)
        .post("device.disconnect", "/api/v1/devices/{device_id}/disconnect", lifecycle::disconnect)
        .post("device.reconnect", "/api/v1/devices/{device_id}/reconnect", lifecycle::reconnect)
        .send("message.send", "/api/v1/messages/send", messages::send)
        .send("message.send_image", "/api/v1/messages/send/image", messages::send_image)
        .send("group.send_text", "/api/v1/groups/send", groups::send_text)
        .send("group.send_media", "/api/v1/groups/send/media", groups::send_media)
        .map_router(|router| router.route_layer(middleware::from_fn(auth::authenticate)))
}

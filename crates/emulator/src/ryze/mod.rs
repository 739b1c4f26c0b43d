//! RyzeAPI.

mod auth;
mod blocks;
mod chats;
mod errors;
pub(crate) mod events;
mod groups;
mod instances;
mod lifecycle;
mod limits;
mod line;
mod messages;
mod profile;
mod settings;
pub(crate) mod webhooks;
mod websocket;

pub use limits::RateLimits;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use axum::Json;
use axum::extract::State;
use axum::middleware;
use serde_json::{Value, json};

use crate::clock::iso_seconds;
use crate::face::Face;
use crate::shared::App;

use limits::Buckets;
use webhooks::Webhook;

/// What only RyzeAPI has.
#[derive(Default)]
pub(crate) struct RyzeState {
    /// How many instances the account may have; `None` for any number.
    pub(crate) quota: Option<usize>,
    /// Whether `message.exchange` has the layout of the catalogue of events, and not the one that is seen live.
    pub(crate) catalog_layout: bool,
    /// By the instance's id and the label.
    webhooks: BTreeMap<(String, String), Webhook>,
    /// The ids of the instances whose WebSocket was ever configured.
    websockets: BTreeSet<String>,
    buckets: Buckets,
}

// Webhooks hold secrets.
impl fmt::Debug for RyzeState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RyzeState").field("quota", &self.quota).finish_non_exhaustive()
    }
}

/// All routes. Those before the layer need a token and count against the rate limit.
pub(crate) fn face() -> Face {
    let face = Face::new(errors::unknown_route)
        .post("instance.create", "/api/instance/new", instances::create)
        .get("instance.list", "/api/instance/list", instances::list)
        .delete("instance.delete", "/api/instance/delete/{instance}", instances::delete)
        .get("instance.connect", "/api/instance/connect/{instance}", lifecycle::connect)
        .post("instance.reconnect", "/api/instance/reconnect/{instance}", lifecycle::reconnect)
        .delete("instance.logout", "/api/instance/logout/{instance}", lifecycle::logout)
        .get("instance.settings.get", "/api/instance/getSettings/{instance}", settings::settings)
        .post("instance.settings.update", "/api/instance/settings/{instance}", settings::update_settings)
        .get("instance.proxy.get", "/api/instance/getProxy/{instance}", settings::proxy)
        .post("instance.proxy.update", "/api/instance/proxy/{instance}", settings::update_proxy);
    with_events(with_profile(with_groups(with_chats(with_messages(face)))))
        .map_router(|router| router.route_layer(middleware::from_fn(auth::authenticate)))
        .get("health", "/health", health)
}

fn with_messages(face: Face) -> Face {
    face.send("message.text", "/api/message/text/{instance}", messages::text)
        .send("message.media", "/api/message/media/{instance}", messages::media)
        .send("message.sticker", "/api/message/sticker/{instance}", messages::sticker)
        .send("message.location", "/api/message/location/{instance}", messages::location)
        .send("message.contact", "/api/message/contact/{instance}", messages::contact)
        .send("message.reaction", "/api/message/reaction/{instance}", messages::reaction)
        .send("message.poll", "/api/message/poll/{instance}", messages::poll)
        .send("message.buttons", "/api/message/button/{instance}", messages::buttons)
        .send("message.list", "/api/message/list/{instance}", messages::list)
        .send("message.status", "/api/message/status/{instance}", messages::status)
}

fn with_chats(face: Face) -> Face {
    face.get("chat.contacts", "/api/chat/contacts/{instance}", chats::contacts)
        .get("chat.get_message", "/api/chat/getMessage/{instance}", chats::message)
        .get("chat.tag.list", "/api/chat/tag/{instance}", chats::tags)
        .post("chat.tag.create", "/api/chat/tag/{instance}", chats::create_tag)
        .delete("chat.tag.delete", "/api/chat/tag/{instance}", chats::delete_tag)
        .post("chat.tag.assign", "/api/chat/assignTag/{instance}", chats::assign)
        .delete("chat.tag.unassign", "/api/chat/assignTag/{instance}", chats::unassign)
        .post("chat.archive", "/api/chat/archive/{instance}", chats::archive)
        .post("chat.pin", "/api/chat/pin/{instance}", chats::pin)
        .post("chat.mark_chat_read", "/api/chat/markChatRead/{instance}", chats::mark_chat_read)
        .post("chat.mark_read", "/api/chat/markRead/{instance}", chats::mark_read)
        .post("chat.mute", "/api/chat/mute/{instance}", chats::mute)
        .post("chat.block", "/api/chat/block/{instance}", chats::block)
        .post("chat.presence", "/api/chat/presence/{instance}", chats::presence)
        .post("chat.history", "/api/chat/history/{instance}", chats::history)
        .get("chat.media_base64", "/api/chat/base64/{instance}", chats::base64)
        .get("chat.message_status", "/api/chat/status/{instance}", chats::status)
        .post("chat.edit_message", "/api/chat/edit/{instance}", chats::edit)
        .delete("chat.delete_message", "/api/chat/delete/{instance}", chats::delete_message)
        .delete("chat.delete_chat", "/api/chat/deleteChat/{instance}", chats::delete)
}

fn with_groups(face: Face) -> Face {
    face.post("group.create", "/api/group/create/{instance}", groups::create)
        .get("group.list", "/api/group/list/{instance}", groups::list)
        .get("group.info", "/api/group/info/{instance}", groups::info)
        .put("group.update", "/api/group/update/{instance}", groups::update)
        .post("group.participants", "/api/group/participants/{instance}", groups::participants)
        .post("group.join", "/api/group/join/{instance}", groups::join)
        .post("group.reset_link", "/api/group/resetLink/{instance}", groups::reset_link)
        .delete("group.leave", "/api/group/leave/{instance}", groups::leave)
}

fn with_profile(face: Face) -> Face {
    face.post("profile.update", "/api/profile/account/{instance}", profile::update)
        .get("profile.get", "/api/profile/getAccount/{instance}", profile::get)
        .get("profile.privacy.get", "/api/profile/getPrivacy/{instance}", profile::privacy)
        .get("profile.privacy.get_alias", "/api/profile/privacy/{instance}", profile::privacy)
        .post("profile.privacy.update", "/api/profile/privacy/{instance}", profile::update_privacy)
}

fn with_events(face: Face) -> Face {
    face.post("events.webhook.set", "/api/events/webhook/{instance}", webhooks::set)
        .get("events.webhook.get", "/api/events/getWebhook/{instance}", webhooks::get)
        .post("events.websocket.set", "/api/events/websocket/{instance}", websocket::set)
        .get("events.websocket.get", "/api/events/getWebsocket/{instance}", websocket::get)
        .get("ws.connect", "/ws/{instance}", websocket::connect)
}

async fn health(State(app): State<App>) -> Json<Value> {
    let now = iso_seconds(app.world().clock.now());
    Json(json!({
        "status": "ok",
        "service": "RyzeAPI",
        // Guess: an emulator's uptime interests nobody; the shape is a Go duration's.
        "uptime": "1h0m0s",
        "timestamp": now,
        "checks": { "db": "ok" },
    }))
}

//! VZaps.
//!
//! Some answers stand in the envelope `{code, success, data}`, others are flat; each file or handler says which.

mod auth;
mod billing;
mod chats;
mod contacts;
mod errors;
pub(crate) mod events;
mod groups;
mod instances;
mod line;
mod messages;
mod page;
mod queue;
mod realtime;
mod session;
mod state;
pub(crate) mod webhooks;

pub(crate) use state::VzapsState;

use crate::face::Face;

/// All routes. Each handler asks [`auth`] for the kind of credential that it demands.
pub(crate) fn face() -> Face {
    let face = with_instances(Face::new(errors::unknown_route));
    with_events(with_queue(with_groups(with_contacts(with_chats(with_messages(with_sends(face)))))))
}

fn with_instances(face: Face) -> Face {
    face.post("auth.token", "/token", auth::token)
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
}

fn with_sends(face: Face) -> Face {
    face.send("message.send.text", "/instances/{id}/chat/send/text", messages::text)
        .send("message.send.image", "/instances/{id}/chat/send/image", messages::image)
        .send("message.send.audio", "/instances/{id}/chat/send/audio", messages::audio)
        .send("message.send.document", "/instances/{id}/chat/send/document", messages::document)
        .send("message.send.video", "/instances/{id}/chat/send/video", messages::video)
        .send("message.send.sticker", "/instances/{id}/chat/send/sticker", messages::sticker)
        .send("message.send.gif", "/instances/{id}/chat/send/gif", messages::gif)
        .send("message.send.location", "/instances/{id}/chat/send/location", messages::location)
        .send("message.send.contact", "/instances/{id}/chat/send/contact", messages::contact)
        .send("message.send.buttons", "/instances/{id}/chat/send/buttons", messages::buttons)
        .send("message.send.list", "/instances/{id}/chat/send/list", messages::list)
        .send("message.send.link", "/instances/{id}/chat/send/link", messages::link)
        .send("message.send.poll", "/instances/{id}/chat/send/poll", messages::poll)
        .send("message.poll.vote", "/instances/{id}/chat/poll/vote", messages::vote)
        .send("message.react", "/instances/{id}/chat/react", messages::react)
}

fn with_messages(face: Face) -> Face {
    face.delete("message.react.remove", "/instances/{id}/chat/react", messages::take_back)
        .post("message.presence", "/instances/{id}/chat/presence", messages::presence)
        .post("message.markread", "/instances/{id}/chat/markread", messages::mark_read)
        .post("message.download.image", "/instances/{id}/chat/downloadimage", messages::download_image)
        .post("message.download.video", "/instances/{id}/chat/downloadvideo", messages::download_video)
        .post("message.download.audio", "/instances/{id}/chat/downloadaudio", messages::download_audio)
        .post(
            "message.download.document",
            "/instances/{id}/chat/downloaddocument",
            messages::download_document,
        )
        .patch("message.edit", "/instances/{id}/chat/messages/{message_id}", messages::edit)
        .delete("message.delete", "/instances/{id}/chat/messages/{message_id}", messages::delete)
}

fn with_chats(face: Face) -> Face {
    face.get("chats.list", "/instances/{id}/chats", chats::list)
        .get("chats.get", "/instances/{id}/chats/{phone}", chats::get)
        .post("chats.archive", "/instances/{id}/chats/{phone}/archive", chats::archive)
        .post("chats.unarchive", "/instances/{id}/chats/{phone}/unarchive", chats::unarchive)
        .post("chats.mute", "/instances/{id}/chats/{phone}/mute", chats::mute)
        .post("chats.unmute", "/instances/{id}/chats/{phone}/unmute", chats::unmute)
        .post("chats.pin", "/instances/{id}/chats/{phone}/pin", chats::pin)
        .post("chats.unpin", "/instances/{id}/chats/{phone}/unpin", chats::unpin)
        .post("chats.read", "/instances/{id}/chats/{phone}/read", chats::read)
        .post("chats.unread", "/instances/{id}/chats/{phone}/unread", chats::unread)
        .post("chats.clear", "/instances/{id}/chats/{phone}/clear", chats::clear)
        .delete("chats.delete", "/instances/{id}/chats/{phone}", chats::delete)
        .put("chats.expiration", "/instances/{id}/chats/{phone}/expiration", chats::expire)
}

fn with_contacts(face: Face) -> Face {
    face.post("user.info", "/instances/{id}/user/info", contacts::info)
        .post("user.check", "/instances/{id}/user/check", contacts::check)
        .post("user.avatar", "/instances/{id}/user/avatar", contacts::avatar)
        .get("user.contacts", "/instances/{id}/user/contacts", contacts::list)
        .get("contact.list", "/instances/{id}/contact/list", contacts::list)
        .post("contact.add", "/instances/{id}/contact/add", contacts::add)
}

fn with_groups(face: Face) -> Face {
    face.get("group.list", "/instances/{id}/group/list", groups::list)
        .get("group.get", "/instances/{id}/group/info", groups::get)
        .get("group.invitelink", "/instances/{id}/group/invitelink", groups::link)
        .post("group.photo", "/instances/{id}/group/photo", groups::photo)
        .post("group.name", "/instances/{id}/group/name", groups::name)
        .post("group.description", "/instances/{id}/group/description", groups::description)
        .post("group.settings", "/instances/{id}/group/settings", groups::settings)
        .post("group.create", "/instances/{id}/group/create", groups::create)
        .post("group.add-admin", "/instances/{id}/group/add-admin", groups::add_admin)
        .post("group.remove-admin", "/instances/{id}/group/remove-admin", groups::remove_admin)
}

fn with_queue(face: Face) -> Face {
    face.get("queue.messages.list", "/instances/{id}/queue/messages", queue::messages)
        .delete("queue.messages.purge", "/instances/{id}/queue/messages", queue::purge_messages)
        .delete("queue.messages.remove", "/instances/{id}/queue/messages/{message_id}", queue::remove_message)
        .get("queue.operations.list", "/instances/{id}/queue/operations", queue::operations)
        .delete("queue.operations.purge", "/instances/{id}/queue/operations", queue::purge_operations)
        .delete(
            "queue.operations.remove",
            "/instances/{id}/queue/operations/{message_id}",
            queue::remove_operation,
        )
}

fn with_events(face: Face) -> Face {
    face.get("webhook.get", "/instances/{id}/webhook", webhooks::get)
        .post("webhook.set", "/instances/{id}/webhook", webhooks::set)
        .post("webhook.logs.search", "/instances/{id}/webhook/logs/search", webhooks::search)
        .get("webhook.logs.get", "/instances/{id}/webhook/logs/{log_id}", webhooks::log)
        .post("webhook.logs.retry", "/instances/{id}/webhook/logs/{log_id}/retry", webhooks::retry)
        .get("realtime.connect", "/events/ws", realtime::connect)
}

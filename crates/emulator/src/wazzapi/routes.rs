//! All routes. Each needs the API key and counts against its limit, but for the one that takes pull tokens.

use axum::middleware;

use super::{auth, contacts, conversations, devices, errors, groups, messages, pull, templates, webhooks};
use crate::face::Face;

pub(crate) fn face() -> Face {
    let face = Face::new(errors::unknown_route);
    let face = with_groups(with_contacts(with_conversations(with_messages(with_devices(face)))));
    with_pull(with_webhooks(with_templates(face)))
        .map_router(|router| router.route_layer(middleware::from_fn(auth::authenticate)))
        .get("pull.poll", "/api/v1/pull/subscriptions/{subscription_id}/events", pull::poll)
}

fn with_devices(face: Face) -> Face {
    face.get("device.list", "/api/v1/devices", devices::list)
        .post("device.link", "/api/v1/devices", devices::link)
        .get("device.get", "/api/v1/devices/{device_id}", devices::get)
        .get("device.qr", "/api/v1/devices/{device_id}/qr", devices::qr)
        .post("device.pair_phone", "/api/v1/devices/{device_id}/pair-phone", devices::pair_phone)
        .get("device.status", "/api/v1/devices/{device_id}/status", devices::status)
        .post("device.disconnect", "/api/v1/devices/{device_id}/disconnect", devices::disconnect)
        .post("device.reconnect", "/api/v1/devices/{device_id}/reconnect", devices::reconnect)
        .get("device.proxy.get", "/api/v1/devices/{device_id}/proxy", devices::proxy)
        .patch("device.proxy.update", "/api/v1/devices/{device_id}/proxy", devices::update_proxy)
        .post("device.proxy.test", "/api/v1/devices/proxy/test", devices::test_proxy)
}

fn with_messages(face: Face) -> Face {
    face.send("message.send", "/api/v1/messages/send", messages::send)
        .send("message.send_image", "/api/v1/messages/send/image", messages::send_image)
        .send("message.send_video", "/api/v1/messages/send/video", messages::send_video)
        .send("message.send_voice", "/api/v1/messages/send/voice", messages::send_voice)
        .send("message.send_document", "/api/v1/messages/send/document", messages::send_document)
        .send("message.send_location", "/api/v1/messages/send/location", messages::send_location)
        .send("message.send_contact", "/api/v1/messages/send/contact", messages::send_contact)
        .send("message.send_buttons", "/api/v1/messages/send/interactive/buttons", messages::send_buttons)
        .send("message.send_list", "/api/v1/messages/send/interactive/list", messages::send_list)
        .get("message.list", "/api/v1/messages", messages::list)
        .get("message.lookup", "/api/v1/messages/lookup", messages::lookup)
        .get("message.stats", "/api/v1/messages/stats/summary", messages::stats)
        .get("message.get", "/api/v1/messages/{message_id}", messages::get)
        .post("message.retry", "/api/v1/messages/{message_id}/retry", messages::retry)
        .post("message.cancel", "/api/v1/messages/{message_id}/cancel", messages::cancel)
}

fn with_conversations(face: Face) -> Face {
    let one = "/api/v1/conversations/{conversation_id}";
    face.get("conversation.list", "/api/v1/conversations", conversations::list)
        .get("conversation.get", one, conversations::get)
        .patch("conversation.update", one, conversations::update)
        .get(
            "conversation.messages",
            "/api/v1/conversations/{conversation_id}/messages",
            conversations::messages,
        )
        .send("conversation.reply", "/api/v1/conversations/{conversation_id}/reply", conversations::reply)
}

fn with_contacts(face: Face) -> Face {
    let one = "/api/v1/contacts/{contact_id}";
    let picture = "/api/v1/contacts/{contact_id}/profile-picture";
    face.get("contact.list", "/api/v1/contacts", contacts::list)
        .post("contact.create", "/api/v1/contacts", contacts::create)
        .post("contact.bulk_delete", "/api/v1/contacts/bulk-delete", contacts::bulk_delete)
        .get("contact.get", one, contacts::get)
        .patch("contact.update", one, contacts::update)
        .delete("contact.delete", one, contacts::delete)
        .get("contact.profile_picture", picture, contacts::profile_picture)
        .get(
            "contact.profile_picture_image",
            "/api/v1/contacts/{contact_id}/profile-picture/image",
            contacts::profile_picture_image,
        )
}

fn with_groups(face: Face) -> Face {
    let photo = "/api/v1/groups/{group_jid}/photo";
    face.get("group.list", "/api/v1/groups", groups::list)
        .post("group.create", "/api/v1/groups/create", groups::create)
        .send("group.send_text", "/api/v1/groups/send", groups::send_text)
        .send("group.send_media", "/api/v1/groups/send/media", groups::send_media)
        .post("group.update_participants", "/api/v1/groups/participants", groups::update_participants)
        .post("group.invite_info", "/api/v1/groups/invite-info", groups::invite_info)
        .post("group.join", "/api/v1/groups/join", groups::join)
        .get("group.get", "/api/v1/groups/{group_jid}", groups::get)
        .get("group.participants", "/api/v1/groups/{group_jid}/participants", groups::participants)
        .post("group.add_participant", "/api/v1/groups/{group_jid}/participants/add", groups::add_participant)
        .post(
            "group.remove_participant",
            "/api/v1/groups/{group_jid}/participants/remove",
            groups::remove_participant,
        )
        .post("group.invite_link", "/api/v1/groups/{group_jid}/invite-link", groups::invite_link)
        .post("group.leave", "/api/v1/groups/{group_jid}/leave", groups::leave)
        .post("group.set_name", "/api/v1/groups/{group_jid}/name", groups::set_name)
        .post("group.set_topic", "/api/v1/groups/{group_jid}/topic", groups::set_topic)
        .post("group.set_photo", photo, groups::set_photo)
        .delete("group.remove_photo", photo, groups::remove_photo)
        .post("group.set_announce", "/api/v1/groups/{group_jid}/announce", groups::set_announce)
        .post("group.set_locked", "/api/v1/groups/{group_jid}/locked", groups::set_locked)
        .post("group.set_ephemeral", "/api/v1/groups/{group_jid}/ephemeral", groups::set_ephemeral)
}

fn with_templates(face: Face) -> Face {
    let one = "/api/v1/templates/{template_id}";
    face.get("template.list", "/api/v1/templates", templates::list)
        .post("template.create", "/api/v1/templates", templates::create)
        .post("template.preview", "/api/v1/templates/preview", templates::preview)
        .get(
            "template.builtin_variables",
            "/api/v1/templates/builtin-variables",
            templates::builtin_variables,
        )
        .get("template.get", one, templates::get)
        .patch("template.update", one, templates::update)
        .delete("template.delete", one, templates::delete)
}

fn with_webhooks(face: Face) -> Face {
    let (all, one) = ("/api/v1/webhooks/subscriptions", "/api/v1/webhooks/subscriptions/{webhook_id}");
    face.get("webhook.list", all, webhooks::list)
        .post("webhook.create", all, webhooks::create)
        .get("webhook.get", one, webhooks::get)
        .patch("webhook.update", one, webhooks::update)
        .delete("webhook.delete", one, webhooks::delete)
        .get("webhook.deliveries", "/api/v1/webhooks/subscriptions/{webhook_id}/events", webhooks::deliveries)
        .post("webhook.ping", "/api/v1/webhooks/subscriptions/{webhook_id}/ping", webhooks::ping)
}

fn with_pull(face: Face) -> Face {
    let (all, one) = ("/api/v1/pull/subscriptions", "/api/v1/pull/subscriptions/{subscription_id}");
    face.get("pull.list", all, pull::list)
        .post("pull.create", all, pull::create)
        .get("pull.get", one, pull::get)
        .patch("pull.update", one, pull::update)
        .delete("pull.delete", one, pull::delete)
        .post("pull.rotate_token", "/api/v1/pull/subscriptions/{subscription_id}/token", pull::rotate_token)
        .post("pull.skip", "/api/v1/pull/subscriptions/{subscription_id}/events/{sequence}/skip", pull::skip)
}

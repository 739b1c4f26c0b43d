//! Chats: what was said in them, and what is done with them.

mod contacts;
mod download;
mod edit;
mod find;
mod mark;
mod messages;
mod numbers;
mod page;
mod presence;
mod row;

use crate::face::Face;

pub(super) use row::Row;

/// The routes.
pub(super) fn routes(face: Face) -> Face {
    face.post("chat.whatsapp_numbers", "/chat/whatsappNumbers/{instanceName}", numbers::check)
        .post("chat.mark_message_as_read", "/chat/markMessageAsRead/{instanceName}", mark::read_messages)
        .post("chat.archive", "/chat/archiveChat/{instanceName}", mark::archive)
        .post("chat.mark_unread", "/chat/markChatUnread/{instanceName}", mark::unread)
        .delete("chat.delete_message", "/chat/deleteMessageForEveryone/{instanceName}", edit::delete)
        .post("chat.update_message", "/chat/updateMessage/{instanceName}", edit::update)
        .post("chat.send_presence", "/chat/sendPresence/{instanceName}", presence::send)
        .post("chat.update_block_status", "/chat/updateBlockStatus/{instanceName}", mark::block)
        .post("chat.find_contacts", "/chat/findContacts/{instanceName}", contacts::find)
        .post("chat.find_messages", "/chat/findMessages/{instanceName}", messages::find)
        .post("chat.find_status_message", "/chat/findStatusMessage/{instanceName}", messages::statuses)
        .post("chat.find_chats", "/chat/findChats/{instanceName}", find::all)
        .get("chat.find_by_remote_jid", "/chat/findChatByRemoteJid/{instanceName}", find::one)
        .post("chat.get_base64", "/chat/getBase64FromMediaMessage/{instanceName}", download::base64)
}

//! The inbox: one conversation for every chat of a device.

mod inbox;
mod reply;

pub(super) use inbox::{Inbox, take_in};
pub(super) use reply::reply;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use serde_json::{Value, json};

use super::asked::{Asked, path_id};
use super::errors::Refusal;
use super::fields::Fields;
use super::messages::{Stored, in_conversation};
use super::{devices, up_to_date};
use crate::Gateway;
use crate::clock::iso_seconds;
use crate::shared::App;
use crate::world::World;
use inbox::Conversation;

// Guess: what is searched through; the one with the latest message comes first.
pub(super) async fn list(State(app): State<App>, Query(asked): Query<Asked>) -> Result<Json<Value>, Refusal> {
    let page = asked.page(500)?;
    let device = asked.uuid("whatsapp_account_id")?;
    let search = asked.text("search").map(str::to_lowercase);
    let world = up_to_date(&app);
    let wanted = |conversation: &&Conversation| {
        let contact = world.wazzapi.book.by_phone(&conversation.chat);
        let name = contact.and_then(|contact| contact.name.as_deref()).unwrap_or_default();
        let texts = [conversation.chat.as_str(), name, subject(&world, conversation).unwrap_or_default()];
        let found = search
            .as_deref()
            .is_none_or(|search| texts.iter().any(|text| text.to_lowercase().contains(search)));
        let assignee = asked.text("assignee_user_id");
        found
            && device.as_deref().is_none_or(|device| device == conversation.device)
            && asked.text("status").is_none_or(|status| status == conversation.status)
            && assignee.is_none_or(|wanted| conversation.assignee.as_deref() == Some(wanted))
            && is_own(&world, conversation)
    };
    let mut found: Vec<&Conversation> = world.wazzapi.inbox.iter().filter(wanted).collect();
    found.sort_by_cached_key(|conversation| {
        let chat = phone_chat(&world, conversation).map(|chat| chat.updated_at);
        std::cmp::Reverse(chat)
    });
    let total = page.cut(&mut found);
    let rows = found.into_iter().map(|conversation| row(&world, conversation)).collect();
    Ok(Json(page.answer("conversations", rows, total)))
}

pub(super) async fn get(State(app): State<App>, Path(id): Path<String>) -> Result<Json<Value>, Refusal> {
    let id = path_id("conversation_id", &id)?;
    let world = up_to_date(&app);
    Ok(Json(row(&world, known(&world, &id)?)))
}

// Guess: any text is a status.
pub(super) async fn update(
    State(app): State<App>,
    Path(id): Path<String>,
    bytes: Bytes,
) -> Result<Json<Value>, Refusal> {
    let id = path_id("conversation_id", &id)?;
    let mut body = Fields::read(&bytes)?;
    let (status, assignee) = (body.text("status"), body.text("assignee_user_id"));
    let clears = body.flag("clear_assignee").unwrap_or_default();
    let reads = body.flag("mark_read").unwrap_or_default();
    body.check()?;
    let mut world = up_to_date(&app);
    let (device, chat) = {
        let conversation = known(&world, &id)?;
        (conversation.device.clone(), conversation.chat.clone())
    };
    let now = world.clock.now();
    if let Some(conversation) = world.wazzapi.inbox.get_mut(&id) {
        conversation.status = status.unwrap_or_else(|| conversation.status.clone());
        conversation.assignee = assignee.or_else(|| conversation.assignee.take()).filter(|_| !clears);
        conversation.updated_at = now;
    }
    if let Some(mailbox) = world.mailbox_mut(Gateway::Wazzapi, &device).filter(|_| reads) {
        mailbox.mark_chat(&chat, true, now);
    }
    Ok(Json(row(&world, known(&world, &id)?)))
}

// Guess: the newest first, as in the list of all messages; only what WhatsApp has.
pub(super) async fn messages(
    State(app): State<App>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Json<Value>, Refusal> {
    let id = path_id("conversation_id", &id)?;
    let page = asked.page(500)?;
    let world = up_to_date(&app);
    let mut messages: Vec<&Stored> = said(&world, known(&world, &id)?).rev().collect();
    let total = page.cut(&mut messages);
    Ok(Json(page.answer("messages", messages.into_iter().map(in_conversation).collect(), total)))
}

fn known<'w>(world: &'w World, id: &str) -> Result<&'w Conversation, Refusal> {
    let found = world.wazzapi.inbox.get(id).filter(|conversation| is_own(world, conversation));
    // Guess: the text; the documents have it for messages only.
    found.ok_or_else(|| Refusal::not_found("Conversation not found"))
}

fn is_own(world: &World, conversation: &Conversation) -> bool {
    devices::own(world).any(|device| device.key == conversation.device)
}

/// The messages of a conversation, oldest first.
fn said<'w>(world: &'w World, conversation: &'w Conversation) -> impl DoubleEndedIterator<Item = &'w Stored> {
    let of_conversation = move |message: &&Stored| {
        message.chat == conversation.chat && message.device == conversation.device && message.went_out()
    };
    world.wazzapi.archive.iter().filter(of_conversation)
}

fn phone_chat<'w>(world: &'w World, conversation: &Conversation) -> Option<&'w crate::world::Chat> {
    let device = world.instance(Gateway::Wazzapi, &conversation.device)?;
    device.mailbox.chat(&conversation.chat)
}

// Guess: the subject of a group's conversation is the group's name, and its `phone_number` the group's JID.
fn subject<'w>(world: &'w World, conversation: &Conversation) -> Option<&'w str> {
    world.group(&conversation.chat).map(|group| group.subject.as_str())
}

fn row(world: &World, conversation: &Conversation) -> Value {
    let latest = |inbound: bool| said(world, conversation).rfind(|message| message.inbound == inbound);
    let last = said(world, conversation).next_back();
    let time = |message: Option<&Stored>| message.and_then(|message| message.sent_at).map(iso_seconds);
    let last_at = last.and_then(|message| message.sent_at);
    let contact = world.wazzapi.book.by_phone(&conversation.chat);
    json!({
        "id": conversation.id,
        "whatsapp_account_id": conversation.device,
        "contact_id": contact.map(|contact| &contact.id),
        "phone_number": conversation.chat,
        "status": conversation.status,
        "assignee_user_id": conversation.assignee,
        "subject": subject(world, conversation),
        "last_message_preview": last.map(|message| &message.text),
        "last_message_at": time(last),
        "last_inbound_at": time(latest(true)),
        "last_outbound_at": time(latest(false)),
        "unread_count": phone_chat(world, conversation).map_or(0, |chat| chat.unread),
        "created_at": iso_seconds(conversation.created_at),
        "updated_at": iso_seconds(last_at.map_or(conversation.updated_at, |at| at.max(conversation.updated_at))),
    })
}

//! Chats, contacts, profiles.

use serde_json::Value;
use wagate_evolution::chats::{
    ArchiveChat, DeleteMessage, FindChatByRemoteJid, FindChats, FindMessages, GetBase64, KeyFilter,
    LastMessage, MarkMessageAsRead, MessageFilter, SendPresence, TimeRange, UpdateMessage,
};
use wagate_evolution::contacts::{CheckNumbers, ContactFilter, FindContacts};
use wagate_evolution::messages::TargetKey;
use wagate_evolution::profile::{
    FetchPrivacy, FetchProfile, FetchProfilePicture, UpdatePrivacy, UpdateProfileName, UpdateProfilePicture,
};
use wagate_sdk_core::wire;

use super::{Asked, Found, check_rows, found};
use crate::recorded::expressible::{Fields, file};

pub(super) fn of(route: &str, asked: &Asked<'_>) -> Option<Found> {
    let fields = asked.fields();
    match route {
        "/chat/archiveChat" => found(
            "POST",
            || ArchiveChat::new(LastMessage::new(any_key()), true),
            fields.and_then(archive),
            |answer, told| assert_eq!(answer.archived, told["archived"].as_bool()),
        ),
        "/chat/deleteMessageForEveryone" => {
            found("DELETE", || DeleteMessage::new(any_key()), fields.and_then(delete), check_change)
        }
        "/chat/updateMessage" => {
            found("POST", || UpdateMessage::new("1", "x", any_key()), fields.and_then(update), check_change)
        }
        "/chat/markMessageAsRead" => found(
            "POST",
            || MarkMessageAsRead::new([]),
            fields.and_then(mark),
            |answer, told| {
                assert_eq!(answer.read.as_deref(), told["read"].as_str());
                assert_eq!(answer.message.as_deref(), told["message"].as_str());
            },
        ),
        "/chat/sendPresence" => found(
            "POST",
            || SendPresence::new("1", "composing".into(), 0),
            fields.and_then(presence),
            |answer, told| assert_eq!(answer.presence.as_ref().unwrap().as_str(), told["presence"]),
        ),
        "/chat/getBase64FromMediaMessage" => found(
            "POST",
            || GetBase64::by_id("X"),
            fields.and_then(download),
            |answer, told| {
                assert_eq!(answer.base64.as_deref(), told["base64"].as_str());
            },
        ),
        "/chat/findMessages" => {
            found("POST", FindMessages::new, fields.and_then(messages), |answer, told| {
                let (page, told) = (&answer.messages, &told["messages"]);
                assert_eq!(page.total, told["total"].as_u64());
                assert_eq!(page.pages, told["pages"].as_u64());
                assert_eq!(page.current_page, told["currentPage"].as_u64());
                check_rows(&page.records, &told["records"]);
                for record in &page.records {
                    assert!(record.value.message.is_some() && record.value.message_timestamp.is_some());
                    assert!(record.value.key.as_ref().unwrap().id.is_some());
                }
            })
        }
        "/chat/findChats" => found("POST", FindChats::new, fields.and_then(chats), |rows, told| {
            check_rows(rows, told);
            for row in rows {
                assert!(row.value.remote_jid.is_some() && row.value.updated_at.is_some());
                assert!(row.value.last_message.as_ref().unwrap().message.is_some());
            }
        }),
        "/chat/findChatByRemoteJid" => found(
            "GET",
            || FindChatByRemoteJid::new("x"),
            asked.query("remoteJid").map(FindChatByRemoteJid::new),
            |answer, told| {
                let row = answer.as_ref().unwrap();
                assert_eq!(row.raw.json::<Value>().unwrap(), *told);
                assert_eq!(row.value.unread_messages, told["unreadMessages"].as_u64());
                assert_eq!(row.value.name.as_deref(), told["name"].as_str());
                assert_eq!(row.value.labels.is_some(), told["labels"].is_array());
            },
        ),
        "/chat/findContacts" => found("POST", FindContacts::new, fields.and_then(contacts), |rows, told| {
            check_rows(rows, told);
            for row in rows {
                assert_eq!(row.value.kind.as_ref().unwrap().as_str(), "contact");
                assert!(row.value.created_at.is_some() && row.value.is_saved == Some(true));
            }
        }),
        "/chat/whatsappNumbers" => found(
            "POST",
            || CheckNumbers::new(["1"]),
            fields.and_then(numbers),
            |rows, told| {
                check_rows(rows, told);
                for (row, told) in rows.iter().zip(told.as_array().unwrap()) {
                    assert_eq!(row.value.exists, told["exists"].as_bool());
                    assert_eq!(row.value.jid.as_deref(), told["jid"].as_str());
                    assert_eq!(row.value.number.as_deref(), told["number"].as_str());
                    assert_eq!(row.value.lid.as_deref(), told["lid"].as_str());
                }
            },
        ),
        _ => profile(route, asked),
    }
}

fn profile(route: &str, asked: &Asked<'_>) -> Option<Found> {
    let fields = asked.fields();
    match route {
        "/chat/fetchProfile" => found(
            "POST",
            FetchProfile::new,
            fields.and_then(|fields| fields.only_text("number")).map(FetchProfile::of),
            |answer, told| assert_eq!(answer.wuid.as_deref(), told["wuid"].as_str()),
        ),
        "/chat/fetchProfilePictureUrl" => found(
            "POST",
            || FetchProfilePicture::new("1"),
            fields.and_then(|fields| fields.only_text("number")).map(FetchProfilePicture::new),
            |answer, told| {
                assert_eq!(answer.wuid.as_deref(), told["wuid"].as_str());
                assert_eq!(answer.profile_picture_url.as_deref(), told["profilePictureUrl"].as_str());
            },
        ),
        "/chat/updateProfileName" => found(
            "POST",
            || UpdateProfileName::new("x"),
            fields.and_then(|fields| fields.only_text("name")).map(UpdateProfileName::new),
            |answer, told| assert_eq!(answer.update.as_deref(), told["update"].as_str()),
        ),
        "/chat/updateProfilePicture" => found(
            "POST",
            || UpdateProfilePicture::new(file("x".to_owned())),
            fields
                .and_then(|fields| fields.only_text("picture"))
                .map(|text| UpdateProfilePicture::new(file(text))),
            |answer, told| assert_eq!(answer.update.as_deref(), told["update"].as_str()),
        ),
        "/chat/fetchPrivacySettings" => {
            found("GET", FetchPrivacy::new, asked.bare(FetchPrivacy::new()), |answer, told| {
                assert_eq!(answer.read_receipts.as_ref().unwrap().as_str(), told["readreceipts"]);
                assert_eq!(answer.profile.as_ref().unwrap().as_str(), told["profile"]);
                assert_eq!(answer.status.as_ref().unwrap().as_str(), told["status"]);
                assert_eq!(answer.online.as_ref().unwrap().as_str(), told["online"]);
                assert_eq!(answer.last.as_ref().unwrap().as_str(), told["last"]);
                assert_eq!(answer.group_add.as_ref().unwrap().as_str(), told["groupadd"]);
            })
        }
        "/chat/updatePrivacySettings" => found(
            "POST",
            || {
                let all = "all";
                UpdatePrivacy::new(all.into(), all.into(), all.into(), all.into(), all.into(), all.into())
            },
            fields.and_then(privacy),
            |answer, told| assert_eq!(answer.update.as_deref(), told["update"].as_str()),
        ),
        _ => None,
    }
}

fn any_key() -> TargetKey {
    TargetKey::new("X", "5511999990000@s.whatsapp.net", true)
}

fn check_change(answer: &wagate_evolution::messages::SentMessage, told: &Value) {
    assert_eq!(answer.id(), told["key"]["id"].as_str());
    assert_eq!(answer.status.as_deref(), told["status"].as_str());
    let seconds = told["messageTimestamp"].as_str().unwrap().parse().unwrap();
    assert_eq!(answer.message_timestamp, wire::epoch(seconds));
}

fn archive(mut fields: Fields) -> Option<ArchiveChat> {
    let mut archive = ArchiveChat::new(LastMessage::new(any_key()), fields.truth("archive")??);
    archive.chat = fields.text("chat")?;
    archive.last_message = None;
    fields.end()?;
    Some(archive)
}

fn delete(mut fields: Fields) -> Option<DeleteMessage> {
    let key = TargetKey::new(fields.text("id")??, fields.text("remoteJid")??, fields.truth("fromMe")??);
    fields.end()?;
    Some(DeleteMessage::new(key))
}

fn update(mut fields: Fields) -> Option<UpdateMessage> {
    let update = UpdateMessage::new(fields.text("number")??, fields.text("text")??, fields.key("key")?);
    fields.end()?;
    Some(update)
}

fn mark(mut fields: Fields) -> Option<MarkMessageAsRead> {
    let keys = fields.each("readMessages", |mut fields| {
        let key = TargetKey::new(fields.text("id")??, fields.text("remoteJid")??, fields.truth("fromMe")??);
        fields.end()?;
        Some(key)
    })?;
    fields.end()?;
    Some(MarkMessageAsRead::new(keys))
}

fn presence(mut fields: Fields) -> Option<SendPresence> {
    let presence = SendPresence::new(
        fields.text("number")??,
        fields.text("presence")??.into(),
        fields.number("delay")??,
    );
    fields.end()?;
    Some(presence)
}

fn download(mut fields: Fields) -> Option<GetBase64> {
    let mut message = fields.part("message")?;
    let id = message.part("key")?.only_text("id")?;
    message.end()?;
    fields.end()?;
    Some(GetBase64::by_id(id))
}

fn messages(mut fields: Fields) -> Option<FindMessages> {
    let mut find = FindMessages::new();
    find.page = fields.number("page")?;
    find.offset = fields.number("offset")?;
    if let Some(mut fields) = fields.part("where") {
        let mut filter = MessageFilter::new();
        if let Some(mut fields) = fields.part("key") {
            let mut key = KeyFilter::new();
            key.id = fields.text("id")?;
            key.remote_jid = fields.text("remoteJid")?;
            fields.end()?;
            filter.key = Some(key);
        }
        if let Some(mut fields) = fields.part("messageTimestamp") {
            let range =
                TimeRange::new(wire::rfc3339(&fields.text("gte")??)?, wire::rfc3339(&fields.text("lte")??)?);
            fields.end()?;
            filter.message_timestamp = Some(range);
        }
        fields.end()?;
        find.filter = Some(filter);
    }
    fields.end()?;
    Some(find)
}

fn chats(mut fields: Fields) -> Option<FindChats> {
    let mut find = FindChats::new();
    find.take = fields.number("take")?;
    find.skip = fields.number("skip")?;
    fields.end()?;
    Some(find)
}

fn contacts(mut fields: Fields) -> Option<FindContacts> {
    let mut find = FindContacts::new();
    if let Some(mut fields) = fields.part("where") {
        let mut filter = ContactFilter::new();
        filter.id = fields.text("id")?;
        filter.remote_jid = fields.text("remoteJid")?;
        fields.end()?;
        find.filter = Some(filter);
    }
    fields.end()?;
    Some(find)
}

fn numbers(mut fields: Fields) -> Option<CheckNumbers> {
    let numbers = fields.texts("numbers")??;
    fields.end()?;
    Some(CheckNumbers::new(numbers))
}

fn privacy(mut fields: Fields) -> Option<UpdatePrivacy> {
    let update = UpdatePrivacy::new(
        fields.text("readreceipts")??.into(),
        fields.text("profile")??.into(),
        fields.text("status")??.into(),
        fields.text("online")??.into(),
        fields.text("last")??.into(),
        fields.text("groupadd")??.into(),
    );
    fields.end()?;
    Some(update)
}

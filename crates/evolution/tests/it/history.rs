//! What the server stores: messages, their statuses, chats.

use std::time::{Duration, SystemTime};

use serde_json::{Value, json};
use wagate_evolution::chats::{
    ChatFilter, FindChatByRemoteJid, FindChats, FindMessages, FindStatusMessage, KeyFilter, MessageFilter,
    MessageStatus, StatusFilter, TimeRange,
};
use wagate_sdk_core::wire;

use crate::golden;

const JID: &str = "5511999990000@s.whatsapp.net";

fn at(seconds: u64) -> Option<SystemTime> {
    SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds))
}

fn years() -> TimeRange {
    TimeRange::new(
        wire::rfc3339("2026-01-01T00:00:00Z").unwrap(),
        wire::rfc3339("2027-01-01T00:00:00Z").unwrap(),
    )
}

/// A message from a group, as the server stores it.
fn stored() -> Value {
    json!({
        "id": "cmwrozp3o0032kc7d186c9tvq",
        "key": {
            "id": "3EB0IN0002", "fromMe": false, "remoteJid": "120363000000000001@g.us",
            "participant": "222333444555666@lid", "addressingMode": "lid", "participantAlt": JID,
        },
        "pushName": "Ana", "messageType": "conversation", "message": { "conversation": "hi group" },
        "messageTimestamp": 1_795_343_207, "instanceId": "4a3c6afc-071a-4363-bd94-0a53926b398a",
        "source": "unknown",
        "contextInfo": {
            "stanzaId": "Q1", "participant": "111222333444555@lid", "quotedMessage": { "conversation": "q" },
        },
        "MessageUpdate": [{ "status": "EDITED" }, { "status": "READ" }],
    })
}

#[tokio::test]
async fn messages_come_page_by_page() {
    let mut find = FindMessages::in_chat("120363000000000001@g.us");
    find.page = Some(2);
    find.offset = Some(3);
    find.limit = Some(4);
    let asked = json!({
        "where": { "key": { "remoteJid": "120363000000000001@g.us" } }, "page": 2, "offset": 3, "limit": 4,
    });
    let told = json!({ "messages": { "total": 31, "pages": 11, "currentPage": 2, "records": [stored()] } });
    let page = golden(find, "POST", "/chat/findMessages/shop", asked, 200, told).await.messages;
    assert_eq!((page.total, page.pages, page.current_page), (Some(31), Some(11), Some(2)));
    assert_eq!(page.records[0].raw.json::<Value>().unwrap(), stored());
    let message = &page.records[0].value;
    let key = message.key.as_ref().unwrap();
    assert_eq!(key.id.as_deref(), Some("3EB0IN0002"));
    assert_eq!(key.participant.as_deref(), Some("222333444555666@lid"));
    assert_eq!(key.participant_alt.as_deref(), Some(JID));
    assert_eq!(key.addressing_mode.as_deref(), Some("lid"));
    assert_eq!(message.message.as_ref().unwrap().text(), Some("hi group"));
    assert_eq!(message.message_timestamp, at(1_795_343_207));
    let context = message.context_info.as_ref().unwrap();
    assert_eq!(context.stanza_id.as_deref(), Some("Q1"));
    assert_eq!(context.quoted_message.as_ref().unwrap().text(), Some("q"));
    let statuses: Vec<_> = message.updates.iter().flatten().map(|update| update.status.clone()).collect();
    assert_eq!(statuses, [Some(MessageStatus::Edited), Some(MessageStatus::Read)]);
}

#[tokio::test]
async fn every_filter_of_messages() {
    let mut key = KeyFilter::new();
    key.id = Some("X".to_owned());
    key.remote_jid = Some(JID.to_owned());
    key.from_me = Some(true);
    key.participant = Some("1@lid".to_owned());
    let mut filter = MessageFilter::new();
    filter.key = Some(key);
    filter.id = Some("cm1".to_owned());
    filter.source = Some("web".to_owned());
    filter.message_type = Some("imageMessage".to_owned());
    filter.message_timestamp = Some(years());
    let mut find = FindMessages::new();
    find.filter = Some(filter);
    let asked = json!({ "where": {
        "key": { "id": "X", "remoteJid": JID, "fromMe": true, "participant": "1@lid" },
        "id": "cm1", "source": "web", "messageType": "imageMessage",
        "messageTimestamp": { "gte": "2026-01-01T00:00:00Z", "lte": "2027-01-01T00:00:00Z" },
    } });
    let none = json!({ "messages": { "total": 0, "pages": 0, "currentPage": 1, "records": [] } });
    let found = golden(find, "POST", "/chat/findMessages/shop", asked, 200, none.clone()).await;
    assert!(found.messages.records.is_empty());
    golden(FindMessages::new(), "POST", "/chat/findMessages/shop", json!({}), 200, none.clone()).await;
    let asked = json!({ "where": { "key": { "id": "X" } } });
    golden(FindMessages::by_id("X"), "POST", "/chat/findMessages/shop", asked, 200, none).await;
}

#[tokio::test]
async fn a_file_is_told_in_every_form_that_was_seen() {
    let forms = [
        (json!({ "0": 1, "1": 2 }), json!({ "low": 1234, "high": 0, "unsigned": true })),
        (json!({ "type": "Buffer", "data": [1, 2] }), json!("1234")),
        (json!("AQI="), json!(1234)),
    ];
    for (bytes, length) in forms {
        let mut message = stored();
        message["message"] = json!({ "imageMessage": {
            "url": "https://mmg.whatsapp.net/x", "directPath": "/x", "mimetype": "image/jpeg", "caption": "look",
            "fileLength": length, "height": 10, "width": 20, "mediaKey": bytes, "fileSha256": bytes,
            "fileEncSha256": bytes, "jpegThumbnail": bytes, "mediaKeyTimestamp": length,
        } });
        let told = json!({ "messages": { "total": 1, "pages": 1, "currentPage": 1, "records": [message] } });
        let found =
            golden(FindMessages::new(), "POST", "/chat/findMessages/shop", json!({}), 200, told).await;
        let content = found.messages.records[0].value.message.as_ref().unwrap();
        assert_eq!(content.text(), Some("look"));
        let media = content.media().unwrap();
        assert_eq!(media.mimetype.as_deref(), Some("image/jpeg"));
        assert_eq!((media.file_length, media.height, media.width), (Some(1234), Some(10), Some(20)));
        for part in [&media.media_key, &media.file_sha256, &media.file_enc_sha256, &media.jpeg_thumbnail] {
            assert_eq!(part.as_deref(), Some(&[1, 2][..]));
        }
        assert!(!format!("{media:?}").contains("media_key"), "Debug does not show the keys");
    }
}

#[tokio::test]
async fn a_message_of_another_shape_does_not_spoil_the_page() {
    let odd = json!({
        "id": 7, "key": "odd", "message": { "imageMessage": "odd", "conversation": ["odd"] }, "contextInfo": "odd",
        "messageTimestamp": null, "MessageUpdate": "odd",
    });
    let told = json!({ "messages": { "total": "1", "records": [odd, stored()] } });
    let found = golden(FindMessages::new(), "POST", "/chat/findMessages/shop", json!({}), 200, told).await;
    assert_eq!(found.messages.total, Some(1));
    assert!(found.messages.records[0].value.key.is_none());
    assert!(found.messages.records[1].value.key.is_some());
}

#[tokio::test]
async fn other_kinds_of_content() {
    let told = json!({ "messages": { "records": [
        { "message": { "extendedTextMessage": { "text": "hello" } } },
        { "message": { "locationMessage": {
            "degreesLatitude": -23.55, "degreesLongitude": -46.63, "name": "Centre", "address": "Sao Paulo",
        } } },
        { "message": { "contactsArrayMessage": { "displayName": "2 contacts", "contacts": [
            { "displayName": "A B", "vcard": "BEGIN:VCARD" }, { "displayName": "C D", "vcard": "BEGIN:VCARD" },
        ] } } },
        { "message": { "reactionMessage": { "text": "👍", "key": { "id": "X", "remoteJid": JID, "fromMe": true } } } },
    ] } });
    let found = golden(FindMessages::new(), "POST", "/chat/findMessages/shop", json!({}), 200, told).await;
    let contents: Vec<_> =
        found.messages.records.into_iter().map(|record| record.value.message.unwrap()).collect();
    assert_eq!(contents[0].text(), Some("hello"));
    assert_eq!(contents[1].location_message.as_ref().unwrap().degrees_latitude, Some(-23.55));
    let cards = contents[2].contacts_array_message.as_ref().unwrap().contacts.as_ref().unwrap();
    assert_eq!(cards[1].display_name.as_deref(), Some("C D"));
    let reaction = contents[3].reaction_message.as_ref().unwrap();
    assert_eq!(reaction.key.as_ref().unwrap().id.as_deref(), Some("X"));
}

#[tokio::test]
async fn the_statuses_of_a_message() {
    let row = json!({
        "id": "cmwrp1i0d003wkc7d8f9v8csg", "keyId": "3EB050B90D9368EC655A8D", "remoteJid": JID, "fromMe": true,
        "participant": null, "pollUpdates": null, "status": "SERVER_ACK",
        "messageId": "cmwrp1hp2003vkc7d0qju7byb", "instanceId": "3f0323cf-3094-4629-8b16-9bc0210b3204",
    });
    let asked = json!({ "where": { "id": "3EB050B90D9368EC655A8D" } });
    let find = FindStatusMessage::of("3EB050B90D9368EC655A8D");
    let rows = golden(find, "POST", "/chat/findStatusMessage/shop", asked, 200, json!([row])).await;
    let first = &rows[0].value;
    assert_eq!(first.key_id.as_deref(), Some("3EB050B90D9368EC655A8D"));
    assert_eq!(first.status, Some(MessageStatus::ServerAck));
    assert_eq!((first.from_me, first.participant.as_deref()), (Some(true), None));
    assert_eq!(first.message_id.as_deref(), Some("cmwrp1hp2003vkc7d0qju7byb"));

    let mut filter = StatusFilter::new();
    filter.remote_jid = Some(JID.to_owned());
    filter.from_me = Some(true);
    filter.participant = Some("1@lid".to_owned());
    filter.status = Some(MessageStatus::Read);
    let mut find = FindStatusMessage::new();
    find.filter = Some(filter);
    (find.page, find.offset, find.limit) = (Some(1), Some(2), Some(3));
    let asked = json!({
        "where": { "remoteJid": JID, "fromMe": true, "participant": "1@lid", "status": "READ" },
        "page": 1, "offset": 2, "limit": 3,
    });
    golden(find, "POST", "/chat/findStatusMessage/shop", asked, 200, json!([])).await;
}

#[tokio::test]
async fn chats_come_with_their_last_message() {
    let mut last = stored();
    last["status"] = json!("DELIVERY_ACK");
    let row = json!({
        "id": "cmwrozoon002zkc7dbrwwyyur", "remoteJid": JID, "pushName": "Ana",
        "profilePicUrl": "https://pps.whatsapp.net/v/t61/stub.jpg", "updatedAt": "2026-11-22T10:26:47.000Z",
        "windowStart": "2026-11-22T10:26:46.800Z", "windowExpires": "2026-11-23T10:26:46.800Z",
        "windowActive": true, "lastMessage": last, "unreadCount": 1, "isSaved": true,
    });
    let mut filter = ChatFilter::new();
    filter.remote_jid = Some(JID.to_owned());
    filter.message_timestamp = Some(years());
    let mut find = FindChats::new();
    find.filter = Some(filter);
    (find.take, find.skip) = (Some(2), Some(0));
    let asked = json!({
        "where": {
            "remoteJid": JID,
            "messageTimestamp": { "gte": "2026-01-01T00:00:00Z", "lte": "2027-01-01T00:00:00Z" },
        },
        "take": 2, "skip": 0,
    });
    let told =
        json!([row, { "remoteJid": "120363000000000001@g.us", "unreadCount": null, "windowStart": null }]);
    let rows = golden(find, "POST", "/chat/findChats/shop", asked, 200, told).await;
    let chat = &rows[0].value;
    assert_eq!((chat.remote_jid.as_deref(), chat.push_name.as_deref()), (Some(JID), Some("Ana")));
    assert_eq!((chat.unread_count, chat.window_active, chat.is_saved), (Some(1), Some(true), Some(true)));
    assert!(chat.window_start < chat.window_expires && chat.updated_at.is_some());
    assert_eq!(chat.last_message.as_ref().unwrap().status, Some(MessageStatus::DeliveryAck));
    assert!(rows[1].value.unread_count.is_none() && rows[1].value.last_message.is_none());
}

#[tokio::test]
async fn one_chat_or_none() {
    let path = "/chat/findChatByRemoteJid/shop?remoteJid=5511999990000%40s.whatsapp.net";
    let row = json!({
        "id": "t6aeflvd90oml2lhmvc2v302", "remoteJid": JID, "name": "Ana", "labels": ["1"],
        "createdAt": "2026-11-22T10:26:46.800Z", "updatedAt": "2026-11-22T10:26:58.763Z",
        "instanceId": "4a3c6afc-071a-4363-bd94-0a53926b398a", "unreadMessages": 1,
    });
    let find = || FindChatByRemoteJid::new(JID);
    let chat = golden(find(), "GET", path, Value::Null, 200, row.clone()).await.unwrap();
    assert_eq!(chat.raw.json::<Value>().unwrap(), row);
    assert_eq!((chat.value.name.as_deref(), chat.value.unread_messages), (Some("Ana"), Some(1)));
    assert_eq!(chat.value.labels.as_deref(), Some(&["1".to_owned()][..]));
    assert!(golden(find(), "GET", path, Value::Null, 200, Value::Null).await.is_none());
}

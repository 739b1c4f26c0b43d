//! Chats, their history and labels.

use serde_json::{Value, json};
use wagate_sdk_core::{Disappearing, Error, Outcome, wire};
use wiremock::matchers::body_partial_json;
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::{GROUP, JID, LID, left, maps, routes, stays, to};
use crate::{answering, baileys, requests, shop_on};
use wagate_evolution::{Integration, KnownChannel};

/// A server that answers a page by what the request says of it.
async fn pages(pages: &[(Value, Value)]) -> MockServer {
    let server = MockServer::start().await;
    for (asked, told) in pages {
        Mock::given(body_partial_json(asked))
            .respond_with(ResponseTemplate::new(200).set_body_json(told))
            .mount(&server)
            .await;
    }
    server
}

#[tokio::test]
async fn a_chat_is_told_with_what_is_known() {
    let row = json!({
        "id": "cmwrozoon002zkc7dbrwwyyur", "remoteJid": JID, "pushName": "Ana",
        "profilePicUrl": "https://pps.whatsapp.net/v/t61/stub.jpg", "updatedAt": "2026-11-22T10:26:47.000Z",
        "windowStart": null, "windowExpires": null, "windowActive": false,
        "lastMessage": {
            "key": { "id": "3EB0IN0001", "fromMe": false, "remoteJid": JID, "remoteJidAlt": LID, "addressingMode": "pn" },
            "messageTimestamp": 1_795_343_207,
        },
        "unreadCount": 1, "isSaved": true,
    });
    let bare = json!({ "remoteJid": "0@bot", "pushName": null, "unreadCount": null, "lastMessage": null });
    let find = ("POST", "/chat/findChats/shop", json!({ "take": 100, "skip": 0 }));
    let chats = maps(find, (200, json!([row, bare])), async |line| line.chats().all().await).await;
    let chat = &chats[0];
    assert_eq!((&chat.address, &chat.other_address), (&Some(to(JID)), &Some(to(LID))));
    assert_eq!((chat.name.as_deref(), chat.unread), (Some("Ana"), Some(1)));
    assert_eq!(chat.last_activity, wire::epoch(1_795_343_207));
    assert!(chat.archived.is_none() && chat.pinned.is_none() && chat.muted.is_none());
    assert_eq!(chat.raw.json::<Value>().unwrap(), row);
    assert!(chats[1].address.is_none() && chats[1].raw.expose().contains("0@bot"));
}

#[tokio::test]
async fn chats_are_paged_to_the_end() {
    let rows = |from: u64, until: u64| -> Value {
        (from..until).map(|n| json!({ "remoteJid": format!("55119{n:08}@s.whatsapp.net") })).collect()
    };
    let server = pages(&[
        (json!({ "skip": 0 }), rows(0, 100)),
        (json!({ "skip": 100 }), rows(100, 200)),
        (json!({ "skip": 200 }), rows(200, 203)),
    ])
    .await;
    let chats = baileys(&server).chats().all().await.unwrap();
    let mut seen: Vec<_> = chats.iter().map(|chat| chat.address.clone().unwrap()).collect();
    seen.dedup();
    assert_eq!((seen.len(), requests(&server).await), (203, 3));
}

#[tokio::test]
async fn one_chat_or_none() {
    let find =
        ("GET", "/chat/findChatByRemoteJid/shop?remoteJid=5511999990000%40s.whatsapp.net", Value::Null);
    let row = json!({
        "id": "t6aeflvd90oml2lhmvc2v302", "remoteJid": JID, "name": "Ana", "labels": ["1"],
        "createdAt": "2026-11-22T10:26:46.800Z", "updatedAt": "2026-11-22T10:26:58.763Z", "unreadMessages": 1,
    });
    let chat = maps(find, (200, row.clone()), async |line| line.chat(&to(JID)).await).await;
    assert_eq!((chat.address, chat.name.as_deref(), chat.unread), (Some(to(JID)), Some("Ana"), Some(1)));
    assert!(chat.last_activity.is_none(), "when the row was changed is not when somebody wrote");
    assert_eq!(chat.raw.json::<Value>().unwrap(), row);
    let server = answering(200, Value::Null).await;
    let error = baileys(&server).chat(&to(JID)).await.unwrap_err();
    assert!(matches!(error, Error::NotFound(_)), "{error:?}");
}

fn message(n: u64) -> Value {
    json!({
        "key": { "id": format!("M{n}"), "fromMe": false, "remoteJid": GROUP, "participant": LID },
        "messageType": "conversation", "message": { "conversation": "x" },
        "messageTimestamp": 1_795_343_207 - n,
    })
}

#[tokio::test]
async fn history_goes_to_the_end_and_repeats_nothing() {
    let page = |number: u64, from: u64, until: u64| {
        let records: Vec<Value> = (from..until).map(message).collect();
        let told =
            json!({ "messages": { "total": 205, "pages": 3, "currentPage": number, "records": records } });
        (json!({ "page": number, "offset": 100, "where": { "key": { "remoteJid": GROUP } } }), told)
    };
    let server = pages(&[page(1, 0, 100), page(2, 100, 200), page(3, 200, 205)]).await;
    let history = baileys(&server).history(&to(GROUP)).all().await.unwrap();
    let ids: Vec<String> = history.iter().map(|message| message.id.as_ref().unwrap().to_string()).collect();
    let expected: Vec<String> = (0..205).map(|n| format!("M{n}")).collect();
    assert_eq!((ids, requests(&server).await), (expected, 3));
    assert!(history.windows(2).all(|pair| pair[0].at > pair[1].at), "the newest first");
    assert_eq!(history[0].author, Some(to(LID)));
}

#[tokio::test]
async fn a_chat_without_messages_has_no_history() {
    let told = json!({ "messages": { "total": 0, "pages": 0, "currentPage": 1, "records": [] } });
    let server = answering(200, told).await;
    assert!(baileys(&server).history(&to(JID)).all().await.unwrap().is_empty());
    assert_eq!(requests(&server).await, 1);
}

#[tokio::test]
async fn the_last_message_is_looked_up_for_the_archive_and_for_unread() {
    let found = json!({ "messages": { "total": 9, "pages": 9, "currentPage": 1, "records": [message(0)] } });
    let looked_up = (
        "/chat/findMessages".to_owned(),
        json!({
            "where": { "key": { "remoteJid": GROUP } }, "page": 1, "offset": 1,
        }),
    );
    let last = json!({
        "key": { "id": "M0", "fromMe": false, "remoteJid": GROUP }, "messageTimestamp": 1_795_343_207,
    });
    let server = routes(&[
        ("/chat/findMessages", 200, found),
        ("/chat/archiveChat", 201, json!({ "chatId": GROUP, "archived": true })),
        ("/chat/markChatUnread", 201, json!({ "chatId": GROUP, "markedChatUnread": true })),
    ])
    .await;
    let line = baileys(&server);
    line.archive_chat(&to(GROUP)).await.unwrap();
    line.unarchive_chat(&to(GROUP)).await.unwrap();
    let done = line.mark_chat_unread(&to(GROUP)).await.unwrap();
    assert!(done.raw.expose().contains("markedChatUnread"), "the answer to the change");
    let archive =
        |archive: bool| ("/chat/archiveChat".to_owned(), json!({ "lastMessage": last, "archive": archive }));
    let unread = ("/chat/markChatUnread".to_owned(), json!({ "lastMessage": last }));
    let expected = [looked_up.clone(), archive(true), looked_up.clone(), archive(false), looked_up, unread];
    assert_eq!(left(&server).await, expected);
}

#[tokio::test]
async fn without_a_last_message_nothing_is_changed() {
    let none = json!({ "messages": { "total": 0, "pages": 0, "currentPage": 1, "records": [] } });
    let server = answering(200, none).await;
    let line = baileys(&server);
    for error in
        [line.archive_chat(&to(JID)).await.unwrap_err(), line.mark_chat_unread(&to(JID)).await.unwrap_err()]
    {
        assert!(matches!(error, Error::NotFound(_)), "{error:?}");
    }
    assert_eq!(requests(&server).await, 2, "each only looked");
    let nameless = json!({ "messages": { "records": [{ "key": { "remoteJid": JID } }] } });
    let server = answering(200, nameless).await;
    let error = baileys(&server).archive_chat(&to(JID)).await.unwrap_err();
    assert!(matches!(error, Error::Decode(_)) && error.outcome() == Outcome::NotSent, "{error:?}");
}

#[tokio::test]
async fn messages_disappear_in_groups_only() {
    let path = "/group/toggleEphemeral/shop?groupJid=120363000000000001%40g.us";
    for after in Disappearing::ALL {
        let asked = json!({ "expiration": after.seconds() });
        let told = (201, json!({ "success": true }));
        maps(("POST", path, asked), told, async |line| line.set_disappearing(&to(GROUP), *after).await).await;
    }
    for chat in [JID, LID] {
        let error = stays(async |line| line.set_disappearing(&to(chat), Disappearing::OneDay).await).await;
        assert!(matches!(error, Error::Unsupported(_)), "{error:?}");
    }
}

#[tokio::test]
async fn labels() {
    let row = json!({ "color": "0", "name": "New customer", "id": "1", "predefinedId": "1" });
    let find = ("GET", "/label/findLabels/shop", Value::Null);
    let labels = maps(find, (200, json!([row])), async |line| line.labels().await).await;
    assert_eq!((&*labels[0].id, labels[0].name.as_deref()), ("1", Some("New customer")));
    assert_eq!(labels[0].color.as_deref(), Some("0"));
    assert_eq!(labels[0].raw.json::<Value>().unwrap(), row);
    for (chat, number) in [(JID, "5511999990000"), (LID, LID), (GROUP, GROUP)] {
        let handle = |action: &str| {
            ("POST", "/label/handleLabel/shop", json!({ "number": number, "labelId": "1", "action": action }))
        };
        let told = json!({ "numberJid": chat, "labelId": "1", "add": true });
        maps(handle("add"), (200, told), async |line| line.assign_label(&to(chat), "1").await).await;
        let told = json!({ "numberJid": chat, "labelId": "1", "remove": true });
        maps(handle("remove"), (200, told), async |line| line.unassign_label(&to(chat), "1").await).await;
    }
}

#[tokio::test]
async fn channels_without_a_phone_read_what_is_stored_and_change_nothing() {
    let told = json!({ "messages": { "total": 1, "pages": 1, "currentPage": 1, "records": [message(0)] } });
    let server = answering(200, told).await;
    for (count, channel) in [Integration::Business, Integration::Evolution].into_iter().enumerate() {
        let line = shop_on(&server, KnownChannel::new(channel));
        for error in [
            line.archive_chat(&to(JID)).await.unwrap_err(),
            line.labels().await.unwrap_err(),
            line.restart().await.unwrap_err(),
            line.groups().all().await.unwrap_err(),
            line.check_numbers(&["5511999990000".parse().unwrap()]).await.unwrap_err(),
        ] {
            assert!(matches!(error, Error::Unsupported(_)), "{error:?}");
        }
        assert_eq!(requests(&server).await, count);
        assert_eq!(line.history(&to(JID)).all().await.unwrap().len(), 1);
    }
}

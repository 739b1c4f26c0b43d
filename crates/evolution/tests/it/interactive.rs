//! Polls, lists and buttons.

use std::time::Duration;

use serde_json::json;
use wagate_evolution::messages::{
    Button, ListRow, ListSection, PixKeyKind, Quoted, SendButtons, SendList, SendPoll,
};
use wagate_sdk_core::adapter::Endpoint;

use crate::{golden, sent};

#[tokio::test]
async fn a_poll() {
    let mut poll = SendPoll::new("120363406289005073@g.us", "Tea?", 1, ["Yes", "No"]);
    poll.delay = Some(3);
    poll.quoted = Some(Quoted::by_id("X"));
    poll.mentions_everyone = Some(true);
    poll.mentioned = Some(vec!["5511999990000".to_owned()]);
    assert_eq!(poll.server_waits(), Duration::from_millis(3));
    let asked = json!({
        "number": "120363406289005073@g.us", "name": "Tea?", "selectableCount": 1, "values": ["Yes", "No"],
        "delay": 3, "quoted": { "key": { "id": "X" } }, "mentionsEveryOne": true, "mentioned": ["5511999990000"],
    });
    golden(poll, "POST", "/message/sendPoll/shop", asked, 201, sent()).await;
}

#[tokio::test]
async fn a_list() {
    let mut row = ListRow::new("R", "1");
    row.description = Some("d".to_owned());
    let mut list = SendList::new(
        "5511999990000",
        "Menu",
        "f",
        "Open",
        [ListSection::new("S", [row, ListRow::new("T", "2")])],
    );
    list.description = Some("Pick".to_owned());
    list.delay = Some(3);
    list.quoted = Some(Quoted::by_id("X"));
    list.mentions_everyone = Some(false);
    list.mentioned = Some(vec!["5511999990000".to_owned()]);
    let asked = json!({
        "number": "5511999990000", "title": "Menu", "description": "Pick", "footerText": "f",
        "buttonText": "Open",
        "sections": [{
            "title": "S",
            "rows": [
                { "title": "R", "description": "d", "rowId": "1" },
                { "title": "T", "rowId": "2" },
            ],
        }],
        "delay": 3, "quoted": { "key": { "id": "X" } }, "mentionsEveryOne": false,
        "mentioned": ["5511999990000"],
    });
    golden(list, "POST", "/message/sendList/shop", asked, 201, sent()).await;
}

#[tokio::test]
async fn every_kind_of_button() {
    let key = "pix-key-1";
    let buttons = [
        Button::reply("Yes", "y"),
        Button::url("Site", "https://example.org"),
        Button::copy("Copy", "CODE"),
        Button::call("Call", "+5511999990000"),
        Button::pix("BRL", "Shop", PixKeyKind::Random, key),
    ];
    assert!(!format!("{buttons:?}").contains(key), "Debug does not show the key");
    let mut send = SendButtons::new("5511999990000", buttons);
    send.title = Some("T".to_owned());
    send.description = Some("D".to_owned());
    send.footer = Some("F".to_owned());
    send.thumbnail_url = Some("https://files.example.org/a.png".to_owned());
    send.delay = Some(3);
    send.quoted = Some(Quoted::by_id("X"));
    send.mentions_everyone = Some(true);
    send.mentioned = Some(vec!["5511999990000".to_owned()]);
    assert_eq!(send.server_waits(), Duration::from_millis(3));
    let asked = json!({
        "number": "5511999990000", "title": "T", "description": "D", "footer": "F",
        "thumbnailUrl": "https://files.example.org/a.png",
        "buttons": [
            { "type": "reply", "displayText": "Yes", "id": "y" },
            { "type": "url", "displayText": "Site", "url": "https://example.org" },
            { "type": "copy", "displayText": "Copy", "copyCode": "CODE" },
            { "type": "call", "displayText": "Call", "phoneNumber": "+5511999990000" },
            { "type": "pix", "currency": "BRL", "name": "Shop", "keyType": "random", "key": "pix-key-1" },
        ],
        "delay": 3, "quoted": { "key": { "id": "X" } }, "mentionsEveryOne": true, "mentioned": ["5511999990000"],
    });
    let told = json!({
        "key": {
            "id": "3EB08F6DB745816D56B344", "remoteJid": "5511999990000@s.whatsapp.net",
            "participant": "5511999990000@s.whatsapp.net", "fromMe": true,
        },
        "messageType": "viewOnceMessage", "messageTimestamp": 1_795_343_205,
    });
    let sent = golden(send, "POST", "/message/sendButtons/shop", asked, 201, told).await;
    assert_eq!(sent.key.unwrap().participant.as_deref(), Some("5511999990000@s.whatsapp.net"));
}

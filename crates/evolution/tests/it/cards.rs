//! Contact cards, places and reactions.

use std::time::Duration;

use serde_json::json;
use wagate_evolution::messages::{ContactCard, Quoted, SendContact, SendLocation, SendReaction, TargetKey};
use wagate_sdk_core::adapter::Endpoint;

use crate::{golden, sent};

#[tokio::test]
async fn a_place() {
    let bare = SendLocation::new("5511999990000", -23.55, -46.63, "Centre", "Sao Paulo");
    let asked = json!({
        "number": "5511999990000", "latitude": -23.55, "longitude": -46.63, "name": "Centre",
        "address": "Sao Paulo",
    });
    golden(bare, "POST", "/message/sendLocation/shop", asked, 201, sent()).await;

    let mut place = SendLocation::new("120363406289005073@g.us", 1.0, 2.0, "n", "a");
    place.delay = Some(7);
    place.quoted = Some(Quoted::by_id("X"));
    place.mentions_everyone = Some(true);
    place.mentioned = Some(vec!["5511999990000".to_owned()]);
    assert_eq!(place.server_waits(), Duration::from_millis(7));
    let asked = json!({
        "number": "120363406289005073@g.us", "latitude": 1.0, "longitude": 2.0, "name": "n", "address": "a",
        "delay": 7, "quoted": { "key": { "id": "X" } }, "mentionsEveryOne": true, "mentioned": ["5511999990000"],
    });
    golden(place, "POST", "/message/sendLocation/shop", asked, 201, sent()).await;
}

#[tokio::test]
async fn one_card_and_many() {
    let mut full = ContactCard::new("A B", "+5511999990001");
    full.wuid = Some("5511999990001".to_owned());
    full.organization = Some("Org".to_owned());
    full.email = Some("a@example.org".to_owned());
    full.url = Some("https://example.org".to_owned());
    let cards = SendContact::new("5511999990000", [full, ContactCard::new("C D", "+5511999990002")]);
    let asked = json!({
        "number": "5511999990000",
        "contact": [
            {
                "fullName": "A B", "phoneNumber": "+5511999990001", "wuid": "5511999990001",
                "organization": "Org", "email": "a@example.org", "url": "https://example.org",
            },
            { "fullName": "C D", "phoneNumber": "+5511999990002" },
        ],
    });
    golden(cards, "POST", "/message/sendContact/shop", asked, 201, sent()).await;
}

#[tokio::test]
async fn a_reaction_and_taking_it_back() {
    let key = TargetKey::new("3EB05C5BE17ABAA0D27001", "5511999990000@s.whatsapp.net", true);
    for (reaction, emoji) in
        [(SendReaction::new(key.clone(), "👍"), "👍"), (SendReaction::removal(key.clone()), "")]
    {
        let asked = json!({
            "key": {
                "id": "3EB05C5BE17ABAA0D27001", "remoteJid": "5511999990000@s.whatsapp.net", "fromMe": true,
            },
            "reaction": emoji,
        });
        golden(reaction, "POST", "/message/sendReaction/shop", asked, 201, sent()).await;
    }
}

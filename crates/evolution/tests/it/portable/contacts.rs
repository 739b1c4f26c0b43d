//! People.

use serde_json::{Value, json};
use wagate_sdk_core::{Address, Error, NumberRule, Outcome, PhoneNumber};
use wiremock::matchers::body_partial_json;
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::{GROUP, JID, LID, PHONE, maps, stays, to};
use crate::{answering, baileys, failure, requests};

fn phones(all: &[&str]) -> Vec<PhoneNumber> {
    all.iter().map(|phone| phone.parse().unwrap()).collect()
}

/// Mexico with the 1 that WhatsApp dropped, Argentina without the 9 that it wants, Brazil with the digit that an old account lacks.
const REWRITTEN: [(&str, &str); 3] = [
    ("5215512345678", "525512345678@s.whatsapp.net"),
    ("541112345678", "5491112345678@s.whatsapp.net"),
    ("5531988887777", "553188887777@s.whatsapp.net"),
];

#[tokio::test]
async fn numbers_are_answered_in_their_order_however_whatsapp_writes_them() {
    let asked: Vec<&str> =
        [PHONE, "550011112222"].into_iter().chain(REWRITTEN.map(|(asked, _)| asked)).collect();
    let mut told: Vec<Value> =
        REWRITTEN.iter().map(|(asked, jid)| json!({ "jid": jid, "exists": true, "number": asked })).collect();
    told.push(json!({ "jid": "550011112222@s.whatsapp.net", "exists": false, "number": "550011112222" }));
    told.push(json!({ "jid": JID, "exists": true, "number": PHONE, "name": "Ana" }));
    let check = ("POST", "/chat/whatsappNumbers/shop", json!({ "numbers": asked }));
    let checks =
        maps(check, (200, json!(told)), async |line| line.check_numbers(&phones(&asked)).await).await;
    let order: Vec<&str> = checks.iter().map(|check| check.asked.digits()).collect();
    assert_eq!(order, asked);
    assert_eq!((checks[0].on_whatsapp, checks[0].name.as_deref()), (Some(true), Some("Ana")));
    assert_eq!(checks[0].raw.json::<Value>().unwrap(), told[4]);
    assert_eq!((checks[1].on_whatsapp, &checks[1].address), (Some(false), &None));
    for (check, (_, jid)) in checks[2..].iter().zip(REWRITTEN) {
        assert_eq!((check.on_whatsapp, &check.address), (Some(true), &Some(to(jid))), "{}", check.asked);
        assert!(check.lid.is_none());
    }
}

#[tokio::test]
async fn a_number_behind_a_lid_does_not_become_the_lids_digits() {
    let told = json!([
        { "jid": LID, "exists": true, "number": PHONE, "lid": "lid" },
        { "jid": "5511999990001@s.whatsapp.net", "exists": true, "number": "5511999990001", "lid": "111222333444555@lid" },
    ]);
    let server = answering(200, told).await;
    let checks =
        baileys(&server).check_numbers(&phones(&[PHONE, "5511999990001", "5511999990002"])).await.unwrap();
    assert_eq!(
        (checks[0].address.clone(), checks[0].lid.clone().map(Address::from)),
        (Some(to(LID)), Some(to(LID)))
    );
    assert_eq!(checks[0].address.as_ref().and_then(Address::as_phone), None);
    assert_eq!(checks[1].lid.clone().map(Address::from), Some(to("111222333444555@lid")));
    assert_eq!((checks[2].on_whatsapp, checks[2].address.clone()), (None, None), "nothing was said of it");
}

#[tokio::test]
async fn a_number_is_resolved_by_the_spelling_that_whatsapp_knows() {
    let told = json!([
        { "jid": "553188887777@s.whatsapp.net", "exists": true, "number": "5531988887777" },
        { "jid": "553188887777@s.whatsapp.net", "exists": true, "number": "553188887777" },
    ]);
    let server = answering(200, told).await;
    let resolved = baileys(&server).resolve(&"5531988887777".parse().unwrap()).await.unwrap();
    assert_eq!(resolved.address, to("553188887777"));
    assert_eq!(resolved.rule, Some(NumberRule::BrazilNinthDigit));
}

#[tokio::test]
async fn the_address_book_holds_people() {
    let person = json!({
        "id": "cmwrozjpp0008kc7d0ar9ivlt", "remoteJid": JID, "pushName": "Ana",
        "profilePicUrl": "https://pps.whatsapp.net/v/t61/stub.jpg", "isGroup": false, "isSaved": true, "type": "contact",
    });
    let lid = json!({ "remoteJid": LID, "pushName": null, "profilePicUrl": null, "isGroup": false, "type": "group_member" });
    let group = json!({ "remoteJid": GROUP, "pushName": "Team", "isGroup": true, "type": "group" });
    let find = ("POST", "/chat/findContacts/shop", json!({ "page": 1, "offset": 100 }));
    let told = (200, json!([group, person, lid]));
    let contacts = maps(find, told, async |line| line.contacts().all().await).await;
    assert_eq!(contacts.len(), 2);
    assert_eq!((contacts[0].address.clone(), contacts[0].push_name.as_deref()), (Some(to(JID)), Some("Ana")));
    assert_eq!(contacts[0].phone.as_ref().map(PhoneNumber::digits), Some(PHONE));
    assert!(contacts[0].picture.is_some() && contacts[0].name.is_none());
    assert_eq!(contacts[0].raw.json::<Value>().unwrap(), person);
    assert_eq!(contacts[1].lid.clone().map(Address::from), Some(to(LID)));
    assert!(contacts[1].phone.is_none() && contacts[1].push_name.is_none());
}

#[tokio::test]
async fn contacts_are_paged_over_groups_to_the_end() {
    let people = |from: u64, until: u64| -> Value {
        (from..until).map(|n| json!({ "remoteJid": format!("55119{n:08}@s.whatsapp.net") })).collect()
    };
    let groups: Value =
        (0..100).map(|n| json!({ "remoteJid": format!("12036{n}@g.us"), "isGroup": true })).collect();
    let server = MockServer::start().await;
    for (page, rows) in [(1, people(0, 100)), (2, groups), (3, people(100, 102))] {
        Mock::given(body_partial_json(json!({ "page": page, "offset": 100 })))
            .respond_with(ResponseTemplate::new(200).set_body_json(rows))
            .mount(&server)
            .await;
    }
    let contacts = baileys(&server).contacts().all().await.unwrap();
    assert_eq!((contacts.len(), requests(&server).await), (102, 3));
}

#[tokio::test]
async fn what_whatsapp_shows_of_somebody() {
    for (who, number) in [(JID, PHONE), (LID, LID)] {
        let told = json!({
            "wuid": who, "name": "Ana", "numberExists": true, "picture": "https://pps.whatsapp.net/v/t61/stub.jpg",
            "status": { "status": "Available", "setAt": "2026-09-21T14:13:20.000Z" }, "isBusiness": false,
        });
        let fetch = ("POST", "/chat/fetchProfile/shop", json!({ "number": number }));
        let profile = maps(fetch, (200, told), async |line| line.profile(&to(who)).await).await;
        assert_eq!((profile.address.clone(), profile.name.as_deref()), (Some(to(who)), Some("Ana")));
        assert_eq!((profile.phone.is_some(), profile.lid.is_some()), (who == JID, who == LID));
        assert_eq!((profile.about.as_deref(), profile.is_business), (Some("Available"), Some(false)));
        assert!(profile.picture.is_some() && !profile.raw.is_empty());

        let fetch = ("POST", "/chat/fetchProfilePictureUrl/shop", json!({ "number": number }));
        let told = json!({ "wuid": who, "profilePictureUrl": "https://pps.whatsapp.net/x.jpg" });
        let picture = maps(fetch, (200, told), async |line| line.profile_picture(&to(who)).await).await;
        assert_eq!(picture.url.as_deref(), Some("https://pps.whatsapp.net/x.jpg"));
    }
}

#[tokio::test]
async fn a_number_that_is_not_on_whatsapp_has_no_profile() {
    let person = json!({ "jid": "550011112222@s.whatsapp.net", "exists": false, "number": "550011112222@s.whatsapp.net" });
    let server = answering(400, failure(400, "Bad Request", json!([person]))).await;
    let error = baileys(&server).profile(&to("550011112222")).await.unwrap_err();
    assert!(matches!(error, Error::RecipientInvalid(_)) && error.outcome() == Outcome::Refused, "{error:?}");
}

#[tokio::test]
async fn somebody_is_blocked_and_unblocked() {
    for (who, number) in [(JID, PHONE), (LID, LID)] {
        let update = |word: &str| {
            ("POST", "/chat/updateBlockStatus/shop", json!({ "number": number, "status": word }))
        };
        let told = || (201, json!({ "block": "success" }));
        maps(update("block"), told(), async |line| line.block(&to(who)).await).await;
        maps(update("unblock"), told(), async |line| line.unblock(&to(who)).await).await;
    }
}

#[tokio::test]
async fn a_group_is_nobody() {
    for error in [
        stays(async |line| line.profile(&to(GROUP)).await).await,
        stays(async |line| line.profile_picture(&to(GROUP)).await).await,
        stays(async |line| line.block(&to(GROUP)).await).await,
    ] {
        assert!(matches!(error, Error::Unsupported(_)), "{error:?}");
    }
}

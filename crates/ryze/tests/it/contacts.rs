//! Contacts, blocking, and labels.

use serde_json::json;
use wagate_ryze::contacts::{BlockContact, ListContacts};
use wagate_ryze::labels::{AssignLabel, ListLabels, UnassignLabel};

use wagate_sdk_core::{Error, Outcome, PhoneNumber};
use wiremock::matchers::query_param;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::{
    body, failure, gateway, golden, group, instance_token, lid, line, newsletter, phone, portable,
    refused_here, requests, route,
};

const JID: &str = "5511999999999@s.whatsapp.net";

#[tokio::test]
async fn contacts_are_listed_as_documented() {
    let answer = json!({
        "success": true, "message": "Contacts retrieved",
        "contacts": [{"jid": JID, "first_name": "Ana", "other": "kept"}], "total": 1
    });
    let (listed, seen) = golden(ListContacts::new(), answer).await;
    assert_eq!(route(&seen), "GET /api/chat/contacts/support");
    assert_eq!(listed.total, Some(1));
    let contacts = listed.contacts.unwrap();
    assert_eq!(contacts[0].value.jid.as_deref(), Some(JID));
    assert_eq!(contacts[0].value.first_name.as_deref(), Some("Ana"));
    assert!(contacts[0].raw.expose().contains("kept"));
    assert!(listed.contact.is_none());
}

#[tokio::test]
async fn one_contact_is_read_as_documented() {
    let answer = json!({
        "success": true, "message": "Contact retrieved",
        "contact": {"found": true, "jid": JID, "lid": "123456789012345@lid", "first_name": "Ana"}
    });
    let (read, seen) = golden(ListContacts::of(JID), answer).await;
    assert_eq!(route(&seen), "GET /api/chat/contacts/support?number=5511999999999%40s.whatsapp.net");
    let contact = read.contact.unwrap().value;
    assert_eq!((contact.found, contact.jid.as_deref()), (Some(true), Some(JID)));
    assert_eq!(contact.lid.as_deref(), Some("123456789012345@lid"));
    assert!(read.contacts.is_none());

    let (read, _) =
        golden(ListContacts::of(JID), json!({"success": true, "contact": {"found": false}})).await;
    assert_eq!(read.contact.unwrap().value.found, Some(false));
}

#[tokio::test]
async fn a_person_is_blocked_as_documented() {
    let answer = json!({
        "success": true, "message": "Contact blocked successfully", "contact_jid": JID, "blocked_count": 7,
        "blocked": true
    });
    let (blocked, seen) = golden(BlockContact::new("5511999999999", true), answer).await;
    assert_eq!(route(&seen), "POST /api/chat/block/support");
    assert_eq!(body(&seen), json!({"number": "5511999999999", "block": true}));
    assert_eq!((blocked.contact_jid.as_deref(), blocked.blocked), (Some(JID), Some(true)));
    assert_eq!(blocked.blocked_count, Some(7));
}

#[tokio::test]
async fn labels_are_listed_as_documented() {
    let answer = json!({
        "success": true, "message": "Tags retrieved successfully",
        "tags": [{"id": "3", "name": "VIP", "color": 5, "type": "CUSTOM", "deleted": false}], "total": 1
    });
    let (listed, seen) = golden(ListLabels::new(), answer).await;
    assert_eq!(route(&seen), "GET /api/chat/tag/support");
    assert_eq!(listed.total, Some(1));
    let label = &listed.tags[0].value;
    assert_eq!((label.id.as_deref(), label.name.as_deref()), (Some("3"), Some("VIP")));
    assert_eq!((label.color, label.kind.as_deref(), label.deleted), (Some(5), Some("CUSTOM"), Some(false)));

    let (listed, _) = golden(ListLabels::new(), json!({"success": true, "tags": null, "total": 0})).await;
    assert!(listed.tags.is_empty());
}

#[tokio::test]
async fn a_label_is_put_on_with_a_body_and_taken_off_with_a_query() {
    let answer = json!({"success": true, "message": "Tag assigned successfully", "tag_id": "2"});
    let (assigned, seen) = golden(AssignLabel::new("5511999999999", "2"), answer.clone()).await;
    assert_eq!(route(&seen), "POST /api/chat/assignTag/support");
    assert_eq!(body(&seen), json!({"number": "5511999999999", "tagId": "2"}));
    assert_eq!((assigned.tag_id.as_deref(), assigned.chat_jid), (Some("2"), None));

    let (taken, seen) = golden(UnassignLabel::new(JID, "2"), answer).await;
    assert_eq!(
        route(&seen),
        "DELETE /api/chat/assignTag/support?number=5511999999999%40s.whatsapp.net&tagId=2"
    );
    assert!(seen.body.is_empty());
    assert_eq!(taken.tag_id.as_deref(), Some("2"));
}

fn profile(jid: &str, digits: &str, lid: &str) -> serde_json::Value {
    json!({
        "success": true, "message": "Profile retrieved",
        "profile": {
            "profilePicture": "https://pps.example/a.jpg", "profileName": "Ana", "profileStatus": "Available",
            "phoneNumber": digits, "jid": jid, "lid": lid
        }
    })
}

#[tokio::test]
async fn the_portable_address_book_comes_at_once() {
    let answer = json!({
        "success": true, "total": 3,
        "contacts": [
            {
                "jid": JID, "lid": "123456789012345@lid", "first_name": "Ana", "full_name": "Ana Souza",
                "push_name": "aninha", "business_name": "kept"
            },
            {"jid": "123456789012345@lid", "first_name": "Bia"},
            {"jid": "what@is.this", "lid": ""}
        ]
    });
    let (contacts, seen) = portable(answer, async |line| line.erase().contacts().all().await).await;
    assert_eq!(route(&seen), "GET /api/chat/contacts/support");
    let [ana, bia, strange] = contacts.try_into().unwrap();
    assert_eq!((ana.address, ana.name.as_deref()), (Some(phone()), Some("Ana Souza")));
    assert_eq!(ana.push_name.as_deref(), Some("aninha"));
    assert_eq!(ana.phone.unwrap().digits(), "5511999999999");
    assert_eq!(ana.lid.unwrap().digits(), "123456789012345");
    assert!(ana.raw.expose().contains("kept") && !ana.raw.expose().contains("Bia"));
    assert_eq!((bia.address, bia.name.as_deref()), (Some(lid()), Some("Bia")));
    assert!(bia.phone.is_none() && bia.lid.is_some(), "the digits of a LID are no number");
    assert!(strange.address.is_none() && strange.raw.expose().contains("what@is.this"));

    let (none, _) = portable(json!({"contacts": null}), async |line| line.contacts().all().await).await;
    assert!(none.is_empty());
}

#[tokio::test]
async fn a_portable_profile_is_asked_for_by_number_or_lid() {
    let answer = profile(JID, "5511999999999", "123456789012345@lid");
    let (read, seen) = portable(answer.clone(), async |line| line.profile(&phone()).await).await;
    assert_eq!(route(&seen), "GET /api/profile/getAccount/support?number=5511999999999");
    assert_eq!((read.name.as_deref(), read.about.as_deref()), (Some("Ana"), Some("Available")));
    assert_eq!(read.picture.as_deref(), Some("https://pps.example/a.jpg"));
    assert_eq!((read.address, read.lid.map(Into::into)), (Some(phone()), Some(lid())));

    // A LID's digits where the number should be are no number.
    let hidden = profile("123456789012345@lid", "123456789012345", "");
    let (read, seen) = portable(hidden, async |line| line.profile(&lid()).await).await;
    assert_eq!(route(&seen), "GET /api/profile/getAccount/support?number=123456789012345%40lid");
    assert_eq!((read.address, read.phone), (Some(lid()), None));
    let known = profile("123456789012345@lid", "5511999999999", "");
    let (read, _) = portable(known, async |line| line.profile(&lid()).await).await;
    assert_eq!(read.phone.unwrap().digits(), "5511999999999");

    let (picture, seen) = portable(answer, async |line| line.profile_picture(&phone()).await).await;
    assert_eq!(route(&seen), "GET /api/profile/getAccount/support?number=5511999999999");
    assert_eq!(picture.url.as_deref(), Some("https://pps.example/a.jpg"));
    let bare = json!({"profile": {"profilePicture": null, "jid": JID}});
    let (picture, _) = portable(bare, async |line| line.profile_picture(&phone()).await).await;
    assert!(picture.url.is_none());
}

#[tokio::test]
async fn a_person_is_blocked_and_unblocked() {
    let answer = || json!({"success": true, "contact_jid": JID, "blocked": true});
    let (done, seen) = portable(answer(), async |line| line.block(&phone()).await).await;
    assert_eq!(route(&seen), "POST /api/chat/block/support");
    assert_eq!(body(&seen), json!({"number": "5511999999999", "block": true}));
    assert!(done.raw.expose().contains("contact_jid"));
    let (_, seen) = portable(answer(), async |line| line.unblock(&lid()).await).await;
    assert_eq!(body(&seen), json!({"number": "123456789012345@lid", "block": false}));
}

#[tokio::test]
async fn who_is_no_person_has_no_profile_and_is_not_blocked() {
    for who in
        [group(), newsletter(), "status@broadcast".parse().unwrap(), "1400000000@broadcast".parse().unwrap()]
    {
        let errors = [
            refused_here(async |line| line.profile(&who).await).await,
            refused_here(async |line| line.profile_picture(&who).await).await,
            refused_here(async |line| line.block(&who).await).await,
        ];
        for error in errors {
            assert!(matches!(error, Error::Unsupported(_)), "{who}: {error:?}");
        }
    }
}

#[tokio::test]
async fn numbers_are_checked_one_by_one_in_their_order() {
    let server = MockServer::start().await;
    for (digits, status, answer) in [
        ("5511999999999", 200, profile("551199999999@s.whatsapp.net", "551199999999", "123456789012345@lid")),
        ("5511888888888", 400, failure("Number is not on WhatsApp")),
        ("5511777777777", 200, json!({"success": true, "profile": {"profileName": "", "jid": null}})),
    ] {
        Mock::given(query_param("number", digits))
            .respond_with(ResponseTemplate::new(status).set_body_json(answer))
            .mount(&server)
            .await;
    }
    let asked: Vec<PhoneNumber> =
        ["5511999999999", "5511888888888", "5511777777777"].map(|digits| digits.parse().unwrap()).into();
    let checks = line(&server, instance_token()).erase().check_numbers(&asked).await.unwrap();
    let order: Vec<_> = requests(&server).await.iter().map(route).collect();
    let route =
        |phone: &PhoneNumber| format!("GET /api/profile/getAccount/support?number={}", phone.digits());
    assert_eq!(order, asked.iter().map(route).collect::<Vec<_>>());

    assert_eq!(checks.iter().map(|check| check.asked.clone()).collect::<Vec<_>>(), asked);
    let [there, absent, silent] = checks.try_into().unwrap();
    assert_eq!((there.on_whatsapp, there.name.as_deref()), (Some(true), Some("Ana")));
    assert_eq!(there.address.unwrap().jid(), "551199999999@s.whatsapp.net", "WhatsApp's own spelling");
    assert_eq!(there.lid.unwrap().digits(), "123456789012345");
    assert_eq!((absent.on_whatsapp, absent.address), (Some(false), None));
    assert!(absent.raw.expose().contains("Number is not on WhatsApp"));
    assert_eq!(silent.on_whatsapp, None, "a profile of nobody says nothing");
}

#[tokio::test]
async fn a_failed_check_is_no_answer() {
    for (status, words) in [
        (404, "Instance not found"),
        (400, "Number is required"),
        (503, "Instance is not connected to WhatsApp"),
        (500, "Number lookup failed"),
    ] {
        let server = gateway(status, failure(words)).await;
        let asked = ["5511999999999".parse().unwrap(), "5511888888888".parse().unwrap()];
        let error = line(&server, instance_token()).check_numbers(&asked).await.unwrap_err();
        assert!(!matches!(error, Error::RecipientInvalid(_)), "{error:?}");
        assert_eq!(requests(&server).await.len(), 1, "{words}");
    }
    let server = gateway(400, failure("Number is not on WhatsApp")).await;
    let error = line(&server, instance_token()).profile(&phone()).await.unwrap_err();
    assert!(matches!(error, Error::RecipientInvalid(_)), "{error:?}");
    assert_eq!(error.outcome(), Outcome::Refused);
}

//! People: the organization's address book.

use serde_json::{Value, json};
use wagate_sdk_core::{Error, NewContact, Outcome};
use wiremock::matchers::{path, query_param};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::{assert_unsupported, gateway, line, targets};
use crate::contract::example;
use crate::{DEVICE, DIGITS, GROUP, PHONE, answering, only_request, requests, to};

const CONTACT: &str = "1b0f3f6e-6a55-4d0b-8a0e-3d0d3f2f9a11";
const LIST: &str = "/api/v1/contacts";

fn book(number: &str, total: u64) -> Value {
    let mut page = example("contact.list");
    page["contacts"][0]["phone_number"] = json!(number);
    page["total"] = json!(total);
    page
}

#[tokio::test]
async fn the_address_book_is_read_page_by_page() {
    let server = MockServer::start().await;
    for (offset, number) in [("0", DIGITS), ("1", "unknown")] {
        Mock::given(path(LIST))
            .and(query_param("offset", offset))
            .and(query_param("limit", "100"))
            .respond_with(ResponseTemplate::new(200).set_body_json(book(number, 2)))
            .expect(1)
            .mount(&server)
            .await;
    }
    let all = line(&server).contacts().all().await.unwrap();
    assert_eq!((all.len(), &all[0].address, &all[1].address), (2, &Some(to(PHONE)), &None));
    assert_eq!(all[0].phone.as_ref().unwrap().digits(), DIGITS);
    assert_eq!((all[0].name.as_deref(), all[0].push_name.as_deref()), (Some("Rina"), Some("Rina")));
    assert_eq!((all[0].id.as_deref(), all[0].picture.as_deref()), (Some(CONTACT), None));
    assert!(all[0].raw.expose().contains("is_opted_out"));
}

#[tokio::test]
async fn somebody_is_added_with_digits_and_a_name() {
    let server = answering(201, &example("contact.create")).await;
    let new = || NewContact::new(PHONE.parse().unwrap(), "Rina");
    let done = line(&server).add_contact(new()).await.unwrap();
    let expected = json!({ "phone_number": DIGITS, "name": "Rina" });
    assert_eq!(only_request(&server).await, (format!("POST {LIST}"), expected));
    assert!(done.raw.expose().contains(CONTACT));

    let server = answering(409, &json!({ "detail": "Contact already exists" })).await;
    let error = line(&server).add_contact(new()).await.unwrap_err();
    assert!(matches!(error, Error::Conflict(_)) && error.outcome() == Outcome::Refused, "{error}");
}

#[tokio::test]
async fn a_picture_is_that_of_the_contact_with_the_number() {
    let picture = format!("{LIST}/{CONTACT}/profile-picture");
    let answer = json!({ "contact_id": CONTACT, "url": "https://pps.example/p.jpg" });
    let server = gateway(&[("GET", LIST, book(DIGITS, 1)), ("GET", &picture, answer)]).await;
    let found = line(&server).profile_picture(&to(PHONE)).await.unwrap();
    assert_eq!(found.url.as_deref(), Some("https://pps.example/p.jpg"));
    assert!(found.raw.expose().contains(CONTACT));
    let asked = [
        format!("GET {LIST}?limit=100&offset=0&search={DIGITS}"),
        format!("GET {picture}?whatsapp_account_id={DEVICE}"),
    ];
    assert_eq!(targets(&server).await, asked);

    let server = gateway(&[("GET", LIST, book(DIGITS, 1)), ("GET", &picture, json!({ "url": null }))]).await;
    assert!(line(&server).profile_picture(&to(PHONE)).await.unwrap().url.is_none());
}

#[tokio::test]
async fn a_contact_that_is_there_and_has_no_picture_is_no_error() {
    let server = gateway(&[("GET", LIST, book(DIGITS, 1))]).await;
    let missing = ResponseTemplate::new(404).set_body_json(json!({ "detail": "Profile picture not found" }));
    Mock::given(path(format!("{LIST}/{CONTACT}/profile-picture"))).respond_with(missing).mount(&server).await;
    let found = line(&server).profile_picture(&to(PHONE)).await.unwrap();
    assert!(found.url.is_none() && found.raw.expose().contains("not found"));
}

#[tokio::test]
async fn who_is_not_in_the_address_book_has_no_picture_to_be_found() {
    let server = answering(200, &book("9996281234567890", 1)).await;
    let error = line(&server).profile_picture(&to(PHONE)).await.unwrap_err();
    assert!(matches!(error, Error::NotFound(_)), "{error}");
    let server = MockServer::start().await;
    assert_unsupported(&line(&server).profile_picture(&to(GROUP)).await.unwrap_err());
    assert!(requests(&server).await.is_empty());
}

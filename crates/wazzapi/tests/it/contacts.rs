//! The address book.

use serde_json::{Map, Value, json};
use wagate_sdk_core::{Error, Outcome};
use wagate_wazzapi::SortOrder;
use wagate_wazzapi::contacts::{
    BulkDeleteContacts, Contact, CreateContact, DeleteContact, GetContact, GetProfilePicture,
    GetProfilePictureImage, ListContacts, UpdateContact,
};
use wiremock::ResponseTemplate;

use super::contract::{example, golden, golden_of, golden_with, refused};
use super::{DEVICE, DIGITS, account, answering, answering_with, json_of, target};

const CONTACT: &str = "1b0f3f6e-6a55-4d0b-8a0e-3d0d3f2f9a11";

fn fields() -> Map<String, Value> {
    serde_json::from_value(json!({ "city": "Bandung" })).unwrap()
}

/// What a list's row has too.
fn assert_row(contact: &Contact) {
    assert_eq!((contact.id.as_str(), contact.phone_number.as_deref()), (CONTACT, Some(DIGITS)));
    assert_eq!((contact.source.as_deref(), contact.is_opted_out), (Some("manual"), Some(false)));
    assert_eq!(contact.tags.as_deref(), Some(&["vip".to_owned()][..]));
    assert_eq!((contact.name.as_deref(), contact.whatsapp_name.as_deref()), (Some("Rina"), Some("Rina")));
    assert!(contact.created_at.is_some() && contact.last_message_at.is_none());
    assert!(contact.email.is_none() && contact.profile_picture_url.is_none());
    assert!(contact.source_details.is_none());
}

fn assert_contact(contact: &Contact) {
    assert_row(contact);
    assert_eq!(contact.custom_fields, Some(fields()));
    assert!(contact.updated_at.is_some() && contact.opted_out_at.is_none());
}

#[tokio::test]
async fn contacts_are_listed_with_every_filter() {
    let mut list = ListContacts::new();
    list.limit = Some(100);
    list.offset = Some(0);
    list.search = Some("+62 8".into());
    list.source = Some("manual".into());
    list.group_id = Some("g-1".into());
    list.sort_by = Some("name".into());
    list.sort_order = Some(SortOrder::Ascending);
    let (page, seen) = golden(list).await;
    assert_eq!(
        target(&seen),
        "GET /api/v1/contacts?limit=100&offset=0&search=%2B62%208&source=manual&group_id=g-1&sort_by=name&sort_order=asc"
    );
    assert_row(&page.contacts[0].value);
    assert!(page.contacts[0].raw.expose().contains("whatsapp_name"));
    assert_eq!((page.total, page.limit, page.offset), (Some(1), Some(50), Some(0)));
    assert_eq!(page.next_offset(0, 100), None);
}

#[tokio::test]
async fn a_contact_is_added_read_and_changed() {
    let mut create = CreateContact::new(DIGITS);
    create.name = Some("Rina".into());
    create.email = Some("rina@example.com".into());
    create.tags = Some(vec!["vip".into()]);
    create.custom_fields = Some(fields());
    let (contact, seen) = golden(create).await;
    assert_eq!(target(&seen), "POST /api/v1/contacts");
    let expected = json!({
        "phone_number": DIGITS, "name": "Rina", "email": "rina@example.com", "tags": ["vip"],
        "custom_fields": { "city": "Bandung" }
    });
    assert_eq!(json_of(&seen), expected);
    assert_contact(&contact);

    let (contact, seen) = golden(GetContact::new(CONTACT)).await;
    assert_eq!(target(&seen), format!("GET /api/v1/contacts/{CONTACT}"));
    assert_contact(&contact);

    let mut update = UpdateContact::new(CONTACT);
    refused(update.clone()).await;
    update.name = Some("Rina".into());
    update.email = Some("rina@example.com".into());
    update.tags = Some(Vec::new());
    update.custom_fields = Some(fields());
    update.is_opted_out = Some(true);
    let (contact, seen) = golden(update).await;
    assert_eq!(target(&seen), format!("PATCH /api/v1/contacts/{CONTACT}"));
    let expected = json!({
        "name": "Rina", "email": "rina@example.com", "tags": [], "custom_fields": { "city": "Bandung" },
        "is_opted_out": true
    });
    assert_eq!(json_of(&seen), expected);
    assert_contact(&contact);
}

#[tokio::test]
async fn where_a_contact_came_from_is_told_in_both_shapes() {
    for details in [json!("import.csv"), json!({ "file": "import.csv" })] {
        let mut answer = example("contact.get");
        answer["source_details"] = details.clone();
        let (contact, _) = golden_of(GetContact::new(CONTACT), answer).await;
        assert_eq!(contact.source_details, Some(details));
    }
}

#[tokio::test]
async fn contacts_are_removed_one_and_many() {
    let (_, seen) = golden_with(DeleteContact::new(CONTACT), ResponseTemplate::new(204)).await;
    assert_eq!(target(&seen), format!("DELETE /api/v1/contacts/{CONTACT}"));
    assert!(seen.body.is_empty());
    // The live status of a deletion is not verified.
    golden_of(DeleteContact::new(CONTACT), json!({ "success": true })).await;

    let (deleted, seen) = golden(BulkDeleteContacts::new(vec!["a".into(), "b".into()])).await;
    assert_eq!(target(&seen), "POST /api/v1/contacts/bulk-delete");
    assert_eq!(json_of(&seen), json!({ "contact_ids": ["a", "b"] }));
    assert_eq!((deleted.success, deleted.deleted), (Some(true), Some(2)));
    refused(BulkDeleteContacts::new(Vec::new())).await;
}

#[tokio::test]
async fn the_url_of_a_picture_is_asked_for() {
    let answer = json!({
        "contact_id": CONTACT, "phone_number": DIGITS, "url": "https://pps.example/p.jpg", "picture_id": "p-1",
        "picture_type": "image", "preview": true, "whatsapp_account_id": DEVICE, "cached": false
    });
    let mut picture = GetProfilePicture::new(CONTACT);
    picture.whatsapp_account_id = Some(DEVICE.into());
    picture.preview = Some(true);
    let (picture, seen) = golden_of(picture, answer).await;
    let path = format!("GET /api/v1/contacts/{CONTACT}/profile-picture");
    assert_eq!(target(&seen), format!("{path}?whatsapp_account_id={DEVICE}&preview=true"));
    assert_eq!(picture.contact_id.as_deref(), Some(CONTACT));
    assert_eq!(picture.phone_number.as_deref(), Some(DIGITS));
    assert_eq!(picture.url.as_deref(), Some("https://pps.example/p.jpg"));
    assert_eq!(
        (picture.picture_id.as_deref(), picture.picture_type.as_deref()),
        (Some("p-1"), Some("image"))
    );
    assert_eq!((picture.preview, picture.cached), (Some(true), Some(false)));
    assert_eq!(picture.whatsapp_account_id.as_deref(), Some(DEVICE));

    let (_, seen) = golden_of(GetProfilePicture::new(CONTACT), json!({})).await;
    assert_eq!(target(&seen), path);
}

#[tokio::test]
async fn a_picture_is_downloaded_through_the_gateway() {
    let png = ResponseTemplate::new(200).set_body_raw(&b"\x89PNG"[..], "image/png");
    let (picture, seen) = golden_with(GetProfilePictureImage::new(CONTACT), png).await;
    assert_eq!(target(&seen), format!("GET /api/v1/contacts/{CONTACT}/profile-picture/image?proxy=true"));
    assert_eq!(
        (picture.bytes.as_slice(), picture.media_type.as_deref()),
        (&b"\x89PNG"[..], Some("image/png"))
    );
    assert_eq!(format!("{picture:?}"), r#"ProfilePictureImage(4 bytes, Some("image/png"))"#);

    let mut direct = GetProfilePictureImage::new(CONTACT);
    direct.whatsapp_account_id = Some(DEVICE.into());
    direct.preview = Some(false);
    direct.proxy = None;
    let bytes = ResponseTemplate::new(200).set_body_bytes(&b"\xff\xd8"[..]);
    let (_, seen) = golden_with(direct, bytes).await;
    assert!(target(&seen).ends_with(&format!("/image?whatsapp_account_id={DEVICE}&preview=false")));
}

#[tokio::test]
async fn what_is_no_picture_is_not_taken_for_one() {
    for answer in [
        ResponseTemplate::new(200).set_body_json(json!({ "url": "https://pps.example/p.jpg" })),
        ResponseTemplate::new(204),
    ] {
        let server = answering_with(answer).await;
        let error = account(&server).call(GetProfilePictureImage::new(CONTACT)).await.unwrap_err();
        assert!(matches!(error, Error::Decode(_)), "{error}");
    }
    // A redirect is not followed: the API key would go along.
    let elsewhere =
        ResponseTemplate::new(302).insert_header("location", "https://pps.example/p.jpg?sig=s3cret");
    let server = answering_with(elsewhere).await;
    let error = account(&server).call(GetProfilePictureImage::new(CONTACT)).await.unwrap_err();
    assert!(error.to_string().contains("pps.example") && !error.to_string().contains("s3cret"), "{error}");
}

#[tokio::test]
async fn a_contact_that_is_there_already_or_not_at_all_is_refused() {
    let server = answering(409, &json!({ "detail": "Contact already exists" })).await;
    let error = account(&server).call(CreateContact::new(DIGITS)).await.unwrap_err();
    assert!(matches!(error, Error::Conflict(_)) && error.outcome() == Outcome::Refused, "{error}");
    let server = answering(404, &json!({ "detail": "Contact not found" })).await;
    let mut update = UpdateContact::new(CONTACT);
    update.name = Some("Rina".into());
    for error in [
        account(&server).call(GetContact::new(CONTACT)).await.unwrap_err(),
        account(&server).call(update).await.unwrap_err(),
        account(&server).call(DeleteContact::new(CONTACT)).await.unwrap_err(),
        account(&server).call(GetProfilePicture::new(CONTACT)).await.unwrap_err(),
        account(&server).call(GetProfilePictureImage::new(CONTACT)).await.unwrap_err(),
    ] {
        assert!(matches!(error, Error::NotFound(_)) && error.outcome() == Outcome::Refused, "{error}");
    }
    let error = account(&server).call(CreateContact::new(DIGITS)).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown, "a creation lists no 404");
}

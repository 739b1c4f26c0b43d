//! Every kind of message to a number.

use serde_json::{Map, Value, json};
use wagate_wazzapi::messages::{
    Button, ContactCard, ListRow, ListSection, MediaType, QueueStatus, QueuedMessage, SendButtons,
    SendContact, SendDocument, SendImage, SendList, SendLocation, SendMessage, SendVideo, SendVoice,
};

use super::contract::{golden, refused};
use super::{DEVICE, DIGITS, json_of, target};

const TEMPLATE: &str = "9f3b6f0c-2a11-4b7e-8d54-6d1f0a2b3c4d";
const CONTACT: &str = "1b0f3f6e-6a55-4d0b-8a0e-3d0d3f2f9a11";

/// Every send answers alike.
fn assert_queued(queued: &QueuedMessage) {
    assert_eq!(queued.success, Some(true));
    assert_eq!(queued.message_id.as_deref(), Some("f4fd147d-e2a8-4d52-9eb5-98a72f5b90ab"));
    assert_eq!(queued.status, Some(QueueStatus::Queued));
    assert_eq!(queued.run_id.as_deref(), Some("run_01hx3v"));
}

/// A request to the number from the device, with these members too.
fn to_number(more: Value) -> Value {
    let mut body = json!({ "phone_number": DIGITS, "whatsapp_account_id": DEVICE });
    body.as_object_mut().unwrap().extend(object(more));
    body
}

fn object(members: Value) -> Map<String, Value> {
    serde_json::from_value(members).unwrap()
}

#[tokio::test]
async fn a_text_or_a_template_goes_out_as_documented() {
    let (queued, seen) = golden(SendMessage::text(DIGITS, DEVICE, "Halo")).await;
    assert_eq!(target(&seen), "POST /api/v1/messages/send");
    assert_eq!(json_of(&seen), to_number(json!({ "message_type": "text", "content": "Halo" })));
    assert_queued(&queued);

    let mut template = SendMessage::template(DIGITS, DEVICE, TEMPLATE);
    template.custom_variables = Some(object(json!({ "code": "WZ-1" })));
    let (_, seen) = golden(template).await;
    let expected = json!({
        "message_type": "text", "template_id": TEMPLATE, "custom_variables": { "code": "WZ-1" }
    });
    assert_eq!(json_of(&seen), to_number(expected));
}

#[tokio::test]
async fn a_text_without_text_and_more_than_one_card_never_leave() {
    refused(SendMessage::text(DIGITS, DEVICE, "")).await;
    let mut bare = SendMessage::text(DIGITS, DEVICE, "x");
    bare.content = None;
    refused(bare).await;
    let mut cards = SendMessage::text(DIGITS, DEVICE, "x");
    cards.contacts = Some(vec![Map::new(), Map::new()]);
    refused(cards).await;
}

/// The golden of one kind of file: by its URL, as base64, with everything else.
macro_rules! file_golden {
    ($test:ident, $send:ident, $route:literal, $kind:literal) => {
        #[tokio::test]
        async fn $test() {
            let route = concat!("POST /api/v1/messages/send/", $route);
            let (queued, seen) = golden($send::url(DIGITS, DEVICE, "https://example.com/f")).await;
            assert_eq!(target(&seen), route);
            let expected = json!({ "message_type": $kind, "media_url": "https://example.com/f" });
            assert_eq!(json_of(&seen), to_number(expected));
            assert_queued(&queued);

            let mut send = $send::base64(DIGITS, DEVICE, "AA==", "f.bin", "application/x-f");
            send.media_type = Some(MediaType::Document);
            send.content = Some("Halo {{name}}".into());
            send.custom_variables = Some(object(json!({ "name": "Ana" })));
            send.contact_id = Some(CONTACT.into());
            send.scheduled_for = Some("2026-11-22T12:00:00Z".into());
            send.validate_phone = Some(true);
            send.status_callback_url = Some("https://example.com/cb".into());
            let (_, seen) = golden(send).await;
            let expected = json!({
                "message_type": $kind,
                "media_base64": "AA==",
                "filename": "f.bin",
                "mimetype": "application/x-f",
                "media_type": "document",
                "content": "Halo {{name}}",
                "custom_variables": { "name": "Ana" },
                "contact_id": CONTACT,
                "scheduled_for": "2026-11-22T12:00:00Z",
                "validate_phone": true,
                "status_callback_url": "https://example.com/cb"
            });
            assert_eq!((target(&seen).as_str(), json_of(&seen)), (route, to_number(expected)));

            let mut both = $send::url(DIGITS, DEVICE, "https://example.com/f");
            both.media_base64 = Some("AA==".into());
            refused(both).await;
            let mut neither = $send::url(DIGITS, DEVICE, "https://example.com/f");
            neither.media_url = None;
            refused(neither.clone()).await;
            // A template may bring its file.
            neither.template_id = Some(TEMPLATE.into());
            golden(neither).await;
            for unset in [|send: &mut $send| send.filename = None, |send: &mut $send| send.mimetype = None] {
                let mut send = $send::base64(DIGITS, DEVICE, "AA==", "f.bin", "application/x-f");
                unset(&mut send);
                refused(send).await;
            }
        }
    };
}

file_golden!(an_image_goes_out_as_the_sdks_send_it, SendImage, "image", "image");
file_golden!(a_video_goes_out_as_the_sdks_send_it, SendVideo, "video", "video");
file_golden!(a_voice_note_goes_out_as_the_sdks_send_it, SendVoice, "voice", "voice");
file_golden!(a_document_goes_out_as_documented, SendDocument, "document", "document");

#[tokio::test]
async fn images_videos_and_documents_have_captions() {
    let url = "https://example.com/f";
    let mut image = SendImage::url(DIGITS, DEVICE, url);
    image.caption = Some("c".into());
    let mut video = SendVideo::url(DIGITS, DEVICE, url);
    video.caption = Some("c".into());
    let mut document = SendDocument::url(DIGITS, DEVICE, url);
    document.caption = Some("c".into());
    document.filename = Some("invoice.pdf".into());
    for seen in [golden(image).await.1, golden(video).await.1] {
        assert_eq!(json_of(&seen)["caption"], "c");
    }
    let body = json_of(&golden(document).await.1);
    assert_eq!((&body["caption"], &body["filename"]), (&json!("c"), &json!("invoice.pdf")));
}

#[tokio::test]
async fn a_location_goes_out_as_the_sdks_send_it() {
    let mut send = SendLocation::new(DIGITS, DEVICE, -6.2, 106.8);
    send.location_title = Some("Jakarta".into());
    send.location_address = Some("Jl. 1".into());
    send.scheduled_for = Some("2026-11-22T12:00:00Z".into());
    let (queued, seen) = golden(send).await;
    assert_eq!(target(&seen), "POST /api/v1/messages/send/location");
    let expected = json!({
        "message_type": "location",
        "latitude": -6.2,
        "longitude": 106.8,
        "location_title": "Jakarta",
        "location_address": "Jl. 1",
        "scheduled_for": "2026-11-22T12:00:00Z"
    });
    assert_eq!(json_of(&seen), to_number(expected));
    assert_queued(&queued);
    for (latitude, longitude) in [(90.1, 0.0), (0.0, -180.1), (f64::NAN, 0.0), (0.0, f64::INFINITY)] {
        refused(SendLocation::new(DIGITS, DEVICE, latitude, longitude)).await;
    }
    // The middle of the map is a place.
    golden(SendLocation::new(DIGITS, DEVICE, 0.0, 0.0)).await;
}

#[tokio::test]
async fn one_contact_card_goes_out_as_the_sdks_send_it() {
    let (queued, seen) = golden(SendContact::new(DIGITS, DEVICE, ContactCard::new("Ana", "62811"))).await;
    assert_eq!(target(&seen), "POST /api/v1/messages/send/contact");
    let expected = json!({
        "message_type": "contact", "contacts": [{ "name": "Ana", "phone_number": "62811" }]
    });
    assert_eq!(json_of(&seen), to_number(expected));
    assert_queued(&queued);
    refused(SendContact::new(DIGITS, DEVICE, ContactCard::new("", "62811"))).await;
    refused(SendContact::new(DIGITS, DEVICE, ContactCard::new("Ana", ""))).await;
}

#[tokio::test]
async fn buttons_go_out_as_documented() {
    let buttons = vec![Button::new("yes", "Yes"), Button::new("no", "No")];
    let mut send = SendButtons::new(DIGITS, DEVICE, "Confirm your visit?", buttons);
    send.footer = Some("Clinic".into());
    send.contact_id = Some(CONTACT.into());
    let (queued, seen) = golden(send).await;
    assert_eq!(target(&seen), "POST /api/v1/messages/send/interactive/buttons");
    let expected = json!({
        "body": "Confirm your visit?",
        "buttons": [{ "id": "yes", "title": "Yes" }, { "id": "no", "title": "No" }],
        "footer": "Clinic",
        "contact_id": CONTACT
    });
    assert_eq!(json_of(&seen), to_number(expected));
    assert_queued(&queued);
}

#[tokio::test]
async fn buttons_have_their_documented_size() {
    let send = |body: String, count: usize| {
        SendButtons::new(DIGITS, DEVICE, body, vec![Button::new("a", "A"); count])
    };
    for (body, count) in [(0, 1), (1025, 1), (1, 0), (1, 4)] {
        refused(send("é".repeat(body), count)).await;
    }
    let mut long_footer = send("x".into(), 1);
    long_footer.footer = Some("é".repeat(61));
    refused(long_footer).await;
    let mut greatest = send("é".repeat(1024), 3);
    greatest.footer = Some("é".repeat(60));
    golden(greatest).await;
}

#[tokio::test]
async fn a_menu_goes_out_as_documented() {
    let mut noon = ListRow::new("noon", "Noon");
    noon.description = Some("12 o'clock".into());
    let sections = vec![ListSection::new("Today", vec![noon, ListRow::new("one", "1 pm")])];
    let mut send = SendList::new(DIGITS, DEVICE, "Pick a time", "Open", sections);
    send.footer = Some("Clinic".into());
    send.contact_id = Some(CONTACT.into());
    let (queued, seen) = golden(send).await;
    assert_eq!(target(&seen), "POST /api/v1/messages/send/interactive/list");
    let expected = json!({
        "body": "Pick a time",
        "button_text": "Open",
        "sections": [{
            "title": "Today",
            "rows": [
                { "id": "noon", "title": "Noon", "description": "12 o'clock" },
                { "id": "one", "title": "1 pm" }
            ]
        }],
        "footer": "Clinic",
        "contact_id": CONTACT
    });
    assert_eq!(json_of(&seen), to_number(expected));
    assert_queued(&queued);
}

#[tokio::test]
async fn a_menu_has_its_documented_size() {
    let send = |body: usize, button: usize, sections: usize| {
        let section = ListSection::new("Today", vec![ListRow::new("one", "1 pm")]);
        SendList::new(DIGITS, DEVICE, "é".repeat(body), "é".repeat(button), vec![section; sections])
    };
    for (body, button, sections) in [(0, 1, 1), (1025, 1, 1), (1, 0, 1), (1, 31, 1), (1, 1, 0), (1, 1, 11)] {
        refused(send(body, button, sections)).await;
    }
    golden(send(1024, 30, 10)).await;
}

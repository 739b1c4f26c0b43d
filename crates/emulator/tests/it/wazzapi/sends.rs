//! Sending to people.

use serde_json::{Value, json};
use wagate_emulator::{Emulator, Gateway};

use super::{link, online, owner, problems, refused};

#[tokio::test]
async fn a_message_stands_in_the_ledger_under_the_gateways_own_id() {
    let emulator = Emulator::start().await.unwrap();
    let (owner, device) = online(&emulator).await;
    let text = json!({ "phone_number": "+62 812-3456", "whatsapp_account_id": device, "content": "hello" });
    let sent = owner.post("/api/v1/messages/send", text.clone()).await;
    assert_eq!((sent.code(), &sent.body["success"], sent.text("/status")), (200, &json!(true), "queued"));
    assert!(sent.body["run_id"].is_string());

    let mut later = text.clone();
    later["scheduled_for"] = json!("2999-01-01T00:00:00Z");
    let later = owner.post("/api/v1/messages/send", later).await;
    assert_eq!((later.text("/status"), &later.body["run_id"]), ("scheduled", &Value::Null));

    let mut image = json!({ "phone_number": "628123456", "whatsapp_account_id": device, "caption": "c" });
    image["media_base64"] = json!("aGVsbG8=");
    let nameless = problems(&owner.post("/api/v1/messages/send/image", image.clone()).await);
    assert_eq!(nameless, [(json!(["body"]), json!("value_error"))]);
    image["filename"] = json!("a.png");
    image["mimetype"] = json!("image/png");
    assert_eq!(owner.post("/api/v1/messages/send/image", image.clone()).await.code(), 200);
    image["media_url"] = json!("https://files.example.org/a.png");
    assert_eq!(problems(&owner.post("/api/v1/messages/send/image", image).await).len(), 1);

    let ledger = emulator.ledger();
    let [first, scheduled, picture] = ledger.as_slice() else { panic!("{ledger:?}") };
    assert_eq!((first.to.as_str(), first.instance.as_str()), ("628123456", device.as_str()));
    assert_eq!(
        (first.message_id.as_str(), &first.content),
        (sent.text("/message_id"), &json!({ "text": "hello" }))
    );
    assert_eq!(scheduled.content["scheduled_for"], "2999-01-01T00:00:00Z");
    assert_eq!(
        (picture.kind.as_str(), picture.media.as_ref().and_then(|file| file.bytes_len)),
        ("image", Some(5))
    );
    assert_eq!(picture.content, json!({ "caption": "c", "file_name": "a.png" }));
}

#[tokio::test]
async fn what_cannot_be_queued_leaves_no_trace() {
    let emulator = Emulator::start().await.unwrap();
    let owner = owner(&emulator);
    let device = link(&owner, "main").await;
    let send = async |body: Value| owner.post("/api/v1/messages/send", body).await;

    let missing = send(json!({ "phone_number": "62812345", "content": "x" })).await;
    assert_eq!(problems(&missing), [(json!(["body", "whatsapp_account_id"]), json!("missing"))]);
    assert_eq!(missing.text("/detail/0/msg"), "Field required");
    let short = send(json!({ "phone_number": "62", "whatsapp_account_id": device, "content": "x" })).await;
    assert_eq!(problems(&short), [(json!(["body", "phone_number"]), json!("string_too_short"))]);
    let empty = send(json!({ "phone_number": "62812345", "whatsapp_account_id": device })).await;
    assert_eq!(problems(&empty), [(json!(["body"]), json!("value_error"))]);
    let odd =
        send(json!({ "phone_number": "62812345", "whatsapp_account_id": "main", "content": "x" })).await;
    assert_eq!(problems(&odd), [(json!(["body", "whatsapp_account_id"]), json!("uuid_parsing"))]);

    let good = json!({ "phone_number": "62812345", "whatsapp_account_id": device, "content": "x" });
    refused(&send(good.clone()).await, 400, "WhatsApp account is not connected");
    emulator.scan(Gateway::Wazzapi, &device);
    emulator.set_not_on_whatsapp("62812345");
    let mut checked = good.clone();
    checked["validate_phone"] = json!(true);
    refused(&send(checked).await, 400, "Phone number is not registered on WhatsApp");
    assert!(emulator.ledger().is_empty());
    assert_eq!(send(good).await.code(), 200);
}

/// A body for a send to one person, with more members.
fn to_person(device: &str, more: Value) -> Value {
    let mut body = json!({ "phone_number": "+62 812-3456", "whatsapp_account_id": device });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    body
}

#[tokio::test]
async fn every_kind_of_file_goes_by_its_route_and_by_its_type() {
    let emulator = Emulator::start().await.unwrap();
    let (owner, device) = online(&emulator).await;
    for kind in ["image", "video", "voice", "document"] {
        let url = to_person(&device, json!({ "media_url": "https://files.example.org/a", "caption": "c" }));
        let by_route = owner.post(&format!("/api/v1/messages/send/{kind}"), url.clone()).await;
        assert_eq!((by_route.code(), by_route.text("/status")), (200, "queued"));
        let entry = emulator.ledger().pop().unwrap();
        assert_eq!((entry.kind.as_str(), entry.to.as_str()), (kind, "628123456"));
        assert_eq!(entry.message_id, by_route.text("/message_id"));
        assert_eq!(entry.media.unwrap().url.as_deref(), Some("https://files.example.org/a"));
        assert_eq!(entry.content, json!({ "caption": "c" }));

        let file =
            json!({ "media_base64": "aGVsbG8=", "filename": "a", "mimetype": "a/b", "message_type": kind });
        assert_eq!(owner.post("/api/v1/messages/send", to_person(&device, file)).await.code(), 200);
        let entry = emulator.ledger().pop().unwrap();
        assert_eq!((entry.kind.as_str(), entry.media.unwrap().bytes_len), (kind, Some(5)));
        assert_eq!(entry.content["file_name"], "a");
        let none = owner.post(&format!("/api/v1/messages/send/{kind}"), to_person(&device, json!({}))).await;
        assert_eq!(problems(&none), [(json!(["body"]), json!("value_error"))]);
    }
    assert_eq!(emulator.ledger().len(), 8);
    let odd = to_person(&device, json!({ "message_type": "sticker", "media_type": "voice", "content": "x" }));
    let odd = problems(&owner.post("/api/v1/messages/send", odd).await);
    assert_eq!(odd[0], (json!(["body", "message_type"]), json!("literal_error")));
    assert_eq!(odd[1], (json!(["body", "media_type"]), json!("literal_error")));
}

#[tokio::test]
async fn locations_and_the_first_contact_card_arrive() {
    let emulator = Emulator::start().await.unwrap();
    let (owner, device) = online(&emulator).await;
    let place = json!({ "latitude": -6.2, "longitude": 106, "location_title": "Shop", "location_address": "Jalan 1" });
    let sent = owner.post("/api/v1/messages/send/location", to_person(&device, place)).await;
    assert_eq!(sent.code(), 200, "{:?}", sent.body);
    let entry = emulator.ledger().pop().unwrap();
    let said = json!({ "latitude": -6.2, "longitude": 106.0, "name": "Shop", "address": "Jalan 1" });
    assert_eq!((entry.kind.as_str(), &entry.content), ("location", &said));
    let half = to_person(&device, json!({ "latitude": "north" }));
    let half = problems(&owner.post("/api/v1/messages/send/location", half).await);
    assert_eq!(half[0], (json!(["body", "longitude"]), json!("missing")));
    assert_eq!(half[1], (json!(["body", "latitude"]), json!("float_type")));

    let cards = json!({ "contacts": [
        { "name": "Rina", "phone_number": "+62811" }, { "name": "Budi", "phone_number": "+62812" },
    ] });
    assert_eq!(owner.post("/api/v1/messages/send/contact", to_person(&device, cards)).await.code(), 200);
    let entry = emulator.ledger().pop().unwrap();
    assert_eq!(entry.content, json!({ "contacts": [{ "name": "Rina", "phone": "+62811" }] }));
    let nameless = to_person(&device, json!({ "contacts": [{ "phone_number": "+62811" }, 1] }));
    let nameless = problems(&owner.post("/api/v1/messages/send/contact", nameless).await);
    assert_eq!(nameless[0], (json!(["body", "contacts", 0, "name"]), json!("missing")));
    assert_eq!(nameless[1], (json!(["body", "contacts", 1]), json!("dict_type")));
    assert_eq!(emulator.ledger().len(), 2);
}

#[tokio::test]
async fn buttons_and_lists_have_their_limits() {
    let emulator = Emulator::start().await.unwrap();
    let (owner, device) = online(&emulator).await;
    let buttons = async |more: Value| {
        let path = "/api/v1/messages/send/interactive/buttons";
        owner.post(path, to_person(&device, more)).await
    };
    let button = json!({ "id": "yes", "title": "Yes" });
    let sent = buttons(json!({ "body": "Sure?", "footer": "tap", "buttons": [button] })).await;
    assert_eq!((sent.code(), sent.text("/status")), (200, "queued"));
    let entry = emulator.ledger().pop().unwrap();
    let said = json!({ "text": "Sure?", "footer": "tap", "buttons": [{ "id": "yes", "text": "Yes", "type": "reply" }] });
    assert_eq!((entry.kind.as_str(), &entry.content), ("buttons", &said));
    let none = problems(&buttons(json!({ "body": "Sure?", "buttons": [] })).await);
    assert_eq!(none, [(json!(["body", "buttons"]), json!("too_short"))]);
    let many = buttons(json!({ "body": "Sure?", "buttons": vec![&button; 4] })).await;
    assert_eq!(problems(&many), [(json!(["body", "buttons"]), json!("too_long"))]);
    assert_eq!(many.text("/detail/0/msg"), "List should have at most 3 items after validation, not 4");
    let long = problems(&buttons(json!({ "body": "x".repeat(1025), "footer": "y".repeat(61) })).await);
    assert_eq!(long.len(), 3);

    let list = async |more: Value| {
        owner.post("/api/v1/messages/send/interactive/list", to_person(&device, more)).await
    };
    let rows = json!([{ "id": "1", "title": "One", "description": "d" }, { "id": "2", "title": "Two" }]);
    let sections = json!([{ "title": "Numbers", "rows": rows }]);
    let sent = list(json!({ "body": "Choose", "button_text": "Menu", "sections": sections })).await;
    assert_eq!(sent.code(), 200, "{:?}", sent.body);
    let entry = emulator.ledger().pop().unwrap();
    assert_eq!(entry.content, json!({ "text": "Choose", "button": "Menu", "sections": sections }));
    let wrong = list(
        json!({ "body": "Choose", "button_text": "x".repeat(31), "sections": [{ "title": "a", "rows": [{}] }] }),
    );
    let places: Vec<Value> = problems(&wrong.await).into_iter().map(|(place, _)| place).collect();
    assert_eq!(places[0], json!(["body", "button_text"]));
    assert_eq!(places[1], json!(["body", "sections", 0, "rows", 0, "id"]));
    assert_eq!(emulator.ledger().len(), 2);
}

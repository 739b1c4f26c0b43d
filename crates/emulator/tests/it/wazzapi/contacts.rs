//! The organization's contacts.

use serde_json::json;
use wagate_emulator::{Emulator, Gateway};

use super::{link, online, owner, problems, refused};

const GHOST: &str = "/api/v1/contacts/00000000-0000-4000-8000-000000000000";

#[tokio::test]
async fn a_contact_is_made_changed_and_deleted() {
    let emulator = Emulator::start().await.unwrap();
    let owner = owner(&emulator);
    let body = json!({ "phone_number": "+62 811-111", "name": "Rina", "tags": ["vip"], "custom_fields": { "city": "Bandung" } });
    let made = owner.post("/api/v1/contacts", body.clone()).await;
    assert_eq!((made.code(), made.text("/phone_number"), made.text("/source")), (201, "62811111", "manual"));
    assert_eq!((&made.body["tags"], &made.body["custom_fields"]), (&body["tags"], &body["custom_fields"]));
    let path = format!("/api/v1/contacts/{}", made.text("/id"));
    assert_eq!(owner.get(&path).await.body, made.body);
    refused(&owner.post("/api/v1/contacts", json!({ "phone_number": "62811111" })).await, 409, "Conflict");
    let wrong = json!({ "phone_number": "Rina!", "tags": [1], "custom_fields": [] });
    let wrong = problems(&owner.post("/api/v1/contacts", wrong).await);
    let places: Vec<_> = wrong.into_iter().map(|(place, _)| place).collect();
    assert_eq!(
        places,
        [json!(["body", "phone_number"]), json!(["body", "tags", 0]), json!(["body", "custom_fields"])]
    );
    assert_eq!(problems(&owner.post("/api/v1/contacts", json!({})).await)[0].1, "missing");

    let out = owner.patch(&path, json!({ "email": "rina@example.org", "is_opted_out": true })).await;
    assert_eq!((out.text("/name"), out.text("/email")), ("Rina", "rina@example.org"));
    assert!(out.body["is_opted_out"] == true && out.body["opted_out_at"].is_string());
    let back = owner.patch(&path, json!({ "name": "Rina S", "tags": [], "is_opted_out": false })).await;
    assert!(back.body["opted_out_at"].is_null() && back.body["tags"] == json!([]));
    assert_eq!(back.text("/name"), "Rina S");

    let gone = owner.delete(&path).await;
    assert_eq!((gone.code(), &gone.body), (204, &json!("")));
    refused(&owner.get(&path).await, 404, "Contact not found");
    for answer in [owner.delete(&path).await, owner.patch(GHOST, json!({})).await] {
        refused(&answer, 404, "Contact not found");
    }
    assert_eq!(owner.post("/api/v1/contacts", body).await.code(), 201);
}

#[tokio::test]
async fn contacts_come_from_all_phones() {
    let emulator = Emulator::start().await.unwrap();
    let (owner, main) = online(&emulator).await;
    emulator.add_contact("62822222", "Budi");
    let spare = link(&owner, "spare").await;
    emulator.scan(Gateway::Wazzapi, &spare);
    emulator.receive_message(Gateway::Wazzapi, &spare, "62811111", "hi");
    emulator.receive_message(Gateway::Wazzapi, &main, "62811111", "hi");
    let own = json!({ "phone_number": "62833333", "name": "adi", "email": "adi@example.org" });
    owner.post("/api/v1/contacts", own).await;
    let phones = async |query: &str| {
        let list = owner.get(&format!("/api/v1/contacts?{query}")).await;
        let rows = list.body["contacts"].as_array().unwrap().clone();
        rows.iter().map(|row| row["phone_number"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(phones("").await, ["62811111", "62833333", "62822222"]);
    assert_eq!(phones("sort_order=desc").await, ["62822222", "62833333", "62811111"]);
    assert_eq!(phones("search=BUDI").await, ["62822222"]);
    assert_eq!(phones("search=example.org").await, ["62833333"]);
    assert_eq!(phones("source=manual").await, ["62833333"]);
    assert_eq!(phones("sort_by=created_at&sort_order=desc").await[0], "62833333");
    assert!(phones("group_id=00000000-0000-4000-8000-000000000000").await.is_empty());
    assert_eq!(problems(&owner.get("/api/v1/contacts?limit=101").await)[0].1, "less_than_equal");

    let list = owner.get("/api/v1/contacts?search=62811111").await;
    let row = &list.body["contacts"][0];
    assert!(row["last_message_at"].is_string() && row["whatsapp_name"].is_string(), "{row}");
    let ids = json!({ "contact_ids": [row["id"], "00000000-0000-4000-8000-000000000000"] });
    let gone = owner.post("/api/v1/contacts/bulk-delete", ids).await;
    assert_eq!(gone.body, json!({ "success": true, "deleted": 1 }));
    assert_eq!(phones("").await, ["62833333", "62822222"], "deleted contacts stay deleted");
    let wrong = problems(&owner.post("/api/v1/contacts/bulk-delete", json!({ "contact_ids": ["x"] })).await);
    assert_eq!(wrong, [(json!(["body", "contact_ids", 0]), json!("uuid_parsing"))]);
}

#[tokio::test]
async fn a_picture_is_shown_by_its_url_and_by_its_bytes() {
    let emulator = Emulator::start().await.unwrap();
    let (owner, device) = online(&emulator).await;
    emulator.add_contact("62822222", "Budi");
    let list = owner.get("/api/v1/contacts").await;
    let id = list.text("/contacts/0/id");
    let path = format!("/api/v1/contacts/{id}/profile-picture");
    refused(&owner.get(&path).await, 404, "Profile picture not found");
    emulator.set_contact_picture("62822222", "https://pps.example.org/budi.jpg");
    let shown = owner.get(&format!("{path}?preview=true&whatsapp_account_id={device}")).await;
    let told = json!({
        "contact_id": id, "phone_number": "62822222", "url": "https://pps.example.org/budi.jpg",
        "picture_id": "62822222", "picture_type": "preview", "preview": true,
        "whatsapp_account_id": device, "cached": false,
    });
    assert_eq!(shown.body, told);
    assert_eq!(owner.get(&path).await.body["preview"], false);
    let row = owner.get(&format!("/api/v1/contacts/{id}")).await;
    assert_eq!(row.text("/profile_picture_url"), "https://pps.example.org/budi.jpg");

    let elsewhere = owner.get(&format!("{path}/image")).await;
    assert_eq!(elsewhere.code(), 307);
    assert_eq!(elsewhere.headers["location"], "https://pps.example.org/budi.jpg");
    let bytes = owner.get(&format!("{path}/image?proxy=true")).await;
    assert_eq!(bytes.code(), 200);
    assert_eq!(bytes.headers["content-type"], "image/png");
    assert_eq!(problems(&owner.get(&format!("{path}?preview=maybe")).await)[0].1, "bool_parsing");
    refused(&owner.get(&format!("{GHOST}/profile-picture")).await, 404, "Contact not found");
    let unknown = "whatsapp_account_id=00000000-0000-4000-8000-000000000000";
    refused(&owner.get(&format!("{path}?{unknown}")).await, 404, "WhatsApp account not found");
    emulator.drop_connection(Gateway::Wazzapi, &device);
    refused(&owner.get(&path).await, 400, "WhatsApp account is not connected");
}

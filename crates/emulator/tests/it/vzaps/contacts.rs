//! People.

use base64::Engine as _;
use serde_json::{Value, json};
use wagate_emulator::Gateway;

use super::online;

const ANA: &str = "5511987650002";

#[tokio::test]
async fn numbers_are_looked_up() {
    let (emulator, line) = online().await;
    emulator.set_not_on_whatsapp("5511987650099");
    let path = line.path("user/check");
    let answer = line.client.post(&path, json!({ "phone": [ANA, "5511987650099"] })).await;
    let users = json!([
        { "phone": ANA, "exists": true, "jid": "5511987650002@s.whatsapp.net" },
        { "phone": "5511987650099", "exists": false, "jid": "" },
    ]);
    assert_eq!(answer.body, json!({ "code": 200, "success": true, "data": { "users": users } }));
    // As the types of the gateway's own clients have it.
    let one = line.client.post(&path, json!({ "phone": ANA })).await;
    assert_eq!(one.body["data"]["users"], json!([users[0]]));
    for bad in [json!({}), json!({ "phone": [] }), json!({ "phone": ["Ana"] }), json!({ "phone": 5511 })] {
        assert_eq!(line.client.post(&path, bad.clone()).await.code(), 400, "{bad}");
    }

    emulator.add_contact(ANA, "Ana Demo");
    let info = line.client.post(&line.path("user/info"), json!({ "phone": [ANA, "5511987650099"] })).await;
    let users = info.body["data"]["users"].as_array().unwrap();
    assert_eq!((users.len(), users[0]["name"].as_str()), (1, Some("Ana Demo")));
    assert!(!info.text("/data/users/0/about").is_empty());

    emulator.drop_connection(Gateway::Vzaps, &line.id);
    let offline = line.client.post(&path, json!({ "phone": [ANA] })).await;
    assert_eq!((offline.code(), offline.text("/error")), (400, "instance is not connected"));
}

#[tokio::test]
async fn a_picture_comes_as_bare_base64() {
    let (emulator, line) = online().await;
    let path = line.path("user/avatar");
    let wish = json!({ "phone": ANA, "preview": true });
    assert_eq!(line.client.post(&path, wish.clone()).await.code(), 404);
    emulator.set_contact_picture(ANA, "https://pps.example.net/ana.jpg");
    let picture = line.client.post(&path, wish).await;
    assert_eq!(picture.text("/data/mimetype"), "image/png");
    let bytes = base64::engine::general_purpose::STANDARD.decode(picture.text("/data/base64")).unwrap();
    assert!(bytes.starts_with(b"\x89PNG"));
    assert_eq!(line.client.post(&path, json!({ "phone": ANA })).await.body, picture.body);
    emulator.set_contact_picture("5511987650003", "https://pps.example.net/bia.jpg");
    let other = line.client.post(&path, json!({ "phone": "5511987650003" })).await;
    assert_ne!(other.body, picture.body);
}

#[tokio::test]
async fn contacts_are_added_and_listed() {
    let (emulator, line) = online().await;
    emulator.receive_message(Gateway::Vzaps, &line.id, "5511987650003", "Hi").unwrap();
    let add = line.path("contact/add");
    let ana = json!({ "phone": ANA, "first_name": "Ana", "full_name": "Dr. Ana Demo" });
    let answer = line.client.post(&add, ana.clone()).await;
    assert_eq!(answer.body, json!({ "code": 200, "success": true, "data": {} }));
    let listed = line.client.get(&line.path("contact/list")).await;
    let contacts = listed.body["data"].as_array().unwrap();
    let found: Vec<&Value> = contacts.iter().map(|contact| &contact["phone"]).collect();
    assert_eq!(found, [ANA, "5511987650003"]);
    assert_eq!(
        (&contacts[0]["first_name"], &contacts[0]["full_name"]),
        (&json!("Ana"), &json!("Dr. Ana Demo"))
    );
    assert_eq!(contacts[1]["full_name"], "");
    assert_eq!(line.client.get(&line.path("user/contacts")).await.body, listed.body);

    emulator.set_not_on_whatsapp("5511987650099");
    for (member, value) in [
        ("phone", "5511987650099"),
        ("phone", "120363000000000001@g.us"),
        ("first_name", ""),
        ("full_name", ""),
    ] {
        let mut bad = ana.clone();
        bad[member] = json!(value);
        assert_eq!(line.client.post(&add, bad).await.code(), 400, "{member}={value}");
    }
}

//! Templates.

use serde_json::{Value, json};
use wagate_emulator::{Emulator, Gateway};

use super::{online, problems, refused};

const GHOST: &str = "/api/v1/templates/00000000-0000-4000-8000-000000000000";

#[tokio::test]
async fn a_template_is_made_sent_changed_and_deleted() {
    let emulator = Emulator::start().await.unwrap();
    let (owner, device) = online(&emulator).await;
    let body = json!({ "name": "welcome", "content": "Hi {{name}}, code {{code}}" });
    let made = owner.post("/api/v1/templates", body).await;
    assert_eq!((made.code(), made.text("/category")), (201, "marketing"));
    assert_eq!(made.body["variables"], json!(["name", "code"]));
    assert_eq!(
        (&made.body["builtin_variables"], &made.body["custom_variables"]),
        (&json!(["name"]), &json!(["code"]))
    );
    let id = made.text("/id");
    let path = format!("/api/v1/templates/{id}");
    assert_eq!(owner.get(&path).await.body, made.body);

    emulator.add_contact("62811111", "Rina");
    let contact = owner.get("/api/v1/contacts").await.text("/contacts/0/id").to_owned();
    let wish = json!({ "template_id": id, "contact_id": contact, "custom_variables": { "code": 7 } });
    let preview = owner.post("/api/v1/templates/preview", wish).await;
    assert_eq!(
        (preview.text("/preview"), &preview.body["missing_variables"]),
        ("Hi Rina, code 7", &json!([]))
    );
    let bare = owner.post("/api/v1/templates/preview", json!({ "content": "{{a}}" })).await;
    assert_eq!((bare.text("/preview"), &bare.body["missing_variables"]), ("{{a}}", &json!(["a"])));
    assert_eq!(problems(&owner.post("/api/v1/templates/preview", json!({})).await)[0].1, "value_error");

    let send = async |template: &str| {
        let values = json!({ "code": "W-1" });
        let body = json!({
            "phone_number": "62811111", "whatsapp_account_id": device,
            "template_id": template, "custom_variables": values,
        });
        owner.post("/api/v1/messages/send", body).await
    };
    let sent = send(id).await;
    assert_eq!(emulator.ledger()[0].content["text"], "Hi Rina, code W-1");
    let read = owner.get(&format!("/api/v1/messages/{}", sent.text("/message_id"))).await;
    assert_eq!(read.text("/content"), "Hi Rina, code W-1");
    assert_eq!(owner.get(&path).await.body["times_used"], 1);
    refused(&send("00000000-0000-4000-8000-000000000000").await, 404, "Template not found");
    assert_eq!(emulator.messages(Gateway::Wazzapi, &device, "62811111").len(), 1);

    let changed = owner.patch(&path, json!({ "content": "Bye", "is_active": false })).await;
    assert_eq!((changed.text("/name"), &changed.body["variables"]), ("welcome", &json!([])));
    assert_eq!(changed.body["is_active"], Value::Bool(false));
    assert_eq!(owner.delete(&path).await.code(), 204);
    for answer in [owner.get(&path).await, owner.delete(&path).await, owner.patch(GHOST, json!({})).await] {
        refused(&answer, 404, "Template not found");
    }
    let builtin = owner.get("/api/v1/templates/builtin-variables").await;
    assert_eq!(builtin.text("/variables/0/name"), "name");
}

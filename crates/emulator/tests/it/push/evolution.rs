//! Evolution API's webhooks.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Value, json};
use sha2::Sha256;
use wagate_emulator::{Emulator, Gateway, PushFault, PushFaultRule};

use super::sink::Sink;
use crate::client::Client;

pub(crate) fn account(emulator: &Emulator) -> Client {
    let key = &emulator.credentials().evolution_global_key;
    Client::new(emulator, Gateway::Evolution).with("apikey", key)
}

/// Creates the instance `shop` with the token `shop-token`.
pub(crate) async fn create(emulator: &Emulator, more: Value) -> Client {
    let mut body =
        json!({ "instanceName": "shop", "integration": "WHATSAPP-BAILEYS", "token": "shop-token" });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let account = account(emulator);
    let created = account.post("/instance/create", body).await;
    assert_eq!(created.code(), 201, "{:?}", created.body);
    account
}

/// The same, paired, with a webhook for these events.
async fn online(emulator: &Emulator, sink: &Sink, events: Value) -> Client {
    let account = create(emulator, json!({})).await;
    assert!(emulator.scan(Gateway::Evolution, "shop"));
    let webhook = json!({ "webhook": { "enabled": true, "url": sink.url("/shop"), "events": events } });
    assert_eq!(account.post("/webhook/set/shop", webhook).await.code(), 201);
    account
}

#[tokio::test]
async fn a_webhook_is_kept_as_the_server_keeps_it() {
    let emulator = Emulator::start().await.unwrap();
    let account = create(&emulator, json!({})).await;
    assert_eq!(account.get("/webhook/find/shop").await.body, Value::Null);
    let set = |body: Value| account.post("/webhook/set/shop", body);
    let broken = [
        (
            json!({ "enabled": true, "url": "http://a", "events": [] }),
            400,
            "instance requires property \"webhook\"",
        ),
        (json!({ "webhook": { "enabled": true } }), 400, "webhook requires property \"url\""),
    ];
    for (body, status, message) in broken {
        let refused = set(body).await;
        assert_eq!((refused.code(), &refused.body["response"]["message"][0][0]), (status, &json!(message)));
    }
    let unknown =
        set(json!({ "webhook": { "enabled": true, "url": "x", "events": ["GROUPS_UPDATE"] } })).await;
    assert!(unknown.text("/response/message/0/0").starts_with(
        "webhook.events[0] is not one of enum values: APPLICATION_STARTUP,QRCODE_UPDATED,MESSAGES_SET"
    ));
    let crashed = set(json!({ "webhook": { "enabled": true, "url": "x" } })).await;
    assert_eq!(crashed.code(), 500);
    assert_eq!(crashed.text("/response/message"), "Cannot read properties of undefined (reading 'length')");

    let url = "http://127.0.0.1:1/by";
    let whole = json!({ "webhook": {
        "enabled": true, "url": url, "byEvents": true, "base64": true, "headers": { "x-tenant": "t1" }, "events": [],
    } });
    let first = set(whole).await;
    assert_eq!(first.code(), 201);
    assert_eq!(first.body["events"].as_array().unwrap().len(), 31);
    assert_eq!(account.get("/webhook/find/shop").await.body, first.body);
    let off = set(json!({ "webhook": { "enabled": false, "url": url, "byEvents": false } })).await;
    assert_eq!(off.body["events"], json!([]));
    assert_eq!((&off.body["webhookByEvents"], &off.body["webhookBase64"]), (&json!(false), &json!(true)));
    assert_eq!(off.body["headers"], json!({ "x-tenant": "t1" }));
    assert_eq!((&off.body["id"], &off.body["createdAt"]), (&first.body["id"], &first.body["createdAt"]));
}

#[tokio::test]
async fn an_instances_life_is_told_from_its_creation_to_its_end() {
    let emulator = Emulator::start().await.unwrap();
    emulator.set_evolution_utc_offset(-3 * 3600);
    let mut sink = Sink::start().await;
    let webhook = json!({ "enabled": true, "url": sink.url("/shop"), "events": [] });
    let account = create(&emulator, json!({ "webhook": webhook, "qrcode": true })).await;
    let created = sink.next().await;
    assert_eq!((created.path.as_str(), &created.body["event"]), ("/shop", &json!("instance.create")));
    assert_eq!(created.headers["content-type"], "application/json");
    let body = &created.body;
    assert_eq!(body["server_url"], emulator.base_url(Gateway::Evolution));
    assert_eq!((&body["instance"], &body["apikey"]), (&json!("shop"), &json!("shop-token")));
    assert_eq!(body["destination"], sink.url("/shop"));
    assert_eq!(body["data"]["instanceName"], "shop");
    assert!(body.get("sender").is_none());
    assert!(body["date_time"].as_str().unwrap().ends_with('Z'));

    assert_eq!(sink.next().await.body["data"]["state"], "connecting");
    let qr = sink.next().await.body;
    assert_eq!((&qr["event"], &qr["data"]["qrcode"]["instance"]), (&json!("qrcode.updated"), &json!("shop")));
    assert!(qr["data"]["qrcode"]["base64"].as_str().unwrap().starts_with("data:image/png;base64,"));

    assert!(emulator.scan(Gateway::Evolution, "shop"));
    let open = sink.next().await.body;
    let phone = emulator.phone(Gateway::Evolution, "shop").unwrap();
    assert_eq!((&open["event"], &open["data"]["state"]), (&json!("connection.update"), &json!("open")));
    assert_eq!(open["data"]["statusReason"], 200);
    assert_eq!(open["sender"], format!("{phone}@s.whatsapp.net"));
    assert_eq!(open["data"]["wuid"], open["sender"]);

    assert_eq!(account.delete("/instance/delete/shop").await.code(), 200);
    let closed = sink.next().await.body;
    assert_eq!(
        (&closed["event"], &closed["data"]["disconnectionReasonCode"]),
        (&json!("status.instance"), &json!(401))
    );
    let logout = sink.next().await.body;
    assert_eq!((&logout["event"], &logout["data"]), (&json!("logout.instance"), &Value::Null));
    assert_eq!(sink.next().await.body["data"]["state"], "close");
    assert_eq!(sink.names("event", 1).await, ["instance.delete"]);
    let removed = sink.next().await.body;
    assert_eq!((&removed["event"], &removed["data"]), (&json!("remove.instance"), &Value::Null));
    assert_eq!(removed["sender"], open["sender"]);
    assert_eq!(account.get("/instance/connectionState/shop").await.code(), 404);
}

#[tokio::test]
async fn a_message_is_told_with_all_that_becomes_of_it() {
    let emulator = Emulator::start().await.unwrap();
    let mut sink = Sink::start().await;
    let events = json!([
        "MESSAGES_UPSERT",
        "MESSAGES_UPDATE",
        "SEND_MESSAGE",
        "SEND_MESSAGE_UPDATE",
        "MESSAGES_DELETE"
    ]);
    let account = online(&emulator, &sink, events).await;

    let id = emulator.receive_message(Gateway::Evolution, "shop", "5511999990000", "hi shop").unwrap();
    let came = sink.next().await.body["data"].clone();
    assert_eq!(came["key"]["id"], id);
    assert_eq!(came["key"]["remoteJid"], "5511999990000@s.whatsapp.net");
    assert_eq!(came["key"]["addressingMode"], "pn");
    assert!(came["key"]["remoteJidAlt"].as_str().unwrap().ends_with("@lid"));
    assert_eq!(
        (&came["message"], &came["messageType"]),
        (&json!({ "conversation": "hi shop" }), &json!("conversation"))
    );
    assert_eq!((&came["status"], &came["source"]), (&json!("DELIVERY_ACK"), &json!("unknown")));

    let sent =
        account.post("/message/sendText/shop", json!({ "number": "5511999990000", "text": "hello" })).await;
    let told = sink.next().await.body;
    assert_eq!((&told["event"], &told["data"]), (&json!("send.message"), &sent.body));
    let id = sent.text("/key/id").to_owned();
    let status = |body: Value| {
        assert_eq!((&body["event"], &body["data"]["keyId"]), (&json!("messages.update"), &json!(id)));
        body["data"]["status"].as_str().unwrap().to_owned()
    };
    assert_eq!(status(sink.next().await.body), "SERVER_ACK");
    assert!(emulator.deliver(Gateway::Evolution, "shop", &id));
    assert_eq!(status(sink.next().await.body), "DELIVERY_ACK");
    assert!(emulator.read(Gateway::Evolution, "shop", &id));
    assert_eq!(status(sink.next().await.body), "READ");

    let key = json!({ "id": id, "fromMe": true, "remoteJid": "5511999990000@s.whatsapp.net" });
    let edit = json!({ "number": "5511999990000", "text": "hello edited", "key": key });
    assert_eq!(account.post("/chat/updateMessage/shop", edit).await.code(), 200);
    let edited = sink.next().await.body;
    assert_eq!(edited["event"], "send.message.update");
    assert_eq!(edited["data"]["editedMessage"], json!({ "extendedTextMessage": { "text": "hello edited" } }));
    assert!(edited["data"]["timestampMs"].is_number());

    assert_eq!(account.delete_with("/chat/deleteMessageForEveryone/shop", key).await.code(), 201);
    let deleted = sink.next().await.body;
    assert_eq!(
        (&deleted["event"], &deleted["data"]["status"]),
        (&json!("messages.delete"), &json!("DELETED"))
    );
    assert_eq!(
        (&deleted["data"]["key"]["id"], &deleted["data"]["key"]["deleted"]),
        (&json!(id), &json!(true))
    );
    let again = sink.next().await.body;
    assert_eq!((&again["event"], &again["data"]["id"]), (&json!("messages.delete"), &json!(id)));
}

#[tokio::test]
async fn a_webhook_can_have_a_path_for_each_event_a_jwt_and_the_file_itself() {
    let emulator = Emulator::start().await.unwrap();
    let mut sink = Sink::start().await;
    let account = online(&emulator, &sink, json!([])).await;
    let webhook = json!({ "webhook": {
        "enabled": true,
        "url": sink.url("/by"),
        "byEvents": true,
        "base64": true,
        "headers": { "jwt_key": "shared-secret-1", "x-tenant": "t1" },
        "events": ["MESSAGES_UPSERT"],
    } });
    assert_eq!(account.post("/webhook/set/shop", webhook).await.code(), 201);
    let file = emulator.receive_file(
        Gateway::Evolution,
        "shop",
        "5511999990000",
        "image",
        "image/png",
        "PNG".as_bytes(),
    );
    assert!(file.is_some());
    let post = sink.next().await;
    assert_eq!(post.path, "/by/messages-upsert");
    assert_eq!(post.body["destination"], sink.url("/by"));
    assert_eq!(post.body["data"]["message"]["base64"], "UE5H");
    assert_eq!(post.body["data"]["message"]["imageMessage"]["mediaKey"].as_object().unwrap().len(), 32);
    assert_eq!(post.headers["x-tenant"], "t1");
    assert!(!post.headers.contains_key("jwt_key"));
    let token = post.headers["authorization"].to_str().unwrap().strip_prefix("Bearer ").unwrap();
    let (signed, signature) = token.rsplit_once('.').unwrap();
    let mut mac = Hmac::<Sha256>::new_from_slice(b"shared-secret-1").unwrap();
    mac.update(signed.as_bytes());
    mac.verify_slice(&URL_SAFE_NO_PAD.decode(signature).unwrap()).unwrap();
    let claims = URL_SAFE_NO_PAD.decode(signed.rsplit_once('.').unwrap().1).unwrap();
    let claims: Value = serde_json::from_slice(&claims).unwrap();
    assert_eq!((&claims["app"], &claims["action"]), (&json!("evolution"), &json!("webhook")));
    assert_eq!(claims["exp"].as_u64().unwrap() - claims["iat"].as_u64().unwrap(), 600);
}

#[tokio::test]
async fn what_fails_is_tried_again_later_unless_the_answer_is_final() {
    let emulator = Emulator::start().await.unwrap();
    let mut sink = Sink::start().await;
    online(&emulator, &sink, json!(["MESSAGES_UPSERT"])).await;
    sink.answer(500);
    emulator.receive_message(Gateway::Evolution, "shop", "5511999990000", "one").unwrap();
    let first = sink.next().await;
    emulator.until(|emulator| emulator.webhook_deliveries()[0].attempts == [Some(500)]).await;
    emulator.advance_clock(Duration::from_secs(5));
    assert_eq!(sink.next().await.bytes, first.bytes);
    emulator.until(|emulator| emulator.webhook_deliveries()[0].delivered).await;
    sink.answer(404);
    emulator.receive_message(Gateway::Evolution, "shop", "5511999990000", "two").unwrap();
    sink.next().await;
    emulator.until(|emulator| emulator.webhook_deliveries()[1].failed).await;
}

#[tokio::test]
async fn pushes_can_come_twice_and_in_another_order() {
    let emulator = Emulator::start().await.unwrap();
    let mut sink = Sink::start().await;
    online(&emulator, &sink, json!(["MESSAGES_UPSERT"])).await;
    let rule = |fault| PushFaultRule::new(fault).on("MESSAGES_UPSERT");
    emulator.push_fault(Gateway::Evolution, rule(PushFault::Duplicate));
    emulator.push_fault(Gateway::Evolution, rule(PushFault::OutOfOrder));
    for text in ["one", "two", "three"] {
        emulator.receive_message(Gateway::Evolution, "shop", "5511999990000", text).unwrap();
    }
    let mut texts = Vec::new();
    for _ in 0..4 {
        texts.push(sink.next().await.body["data"]["message"]["conversation"].as_str().unwrap().to_owned());
    }
    assert_eq!(texts, ["one", "one", "three", "two"]);
}

#[tokio::test]
async fn groups_labels_and_contacts_are_told() {
    let emulator = Emulator::start().await.unwrap();
    let mut sink = Sink::start().await;
    let events = json!([
        "GROUPS_UPSERT",
        "GROUP_UPDATE",
        "GROUP_PARTICIPANTS_UPDATE",
        "LABELS_EDIT",
        "LABELS_ASSOCIATION",
        "CONTACTS_UPSERT",
        "CONTACTS_UPDATE",
    ]);
    let account = online(&emulator, &sink, events).await;
    let phone = emulator.phone(Gateway::Evolution, "shop").unwrap();
    let group = emulator.add_group("Team", &phone, &["5511999990001"]);
    let created = sink.next().await.body;
    assert_eq!((&created["event"], &created["data"][0]["id"]), (&json!("groups.upsert"), &json!(group)));
    let path = format!("/group/updateGroupSubject/shop?groupJid={group}");
    assert!(account.post(&path, json!({ "subject": "Renamed" })).await.status.is_success());
    let path = format!("/group/updateParticipant/shop?groupJid={group}");
    let body = json!({ "action": "add", "participants": ["5511999990002"] });
    assert!(account.post(&path, body).await.status.is_success());
    // The new name is told in no webhook, whatever it asks for.
    let joined = sink.next().await.body;
    assert_eq!(
        (&joined["event"], &joined["data"]["action"]),
        (&json!("group-participants.update"), &json!("add"))
    );
    assert_eq!(joined["data"]["participantsData"][0]["phoneNumber"], "5511999990002@s.whatsapp.net");
    assert_eq!(joined["data"]["participantsData"][0]["jid"], joined["data"]["participants"][0]);

    let label = emulator.add_label(Gateway::Evolution, "shop", "New customer").unwrap();
    let edited = sink.next().await.body;
    assert_eq!((&edited["event"], &edited["data"]["deleted"]), (&json!("labels.edit"), &json!(false)));
    let put = json!({ "number": "5511999990000", "labelId": label, "action": "add" });
    assert!(account.post("/label/handleLabel/shop", put).await.status.is_success());
    let put = sink.next().await.body;
    assert_eq!(put["event"], "labels.association");
    let expected = json!({ "instance": "shop", "type": "add", "chatId": "5511999990000@s.whatsapp.net", "labelId": label });
    assert_eq!(put["data"], expected);
    emulator.add_contact("5511999990003", "Carl");
    assert_eq!(sink.names("event", 2).await, ["contacts.upsert", "contacts.update"]);
}

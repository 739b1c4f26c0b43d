//! Evolution API.

mod chats;
mod groups;
mod profile;
mod sends;

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use wagate_emulator::{Emulator, Gateway};

use crate::client::{Answer, Client};

fn account(emulator: &Emulator) -> Client {
    keyed(emulator, &emulator.credentials().evolution_global_key)
}

fn keyed(emulator: &Emulator, key: &str) -> Client {
    Client::new(emulator, Gateway::Evolution).with("apikey", key)
}

async fn create(account: &Client, name: &str) -> String {
    let body = json!({ "instanceName": name, "integration": "WHATSAPP-BAILEYS" });
    let created = account.post("/instance/create", body).await;
    assert_eq!(created.code(), 201, "{:?}", created.body);
    created.text("/hash").to_owned()
}

/// An instance that is online, and the client of its own token.
async fn online(emulator: &Emulator) -> Client {
    let token = create(&account(emulator), "sales").await;
    assert!(emulator.scan(Gateway::Evolution, "sales"));
    keyed(emulator, &token)
}

fn refused(answer: &Answer, status: u16, message: Value) {
    assert_eq!(answer.code(), status, "{:?}", answer.body);
    assert_eq!(answer.body["status"], status);
    assert_eq!(answer.body["response"]["message"], message);
}

#[tokio::test]
async fn the_checks_have_their_order() {
    let emulator = Emulator::start().await.unwrap();
    let nobody = Client::new(&emulator, Gateway::Evolution);
    create(&account(&emulator), "sales").await;

    refused(&nobody.get("/nope").await, 404, json!(["Cannot GET /nope"]));
    let ghost = json!(["The \"ghost\" instance does not exist"]);
    refused(&nobody.post("/message/sendText/ghost", json!({})).await, 404, ghost);
    let taken = json!(["This name \"sales\" is already in use."]);
    refused(&nobody.post("/instance/create", json!({ "instanceName": "sales" })).await, 403, taken);
    refused(&nobody.post("/message/sendText/sales", json!({})).await, 401, json!("Unauthorized"));
    let both = json!([["instance requires property \"number\"", "instance requires property \"text\""]]);
    refused(&account(&emulator).post("/message/sendText/sales", json!({})).await, 400, both);
}

#[tokio::test]
async fn an_instance_token_reaches_its_own_instance_only() {
    let emulator = Emulator::start().await.unwrap();
    let account = account(&emulator);
    let token = create(&account, "sales").await;
    assert_eq!(token, token.to_uppercase());
    create(&account, "support").await;
    let sales = keyed(&emulator, &token);

    assert_eq!(account.post("/verify-creds", json!({})).await.text("/message"), "Credentials are valid");
    assert_eq!(sales.post("/verify-creds", json!({})).await.code(), 401);
    assert_eq!(sales.get("/instance/connectionState/sales").await.text("/instance/state"), "close");
    assert_eq!(sales.get("/instance/connectionState/support").await.code(), 401);
    let new = json!({ "instanceName": "x", "integration": "WHATSAPP-BAILEYS" });
    assert_eq!(sales.post("/instance/create", new).await.code(), 401);
    let rows = sales.get("/instance/fetchInstances").await;
    assert_eq!(rows.body.as_array().map(Vec::len), Some(1));
    assert_eq!((rows.text("/0/name"), rows.text("/0/token")), ("sales", token.as_str()));
    assert_eq!(sales.get("/instance/fetchInstances?instanceName=support").await.code(), 401);
    assert_eq!(sales.delete("/instance/delete/sales").await.text("/status"), "SUCCESS");
    assert_eq!(sales.get("/instance/fetchInstances").await.code(), 401);

    emulator.revoke(&emulator.credentials().evolution_global_key);
    assert_eq!(account.get("/instance/fetchInstances").await.code(), 401);
}

#[tokio::test]
async fn lists_are_filtered_and_may_hide_tokens() {
    let emulator = Emulator::start().await.unwrap();
    let account = account(&emulator);
    create(&account, "sales").await;
    let body =
        json!({ "instanceName": "b", "integration": "WHATSAPP-BAILEYS", "number": "5511", "token": "t" });
    account.post("/instance/create", body).await;

    let all = account.get("/instance/fetchInstances").await;
    assert_eq!(all.body.as_array().map(Vec::len), Some(2));
    let id = all.text("/1/id");
    for query in ["instanceName=b".to_owned(), format!("instanceId={id}"), "number=5511".to_owned()] {
        let found = account.get(&format!("/instance/fetchInstances?{query}")).await;
        assert_eq!(found.body.as_array().map(Vec::len), Some(1), "{query}");
        assert_eq!((found.text("/0/name"), found.text("/0/token")), ("b", "t"));
    }
    let unknown = account.get("/instance/fetchInstances?number=1").await;
    refused(&unknown, 404, json!(["Instance \"1\" not found"]));

    emulator.set_evolution_hides_tokens(true);
    let hidden = account.get("/instance/fetchInstances").await;
    assert!(hidden.body[0].get("token").is_none());
}

#[tokio::test]
async fn a_scan_takes_an_instance_from_close_to_open() {
    let emulator = Emulator::start().await.unwrap();
    let sales = keyed(&emulator, &create(&account(&emulator), "sales").await);
    let state =
        async || sales.get("/instance/connectionState/sales").await.text("/instance/state").to_owned();
    assert_eq!(state().await, "close");

    let qr = sales.get("/instance/connect/sales").await;
    assert!(qr.text("/code").starts_with("2@"));
    assert!(qr.text("/base64").starts_with("data:image/png;base64,"));
    assert_eq!((&qr.body["pairingCode"], &qr.body["count"]), (&Value::Null, &json!(1)));
    assert_eq!(state().await, "connecting");
    // A number comes too late once pairing has begun.
    let again = sales.get("/instance/connect/sales?number=5511988887777").await;
    assert_eq!(again.body["pairingCode"], Value::Null);

    assert!(emulator.scan(Gateway::Evolution, "sales"));
    assert_eq!(state().await, "open");
    let open = sales.get("/instance/connect/sales").await;
    assert_eq!(open.body, json!({ "instance": { "instanceName": "sales", "state": "open" } }));

    emulator.drop_connection(Gateway::Evolution, "sales");
    assert_eq!(state().await, "close");
    assert_eq!(sales.get("/instance/connect/sales").await.body, json!({ "count": 0 }));
    assert_eq!(state().await, "open");

    assert_eq!(sales.delete("/instance/logout/sales").await.text("/status"), "SUCCESS");
    assert_eq!(state().await, "close");
    let twice = sales.delete("/instance/logout/sales").await;
    refused(&twice, 400, json!(["The \"sales\" instance is not connected"]));
}

#[tokio::test]
async fn a_pairing_code_is_for_the_number_that_pairing_began_with() {
    let emulator = Emulator::builder().auto_scan(true).start().await.unwrap();
    let sales = keyed(&emulator, &create(&account(&emulator), "sales").await);
    let first = sales.get("/instance/connect/sales?number=5511988887777").await;
    assert_eq!(first.text("/pairingCode").len(), 8);
    assert_eq!(first.body["count"], 1);
    let state = sales.get("/instance/connectionState/sales").await;
    assert_eq!(state.text("/instance/state"), "open");
    let row = sales.get("/instance/fetchInstances").await;
    assert_eq!(row.text("/0/ownerJid"), "5511988887777@s.whatsapp.net");
}

#[tokio::test]
async fn a_text_stands_in_the_ledger_with_its_options() {
    let emulator = Emulator::start().await.unwrap();
    let sales = online(&emulator).await;
    let text = json!({
        "number": "+55 (11) 99999-0000", "text": "hello", "delay": 1, "linkPreview": false,
        "mentioned": ["5511"], "mentionsEveryOne": true, "quoted": { "key": { "id": "X1" } },
    });
    let sent = sales.post("/message/sendText/sales", text).await;
    assert_eq!(sent.code(), 201);
    assert_eq!(sent.text("/key/remoteJid"), "5511999990000@s.whatsapp.net");
    assert_eq!((sent.text("/status"), sent.text("/message/conversation")), ("PENDING", "hello"));

    let ledger = emulator.ledger();
    let [entry] = ledger.as_slice() else { panic!("{ledger:?}") };
    assert_eq!((entry.instance.as_str(), entry.to.as_str()), ("sales", "5511999990000"));
    assert_eq!((entry.kind.as_str(), entry.message_id.as_str()), ("text", sent.text("/key/id")));
    let content = json!({
        "text": "hello", "delay_ms": 1, "link_preview": false,
        "mentions": ["5511"], "mention_all": true, "quote": "X1",
    });
    assert_eq!(entry.content, content);

    let reply = json!({ "number": "123456789012345678", "text": "re", "quoted": { "key": { "id": entry.message_id } } });
    let reply = sales.post("/message/sendText/sales", reply).await;
    assert_eq!(reply.text("/key/remoteJid"), "123456789012345678@g.us");
    assert_eq!(reply.text("/contextInfo/stanzaId"), entry.message_id);
    assert_eq!(reply.text("/contextInfo/quotedMessage/conversation"), "hello");
}

#[tokio::test]
async fn a_delay_is_waited_out_after_the_message_was_accepted() {
    let emulator = Emulator::start().await.unwrap();
    let sales = online(&emulator).await;
    let began = Instant::now();
    let slow = json!({ "number": "5511999990000", "text": "slow", "delay": 300 });
    let answer = sales.post("/message/sendText/sales", slow);
    let accepted = async {
        emulator.until(|emulator| !emulator.ledger().is_empty()).await;
        began.elapsed()
    };
    let (answer, accepted) = tokio::join!(answer, accepted);
    assert_eq!(answer.code(), 201);
    assert!(began.elapsed() >= Duration::from_millis(300));
    assert!(accepted < Duration::from_millis(300));
}

#[tokio::test]
async fn media_come_by_url_or_as_bare_base64() {
    let emulator = Emulator::start().await.unwrap();
    let sales = online(&emulator).await;
    let send = async |media: &str, kind: &str, name: Option<&str>| {
        let mut body =
            json!({ "number": "5511999990000", "mediatype": kind, "media": media, "caption": "c" });
        if let Some(name) = name {
            body["fileName"] = json!(name);
        }
        sales.post("/message/sendMedia/sales", body).await
    };
    let by_url = send("https://files.example.org/a.png", "image", None).await;
    assert_eq!(by_url.code(), 201);
    assert_eq!(by_url.text("/message/imageMessage/caption"), "c");
    assert_eq!(send("aGVsbG8=", "image", None).await.code(), 201);
    assert_eq!(send("aGVsbG8=", "document", Some("a.txt")).await.text("/messageType"), "documentMessage");
    let nameless = json!(["For base64 the file name must be informed."]);
    refused(&send("aGVsbG8=", "document", None).await, 400, nameless);
    let neither = json!(["Owned media must be a url or base64"]);
    refused(&send("data:image/png;base64,aGVsbG8=", "image", None).await, 400, neither.clone());
    refused(&send("", "image", None).await, 400, neither);

    let ledger = emulator.ledger();
    let files: Vec<_> = ledger.iter().filter_map(|entry| entry.media.as_ref()).collect();
    assert_eq!(files[0].url.as_deref(), Some("https://files.example.org/a.png"));
    assert_eq!((files[1].bytes_len, files[2].bytes_len), (Some(5), Some(5)));
    assert_eq!(ledger[2].content, json!({ "caption": "c", "file_name": "a.txt" }));
}

#[tokio::test]
async fn a_file_may_come_in_a_form() {
    let emulator = Emulator::start().await.unwrap();
    let token = create(&account(&emulator), "sales").await;
    emulator.scan(Gateway::Evolution, "sales");
    let url = format!("{}/message/sendMedia/sales", emulator.base_url(Gateway::Evolution));
    let send = async |field: &str, more: &str| {
        let part = |rest: &str| format!("--B\r\nContent-Disposition: form-data; {rest}\r\n");
        let body = [
            part("name=\"number\"\r\n\r\n5511999990000"),
            part("name=\"mediatype\"\r\n\r\nimage"),
            more.to_owned(),
            part(&format!("name=\"{field}\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\nhello")),
            "--B--\r\n".to_owned(),
        ];
        let request = crate::client::http().post(&url).header("apikey", &token).body(body.concat());
        let answer = request.header("content-type", "multipart/form-data; boundary=B").send().await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    };
    assert_eq!(send("file", "").await.0, 201);
    let (status, text) = send("picture", "").await;
    assert!(status == 500 && text.contains("Unexpected field"), "{text}");
    let delay = "--B\r\nContent-Disposition: form-data; name=\"delay\"\r\n\r\n5\r\n";
    let (status, text) = send("file", delay).await;
    assert!(status == 400 && text.contains("Enter a value in milliseconds"), "{text}");

    let ledger = emulator.ledger();
    let [entry] = ledger.as_slice() else { panic!("{ledger:?}") };
    let file = entry.media.as_ref().unwrap();
    assert_eq!((file.bytes_len, file.content_type.as_deref()), (Some(5), Some("image/png")));
}

#[tokio::test]
async fn what_cannot_be_sent_leaves_no_trace() {
    let emulator = Emulator::start().await.unwrap();
    let sales = keyed(&emulator, &create(&account(&emulator), "sales").await);
    let send = async |number: &str| {
        sales.post("/message/sendText/sales", json!({ "number": number, "text": "x" })).await
    };
    let never = json!("Cannot read properties of undefined (reading 'onWhatsApp')");
    refused(&send("5511999990000").await, 500, never);
    emulator.scan(Gateway::Evolution, "sales");
    emulator.set_not_on_whatsapp("550011112222");
    let missing =
        json!([{ "jid": "550011112222@s.whatsapp.net", "exists": false, "number": "550011112222" }]);
    refused(&send("550011112222").await, 400, missing);
    emulator.drop_connection(Gateway::Evolution, "sales");
    refused(&send("5511999990000").await, 400, json!(["Error: Connection Closed"]));
    assert!(emulator.ledger().is_empty());
}

#[tokio::test]
async fn metas_channel_takes_the_digits_of_a_lid_for_a_phone_number() {
    let emulator = Emulator::start().await.unwrap();
    let account = account(&emulator);
    let body = json!({
        "instanceName": "cloud", "integration": "WHATSAPP-BUSINESS", "token": "EAAB", "number": "5511977770000",
    });
    assert_eq!(account.post("/instance/create", body).await.code(), 201);
    let text = json!({ "number": "199789077627112@lid", "text": "not for you" });
    assert_eq!(account.post("/message/sendText/cloud", text).await.code(), 201);
    let ledger = emulator.ledger();
    let [entry] = ledger.as_slice() else { panic!("{ledger:?}") };
    assert_eq!(entry.to, "199789077627112", "a stranger");
}

#[tokio::test]
async fn without_a_licence_nothing_is_done() {
    let emulator = Emulator::start().await.unwrap();
    let account = account(&emulator);
    emulator.set_evolution_license_required(true);
    let answer = account.get("/instance/fetchInstances").await;
    assert_eq!((answer.code(), answer.text("/code")), (503, "LICENSE_REQUIRED"));
    assert_eq!(account.get("/").await.text("/version"), "2.3.7");
    emulator.set_evolution_license_required(false);
    assert_eq!(account.get("/instance/fetchInstances").await.body, json!([]));
}

//! Exchanges that were recorded from a real Evolution API 2.3.7, replayed in their order: refusals must have the
//! same status and the same words, successes the same members of the same types.

use serde::Deserialize;
use serde_json::{Map, Value, json};
use wagate_emulator::{Credentials, Emulator, Gateway};

use crate::client::Client;

const RECORDED: &str = include_str!("recorded/evolution-2.3.7.jsonl");

#[derive(Deserialize)]
struct Exchange {
    name: String,
    method: String,
    path: String,
    headers: Map<String, Value>,
    body: Option<String>,
    status: u16,
    answer: Value,
}

/// The server's ids and codes, and what stands for them here.
#[derive(Default)]
struct Ids(Vec<(String, String)>);

impl Ids {
    fn learn(&mut self, theirs: &str, ours: impl Into<String>) {
        self.0.push((theirs.to_owned(), ours.into()));
    }

    fn translate(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, (theirs, ours)| text.replace(theirs, ours))
    }
}

/// What was said on the phone before the recorded messages were looked for.
const FIRST_TEXT: &str = "3EB05C5BE17ABAA0D27001";
const GROUP: &str = "120363000000000001@g.us";
const GROUP_TEXT: &str = "3EB0IN0002";
const INVITE: &str = "AbCdEfGhIjKlMnOpQrStUv";

#[tokio::test]
async fn the_emulator_answers_as_the_real_server_did() {
    let mut credentials = Credentials::default();
    credentials.evolution_global_key = "evo-global-key-for-tests".to_owned();
    let emulator = Emulator::builder().credentials(credentials).start().await.unwrap();
    let http = crate::client::http();
    let mut ids = Ids::default();
    for line in RECORDED.lines() {
        let recorded: Exchange = serde_json::from_str(line).unwrap();
        meanwhile(&emulator, &recorded.name, &mut ids).await;
        let url = format!("{}{}", emulator.base_url(Gateway::Evolution), ids.translate(&recorded.path));
        let mut request = http.request(recorded.method.parse().unwrap(), url);
        for (name, value) in &recorded.headers {
            request = request.header(name, ids.translate(value.as_str().unwrap()));
        }
        let sent = ids.translate(&recorded.body.unwrap_or_default());
        let answer = request.body(sent).send().await.unwrap();
        let status = answer.status().as_u16();
        let name = &recorded.name;
        let text = answer.text().await.unwrap();
        let body: Value = serde_json::from_str(&text).unwrap_or_else(|_| panic!("{name}: {status} {text}"));
        assert_eq!(status, recorded.status, "{name}: {body}");
        if status >= 400 {
            assert_eq!(body, recorded.answer, "{name}");
        } else {
            same_shape(&recorded.answer, &body, name);
        }
        match name.as_str() {
            "create ok minimal (baileys)" => {
                ids.learn(recorded.answer["hash"].as_str().unwrap(), body["hash"].as_str().unwrap());
            }
            "sendText with delay and link preview off" => {
                ids.learn(FIRST_TEXT, body["key"]["id"].as_str().unwrap());
            }
            _ => {}
        }
    }
}

/// What the phones did between the exchanges, and what was not recorded.
async fn meanwhile(emulator: &Emulator, name: &str, ids: &mut Ids) {
    let account = Client::new(emulator, Gateway::Evolution)
        .with("apikey", &emulator.credentials().evolution_global_key);
    match name {
        "connectionState open" => assert!(emulator.scan(Gateway::Evolution, "shop")),
        "autoconnect: sendText" => assert!(emulator.scan(Gateway::Evolution, "auto1")),
        "business connectionState" => {
            let business = json!({
                "instanceName": "biz", "integration": "WHATSAPP-BUSINESS", "token": "EAAB-meta-token",
                "number": "109000000000001", "businessId": "777",
            });
            assert_eq!(account.post("/instance/create", business).await.code(), 201);
        }
        "evo findMessages" => {
            let text = json!({ "number": "5511999990000", "text": "hello from evo" });
            assert_eq!(account.post("/message/sendText/evo1", text).await.code(), 201);
        }
        "sendStatus allContacts" => emulator.add_contact("5511999990001", "Ana"),
        "whatsappNumbers" => {
            emulator.set_not_on_whatsapp("550011112222");
            let own = emulator.phone(Gateway::Evolution, "shop").unwrap();
            let jid = emulator.add_group("Stub group", &own, &["5511999990001"]);
            let about = json!({ "description": "About us" });
            let path = format!("/group/updateGroupDescription/shop?groupJid={jid}");
            assert_eq!(account.post(&path, about).await.code(), 201);
            let invite = account.get(&format!("/group/inviteCode/shop?groupJid={jid}")).await;
            ids.learn(INVITE, invite.text("/inviteCode"));
            ids.learn(GROUP, jid);
        }
        "findLabels after label event" => {
            let label = emulator.add_label(Gateway::Evolution, "shop", "New customer");
            assert_eq!(label.as_deref(), Some("1"));
        }
        "findMessages" => {
            let group = ids.translate(GROUP);
            let id = emulator.receive_group_message(
                Gateway::Evolution,
                "shop",
                &group,
                "5511999990000",
                "hi group",
            );
            ids.learn(GROUP_TEXT, id.unwrap());
        }
        _ => {}
    }
}

/// The same members of the same types. A null may stand for anything, and so may the place of a list.
fn same_shape(recorded: &Value, ours: &Value, at: &str) {
    match (recorded, ours) {
        (Value::Object(recorded), Value::Object(ours)) => {
            let bytes = recorded.keys().next().is_some_and(|key| key == "0");
            for (name, value) in recorded {
                let own = ours.get(name).unwrap_or_else(|| panic!("{at}/{name} is missing"));
                same_shape(value, own, &format!("{at}/{name}"));
            }
            // The real server had no QR code in time once.
            if !bytes && !at.ends_with("/qrcode") {
                let more = ours.keys().find(|name| !recorded.contains_key(*name));
                assert_eq!(more, None, "{at} has too much");
            }
        }
        (Value::Array(recorded), Value::Array(ours)) => {
            if let (Some(recorded), Some(ours)) = (recorded.first(), ours.first()) {
                same_shape(recorded, ours, &format!("{at}/0"));
            }
        }
        (Value::Null, _) | (_, Value::Null) => {}
        _ => {
            let same = std::mem::discriminant(recorded) == std::mem::discriminant(ours);
            assert!(same, "{at}: {recorded} and {ours}");
        }
    }
}

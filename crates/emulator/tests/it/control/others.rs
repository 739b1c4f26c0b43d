//! What others do, told to the control port and seen in webhooks.

use serde_json::{Value, json};
use wagate_emulator::{Emulator, Gateway};

use crate::client::Client;
use crate::push::evolution::create;
use crate::push::sink::Sink;

const ANA: &str = "+55 11 99999-0000";
const ANA_JID: &str = "5511999990000@s.whatsapp.net";

/// An instance `shop` of Evolution API with a webhook for everything, and the control port.
struct Shop {
    emulator: Emulator,
    account: Client,
    control: Client,
    /// How many deliveries were looked at.
    seen: usize,
    _sink: Sink,
}

impl Shop {
    async fn open() -> Self {
        let emulator = Emulator::start().await.unwrap();
        let sink = Sink::start().await;
        let account = create(&emulator, json!({})).await;
        let webhook = json!({ "enabled": true, "url": sink.url("/hook?token=s3cret"), "events": [] });
        assert_eq!(account.post("/webhook/set/shop", json!({ "webhook": webhook })).await.code(), 201);
        let control = Client::at(emulator.control_url());
        let mut shop = Self { emulator, account, control, seen: 0, _sink: sink };
        shop.act("/scan", json!({})).await;
        shop.told("connection.update").await;
        shop
    }

    /// Tells the control port what happens to the instance, and gives what it answers.
    async fn act(&self, path: &str, mut body: Value) -> Value {
        body["gateway"] = json!("evolution");
        body["instance"] = json!("shop");
        let answer = self.control.post(path, body).await;
        assert!(answer.status.is_success(), "{path}: {:?}", answer.body);
        answer.body
    }

    /// The data of the next event of this name that was posted; earlier ones are passed over.
    async fn told(&mut self, event: &str) -> Value {
        let deliveries = self.control.get("/webhook-deliveries").await.body;
        let deliveries = deliveries.as_array().unwrap();
        let new = deliveries.iter().enumerate().skip(self.seen);
        let found = new.map(|(at, one)| (at, &one["body"])).find(|(_, body)| body["event"] == event);
        let (at, body) = found.unwrap_or_else(|| panic!("no {event} in {:#?}", &deliveries[self.seen..]));
        self.seen = at + 1;
        body["data"].clone()
    }

    /// The id of a text that came from Ana.
    async fn came(&mut self) -> String {
        let answer = self.act("/receive", json!({ "from": ANA, "text": "hi" })).await;
        let id = answer["message_id"].as_str().unwrap().to_owned();
        assert_eq!(self.told("messages.upsert").await["key"]["id"], id);
        id
    }

    /// The id of a message that was sent to Ana.
    async fn sent(&self, path: &str, mut body: Value) -> String {
        body["number"] = json!("5511999990000");
        let answer = self.account.post(&format!("/message/{path}/shop"), body).await;
        assert_eq!(answer.code(), 201, "{:?}", answer.body);
        answer.text("/key/id").to_owned()
    }
}

#[tokio::test]
async fn a_contact_reacts_votes_and_taps() {
    let mut shop = Shop::open().await;
    let id = shop.came().await;
    shop.act("/react", json!({ "from": ANA, "message_id": id, "emoji": "👍" })).await;
    let told = shop.told("messages.upsert").await;
    assert_eq!(told["key"]["remoteJid"], ANA_JID);
    let reaction = &told["message"]["reactionMessage"];
    assert_eq!((&reaction["text"], &reaction["key"]["id"]), (&json!("👍"), &json!(id)));
    shop.act("/react", json!({ "from": ANA, "message_id": id, "emoji": "" })).await;
    assert_eq!(shop.told("messages.upsert").await["message"]["reactionMessage"]["text"], "");

    let poll =
        shop.sent("sendPoll", json!({ "name": "Tea?", "selectableCount": 1, "values": ["Yes", "No"] })).await;
    shop.act("/vote", json!({ "from": ANA, "message_id": poll, "options": ["Yes"] })).await;
    let told = shop.told("messages.upsert").await;
    let update = &told["message"]["pollUpdateMessage"];
    assert_eq!(update["pollCreationMessageKey"]["id"], poll);
    assert_eq!(update["vote"]["selectedOptions"], json!(["Yes"]));

    let list = json!({
        "title": "Menu", "description": "Pick", "footerText": "f", "buttonText": "Open",
        "sections": [{ "title": "S", "rows": [{ "title": "Tea", "description": "d", "rowId": "tea" }] }],
    });
    let list = shop.sent("sendList", list).await;
    let choice = json!({ "from": ANA, "message_id": list, "row_id": "tea", "text": "Tea" });
    let chosen = shop.act("/choose-row", choice).await;
    let told = shop.told("messages.upsert").await;
    assert_eq!(told["key"]["id"], chosen["message_id"]);
    assert_eq!(told["message"]["listResponseMessage"]["singleSelectReply"]["selectedRowId"], "tea");

    let buttons = json!({
        "title": "Come?", "description": "d", "footer": "f",
        "buttons": [{ "type": "reply", "displayText": "Yes", "id": "yes" }],
    });
    let buttons = shop.sent("sendButtons", buttons).await;
    let tap = json!({ "from": ANA, "message_id": buttons, "button_id": "yes", "text": "Yes" });
    let tapped = shop.act("/tap-button", tap).await;
    let told = shop.told("messages.upsert").await;
    assert_eq!(told["key"]["id"], tapped["message_id"]);
    assert_eq!(told["message"]["buttonsResponseMessage"]["selectedButtonId"], "yes");
}

#[tokio::test]
async fn a_message_is_changed_taken_back_listened_to_and_given_up() {
    let mut shop = Shop::open().await;
    let id = shop.came().await;
    shop.act("/edit", json!({ "message_id": id, "text": "hi there" })).await;
    let told = shop.told("messages.edited").await;
    assert_eq!(
        (&told["key"]["id"], &told["editedMessage"]["conversation"]),
        (&json!(id), &json!("hi there"))
    );
    shop.act("/delete", json!({ "message_id": id })).await;
    assert_eq!(shop.told("messages.delete").await["id"], id);

    let sent = shop.sent("sendText", json!({ "text": "hello" })).await;
    shop.act("/play", json!({ "message_id": sent })).await;
    for status in ["SERVER_ACK", "PLAYED"] {
        let told = shop.told("messages.update").await;
        assert_eq!((&told["keyId"], &told["status"]), (&json!(sent), &json!(status)));
    }
    let lost = shop.sent("sendText", json!({ "text": "hello?" })).await;
    shop.act("/fail", json!({ "message_id": lost })).await;
    for status in ["SERVER_ACK", "ERROR"] {
        let told = shop.told("messages.update").await;
        assert_eq!((&told["keyId"], &told["status"]), (&json!(lost), &json!(status)));
    }
}

#[tokio::test]
async fn a_contact_comes_types_goes_and_calls() {
    let mut shop = Shop::open().await;
    for (presence, shown) in [
        ("available", "available"),
        ("composing", "composing"),
        ("recording", "recording"),
        ("paused", "paused"),
    ] {
        shop.act("/presence", json!({ "from": ANA, "presence": presence })).await;
        let told = shop.told("presence.update").await;
        assert_eq!(told["presences"][ANA_JID]["lastKnownPresence"], shown, "{told}");
    }
    let gone = json!({ "from": ANA, "presence": "unavailable", "last_seen": "2026-11-22T12:00:00Z" });
    shop.act("/presence", gone).await;
    let told = shop.told("presence.update").await;
    let shown = json!({ "lastKnownPresence": "unavailable", "lastSeen": 1_795_348_800 });
    assert_eq!(told["presences"][ANA_JID], shown);

    let call = shop.act("/call", json!({ "from": ANA, "video": true })).await;
    let told = shop.told("call").await;
    assert_eq!((&told["id"], &told["from"]), (&call["call_id"], &json!(ANA_JID)));
    assert_eq!((&told["status"], &told["isVideo"]), (&json!("offer"), &json!(true)));
    for (stage, status) in [("accepted", "accept"), ("ended", "timeout")] {
        shop.act("/call-goes-on", json!({ "call_id": call["call_id"], "stage": stage })).await;
        let told = shop.told("call").await;
        assert_eq!((&told["id"], &told["status"]), (&call["call_id"], &json!(status)));
    }
}

#[tokio::test]
async fn a_group_is_made_and_changed_and_the_connection_comes_and_goes() {
    let mut shop = Shop::open().await;
    let own = shop.emulator.phone(Gateway::Evolution, "shop").unwrap();
    let made = json!({ "subject": "Choir", "owner": ANA, "members": [own, "5511999990001"] });
    let made = shop.control.post("/group", made).await;
    let jid = made.text("/jid").to_owned();
    assert_eq!(shop.told("groups.upsert").await[0]["id"], jid);
    let change = async |path: &str, mut more: Value| {
        more["jid"] = json!(jid);
        more["by"] = json!(ANA);
        let answer = shop.control.post(path, more).await;
        assert_eq!(answer.code(), 204, "{path}: {:?}", answer.body);
    };
    change("/rename-group", json!({ "subject": "Quartet" })).await;
    change("/add-to-group", json!({ "member": "5511999990002" })).await;
    change("/set-group-admin", json!({ "member": "5511999990002", "admin": true })).await;
    change("/set-group-admin", json!({ "member": "5511999990002", "admin": false })).await;
    change("/remove-from-group", json!({ "member": "5511999990001" })).await;
    for action in ["add", "promote", "demote", "remove"] {
        let told = shop.told("group-participants.update").await;
        assert_eq!((&told["id"], &told["action"]), (&json!(jid), &json!(action)));
    }
    assert_eq!(shop.emulator.group(&jid).unwrap().subject, "Quartet");

    for (path, state) in [("/drop-connection", "connecting"), ("/restore-connection", "open")] {
        shop.act(path, json!({})).await;
        assert_eq!(shop.told("connection.update").await["state"], state);
    }
}

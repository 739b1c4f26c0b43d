//! Evolution API's Socket.IO.

use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;
use wagate_emulator::{Emulator, Gateway, PushFault, PushFaultRule};
use wagate_socketio::{Client, CloseReason, Error, Events, Incoming, Options, UpgradeRequest, connect};

use super::evolution::{account, create};

/// An instance whose namespace asks for these events.
async fn listening(emulator: &Emulator, events: Value) {
    let account = create(emulator, json!({})).await;
    let body = json!({ "websocket": { "enabled": true, "events": events } });
    let set = account.post("/websocket/set/shop", body).await;
    assert_eq!(set.code(), 201, "{:?}", set.body);
    assert_eq!(account.get("/websocket/find/shop").await.body, set.body);
}

fn authority(emulator: &Emulator) -> String {
    emulator.base_url(Gateway::Evolution).trim_start_matches("http://").to_owned()
}

async fn socket(emulator: &Emulator) -> (Client, Events) {
    let request = UpgradeRequest::new().query("apikey", "shop-token");
    connect(&authority(emulator), &request, Options::new()).await.unwrap()
}

/// The next event: its namespace, its name and what it says.
async fn event(events: &mut Events) -> (String, String, Value) {
    match events.recv().await {
        Some(Incoming::Event(event)) => {
            let body = serde_json::from_str(event.args[0].get()).unwrap();
            (event.namespace.to_string(), event.name, body)
        }
        other => panic!("{other:?}"),
    }
}

fn receive(emulator: &Emulator, text: &str) {
    emulator.receive_message(Gateway::Evolution, "shop", "5511999990000", text).unwrap();
}

#[tokio::test]
async fn the_first_request_needs_a_key() {
    let emulator = Emulator::start().await.unwrap();
    create(&emulator, json!({})).await;
    let plain = crate::client::Client::new(&emulator, Gateway::Evolution);
    let path = "/socket.io/?EIO=4&transport=polling";
    let refused = plain.get(path).await;
    assert_eq!((refused.code(), refused.body), (403, json!({ "code": 4, "message": "apiKey is required" })));
    let refused = plain.get(&format!("{path}&apikey=wrong")).await;
    assert_eq!(
        (refused.code(), refused.body),
        (403, json!({ "code": 4, "message": "Invalid global token" }))
    );
    for answer in [plain.get(&format!("{path}&apikey=shop-token")).await, account(&emulator).get(path).await]
    {
        let Value::String(open) = answer.body else { panic!("{:?}", answer.body) };
        assert!(open.starts_with("0{\"sid\":"), "{open}");
        let open: Value = serde_json::from_str(&open[1..]).unwrap();
        assert_eq!((&open["pingInterval"], &open["pingTimeout"]), (&json!(25_000), &json!(20_000)));
    }
    let Err(Error::NotUpgraded { .. }) =
        connect(&authority(&emulator), &UpgradeRequest::new(), Options::new()).await
    else {
        panic!("upgraded without a key")
    };
    emulator.set_evolution_without_websocket(true);
    assert_eq!(account(&emulator).get(path).await.code(), 404);
    let empty =
        account(&emulator).post("/websocket/set/shop", json!({ "websocket": { "enabled": true } })).await;
    assert_eq!((empty.code(), empty.body), (201, json!("")));
}

#[tokio::test]
async fn a_namespace_is_there_from_its_first_event_on_and_hears_what_it_asks_for() {
    let emulator = Emulator::start().await.unwrap();
    listening(&emulator, json!(["MESSAGES_UPSERT", "REMOVE_INSTANCE"])).await;
    let (client, mut events) = socket(&emulator).await;
    emulator.scan(Gateway::Evolution, "shop");
    let Err(Error::Refused(refusal)) = client.connect("/shop", None).await else { panic!("not refused") };
    assert_eq!(refusal.message, "Invalid namespace");
    receive(&emulator, "nobody hears this");
    client.connect("/shop", None).await.unwrap();
    client.connect("/", None).await.unwrap();
    receive(&emulator, "one");
    receive(&emulator, "two");
    for text in ["one", "two"] {
        let (namespace, name, body) = event(&mut events).await;
        assert_eq!((namespace.as_str(), name.as_str()), ("/shop", "messages.upsert"));
        assert_eq!(body["data"]["message"]["conversation"], text);
        assert_eq!((&body["event"], &body["apikey"]), (&json!("messages.upsert"), &json!("shop-token")));
        assert!(body["sender"].is_string() && body.get("destination").is_none(), "{body}");
    }
    account(&emulator).delete("/instance/delete/shop").await;
    assert_eq!(event(&mut events).await.1, "remove.instance");
}

#[tokio::test]
async fn the_root_namespace_hears_everything_where_the_server_says_so() {
    let emulator = Emulator::start().await.unwrap();
    emulator.set_evolution_global_events(true);
    listening(&emulator, json!(["GROUP_UPDATE"])).await;
    emulator.scan(Gateway::Evolution, "shop");
    let (client, mut events) = socket(&emulator).await;
    client.connect("/", None).await.unwrap();
    let phone = emulator.phone(Gateway::Evolution, "shop").unwrap();
    let group = emulator.add_group("Team", &phone, &[]);
    assert_eq!(event(&mut events).await.1, "groups.upsert");
    let path = format!("/group/updateGroupSubject/shop?groupJid={group}");
    assert!(account(&emulator).post(&path, json!({ "subject": "Renamed" })).await.status.is_success());
    let (namespace, name, body) = event(&mut events).await;
    assert_eq!((namespace.as_str(), name.as_str()), ("/", "groups.update"));
    assert_eq!((&body["data"][0]["id"], &body["data"][0]["subject"]), (&json!(group), &json!("Renamed")));
    // No configuration can ask for it by this name.
    let Err(Error::Refused(_)) = client.connect("/shop", None).await else { panic!("not refused") };
}

#[tokio::test]
async fn bytes_are_attachments() {
    let emulator = Emulator::start().await.unwrap();
    listening(&emulator, json!(["SEND_MESSAGE"])).await;
    emulator.scan(Gateway::Evolution, "shop");
    let text = json!({ "number": "5511999990000", "text": "first" });
    assert_eq!(account(&emulator).post("/message/sendText/shop", text).await.code(), 201);

    let url = format!("ws://{}/socket.io/?EIO=4&transport=websocket&apikey=shop-token", authority(&emulator));
    let (mut raw, _) = tokio_tungstenite::connect_async(url).await.unwrap();
    let mut next = async |send: Option<&str>| {
        if let Some(text) = send {
            raw.send(Message::text(text.to_owned())).await.unwrap();
        }
        loop {
            match raw.next().await.unwrap().unwrap() {
                Message::Text(ping) if ping == "2" => raw.send(Message::text("3")).await.unwrap(),
                other => return other,
            }
        }
    };
    assert!(next(None).await.to_text().unwrap().starts_with("0{"));
    assert!(next(Some("40/shop,")).await.to_text().unwrap().starts_with("40/shop,{\"sid\":"));
    let media = json!({ "number": "5511999990000", "mediatype": "image", "media": "iVBORw0KGgo=", "fileName": "a.png" });
    let sent = account(&emulator).post("/message/sendMedia/shop", media).await;
    assert_eq!(sent.code(), 201, "{:?}", sent.body);
    let frame = next(None).await;
    let frame = frame.to_text().unwrap();
    let (count, rest) = frame.strip_prefix("45").unwrap().split_once("-/shop,").unwrap();
    let count: usize = count.parse().unwrap();
    assert!(count >= 3, "{frame}");
    let packet: Value = serde_json::from_str(rest).unwrap();
    assert_eq!(packet[0], "send.message");
    let mut attachments = Vec::new();
    for _ in 0..count {
        let Message::Binary(bytes) = next(None).await else { panic!("no attachment") };
        attachments.push(bytes);
    }
    let image = &packet[1]["data"]["message"]["imageMessage"];
    let key = &image["mediaKey"];
    assert_eq!(key["_placeholder"], true);
    let key = &attachments[key["num"].as_u64().unwrap() as usize];
    let answered = sent.body["message"]["imageMessage"]["mediaKey"].as_object().unwrap();
    assert_eq!(key.len(), answered.len());
    assert!(key.iter().enumerate().all(|(at, byte)| answered[&at.to_string()] == *byte));
    assert_eq!(image["caption"], sent.body["message"]["imageMessage"]["caption"]);
}

#[tokio::test]
async fn sockets_can_be_cut_and_events_can_go_wrong() {
    let emulator = Emulator::start().await.unwrap();
    listening(&emulator, json!([])).await;
    emulator.scan(Gateway::Evolution, "shop");
    let rule = |fault| PushFaultRule::new(fault).on("MESSAGES_UPSERT");
    let said = |body: &Value| body["data"]["message"]["conversation"].as_str().map(str::to_owned);
    let (client, mut events) = socket(&emulator).await;
    client.connect("/shop", None).await.unwrap();
    emulator.push_fault(Gateway::Evolution, rule(PushFault::Duplicate));
    emulator.push_fault(Gateway::Evolution, rule(PushFault::DropSocket));
    receive(&emulator, "one");
    let mut texts = Vec::new();
    while texts.len() < 2 {
        texts.extend(said(&event(&mut events).await.2));
    }
    assert_eq!(texts, ["one", "one"]);
    receive(&emulator, "two");
    let ended = loop {
        match events.recv().await {
            Some(Incoming::Event(event)) => assert_ne!(event.name, "messages.upsert"),
            other => break other,
        }
    };
    assert!(matches!(ended, Some(Incoming::Closed(CloseReason::Lost(_)))), "{ended:?}");

    let (silent, mut silent_events) = socket(&emulator).await;
    silent.connect("/shop", None).await.unwrap();
    emulator.push_fault(Gateway::Evolution, rule(PushFault::NoPong));
    receive(&emulator, "three");
    while said(&event(&mut silent_events).await.2).is_none() {}
    let (other, mut other_events) = socket(&emulator).await;
    other.connect("/shop", None).await.unwrap();
    receive(&emulator, "four");
    while said(&event(&mut other_events).await.2).is_none() {}
    // Whatever else was told before the fault, nothing comes after it.
    let short = std::time::Duration::from_millis(50);
    while let Ok(incoming) = tokio::time::timeout(short, silent_events.recv()).await {
        let Some(Incoming::Event(event)) = incoming else { panic!("{incoming:?}") };
        assert!(!event.args[0].get().contains("four"));
    }

    emulator.cut_sockets(Gateway::Evolution);
    while let Some(incoming) = other_events.recv().await {
        if let Incoming::Closed(reason) = incoming {
            assert!(matches!(reason, CloseReason::Lost(_)), "{reason:?}");
        }
    }
}

//! Pushes that go wrong, by the control port.

use serde_json::{Value, json};
use wagate_emulator::{Emulator, Gateway};
use wagate_socketio::{CloseReason, Incoming, Options, UpgradeRequest, connect};

use crate::client::Client;
use crate::push::evolution::create;
use crate::push::sink::Sink;

async fn receive(control: &Client, text: &str) {
    let body = json!({ "gateway": "evolution", "instance": "shop", "from": "5511999990000", "text": text });
    assert_eq!(control.post("/receive", body).await.code(), 200);
}

async fn fault(control: &Client, mut rule: Value) {
    rule["gateway"] = json!("evolution");
    rule["on"] = json!("MESSAGES_UPSERT");
    assert_eq!(control.post("/push-fault", rule).await.code(), 204);
}

#[tokio::test]
async fn webhooks_go_wrong_and_tell_what_became_of_them() {
    let emulator = Emulator::start().await.unwrap();
    let control = Client::at(emulator.control_url());
    let mut sink = Sink::start().await;
    let account = create(&emulator, json!({})).await;
    emulator.scan(Gateway::Evolution, "shop");
    let url = sink.url("/hook?token=s3cret").replace("://", "://user:s3cret@");
    let webhook = json!({ "enabled": true, "url": url, "events": ["MESSAGES_UPSERT"] });
    assert_eq!(account.post("/webhook/set/shop", json!({ "webhook": webhook })).await.code(), 201);

    fault(&control, json!({ "fault": "duplicate" })).await;
    fault(&control, json!({ "fault": "out_of_order" })).await;
    for text in ["one", "two", "three"] {
        receive(&control, text).await;
    }
    let mut said = async || sink.next().await.body["data"]["message"]["conversation"].clone();
    for text in ["one", "one", "three", "two"] {
        assert_eq!(said().await, text);
    }
    fault(&control, json!({ "fault": "late", "millis": 60_000 })).await;
    receive(&control, "four").await;
    let moved = control.post("/advance-clock", json!({ "millis": 61_000 })).await;
    assert_eq!((moved.code(), said().await), (204, json!("four")));

    emulator.until(|emulator| emulator.webhook_deliveries().iter().all(|one| one.delivered)).await;
    let deliveries = control.get("/webhook-deliveries").await.body;
    let last = deliveries.as_array().unwrap().last().unwrap();
    assert_eq!((&last["gateway"], &last["instance"]), (&json!("evolution"), &json!("shop")));
    assert_eq!((&last["event"], &last["delivered"]), (&json!("MESSAGES_UPSERT"), &json!(true)));
    assert_eq!((&last["attempts"], &last["failed"]), (&json!([200]), &json!(false)));
    assert_eq!((&last["url"], &last["query"]), (&json!(sink.url("/hook")), &json!({ "token": "***" })));
    assert_eq!((&last["body"]["event"], &last["body"]["apikey"]), (&json!("messages.upsert"), &json!("***")));
    assert_eq!(last["body"]["destination"], sink.url("/hook"));
    let shown = deliveries.to_string();
    assert!(!shown.contains("s3cret") && !shown.contains("shop-token"), "{shown}");
}

#[tokio::test]
async fn sockets_are_counted_go_wrong_and_are_cut() {
    let emulator = Emulator::start().await.unwrap();
    let control = Client::at(emulator.control_url());
    let account = create(&emulator, json!({})).await;
    let wanted = json!({ "websocket": { "enabled": true, "events": ["MESSAGES_UPSERT"] } });
    assert_eq!(account.post("/websocket/set/shop", wanted).await.code(), 201);
    emulator.scan(Gateway::Evolution, "shop");
    let authority = emulator.base_url(Gateway::Evolution).replace("http://", "");
    let open = async || {
        let request = UpgradeRequest::new().query("apikey", "shop-token");
        let (client, events) = connect(&authority, &request, Options::new()).await.unwrap();
        client.connect("/shop", None).await.unwrap();
        (client, events)
    };
    // A namespace is there from the first event that it asks for.
    receive(&control, "none").await;
    let (_one, mut events) = open().await;
    let count = control.get("/sockets").await.body;
    assert_eq!(count, json!({ "ryze": 0, "evolution": 1, "vzaps": 0, "wazzapi": 0 }));
    fault(&control, json!({ "fault": "drop_socket" })).await;
    receive(&control, "one").await;
    assert!(matches!(events.recv().await, Some(Incoming::Closed(CloseReason::Lost(_)))));

    let (_two, mut events) = open().await;
    fault(&control, json!({ "fault": "no_pong" })).await;
    receive(&control, "two").await;
    assert!(matches!(events.recv().await, Some(Incoming::Event(_))));
    receive(&control, "three").await;
    let (_three, mut other) = open().await;
    receive(&control, "four").await;
    let Some(Incoming::Event(event)) = other.recv().await else { panic!("no event") };
    assert!(event.args[0].get().contains("four"));

    assert_eq!(control.post("/cut-sockets", json!({ "gateway": "evolution" })).await.code(), 204);
    for events in [&mut events, &mut other] {
        assert!(matches!(events.recv().await, Some(Incoming::Closed(CloseReason::Lost(_)))));
    }
}

#[tokio::test]
async fn a_mistake_is_told() {
    let emulator = Emulator::start().await.unwrap();
    let control = Client::at(emulator.control_url());
    create(&emulator, json!({})).await;
    let shop = |more: Value| {
        let mut body = json!({ "gateway": "evolution", "instance": "shop", "from": "5511999990000" });
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        body
    };
    let ana = "5511999990000";
    for (path, body, status, error) in [
        ("/push-fault", json!({ "gateway": "ryze", "fault": "late" }), 400, "late needs millis"),
        ("/push-fault", json!({ "gateway": "ryze", "fault": "slow" }), 400, "no such push fault: slow"),
        ("/push-fault", json!({ "gateway": "x", "fault": "duplicate" }), 400, "no such gateway"),
        ("/push-fault", json!({ "gateway": "ryze", "fault": "duplicate", "once": 1 }), 400, "once"),
        ("/advance-clock", json!({ "millis": u64::MAX }), 400, "more than a hundred years"),
        ("/advance-clock", json!({ "millis": -1 }), 400, "-1"),
        ("/cut-sockets", json!({}), 400, "missing field `gateway`"),
        ("/react", shop(json!({ "message_id": "x" })), 400, "missing field `emoji`"),
        ("/react", shop(json!({ "message_id": "x", "emoji": "👍" })), 404, "no such message"),
        ("/react", shop(json!({ "message_id": "x", "emoji": "", "from": "Ana" })), 400, "from is neither"),
        ("/vote", shop(json!({ "message_id": "x", "options": "Yes" })), 400, "expected a sequence"),
        ("/vote", shop(json!({ "message_id": "x", "options": [] })), 404, "no such message"),
        ("/tap-button", shop(json!({ "message_id": "x", "text": "" })), 400, "missing field `button_id`"),
        ("/choose-row", shop(json!({ "message_id": "x", "text": "" })), 400, "missing field `row_id`"),
        ("/choose-row", shop(json!({ "message_id": "x", "text": "", "row_id": "1" })), 404, "that was sent"),
        ("/edit", shop(json!({ "message_id": "x", "text": "" })), 404, "no such message that came"),
        ("/delete", shop(json!({ "message_id": "x" })), 404, "no such message"),
        ("/fail", shop(json!({ "message_id": "x" })), 404, "no such message"),
        ("/presence", shop(json!({ "presence": "asleep" })), 400, "unknown variant `asleep`"),
        ("/presence", shop(json!({ "presence": "unavailable", "last_seen": "noon" })), 400, "no time"),
        ("/presence", shop(json!({ "presence": "paused", "instance": "x" })), 404, "no such instance"),
        ("/call", shop(json!({ "instance": "x" })), 404, "no such instance"),
        ("/call-goes-on", shop(json!({ "call_id": "x", "stage": "ended" })), 404, "no such call"),
        ("/call-goes-on", shop(json!({ "call_id": "x", "stage": "on hold" })), 400, "unknown variant"),
        ("/restore-connection", shop(json!({})), 404, "no such instance"),
        ("/group", json!({ "subject": "Choir", "owner": "Ana", "members": [] }), 400, "owner is neither"),
        ("/group", json!({ "subject": "Choir", "owner": ana, "members": [""] }), 400, "members is neither"),
        ("/rename-group", json!({ "jid": "1@g.us", "by": ana, "subject": "x" }), 404, "no such group"),
        ("/add-to-group", json!({ "jid": "1@g.us", "by": ana, "member": ana }), 404, "no such group"),
        ("/remove-from-group", json!({ "jid": "1@g.us", "by": ana, "member": "" }), 400, "member is neither"),
        ("/set-group-admin", json!({ "jid": "1@g.us", "by": ana, "member": ana }), 400, "field `admin`"),
    ] {
        let answer = control.post(path, body).await;
        assert_eq!(answer.code(), status, "{path}: {:?}", answer.body);
        assert!(answer.text("/error").contains(error), "{path}: {:?}", answer.body);
    }
}

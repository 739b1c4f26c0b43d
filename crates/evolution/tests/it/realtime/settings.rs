//! What the server is told before anything is opened.

use serde_json::{Value, json};
use wagate_evolution::websocket::{FindWebsocket, SetWebsocket, WebsocketTold};
use wagate_sdk_core::{Error, EventKind, EventOptions};

use crate::{answering, baileys, body, expect, golden, requests, shop, the_request};

fn row() -> Value {
    json!({
        "id": "cmwroz99n000abn7dzt6lkhyu", "enabled": true, "events": ["APPLICATION_STARTUP", "QRCODE_UPDATED"],
        "createdAt": "2026-11-22T10:26:27.371Z", "updatedAt": "2026-11-22T10:26:27.371Z",
        "instanceId": "876e9b25-15f2-4e9e-8427-8a7a9d89160f",
    })
}

#[tokio::test]
async fn the_chosen_events_are_set_with_the_instances_own_token() {
    let server = answering(201, row()).await;
    let options = EventOptions::new().only([EventKind::Message, EventKind::GroupsUpdated]);
    let stream = shop(&server).events(options).await.unwrap();
    drop(stream);
    let request = server.received_requests().await.unwrap().remove(0);
    expect(&request, "POST", "/websocket/set/shop", crate::SHOP_TOKEN);
    let events = ["MESSAGES_UPSERT", "SEND_MESSAGE", "GROUPS_UPSERT", "GROUP_UPDATE"];
    assert_eq!(body(&request), json!({ "websocket": { "enabled": true, "events": events } }));
}

#[tokio::test]
async fn a_server_that_has_socket_io_switched_off_says_so_by_an_empty_success() {
    let server = wiremock::MockServer::start().await;
    wiremock::Mock::given(wiremock::matchers::any())
        .respond_with(wiremock::ResponseTemplate::new(201))
        .mount(&server)
        .await;
    let error = baileys(&server).events(EventOptions::new()).await.unwrap_err();
    assert!(
        matches!(error, Error::Unsupported(_)) && error.to_string().contains("WEBSOCKET_ENABLED"),
        "{error}"
    );
    assert_eq!(body(&the_request(&server).await), json!({ "websocket": { "enabled": true, "events": [] } }));
    assert_eq!(requests(&server).await, 1);
    assert!(matches!(shop(&server).call(FindWebsocket::new()).await.unwrap(), WebsocketTold::SwitchedOff));
}

#[tokio::test]
async fn the_settings_are_read_and_turned_off() {
    let told = golden(FindWebsocket::new(), "GET", "/websocket/find/shop", json!(null), 200, row()).await;
    let WebsocketTold::Row(row) = told else { panic!("{told:?}") };
    assert_eq!((row.enabled, row.events.map(|events| events.len())), (Some(true), Some(2)));
    let told =
        golden(FindWebsocket::new(), "GET", "/websocket/find/shop", json!(null), 200, json!(null)).await;
    assert!(matches!(told, WebsocketTold::Nothing));
    let asked = json!({ "websocket": { "enabled": false, "events": [] } });
    golden(SetWebsocket::off(), "POST", "/websocket/set/shop", asked, 201, json!({ "enabled": false })).await;
}

//! A client that does not know its instance's channel.

use std::time::Duration;

use serde_json::{Value, json};
use wagate_evolution::{Evolution, Integration};
use wagate_sdk_core::{Address, Error, InstanceClient, MessageId, Outcome};
use wiremock::matchers::{method, path, query_param};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::{account, body, failure, line, requests, row, sent, shop};

const LID: &str = "199789077627112@lid";
const GROUP: &str = "120363406289005073@g.us";

fn to(text: &str) -> Address {
    text.parse().unwrap()
}

/// A server that takes every message, and answers `fetchInstances` so, after a while.
async fn with_rows(status: u16, rows: Value) -> MockServer {
    let server = MockServer::start().await;
    fetch_answers(&server, status, rows).await;
    server
}

async fn fetch_answers(server: &MockServer, status: u16, rows: Value) {
    server.reset().await;
    Mock::given(method("GET"))
        .and(path("/instance/fetchInstances"))
        .and(query_param("instanceName", "shop"))
        .respond_with(ResponseTemplate::new(status).set_body_json(rows).set_delay(Duration::from_millis(30)))
        .mount(server)
        .await;
    Mock::given(method("POST"))
        .respond_with(ResponseTemplate::new(201).set_body_json(sent()))
        .mount(server)
        .await;
}

fn on(integration: &str) -> Value {
    let mut row = row("shop", Value::Null);
    row["integration"] = json!(integration);
    json!([row])
}

fn clients(server: &MockServer) -> [InstanceClient<Evolution>; 2] {
    [account(server).instance("shop").unwrap(), shop(server)]
}

async fn posts(server: &MockServer) -> usize {
    server.received_requests().await.unwrap().iter().filter(|request| request.method == "POST").count()
}

#[tokio::test]
async fn nothing_but_a_phone_number_goes_to_a_channel_that_strips_it_to_digits() {
    for channel in ["WHATSAPP-BUSINESS", "EVOLUTION"] {
        let server = with_rows(200, on(channel)).await;
        for (index, client) in clients(&server).into_iter().enumerate() {
            for address in [LID, GROUP] {
                let error = client.send_text(&to(address), "x").await.unwrap_err();
                assert!(matches!(error, Error::Unsupported(_)), "{channel} {address}: {error}");
                assert_eq!(error.outcome(), Outcome::NotSent);
            }
            assert_eq!(client.state().integration().map(Integration::as_str), Some(channel));
            assert_eq!(requests(&server).await, index + 1, "each client asks once");
        }
        assert_eq!(posts(&server).await, 0);
    }
}

#[tokio::test]
async fn the_usual_channel_is_asked_for_once_by_however_many_tasks() {
    let server = with_rows(200, on("WHATSAPP-BAILEYS")).await;
    let client = shop(&server);
    let sends: Vec<_> = (0..8)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.send_text(&to(LID), "x").await.map(drop) })
        })
        .collect();
    for send in sends {
        send.await.unwrap().unwrap();
    }
    client.clone().send_text(&to(GROUP), "x").await.unwrap();
    assert_eq!((requests(&server).await, posts(&server).await), (10, 9));
}

#[tokio::test]
async fn a_phone_number_needs_no_question() {
    let server = with_rows(500, json!({})).await;
    shop(&server).send_text(&to("5511999990000"), "x").await.unwrap();
    let request = server.received_requests().await.unwrap().remove(0);
    assert_eq!(line(&request).1, "/message/sendText/shop");
    assert_eq!((body(&request)["number"].clone(), requests(&server).await), (json!("5511999990000"), 1));
}

#[tokio::test]
async fn a_question_that_failed_sent_nothing_and_is_asked_again() {
    let server = with_rows(500, failure(500, "Internal Server Error", json!("busy"))).await;
    let client = shop(&server);
    let error = client.send_text(&to(GROUP), "x").await.unwrap_err();
    assert_eq!((error.outcome(), posts(&server).await), (Outcome::NotSent, 0));
    assert_eq!(requests(&server).await, 1);
    let error = client.send_text(&to(GROUP), "x").quote(MessageId::gateway("m-1")).await.unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_)), "{error}");
    assert_eq!(requests(&server).await, 1, "what makes no sense asks nothing");
    assert!(client.state().integration().is_none());
    fetch_answers(&server, 200, on("WHATSAPP-BAILEYS")).await;
    client.send_text(&to(GROUP), "x").await.unwrap();
}

#[tokio::test]
async fn a_server_that_does_not_tell_the_channel_has_the_usual_one() {
    let mut silent = row("shop", Value::Null);
    silent.as_object_mut().unwrap().remove("integration");
    for rows in [json!([silent]), json!([]), json!([row("shop 2", Value::Null)])] {
        let server = with_rows(200, rows).await;
        shop(&server).send_text(&to(GROUP), "x").await.unwrap();
        assert_eq!(posts(&server).await, 1);
    }
}

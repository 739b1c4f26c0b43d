//! Answers of which the documents tell little: what is read, what is a failure, what is neither.

use serde_json::{Value, json};
use wagate_sdk_core::adapter::{Endpoint, OnInstance};
use wagate_sdk_core::{Error, Outcome};
use wagate_vzaps::chats::{ArchiveChat, DeleteMessage, GetChat, ListChats};
use wagate_vzaps::groups::{GetInviteLink, ListGroups};
use wagate_vzaps::messages::RemoveReaction;
use wagate_vzaps::queue::PurgeQueuedMessages;
use wagate_vzaps::{Listed, Vzaps};
use wiremock::{MockServer, ResponseTemplate};

use crate::gateway::*;

/// An operation that only confirms, answered with this body.
async fn confirmed(body: &str) -> Result<wagate_vzaps::Confirmed, Error> {
    let server = MockServer::start().await;
    answers_all(&server, ResponseTemplate::new(200).set_body_raw(body.to_owned(), "application/json")).await;
    line(&server).call(DeleteMessage::new("3EB0")).await
}

#[tokio::test]
async fn a_confirmation_is_read_from_every_documented_shape() {
    let cases = [
        (r#"{"status":"ok"}"#, Some("ok"), None),
        (
            r#"{"code":200,"success":true,"data":{"details":"Mensagem apagada"}}"#,
            None,
            Some("Mensagem apagada"),
        ),
        (r#"{"instance_id":"VZ","status":"ok","details":"done"}"#, Some("ok"), Some("done")),
        (r#"{"code":200,"success":true,"data":{}}"#, None, None),
        (r#"{"code":200,"success":true,"data":null}"#, None, None),
        (r#"{"code":200,"success":true,"data":[1]}"#, None, None),
        ("", None, None),
        (" \n", None, None),
    ];
    for (body, status, details) in cases {
        let answer = confirmed(body).await.unwrap();
        assert_eq!((answer.status.as_deref(), answer.details.as_deref()), (status, details), "{body}");
    }
}

#[tokio::test]
async fn the_page_of_something_in_between_confirms_nothing() {
    for body in ["<html>ok</html>", "ok", "[]", "{\"status\":"] {
        let error = confirmed(body).await.unwrap_err();
        assert!(matches!(error, Error::Decode(_)), "{body}: {error}");
        assert_eq!(error.outcome(), Outcome::Accepted);
    }
}

/// A 2xx with a failure inside is one.
async fn fails<E>(endpoint: E, body: &Value)
where
    E: Endpoint<Provider = Vzaps, Scope: OnInstance, Response: std::fmt::Debug>,
{
    let server = MockServer::start().await;
    answers_all(&server, ResponseTemplate::new(200).set_body_json(body)).await;
    let error = line(&server).call(endpoint).await.unwrap_err();
    assert!(matches!(error, Error::Server(_)), "{body}: {error:?}");
    assert_eq!(error.outcome(), Outcome::Unknown);
}

#[tokio::test]
async fn a_failure_inside_a_2xx_is_one_whatever_the_answer() {
    for body in [
        json!({"success": false, "message": "not connected"}),
        json!({"code": 500, "message": "not connected"}),
        json!({"error": "not connected"}),
    ] {
        fails(ArchiveChat::new("5511987650002"), &body).await;
        fails(PurgeQueuedMessages::new(), &body).await;
        fails(RemoveReaction::new("5511987650002", "3EB0"), &body).await;
        fails(GetChat::new("5511987650002"), &body).await;
        fails(ListChats::new(), &body).await;
        fails(GetInviteLink::new("120363000000000001@g.us"), &body).await;
    }
}

async fn listed(answer: Value) -> Listed<wagate_vzaps::groups::Group> {
    golden(ListGroups::new(), answer).await.0
}

#[tokio::test]
async fn a_list_is_found_where_this_gateway_has_lists() {
    let rows = || json!([{"name": "A"}, {"name": "B"}]);
    for answer in [
        rows(),
        enveloped(rows()),
        json!({"content": rows(), "total": 2}),
        enveloped(json!({"content": rows(), "total": "2"})),
        json!({"content": rows(), "data": {"content": []}}),
    ] {
        let list = listed(answer.clone()).await;
        let names: Vec<_> = list.content.unwrap().into_iter().map(|row| row.value.name).collect();
        assert_eq!(names, [Some("A".to_owned()), Some("B".to_owned())], "{answer}");
    }
}

#[tokio::test]
async fn no_rows_are_an_empty_list_and_another_layout_is_none() {
    for empty in
        [json!([]), json!(null), enveloped(json!(null)), enveloped(json!([])), json!({"content": null})]
    {
        assert_eq!(listed(empty.clone()).await.content.map(|rows| rows.len()), Some(0), "{empty}");
    }
    for other in [
        json!({}),
        json!("none"),
        enveloped(json!({})),
        enveloped(json!({"Groups": [{"name": "A"}]})),
        json!({"content": {"name": "A"}}),
        json!({"content": ["A"]}),
        enveloped(json!("none")),
    ] {
        assert!(listed(other.clone()).await.content.is_none(), "{other}");
    }
}

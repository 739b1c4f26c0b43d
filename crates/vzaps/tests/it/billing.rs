//! The subscription's operations: what goes out and how it comes back.

use serde_json::json;
use wagate_sdk_core::{Error, Outcome};
use wagate_vzaps::billing::{Cancel, CancelByDelete, ResumeSubscription, Subscribe};
use wiremock::{MockServer, ResponseTemplate};

use crate::gateway::*;

#[tokio::test]
async fn subscribing_sends_an_empty_object() {
    let server = MockServer::start().await;
    let answer = json!({"url": "", "session_id": "", "mode": "direct", "subscription_id": "sub_demo_1"});
    answers(&server, "POST", &route("/subscribe"), 200, answer).await;

    let subscription = account_with_jwt(&server).call(Subscribe::new(ID)).await.unwrap();

    assert_eq!(only_call(&server).await, ("POST".into(), route("/subscribe"), Some(json!({}))));
    assert_eq!(subscription.mode.as_deref(), Some("direct"));
    assert_eq!(subscription.subscription_id.as_deref(), Some("sub_demo_1"));
    assert_eq!((subscription.url, subscription.session_id), (None, None));
}

#[tokio::test]
async fn members_of_a_subscription_go_out_as_they_are() {
    let server = MockServer::start().await;
    answers(&server, "POST", &route("/subscribe"), 200, json!({"mode": "checkout"})).await;
    let mut endpoint = Subscribe::new(ID);
    endpoint.options.insert("mode", "checkout");
    account_with_jwt(&server).call(endpoint).await.unwrap();
    assert_eq!(only_call(&server).await.2, Some(json!({"mode": "checkout"})));
}

#[tokio::test]
async fn a_subscription_that_may_have_been_charged_is_never_sent_again() {
    let server = MockServer::start().await;
    answers_all(&server, ResponseTemplate::new(503)).await;
    let error = account_with_jwt(&server).call(Subscribe::new(ID)).await.unwrap_err();
    assert_eq!((error.outcome(), arrived(&server).await.len()), (Outcome::Unknown, 1));
}

#[tokio::test]
async fn resuming_sends_nothing_and_answers_flat() {
    let server = MockServer::start().await;
    answers(&server, "POST", &route("/resume-subscription"), 200, json!({"status": "ok"})).await;
    let resumed = account_with_jwt(&server).call(ResumeSubscription::new(ID)).await.unwrap();
    assert_eq!(only_call(&server).await, ("POST".into(), route("/resume-subscription"), None));
    assert_eq!(resumed.status.as_deref(), Some("ok"));
}

#[tokio::test]
async fn cancelling_works_by_put_and_by_delete() {
    for verb in ["PUT", "DELETE"] {
        let server = MockServer::start().await;
        answers(&server, verb, &route("/cancel"), 200, json!({"message": "Instance canceled"})).await;
        let account = account_with_jwt(&server);
        let cancelled = match verb {
            "PUT" => account.call(Cancel::new(ID)).await.unwrap(),
            _ => account.call(CancelByDelete::new(ID)).await.unwrap(),
        };
        assert_eq!(only_call(&server).await, (verb.into(), route("/cancel"), None));
        assert_eq!(cancelled.message, "Instance canceled");
    }
}

#[tokio::test]
async fn a_2xx_that_tells_of_a_failure_is_one() {
    let server = MockServer::start().await;
    let answer = json!({"code": 402, "success": false, "error": "no card"});
    answers_all(&server, ResponseTemplate::new(200).set_body_json(answer)).await;
    let account = account_with_jwt(&server);
    let errors = [
        account.call(Subscribe::new(ID)).await.unwrap_err(),
        account.call(ResumeSubscription::new(ID)).await.unwrap_err(),
        account.call(Cancel::new(ID)).await.unwrap_err(),
        account.call(CancelByDelete::new(ID)).await.unwrap_err(),
    ];
    for error in errors {
        assert!(matches!(error, Error::Server(_)), "{error}");
        assert_eq!((error.outcome(), error.provider_message()), (Outcome::Unknown, Some("no card")));
    }
}

#[tokio::test]
async fn an_id_in_the_path_is_encoded() {
    let server = MockServer::start().await;
    let _ = account_with_jwt(&server).call(Cancel::new("a/../b?c")).await;
    assert_eq!(arrived(&server).await[0].url.path(), "/instances/a%2F..%2Fb%3Fc/cancel");
    let error = account_with_jwt(&server).call(Cancel::new("..")).await.unwrap_err();
    assert_eq!((error.outcome(), arrived(&server).await.len()), (Outcome::NotSent, 1));
}

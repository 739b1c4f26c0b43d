//! What the gateway's failures come to.

use std::time::{Duration, SystemTime};

use http::Method;
use serde_json::{Value, json};
use wagate_ryze::{AccountCredential, Ryze};
use wagate_sdk_core::adapter::{
    Adapter, Body, Endpoint, Ignored, Match, On, Path, Refusal, Safety, Shared, When,
};
use wagate_sdk_core::{AccountClient, Error, ErrorKind, NewInstance, Outcome, RetryPolicy};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::{
    account, account_token, answering, created, failure, gateway, instance_token, line, phone, request,
    requests, text_sent,
};

const LIMIT_WORDS: &str = "Rate limit exceeded. Try again later.";

fn kind(error: &Error) -> ErrorKind {
    match error {
        Error::InvalidRequest(_) => ErrorKind::InvalidRequest,
        Error::Unsupported(_) => ErrorKind::Unsupported,
        Error::Unauthorized(_) => ErrorKind::Unauthorized,
        Error::Forbidden(_) => ErrorKind::Forbidden,
        Error::NotFound(_) => ErrorKind::NotFound,
        Error::Conflict(_) => ErrorKind::Conflict,
        Error::InstanceOffline(_) => ErrorKind::InstanceOffline,
        Error::RecipientInvalid(_) => ErrorKind::RecipientInvalid,
        Error::Quota(_) => ErrorKind::Quota,
        Error::RateLimited(_) => ErrorKind::RateLimited,
        Error::MediaRejected(_) => ErrorKind::MediaRejected,
        Error::Timeout(_) => ErrorKind::Timeout,
        Error::Server(_) => ErrorKind::Server,
        other => panic!("no row leads here: {other:?}"),
    }
}

/// An operation that may not be repeated, under any name that a row asks for.
macro_rules! probe {
    ($($type:ident = $name:literal),* $(,)?) => {
        $(
            struct $type;

            impl Endpoint for $type {
                type Provider = Ryze;
                type Scope = Shared;
                type Response = Ignored;

                const NAME: &'static str = $name;
                const METHOD: Method = Method::POST;
                const SAFETY: Safety = Safety::AtMostOnce;

                fn path(&self, _instance: &str, path: &mut Path) {
                    path.literal("/probe");
                }

                fn body(&self) -> Result<Body, Error> {
                    Ok(Body::empty())
                }
            }
        )*

        async fn probe(name: &str, client: &AccountClient<Ryze>) -> Error {
            match name {
                $($name => client.call($type).await.unwrap_err(),)*
                other => panic!("no probe for {other}"),
            }
        }
    };
}

probe! {
    Text = "message.text",
    Create = "instance.create",
    SetWebhook = "events.webhook.set",
    ConnectWebSocket = "ws.connect",
    Participants = "group.participants",
    ResetLink = "group.reset_link",
    Requests = "group.requests",
    UpdateGroup = "group.update",
    GroupInfo = "group.info",
    JoinGroup = "group.join",
    LeaveGroup = "group.leave",
    Location = "message.location",
    Reaction = "message.reaction",
    Reconnect = "instance.reconnect",
    UpdateSettings = "instance.settings.update",
    EditMessage = "chat.edit_message",
    DeleteMessage = "chat.delete_message",
    MarkRead = "chat.mark_read",
    GetMessage = "chat.get_message",
    MessageStatus = "chat.message_status",
    MediaBase64 = "chat.media_base64",
    Presence = "chat.presence",
    History = "chat.history",
    Mute = "chat.mute",
    AssignTag = "chat.tag.assign",
    UnassignTag = "chat.tag.unassign",
    Profile = "profile.get",
}

fn operations(row: &Refusal) -> Vec<&'static str> {
    match row.operations() {
        On::Any | On::Prefix("message.") => vec!["message.text"],
        On::Names(names) => names.to_vec(),
        other => panic!("no probe for {other:?}"),
    }
}

fn words(row: &Refusal) -> String {
    match row.words() {
        Match::Any => "words that no page shows".to_owned(),
        Match::Exact(text) => text.to_owned(),
        Match::Prefix(text) => format!("{text} and more"),
        Match::Contains(text) => format!("before {text} after"),
        other => panic!("no words for {other:?}"),
    }
}

#[tokio::test]
async fn every_row_of_the_table_is_a_refusal_of_its_kind_with_the_gateways_words() {
    for row in Ryze::REFUSALS {
        let words = words(row);
        for spelling in [words.clone(), words.to_lowercase()] {
            let mut answer = ResponseTemplate::new(row.status()).set_body_json(failure(&spelling));
            if row.condition() == When::RemainingZero {
                answer = answer.insert_header("X-RateLimit-Remaining", "0");
            }
            let server = answering(answer).await;
            for operation in operations(row) {
                let error = probe(operation, &account(&server, account_token())).await;
                assert_eq!(kind(&error), row.kind(), "{row:?}");
                assert_eq!(error.outcome(), Outcome::Refused, "{row:?}");
                assert_eq!(error.provider_message(), Some(spelling.as_str()));
                assert!(error.to_string().contains(&spelling), "{error}");
                assert_eq!(error.status().unwrap().as_u16(), row.status());
                assert_eq!(error.context().operation(), operation);
            }
        }
        assert!(
            row.proof().starts_with("errors: ")
                || row.proof().contains(" errors: ")
                || row.proof().starts_with("rate_limits: ")
        );
    }
}

#[tokio::test]
async fn what_no_row_names_has_an_unknown_effect_and_is_sent_once() {
    for (status, words, expected) in [
        (400, "Something else is wrong", ErrorKind::InvalidRequest),
        (400, "", ErrorKind::InvalidRequest),
        (401, "Chatwoot rejected the API token", ErrorKind::Unauthorized),
        (403, "Forbidden by something else", ErrorKind::Forbidden),
        (404, "no such route", ErrorKind::NotFound),
        (408, "Request Timeout", ErrorKind::Timeout),
        (409, "already there", ErrorKind::Conflict),
        (413, "too large", ErrorKind::MediaRejected),
        (500, "Failed to send message", ErrorKind::Server),
        (500, "Instance is not connected to WhatsApp", ErrorKind::Server),
        (500, LIMIT_WORDS, ErrorKind::Server),
        (501, "not supported", ErrorKind::Server),
        (502, "bad gateway", ErrorKind::Server),
        (503, "upstream unavailable", ErrorKind::Server),
        (504, "gateway timeout", ErrorKind::Server),
    ] {
        let server = gateway(status, failure(words)).await;
        let client = AccountClient::<Ryze>::builder(account_token())
            .base_url(server.uri())
            .retry(RetryPolicy::new().first_backoff(Duration::ZERO))
            .build()
            .unwrap();
        let error = client.instance("support").unwrap().send_text(&phone(), "Hello!").await.unwrap_err();
        assert_eq!(kind(&error), expected, "{status} {words}");
        assert_eq!(error.outcome(), Outcome::Unknown, "{status} {words}");
        request(&server).await;
    }
}

#[tokio::test]
async fn a_change_to_a_group_that_may_be_half_done_is_no_proven_refusal() {
    let server = gateway(403, failure("Not authorized to update group (must be admin)")).await;
    let error = probe("group.update", &account(&server, account_token())).await;
    assert_eq!((kind(&error), error.outcome()), (ErrorKind::Forbidden, Outcome::Unknown));
}

#[tokio::test]
async fn a_number_that_is_not_on_whatsapp_is_told_from_a_missing_one() {
    for (words, expected) in [
        ("Number 5511999999999 is not registered on WhatsApp", ErrorKind::RecipientInvalid),
        ("Number is required", ErrorKind::InvalidRequest),
    ] {
        let server = gateway(400, failure(words)).await;
        let error = line(&server, instance_token()).send_text(&phone(), "Hello!").await.unwrap_err();
        assert_eq!((kind(&error), error.outcome()), (expected, Outcome::Refused), "{words}");
    }
}

#[tokio::test]
async fn the_accounts_quota_is_no_rate_limit() {
    let server = gateway(403, failure("Account instance quota exceeded")).await;
    let spec = NewInstance::named("support");
    let error = account(&server, account_token()).create_instance(spec).await.unwrap_err();
    assert!(matches!(error, Error::Quota(_)), "{error:?}");
    assert!(!error.is_transient() && error.retry_after().is_none());
}

#[tokio::test]
async fn a_taken_name_is_a_conflict() {
    let server = gateway(409, failure("whatever the gateway says")).await;
    let spec = NewInstance::named("support");
    let error = account(&server, account_token()).create_instance(spec).await.unwrap_err();
    assert_eq!((kind(&error), error.outcome()), (ErrorKind::Conflict, Outcome::Refused));
}

#[tokio::test]
async fn a_disconnected_instance_is_offline_with_either_status() {
    for status in [400, 503] {
        let server = gateway(status, failure("Instance is not connected to WhatsApp")).await;
        let error = line(&server, instance_token()).send_text(&phone(), "Hello!").await.unwrap_err();
        assert_eq!((kind(&error), error.outcome()), (ErrorKind::InstanceOffline, Outcome::Refused));
    }
}

#[tokio::test]
async fn an_unexplained_400_of_a_send_hints_at_the_connection() {
    let server = gateway(400, failure("Something else is wrong")).await;
    let error = line(&server, instance_token()).send_text(&phone(), "Hello!").await.unwrap_err();
    assert!(error.to_string().contains("a disconnected instance"), "{error}");
}

fn limit(remaining: &str, words: &str) -> ResponseTemplate {
    ResponseTemplate::new(429)
        .set_body_json(failure(words))
        .insert_header("X-RateLimit-Limit", "100")
        .insert_header("X-RateLimit-Remaining", remaining)
        // Over already, so that nothing waits for it.
        .insert_header("X-RateLimit-Reset", "1700000000")
}

fn patient(server: &MockServer) -> AccountClient<Ryze> {
    AccountClient::<Ryze>::builder(AccountCredential::from(account_token()))
        .base_url(server.uri())
        .retry(RetryPolicy::new().attempts(9).first_backoff(Duration::ZERO))
        .build()
        .unwrap()
}

#[tokio::test]
async fn a_proven_limit_is_waited_for_even_with_a_send() {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(limit("0", LIMIT_WORDS)).up_to_n_times(2).mount(&server).await;
    Mock::given(any())
        .respond_with(ResponseTemplate::new(200).set_body_json(text_sent()))
        .mount(&server)
        .await;
    let line = patient(&server).instance("support").unwrap();
    line.send_text(&phone(), "Hello!").await.unwrap();
    assert_eq!(requests(&server).await.len(), 3);
}

#[tokio::test]
async fn a_proven_limit_is_waited_for_twice_and_no_more() {
    let server = answering(limit("0", LIMIT_WORDS)).await;
    let line = patient(&server).instance("support").unwrap();
    let error = line.send_text(&phone(), "Hello!").await.unwrap_err();
    assert_eq!((kind(&error), error.outcome()), (ErrorKind::RateLimited, Outcome::Refused));
    assert_eq!(requests(&server).await.len(), 3);
}

#[tokio::test]
async fn a_429_without_both_signs_is_refused_and_not_repeated() {
    let throttled = ResponseTemplate::new(429).set_body_json(failure(LIMIT_WORDS));
    for answer in [limit("0", "too many messages to this contact"), limit("7", LIMIT_WORDS), throttled] {
        let server = answering(answer).await;
        let line = patient(&server).instance("support").unwrap();
        let sent = line.send_text(&phone(), "Hello!").await.unwrap_err();
        let asked = line.status().await.unwrap_err();
        for error in [sent, asked] {
            assert_eq!((kind(&error), error.outcome()), (ErrorKind::RateLimited, Outcome::Refused));
        }
        assert_eq!(requests(&server).await.len(), 2);
    }
}

#[tokio::test]
async fn the_time_to_wait_is_read_from_the_reset() {
    let in_50_s = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs() + 50;
    let reset = ResponseTemplate::new(429)
        .set_body_json(failure(LIMIT_WORDS))
        .insert_header("X-RateLimit-Remaining", "0")
        .insert_header("X-RateLimit-Reset", in_50_s.to_string());
    let server = answering(reset).await;
    let error = line(&server, instance_token()).status().await.unwrap_err();
    let wait = error.retry_after().unwrap().as_secs();
    assert!((30..=50).contains(&wait), "{wait} s");
}

#[tokio::test]
async fn the_limit_is_told_by_successes_and_failures_alike() {
    let told = |status: u16, body: Value, left: &str| {
        ResponseTemplate::new(status)
            .set_body_json(body)
            .insert_header("X-RateLimit-Limit", "100")
            .insert_header("X-RateLimit-Remaining", left)
            .insert_header("X-RateLimit-Reset", "4102444800")
    };
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(told(200, text_sent(), "41")).up_to_n_times(1).mount(&server).await;
    Mock::given(any()).respond_with(told(404, failure("Instance not found"), "40")).mount(&server).await;
    let line = line(&server, instance_token());
    assert!(line.rate_limit().is_none());
    line.send_text(&phone(), "Hello!").await.unwrap();
    assert_eq!(line.rate_limit().unwrap().remaining, Some(41));
    line.logout().await.unwrap_err();
    let limit = line.rate_limit().unwrap();
    assert_eq!((limit.limit, limit.remaining), (Some(100), Some(40)));
}

#[tokio::test]
async fn each_token_has_its_own_limit() {
    let told = ResponseTemplate::new(201)
        .set_body_json(created())
        .insert_header("X-RateLimit-Limit", "20")
        .insert_header("X-RateLimit-Remaining", "19");
    let server = answering(told).await;
    let account = account(&server, account_token());
    let line = account.create_instance(NewInstance::named("support")).await.unwrap().client;
    assert!(line.rate_limit().is_none());
    assert!(account.rate_limit().is_none());
}

#[test]
fn the_words_are_found_in_every_shape_and_any_text_is_taken() {
    let found = |body: &str| Ryze::words(body).message;
    assert_eq!(found(&failure("Invalid token").to_string()).as_deref(), Some("Invalid token"));
    assert_eq!(found(r#"{"error":"plain"}"#).as_deref(), Some("plain"));
    assert_eq!(found(r#"{"success":false,"message":"beside"}"#).as_deref(), Some("beside"));
    let with_both = json!({"success": false, "message": "beside", "error": {"message": "inside"}});
    assert_eq!(found(&with_both.to_string()).as_deref(), Some("inside"));
    for nothing in [
        "",
        "<html>502</html>",
        "null",
        "[]",
        "7",
        "\"text\"",
        "{",
        "{}",
        "{\"error\":null}",
        "{\"error\":{\"message\":7}}",
        "{\"error\":[]}",
        "{\"success\":true,\"message\":\"fine\"}",
        "\u{0}\u{ffff}",
    ] {
        assert_eq!(Ryze::words(nothing), Default::default(), "{nothing}");
        assert!(Ryze::words(nothing).code.is_none());
    }
    assert!(found(&format!("{}{}", "[".repeat(5000), "]".repeat(5000))).is_none());
}

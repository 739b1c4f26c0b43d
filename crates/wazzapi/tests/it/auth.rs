//! What the documents say of authentication, line by line.

use serde_json::{Value, json};
use wagate_sdk_core::{
    AccountClient, AccountToken, Address, CredentialScope, Error, InstanceClient, NewInstance, Outcome,
    RetryPolicy,
};
use wagate_wazzapi::{Wazzapi, mcp_header};
use wiremock::matchers::header;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use super::{
    DEVICE, DIGITS, GROUP, KEY, PHONE, account, answering, answering_with, device, key, only_request, queued,
    requests, to,
};

/// An answer that every operation can read.
fn everything() -> Value {
    let mut answer = device();
    answer["devices"] = json!([]);
    answer["message_id"] = json!("m-1");
    answer["pairing_code"] = json!("7K2MQ9XZ");
    answer
}

/// Calls an operation of each area and kind once; the errors of those that failed. That the others carry the same key their goldens check.
async fn every_operation(account: &AccountClient<Wazzapi>, line: &InstanceClient<Wazzapi>) -> Vec<Error> {
    use wagate_wazzapi::{groups, instances, messages};
    let image = messages::MediaType::Image;
    let results = [
        account.call(instances::ListDevices::new()).await.err(),
        account.call(instances::GetDevice::new(DEVICE)).await.err(),
        account.call(instances::LinkDevice::default()).await.err(),
        line.call(instances::GetQr::new(DEVICE)).await.err(),
        line.call(instances::PairPhone::new(DEVICE, DIGITS)).await.err(),
        line.call(messages::SendMessage::text(DIGITS, DEVICE, "Halo")).await.err(),
        line.call(messages::SendImage::url(DIGITS, DEVICE, "https://example.com/a.png")).await.err(),
        line.call(groups::SendText::new("main", GROUP, "Halo")).await.err(),
        line.call(groups::SendMedia::new("main", GROUP, "https://example.com/a.png", image)).await.err(),
    ];
    results.into_iter().flatten().collect()
}

/// How many operations `every_operation` calls.
const OPERATIONS: usize = 9;

fn bearer(request: &Request) -> &str {
    request.headers["authorization"].to_str().unwrap()
}

/// A gateway that knows these keys and answers 401 to all others.
async fn knowing(keys: &[&str]) -> MockServer {
    let server = MockServer::start().await;
    for key in keys {
        Mock::given(header("authorization", format!("Bearer {key}").as_str()))
            .respond_with(ResponseTemplate::new(200).set_body_json(everything()))
            .mount(&server)
            .await;
    }
    Mock::given(wiremock::matchers::any())
        .respond_with(ResponseTemplate::new(401).set_body_json(json!({ "detail": "Unauthorized" })))
        .with_priority(9)
        .mount(&server)
        .await;
    server
}

#[tokio::test]
async fn every_operation_carries_the_key_as_a_bearer() {
    let server = answering(200, &everything()).await;
    let account = account(&server);
    let line = account.instance(DEVICE).unwrap();
    let errors = every_operation(&account, &line).await;
    assert!(errors.is_empty(), "{errors:?}");
    let requests = requests(&server).await;
    assert_eq!(requests.len(), OPERATIONS);
    for request in requests {
        assert_eq!(request.headers.get_all("authorization").iter().count(), 1);
        assert_eq!(bearer(&request), format!("Bearer {KEY}"));
    }
}

#[tokio::test]
async fn the_key_goes_nowhere_but_into_that_header() {
    let server = answering(200, &everything()).await;
    let account = account(&server);
    every_operation(&account, &account.instance(DEVICE).unwrap()).await;
    for request in requests(&server).await {
        assert!(!request.url.as_str().contains(KEY));
        assert!(!String::from_utf8_lossy(&request.body).contains(KEY));
        for (name, value) in &request.headers {
            assert!(name == "authorization" || !value.to_str().unwrap().contains(KEY), "{name}");
        }
    }
}

#[tokio::test]
async fn a_key_of_the_documented_form_goes_out_unchanged_and_so_does_another() {
    for text in ["wz_live_9f8e7d6c5b4a", "a-key-of-another-form"] {
        let server = knowing(&[text]).await;
        let client = AccountClient::<Wazzapi>::builder(AccountToken::new(text).unwrap())
            .base_url(server.uri())
            .build()
            .unwrap();
        client.verify().await.unwrap();
        assert_eq!(bearer(&requests(&server).await[0]), format!("Bearer {text}"));
    }
}

#[tokio::test]
async fn one_key_acts_for_every_device_of_the_organization() {
    let server = answering(200, &queued()).await;
    let account = account(&server);
    for device in [DEVICE, "0a1b2c3d-0000-4000-8000-000000000002"] {
        account.instance(device).unwrap().send_text(&to(PHONE), "Halo").await.unwrap();
    }
    let requests = requests(&server).await;
    assert!(requests.iter().all(|request| bearer(request) == format!("Bearer {KEY}")));
    let devices: Vec<Value> =
        requests.iter().map(|request| super::json_of(request)["whatsapp_account_id"].clone()).collect();
    assert_eq!(devices, [json!(DEVICE), json!("0a1b2c3d-0000-4000-8000-000000000002")]);
}

#[tokio::test]
async fn an_instance_client_is_made_with_the_same_key_and_its_device_id() {
    let server = answering(200, &queued()).await;
    let line = InstanceClient::<Wazzapi>::builder(DEVICE, key()).base_url(server.uri()).build().unwrap();
    line.send_text(&to(PHONE), "Halo").await.unwrap();
    let requests = requests(&server).await;
    assert_eq!(bearer(&requests[0]), format!("Bearer {KEY}"));
    assert_eq!(super::json_of(&requests[0])["whatsapp_account_id"], DEVICE);
    assert_eq!(line.authorizer().kind().scope(), CredentialScope::Instance);
    assert_eq!(line.authorizer().kind().name(), "API key");
}

#[tokio::test]
async fn a_new_device_gets_no_credential_of_its_own() {
    let server = answering(201, &device()).await;
    let account = account(&server);
    let created = account.create_instance(NewInstance::named("shop")).await.unwrap();
    assert!(created.token.is_none() && created.info.token.is_none());
    created.client.status().await.unwrap();
    assert!(requests(&server).await.iter().all(|request| bearer(request) == format!("Bearer {KEY}")));
    // It acts with the account's key: replacing that one replaces it here too.
    assert!(created.client.replace_credential(key()).is_err());
}

#[tokio::test]
async fn a_missing_key_cannot_be_made_and_a_wrong_header_form_cannot_be_written() {
    for text in ["", "  ", "Bearer wz_live_1", "wz_live_1\nx"] {
        let error = AccountToken::new(text).unwrap_err();
        assert!(matches!(error, Error::Config(_)), "{error}");
    }
    // White space around it, as a file's last newline, is no part of a key.
    let server = knowing(&["wz_live_1"]).await;
    let trimmed = AccountToken::new(" wz_live_1\n").unwrap();
    let account = AccountClient::<Wazzapi>::builder(trimmed).base_url(server.uri()).build().unwrap();
    account.verify().await.unwrap();
}

#[tokio::test]
async fn an_invalid_key_is_unauthorized_on_every_operation() {
    let server = answering(401, &json!({ "detail": "Unauthorized" })).await;
    let account = account(&server);
    let errors = every_operation(&account, &account.instance(DEVICE).unwrap()).await;
    assert_eq!(errors.len(), OPERATIONS);
    for error in errors {
        assert!(matches!(error, Error::Unauthorized(_)), "{error}");
        assert_eq!(error.outcome(), Outcome::Refused, "{error}");
        assert_eq!(error.provider_message(), Some("Unauthorized"));
    }
}

#[tokio::test]
async fn a_refused_key_is_neither_renewed_nor_tried_again() {
    let server = answering(401, &json!({ "detail": "Unauthorized" })).await;
    let account = AccountClient::<Wazzapi>::builder(key())
        .base_url(server.uri())
        .retry(RetryPolicy::default().attempts(5))
        .build()
        .unwrap();
    let error = account.verify().await.unwrap_err();
    assert_eq!(error.context().attempts(), 1);
    only_request(&server).await;
}

#[tokio::test]
async fn the_hint_of_a_401_names_the_dashboard_where_keys_are_made_and_shown_once() {
    let server = answering(401, &json!({ "detail": "Unauthorized" })).await;
    let text = account(&server).verify().await.unwrap_err().to_string();
    for part in ["Developers > Create New Key", "shows it once", "expired", "revoked", "rotated"] {
        assert!(text.contains(part), "{text}");
    }
}

#[tokio::test]
async fn a_rotated_key_is_replaced_for_all_clones_and_devices_at_once() {
    let server = knowing(&["wz_live_new"]).await;
    let account = account(&server);
    let (clone, line) = (account.clone(), account.instance(DEVICE).unwrap());
    assert!(matches!(account.verify().await.unwrap_err(), Error::Unauthorized(_)));
    account.replace_credential(AccountToken::new("wz_live_new").unwrap()).unwrap();
    account.verify().await.unwrap();
    clone.verify().await.unwrap();
    line.status().await.unwrap();
}

#[tokio::test]
async fn an_instance_client_of_its_own_is_rotated_by_itself() {
    let server = knowing(&["wz_live_new"]).await;
    let line = InstanceClient::<Wazzapi>::builder(DEVICE, key()).base_url(server.uri()).build().unwrap();
    assert!(matches!(line.status().await.unwrap_err(), Error::Unauthorized(_)));
    line.replace_credential(AccountToken::new("wz_live_new").unwrap()).unwrap();
    line.status().await.unwrap();
}

#[tokio::test]
async fn a_403_is_forbidden_on_every_operation_and_names_both_causes() {
    let server = answering(403, &json!({ "detail": "Forbidden" })).await;
    let account = account(&server);
    let errors = every_operation(&account, &account.instance(DEVICE).unwrap()).await;
    assert_eq!(errors.len(), OPERATIONS);
    for error in errors {
        assert!(matches!(error, Error::Forbidden(_)), "{error}");
        assert_eq!(error.outcome(), Outcome::Refused, "{error}");
        let hint = error.context().hint().unwrap();
        assert!(hint.contains("organization") && hint.contains("scope"), "{hint}");
    }
    assert_eq!(requests(&server).await.len(), OPERATIONS);
}

#[tokio::test]
async fn a_missing_permission_of_plan_or_owner_is_named_with_the_scopes() {
    let server = answering(403, &json!({ "detail": "Forbidden" })).await;
    let error = account(&server).instance(DEVICE).unwrap().send_text(&to(PHONE), "Halo").await.unwrap_err();
    let hint = error.context().hint().unwrap();
    assert!(hint.contains("plan") && hint.contains("owner"), "{hint}");
}

#[tokio::test]
async fn the_gateways_own_words_about_a_scope_are_shown() {
    // No scope's name is published, so whatever the gateway says must reach the caller.
    let server = answering(403, &json!({ "detail": "Missing scope: some.scope" })).await;
    let error = account(&server).verify().await.unwrap_err();
    assert_eq!(error.provider_message(), Some("Missing scope: some.scope"));
    assert!(error.to_string().contains("some.scope"), "{error}");
}

#[tokio::test]
async fn a_403_on_linking_says_that_keys_may_not_be_allowed_to_at_all() {
    let server = answering(403, &json!({ "detail": "Forbidden" })).await;
    let account = account(&server);
    let line = account.instance(DEVICE).unwrap();
    for error in [
        account.create_instance(NewInstance::named("shop")).await.unwrap_err(),
        line.connect().await.unwrap_err(),
        line.pairing_code(&PHONE.parse().unwrap()).await.unwrap_err(),
    ] {
        let hint = error.context().hint().unwrap();
        assert!(hint.contains("not documented") && hint.contains("dashboard"), "{hint}");
    }
    let error = line.status().await.unwrap_err();
    assert!(!error.context().hint().unwrap().contains("link devices"));
}

#[tokio::test]
async fn a_pull_subscriptions_token_is_no_api_key() {
    let token = || AccountToken::new("wzpull_live_5f4e3d2c").unwrap();
    let server = MockServer::start().await;
    let account = account(&server);
    for error in [
        AccountClient::<Wazzapi>::builder(token()).base_url(server.uri()).build().unwrap_err(),
        InstanceClient::<Wazzapi>::builder(DEVICE, token()).base_url(server.uri()).build().unwrap_err(),
        account.replace_credential(token()).unwrap_err(),
    ] {
        assert!(matches!(error, Error::WrongTokenKind(_)), "{error}");
        assert_eq!(error.outcome(), Outcome::NotSent);
        assert!(!format!("{error} {error:?}").contains("5f4e3d2c"));
    }
}

#[tokio::test]
async fn no_webhook_secret_mcp_header_or_other_credential_is_sent() {
    let server = answering(200, &everything()).await;
    let account = account(&server);
    every_operation(&account, &account.instance(DEVICE).unwrap()).await;
    for request in requests(&server).await {
        let mut names: Vec<&str> = request.headers.keys().map(|name| name.as_str()).collect();
        let plain = [
            "accept",
            "accept-encoding",
            "authorization",
            "content-length",
            "content-type",
            "host",
            "user-agent",
        ];
        names.retain(|name| !plain.contains(name));
        assert!(names.is_empty(), "{names:?}");
    }
}

#[tokio::test]
async fn the_dashboards_session_cookie_is_neither_kept_nor_sent() {
    let answer = ResponseTemplate::new(200)
        .insert_header("set-cookie", "session=s3cret; Path=/")
        .set_body_json(everything());
    let server = answering_with(answer).await;
    let account = account(&server);
    account.verify().await.unwrap();
    account.verify().await.unwrap();
    for request in requests(&server).await {
        assert!(!request.headers.contains_key("cookie"));
    }
}

#[test]
fn the_mcp_servers_header_holds_the_key_and_is_sensitive() {
    let (name, value) = mcp_header(&key());
    assert_eq!(name, "wazzapi-api-key");
    assert_eq!(value, KEY);
    assert!(value.is_sensitive());
    assert!(!format!("{value:?}").contains(KEY));
}

#[tokio::test]
async fn no_error_and_no_debug_shows_the_key_even_when_the_gateway_repeats_it() {
    let server = answering(401, &json!({ "detail": format!("the key {KEY} is unknown") })).await;
    let account = account(&server);
    let line = account.instance(DEVICE).unwrap();
    let address: Address = to(PHONE);
    let error = line.send_text(&address, "Halo").await.unwrap_err();
    let shown = format!("{error} {error:?} {account:?} {line:?} {:?}", key());
    assert!(!shown.contains(KEY), "{shown}");
    assert!(error.provider_message().unwrap().contains("is unknown"));
}

#[tokio::test]
async fn the_key_does_not_follow_a_redirect() {
    let elsewhere = answering(200, &everything()).await;
    let answer = ResponseTemplate::new(307).insert_header("location", elsewhere.uri().as_str());
    let server = answering_with(answer).await;
    let error = account(&server).verify().await.unwrap_err();
    assert!(matches!(error, Error::Config(_)), "{error}");
    assert!(requests(&elsewhere).await.is_empty());
}

#[test]
fn the_gateways_own_address_is_https_and_plain_http_elsewhere_is_refused() {
    AccountClient::<Wazzapi>::new(key()).unwrap();
    let error =
        AccountClient::<Wazzapi>::builder(key()).base_url("http://api.wazzapi.com").build().unwrap_err();
    assert!(matches!(error, Error::Config(_)), "{error}");
}

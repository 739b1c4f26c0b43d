//! Every line that the documents say about tokens.

use http::Method;
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use wagate_ryze::instances::{Connect, CreateInstance, DeleteInstance, ListInstances, Logout};
use wagate_ryze::messages::{MediaType, SendMedia, SendText};
use wagate_ryze::{AccountCredential, BASE_URL, InstanceCredential, Ryze, browser_websocket_url};
use wagate_sdk_core::adapter::{AccountOnly, Adapter, Endpoint, InstanceOnly, Shared};
use wagate_sdk_core::{
    AccountClient, AccountToken, CredentialScope, Error, InstanceClient, InstanceToken, NewInstance, Outcome,
    RetryPolicy,
};
use wiremock::matchers::{header as has_header, method, path};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use crate::{
    ACCOUNT, INSTANCE, account, account_token, created, failure, gateway, header, instance_token, line,
    listed, phone, request, requests, text_sent,
};

/// A gateway that answers every route of the slice as the documents show it.
async fn documented() -> MockServer {
    let server = MockServer::start().await;
    let routes: [(&str, &str, u16, Value); 7] = [
        ("POST", "/api/instance/new", 201, created()),
        ("GET", "/api/instance/list", 200, listed()),
        ("DELETE", "/api/instance/delete/support", 200, json!({"success": true})),
        ("GET", "/api/instance/connect/support", 200, json!({"success": true, "status": "connected"})),
        ("DELETE", "/api/instance/logout/support", 200, json!({"success": true})),
        ("POST", "/api/message/text/support", 200, text_sent()),
        ("POST", "/api/message/media/support", 200, text_sent()),
    ];
    for (verb, route, status, answer) in routes {
        Mock::given(method(verb))
            .and(path(route))
            .respond_with(ResponseTemplate::new(status).set_body_json(answer))
            .mount(&server)
            .await;
    }
    server
}

async fn call_all_of_an_account(account: &AccountClient<Ryze>) {
    account.call(CreateInstance::new("support")).await.unwrap();
    account.call(ListInstances::new()).await.unwrap();
    account.call(DeleteInstance::new("support")).await.unwrap();
}

async fn call_all_of_an_instance(line: &InstanceClient<Ryze>) {
    line.call(ListInstances::named("support")).await.unwrap();
    line.call(Connect::new()).await.unwrap();
    line.call(Logout::new()).await.unwrap();
    line.call(SendText::new("5511999999999", "Hello!")).await.unwrap();
    line.call(SendMedia::url("5511999999999", MediaType::Image, "https://example.com/a.png")).await.unwrap();
}

/// How a request is authorized: the header `token`, the header `authorization`.
fn authorized(request: &Request) -> (Option<&str>, Option<&str>) {
    (header(request, "token"), header(request, "authorization"))
}

// Where a token goes.

#[tokio::test]
async fn the_account_token_goes_in_the_token_header_unless_told_otherwise() {
    let server = documented().await;
    call_all_of_an_account(&account(&server, account_token())).await;
    for request in requests(&server).await {
        assert_eq!(authorized(&request), (Some(ACCOUNT), None));
    }
}

#[tokio::test]
async fn the_account_token_can_go_as_a_bearer_instead() {
    let server = documented().await;
    call_all_of_an_account(&account(&server, AccountCredential::new(account_token()).bearer())).await;
    for request in requests(&server).await {
        assert_eq!(authorized(&request), (None, Some(format!("Bearer {ACCOUNT}").as_str())));
    }
}

#[tokio::test]
async fn the_instance_token_goes_in_the_token_header_unless_told_otherwise() {
    let server = documented().await;
    call_all_of_an_instance(&line(&server, instance_token())).await;
    for request in requests(&server).await {
        assert_eq!(authorized(&request), (Some(INSTANCE), None));
    }
}

#[tokio::test]
async fn the_instance_token_can_go_as_a_bearer_instead() {
    let server = documented().await;
    call_all_of_an_instance(&line(&server, InstanceCredential::new(instance_token()).bearer())).await;
    for request in requests(&server).await {
        assert_eq!(authorized(&request), (None, Some(format!("Bearer {INSTANCE}").as_str())));
    }
}

#[tokio::test]
async fn no_call_ever_puts_a_token_into_a_url_or_a_body() {
    let server = documented().await;
    let owner = account(&server, account_token());
    call_all_of_an_account(&owner).await;
    call_all_of_an_instance(&owner.instance("support").unwrap()).await;
    call_all_of_an_instance(&line(&server, instance_token())).await;
    owner.request(Method::GET, "/api/instance/list").send().await.unwrap();
    for request in requests(&server).await {
        let body = String::from_utf8_lossy(&request.body).into_owned();
        for secret in [ACCOUNT, INSTANCE] {
            assert!(!request.url.as_str().contains(secret) && !body.contains(secret), "{}", request.url);
        }
        assert!(request.url.query_pairs().all(|(name, _)| name != "token"));
    }
}

#[tokio::test]
async fn requests_carry_no_header_that_the_gateways_origin_rules_do_not_allow() {
    let server = documented().await;
    call_all_of_an_account(&account(&server, account_token())).await;
    call_all_of_an_instance(&line(&server, InstanceCredential::new(instance_token()).bearer())).await;
    // What the gateway allows, and what every HTTP client sends by itself. No cookie, no origin.
    const ALLOWED: [&str; 8] = [
        "content-type",
        "authorization",
        "token",
        "accept",
        "accept-encoding",
        "content-length",
        "host",
        "user-agent",
    ];
    for request in requests(&server).await {
        for name in request.headers.keys() {
            assert!(ALLOWED.contains(&name.as_str()), "{name}");
        }
    }
}

#[test]
fn only_the_builder_for_browsers_puts_an_instances_token_into_a_url_and_hides_it() {
    let url = browser_websocket_url(BASE_URL, "support", &instance_token()).unwrap();
    assert_eq!(url.expose_secret(), format!("wss://ryzeapi.cloud/ws/support?token={INSTANCE}"));
    assert!(!format!("{url:?}").contains(INSTANCE));
}

#[test]
fn the_browsers_url_encodes_what_it_is_given_and_stays_below_the_base_url() {
    let token = InstanceToken::new("a&b=c#d/e").unwrap();
    for (base, begins) in [
        ("https://gw.example.com:8443/base/", "wss://gw.example.com:8443/base/ws/sales%20%26%20co%2F1?"),
        ("http://127.0.0.1:9000", "ws://127.0.0.1:9000/ws/sales%20%26%20co%2F1?"),
        ("http://[::1]:9000/", "ws://[::1]:9000/ws/sales%20%26%20co%2F1?"),
        ("http://localhost", "ws://localhost/ws/sales%20%26%20co%2F1?"),
    ] {
        let url = browser_websocket_url(base, "sales & co/1", &token).unwrap();
        assert_eq!(url.expose_secret(), format!("{begins}token=a%26b%3Dc%23d%2Fe"));
    }
    for bad in ["", ".", ".."] {
        assert!(browser_websocket_url(BASE_URL, bad, &token).is_err(), "{bad:?}");
    }
    for bad in [
        "http://gw.example.com",
        "ftp://localhost",
        "https://u:p@gw.example.com",
        "https://gw.example.com/?x=1",
        "x",
    ] {
        assert!(browser_websocket_url(bad, "support", &token).is_err(), "{bad}");
    }
}

#[test]
fn a_token_crosses_the_network_by_https_only() {
    let build = |url: &str| {
        AccountClient::<Ryze>::builder(account_token()).base_url(url).allow_plain_http(true).build()
    };
    assert!(matches!(build("http://gw.example.com").unwrap_err(), Error::Config(_)));
    for fine in ["https://gw.example.com", "http://127.0.0.1:1", "http://localhost:1"] {
        build(fine).unwrap();
    }
    assert_eq!(Ryze::BASE_URL, Some("https://ryzeapi.cloud"));
    AccountClient::<Ryze>::new(account_token()).unwrap();
    InstanceClient::<Ryze>::new("support", instance_token()).unwrap();
}

// What each kind may do.

#[tokio::test]
async fn the_account_token_creates_lists_and_deletes() {
    let server = documented().await;
    let account = account(&server, account_token());
    account.create_instance(NewInstance::named("support")).await.unwrap();
    assert_eq!(account.instances().all().await.unwrap().len(), 1);
    account.delete_instance("support").await.unwrap();
    let made_with: Vec<_> =
        requests(&server).await.iter().map(|r| header(r, "token").unwrap().to_owned()).collect();
    assert_eq!(made_with, [ACCOUNT; 3]);
}

#[tokio::test]
async fn the_account_token_works_on_the_routes_of_its_instances() {
    let server = documented().await;
    let line = account(&server, account_token()).instance("support").unwrap();
    assert_eq!(line.authorizer().kind().scope(), CredentialScope::Account);
    call_all_of_an_instance(&line).await;
    assert!(requests(&server).await.iter().all(|request| header(request, "token") == Some(ACCOUNT)));
}

#[tokio::test]
async fn an_instance_token_works_on_every_route_of_its_instance() {
    let server = documented().await;
    let line = line(&server, instance_token());
    assert_eq!(line.authorizer().kind().scope(), CredentialScope::Instance);
    line.connect().await.unwrap();
    line.status().await.unwrap();
    line.send_text(&phone(), "Hello!").await.unwrap();
    line.logout().await.unwrap();
    assert!(requests(&server).await.iter().all(|request| header(request, "token") == Some(INSTANCE)));
}

#[tokio::test]
async fn an_instance_token_lists_its_own_instance() {
    let server = gateway(200, listed()).await;
    let list = line(&server, instance_token()).call(ListInstances::new()).await.unwrap();
    assert_eq!(list.instances[0].value.name, "support");
    assert_eq!(header(&request(&server).await, "token"), Some(INSTANCE));
}

#[tokio::test]
async fn an_instance_token_gets_its_own_row_whatever_name_is_asked_for() {
    let server = gateway(200, listed()).await;
    let other =
        InstanceClient::<Ryze>::builder("sales", instance_token()).base_url(server.uri()).build().unwrap();
    let error = other.status().await.unwrap_err();
    assert!(matches!(error, Error::NotFound(_)), "{error:?}");
}

#[test]
fn only_an_accounts_client_creates_and_deletes() {
    fn account_only<E: Endpoint<Scope = AccountOnly>>() {}
    fn instance_only<E: Endpoint<Scope = InstanceOnly>>() {}
    fn shared<E: Endpoint<Scope = Shared>>() {}
    account_only::<CreateInstance>();
    account_only::<DeleteInstance>();
    shared::<ListInstances>();
    instance_only::<Connect>();
    instance_only::<Logout>();
    instance_only::<SendText>();
    instance_only::<SendMedia>();
}

#[tokio::test]
async fn an_instance_token_on_an_account_only_route_is_unauthorized_with_a_hint() {
    // An instance's token that someone took for the account's: the gateway's words do not tell which it was.
    let server = gateway(401, failure("Invalid token")).await;
    let account = account(&server, AccountToken::new(INSTANCE).unwrap());
    let deleting = account.delete_instance("support").await.unwrap_err();
    let creating = account.create_instance(NewInstance::named("support")).await.unwrap_err();
    for error in [deleting, creating] {
        assert!(matches!(error, Error::Unauthorized(_)), "{error:?}");
        let hint = error.context().hint().unwrap();
        assert!(hint.contains("also what an instance token gets on an account-only route"), "{hint}");
        assert_eq!(error.outcome(), Outcome::Refused);
    }
}

// Where an instance's token comes from.

async fn creation(answer: Value, spec: NewInstance) -> (Option<String>, String, Option<String>) {
    let server = MockServer::start().await;
    Mock::given(path("/api/instance/new"))
        .respond_with(ResponseTemplate::new(201).set_body_json(answer))
        .mount(&server)
        .await;
    Mock::given(path("/api/message/text/support"))
        .respond_with(ResponseTemplate::new(200).set_body_json(text_sent()))
        .mount(&server)
        .await;
    let made = account(&server, account_token()).create_instance(spec).await.unwrap();
    made.client.send_text(&phone(), "Hello!").await.unwrap();
    let sent = requests(&server).await;
    let body: Value = serde_json::from_slice(&sent[0].body).unwrap();
    (
        made.token.map(|token| token.expose().to_owned()),
        header(&sent[1], "token").unwrap().to_owned(),
        body["token"].as_str().map(str::to_owned),
    )
}

#[tokio::test]
async fn a_new_instances_client_holds_the_token_of_its_creation() {
    let own = "7b1b2c1e-1111-4222-8333-944455566677";
    let (token, used, asked) = creation(created(), NewInstance::named("support")).await;
    assert_eq!((token.as_deref(), used.as_str(), asked), (Some(own), own, None));
}

#[tokio::test]
async fn a_new_instances_token_may_stand_in_data() {
    let answer = json!({"success": true, "data": {"token": "in-data"}});
    let (token, used, _) = creation(answer, NewInstance::named("support")).await;
    assert_eq!((token.as_deref(), used.as_str()), (Some("in-data"), "in-data"));
    let empty = json!({"success": true, "instance": {"token": ""}, "data": {"token": "in-data"}});
    assert_eq!(creation(empty, NewInstance::named("support")).await.1, "in-data");
}

#[tokio::test]
async fn the_token_beside_the_instance_goes_before_the_one_in_data() {
    let answer = json!({"success": true, "instance": {"token": "beside"}, "data": {"token": "in-data"}});
    assert_eq!(creation(answer, NewInstance::named("support")).await.1, "beside");
}

#[tokio::test]
async fn the_caller_may_choose_the_token() {
    let spec = NewInstance::named("support").token(InstanceToken::new("chosen").unwrap());
    let answer = json!({"success": true, "instance": {"name": "support"}});
    let (token, used, asked) = creation(answer, spec).await;
    assert_eq!(
        (token.as_deref(), used.as_str(), asked.as_deref()),
        (Some("chosen"), "chosen", Some("chosen"))
    );
}

#[tokio::test]
async fn without_a_token_in_the_answer_the_instance_acts_with_the_accounts() {
    let (token, used, _) = creation(json!({"success": true}), NewInstance::named("support")).await;
    assert_eq!((token, used.as_str()), (None, ACCOUNT));
}

#[tokio::test]
async fn a_new_instance_sends_its_token_in_the_header_that_its_account_uses() {
    let server = documented().await;
    let account = account(&server, AccountCredential::new(account_token()).bearer());
    let line = account.create_instance(NewInstance::named("support")).await.unwrap().client;
    line.send_text(&phone(), "Hello!").await.unwrap();
    let sent = requests(&server).await;
    let expected = "Bearer 7b1b2c1e-1111-4222-8333-944455566677";
    assert_eq!(authorized(&sent[1]), (None, Some(expected)));
}

#[tokio::test]
async fn a_token_in_the_list_is_read_where_it_is_and_never_shown() {
    let server = gateway(200, listed()).await;
    let account = account(&server, account_token());
    let info = account.get_instance("support").await.unwrap();
    assert_eq!(info.token.as_ref().unwrap().expose(), "7b1b2c1e-1111-4222-8333-944455566677");
    let list = account.call(ListInstances::new()).await.unwrap();
    assert!(!format!("{info:?} {list:?}").contains("7b1b2c1e"));
}

#[tokio::test]
async fn a_token_given_by_the_list_makes_a_client() {
    let server = documented().await;
    let token = account(&server, account_token()).get_instance("support").await.unwrap().token.unwrap();
    line(&server, token).send_text(&phone(), "Hello!").await.unwrap();
    let sent = requests(&server).await;
    assert_eq!(header(&sent[1], "token"), Some("7b1b2c1e-1111-4222-8333-944455566677"));
}

#[tokio::test]
async fn an_instance_token_survives_the_logout() {
    let server = documented().await;
    let line = line(&server, instance_token());
    line.logout().await.unwrap();
    line.connect().await.unwrap();
    for request in requests(&server).await {
        assert_eq!(header(&request, "token"), Some(INSTANCE));
    }
}

#[tokio::test]
async fn an_instance_token_dies_with_its_instance() {
    let server = documented().await;
    let account = account(&server, account_token());
    let line = account.create_instance(NewInstance::named("support")).await.unwrap().client;
    account.delete_instance("support").await.unwrap();
    server.reset().await;
    let refused = ResponseTemplate::new(401).set_body_json(failure("Invalid token"));
    Mock::given(has_header("token", "7b1b2c1e-1111-4222-8333-944455566677"))
        .respond_with(refused)
        .mount(&server)
        .await;
    let error = line.status().await.unwrap_err();
    assert!(matches!(error, Error::Unauthorized(_)), "{error:?}");
}

#[tokio::test]
async fn a_revoked_account_token_is_replaced_for_all_that_act_with_it() {
    let server = documented().await;
    let owner = account(&server, account_token());
    let (clone, line) = (owner.clone(), owner.instance("support").unwrap());
    owner.replace_credential(AccountToken::new("acc-secret-2").unwrap()).unwrap();
    clone.call(ListInstances::new()).await.unwrap();
    line.call(Logout::new()).await.unwrap();
    owner
        .replace_credential(AccountCredential::new(AccountToken::new("acc-secret-3").unwrap()).bearer())
        .unwrap();
    clone.call(ListInstances::new()).await.unwrap();
    let sent = requests(&server).await;
    assert_eq!(authorized(&sent[0]), (Some("acc-secret-2"), None));
    assert_eq!(authorized(&sent[1]), (Some("acc-secret-2"), None));
    assert_eq!(authorized(&sent[2]), (None, Some("Bearer acc-secret-3")));
}

#[tokio::test]
async fn a_revoked_instance_token_is_replaced() {
    let server = documented().await;
    let line = line(&server, instance_token());
    line.replace_credential(InstanceToken::new("ins-secret-2").unwrap()).unwrap();
    line.logout().await.unwrap();
    assert_eq!(header(&request(&server).await, "token"), Some("ins-secret-2"));
}

// What the gateway says of tokens that it refuses.

/// Asks with a policy that would repeat what may be repeated.
async fn refused(status: u16, words: &str) -> Error {
    let server = gateway(status, failure(words)).await;
    let line = InstanceClient::<Ryze>::builder("support", instance_token())
        .base_url(server.uri())
        .retry(RetryPolicy::new().attempts(5).first_backoff(std::time::Duration::ZERO))
        .build()
        .unwrap();
    let error = line.send_text(&phone(), "Hello!").await.unwrap_err();
    assert_eq!(error.provider_message(), Some(words));
    assert!(error.to_string().contains(words), "{error}");
    // Neither is a reading call repeated: the token stays refused.
    assert!(line.status().await.is_err());
    assert_eq!(requests(&server).await.len(), 2);
    error
}

#[tokio::test]
async fn a_request_without_the_token_header_is_unauthorized() {
    let error = refused(401, "Missing token in header").await;
    assert!(matches!(error, Error::Unauthorized(_)), "{error:?}");
    assert_eq!(error.outcome(), Outcome::Refused);
}

#[tokio::test]
async fn a_request_with_none_of_the_three_forms_is_unauthorized() {
    let error = refused(401, "Missing token in header, Authorization header, or query parameter").await;
    assert!(matches!(error, Error::Unauthorized(_)), "{error:?}");
    assert_eq!(error.outcome(), Outcome::Refused);
}

#[tokio::test]
async fn a_request_without_a_token_is_unauthorized() {
    let error = refused(401, "Missing token").await;
    assert!(matches!(error, Error::Unauthorized(_)), "{error:?}");
    assert_eq!(error.outcome(), Outcome::Refused);
}

#[tokio::test]
async fn an_unknown_wrong_or_revoked_token_is_unauthorized() {
    let error = refused(401, "Invalid token").await;
    assert!(matches!(error, Error::Unauthorized(_)), "{error:?}");
    assert_eq!(error.outcome(), Outcome::Refused);
}

#[tokio::test]
async fn a_token_that_does_not_match_the_instance_in_the_path_is_unauthorized() {
    let error = refused(401, "Invalid instance token").await;
    assert!(matches!(error, Error::Unauthorized(_)), "{error:?}");
    assert_eq!(error.outcome(), Outcome::Refused);
}

#[tokio::test]
async fn a_bad_account_token_is_unauthorized() {
    let error = refused(401, "Invalid account token").await;
    assert!(matches!(error, Error::Unauthorized(_)), "{error:?}");
    assert_eq!(error.outcome(), Outcome::Refused);
}

#[tokio::test]
async fn an_absent_auth_context_is_unauthorized() {
    let error = refused(401, "Unauthenticated").await;
    assert!(matches!(error, Error::Unauthorized(_)), "{error:?}");
    assert_eq!(error.outcome(), Outcome::Refused);
}

#[tokio::test]
async fn a_401_in_words_that_no_page_shows_is_unauthorized_and_proves_nothing() {
    let error = refused(401, "Token went stale").await;
    assert!(matches!(error, Error::Unauthorized(_)), "{error:?}");
    assert_eq!(error.outcome(), Outcome::Unknown);
}

#[tokio::test]
async fn the_token_of_another_instance_is_forbidden() {
    let error = refused(403, "Instance token does not match requested instance").await;
    assert!(matches!(error, Error::Forbidden(_)), "{error:?}");
    assert_eq!(error.outcome(), Outcome::Refused);
}

#[tokio::test]
async fn the_token_of_another_account_is_forbidden() {
    let error = refused(403, "Instance does not belong to your account").await;
    assert!(matches!(error, Error::Forbidden(_)), "{error:?}");
    assert_eq!(error.outcome(), Outcome::Refused);
}

#[tokio::test]
async fn an_exhausted_instance_quota_is_no_matter_of_the_token() {
    let error = refused(403, "Account instance quota exceeded").await;
    assert!(matches!(error, Error::Quota(_)), "{error:?}");
    assert_eq!(error.outcome(), Outcome::Refused);
}

#[tokio::test]
async fn a_403_in_words_that_no_page_shows_is_forbidden_and_proves_nothing() {
    let error = refused(403, "Not today").await;
    assert!(matches!(error, Error::Forbidden(_)), "{error:?}");
    assert_eq!(error.outcome(), Outcome::Unknown);
}

#[tokio::test]
async fn a_401_always_hints_at_what_it_may_be() {
    for words in ["Invalid token", "Missing token", "Token went stale"] {
        assert!(refused(401, words).await.context().hint().unwrap().contains("missing, wrong or revoked"));
    }
}

#[tokio::test]
async fn a_gateway_that_repeats_the_token_does_not_leak_it_through_the_error() {
    for credential in
        [InstanceCredential::new(instance_token()), InstanceCredential::new(instance_token()).bearer()]
    {
        let server = gateway(401, failure(&format!("Invalid token {INSTANCE}"))).await;
        let error = line(&server, credential).status().await.unwrap_err();
        assert!(!format!("{error} {error:?}").contains(INSTANCE), "{error}");
    }
}

#[test]
fn no_credential_and_no_client_shows_its_token() {
    let account = AccountCredential::new(account_token()).bearer();
    let instance = InstanceCredential::from(instance_token());
    let clients = (
        AccountClient::<Ryze>::new(account.clone()).unwrap(),
        InstanceClient::<Ryze>::new("support", instance.clone()).unwrap(),
    );
    let shown = format!("{account:?} {instance:?} {clients:?}");
    assert!(!shown.contains(ACCOUNT) && !shown.contains(INSTANCE), "{shown}");
}

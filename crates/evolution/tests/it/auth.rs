//! Every line of what the server's documents and recordings say about keys.

use http::Method;
use serde_json::json;
use wagate_evolution::chats::FindChatByRemoteJid;
use wagate_evolution::groups::{AcceptInvite, FetchAllGroups, FindGroup};
use wagate_evolution::instances::{
    Connect, CreateInstance, DeleteInstance, FetchInstances, GetConnectionState, Logout, Restart,
};
use wagate_evolution::messages::{MediaFile, MediaKind, SendMedia, SendText};
use wagate_evolution::server::VerifyCreds;
use wagate_evolution::{Evolution, Integration};
use wagate_sdk_core::{
    AccountClient, AccountToken, CredentialScope, Error, InstanceClient, InstanceToken, NewInstance, Outcome,
};
use wiremock::MockServer;

use crate::{
    GLOBAL_KEY, SHOP_TOKEN, account, account_with, answer, answering, body, created, expect, failure,
    requests, row, sent, shop, the_request,
};

fn unauthorized() -> serde_json::Value {
    failure(401, "Unauthorized", json!("Unauthorized"))
}

#[tokio::test]
async fn the_global_key_goes_into_the_header_apikey_and_nowhere_else() {
    let server = answering(200, json!([])).await;
    account(&server).call(FetchInstances::new()).await.unwrap();
    let request = the_request(&server).await;
    expect(&request, "GET", "/instance/fetchInstances", GLOBAL_KEY);
    assert!(!request.headers.contains_key("authorization"));
}

#[tokio::test]
async fn an_instances_token_goes_into_the_header_apikey_and_nowhere_else() {
    let server = answering(201, sent()).await;
    shop(&server).call(SendText::new("5511999990000", "hello")).await.unwrap();
    let request = the_request(&server).await;
    expect(&request, "POST", "/message/sendText/shop", SHOP_TOKEN);
    assert!(!request.headers.contains_key("authorization"));
    assert!(!String::from_utf8(request.body).unwrap().contains(SHOP_TOKEN));
}

#[tokio::test]
async fn a_key_in_the_query_is_not_read_so_the_sdk_never_puts_one_there() {
    let server = answering(401, unauthorized()).await;
    let line = shop(&server);
    let asked = line.request(Method::GET, "/instance/connectionState/shop").query("apikey", "other");
    assert!(matches!(asked.read_only().send().await, Err(Error::Unauthorized(_))));
    // The caller's own query stays the caller's; the client's key still went into the header.
    expect(&the_request(&server).await, "GET", "/instance/connectionState/shop?apikey=other", SHOP_TOKEN);
}

#[tokio::test]
async fn the_global_key_acts_on_every_instance() {
    let server = MockServer::start().await;
    for name in ["shop", "beta"] {
        answer(&server, 200, json!({ "instance": { "instanceName": name, "state": "open" } })).await;
        account(&server).instance(name).unwrap().status().await.unwrap();
        let path = format!("/instance/connectionState/{name}");
        expect(&the_request(&server).await, "GET", &path, GLOBAL_KEY);
    }
}

#[tokio::test]
async fn verify_takes_the_global_key() {
    let server = answering(200, json!({ "status": 200, "message": "Credentials are valid" })).await;
    let verified = account(&server).verify().await.unwrap();
    expect(&the_request(&server).await, "POST", "/verify-creds", GLOBAL_KEY);
    assert_eq!(verified.credential.scope(), CredentialScope::Account);
}

#[tokio::test]
async fn an_instances_token_is_refused_by_verify_without_a_word_about_its_kind() {
    let server = answering(401, unauthorized()).await;
    let error = account_with(&server, SHOP_TOKEN).verify().await.unwrap_err();
    assert!(matches!(error, Error::Unauthorized(_)), "no claim about the kind: {error:?}");
    assert_eq!(error.outcome(), Outcome::Refused);
    assert!(error.to_string().contains("only the server's global key"), "{error}");
}

#[tokio::test]
async fn an_instances_token_cannot_create_instances() {
    let server = answering(401, unauthorized()).await;
    let error =
        account_with(&server, SHOP_TOKEN).create_instance(NewInstance::named("gamma")).await.unwrap_err();
    assert!(matches!(error, Error::Unauthorized(_)));
    assert_eq!(error.outcome(), Outcome::Refused);
    assert!(error.to_string().contains("only the server's global key"), "{error}");
}

#[tokio::test]
async fn an_instances_token_lists_its_own_rows() {
    let server = answering(200, json!([row("shop", json!(SHOP_TOKEN))])).await;
    let rows = shop(&server).call(FetchInstances::new()).await.unwrap();
    expect(&the_request(&server).await, "GET", "/instance/fetchInstances", SHOP_TOKEN);
    assert_eq!(rows[0].value.name, "shop");
}

#[tokio::test]
async fn an_instances_token_may_not_ask_for_another_name() {
    let server = answering(401, unauthorized()).await;
    let error = shop(&server).call(FetchInstances::named("alpha")).await.unwrap_err();
    expect(&the_request(&server).await, "GET", "/instance/fetchInstances?instanceName=alpha", SHOP_TOKEN);
    assert!(matches!(error, Error::Unauthorized(_)));
}

#[tokio::test]
async fn no_key_a_wrong_key_and_another_instances_token_get_the_same_words() {
    let server = answering(401, unauthorized()).await;
    let error = shop(&server).status().await.unwrap_err();
    assert!(matches!(error, Error::Unauthorized(_)), "{error:?}");
    assert_eq!(error.outcome(), Outcome::Refused);
    assert_eq!(error.provider_message(), Some("Unauthorized"));
    assert!(
        error.to_string().contains("a missing key, a wrong one, and the token of another instance"),
        "{error}"
    );
}

#[tokio::test]
async fn a_send_refused_for_its_key_was_not_sent() {
    let server = answering(401, unauthorized()).await;
    let error = shop(&server).send_text(&"5511999990000".parse().unwrap(), "x").await.unwrap_err();
    assert!(matches!(error, Error::Unauthorized(_)));
    assert_eq!(error.outcome(), Outcome::Refused);
}

#[tokio::test]
async fn the_token_is_the_hash_of_the_creation_and_the_new_client_holds_it() {
    let server = answering(201, created("alpha", "WHATSAPP-BAILEYS", "close", "E57C7BEB-11A3")).await;
    let new = account(&server).create_instance(NewInstance::named("alpha")).await.unwrap();
    assert_eq!(new.token.as_ref().unwrap().expose(), "E57C7BEB-11A3");
    assert!(body(&the_request(&server).await).get("token").is_none(), "the server chooses");

    answer(&server, 201, sent()).await;
    new.client.send_text(&"5511999990000".parse().unwrap(), "hello").await.unwrap();
    expect(&the_request(&server).await, "POST", "/message/sendText/alpha", "E57C7BEB-11A3");
}

#[tokio::test]
async fn the_caller_may_choose_the_token() {
    let server = answering(201, created("beta", "WHATSAPP-BAILEYS", "close", "beta-token-1")).await;
    let spec = NewInstance::named("beta").token(InstanceToken::new("beta-token-1").unwrap());
    let new = account(&server).create_instance(spec).await.unwrap();
    let request = the_request(&server).await;
    expect(&request, "POST", "/instance/create", GLOBAL_KEY);
    assert_eq!(body(&request)["token"], "beta-token-1");
    assert_eq!(new.token.unwrap().expose(), "beta-token-1");
}

#[tokio::test]
async fn a_token_is_not_unique_by_force() {
    let server = answering(201, created("dup-token", "EVOLUTION", "open", "sp-1")).await;
    for name in ["my shop 1", "dup-token"] {
        let spec = NewInstance::named(name).channel("EVOLUTION").token(InstanceToken::new("sp-1").unwrap());
        account(&server).create_instance(spec).await.unwrap();
    }
    assert_eq!(requests(&server).await, 2, "the SDK does not forbid what the server allows");
}

#[tokio::test]
async fn the_list_shows_tokens() {
    let server = answering(200, json!([row("shop", json!(SHOP_TOKEN))])).await;
    let info = account(&server).get_instance("shop").await.unwrap();
    assert_eq!(info.token.as_ref().unwrap().expose(), SHOP_TOKEN);
    assert!(!format!("{info:?}").contains(SHOP_TOKEN));
}

#[tokio::test]
async fn a_server_that_hides_tokens_is_read_all_the_same() {
    let mut without = row("shop", json!(null));
    without.as_object_mut().unwrap().remove("token");
    for hidden in [row("shop", json!(null)), row("shop", json!("")), without] {
        let server = answering(200, json!([hidden])).await;
        assert!(account(&server).get_instance("shop").await.unwrap().token.is_none());
    }
}

#[tokio::test]
async fn on_whatsapp_business_the_token_is_metas_access_token() {
    let server = answering(201, created("biz", "WHATSAPP-BUSINESS", "open", "EAAB-meta-token")).await;
    let spec = NewInstance::named("biz")
        .channel("WHATSAPP-BUSINESS")
        .token(InstanceToken::new("EAAB-meta-token").unwrap())
        .extra("number", "1234567890")
        .extra("businessId", "777");
    let new = account(&server).create_instance(spec).await.unwrap();
    assert_eq!(
        body(&the_request(&server).await),
        json!({
            "instanceName": "biz", "integration": "WHATSAPP-BUSINESS", "token": "EAAB-meta-token",
            "number": "1234567890", "businessId": "777",
        })
    );
    answer(&server, 200, json!({ "instance": { "instanceName": "biz", "state": "open" } })).await;
    new.client.status().await.unwrap();
    expect(&the_request(&server).await, "GET", "/instance/connectionState/biz", "EAAB-meta-token");
}

#[tokio::test]
async fn on_whatsapp_business_the_token_is_mandatory() {
    let server = answering(201, json!({})).await;
    let spec = NewInstance::named("biz").channel("WHATSAPP-BUSINESS").extra("number", "1234567890");
    let error = account(&server).create_instance(spec).await.unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_)) && error.to_string().contains("Meta"), "{error}");
    assert_eq!((error.outcome(), requests(&server).await), (Outcome::NotSent, 0));
}

#[tokio::test]
async fn a_key_never_expires_so_a_401_is_final() {
    let server = answering(401, unauthorized()).await;
    let account = AccountClient::<Evolution>::builder(AccountToken::new(GLOBAL_KEY).unwrap())
        .base_url(server.uri())
        .build()
        .unwrap();
    assert!(matches!(account.get_instance("shop").await, Err(Error::Unauthorized(_))));
    assert_eq!(requests(&server).await, 1, "neither renewed nor sent again");
}

#[tokio::test]
async fn a_token_is_gone_with_its_instance() {
    let words = "The \"shop\" instance does not exist";
    let server = answering(404, failure(404, "Not Found", json!([words]))).await;
    let error = shop(&server).status().await.unwrap_err();
    assert!(matches!(error, Error::NotFound(_)));
    assert_eq!(error.provider_message(), Some(words));
}

#[tokio::test]
async fn an_unknown_route_is_told_before_the_key_is_checked() {
    let server = answering(404, failure(404, "Not Found", json!(["Cannot GET /nope/at/all"]))).await;
    let error = account(&server).request(Method::GET, "/nope/at/all").read_only().send().await.unwrap_err();
    assert!(matches!(error, Error::NotFound(_)));
    assert_eq!(error.outcome(), Outcome::Refused);
    assert!(error.to_string().contains("check the base URL"), "{error}");
}

#[tokio::test]
async fn an_unknown_instance_is_told_before_the_key_is_checked() {
    let server =
        answering(404, failure(404, "Not Found", json!(["The \"ghost\" instance does not exist"]))).await;
    let ghost = InstanceClient::<Evolution>::builder("ghost", InstanceToken::new("not-a-key").unwrap())
        .base_url(server.uri())
        .build()
        .unwrap();
    let error = ghost.status().await.unwrap_err();
    assert!(matches!(error, Error::NotFound(_)));
    assert!(error.to_string().contains("says nothing about the key"), "{error}");
}

#[tokio::test]
async fn a_name_in_use_is_told_before_the_key_is_checked() {
    let server =
        answering(403, failure(403, "Forbidden", json!(["This name \"alpha\" is already in use."]))).await;
    let error =
        account_with(&server, "not-a-key").create_instance(NewInstance::named("alpha")).await.unwrap_err();
    assert!(matches!(error, Error::Conflict(_)), "not Forbidden: {error:?}");
    assert_eq!(error.outcome(), Outcome::Refused);
    assert!(error.to_string().contains("says nothing about the key"), "{error}");
}

#[tokio::test]
async fn the_schema_is_checked_after_the_key_and_before_the_act() {
    let server =
        answering(400, failure(400, "Bad Request", json!([["instance requires property \"text\""]]))).await;
    let error = shop(&server).call(SendText::new("5511999990000", "")).await.unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_)));
    assert_eq!(error.outcome(), Outcome::Refused);
}

#[tokio::test]
async fn the_metrics_have_a_credential_of_their_own_which_the_sdk_never_sends() {
    let server = answering(401, unauthorized()).await;
    let error = account(&server).request(Method::GET, "/metrics").read_only().send().await.unwrap_err();
    assert!(matches!(error, Error::Unauthorized(_)));
    assert!(!the_request(&server).await.headers.contains_key("authorization"));
}

#[tokio::test]
async fn no_operation_but_the_list_puts_an_instance_into_its_query() {
    let server = answering(418, json!({})).await;
    let (account, line) = (account(&server), shop(&server));
    let _ = account.call(VerifyCreds::new()).await;
    let _ = account.call(CreateInstance::new("shop", Integration::Baileys)).await;
    let _ = account.call(DeleteInstance::new("shop")).await;
    let _ = line.call(Connect::with_number("5511999990000")).await;
    let _ = line.call(GetConnectionState::new()).await;
    let _ = line.call(Restart::new()).await;
    let _ = line.call(Logout::new()).await;
    let _ = line.call(SendText::new("5511999990000", "x")).await;
    let image = MediaFile::Url("https://files.example.org/a.png".to_owned());
    let _ = line.call(SendMedia::new("5511999990000", MediaKind::Image, image)).await;
    let _ = line.call(FindChatByRemoteJid::new("5511999990000@s.whatsapp.net")).await;
    let _ = line.call(FindGroup::new("120363000000000001@g.us")).await;
    let _ = line.call(FetchAllGroups::new(true)).await;
    let _ = line.call(AcceptInvite::new("AbCdEfGhIjKlMnOpQrStUv")).await;
    let seen = server.received_requests().await.unwrap();
    assert_eq!(seen.len(), 13);
    let known = ["number", "remoteJid", "groupJid", "getParticipants", "inviteCode"];
    for request in seen {
        let names: Vec<_> = request.url.query_pairs().map(|(name, _)| name.into_owned()).collect();
        assert!(names.iter().all(|name| known.contains(&&**name)), "{}: {names:?}", request.url.path());
    }
}

#[tokio::test]
async fn a_replaced_key_is_used_by_all_clones() {
    let server = MockServer::start().await;
    let account = account(&server);
    let (clone, line) = (account.clone(), account.instance("shop").unwrap());
    account.replace_credential(AccountToken::new("rotated").unwrap()).unwrap();
    answer(&server, 200, json!([])).await;
    clone.call(FetchInstances::new()).await.unwrap();
    expect(&the_request(&server).await, "GET", "/instance/fetchInstances", "rotated");
    answer(&server, 200, json!({ "instance": { "state": "open" } })).await;
    line.status().await.unwrap();
    expect(&the_request(&server).await, "GET", "/instance/connectionState/shop", "rotated");
}

#[tokio::test]
async fn no_key_is_ever_shown() {
    let server = answering(401, failure(401, "Unauthorized", json!(format!("bad key {GLOBAL_KEY}")))).await;
    let account = account(&server);
    let mut shown = vec![format!("{account:?}"), format!("{0:?} {0}", account.verify().await.unwrap_err())];

    let line = shop(&server);
    answer(&server, 401, failure(401, "Unauthorized", json!(format!("bad key {SHOP_TOKEN}")))).await;
    shown.extend([format!("{line:?}"), format!("{0:?} {0}", line.status().await.unwrap_err())]);

    let mut new = CreateInstance::new("shop", Integration::Baileys);
    new.token = Some(InstanceToken::new(SHOP_TOKEN).unwrap());
    new.proxy_password = Some("proxy secret".into());
    new.chatwoot_token = Some("chatwoot secret".into());
    new.extra.0.insert("future".to_owned(), json!("extra secret"));
    shown.push(format!("{new:?}"));

    answer(&server, 201, created("shop", "WHATSAPP-BAILEYS", "close", SHOP_TOKEN)).await;
    shown.push(format!(
        "{:?}",
        account.call(CreateInstance::new("shop", Integration::Baileys)).await.unwrap()
    ));
    shown.push(format!("{:?}", account.create_instance(NewInstance::named("shop")).await.unwrap()));
    answer(&server, 200, json!([row("shop", json!(SHOP_TOKEN))])).await;
    shown.push(format!("{:?}", account.call(FetchInstances::new()).await.unwrap()));

    for text in shown {
        for secret in [GLOBAL_KEY, SHOP_TOKEN, "proxy secret", "chatwoot secret", "extra secret"] {
            assert!(!text.contains(secret), "{text}");
        }
    }
}

#[tokio::test]
async fn the_server_is_the_users_own_so_its_address_must_be_given() {
    let error = AccountClient::<Evolution>::new(AccountToken::new(GLOBAL_KEY).unwrap()).unwrap_err();
    assert!(matches!(error, Error::Config(_)) && error.to_string().contains("base URL"), "{error}");
    let plain = |allow| {
        AccountClient::<Evolution>::builder(AccountToken::new(GLOBAL_KEY).unwrap())
            .base_url("http://gateway.internal:8080")
            .allow_plain_http(allow)
            .build()
    };
    assert!(plain(false).is_err(), "a key does not cross the network readable by accident");
    assert!(plain(true).is_ok(), "a private network may be plain: the gateway is not https only");
}

//! Making, listing and deleting instances.

use serde_json::json;
use wagate_ryze::instances::{
    CreateInstance, DeleteInstance, EventName, InstanceStatus, ListInstances, ProxyProtocol,
};
use wagate_sdk_core::{ConnectionState, Error, InstanceToken, NewInstance, Outcome, SecretText};
use wiremock::ResponseTemplate;

use crate::{account, account_token, answering, body, created, gateway, header, listed, request};

#[tokio::test]
async fn a_creation_goes_out_as_documented() {
    let server = gateway(201, created()).await;
    let mut create = CreateInstance::new("support");
    create.webhook_enabled = Some(true);
    create.webhook_url = Some("https://app.example.com/hooks/ryze".into());
    create.webhook_events = Some(vec![EventName::MessageExchange, EventName::MessageStatus]);
    create.webhook_authorization = Some(SecretText::from("Bearer s3cret"));
    create.disable_history_sync = Some(true);
    let mut shown = create.clone();
    shown.extra.insert("future", "s3cret");
    assert!(!format!("{shown:?}").contains("s3cret"));
    assert!(format!("{shown:?}").contains("future"), "names are shown");

    let answer = account(&server, account_token()).call(create).await.unwrap();
    let sent = request(&server).await;
    assert_eq!((sent.method.as_str(), sent.url.path()), ("POST", "/api/instance/new"));
    assert_eq!(sent.url.query(), None);
    assert_eq!(header(&sent, "content-type"), Some("application/json"));
    let expected = json!({
        "name": "support",
        "webhookEnabled": true,
        "webhookURL": "https://app.example.com/hooks/ryze",
        "webhookEvents": ["message.exchange", "message.status"],
        "webhookAuthorization": "Bearer s3cret",
        "disableHistorySync": true
    });
    assert_eq!(body(&sent), expected);

    assert_eq!(answer.token().unwrap().expose(), "7b1b2c1e-1111-4222-8333-944455566677");
    let row = answer.instance.unwrap();
    assert_eq!(row.id.as_deref(), Some("0f6c2c1e-6c0a-4f0e-9a55-3d1f0c7a1b22"));
    assert_eq!((row.name.as_deref(), row.status), (Some("support"), Some(InstanceStatus::Disconnected)));
}

#[tokio::test]
async fn every_block_of_a_creation_has_the_documented_names() {
    let server = gateway(201, created()).await;
    let secret = |text: &str| Some(SecretText::from(text));
    let text = |text: &str| Some(text.to_owned());
    let mut create = CreateInstance::new("support");
    create.token = Some(InstanceToken::new("fixed-token").unwrap());
    create.proxy_enabled = Some(true);
    create.proxy_host = text("proxy.example");
    create.proxy_port = text("1080");
    create.proxy_protocol = Some(ProxyProtocol::Socks5);
    create.proxy_username = text("u");
    create.proxy_password = secret("proxy-password");
    create.webhook_by_events = Some(false);
    create.webhook_media_base64 = Some(true);
    create.websocket_enabled = Some(true);
    create.websocket_events = Some(vec![
        EventName::CallUpdate,
        EventName::GroupFlow,
        EventName::InstanceState,
        EventName::LabelUpdate,
    ]);
    create.websocket_media_base64 = Some(false);
    create.chatwoot_enabled = Some(true);
    create.chatwoot_base_url = text("https://chat.example");
    create.chatwoot_account_id = Some(3);
    create.chatwoot_api_token = secret("chatwoot-token");
    create.chatwoot_inbox_name = text("inbox");
    create.chatwoot_sign_messages = Some(true);
    create.chatwoot_ignore_groups = Some(true);
    create.chatwoot_start_as_pending = Some(true);
    create.chatwoot_reopen_resolved = Some(true);
    create.auto_reject_calls = Some(true);
    create.call_reject_message = text("no calls");
    create.ignore_group_messages = Some(true);
    create.keep_online_status = Some(true);
    create.auto_read_messages = Some(true);
    create.ignore_status = Some(true);
    create.s3_enabled = Some(true);
    create.s3_region = text("sa-east-1");
    create.s3_bucket = text("files");
    create.s3_access_key = secret("access-key");
    create.s3_secret_key = secret("secret-key");
    create.s3_endpoint = text("");
    create.s3_path_prefix = text("wa/");
    let shown = format!("{create:?}");
    for hidden in ["fixed-token", "proxy-password", "chatwoot-token", "access-key", "secret-key"] {
        assert!(!shown.contains(hidden), "{hidden}");
    }

    account(&server, account_token()).call(create).await.unwrap();
    let expected = json!({
        "name": "support", "token": "fixed-token",
        "proxyEnabled": true, "proxyHost": "proxy.example", "proxyPort": "1080", "proxyProtocol": "socks5",
        "proxyUsername": "u", "proxyPassword": "proxy-password",
        "webhookByEvents": false, "webhookMediaBase64": true,
        "websocketEnabled": true, "websocketMediaBase64": false,
        "websocketEvents": ["call.update", "group.flow", "instance.state", "label.update"],
        "chatwootEnabled": true, "chatwootBaseUrl": "https://chat.example", "chatwootAccountId": 3,
        "chatwootApiToken": "chatwoot-token", "chatwootInboxName": "inbox", "chatwootSignMessages": true,
        "chatwootIgnoreGroups": true, "chatwootStartAsPending": true, "chatwootReopenResolved": true,
        "autoRejectCalls": true, "callRejectMessage": "no calls", "ignoreGroupMessages": true,
        "keepOnlineStatus": true, "autoReadMessages": true, "ignoreStatus": true,
        "s3Enabled": true, "s3Region": "sa-east-1", "s3Bucket": "files", "s3AccessKey": "access-key",
        "s3SecretKey": "secret-key", "s3Endpoint": "", "s3PathPrefix": "wa/"
    });
    assert_eq!(body(&request(&server).await), expected);
}

#[tokio::test]
async fn the_portable_creation_gives_the_instance() {
    let server = gateway(201, created()).await;
    let spec = NewInstance::named("support").extra("disableHistorySync", false);
    let made = account(&server, account_token()).create_instance(spec).await.unwrap();
    assert_eq!(body(&request(&server).await), json!({"name": "support", "disableHistorySync": false}));
    assert_eq!((made.client.id(), made.info.name.as_str()), ("support", "support"));
    assert_eq!(made.info.state, ConnectionState::Disconnected);
    assert!(made.info.raw.expose().contains("Instance created"));
}

#[tokio::test]
async fn a_creation_answered_with_200_or_in_part_is_a_creation() {
    for answer in [json!({}), json!({"success": true, "instance": "odd", "chatwoot": 1})] {
        let server = gateway(200, answer).await;
        let made =
            account(&server, account_token()).create_instance(NewInstance::named("support")).await.unwrap();
        assert_eq!((made.client.id(), made.info.state), ("support", ConnectionState::Disconnected));
        assert!(made.token.is_none());
    }
}

#[tokio::test]
async fn a_failed_chatwoot_block_is_told_and_does_not_fail_the_creation() {
    let mut answer = created();
    answer["chatwoot"] = json!({"status": "error", "error": "account not found"});
    let server = gateway(201, answer).await;
    let answer = account(&server, account_token()).call(CreateInstance::new("support")).await.unwrap();
    let chatwoot = answer.chatwoot.unwrap();
    assert_eq!(
        (chatwoot.status.as_deref(), chatwoot.error.as_deref()),
        (Some("error"), Some("account not found"))
    );
}

#[tokio::test]
async fn what_a_creation_cannot_carry_is_refused_before_anything_leaves() {
    let server = gateway(201, created()).await;
    let account = account(&server, account_token());
    let channel = account.create_instance(NewInstance::named("support").channel("x")).await.unwrap_err();
    assert!(matches!(channel, Error::Unsupported(_)), "{channel:?}");
    assert_eq!(channel.context().provider(), "ryze");
    let twice =
        account.create_instance(NewInstance::named("support").extra("name", "other")).await.unwrap_err();
    assert!(matches!(twice, Error::InvalidRequest(_)), "{twice:?}");
    assert!(server.received_requests().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_creation_that_fails_inside_a_success_has_an_unknown_effect() {
    for answer in [json!({"success": false, "message": "no"}), json!({"error": {"message": "no"}})] {
        let server = gateway(200, answer).await;
        let made = account(&server, account_token()).create_instance(NewInstance::named("support")).await;
        let error = made.unwrap_err();
        assert_eq!((error.outcome(), error.provider_message()), (Outcome::Unknown, Some("no")));
    }
}

#[tokio::test]
async fn the_list_goes_out_and_comes_back_as_documented() {
    let server = gateway(200, listed()).await;
    let list = account(&server, account_token()).call(ListInstances::new()).await.unwrap();
    let sent = request(&server).await;
    assert_eq!((sent.method.as_str(), sent.url.path()), ("GET", "/api/instance/list"));
    assert_eq!((sent.url.query(), sent.body.len()), (None, 0));
    assert_eq!(list.meta.unwrap().total, Some(1));
    let row = &list.instances[0].value;
    assert_eq!(row.id.as_deref(), Some("0f6c2c1e-6c0a-4f0e-9a55-3d1f0c7a1b22"));
    let connection = row.connection.as_ref().unwrap();
    assert_eq!(connection.state, Some(InstanceStatus::Connected));
    assert_eq!(connection.presence_status.as_deref(), Some("available"));
    assert_eq!(connection.display_status.as_deref(), Some("online"));
    let profile = row.profile.as_ref().unwrap();
    assert_eq!((profile.name.as_deref(), profile.is_business), (Some("Support"), Some(true)));
    assert_eq!(profile.business_name.as_deref(), Some("Acme"));
    assert_eq!(row.webhook.as_ref().unwrap().enabled, Some(false));
    let websocket = row.websocket.as_ref().unwrap();
    assert_eq!((websocket.events.as_deref(), websocket.media_base64), (Some(&[][..]), Some(false)));
    assert!(list.instances[0].raw.expose().contains("pps.example"));
}

#[tokio::test]
async fn several_names_are_separated_by_commas_and_none_is_never_sent_empty() {
    let server = gateway(200, listed()).await;
    let account = account(&server, account_token());
    let mut list = ListInstances::new();
    list.names = vec!["support".into(), "sales & co".into()];
    account.call(list).await.unwrap();
    account.call(ListInstances::named("")).await.unwrap();
    let sent = server.received_requests().await.unwrap();
    assert_eq!(sent[0].url.query(), Some("instanceName=support%2Csales%20%26%20co"));
    assert_eq!(sent[1].url.query(), None);
}

#[tokio::test]
async fn the_portable_list_gives_every_instance_once() {
    let server = gateway(200, listed()).await;
    let all = account(&server, account_token()).instances().all().await.unwrap();
    assert_eq!(all.len(), 1);
    let info = &all[0];
    assert_eq!((info.id.as_str(), info.name.as_str()), ("support", "support"));
    assert_eq!(info.state, ConnectionState::Online);
    assert_eq!(info.phone.as_ref().unwrap().digits(), "5511999990000");
    assert!(info.raw.expose().starts_with('{') && info.raw.expose().contains("displayStatus"));
    request(&server).await;
}

#[tokio::test]
async fn rows_with_less_or_with_odd_parts_are_read() {
    let server = gateway(
        200,
        json!({"instances": [
            {"name": "bare"},
            {"name": "odd", "token": "", "status": "loggedout", "connection": "none", "profile": null, "s3": []},
            {"name": "number", "connection": {"state": "qr", "numberJid": null}, "more": {"x": 1}},
        ]}),
    )
    .await;
    let all = account(&server, account_token()).instances().all().await.unwrap();
    let seen: Vec<_> = all.iter().map(|info| (info.name.as_str(), info.state.clone())).collect();
    let expected = [
        ("bare", ConnectionState::untold()),
        ("odd", ConnectionState::LoggedOut),
        ("number", ConnectionState::AwaitingScan),
    ];
    assert_eq!(seen, expected);
    assert!(all.iter().all(|info| info.token.is_none() && info.phone.is_none()));
}

#[tokio::test]
async fn an_account_without_instances_has_an_empty_list() {
    for empty in [json!({"success": true, "instances": []}), json!({"success": true, "instances": null})] {
        let server = gateway(200, empty).await;
        let account = account(&server, account_token());
        assert!(account.instances().all().await.unwrap().is_empty());
        assert_eq!(account.verify().await.unwrap().instances, Some(0));
    }
}

#[tokio::test]
async fn a_list_that_fails_inside_a_success_or_lacks_its_list_is_an_error() {
    let server = gateway(200, json!({"success": false, "instances": [], "message": "no"})).await;
    let error = account(&server, account_token()).verify().await.unwrap_err();
    assert_eq!(error.provider_message(), Some("no"));
    let server = gateway(200, json!({"success": true})).await;
    let error = account(&server, account_token()).verify().await.unwrap_err();
    assert!(matches!(error, Error::Decode(_)), "{error:?}");
}

#[tokio::test]
async fn one_instance_is_found_by_its_exact_name() {
    let server = gateway(200, listed()).await;
    let account = account(&server, account_token());
    let info = account.get_instance("support").await.unwrap();
    assert_eq!((info.id.as_str(), info.state), ("support", ConnectionState::Online));
    assert_eq!(request(&server).await.url.query(), Some("instanceName=support"));
    let error = account.get_instance("Support").await.unwrap_err();
    assert!(matches!(error, Error::NotFound(_)), "{error:?}");
}

#[tokio::test]
async fn an_instance_that_is_not_there_is_not_found_however_the_gateway_says_it() {
    let by_status = gateway(404, crate::failure("Instance not found")).await;
    let by_empty_list = gateway(200, json!({"success": true, "instances": []})).await;
    for server in [by_status, by_empty_list] {
        let error = account(&server, account_token()).get_instance("nobody").await.unwrap_err();
        assert!(matches!(error, Error::NotFound(_)), "{error:?}");
        assert_eq!((error.outcome(), error.context().provider()), (Outcome::Refused, "ryze"));
    }
}

#[tokio::test]
async fn a_name_with_a_comma_is_looked_for_in_the_whole_list() {
    let server = gateway(200, json!({"instances": [{"name": "a,b", "status": "connected"}]})).await;
    let info = account(&server, account_token()).get_instance("a,b").await.unwrap();
    assert_eq!(info.name, "a,b");
    assert_eq!(request(&server).await.url.query(), None);
}

#[tokio::test]
async fn a_deletion_goes_out_and_comes_back_as_documented() {
    let answer = json!({"success": true, "message": "Instance deleted", "instance": {"status": "deleted"}});
    let server = gateway(200, answer).await;
    let ended = account(&server, account_token()).call(DeleteInstance::new("sales & co/1")).await.unwrap();
    let sent = request(&server).await;
    assert_eq!(sent.method.as_str(), "DELETE");
    assert_eq!(sent.url.path(), "/api/instance/delete/sales%20%26%20co%2F1");
    assert_eq!((sent.url.query(), sent.body.len()), (None, 0));
    assert_eq!(ended.instance.unwrap().status, Some(InstanceStatus::Deleted));
}

#[tokio::test]
async fn the_portable_deletion_needs_no_particular_answer() {
    for answer in [json!({"success": true}), json!({"instance": null})] {
        let server = gateway(200, answer).await;
        account(&server, account_token()).delete_instance("support").await.unwrap();
        assert_eq!(request(&server).await.url.path(), "/api/instance/delete/support");
    }
    let server = gateway(200, json!({"success": false, "error": {"message": "no"}})).await;
    assert!(account(&server, account_token()).delete_instance("support").await.is_err());
}

#[tokio::test]
async fn the_credential_is_verified_by_the_list() {
    let server = gateway(200, listed()).await;
    let verified = account(&server, account_token()).verify().await.unwrap();
    assert_eq!((verified.credential.name(), verified.instances), ("account token", Some(1)));
    assert_eq!(request(&server).await.url.path(), "/api/instance/list");
}

#[tokio::test]
async fn creating_has_a_rate_limit_of_its_own() {
    let limited = |limit: &str, left: &str| {
        ResponseTemplate::new(201)
            .set_body_json(created())
            .insert_header("X-RateLimit-Limit", limit)
            .insert_header("X-RateLimit-Remaining", left)
            .insert_header("X-RateLimit-Reset", "4102444800")
    };
    let server = answering(limited("20", "19")).await;
    let account = account(&server, account_token());
    account.create_instance(NewInstance::named("support")).await.unwrap();
    let creation = account.rate_limit_of(wagate_sdk_core::Bucket::Creation).unwrap();
    assert_eq!((creation.limit, creation.remaining), (Some(20), Some(19)));
    assert!(account.rate_limit().is_none());
}

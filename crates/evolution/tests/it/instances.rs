//! Making, listing, finding and deleting instances.

use std::time::{Duration, SystemTime};

use serde_json::{Value, json};
use wagate_evolution::instances::{
    CreateInstance, DeleteInstance, EventList, FetchInstances, InstanceStatus, NewPusher, NewWebhook,
};
use wagate_evolution::{Evolution, Integration, KnownChannel};
use wagate_sdk_core::{ConnectionState, Error, InstanceToken, NewInstance, Operation, Outcome};
use wiremock::MockServer;

use crate::{
    GLOBAL_KEY, SHOP_TOKEN, account, answer, answering, body, created, expect, failure, requests, row, shop,
    the_request,
};

#[tokio::test]
async fn create_sends_every_field_under_its_name() {
    let server = answering(201, created("shop", "WHATSAPP-BAILEYS", "connecting", "shop-token")).await;
    let mut new = CreateInstance::new("shop", Integration::Baileys);
    new.token = Some(InstanceToken::new(SHOP_TOKEN).unwrap());
    new.qrcode = Some(true);
    new.number = Some("5511999990000".to_owned());
    new.business_id = Some("777".to_owned());
    new.reject_call = Some(true);
    new.msg_call = Some("no calls".to_owned());
    new.groups_ignore = Some(true);
    new.always_online = Some(false);
    new.read_messages = Some(false);
    new.read_status = Some(true);
    new.sync_full_history = Some(false);
    new.wavoip_token = Some("wavoip".into());
    new.proxy_host = Some("proxy.example".to_owned());
    new.proxy_port = Some("3128".to_owned());
    new.proxy_protocol = Some("http".to_owned());
    new.proxy_username = Some("u".to_owned());
    new.proxy_password = Some("p w".into());
    let mut webhook = NewWebhook::new("http://127.0.0.1:8095/hook");
    webhook.by_events = Some(false);
    webhook.base64 = Some(true);
    webhook.headers = Some(serde_json::from_value(json!({ "jwt_key": "s" })).unwrap());
    new.webhook = Some(webhook);
    new.websocket = Some(EventList::of(["QRCODE_UPDATED"]));
    new.rabbitmq = Some(EventList::all());
    new.nats = Some(EventList::all());
    new.sqs = Some(EventList::all());
    new.kafka = Some(EventList::all());
    new.pusher = Some(NewPusher::new("1", "k", "s", "eu"));
    new.chatwoot_account_id = Some("1".to_owned());
    new.chatwoot_token = Some("cw".into());
    new.chatwoot_url = Some("https://chat.example".to_owned());
    new.chatwoot_sign_msg = Some(true);
    new.chatwoot_reopen_conversation = Some(false);
    new.chatwoot_conversation_pending = Some(false);
    new.chatwoot_import_contacts = Some(true);
    new.chatwoot_name_inbox = Some("inbox".to_owned());
    new.chatwoot_merge_brazil_contacts = Some(false);
    new.chatwoot_import_messages = Some(true);
    new.chatwoot_days_limit_import_messages = Some(60);
    new.chatwoot_organization = Some("org".to_owned());
    new.chatwoot_logo = Some("https://chat.example/l.png".to_owned());
    new.chatwoot_auto_create = Some(true);

    let answer = account(&server).call(new).await.unwrap();
    let request = the_request(&server).await;
    expect(&request, "POST", "/instance/create", GLOBAL_KEY);
    assert_eq!(
        body(&request),
        json!({
            "instanceName": "shop", "integration": "WHATSAPP-BAILEYS", "token": "shop-token", "qrcode": true,
            "number": "5511999990000", "businessId": "777", "rejectCall": true, "msgCall": "no calls",
            "groupsIgnore": true, "alwaysOnline": false, "readMessages": false, "readStatus": true,
            "syncFullHistory": false, "wavoipToken": "wavoip", "proxyHost": "proxy.example",
            "proxyPort": "3128", "proxyProtocol": "http", "proxyUsername": "u", "proxyPassword": "p w",
            "webhook": {
                "url": "http://127.0.0.1:8095/hook", "byEvents": false, "base64": true,
                "headers": { "jwt_key": "s" }, "events": [],
            },
            "websocket": { "events": ["QRCODE_UPDATED"] },
            "rabbitmq": { "events": [] }, "nats": { "events": [] }, "sqs": { "events": [] },
            "kafka": { "events": [] },
            "pusher": { "appId": "1", "key": "k", "secret": "s", "cluster": "eu", "useTLS": true, "events": [] },
            "chatwootAccountId": "1", "chatwootToken": "cw", "chatwootUrl": "https://chat.example",
            "chatwootSignMsg": true, "chatwootReopenConversation": false,
            "chatwootConversationPending": false, "chatwootImportContacts": true,
            "chatwootNameInbox": "inbox", "chatwootMergeBrazilContacts": false,
            "chatwootImportMessages": true, "chatwootDaysLimitImportMessages": 60,
            "chatwootOrganization": "org", "chatwootLogo": "https://chat.example/l.png",
            "chatwootAutoCreate": true,
        })
    );
    assert_eq!(answer.instance.unwrap().status, Some(InstanceStatus::Connecting));
    assert_eq!(answer.hash.unwrap().expose(), SHOP_TOKEN);
}

#[tokio::test]
async fn the_answer_to_a_creation_is_read_whole() {
    let mut told = created("shop", "WHATSAPP-BAILEYS", "connecting", "shop-token");
    told["webhook"] = json!({
        "webhookUrl": "http://127.0.0.1:8096/shop", "webhookHeaders": { "x-tenant": "t1" },
        "webhookByEvents": false, "webhookBase64": true,
    });
    told["websocket"] = json!({ "enabled": true });
    told["qrcode"] =
        json!({ "pairingCode": null, "code": "2@abc", "base64": "data:image/png;base64,AA==", "count": 1 });
    let server = answering(201, told).await;
    let answer = account(&server).call(CreateInstance::new("shop", Integration::Baileys)).await.unwrap();
    let row = answer.instance.unwrap();
    assert_eq!(row.integration, Some(Integration::Baileys));
    assert!(row.access_token_wa_business.is_none(), "an empty text is none");
    let webhook = answer.webhook.unwrap();
    assert_eq!(webhook.webhook_url.as_deref(), Some("http://127.0.0.1:8096/shop"));
    assert_eq!(webhook.webhook_headers.unwrap().0["x-tenant"], "t1");
    assert_eq!(webhook.webhook_base64, Some(true));
    assert_eq!(answer.websocket.unwrap().enabled, Some(true));
    assert_eq!(answer.rabbitmq.unwrap().enabled, None);
    assert_eq!(answer.settings.unwrap().reject_call, Some(false));
    let code = answer.qrcode.unwrap();
    assert_eq!((code.code.as_deref(), code.count), (Some("2@abc"), Some(1)));
    assert!(!format!("{code:?}").contains("2@abc"));
}

#[tokio::test]
async fn a_new_instance_is_on_baileys_unless_a_channel_is_chosen() {
    let server = answering(201, created("alpha", "WHATSAPP-BAILEYS", "close", "E57C7BEB")).await;
    let new = account(&server).create_instance(NewInstance::named("alpha")).await.unwrap();
    assert_eq!(
        body(&the_request(&server).await),
        json!({ "instanceName": "alpha", "integration": "WHATSAPP-BAILEYS" })
    );
    assert_eq!((new.info.id.as_str(), new.info.name.as_str()), ("alpha", "alpha"));
    assert_eq!(new.info.state, ConnectionState::Disconnected);
    assert!(new.info.raw.expose().contains("instanceId"));
    assert_eq!(new.client.id(), "alpha");
    assert!(new.client.capabilities().supports(Operation::PairingCode));
}

#[tokio::test]
async fn no_odd_part_loses_the_new_token() {
    let whole = created("sales", "WHATSAPP-BAILEYS", "close", "new-token");
    for part in
        ["webhook", "websocket", "rabbitmq", "nats", "sqs", "settings", "qrcode", "chatwoot", "instance"]
    {
        for odd in [json!("odd"), json!(true), json!(7)] {
            let mut told = whole.clone();
            told[part] = odd;
            let server = answering(201, told).await;
            let made = account(&server).create_instance(NewInstance::named("sales")).await.unwrap();
            assert_eq!(made.token.unwrap().expose(), "new-token", "{part}");
            assert_eq!((made.client.id(), made.info.name.as_str()), ("sales", "sales"), "{part}");
        }
    }
    let server = answering(201, json!({ "instance": { "status": 7 }, "hash": "new-token" })).await;
    let made = account(&server).create_instance(NewInstance::named("sales")).await.unwrap();
    assert_eq!(made.client.id(), "sales");
    let server = answering(201, json!({})).await;
    let error = account(&server).create_instance(NewInstance::named("sales")).await.unwrap_err();
    assert!(matches!(error, Error::Decode(_)) && error.outcome() == Outcome::Accepted, "{error}");
}

#[tokio::test]
async fn no_odd_part_of_a_row_breaks_the_list() {
    for part in
        ["Chatwoot", "Proxy", "Rabbitmq", "Nats", "Sqs", "Websocket", "Setting", "_count", "integration"]
    {
        for odd in [json!("odd"), json!(true), json!(7)] {
            let mut odd_row = row("shop", json!("shop-token"));
            odd_row[part] = odd;
            let server = answering(200, json!([odd_row, row("other", Value::Null)])).await;
            let rows = account(&server).instances().all().await.unwrap();
            assert_eq!(
                (rows.len(), rows[0].token.as_ref().map(InstanceToken::expose)),
                (2, Some("shop-token"))
            );
        }
    }
}

#[tokio::test]
async fn the_channel_chosen_at_creation_narrows_the_new_client() {
    let server = answering(201, created("evo1", "EVOLUTION", "open", "evo1-token")).await;
    let spec = NewInstance::named("evo1").channel("EVOLUTION").extra("number", "5511988880000");
    let new = account(&server).create_instance(spec).await.unwrap();
    assert_eq!(
        body(&the_request(&server).await),
        json!({ "instanceName": "evo1", "integration": "EVOLUTION", "number": "5511988880000" })
    );
    assert_eq!(new.info.state, ConnectionState::Online);
    assert_eq!(new.client.state(), &KnownChannel::new(Integration::Evolution));
    let error = new.client.pairing_code(&"5511999990000".parse().unwrap()).await.unwrap_err();
    assert!(matches!(error, Error::Unsupported(_)));
    assert_eq!(requests(&server).await, 1, "nothing left for it");
}

#[tokio::test]
async fn what_makes_no_sense_is_refused_before_anything_leaves() {
    let server = answering(201, json!({})).await;
    let account = account(&server);
    let business = || NewInstance::named("biz").channel("WHATSAPP-BUSINESS");
    for spec in [
        NewInstance::named("  "),
        NewInstance::named(".."),
        NewInstance::named("a").extra("instanceName", "b"),
        NewInstance::named("a").extra("integration", "EVOLUTION"),
        business().extra("number", "1"),
        business().token(InstanceToken::new("EAAB").unwrap()),
    ] {
        let error = account.create_instance(spec).await.unwrap_err();
        assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
        assert_eq!(error.outcome(), Outcome::NotSent);
    }
    let empty = account.call(CreateInstance::new("", Integration::Baileys)).await;
    assert!(
        matches!(empty, Err(Error::InvalidRequest(_))),
        "the server would take it and never find it again"
    );
    assert_eq!(requests(&server).await, 0);
}

#[tokio::test]
async fn a_creation_is_not_repeated_when_its_outcome_is_unknown() {
    let server = answering(500, failure(500, "Internal Server Error", json!("boom"))).await;
    let account = wagate_sdk_core::AccountClient::<Evolution>::builder(
        wagate_sdk_core::AccountToken::new(GLOBAL_KEY).unwrap(),
    )
    .base_url(server.uri())
    .build()
    .unwrap();
    let error = account.create_instance(NewInstance::named("a")).await.unwrap_err();
    assert_eq!((error.outcome(), requests(&server).await), (Outcome::Unknown, 1));
}

#[tokio::test]
async fn the_list_comes_whole() {
    let server = answering(200, json!([row("shop", json!(SHOP_TOKEN)), row("beta", json!(null))])).await;
    let all = account(&server).instances().all().await.unwrap();
    expect(&the_request(&server).await, "GET", "/instance/fetchInstances", GLOBAL_KEY);
    assert_eq!(all.len(), 2);
    assert_eq!(all[0].id, "shop");
    assert_eq!(all[0].state, ConnectionState::Online);
    assert_eq!(all[0].phone.as_ref().unwrap().digits(), "5511977770000");
    assert_eq!(all[1].raw.json::<Value>().unwrap()["name"], "beta", "each row keeps its own JSON");
}

#[tokio::test]
async fn rows_are_read_whole() {
    let mut full = row("shop", json!(SHOP_TOKEN));
    full["Proxy"] = json!({ "enabled": true, "host": "h", "port": "1", "protocol": "http", "username": "u", "password": "pw" });
    full["Chatwoot"] = json!({ "enabled": true, "accountId": 1, "token": "cw", "url": "http://127.0.0.1:9", "signMsg": true });
    full["disconnectionReasonCode"] = json!(401);
    let server = answering(200, json!([full])).await;
    let rows = account(&server).call(FetchInstances::new()).await.unwrap();
    let shop = &rows[0].value;
    assert_eq!(shop.connection_status, Some(InstanceStatus::Open));
    assert_eq!(shop.integration, Some(Integration::Baileys));
    assert_eq!(shop.created_at, SystemTime::UNIX_EPOCH.checked_add(Duration::from_millis(1_795_343_177_672)));
    assert_eq!(shop.websocket.as_ref().unwrap().events.as_ref().unwrap().len(), 2);
    assert_eq!(shop.setting.as_ref().unwrap().groups_ignore, Some(true));
    assert_eq!(shop.count.as_ref().unwrap().contacts, Some(1));
    assert_eq!(shop.disconnection_reason_code, Some(401));
    assert_eq!(shop.proxy.as_ref().unwrap().password.as_ref().unwrap().expose(), "pw");
    assert_eq!(shop.chatwoot.as_ref().unwrap().account_id.as_deref(), Some("1"));
    assert!(!format!("{shop:?}").contains("\"pw\"") && !format!("{shop:?}").contains("\"cw\""));
}

#[tokio::test]
async fn a_row_needs_no_more_than_its_name() {
    let server = answering(
        200,
        json!([{ "name": "bare" }, { "name": "odd", "connectionStatus": "asleep", "createdAt": "?" }]),
    )
    .await;
    let all = account(&server).instances().all().await.unwrap();
    assert_eq!(all[0].state, ConnectionState::Disconnected);
    assert_eq!(all[1].state, ConnectionState::Other("asleep".to_owned()));
    assert!(all[0].phone.is_none() && all[0].token.is_none());
}

#[tokio::test]
async fn the_lists_filters_are_its_query() {
    let server = answering(200, json!([])).await;
    let mut filter = FetchInstances::named("my shop");
    filter.instance_id = Some("4a3c6afc".to_owned());
    filter.number = Some("5511999990000".to_owned());
    account(&server).call(filter).await.unwrap();
    let path = "/instance/fetchInstances?instanceName=my%20shop&instanceId=4a3c6afc&number=5511999990000";
    expect(&the_request(&server).await, "GET", path, GLOBAL_KEY);
}

#[tokio::test]
async fn one_instance_is_found_by_its_name() {
    let server = answering(200, json!([row("shop", json!(SHOP_TOKEN))])).await;
    let info = account(&server).get_instance("shop").await.unwrap();
    expect(&the_request(&server).await, "GET", "/instance/fetchInstances?instanceName=shop", GLOBAL_KEY);
    assert_eq!(info.name, "shop");
}

#[tokio::test]
async fn an_instance_that_is_not_there_is_not_found() {
    let server = MockServer::start().await;
    let told = failure(404, "Not Found", json!(["Instance \"ghost\" not found"]));
    for (status, body) in [(404, told), (200, json!([]))] {
        answer(&server, status, body).await;
        let error = account(&server).get_instance("ghost").await.unwrap_err();
        assert!(matches!(error, Error::NotFound(_)), "{error:?}");
        assert_eq!(error.outcome(), Outcome::Refused);
    }
}

#[tokio::test]
async fn delete_names_the_instance_in_its_path() {
    let done = json!({ "status": "SUCCESS", "error": false, "response": { "message": "Instance deleted" } });
    let server = answering(200, done.clone()).await;
    account(&server).delete_instance("a/b c").await.unwrap();
    expect(&the_request(&server).await, "DELETE", "/instance/delete/a%2Fb%20c", GLOBAL_KEY);

    answer(&server, 200, done).await;
    let answer = shop(&server).call(DeleteInstance::new("shop")).await.unwrap();
    expect(&the_request(&server).await, "DELETE", "/instance/delete/shop", SHOP_TOKEN);
    assert_eq!(answer.status.as_deref(), Some("SUCCESS"));
    assert_eq!(answer.response.unwrap().message.as_deref(), Some("Instance deleted"));
}

#[tokio::test]
async fn a_deletion_that_says_it_failed_is_a_failure() {
    let server = answering(200, json!({ "error": true, "message": "no" })).await;
    let error = account(&server).delete_instance("shop").await.unwrap_err();
    assert_eq!((error.outcome(), error.provider_message()), (Outcome::Unknown, Some("no")));
}

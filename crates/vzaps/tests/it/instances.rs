//! Creating, listing, reading, changing and deleting instances.

use std::time::{Duration, SystemTime};

use serde_json::{Map, Value, json};
use wagate_sdk_core::{ConnectionState, Error, InstanceToken, NewInstance, Operation, Outcome};
use wagate_vzaps::instances::{
    CreateInstance, DeleteInstance, GetInstance, InstanceFilter, ListInstances, ProvisionInstance,
    RestartInstance, SearchInstances, UpdateInstance,
};
use wiremock::matchers::body_partial_json;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::gateway::*;

fn july() -> SystemTime {
    // 2026-07-01T12:00:00Z
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_782_907_200)
}

#[tokio::test]
async fn a_creation_goes_out_as_the_reference_shows_it() {
    let server = MockServer::start().await;
    answers(&server, "PUT", "/instances/create", 200, instance()).await;
    let mut endpoint = CreateInstance::new("Support line");
    endpoint.webhook = Some("https://hooks.example.com/vzaps".into());
    endpoint.events_subscribe = Some(vec!["Message".into(), "Connected".into(), "Disconnected".into()]);
    endpoint.reject_calls = Some(false);
    endpoint.auto_read_messages = Some(false);
    let mut shown = endpoint.clone();
    shown.extra.insert("future", "s3cret");
    let shown = format!("{shown:?}");
    assert!(!shown.contains("hooks.example.com") && !shown.contains("s3cret") && shown.contains("future"));

    let made = account_with_jwt(&server).call(endpoint).await.unwrap();

    let body = json!({
        "name": "Support line",
        "webhook": "https://hooks.example.com/vzaps",
        "events_subscribe": ["Message", "Connected", "Disconnected"],
        "reject_calls": false,
        "auto_read_messages": false
    });
    assert_eq!(only_call(&server).await, ("PUT".into(), "/instances/create".into(), Some(body)));
    assert!(!format!("{made:?}").contains("hooks.example.com"), "the path of a webhook is its only secret");
    assert_eq!((made.id.as_str(), made.name.as_deref()), (ID, Some("Support line")));
    assert_eq!(made.token.unwrap().expose(), INSTANCE_TOKEN);
    assert_eq!(made.url.unwrap(), format!("https://app.vzaps.com/instances/{ID}"));
    assert_eq!(made.webhook.unwrap().expose(), "https://hooks.example.com/vzaps");
    assert_eq!(made.events_subscribe.as_deref(), Some("Message,Connected,Disconnected"));
    assert_eq!((made.reject_calls, made.auto_read_messages), (Some(false), Some(false)));
    assert_eq!(made.connected, Some(false));
    assert_eq!(made.billing_status.as_deref(), Some("TRIALING"));
    assert_eq!((made.created_at, made.updated_at), (Some(july()), Some(july())));
    assert_eq!((made.connected_at, made.cancel_at, made.expired_at), (None, None, None));
    assert_eq!((made.whatsapp_jid, made.whatsapp_push_name, made.status), (None, None, None));
}

#[tokio::test]
async fn creating_by_the_portable_way_sends_the_name_and_what_is_extra() {
    let server = MockServer::start().await;
    answers(&server, "PUT", "/instances/create", 200, instance()).await;
    let spec =
        NewInstance::named("Support line").extra("reject_calls", true).extra("labels", json!({"team": "a"}));
    let created = account_with_jwt(&server).create_instance(spec).await.unwrap();
    let body = json!({"name": "Support line", "reject_calls": true, "labels": {"team": "a"}});
    assert_eq!(only_call(&server).await, ("PUT".into(), "/instances/create".into(), Some(body)));
    assert_eq!(created.client.id(), ID);
    assert_eq!((created.info.id.as_str(), created.info.name.as_str()), (ID, "Support line"));
    assert_eq!((created.info.state, created.info.phone), (ConnectionState::Created, None));
    assert_eq!(created.info.raw.json::<Value>().unwrap(), instance());
}

#[tokio::test]
async fn a_creation_that_cannot_be_is_refused_before_anything_leaves() {
    let server = MockServer::start().await;
    let account = account_with_jwt(&server);
    for name in ["ab".to_owned(), "é".repeat(256)] {
        let error = account.create_instance(NewInstance::named(&name)).await.unwrap_err();
        assert!(matches!(error, Error::InvalidRequest(_)), "{error}");
        assert_eq!(error.outcome(), Outcome::NotSent);
        let error = account.call(CreateInstance::new(&name)).await.unwrap_err();
        assert!(matches!(error, Error::InvalidRequest(_)), "{error}");
        let error = account.call(ProvisionInstance::new(&name)).await.unwrap_err();
        assert!(matches!(error, Error::InvalidRequest(_)), "{error}");
    }
    let twice = NewInstance::named("Support line").extra("name", "other");
    let error = account.create_instance(twice).await.unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_)), "{error}");

    let token = InstanceToken::new("mine").unwrap();
    let chosen = account.create_instance(NewInstance::named("Support line").token(token)).await.unwrap_err();
    let channel = account.create_instance(NewInstance::named("Support line").channel("x")).await.unwrap_err();
    for error in [chosen, channel] {
        assert!(matches!(error, Error::Unsupported(_)), "{error}");
    }
    assert!(arrived(&server).await.is_empty());
}

#[tokio::test]
async fn names_of_three_and_of_255_characters_are_taken() {
    let server = MockServer::start().await;
    answers(&server, "PUT", "/instances/create", 200, instance()).await;
    for name in ["abc".to_owned(), "é".repeat(255)] {
        account_with_jwt(&server).create_instance(NewInstance::named(name)).await.unwrap();
    }
}

#[tokio::test]
async fn a_creation_that_may_have_worked_is_never_sent_again() {
    let server = MockServer::start().await;
    answers_all(&server, ResponseTemplate::new(502)).await;
    let error =
        account_with_jwt(&server).create_instance(NewInstance::named("Support line")).await.unwrap_err();
    assert_eq!((error.outcome(), arrived(&server).await.len()), (Outcome::Unknown, 1));
}

#[tokio::test]
async fn an_instance_may_lack_everything_but_its_id() {
    let server = MockServer::start().await;
    answers(&server, "PUT", "/instances/create", 200, json!({"id": ID})).await;
    answers(&server, "POST", "/instances/get", 200, json!({"id": ID, "connected": null, "token": ""})).await;
    let account = account_with_jwt(&server);
    let created = account.create_instance(NewInstance::named("Support line")).await.unwrap();
    assert_eq!((created.info.name.as_str(), created.info.state), ("", ConnectionState::Created));
    let read = account.get_instance(ID).await.unwrap();
    assert_eq!(read.state, ConnectionState::Other("unknown".into()));
    assert!(read.token.is_none() && read.phone.is_none());
}

#[tokio::test]
async fn a_creation_without_an_id_was_accepted_and_cannot_be_read() {
    let server = MockServer::start().await;
    answers(&server, "PUT", "/instances/create", 200, instance_without(&["id"])).await;
    let error =
        account_with_jwt(&server).create_instance(NewInstance::named("Support line")).await.unwrap_err();
    assert!(matches!(error, Error::Decode(_)), "{error}");
    assert_eq!(error.outcome(), Outcome::Accepted);
}

#[tokio::test]
async fn a_list_goes_out_as_the_reference_shows_it() {
    let server = MockServer::start().await;
    answers(&server, "POST", "/instances/list", 200, page(json!([instance()]))).await;
    let mut endpoint = ListInstances::new();
    endpoint.page = Some(1);
    endpoint.size = Some(20);
    endpoint.filter = Some(InstanceFilter::query("support"));
    endpoint.sort = Some("createdAt".into());
    endpoint.sort_desc = Some(true);

    let answer = account_with_jwt(&server).call(endpoint).await.unwrap();

    let body =
        json!({"page": 1, "size": 20, "filter": {"query": "support"}, "sort": "createdAt", "sortDesc": true});
    assert_eq!(only_call(&server).await, ("POST".into(), "/instances/list".into(), Some(body)));
    assert_eq!(
        (answer.page, answer.size, answer.total, answer.total_pages),
        (Some(1), Some(20), Some(1), Some(1))
    );
    assert_eq!(answer.content[0].value.id, ID);
    assert_eq!(answer.content[0].raw.json::<Value>().unwrap(), instance());
}

#[tokio::test]
async fn verifying_lists_one_instance() {
    let server = MockServer::start().await;
    gives_jwt(&server).await;
    answers(&server, "POST", "/instances/list", 200, page(json!([instance()]))).await;
    let verified = account(&server).verify().await.unwrap();
    let body = json!({"page": 1, "size": 1, "filter": {}});
    assert_eq!(only_call(&server).await, ("POST".into(), "/instances/list".into(), Some(body)));
    assert_eq!((verified.credential.name(), verified.instances), ("client credentials", Some(1)));
    assert!(verified.raw.expose().contains("total_pages"));
}

#[tokio::test]
async fn all_instances_come_page_by_page_from_the_first() {
    let server = MockServer::start().await;
    for number in 1..=3 {
        let rows = json!([{"id": format!("VZ{number}"), "name": "line", "connected": number == 2}]);
        let answer = json!({"page": number, "size": 20, "total": 3, "total_pages": 3, "content": rows});
        Mock::given(body_partial_json(json!({"page": number, "size": 20, "filter": {}})))
            .respond_with(ResponseTemplate::new(200).set_body_json(answer))
            .expect(1)
            .mount(&server)
            .await;
    }
    let rows = account_with_jwt(&server).instances().all().await.unwrap();
    let seen: Vec<_> = rows.iter().map(|row| (row.id.as_str(), row.state.is_online())).collect();
    assert_eq!(seen, [("VZ1", false), ("VZ2", true), ("VZ3", false)]);
    assert_eq!(rows[1].raw.json::<Value>().unwrap()["id"], "VZ2");
}

#[tokio::test]
async fn without_a_number_of_pages_the_list_ends_at_the_total_or_at_an_empty_page() {
    let rows = |count: usize| (0..count).map(|n| json!({"id": format!("VZ{n}")})).collect::<Vec<_>>();
    // The second gateway shows fewer on a page than it is asked for.
    for (counts, total) in
        [(&[20, 5, 0][..], None), (&[10, 10, 5, 0][..], None), (&[10, 10, 5][..], Some(25))]
    {
        let server = MockServer::start().await;
        for (index, count) in counts.iter().enumerate() {
            let mut answer = json!({"content": rows(*count)});
            if let Some(total) = total {
                answer["total"] = json!(total);
                answer["size"] = json!(10);
            }
            Mock::given(body_partial_json(json!({"page": index + 1})))
                .respond_with(ResponseTemplate::new(200).set_body_json(answer))
                .expect(1)
                .mount(&server)
                .await;
        }
        assert_eq!(account_with_jwt(&server).instances().all().await.unwrap().len(), 25);
    }
}

#[tokio::test]
async fn an_account_without_instances_has_an_empty_list() {
    for content in [json!([]), Value::Null] {
        let server = MockServer::start().await;
        let answer = json!({"page": 1, "size": 20, "total": 0, "total_pages": 0, "content": content});
        answers(&server, "POST", "/instances/list", 200, answer).await;
        assert!(account_with_jwt(&server).instances().all().await.unwrap().is_empty());
        assert_eq!(arrived(&server).await.len(), 1);
    }
}

#[tokio::test]
async fn one_instance_is_read_by_the_id_in_the_body() {
    let server = MockServer::start().await;
    let mut online = instance();
    online["connected"] = json!(true);
    online["connected_at"] = json!("2026-07-01T12:00:00Z");
    online["whatsapp_jid"] = json!("5511987650001:7@s.whatsapp.net");
    online["whatsapp_push_name"] = json!("Support");
    answers(&server, "POST", "/instances/get", 200, online.clone()).await;
    let account = account_with_jwt(&server);

    let info = account.get_instance(ID).await.unwrap();

    assert_eq!(only_call(&server).await, ("POST".into(), "/instances/get".into(), Some(json!({"id": ID}))));
    assert_eq!((info.id.as_str(), info.name.as_str()), (ID, "Support line"));
    assert_eq!((info.state, info.phone.unwrap().digits()), (ConnectionState::Online, "5511987650001"));
    assert_eq!(info.token.unwrap().expose(), INSTANCE_TOKEN);
    assert_eq!(info.raw.json::<Value>().unwrap(), online);
    let native = account.call(GetInstance::new(ID)).await.unwrap();
    assert_eq!((native.connected_at, native.whatsapp_push_name.as_deref()), (Some(july()), Some("Support")));
}

#[tokio::test]
async fn the_state_of_a_row_is_what_the_gateway_tells() {
    for (connected, status, state) in [
        (json!(true), Value::Null, ConnectionState::Online),
        (json!(false), Value::Null, ConnectionState::Disconnected),
        (Value::Null, json!("PAUSED"), ConnectionState::Other("PAUSED".into())),
    ] {
        let server = MockServer::start().await;
        let row = json!({"id": ID, "connected": connected, "status": status});
        answers(&server, "POST", "/instances/get", 200, row).await;
        assert_eq!(account_with_jwt(&server).get_instance(ID).await.unwrap().state, state);
    }
}

#[tokio::test]
async fn what_does_not_exist_is_not_found() {
    let server = MockServer::start().await;
    answers_all(&server, ResponseTemplate::new(404).set_body_json(json!({"error": "not found"}))).await;
    let account = account_with_jwt(&server);
    assert!(matches!(account.get_instance(ID).await.unwrap_err(), Error::NotFound(_)));
    assert!(matches!(account.delete_instance(ID).await.unwrap_err(), Error::NotFound(_)));
}

#[tokio::test]
async fn a_deletion_answers_nothing() {
    let server = MockServer::start().await;
    answers_all(&server, ResponseTemplate::new(204)).await;
    let account = account_with_jwt(&server);
    account.delete_instance(ID).await.unwrap();
    assert_eq!(only_call(&server).await, ("DELETE".into(), route(""), None));
    account.instance(ID).unwrap().call(DeleteInstance::new()).await.unwrap();
}

#[tokio::test]
async fn a_change_sends_only_what_changes() {
    let server = MockServer::start().await;
    answers(&server, "PATCH", &route(""), 200, instance()).await;
    let mut endpoint = UpdateInstance::new();
    endpoint.name = Some("Support line 2".into());
    let changed = account_with_jwt(&server).instance(ID).unwrap().call(endpoint).await.unwrap();
    let body = json!({"name": "Support line 2"});
    assert_eq!(only_call(&server).await, ("PATCH".into(), route(""), Some(body)));
    assert_eq!(changed.id, ID);
}

#[tokio::test]
async fn every_member_of_a_change_goes_out() {
    let server = MockServer::start().await;
    answers(&server, "PATCH", &route(""), 200, instance()).await;
    let mut endpoint = UpdateInstance::new();
    endpoint.webhook = Some("https://hooks.example.com/vzaps".into());
    endpoint.events_subscribe = Some(vec!["All".into()]);
    endpoint.reject_calls = Some(true);
    endpoint.auto_read_messages = Some(true);
    line(&server).call(endpoint).await.unwrap();
    let body = json!({
        "webhook": "https://hooks.example.com/vzaps",
        "events_subscribe": ["All"],
        "reject_calls": true,
        "auto_read_messages": true
    });
    assert_eq!(only_call(&server).await.2, Some(body));
}

#[tokio::test]
async fn a_restart_posts_nothing() {
    let server = MockServer::start().await;
    let answer = json!({"instance_id": ID, "status": "ok", "details": "done"});
    answers(&server, "POST", &route("/restart"), 200, answer).await;
    let action = line(&server).call(RestartInstance::new()).await.unwrap();
    assert_eq!(only_call(&server).await, ("POST".into(), route("/restart"), None));
    assert_eq!((action.status.as_deref(), action.details.as_deref()), (Some("ok"), Some("done")));
}

#[tokio::test]
async fn provisioning_and_searching_keep_the_answer_as_it_comes() {
    let server = MockServer::start().await;
    answers(&server, "PUT", "/instances/provision", 200, instance()).await;
    answers(&server, "POST", "/instances/search", 200, json!([1, {"anything": true}])).await;
    let account = account_with_jwt(&server);

    let mut endpoint = ProvisionInstance::new("Support line");
    endpoint.webhook = Some("https://hooks.example.com/vzaps".into());
    endpoint.events_subscribe = Some(vec!["Message".into()]);
    let made = account.call(endpoint).await.unwrap();
    assert_eq!(made.json::<wagate_vzaps::instances::Instance>().unwrap().id, ID);

    let criteria = Map::from_iter([("query".to_owned(), json!("support"))]);
    let found = account.call(SearchInstances::new(criteria)).await.unwrap();
    assert_eq!(found.json::<Value>().unwrap(), json!([1, {"anything": true}]));
    account.call(SearchInstances::default()).await.unwrap();

    let bodies: Vec<Value> =
        calls(&server).await.iter().map(|request| serde_json::from_slice(&request.body).unwrap()).collect();
    let provisioned = json!({
        "name": "Support line",
        "webhook": "https://hooks.example.com/vzaps",
        "events_subscribe": ["Message"]
    });
    assert_eq!(bodies, [provisioned, json!({"query": "support"}), json!({})]);
}

#[tokio::test]
async fn a_2xx_that_tells_of_a_failure_is_one() {
    for answer in [
        json!({"code": 500, "success": false, "error": "it broke"}),
        json!({"id": ID, "success": false, "message": "it broke"}),
    ] {
        let server = MockServer::start().await;
        answers_all(&server, ResponseTemplate::new(200).set_body_json(answer)).await;
        let account = account_with_jwt(&server);
        let line = line(&server);
        let errors = [
            account.create_instance(NewInstance::named("Support line")).await.map(drop).unwrap_err(),
            account.get_instance(ID).await.map(drop).unwrap_err(),
            account.verify().await.map(drop).unwrap_err(),
            account.delete_instance(ID).await.unwrap_err(),
            account.call(SearchInstances::default()).await.map(drop).unwrap_err(),
            account.call(ProvisionInstance::new("Support line")).await.map(drop).unwrap_err(),
            line.call(UpdateInstance::new()).await.map(drop).unwrap_err(),
            line.call(RestartInstance::new()).await.map(drop).unwrap_err(),
        ];
        for error in errors {
            assert!(matches!(error, Error::Server(_)), "{error}");
            assert_eq!(
                (error.outcome(), error.provider_message()),
                (Outcome::Unknown, Some("it broke")),
                "{error}"
            );
        }
    }
}

#[tokio::test]
async fn an_account_claims_its_operations_and_none_of_an_instances() {
    let server = MockServer::start().await;
    for account in [account(&server), account_with_jwt(&server)] {
        let can = account.capabilities();
        for operation in Operation::ALL {
            let own = matches!(
                operation,
                Operation::Verify
                    | Operation::CreateInstance
                    | Operation::ListInstances
                    | Operation::GetInstance
                    | Operation::DeleteInstance
            );
            assert_eq!(can.supports(*operation), own, "{operation:?}");
        }
    }
}

//! Devices: verify, list, get, create.

use std::time::{Duration, SystemTime};

use serde_json::{Value, json};
use wagate_sdk_core::{ConnectionState, Error, InstanceToken, NewInstance, Operation, Outcome};
use wagate_wazzapi::SortOrder;
use wagate_wazzapi::instances::{GetDevice, LinkDevice, ListDevices};
use wiremock::matchers::{method, path, query_param};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::{
    DEVICE, account, answering, answering_with, device, device_row, line, only_request, requests, target,
};

fn list(devices: &[Value], total: usize, offset: usize) -> Value {
    json!({ "devices": devices, "total": total, "limit": 50, "offset": offset })
}

#[tokio::test]
async fn device_list_is_asked_with_every_parameter_and_decoded() {
    let server = answering(200, &list(&[device_row()], 1, 0)).await;
    let mut request = ListDevices::new();
    request.limit = Some(50);
    request.offset = Some(0);
    request.status = Some("connected".into());
    request.search = Some("support & co".into());
    request.sort_by = Some("created_at".into());
    request.sort_order = Some(SortOrder::Descending);
    let answer = account(&server).call(request).await.unwrap();

    let (target, body) = only_request(&server).await;
    assert_eq!(
        target,
        "GET /api/v1/devices?limit=50&offset=0&status=connected&search=support%20%26%20co&sort_by=created_at&sort_order=desc"
    );
    assert!(body.is_null());
    assert_eq!((answer.total, answer.limit, answer.offset), (Some(1), Some(50), Some(0)));
    let row = &answer.devices[0].value;
    assert_eq!(row.id, DEVICE);
    assert_eq!(row.session_name.as_deref(), Some("main"));
    assert_eq!(row.is_primary, Some(true));
    assert_eq!(row.auto_warmer_enabled, Some(false));
    assert_eq!(row.total_messages_sent, Some(412));
    assert_eq!(row.total_messages_received, Some(388));
    assert_eq!(row.contacts_synced_count, Some(93));
    assert_eq!(row.created_at, Some(SystemTime::UNIX_EPOCH + Duration::from_secs(1_777_622_400)));
    assert_eq!(row.phone_number.as_ref().unwrap().digits(), "6281234567890");
    assert_eq!((row.last_contact_sync_at, row.last_contact_sync_status.as_deref()), (None, None));
}

#[tokio::test]
async fn device_get_is_asked_by_both_clients_and_decoded() {
    let server = answering(200, &device()).await;
    let from_account = account(&server).call(GetDevice::new(DEVICE)).await.unwrap();
    let from_line = line(&server).call(GetDevice::new(DEVICE)).await.unwrap();
    for request in requests(&server).await {
        assert_eq!(target(&request), format!("GET /api/v1/devices/{DEVICE}"));
    }
    assert_eq!(from_account.id, from_line.id);
    assert_eq!(from_line.timezone.as_deref(), Some("Asia/Jakarta"));
    assert_eq!(from_line.connection_attempts, Some(2));
    assert_eq!(from_line.daily_message_limit, Some(1000));
    assert_eq!(from_line.message_delay_ms, Some(500));
    assert_eq!(from_line.backend_id.as_deref(), Some("7a5d6343-1dd1-429a-8d83-25c9bf06c878"));
}

#[tokio::test]
async fn verify_asks_for_one_device() {
    let server = answering(200, &list(&[device_row()], 7, 0)).await;
    let verified = account(&server).verify().await.unwrap();
    assert_eq!(only_request(&server).await.0, "GET /api/v1/devices?limit=1");
    assert_eq!(verified.instances, Some(7));
    assert_eq!(verified.credential.name(), "API key");
    assert!(verified.raw.expose().contains("Support Device"));
}

#[tokio::test]
async fn all_devices_are_listed_page_by_page() {
    let server = MockServer::start().await;
    for (offset, name) in [("0", "one"), ("1", "two"), ("2", "three")] {
        let mut row = device_row();
        row["name"] = json!(name);
        let page = list(&[row], 3, offset.parse().unwrap());
        Mock::given(method("GET"))
            .and(path("/api/v1/devices"))
            .and(query_param("offset", offset))
            .and(query_param("limit", "50"))
            .respond_with(ResponseTemplate::new(200).set_body_json(page))
            .expect(1)
            .mount(&server)
            .await;
    }
    let all = account(&server).instances().all().await.unwrap();
    let names: Vec<&str> = all.iter().map(|info| info.name.as_str()).collect();
    assert_eq!(names, ["one", "two", "three"]);
    assert_eq!(all[0].id, DEVICE);
    assert_eq!(all[0].state, ConnectionState::Online);
    // Each row keeps its own JSON.
    assert!(all[1].raw.expose().contains("two") && !all[1].raw.expose().contains("one\""));
}

#[tokio::test]
async fn a_list_without_a_total_ends_with_the_first_page_that_is_not_full() {
    let server = answering(200, &json!({ "devices": [device_row()] })).await;
    assert_eq!(account(&server).instances().all().await.unwrap().len(), 1);
    only_request(&server).await;
}

#[tokio::test]
async fn a_row_with_its_id_alone_is_still_an_instance() {
    let server = answering(200, &list(&[json!({ "id": DEVICE, "phone_number": null })], 1, 0)).await;
    let all = account(&server).instances().all().await.unwrap();
    assert_eq!((all[0].id.as_str(), all[0].name.as_str()), (DEVICE, ""));
    assert_eq!(all[0].state, ConnectionState::untold());
    assert_eq!(all[0].phone, None);
}

#[tokio::test]
async fn get_instance_maps_the_device() {
    let server = answering(200, &device()).await;
    let info = account(&server).get_instance(DEVICE).await.unwrap();
    assert_eq!(only_request(&server).await.0, format!("GET /api/v1/devices/{DEVICE}"));
    assert_eq!((info.id.as_str(), info.name.as_str()), (DEVICE, "Support Device"));
    assert_eq!(info.state, ConnectionState::Online);
    assert_eq!(info.phone.unwrap().digits(), "6281234567890");
    assert!(info.token.is_none());
    assert!(info.raw.expose().contains("Asia/Jakarta"));
}

#[tokio::test]
async fn get_instance_of_an_absent_device_is_not_found() {
    let server = answering(404, &json!({ "detail": "Device not found" })).await;
    let error = account(&server).get_instance(DEVICE).await.unwrap_err();
    assert!(matches!(error, Error::NotFound(_)), "{error}");
    assert_eq!(error.provider_message(), Some("Device not found"));
}

#[tokio::test]
async fn an_id_is_encoded_into_the_path() {
    let server = answering(200, &device()).await;
    account(&server).get_instance("a/../b?c").await.unwrap();
    assert_eq!(requests(&server).await[0].url.path(), "/api/v1/devices/a%2F..%2Fb%3Fc");
}

#[tokio::test]
async fn create_instance_sends_the_name_and_whatever_else_is_given() {
    let server = answering(201, &device()).await;
    let spec = NewInstance::named("Support Device").extra("session_name", "main").extra("tags", json!(["a"]));
    let created = account(&server).create_instance(spec).await.unwrap();

    let (target, body) = only_request(&server).await;
    assert_eq!(target, "POST /api/v1/devices");
    assert_eq!(body, json!({ "name": "Support Device", "session_name": "main", "tags": ["a"] }));
    assert_eq!(created.client.id(), DEVICE);
    assert_eq!(created.info.name, "Support Device");
    assert_eq!(created.info.state, ConnectionState::Online);
    assert!(created.token.is_none());
    assert_eq!(created.client.state().session_name(), Some("main"));
}

#[tokio::test]
async fn create_instance_finds_the_id_under_each_of_its_names() {
    for answer in [
        json!({ "id": DEVICE }),
        json!({ "device": { "id": DEVICE, "name": "inner", "session_name": "s" } }),
        json!({ "success": true, "whatsapp_account_id": DEVICE }),
        json!({ "device_id": DEVICE, "device": "a text", "status": 5 }),
    ] {
        let server = answering(200, &answer).await;
        let created = account(&server).create_instance(NewInstance::named("shop")).await.unwrap();
        assert_eq!(created.client.id(), DEVICE, "{answer}");
    }
    let server =
        answering(200, &json!({ "device": { "id": DEVICE, "name": "inner", "session_name": "s" } })).await;
    let created = account(&server).create_instance(NewInstance::named("shop")).await.unwrap();
    assert_eq!(created.info.name, "inner");
    assert_eq!(created.info.state, ConnectionState::Created);
    assert_eq!(created.client.state().session_name(), Some("s"));
    let server = answering(200, &json!({ "id": DEVICE, "status": "disconnected" })).await;
    let created = account(&server).create_instance(NewInstance::named("shop")).await.unwrap();
    assert_eq!(created.info.name, "shop");
    assert_eq!(created.info.state, ConnectionState::Disconnected);
    assert_eq!(created.client.state().session_name(), None);
}

#[tokio::test]
async fn a_creation_whose_answer_holds_no_id_was_accepted_and_keeps_the_answer() {
    let server = answering(202, &json!({ "job": "j-1" })).await;
    let error = account(&server).create_instance(NewInstance::named("shop")).await.unwrap_err();
    assert!(matches!(error, Error::Decode(_)), "{error}");
    assert_eq!(error.outcome(), Outcome::Accepted);
    assert_eq!(error.raw().unwrap().expose(), r#"{"job":"j-1"}"#);
    assert_eq!(error.status().unwrap(), 202);
    assert!(error.to_string().starts_with("wazzapi device.link: "), "{error}");
    let server = answering_with(ResponseTemplate::new(204)).await;
    let error = account(&server).create_instance(NewInstance::named("shop")).await.unwrap_err();
    assert!(matches!(error, Error::Decode(_)) && error.outcome() == Outcome::Accepted, "{error}");
}

#[tokio::test]
async fn a_creation_that_fails_inside_a_success_is_unknown_and_not_repeated() {
    let server = answering(200, &json!({ "success": false, "message": "no slot" })).await;
    let mut link = LinkDevice::default();
    link.body.insert("proxy_password", "hunter2");
    assert!(!format!("{link:?}").contains("hunter2"));
    let error = account(&server).call(link).await.unwrap_err();
    assert_eq!((error.outcome(), error.provider_message()), (Outcome::Unknown, Some("no slot")));
    only_request(&server).await;
}

#[tokio::test]
async fn a_name_given_twice_is_refused_before_anything_leaves() {
    let server = MockServer::start().await;
    let spec = NewInstance::named("sales").extra("name", "support");
    let error = account(&server).create_instance(spec).await.unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_)), "{error}");
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert!(requests(&server).await.is_empty());
}

#[tokio::test]
async fn what_a_device_cannot_have_is_refused_before_anything_leaves() {
    let server = MockServer::start().await;
    let account = account(&server);
    let token = NewInstance::named("shop").token(InstanceToken::new("t").unwrap());
    for spec in [token, NewInstance::named("shop").channel("WHATSAPP-BAILEYS")] {
        let error = account.create_instance(spec).await.unwrap_err();
        assert!(matches!(error, Error::Unsupported(_)), "{error}");
        assert_eq!(error.outcome(), Outcome::NotSent);
    }
    assert!(requests(&server).await.is_empty());
}

#[tokio::test]
async fn nothing_deletes_a_device() {
    let server = MockServer::start().await;
    let account = account(&server);
    assert!(!account.capabilities().supports(Operation::DeleteInstance));
    let error = account.delete_instance(DEVICE).await.unwrap_err();
    assert!(matches!(error, Error::Unsupported(_)), "{error}");
    assert!(requests(&server).await.is_empty());
}

//! Settings and proxy.

use serde_json::{Value, json};
use wagate_evolution::settings::{FindProxy, FindSettings, ProxyProtocol, SetProxy, SetSettings};

use crate::golden;

#[tokio::test]
async fn settings_are_read_changed_and_written_whole() {
    let told = json!({
        "rejectCall": false, "msgCall": "busy", "groupsIgnore": true, "alwaysOnline": false, "readMessages": true,
        "readStatus": false, "syncFullHistory": true, "wavoipToken": "wv-secret",
    });
    let path = "/settings/find/shop";
    let read = golden(FindSettings::new(), "GET", path, Value::Null, 200, told.clone()).await.unwrap();
    let mut set = SetSettings::keeping(&read);
    assert!(!format!("{set:?} {read:?}").contains("wv-secret"));
    set.reject_call = true;
    let mut asked = told;
    asked["rejectCall"] = json!(true);
    let told = json!({ "settings": { "instanceName": "shop", "settings": asked } });
    let saved = golden(set, "POST", "/settings/set/shop", asked, 201, told).await.settings.unwrap();
    assert_eq!(saved.instance_name.as_deref(), Some("shop"));
    assert_eq!(saved.settings.unwrap().reject_call, Some(true));
}

#[tokio::test]
async fn all_six_truths_go_out() {
    let asked = json!({
        "rejectCall": true, "groupsIgnore": false, "alwaysOnline": true, "readMessages": false,
        "readStatus": true, "syncFullHistory": false,
    });
    let told = json!({ "settings": { "instanceName": "shop", "settings": {} } });
    let set = SetSettings::new(true, false, true, false, true, false);
    golden(set, "POST", "/settings/set/shop", asked, 201, told).await;
}

#[tokio::test]
async fn there_may_be_no_settings_and_no_proxy() {
    let none = golden(FindSettings::new(), "GET", "/settings/find/shop", Value::Null, 200, Value::Null).await;
    assert!(none.is_none());
    let none = golden(FindProxy::new(), "GET", "/proxy/find/shop", Value::Null, 200, Value::Null).await;
    assert!(none.is_none());
}

#[tokio::test]
async fn a_proxy_is_read() {
    let told = json!({
        "id": "cmwroz9mm000ebn7d0n4zbm3j", "enabled": true, "host": "proxy.example.org", "port": "3128",
        "protocol": "http", "username": "u", "password": "p-secret", "createdAt": "2026-11-22T10:26:27.838Z",
        "updatedAt": "2026-11-22T10:26:27.838Z", "instanceId": "876e9b25-15f2-4e9e-8427-8a7a9d89160f",
    });
    let proxy = golden(FindProxy::new(), "GET", "/proxy/find/shop", Value::Null, 200, told).await.unwrap();
    assert_eq!((proxy.enabled, proxy.host.as_deref()), (Some(true), Some("proxy.example.org")));
    assert_eq!((proxy.port.as_deref(), proxy.protocol.as_deref()), (Some("3128"), Some("http")));
    assert_eq!(proxy.password.as_ref().unwrap().expose(), "p-secret");
    assert!(proxy.created_at.is_some() && proxy.updated_at.is_some());
    assert_eq!(proxy.instance_id.as_deref(), Some("876e9b25-15f2-4e9e-8427-8a7a9d89160f"));
    assert!(!format!("{proxy:?}").contains("p-secret"));
}

#[tokio::test]
async fn a_proxy_is_set_and_switched_off() {
    let mut set = SetProxy::new("proxy.example.org", 1080, ProxyProtocol::Socks5);
    set.username = Some("u".to_owned());
    set.password = Some("p-secret".into());
    assert!(!format!("{set:?}").contains("p-secret"));
    let asked = json!({
        "enabled": true, "host": "proxy.example.org", "port": "1080", "protocol": "socks5",
        "username": "u", "password": "p-secret",
    });
    let told = json!({ "proxy": { "instanceName": "shop", "proxy": asked } });
    let saved = golden(set, "POST", "/proxy/set/shop", asked, 201, told).await.proxy.unwrap();
    assert_eq!(saved.proxy.unwrap().port.as_deref(), Some("1080"));

    let asked = json!({ "enabled": false, "host": "", "port": "", "protocol": "" });
    let told = json!({ "proxy": { "instanceName": "shop", "proxy": asked } });
    golden(SetProxy::off(), "POST", "/proxy/set/shop", asked, 201, told).await;
}

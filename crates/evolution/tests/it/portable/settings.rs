//! Settings and proxy.

use serde_json::{Value, json};
use wagate_sdk_core::{Error, Outcome, Proxy, ProxyProtocol, SettingsChange};

use super::{left, maps, routes};
use crate::{answering, baileys, failure, requests};

const FIND: (&str, &str, Value) = ("GET", "/settings/find/shop", Value::Null);

fn row() -> Value {
    json!({
        "rejectCall": false, "msgCall": "busy", "groupsIgnore": true, "alwaysOnline": false, "readMessages": true,
        "readStatus": true, "syncFullHistory": true, "wavoipToken": "wv-secret",
    })
}

fn saved() -> Value {
    json!({ "settings": { "instanceName": "shop", "settings": {} } })
}

#[tokio::test]
async fn settings_are_read() {
    let settings = maps(FIND, (200, row()), async |line| line.settings().await).await;
    assert_eq!((settings.reject_calls, settings.call_message.as_deref()), (Some(false), Some("busy")));
    assert_eq!((settings.ignore_groups, settings.always_online), (Some(true), Some(false)));
    assert_eq!(settings.read_messages, Some(true));
    assert!(settings.raw.expose().contains("syncFullHistory") && !format!("{settings:?}").contains("wv-"));
    let none = maps(FIND, (200, Value::Null), async |line| line.settings().await).await;
    assert!(none.reject_calls.is_none() && none.call_message.is_none());
}

#[tokio::test]
async fn what_is_not_changed_is_written_as_it_was_read() {
    let server = routes(&[("/settings/find", 200, row()), ("/settings/set", 201, saved())]).await;
    let change = SettingsChange::new().reject_calls(true).call_message("Write, please");
    baileys(&server).update_settings(change).await.unwrap();
    let mut asked = row();
    asked["rejectCall"] = json!(true);
    asked["msgCall"] = json!("Write, please");
    let expected = [("/settings/find".to_owned(), Value::Null), ("/settings/set".to_owned(), asked)];
    assert_eq!(left(&server).await, expected);
}

#[tokio::test]
async fn each_setting_has_its_place() {
    for (change, name) in [
        (SettingsChange::new().reject_calls(true), "rejectCall"),
        (SettingsChange::new().ignore_groups(true), "groupsIgnore"),
        (SettingsChange::new().always_online(true), "alwaysOnline"),
        (SettingsChange::new().read_messages(true), "readMessages"),
    ] {
        // An instance without settings has none on.
        let server = routes(&[("/settings/find", 200, Value::Null), ("/settings/set", 201, saved())]).await;
        baileys(&server).update_settings(change).await.unwrap();
        let asked = left(&server).await.remove(1).1;
        let on: Vec<_> = asked.as_object().unwrap().iter().filter(|(_, value)| **value == true).collect();
        assert_eq!((on.len(), on[0].0.as_str(), asked.as_object().unwrap().len()), (1, name, 6));
    }
}

#[tokio::test]
async fn nothing_is_written_over_what_was_not_read() {
    let mut half = row();
    half.as_object_mut().unwrap().remove("readStatus");
    for (status, told) in [(200, half), (500, failure(500, "Internal Server Error", json!("busy")))] {
        let server = answering(status, told).await;
        let error =
            baileys(&server).update_settings(SettingsChange::new().reject_calls(true)).await.unwrap_err();
        assert_eq!((error.outcome(), requests(&server).await), (Outcome::NotSent, 1), "{error}");
    }
}

#[tokio::test]
async fn a_proxy_is_read() {
    let find = ("GET", "/proxy/find/shop", Value::Null);
    let told = json!({
        "id": "cmwroz9mm000ebn7d0n4zbm3j", "enabled": true, "host": "proxy.example.org", "port": "3128",
        "protocol": "socks5", "username": "u", "password": "p-secret",
    });
    let read = maps(find.clone(), (200, told), async |line| line.proxy().await).await;
    let proxy = read.proxy.as_ref().unwrap();
    assert_eq!((read.enabled, &*proxy.host, proxy.port), (Some(true), "proxy.example.org", 3128));
    assert_eq!((&proxy.protocol, proxy.username.as_deref()), (&ProxyProtocol::Socks5, Some("u")));
    assert!(proxy.password.is_none() && read.raw.expose().contains("p-secret"));
    assert!(!format!("{read:?}").contains("p-secret"));

    let off =
        json!({ "enabled": false, "host": "", "port": "", "protocol": "", "username": "", "password": "" });
    for told in [off, Value::Null] {
        let read = maps(find.clone(), (200, told), async |line| line.proxy().await).await;
        assert_eq!((read.enabled, read.proxy.is_some()), (Some(false), false));
    }
}

#[tokio::test]
async fn a_proxy_is_set_and_taken_away() {
    let proxy = Proxy::new(ProxyProtocol::Http, "proxy.example.org", 3128).login("u", "p-secret".into());
    let asked = json!({
        "enabled": true, "host": "proxy.example.org", "port": "3128", "protocol": "http",
        "username": "u", "password": "p-secret",
    });
    let told = || (201, json!({ "proxy": { "instanceName": "shop", "proxy": {} } }));
    let set = ("POST", "/proxy/set/shop", asked);
    maps(set, told(), async |line| line.set_proxy(Some(proxy)).await).await;
    let asked = json!({ "enabled": false, "host": "", "port": "", "protocol": "" });
    maps(("POST", "/proxy/set/shop", asked), told(), async |line| line.set_proxy(None).await).await;
}

#[tokio::test]
async fn a_proxy_that_fails_its_test_is_refused() {
    let server = answering(400, failure(400, "Bad Request", json!(["Invalid proxy"]))).await;
    let proxy = Proxy::new(ProxyProtocol::Http, "127.0.0.1", 9);
    let error = baileys(&server).set_proxy(Some(proxy)).await.unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_)) && error.outcome() == Outcome::Refused, "{error:?}");
}

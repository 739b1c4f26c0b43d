//! Taking up a session, and an instance's settings and proxy.

use serde_json::{Value, json};
use wagate_ryze::instances::{
    GetProxy, GetSettings, InstanceStatus, ProxyProtocol, Reconnect, UpdateProxy, UpdateSettings,
};
use wagate_sdk_core::{Error, Outcome, Proxy, SecretText, SettingsChange};

use crate::{body, failure, gateway, golden, instance_token, line, portable, refused_here, requests, route};

fn settings() -> Value {
    json!({
        "success": true,
        "message": "Settings retrieved successfully",
        "settings": {
            "autoRejectCalls": true,
            "callRejectMessage": "No calls, please write.",
            "ignoreGroupMessages": true,
            "keepOnlineStatus": false,
            "autoReadMessages": false,
            "disableHistorySync": true,
            "ignoreStatus": true
        }
    })
}

fn proxy() -> Value {
    json!({
        "success": true,
        "message": "Proxy configuration retrieved successfully",
        "proxy": {
            "enabled": true,
            "host": "proxy.example.com",
            "port": "1080",
            "protocol": "socks5",
            "username": "user1"
        }
    })
}

#[tokio::test]
async fn a_session_is_taken_up_as_documented() {
    let answer = json!({"success": true, "message": "Reconnect initiated", "status": "connecting"});
    let (started, seen) = golden(Reconnect::new(), answer).await;
    assert_eq!(route(&seen), "POST /api/instance/reconnect/support");
    assert!(seen.body.is_empty());
    assert_eq!(started.status, Some(InstanceStatus::Connecting));
}

#[tokio::test]
async fn without_a_session_there_is_nothing_to_take_up() {
    for words in [
        "Instance has no saved session — call /connect first",
        "Instance has no saved session, call /connect first",
    ] {
        let server = gateway(400, failure(words)).await;
        let error = line(&server, instance_token()).call(Reconnect::new()).await.unwrap_err();
        assert!(matches!(error, Error::InstanceOffline(_)), "{error:?}");
        assert_eq!(error.outcome(), Outcome::Refused);
        assert!(error.to_string().contains("pair it"), "{error}");
    }
}

#[tokio::test]
async fn settings_are_read_as_documented() {
    let (answer, seen) = golden(GetSettings::new(), settings()).await;
    assert_eq!(route(&seen), "GET /api/instance/getSettings/support");
    let read = answer.settings;
    assert_eq!(read.auto_reject_calls, Some(true));
    assert_eq!(read.call_reject_message.as_deref(), Some("No calls, please write."));
    assert_eq!((read.ignore_group_messages, read.keep_online_status), (Some(true), Some(false)));
    assert_eq!((read.auto_read_messages, read.disable_history_sync), (Some(false), Some(true)));
    assert_eq!(read.ignore_status, Some(true));
}

#[tokio::test]
async fn settings_are_changed_as_documented() {
    let mut update = UpdateSettings::new();
    update.auto_reject_calls = Some(true);
    update.call_reject_message = Some(String::new());
    update.ignore_group_messages = Some(false);
    update.keep_online_status = Some(true);
    update.auto_read_messages = Some(false);
    update.disable_history_sync = Some(true);
    update.ignore_status = Some(false);
    let (answer, seen) = golden(update, settings()).await;
    assert_eq!(route(&seen), "POST /api/instance/settings/support");
    let expected = json!({
        "autoRejectCalls": true, "callRejectMessage": "", "ignoreGroupMessages": false,
        "keepOnlineStatus": true, "autoReadMessages": false, "disableHistorySync": true, "ignoreStatus": false
    });
    assert_eq!(body(&seen), expected);
    assert_eq!(answer.settings.unwrap().ignore_status, Some(true));

    let mut one = UpdateSettings::new();
    one.ignore_status = Some(true);
    let (_, seen) = golden(one, settings()).await;
    assert_eq!(body(&seen), json!({"ignoreStatus": true}));
}

#[tokio::test]
async fn a_change_of_no_setting_never_leaves() {
    let server = gateway(200, settings()).await;
    let error = line(&server, instance_token()).call(UpdateSettings::new()).await.unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
    assert!(requests(&server).await.is_empty());
}

#[tokio::test]
async fn a_proxy_is_read_as_documented() {
    let (answer, seen) = golden(GetProxy::new(), proxy()).await;
    assert_eq!(route(&seen), "GET /api/instance/getProxy/support");
    let read = answer.proxy;
    assert_eq!(read.enabled, Some(true));
    assert_eq!((read.host.as_deref(), read.port.as_deref()), (Some("proxy.example.com"), Some("1080")));
    assert_eq!((read.protocol, read.username.as_deref()), (Some(ProxyProtocol::Socks5), Some("user1")));

    let off = json!({
        "success": true,
        "proxy": {"enabled": false, "host": null, "port": "", "protocol": null, "username": ""}
    });
    let (answer, _) = golden(GetProxy::new(), off).await;
    let read = answer.proxy;
    assert_eq!((read.enabled, read.host, read.port), (Some(false), None, None));
    assert!(read.protocol.is_none() && read.username.is_none());
}

#[tokio::test]
async fn a_proxy_is_set_and_turned_off_as_documented() {
    let mut update = UpdateProxy::new(ProxyProtocol::Socks5, "proxy.example.com", 1080);
    update.username = Some("user1".into());
    update.password = Some(SecretText::from("proxy-password"));
    assert!(!format!("{update:?}").contains("proxy-password"));
    let (answer, seen) = golden(update, proxy()).await;
    assert_eq!(route(&seen), "POST /api/instance/proxy/support");
    let expected = json!({
        "enabled": true, "host": "proxy.example.com", "port": "1080", "protocol": "socks5",
        "username": "user1", "password": "proxy-password"
    });
    assert_eq!(body(&seen), expected);
    assert_eq!(answer.proxy.unwrap().enabled, Some(true));

    let (_, seen) = golden(UpdateProxy::off(), proxy()).await;
    assert_eq!(body(&seen), json!({"enabled": false}));
}

#[tokio::test]
async fn the_portable_settings_are_the_gateways_by_meaning() {
    let (read, seen) = portable(settings(), async |line| line.settings().await).await;
    assert_eq!(route(&seen), "GET /api/instance/getSettings/support");
    assert_eq!((read.reject_calls, read.ignore_groups), (Some(true), Some(true)));
    assert_eq!(read.call_message.as_deref(), Some("No calls, please write."));
    assert_eq!((read.always_online, read.read_messages), (Some(false), Some(false)));
    assert!(read.raw.expose().contains("disableHistorySync"), "what only this gateway has is kept");
}

#[tokio::test]
async fn a_portable_change_names_what_changes_and_nothing_else() {
    let change = SettingsChange::new().reject_calls(true).call_message("Please write").read_messages(false);
    let (done, seen) = portable(settings(), async |line| line.erase().update_settings(change).await).await;
    assert_eq!(route(&seen), "POST /api/instance/settings/support");
    let expected =
        json!({"autoRejectCalls": true, "callRejectMessage": "Please write", "autoReadMessages": false});
    assert_eq!(body(&seen), expected);
    assert!(done.raw.expose().contains("keepOnlineStatus"));

    let change = SettingsChange::new().ignore_groups(true).always_online(true);
    let (_, seen) = portable(settings(), async |line| line.update_settings(change).await).await;
    assert_eq!(body(&seen), json!({"ignoreGroupMessages": true, "keepOnlineStatus": true}));
}

#[tokio::test]
async fn the_portable_proxy_is_told_whole_or_not_at_all() {
    let (read, seen) = portable(proxy(), async |line| line.proxy().await).await;
    assert_eq!(route(&seen), "GET /api/instance/getProxy/support");
    assert_eq!(read.enabled, Some(true));
    let told = read.proxy.unwrap();
    assert_eq!(told.protocol, wagate_sdk_core::ProxyProtocol::Socks5);
    assert_eq!((told.host.as_str(), told.port), ("proxy.example.com", 1080));
    assert_eq!(told.username.as_deref(), Some("user1"));
    assert!(told.password.is_none());

    for (member, value) in [("port", json!("many")), ("host", json!(null)), ("protocol", json!(""))] {
        let mut answer = proxy();
        answer["proxy"][member] = value;
        let (read, _) = portable(answer, async |line| line.proxy().await).await;
        assert!(read.proxy.is_none() && read.enabled == Some(true), "{member}");
    }
}

#[tokio::test]
async fn a_portable_proxy_is_set_and_turned_off() {
    use wagate_sdk_core::ProxyProtocol;

    for (protocol, word) in
        [(ProxyProtocol::Http, "http"), (ProxyProtocol::Https, "https"), (ProxyProtocol::Socks5, "socks5")]
    {
        let through = Proxy::new(protocol, "proxy.example.com", 1080).login("user1", SecretText::from("s"));
        let (_, seen) = portable(proxy(), async |line| line.set_proxy(Some(through)).await).await;
        assert_eq!(route(&seen), "POST /api/instance/proxy/support");
        let expected = json!({
            "enabled": true, "host": "proxy.example.com", "port": "1080", "protocol": word,
            "username": "user1", "password": "s"
        });
        assert_eq!(body(&seen), expected);
    }
    let (_, seen) = portable(proxy(), async |line| line.set_proxy(None).await).await;
    assert_eq!(body(&seen), json!({"enabled": false}));

    let old = Proxy::new(ProxyProtocol::Socks4, "proxy.example.com", 1080);
    let error = refused_here(async |line| line.set_proxy(Some(old)).await).await;
    assert!(matches!(error, Error::Unsupported(_)) && error.to_string().contains("socks4"), "{error}");
}

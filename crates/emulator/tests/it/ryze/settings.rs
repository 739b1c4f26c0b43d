//! Settings and proxy.

use serde_json::json;

use super::{online, refused};

#[tokio::test]
async fn settings_change_one_by_one() {
    let (_emulator, account) = online().await;
    let before = account.get("/api/instance/getSettings/sales").await;
    assert_eq!(before.body["settings"]["autoRejectCalls"], false);
    assert_eq!(before.body["settings"]["disableHistorySync"], true);

    let wish = json!({ "autoRejectCalls": true, "callRejectMessage": "Please write." });
    let after = account.post("/api/instance/settings/sales", wish).await;
    assert_eq!(after.body["settings"]["autoRejectCalls"], true);
    assert_eq!(after.text("/settings/callRejectMessage"), "Please write.");
    assert_eq!(after.body["settings"]["disableHistorySync"], true);
    let listed = account.get("/api/instance/list").await;
    assert_eq!(listed.body["instances"][0]["settings"], after.body["settings"]);

    let nothing = account.post("/api/instance/settings/sales", json!({ "unknown": 1 })).await;
    refused(&nothing, 400, "At least one setting must be provided");
    let wrong = account.post("/api/instance/settings/sales", json!({ "ignoreStatus": "yes" })).await;
    assert!(wrong.text("/error/message").starts_with("Invalid request body"));
    refused(&account.get("/api/instance/getSettings/unknown").await, 404, "Instance not found");
}

#[tokio::test]
async fn a_proxy_is_kept_without_its_password() {
    let (_emulator, account) = online().await;
    let wish = json!({
        "enabled": true, "host": "proxy.test", "port": "1080", "protocol": "socks5", "username": "me", "password": "pw",
    });
    let set = account.post("/api/instance/proxy/sales", wish).await;
    assert_eq!(set.code(), 200);
    let proxy = account.get("/api/instance/getProxy/sales").await;
    let kept = json!({
        "enabled": true, "host": "proxy.test", "port": "1080", "protocol": "socks5", "username": "me",
    });
    assert_eq!(proxy.body["proxy"], kept);
    assert_eq!(set.body["proxy"], kept);

    assert_eq!(account.post("/api/instance/proxy/sales", json!({ "enabled": true })).await.code(), 400);
    assert_eq!(account.post("/api/instance/proxy/sales", json!({})).await.code(), 400);
    account.post("/api/instance/proxy/sales", json!({ "enabled": false })).await;
    let proxy = account.get("/api/instance/getProxy/sales").await;
    assert_eq!((&proxy.body["proxy"]["enabled"], proxy.text("/proxy/host")), (&json!(false), ""));
}

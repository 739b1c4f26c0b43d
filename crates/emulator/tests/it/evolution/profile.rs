//! Profiles, privacy, settings and the proxy.

use serde_json::{Value, json};
use wagate_emulator::Emulator;

use super::{online, refused};

#[tokio::test]
async fn a_number_says_what_it_wants() {
    let emulator = Emulator::start().await.unwrap();
    let sales = online(&emulator).await;
    let post = async |route: &str, body: Value| sales.post(&format!("/chat/{route}/sales"), body).await;
    let success = json!({ "update": "success" });
    assert_eq!(post("updateProfileName", json!({ "name": "Shop" })).await.body, success);
    assert_eq!(post("updateProfileStatus", json!({ "status": "Open" })).await.body, success);
    assert_eq!(post("updateProfilePicture", json!({ "picture": "aGVsbG8=" })).await.body, success);
    let own = post("fetchProfile", json!({})).await;
    assert_eq!((own.text("/name"), own.text("/status")), ("Shop", "open"));
    assert!(own.text("/picture").starts_with("https://pps.whatsapp.net/"));
    let seen = post("fetchProfile", json!({ "number": own.text("/wuid") })).await;
    assert_eq!(seen.text("/status/status"), "Open");
    assert_eq!(sales.delete("/chat/removeProfilePicture/sales").await.body, success);
    let picture = post("fetchProfilePictureUrl", json!({ "number": own.text("/wuid") })).await;
    assert_eq!(picture.body, json!({ "wuid": own.text("/wuid"), "profilePictureUrl": null }));

    refused(
        &post("updateProfileName", json!({ "name": "" })).await,
        400,
        json!([["The \"name\" cannot be empty"]]),
    );
    let words = json!(["Error updating profile picture", "[object Object]"]);
    refused(&post("updateProfilePicture", json!({ "picture": "no picture" })).await, 500, words);
    emulator.set_not_on_whatsapp("550011112222");
    let jid = "550011112222@s.whatsapp.net";
    let missing = json!([{ "jid": jid, "exists": false, "number": jid }]);
    refused(&post("fetchProfile", json!({ "number": "550011112222" })).await, 400, missing);
}

#[tokio::test]
async fn privacy_is_kept() {
    let emulator = Emulator::start().await.unwrap();
    let sales = online(&emulator).await;
    let wanted = json!({
        "readreceipts": "none", "profile": "contacts", "status": "contact_blacklist",
        "online": "match_last_seen", "last": "none", "groupadd": "contacts",
    });
    let updated = sales.post("/chat/updatePrivacySettings/sales", wanted.clone()).await;
    assert_eq!((updated.code(), &updated.body["data"]), (201, &wanted));
    assert_eq!(sales.get("/chat/fetchPrivacySettings/sales").await.body, wanted);
    let some = json!({ "readreceipts": "all" });
    assert_eq!(sales.post("/chat/updatePrivacySettings/sales", some).await.code(), 400);
}

#[tokio::test]
async fn settings_are_replaced_whole() {
    let emulator = Emulator::start().await.unwrap();
    let sales = online(&emulator).await;
    let wanted = json!({
        "rejectCall": true, "msgCall": "busy", "groupsIgnore": true, "alwaysOnline": false,
        "readMessages": true, "readStatus": false, "syncFullHistory": false,
    });
    let set = sales.post("/settings/set/sales", wanted.clone()).await;
    let told = json!({ "settings": { "instanceName": "sales", "settings": wanted } });
    assert_eq!((set.code(), set.body), (201, told));
    let found = sales.get("/settings/find/sales").await;
    assert_eq!((found.text("/msgCall"), found.text("/wavoipToken")), ("busy", ""));
    assert_eq!(found.body["groupsIgnore"], true);
    let row = sales.get("/instance/fetchInstances").await;
    assert_eq!(row.body[0]["Setting"]["rejectCall"], true);
    let partial = json!({
        "rejectCall": true, "readMessages": true, "readStatus": false, "syncFullHistory": false,
    });
    let words =
        ["instance requires property \"groupsIgnore\"", "instance requires property \"alwaysOnline\""];
    refused(&sales.post("/settings/set/sales", partial).await, 400, json!([words]));
}

#[tokio::test]
async fn a_proxy_is_kept() {
    let emulator = Emulator::start().await.unwrap();
    let sales = online(&emulator).await;
    assert_eq!(sales.get("/proxy/find/sales").await.body, Value::Null);
    let proxy = json!({ "enabled": true, "host": "proxy.example.org", "port": "8080", "protocol": "http" });
    let set = sales.post("/proxy/set/sales", proxy.clone()).await;
    let told = json!({ "proxy": { "instanceName": "sales", "proxy": proxy } });
    assert_eq!((set.code(), set.body), (201, told));
    let found = sales.get("/proxy/find/sales").await;
    assert_eq!((found.text("/host"), found.text("/port")), ("proxy.example.org", "8080"));
    assert_eq!(sales.get("/instance/fetchInstances").await.text("/0/Proxy/host"), "proxy.example.org");
}

//! Profile and privacy.

use serde_json::json;
use wagate_emulator::Gateway::Ryze;

use super::{online, refused};

#[tokio::test]
async fn a_profile_is_changed_and_read() {
    let (emulator, account) = online().await;
    let own = emulator.phone(Ryze, "sales").unwrap();
    let before = account.get("/api/profile/getAccount/sales").await;
    assert_eq!(
        (before.text("/profile/phoneNumber"), before.text("/profile/profileName")),
        (own.as_str(), "Phone of sales")
    );
    assert_eq!(before.body["profile"]["profilePicture"], json!(null));

    let wish =
        json!({ "profileName": "Shop", "profileStatus": "Open", "profilePicture": "https://x.test/a.jpg" });
    let changed = account.post("/api/profile/account/sales", wish).await;
    assert_eq!(changed.body["updatedFields"], json!(["profilePicture", "profileName", "profileStatus"]));
    let after = account.get("/api/profile/getAccount/sales").await;
    assert_eq!((after.text("/profile/profileName"), after.text("/profile/profileStatus")), ("Shop", "Open"));
    assert_eq!(after.text("/profile/profilePicture"), "https://x.test/a.jpg");
    assert_eq!(account.get("/api/instance/list").await.text("/instances/0/profile/name"), "Shop");
    account.post("/api/profile/account/sales", json!({ "profilePicture": "" })).await;
    let after = account.get("/api/profile/getAccount/sales").await;
    assert_eq!(after.body["profile"]["profilePicture"], json!(null));
    assert_eq!(account.post("/api/profile/account/sales", json!({})).await.code(), 400);
}

#[tokio::test]
async fn the_profile_of_a_number_says_whether_it_is_on_whatsapp() {
    let (emulator, account) = online().await;
    let known = account.get("/api/profile/getAccount/sales?number=5511999990000").await;
    assert_eq!(known.text("/profile/jid"), "5511999990000@s.whatsapp.net");
    assert!(known.text("/profile/lid").ends_with("@lid"));
    emulator.set_not_on_whatsapp("5511999990000");
    let unknown = account.get("/api/profile/getAccount/sales?number=5511999990000").await;
    refused(&unknown, 400, "Number is not registered on WhatsApp");
}

#[tokio::test]
async fn privacy_changes_in_part() {
    let (_emulator, account) = online().await;
    let wish = json!({ "visibility": { "lastSeen": "contacts", "online": "match_last_seen" } });
    let changed = account.post("/api/profile/privacy/sales", wish).await;
    let settings = json!({
        "visibility": { "lastSeen": "contacts", "status": "all", "profile": "all", "online": "match_last_seen" },
        "privacy": { "readReceipts": "all" },
        "permissions": { "callAdd": "all", "groupAdd": "all" },
    });
    assert_eq!(changed.body["settings"], settings);
    for path in ["/api/profile/getPrivacy/sales", "/api/profile/privacy/sales"] {
        assert_eq!(account.get(path).await.body["settings"], settings);
    }
    let wrong = json!({ "visibility": { "status": "none" }, "privacy": { "readReceipts": "contacts" } });
    assert_eq!(account.post("/api/profile/privacy/sales", wrong).await.code(), 400);
    assert_eq!(account.get("/api/profile/getPrivacy/sales").await.body["settings"], settings);
    assert_eq!(account.post("/api/profile/privacy/sales", json!({})).await.code(), 400);
}

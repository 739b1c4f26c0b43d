//! Profiles and privacy.

use serde_json::{Value, json};
use wagate_ryze::profile::{
    Audience, CallAudience, GetPrivacy, GetProfile, OnlineAudience, Permissions, ReadReceipts,
    ReceiptAudience, UpdatePrivacy, UpdateProfile, Visibility,
};
use wagate_sdk_core::Error;

use crate::{body, gateway, golden, instance_token, line, requests, route};

fn profile() -> Value {
    json!({
        "success": true,
        "message": "Profile retrieved",
        "profile": {
            "profilePicture": null,
            "profileName": "Ana",
            "profileStatus": "Available",
            "phoneNumber": "5511999999999",
            "jid": "5511999999999@s.whatsapp.net",
            "lid": "123456789012345@lid"
        }
    })
}

fn privacy() -> Value {
    json!({
        "success": true,
        "message": "Privacy settings retrieved successfully",
        "settings": {
            "visibility": {
                "lastSeen": "contacts", "status": "all", "profile": "contacts", "online": "match_last_seen"
            },
            "privacy": {"readReceipts": "all"},
            "permissions": {"callAdd": "all", "groupAdd": "contacts"}
        }
    })
}

#[tokio::test]
async fn a_profile_is_read_as_documented() {
    let (answer, seen) = golden(GetProfile::own(), profile()).await;
    assert_eq!(route(&seen), "GET /api/profile/getAccount/support");
    let read = answer.profile;
    assert!(read.profile_picture.is_none());
    assert_eq!(
        (read.profile_name.as_deref(), read.profile_status.as_deref()),
        (Some("Ana"), Some("Available"))
    );
    assert_eq!(read.phone_number.as_deref(), Some("5511999999999"));
    assert_eq!(read.jid.as_deref(), Some("5511999999999@s.whatsapp.net"));
    assert_eq!(read.lid.as_deref(), Some("123456789012345@lid"));

    let (_, seen) = golden(GetProfile::of("5511999999999"), profile()).await;
    assert_eq!(route(&seen), "GET /api/profile/getAccount/support?number=5511999999999");
}

#[tokio::test]
async fn a_profile_is_changed_as_documented() {
    let mut update = UpdateProfile::new();
    update.profile_picture = Some(String::new());
    update.profile_name = Some("Ana".into());
    update.profile_status = Some("Away".into());
    let answer = json!({
        "success": true, "message": "Profile updated successfully", "updatedFields": ["profileName"]
    });
    let (updated, seen) = golden(update, answer).await;
    assert_eq!(route(&seen), "POST /api/profile/account/support");
    // An empty picture is one: it removes the picture.
    let expected = json!({"profilePicture": "", "profileName": "Ana", "profileStatus": "Away"});
    assert_eq!(body(&seen), expected);
    assert_eq!(updated.updated_fields.unwrap(), ["profileName"]);
}

#[tokio::test]
async fn privacy_is_read_as_documented() {
    let (answer, seen) = golden(GetPrivacy::new(), privacy()).await;
    assert_eq!(route(&seen), "GET /api/profile/getPrivacy/support");
    let visibility = answer.settings.visibility.unwrap();
    assert_eq!((visibility.last_seen, visibility.status), (Some(Audience::Contacts), Some(Audience::All)));
    assert_eq!(visibility.profile, Some(Audience::Contacts));
    assert_eq!(visibility.online, Some(OnlineAudience::MatchLastSeen));
    assert_eq!(answer.settings.privacy.unwrap().read_receipts, Some(ReceiptAudience::All));
    let permissions = answer.settings.permissions.unwrap();
    assert_eq!(permissions.call_add, Some(CallAudience::All));
    assert_eq!(permissions.group_add, Some(Audience::Contacts));
}

#[tokio::test]
async fn privacy_is_changed_as_documented() {
    let mut visibility = Visibility::default();
    visibility.last_seen = Some(Audience::None);
    visibility.status = Some(Audience::ContactBlacklist);
    visibility.profile = Some(Audience::All);
    visibility.online = Some(OnlineAudience::All);
    let mut receipts = ReadReceipts::default();
    receipts.read_receipts = Some(ReceiptAudience::None);
    let mut permissions = Permissions::default();
    permissions.call_add = Some(CallAudience::Known);
    permissions.group_add = Some(Audience::Contacts);
    let mut update = UpdatePrivacy::new();
    update.visibility = Some(visibility);
    update.privacy = Some(receipts);
    update.permissions = Some(permissions);
    let (answer, seen) = golden(update, privacy()).await;
    assert_eq!(route(&seen), "POST /api/profile/privacy/support");
    let expected = json!({
        "visibility": {
            "lastSeen": "none", "status": "contact_blacklist", "profile": "all", "online": "all"
        },
        "privacy": {"readReceipts": "none"},
        "permissions": {"callAdd": "known", "groupAdd": "contacts"}
    });
    assert_eq!(body(&seen), expected);
    assert!(answer.settings.unwrap().visibility.is_some());
}

#[tokio::test]
async fn a_change_of_nothing_never_leaves() {
    let server = gateway(200, privacy()).await;
    let line = line(&server, instance_token());
    let mut empty = UpdatePrivacy::new();
    empty.visibility = Some(Visibility::default());
    let errors = [
        line.call(UpdateProfile::new()).await.unwrap_err(),
        line.call(UpdatePrivacy::new()).await.unwrap_err(),
        line.call(empty).await.unwrap_err(),
    ];
    for error in errors {
        assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
    }
    assert!(requests(&server).await.is_empty());
}

//! Profiles and privacy.

use serde_json::{Value, json};
use wagate_evolution::messages::MediaFile;
use wagate_evolution::profile::{
    FetchPrivacy, FetchProfile, FetchProfilePicture, OnlineAudience, PrivacyAudience, ReadReceipts,
    RemoveProfilePicture, UpdatePrivacy, UpdateProfileName, UpdateProfilePicture, UpdateProfileStatus,
};
use wagate_sdk_core::{Error, wire};

use crate::{answering, failure, golden, refused_before_io, shop};

const JID: &str = "5511999990000@s.whatsapp.net";
const FETCH: &str = "/chat/fetchProfile/shop";

#[tokio::test]
async fn the_about_comes_with_its_time_or_as_a_text() {
    for (status, text, set_at) in [
        (
            json!({ "status": "Available", "setAt": "2026-09-21T14:13:20.000Z" }),
            Some("Available"),
            wire::rfc3339("2026-09-21T14:13:20Z"),
        ),
        (json!("Available"), Some("Available"), None),
        (json!({ "status": "", "setAt": null }), None, None),
        (json!(""), None, None),
    ] {
        let told = json!({
            "wuid": JID, "name": "Ana", "numberExists": true, "picture": "https://pps.whatsapp.net/v/t61/stub.jpg",
            "status": status, "isBusiness": true, "email": "a@example.org", "description": "d",
            "website": "https://example.org",
        });
        let asked = json!({ "number": "5511999990000" });
        let profile = golden(FetchProfile::of("5511999990000"), "POST", FETCH, asked, 200, told).await;
        let about = profile.status.unwrap();
        assert_eq!((about.text.as_deref(), about.set_at), (text, set_at));
        assert_eq!((profile.wuid.as_deref(), profile.name.as_deref()), (Some(JID), Some("Ana")));
        assert_eq!((profile.number_exists, profile.is_business), (Some(true), Some(true)));
        assert_eq!(profile.email.as_deref(), Some("a@example.org"));
        assert_eq!(profile.website.as_deref(), Some("https://example.org"));
    }
}

#[tokio::test]
async fn the_own_profile_and_one_without_anything() {
    for told in
        [json!({ "wuid": JID, "status": null }), json!({ "status": [{ "status": "x" }], "picture": null })]
    {
        let profile = golden(FetchProfile::new(), "POST", FETCH, json!({}), 200, told).await;
        assert!(profile.status.is_none() && profile.picture.is_none());
    }
}

#[tokio::test]
async fn a_number_that_is_not_on_whatsapp_has_no_profile() {
    let person = json!({ "jid": JID, "exists": false, "number": JID });
    let server = answering(400, failure(400, "Bad Request", json!([person]))).await;
    let error = shop(&server).call(FetchProfile::of("550011112222")).await.unwrap_err();
    assert!(matches!(error, Error::RecipientInvalid(_)), "{error:?}");
}

#[tokio::test]
async fn the_address_of_a_picture_or_none() {
    for (told, url) in [(json!("https://pps.whatsapp.net/x.jpg"), true), (Value::Null, false)] {
        let asked = json!({ "number": "5511999990000" });
        let told = json!({ "wuid": JID, "profilePictureUrl": told });
        let fetch = FetchProfilePicture::new("5511999990000");
        let picture = golden(fetch, "POST", "/chat/fetchProfilePictureUrl/shop", asked, 200, told).await;
        assert_eq!(picture.wuid.as_deref(), Some(JID));
        assert_eq!(picture.profile_picture_url.is_some(), url);
    }
}

#[tokio::test]
async fn the_own_profile_is_changed() {
    let done = || json!({ "update": "success" });
    let name = UpdateProfileName::new("Shop");
    let path = "/chat/updateProfileName/shop";
    let answer = golden(name, "POST", path, json!({ "name": "Shop" }), 200, done()).await;
    assert_eq!(answer.update.as_deref(), Some("success"));
    let about = UpdateProfileStatus::new("Open");
    golden(about, "POST", "/chat/updateProfileStatus/shop", json!({ "status": "Open" }), 200, done()).await;
    let picture = UpdateProfilePicture::new(MediaFile::Base64("iVBORw0K".to_owned()));
    let path = "/chat/updateProfilePicture/shop";
    golden(picture, "POST", path, json!({ "picture": "iVBORw0K" }), 200, done()).await;
    let remove = RemoveProfilePicture::new();
    golden(remove, "DELETE", "/chat/removeProfilePicture/shop", Value::Null, 200, done()).await;

    let prefixed = UpdateProfilePicture::new(MediaFile::Base64("data:image/png;base64,AA==".to_owned()));
    assert!(matches!(refused_before_io(prefixed).await, Error::InvalidRequest(_)));
}

#[tokio::test]
async fn an_answer_that_does_not_say_so_is_no_success() {
    let server = answering(200, json!({})).await;
    let error = shop(&server).call(UpdateProfileName::new("Shop")).await.unwrap_err();
    assert!(matches!(error, Error::Server(_)), "{error:?}");
}

#[tokio::test]
async fn privacy_is_read() {
    let told = json!({
        "readreceipts": "all", "profile": "contacts", "status": "contact_blacklist", "online": "match_last_seen",
        "last": "none", "groupadd": "friends",
    });
    let path = "/chat/fetchPrivacySettings/shop";
    let privacy = golden(FetchPrivacy::new(), "GET", path, Value::Null, 200, told).await;
    assert_eq!(privacy.read_receipts, Some(ReadReceipts::All));
    assert_eq!(privacy.profile, Some(PrivacyAudience::Contacts));
    assert_eq!(privacy.status, Some(PrivacyAudience::ContactBlacklist));
    assert_eq!(privacy.online, Some(OnlineAudience::MatchLastSeen));
    assert_eq!(privacy.last, Some(PrivacyAudience::Nobody));
    assert_eq!(privacy.group_add, Some(PrivacyAudience::Other("friends".to_owned())));
}

#[tokio::test]
async fn privacy_is_changed_all_at_once() {
    let update = UpdatePrivacy::new(
        ReadReceipts::Nobody,
        PrivacyAudience::All,
        PrivacyAudience::Contacts,
        OnlineAudience::MatchLastSeen,
        PrivacyAudience::Nobody,
        PrivacyAudience::ContactBlacklist,
    );
    let six = json!({
        "readreceipts": "none", "profile": "all", "status": "contacts", "online": "match_last_seen",
        "last": "none", "groupadd": "contact_blacklist",
    });
    let told = json!({ "update": "success", "data": six });
    let answer = golden(update, "POST", "/chat/updatePrivacySettings/shop", six, 201, told).await;
    assert_eq!(answer.data.unwrap().group_add, Some(PrivacyAudience::ContactBlacklist));
}

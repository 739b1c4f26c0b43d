//! The own profile and its privacy.

use serde_json::{Value, json};
use wagate_sdk_core::{Audience, Error, Media, Outcome, PrivacySetting};

use super::{left, maps, routes, stays};
use crate::{answering, baileys, failure, requests};

const OWN: &str = "5511977770000@s.whatsapp.net";

fn done() -> (u16, Value) {
    (200, json!({ "update": "success" }))
}

#[tokio::test]
async fn the_own_text_is_not_the_state_of_the_connection() {
    let server = wiremock::MockServer::start().await;
    for (asked, told) in [
        (
            json!({}),
            json!({ "wuid": OWN, "name": "Shop", "numberExists": true, "picture": "https://pps/x.jpg",
            "status": "open", "isBusiness": true }),
        ),
        (
            json!({ "number": OWN }),
            json!({ "wuid": OWN, "numberExists": true, "isBusiness": true,
            "status": { "status": "Open 9-18", "setAt": "2026-09-21T14:13:20.000Z" } }),
        ),
    ] {
        wiremock::Mock::given(wiremock::matchers::body_json(asked))
            .respond_with(wiremock::ResponseTemplate::new(200).set_body_json(told))
            .mount(&server)
            .await;
    }
    let own = baileys(&server).own_profile().await.unwrap();
    assert_eq!(own.phone.unwrap().digits(), "5511977770000");
    assert_eq!((own.name.as_deref(), own.about.as_deref()), (Some("Shop"), Some("Open 9-18")));
    assert_eq!((own.picture.as_deref(), own.is_business), (Some("https://pps/x.jpg"), Some(true)));
    let asked = left(&server).await;
    assert!(asked.iter().all(|(path, _)| path == "/chat/fetchProfile") && asked.len() == 2);
}

#[tokio::test]
async fn what_others_see_is_changed() {
    let name = ("POST", "/chat/updateProfileName/shop", json!({ "name": "Shop" }));
    maps(name, done(), async |line| line.set_profile_name("Shop").await).await;
    let about = ("POST", "/chat/updateProfileStatus/shop", json!({ "status": "Open" }));
    maps(about, done(), async |line| line.set_profile_about("Open").await).await;
    let path = "/chat/updateProfilePicture/shop";
    let by_url = ("POST", path, json!({ "picture": "https://files.example.org/a.png" }));
    let url = Media::url("https://files.example.org/a.png");
    maps(by_url, done(), async |line| line.set_profile_picture(url).await).await;
    let bytes = ("POST", path, json!({ "picture": "aGVsbG8=" }));
    let media = Media::bytes(&b"hello"[..]);
    maps(bytes, done(), async |line| line.set_profile_picture(media).await).await;
    let remove = ("DELETE", "/chat/removeProfilePicture/shop", Value::Null);
    maps(remove, done(), async |line| line.remove_profile_picture().await).await;
}

#[tokio::test]
async fn an_empty_text_stays_here() {
    let error = stays(async |line| line.set_profile_about("").await).await;
    assert!(matches!(error, Error::Unsupported(_)), "{error:?}");
}

fn six() -> Value {
    json!({
        "readreceipts": "all", "profile": "contacts", "status": "contact_blacklist", "online": "match_last_seen",
        "last": "none", "groupadd": "all",
    })
}

#[tokio::test]
async fn privacy_is_read() {
    let fetch = ("GET", "/chat/fetchPrivacySettings/shop", Value::Null);
    let privacy = maps(fetch.clone(), (200, six()), async |line| line.privacy().await).await;
    for (setting, audience) in [
        (PrivacySetting::ReadReceipts, Some(Audience::Everyone)),
        (PrivacySetting::Picture, Some(Audience::Contacts)),
        (PrivacySetting::About, Some(Audience::ContactsExcept)),
        (PrivacySetting::Online, Some(Audience::SameAsLastSeen)),
        (PrivacySetting::LastSeen, Some(Audience::Nobody)),
        (PrivacySetting::Groups, Some(Audience::Everyone)),
        (PrivacySetting::Calls, None),
    ] {
        assert_eq!(privacy.of(setting), audience.as_ref(), "{setting:?}");
    }
    assert_eq!(privacy.raw.json::<Value>().unwrap(), six());
    let told = json!({ "last": "friends" });
    let privacy = maps(fetch, (200, told), async |line| line.privacy().await).await;
    assert_eq!(privacy.last_seen, Some(Audience::Other("friends".to_owned())));
    assert!(privacy.online.is_none());
}

#[tokio::test]
async fn one_thing_is_changed_and_the_other_five_stay() {
    for (setting, audience, name, word) in [
        (PrivacySetting::LastSeen, Audience::ContactsExcept, "last", "contact_blacklist"),
        (PrivacySetting::Online, Audience::Everyone, "online", "all"),
        (PrivacySetting::Picture, Audience::Nobody, "profile", "none"),
        (PrivacySetting::About, Audience::Everyone, "status", "all"),
        (PrivacySetting::ReadReceipts, Audience::Nobody, "readreceipts", "none"),
        (PrivacySetting::Groups, Audience::Contacts, "groupadd", "contacts"),
    ] {
        let server = routes(&[
            ("/chat/fetchPrivacySettings", 200, six()),
            ("/chat/updatePrivacySettings", 201, json!({ "update": "success" })),
        ])
        .await;
        baileys(&server).set_privacy(setting, audience).await.unwrap();
        let mut asked = six();
        asked[name] = json!(word);
        assert_eq!(left(&server).await[1], ("/chat/updatePrivacySettings".to_owned(), asked));
    }
}

#[tokio::test]
async fn what_was_not_read_is_not_written_over() {
    let mut five = six();
    five.as_object_mut().unwrap().remove("groupadd");
    let server = answering(200, five).await;
    let error = baileys(&server).set_privacy(PrivacySetting::About, Audience::Nobody).await.unwrap_err();
    assert!(matches!(error, Error::Decode(_)), "{error:?}");
    assert_eq!((error.outcome(), requests(&server).await), (Outcome::NotSent, 1));
    let told = failure(
        500,
        "Internal Server Error",
        json!("Cannot read properties of undefined (reading 'fetchPrivacySettings')"),
    );
    let server = answering(500, told).await;
    let error = baileys(&server).set_privacy(PrivacySetting::About, Audience::Nobody).await.unwrap_err();
    assert!(matches!(error, Error::InstanceOffline(_)) && error.outcome() == Outcome::NotSent, "{error:?}");
}

#[tokio::test]
async fn calls_are_not_kept_private_here() {
    let error = stays(async |line| line.set_privacy(PrivacySetting::Calls, Audience::Known).await).await;
    assert!(matches!(error, Error::Unsupported(_)), "{error:?}");
}

//! Profiles and privacy.

use serde_json::{Value, json};
use wagate_ryze::profile::{
    Audience, CallAudience, GetPrivacy, GetProfile, OnlineAudience, Permissions, ReadReceipts,
    ReceiptAudience, UpdatePrivacy, UpdateProfile, Visibility,
};
use wagate_sdk_core::{Error, Media, PrivacySetting};

use crate::{body, gateway, golden, instance_token, line, portable, refused_here, requests, route};

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

#[tokio::test]
async fn the_own_profile_is_read_without_a_number() {
    let mut answer = profile();
    answer["profile"]["profilePicture"] = json!("https://pps.example/p.jpg");
    let (own, seen) = portable(answer, async |line| line.own_profile().await).await;
    assert_eq!(route(&seen), "GET /api/profile/getAccount/support");
    assert_eq!((own.name.as_deref(), own.about.as_deref()), (Some("Ana"), Some("Available")));
    assert_eq!(own.address.unwrap().jid(), "5511999999999@s.whatsapp.net");
    assert_eq!(own.phone.unwrap().digits(), "5511999999999");
    assert_eq!(own.lid.unwrap().digits(), "123456789012345");
    assert_eq!(own.picture.as_deref(), Some("https://pps.example/p.jpg"));
    assert!(own.raw.expose().contains("Profile retrieved"));
}

#[tokio::test]
async fn each_part_of_the_own_profile_is_changed_alone() {
    let png = Media::bytes(&b"\x89PNG\r\n\x1a\n"[..]);
    let changed = || json!({"success": true, "updatedFields": ["profileName"]});
    let (_, name) = portable(changed(), async |line| line.set_profile_name("Ana").await).await;
    let (_, about) = portable(changed(), async |line| line.erase().set_profile_about("").await).await;
    let url = Media::url("https://example.com/a.png");
    let (_, by_url) = portable(changed(), async |line| line.set_profile_picture(url).await).await;
    let (_, by_bytes) = portable(changed(), async |line| line.set_profile_picture(png).await).await;
    let (_, none) = portable(changed(), async |line| line.remove_profile_picture().await).await;
    for (seen, expected) in [
        (name, json!({"profileName": "Ana"})),
        (about, json!({"profileStatus": ""})),
        (by_url, json!({"profilePicture": "https://example.com/a.png"})),
        (by_bytes, json!({"profilePicture": "data:image/png;base64,iVBORw0KGgo="})),
        (none, json!({"profilePicture": ""})),
    ] {
        assert_eq!(route(&seen), "POST /api/profile/account/support");
        assert_eq!(body(&seen), expected);
    }
    let unknown = Media::bytes(&b"what"[..]);
    let error = refused_here(async |line| line.set_profile_picture(unknown).await).await;
    assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
}

#[tokio::test]
async fn the_portable_privacy_is_the_gateways_by_meaning() {
    use wagate_sdk_core::Audience;

    let mut answer = privacy();
    answer["settings"]["visibility"]["profile"] = json!("none");
    let (read, seen) = portable(answer.clone(), async |line| line.privacy().await).await;
    assert_eq!(route(&seen), "GET /api/profile/getPrivacy/support");
    for (setting, audience) in [
        (PrivacySetting::LastSeen, Audience::Contacts),
        (PrivacySetting::Online, Audience::SameAsLastSeen),
        (PrivacySetting::Picture, Audience::Nobody),
        (PrivacySetting::About, Audience::Everyone),
        (PrivacySetting::ReadReceipts, Audience::Everyone),
        (PrivacySetting::Groups, Audience::Contacts),
        (PrivacySetting::Calls, Audience::Everyone),
    ] {
        assert_eq!(read.of(setting), Some(&audience), "{setting:?}");
    }
    answer["settings"]["permissions"]["callAdd"] = json!("friends");
    answer["settings"]["visibility"] = json!(null);
    let (read, _) = portable(answer, async |line| line.privacy().await).await;
    assert_eq!(read.calls, Some(Audience::Other("friends".into())));
    assert!(read.last_seen.is_none() && read.online.is_none());
}

#[tokio::test]
async fn every_pair_of_the_portable_privacy_goes_out_alone_in_the_gateways_words() {
    use wagate_sdk_core::Audience;

    let word = |audience: &Audience| match audience {
        Audience::Everyone => "all",
        Audience::Contacts => "contacts",
        Audience::ContactsExcept => "contact_blacklist",
        Audience::Nobody => "none",
        Audience::Known => "known",
        _ => "match_last_seen",
    };
    for setting in PrivacySetting::ALL {
        for audience in setting.audiences() {
            let (_, seen) =
                portable(privacy(), async |line| line.set_privacy(*setting, audience.clone()).await).await;
            assert_eq!(route(&seen), "POST /api/profile/privacy/support");
            let (part, member) = match setting {
                PrivacySetting::LastSeen => ("visibility", "lastSeen"),
                PrivacySetting::Online => ("visibility", "online"),
                PrivacySetting::Picture => ("visibility", "profile"),
                PrivacySetting::About => ("visibility", "status"),
                PrivacySetting::ReadReceipts => ("privacy", "readReceipts"),
                PrivacySetting::Groups => ("permissions", "groupAdd"),
                _ => ("permissions", "callAdd"),
            };
            assert_eq!(body(&seen), json!({part: {member: word(audience)}}));
        }
    }
    let nobody = refused_here(async |line| line.set_privacy(PrivacySetting::Groups, Audience::Nobody).await);
    let error = nobody.await;
    assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
}

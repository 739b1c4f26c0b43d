use wagate::adapter::Provider;
use wagate::{AccountClient, Audience, Error, Media, Operation, PrivacySetting};

use crate::bench::{Bench, on_every_gateway, shown, shown_error};

on_every_gateway! {
    the_own_profile_is_changed_and_read,
    privacy_is_changed_one_thing_at_a_time,
}

async fn the_own_profile_is_changed_and_read<P: Provider>(bench: &Bench, account: AccountClient<P>) {
    let line = bench.online(&account, "sales").await;
    let has = |operation| line.capabilities().supports(operation);
    if has(Operation::SetProfileName) {
        line.set_profile_name("Shop").await.unwrap();
        let error = bench.silently(line.set_profile_name(" ")).await.unwrap_err();
        assert!(matches!(error, Error::InvalidRequest(_)), "{error}");
    }
    if has(Operation::SetProfileAbout) {
        line.set_profile_about("Open from 9 to 5").await.unwrap();
    }
    if has(Operation::OwnProfile) {
        let profile = shown(line.own_profile().await.unwrap());
        let own = bench.emulator.phone(bench.gateway, line.id()).unwrap();
        assert_eq!(profile.phone.as_ref().map(wagate::PhoneNumber::digits), Some(own.as_str()));
        if has(Operation::SetProfileName) {
            assert_eq!(profile.name.as_deref(), Some("Shop"));
        }
        if has(Operation::SetProfileAbout) {
            assert_eq!(profile.about.as_deref(), Some("Open from 9 to 5"));
        }
    }
    if has(Operation::SetProfilePicture) {
        line.set_profile_picture(Media::url("https://example.com/shop.jpg")).await.unwrap();
        assert!(line.own_profile().await.unwrap().picture.is_some());
    }
    if has(Operation::RemoveProfilePicture) {
        line.remove_profile_picture().await.unwrap();
        assert_eq!(line.own_profile().await.unwrap().picture, None);
    }
}

async fn privacy_is_changed_one_thing_at_a_time<P: Provider>(bench: &Bench, account: AccountClient<P>) {
    let line = bench.online(&account, "sales").await;
    if !line.capabilities().supports(Operation::SetPrivacy) {
        return;
    }
    let before = shown(line.privacy().await.unwrap());
    line.set_privacy(PrivacySetting::About, Audience::Nobody).await.unwrap();
    let after = shown(line.privacy().await.unwrap());
    for setting in PrivacySetting::ALL {
        let expected =
            if *setting == PrivacySetting::About { Some(&Audience::Nobody) } else { before.of(*setting) };
        assert_eq!(after.of(*setting), expected, "{setting:?}");
    }
    for (setting, audience) in [
        (PrivacySetting::ReadReceipts, Audience::Contacts),
        (PrivacySetting::Online, Audience::Nobody),
        (PrivacySetting::LastSeen, Audience::Other("friends".to_owned())),
    ] {
        let error = bench.silently(line.set_privacy(setting, audience)).await.unwrap_err();
        shown_error(&error);
        assert!(matches!(error, Error::InvalidRequest(_)), "{error}");
    }
}

//! The number's own profile, and its privacy.

use wagate_sdk_core::adapter::OwnProfile;
use wagate_sdk_core::{Audience, Done, Error, InstanceClient, Media, Privacy, PrivacySetting, Profile, Raw};

use super::{address, messages};
use crate::Evolution;
use crate::profile::{
    self, FetchPrivacy, FetchProfile, OnlineAudience, PrivacyAudience, PrivacySettings, ReadReceipts,
    RemoveProfilePicture, UpdatePrivacy, UpdateProfileName, UpdateProfilePicture, UpdateProfileStatus,
};

impl OwnProfile for Evolution {
    /// Of the own profile the server tells the connection's state in place of the text about it, so that one is asked for as anybody's.
    async fn own_profile(client: &InstanceClient<Self>) -> Result<Profile, Error> {
        let own = client.exchange(FetchProfile::new()).await?;
        let profile::Profile { wuid, name, picture, is_business, .. } = own.value;
        let mut profile = Profile::new(address(wuid.as_deref()), own.raw);
        profile.name = name;
        profile.picture = picture;
        profile.is_business = is_business;
        if let Some(wuid) = wuid {
            let about = client.call(FetchProfile::of(wuid)).await?.status;
            profile.about = about.and_then(|about| about.text);
        }
        Ok(profile)
    }

    async fn set_profile_name(client: &InstanceClient<Self>, name: String) -> Result<Done, Error> {
        client.exchange(UpdateProfileName::new(name)).await.map(Done::from)
    }

    async fn set_profile_about(client: &InstanceClient<Self>, about: String) -> Result<Done, Error> {
        if about.is_empty() {
            return Err(Error::unsupported("the server does not take an empty text"));
        }
        client.exchange(UpdateProfileStatus::new(about)).await.map(Done::from)
    }

    async fn set_profile_picture(client: &InstanceClient<Self>, picture: Media) -> Result<Done, Error> {
        let picture = messages::picture(&picture).await?;
        client.exchange(UpdateProfilePicture::new(picture)).await.map(Done::from)
    }

    async fn remove_profile_picture(client: &InstanceClient<Self>) -> Result<Done, Error> {
        client.exchange(RemoveProfilePicture::new()).await.map(Done::from)
    }

    async fn privacy(client: &InstanceClient<Self>) -> Result<Privacy, Error> {
        let answer = client.exchange(FetchPrivacy::new()).await?;
        Ok(privacy(answer.value, answer.raw))
    }

    /// The server takes all six at once, so the others are read first. Whatever goes wrong with that, nothing was changed.
    async fn set_privacy(
        client: &InstanceClient<Self>,
        setting: PrivacySetting,
        audience: Audience,
    ) -> Result<Done, Error> {
        let word = word(&audience)?.to_owned();
        let read = client.exchange(FetchPrivacy::new()).await.map_err(Error::into_not_sent)?;
        let mut six = read.value.clone();
        match setting {
            PrivacySetting::LastSeen => six.last = Some(word.into()),
            PrivacySetting::Online => six.online = Some(word.into()),
            PrivacySetting::Picture => six.profile = Some(word.into()),
            PrivacySetting::About => six.status = Some(word.into()),
            PrivacySetting::ReadReceipts => six.read_receipts = Some(word.into()),
            PrivacySetting::Groups => six.group_add = Some(word.into()),
            _ => return Err(Error::unsupported("this cannot be kept private here")),
        }
        let Some(update) = update(six) else {
            return Err(read.lacking("setting that is to stay as it is").into_not_sent());
        };
        client.exchange(update).await.map(Done::from)
    }
}

/// Nothing unless all six are known.
fn update(six: PrivacySettings) -> Option<UpdatePrivacy> {
    Some(UpdatePrivacy::new(
        six.read_receipts?,
        six.profile?,
        six.status?,
        six.online?,
        six.last?,
        six.group_add?,
    ))
}

fn privacy(told: PrivacySettings, raw: Raw) -> Privacy {
    let people = |told: Option<PrivacyAudience>| told.map(|told| audience(told.as_str()));
    let mut privacy = Privacy::new(raw);
    privacy.last_seen = people(told.last);
    privacy.online = told.online.as_ref().map(OnlineAudience::as_str).map(audience);
    privacy.picture = people(told.profile);
    privacy.about = people(told.status);
    privacy.read_receipts = told.read_receipts.as_ref().map(ReadReceipts::as_str).map(audience);
    privacy.groups = people(told.group_add);
    privacy
}

fn audience(word: &str) -> Audience {
    match word {
        "all" => Audience::Everyone,
        "contacts" => Audience::Contacts,
        "contact_blacklist" => Audience::ContactsExcept,
        "match_last_seen" => Audience::SameAsLastSeen,
        "none" => Audience::Nobody,
        other => Audience::Other(other.to_owned()),
    }
}

/// The server's word for an audience.
fn word(audience: &Audience) -> Result<&str, Error> {
    Ok(match audience {
        Audience::Everyone => "all",
        Audience::Contacts => "contacts",
        Audience::ContactsExcept => "contact_blacklist",
        Audience::SameAsLastSeen => "match_last_seen",
        Audience::Nobody => "none",
        Audience::Other(word) => word,
        _ => return Err(Error::unsupported("the server has no word for this audience")),
    })
}

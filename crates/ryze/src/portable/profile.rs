use wagate_sdk_core::adapter::OwnProfile;
use wagate_sdk_core::{Audience, Done, Error, InstanceClient, Media, Privacy, PrivacySetting, Profile};

use super::contacts::profile_of;
use crate::Ryze;
use crate::profile::{
    self, CallAudience, GetPrivacy, GetProfile, OnlineAudience, Permissions, ReadReceipts, ReceiptAudience,
    UpdatePrivacy, UpdateProfile, Visibility,
};

/// The largest picture that is put into a request, in bytes. WhatsApp shows pictures of a few hundred kilobytes.
const LARGEST_PICTURE: u64 = 8 * 1024 * 1024;

impl OwnProfile for Ryze {
    async fn own_profile(client: &InstanceClient<Self>) -> Result<Profile, Error> {
        client.exchange(GetProfile::own()).await.map(profile_of)
    }

    async fn set_profile_name(client: &InstanceClient<Self>, name: String) -> Result<Done, Error> {
        let mut update = UpdateProfile::new();
        update.profile_name = Some(name);
        client.exchange(update).await.map(Done::from)
    }

    async fn set_profile_about(client: &InstanceClient<Self>, about: String) -> Result<Done, Error> {
        let mut update = UpdateProfile::new();
        update.profile_status = Some(about);
        client.exchange(update).await.map(Done::from)
    }

    async fn set_profile_picture(client: &InstanceClient<Self>, picture: Media) -> Result<Done, Error> {
        let mut update = UpdateProfile::new();
        update.profile_picture = Some(picture_url(&picture).await?);
        client.exchange(update).await.map(Done::from)
    }

    async fn remove_profile_picture(client: &InstanceClient<Self>) -> Result<Done, Error> {
        let mut update = UpdateProfile::new();
        update.profile_picture = Some(String::new());
        client.exchange(update).await.map(Done::from)
    }

    async fn privacy(client: &InstanceClient<Self>) -> Result<Privacy, Error> {
        let answer = client.exchange(GetPrivacy::new()).await?;
        let told = answer.value.settings;
        let visible = told.visibility.unwrap_or_default();
        let permitted = told.permissions.unwrap_or_default();
        let mut privacy = Privacy::new(answer.raw);
        privacy.last_seen = visible.last_seen.map(audience);
        privacy.online = visible.online.map(|online| match online {
            OnlineAudience::All => Audience::Everyone,
            OnlineAudience::MatchLastSeen => Audience::SameAsLastSeen,
            OnlineAudience::Other(word) => Audience::Other(word),
        });
        privacy.picture = visible.profile.map(audience);
        privacy.about = visible.status.map(audience);
        privacy.read_receipts =
            told.privacy.and_then(|privacy| privacy.read_receipts).map(|receipts| match receipts {
                ReceiptAudience::All => Audience::Everyone,
                ReceiptAudience::None => Audience::Nobody,
                ReceiptAudience::Other(word) => Audience::Other(word),
            });
        privacy.groups = permitted.group_add.map(audience);
        privacy.calls = permitted.call_add.map(|calls| match calls {
            CallAudience::All => Audience::Everyone,
            CallAudience::Known => Audience::Known,
            CallAudience::Other(word) => Audience::Other(word),
        });
        Ok(privacy)
    }

    async fn set_privacy(
        client: &InstanceClient<Self>,
        setting: PrivacySetting,
        audience: Audience,
    ) -> Result<Done, Error> {
        client.exchange(change(setting, &audience)?).await.map(Done::from)
    }
}

fn audience(told: profile::Audience) -> Audience {
    match told {
        profile::Audience::All => Audience::Everyone,
        profile::Audience::Contacts => Audience::Contacts,
        profile::Audience::ContactBlacklist => Audience::ContactsExcept,
        profile::Audience::None => Audience::Nobody,
        profile::Audience::Other(word) => Audience::Other(word),
    }
}

/// One setting for one audience, in the gateway's words. The core lets no pair through that WhatsApp does not know.
fn change(setting: PrivacySetting, audience: &Audience) -> Result<UpdatePrivacy, Error> {
    let not_taken =
        || Error::unsupported(format!("{setting:?} for {audience:?} is not taken by this gateway"));
    let among = || match audience {
        Audience::Everyone => Ok(profile::Audience::All),
        Audience::Contacts => Ok(profile::Audience::Contacts),
        Audience::ContactsExcept => Ok(profile::Audience::ContactBlacklist),
        Audience::Nobody => Ok(profile::Audience::None),
        _ => Err(not_taken()),
    };
    let (mut visible, mut receipts, mut permitted) =
        (Visibility::default(), ReadReceipts::default(), Permissions::default());
    match setting {
        PrivacySetting::LastSeen => visible.last_seen = Some(among()?),
        PrivacySetting::Picture => visible.profile = Some(among()?),
        PrivacySetting::About => visible.status = Some(among()?),
        PrivacySetting::Groups => permitted.group_add = Some(among()?),
        PrivacySetting::Online => {
            visible.online = Some(match audience {
                Audience::Everyone => OnlineAudience::All,
                Audience::SameAsLastSeen => OnlineAudience::MatchLastSeen,
                _ => return Err(not_taken()),
            });
        }
        PrivacySetting::ReadReceipts => {
            receipts.read_receipts = Some(match audience {
                Audience::Everyone => ReceiptAudience::All,
                Audience::Nobody => ReceiptAudience::None,
                _ => return Err(not_taken()),
            });
        }
        PrivacySetting::Calls => {
            permitted.call_add = Some(match audience {
                Audience::Everyone => CallAudience::All,
                Audience::Known => CallAudience::Known,
                _ => return Err(not_taken()),
            });
        }
        _ => return Err(not_taken()),
    }
    let mut update = UpdatePrivacy::new();
    update.visibility = Some(visible).filter(|part| *part != Visibility::default());
    update.privacy = Some(receipts).filter(|part| *part != ReadReceipts::default());
    update.permissions = Some(permitted).filter(|part| *part != Permissions::default());
    Ok(update)
}

/// The picture's URL, or its bytes as a `data:` URL.
async fn picture_url(picture: &Media) -> Result<String, Error> {
    match picture.as_url() {
        Some(url) => Ok(url.to_owned()),
        None => picture.to_data_url(LARGEST_PICTURE).await,
    }
}

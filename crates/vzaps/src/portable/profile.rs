use wagate_sdk_core::adapter::OwnProfile;
use wagate_sdk_core::{Address, Error, InstanceClient, Profile};

use crate::Vzaps;
use crate::session::GetStatus;

impl OwnProfile for Vzaps {
    /// The gateway tells it while the number is connected; without a connection nothing is known.
    async fn own_profile(client: &InstanceClient<Self>) -> Result<Profile, Error> {
        let answer = client.exchange(GetStatus::new()).await?;
        let own = answer.value.data;
        let address = own.whatsapp_jid.and_then(|jid| jid.parse().ok());
        let mut profile = Profile::new(address.or(own.phone.clone().map(Address::Phone)), answer.raw);
        profile.phone = profile.phone.or(own.phone);
        let is_business = own.business_name.is_some() || own.business_profile.is_some();
        profile.name = own.push_name.or(own.business_name).or(own.verified_name);
        profile.about = own.about;
        profile.picture = own.profile_picture_url;
        profile.is_business = is_business.then_some(true);
        Ok(profile)
    }
}

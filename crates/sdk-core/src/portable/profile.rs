use super::derive::portable;
use crate::client::InstanceClient;
use crate::done::Done;
use crate::error::Error;
use crate::message::Media;
use crate::profile::{Audience, Privacy, PrivacySetting, Profile};

portable! {
    /// The number's own profile, and its privacy.
    trait OwnProfile for InstanceClient, mirrored by OwnProfileMirror {
        /// The own profile.
        fn own_profile() -> Profile;
        /// Changes the name. It is not empty.
        fn set_profile_name(name: String) -> Done;
        /// Changes the text about it; it may be empty.
        fn set_profile_about(about: String) -> Done;
        /// Changes the picture. Where it comes from was checked against the client's capabilities.
        fn set_profile_picture(picture: Media) -> Done;
        /// Removes the picture.
        fn remove_profile_picture() -> Done;
        /// Who sees and may do what.
        fn privacy() -> Privacy;
        /// Changes for whom one thing is. The pair was checked.
        fn set_privacy(setting: PrivacySetting, audience: Audience) -> Done;
    }
}

//! The number's own profile, and its privacy.

use super::InstanceClient;
use crate::adapter::Provider;
use crate::capabilities::{Detail, Operation};
use crate::done::Done;
use crate::error::Error;
use crate::message::Media;
use crate::profile::{Audience, Privacy, PrivacySetting, Profile};

impl<P: Provider> InstanceClient<P> {
    /// The number's own profile.
    ///
    /// RyzeAPI `profile.get`, Evolution API `chat.fetch_profile`, VZaps `session.status`.
    ///
    /// # Errors
    /// [`Error::Unsupported`] on WazzAPI.
    pub async fn own_profile(&self) -> Result<Profile, Error> {
        self.run(Operation::OwnProfile, P::own_profile(self)).await
    }

    /// Changes the name that others see.
    ///
    /// RyzeAPI `profile.update`, Evolution API `chat.update_profile_name`.
    ///
    /// # Errors
    /// [`Error::InvalidRequest`] before anything leaves for an empty name; [`Error::Unsupported`] on VZaps and WazzAPI.
    pub async fn set_profile_name(&self, name: impl Into<String>) -> Result<Done, Error> {
        let name = name.into();
        let check =
            if name.trim().is_empty() { Err(Error::invalid("the profile's name is empty")) } else { Ok(()) };
        self.run_if(Operation::SetProfileName, check, P::set_profile_name(self, name)).await
    }

    /// Changes the text about it.
    ///
    /// RyzeAPI `profile.update`, Evolution API `chat.update_profile_status`.
    ///
    /// # Errors
    /// [`Error::Unsupported`] on VZaps and WazzAPI.
    pub async fn set_profile_about(&self, about: impl Into<String>) -> Result<Done, Error> {
        self.run(Operation::SetProfileAbout, P::set_profile_about(self, about.into())).await
    }

    /// Changes the profile picture. Where it may come from is [`Detail::ProfilePicture`](crate::Detail::ProfilePicture).
    ///
    /// RyzeAPI `profile.update`, Evolution API `chat.update_profile_picture`.
    ///
    /// # Errors
    /// [`Error::InvalidRequest`] before anything leaves for a picture that cannot be one; [`Error::Unsupported`] on VZaps and WazzAPI.
    pub async fn set_profile_picture(&self, picture: Media) -> Result<Done, Error> {
        let from = Detail::ProfilePicture(picture.source());
        let check = picture.check().and_then(|()| self.capabilities().require_detail(from));
        self.run_if(Operation::SetProfilePicture, check, P::set_profile_picture(self, picture)).await
    }

    /// Removes the profile picture.
    ///
    /// RyzeAPI `profile.update`, Evolution API `chat.remove_profile_picture`.
    ///
    /// # Errors
    /// [`Error::Unsupported`] on VZaps and WazzAPI.
    pub async fn remove_profile_picture(&self) -> Result<Done, Error> {
        self.run(Operation::RemoveProfilePicture, P::remove_profile_picture(self)).await
    }

    /// Who sees and may do what.
    ///
    /// RyzeAPI `profile.privacy.get`, Evolution API `chat.fetch_privacy`.
    ///
    /// # Errors
    /// [`Error::Unsupported`] on VZaps and WazzAPI.
    pub async fn privacy(&self) -> Result<Privacy, Error> {
        self.run(Operation::Privacy, P::privacy(self)).await
    }

    /// Changes for whom one thing is. On Evolution API, which takes all at once, the others are read first.
    ///
    /// RyzeAPI `profile.privacy.update`, Evolution API `chat.update_privacy`.
    ///
    /// ```
    /// # use wagate_sdk_core::{Audience, Error, InstanceClient, PrivacySetting};
    /// # async fn example(line: InstanceClient) -> Result<(), Error> {
    /// line.set_privacy(PrivacySetting::LastSeen, Audience::Contacts).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::InvalidRequest`] before anything leaves for an audience that WhatsApp does not let it be for
    /// ([`PrivacySetting::audiences`]); [`Error::Unsupported`] on VZaps and WazzAPI.
    pub async fn set_privacy(&self, setting: PrivacySetting, audience: Audience) -> Result<Done, Error> {
        let check = setting
            .check(&audience)
            .and_then(|()| self.capabilities().require_detail(Detail::Privacy(setting)));
        self.run_if(Operation::SetPrivacy, check, P::set_privacy(self, setting, audience)).await
    }
}

//! Profiles: other people's, and the instance's own with its privacy.

mod fetch;
mod own;
mod privacy;

pub use super::updated::Updated;
pub use fetch::{About, FetchProfile, FetchProfilePicture, Profile, ProfilePicture};
pub use own::{RemoveProfilePicture, UpdateProfileName, UpdateProfilePicture, UpdateProfileStatus};
pub use privacy::{
    FetchPrivacy, OnlineAudience, PrivacyAudience, PrivacySettings, PrivacyUpdated, ReadReceipts,
    UpdatePrivacy,
};

//! The own profile, which WazzAPI has no call for.

use wagate_sdk_core::adapter::OwnProfile;

use crate::Wazzapi;

impl OwnProfile for Wazzapi {}

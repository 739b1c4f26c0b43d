use wagate_sdk_core::adapter::OwnProfile;

use crate::Ryze;

impl OwnProfile for Ryze {}

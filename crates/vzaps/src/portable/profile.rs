use wagate_sdk_core::adapter::OwnProfile;

use crate::Vzaps;

impl OwnProfile for Vzaps {}

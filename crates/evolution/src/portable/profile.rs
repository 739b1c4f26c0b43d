use wagate_sdk_core::adapter::OwnProfile;

use crate::Evolution;

impl OwnProfile for Evolution {}

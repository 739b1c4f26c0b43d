use wagate_sdk_core::adapter::Settings;

use crate::Wazzapi;

impl Settings for Wazzapi {}

use wagate_sdk_core::adapter::Settings;

use crate::Ryze;

impl Settings for Ryze {}

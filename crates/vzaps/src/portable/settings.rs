use wagate_sdk_core::adapter::Settings;

use crate::Vzaps;

impl Settings for Vzaps {}

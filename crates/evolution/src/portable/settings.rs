use wagate_sdk_core::adapter::Settings;

use crate::Evolution;

impl Settings for Evolution {}

use wagate_sdk_core::adapter::Groups;

use crate::Wazzapi;

impl Groups for Wazzapi {}

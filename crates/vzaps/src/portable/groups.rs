use wagate_sdk_core::adapter::Groups;

use crate::Vzaps;

impl Groups for Vzaps {}

use wagate_sdk_core::adapter::Groups;

use crate::Ryze;

impl Groups for Ryze {}

use wagate_sdk_core::adapter::Groups;

use crate::Evolution;

impl Groups for Evolution {}

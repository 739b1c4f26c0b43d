use wagate_sdk_core::adapter::Contacts;

use crate::Ryze;

impl Contacts for Ryze {}

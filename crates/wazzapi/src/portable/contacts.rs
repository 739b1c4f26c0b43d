use wagate_sdk_core::adapter::Contacts;

use crate::Wazzapi;

impl Contacts for Wazzapi {}

use wagate_sdk_core::adapter::Contacts;

use crate::Evolution;

impl Contacts for Evolution {}

use wagate_sdk_core::adapter::Contacts;

use crate::Vzaps;

impl Contacts for Vzaps {}

use wagate_sdk_core::adapter::Chats;

use crate::Wazzapi;

impl Chats for Wazzapi {}

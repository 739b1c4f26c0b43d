use wagate_sdk_core::adapter::Chats;

use crate::Evolution;

impl Chats for Evolution {}

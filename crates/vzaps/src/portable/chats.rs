use wagate_sdk_core::adapter::Chats;

use crate::Vzaps;

impl Chats for Vzaps {}

use wagate_sdk_core::adapter::Chats;

use crate::Ryze;

impl Chats for Ryze {}

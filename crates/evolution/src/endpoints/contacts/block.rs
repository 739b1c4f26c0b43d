//! Blocking.

use serde::{Deserialize, Serialize};
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire;

use crate::Evolution;

/// Blocks or unblocks somebody. `POST /chat/updateBlockStatus/{instance}`
///
/// Source: `evolution-foundation/evolution-api` 2.3.7, `src/api/routes/chat.router.ts`, `src/validate/chat.schema.ts`;
/// observed on a running server above a stand-in for WhatsApp. Doing it again leaves the same state.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct UpdateBlockStatus {
    /// The number or JID, as in [`SendText`](crate::messages::SendText).
    pub number: String,
    /// Whether it is blocked.
    pub status: BlockStatus,
}

impl UpdateBlockStatus {
    /// Somebody's number or JID, to be blocked or unblocked.
    pub fn new(number: impl Into<String>, status: BlockStatus) -> Self {
        Self { number: number.into(), status }
    }
}

/// Whether somebody is blocked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum BlockStatus {
    /// Blocked.
    Block,
    /// Not blocked.
    Unblock,
}

/// The answer to [`UpdateBlockStatus`].
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct BlockUpdated {
    /// `success`.
    #[serde(deserialize_with = "wire::text")]
    pub block: Option<String>,
}

endpoint! {
    Evolution: UpdateBlockStatus => BlockUpdated, "chat.update_block_status", InstanceOnly, Idempotent,
    POST("/chat/updateBlockStatus/", instance), json, |answer| answer.block.is_some()
}

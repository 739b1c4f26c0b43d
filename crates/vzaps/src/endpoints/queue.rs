//! The two queues of an instance: the messages that it has yet to send, and its other operations.
//!
//! How long entries stay, in which order they are taken, and what happens to them while the number is disconnected is not documented.

use serde::Deserialize;
use wagate_sdk_core::{endpoint, wire};

use crate::{Confirmed, Listed, Vzaps};

/// Writes the three request types of one queue.
macro_rules! queue {
    (
        $what:literal, $route:literal, $entries:literal:
        $list:ident $list_operation:literal, $purge:ident $purge_operation:literal, $remove:ident $remove_operation:literal
    ) => {
        #[doc = concat!("Lists the ", $what, ". `GET /instances/{id}", $route, "`")]
        ///
        /// Source: the official Python client. No document shows the answer. It only reads.
        #[derive(Debug, Clone, Default)]
        #[non_exhaustive]
        pub struct $list {}

        impl $list {
            /// All of them.
            pub fn new() -> Self {
                Self::default()
            }
        }

        endpoint! {
            Vzaps: $list => Listed<QueueEntry>, $list_operation, InstanceOnly, ReadOnly,
            GET("/instances/", instance, $route), |answer| answer.is_good()
        }

        #[doc = concat!("Removes all ", $what, ". `DELETE /instances/{id}", $route, "`")]
        ///
        /// Source: the official Python client. No document shows the answer. It is sent at most once: a second call would remove what was
        /// queued since the first.
        #[derive(Debug, Clone, Default)]
        #[non_exhaustive]
        pub struct $purge {}

        impl $purge {
            /// All of them.
            pub fn new() -> Self {
                Self::default()
            }
        }

        endpoint! {
            Vzaps: $purge => Confirmed, $purge_operation, InstanceOnly, AtMostOnce,
            DELETE("/instances/", instance, $route), |answer| answer.is_good()
        }

        #[doc = concat!("Removes one of the ", $what, ". `DELETE /instances/{id}", $route, "/{message_id}`")]
        ///
        /// Source: the official Python and Go clients; the former also puts the id into a body, the latter, and this, sends none. No
        /// document shows the answer. Idempotent.
        #[derive(Debug, Clone)]
        #[non_exhaustive]
        pub struct $remove {
            /// The entry's `message_id`.
            pub message_id: String,
        }

        impl $remove {
            /// This one.
            pub fn new(message_id: impl Into<String>) -> Self {
                Self { message_id: message_id.into() }
            }
        }

        endpoint! {
            Vzaps: $remove => Confirmed, $remove_operation, InstanceOnly, Idempotent,
            DELETE("/instances/", instance, $entries, message_id), |answer| answer.is_good()
        }
    };
}

queue! {
    "messages that are yet to be sent", "/queue/messages", "/queue/messages/":
    ListQueuedMessages "queue.messages.list",
    PurgeQueuedMessages "queue.messages.purge",
    RemoveQueuedMessage "queue.messages.remove"
}

queue! {
    "other operations that are yet to be done", "/queue/operations", "/queue/operations/":
    ListQueuedOperations "queue.operations.list",
    PurgeQueuedOperations "queue.operations.purge",
    RemoveQueuedOperation "queue.operations.remove"
}

/// An entry of a queue. No document shows one: it is read by the names that sends have, and the rest is in the JSON beside it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct QueueEntry {
    /// What names it when it is removed.
    #[serde(deserialize_with = "wire::text")]
    pub message_id: Option<String>,
    /// The recipient.
    #[serde(deserialize_with = "wire::text")]
    pub phone: Option<String>,
}

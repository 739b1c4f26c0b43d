//! The portable operations: requests become endpoints, answers become what every gateway gives.

mod chats;
mod contacts;
mod groups;
mod instances;
mod lifecycle;
mod messages;
mod profile;
mod settings;

use wagate_sdk_core::ConnectionState;

use crate::instances::InstanceStatus;

/// The portable word for a state. Without one the server has the instance in its database only: it is down.
fn state_of(status: Option<InstanceStatus>) -> ConnectionState {
    match status {
        Some(InstanceStatus::Open) => ConnectionState::Online,
        Some(InstanceStatus::Connecting) => ConnectionState::Connecting,
        Some(InstanceStatus::Close) | None => ConnectionState::Disconnected,
        Some(InstanceStatus::Other(word)) => ConnectionState::Other(word),
    }
}

//! Instances: making, listing, pairing, unlinking and deleting them.

mod create;
mod created;
mod fetch;
mod lifecycle;
mod remove;

pub use create::{CreateInstance, EventList, NewPusher, NewWebhook, WebhookHeaders};
pub use created::{CreatedWebhook, InstanceCreated, NewRow, Switch};
pub use fetch::{ChatwootRow, Counts, EventChannelRow, FetchInstances, InstanceRow, ProxyRow, SettingsRow};
pub use lifecycle::{
    Connect, ConnectAnswer, GetConnectionState, InstanceState, InstanceStatus, QrCode, Restart, StateAnswer,
};
pub use remove::{DeleteInstance, Done, DoneMessage, Logout};

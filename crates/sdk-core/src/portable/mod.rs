//! The portable operations: one meaning on every gateway.
//!
//! An adapter implements these traits *for its provider type*; programs use the methods of [`AccountClient`](crate::AccountClient) and
//! [`InstanceClient`](crate::InstanceClient) in front of them. An operation that an adapter leaves out answers
//! [`Error::Unsupported`](crate::Error::Unsupported).

mod chats;
mod contacts;
mod derive;
mod groups;
mod instances;
mod lifecycle;
mod messages;
mod profile;
mod realtime;
mod settings;
mod webhooks;

pub use chats::Chats;
pub use contacts::Contacts;
pub use groups::Groups;
pub use instances::Instances;
pub use lifecycle::Lifecycle;
pub use messages::Messages;
pub use profile::OwnProfile;
pub use realtime::Realtime;
pub use settings::Settings;
pub use webhooks::Webhooks;

pub(crate) use chats::ChatsMirror;
pub(crate) use contacts::ContactsMirror;
pub(crate) use groups::GroupsMirror;
pub(crate) use instances::AccountMirror;
pub(crate) use lifecycle::LifecycleMirror;
pub(crate) use messages::MessagesMirror;
pub(crate) use profile::OwnProfileMirror;
pub(crate) use realtime::RealtimeMirror;
pub(crate) use settings::SettingsMirror;
pub(crate) use webhooks::WebhooksMirror;

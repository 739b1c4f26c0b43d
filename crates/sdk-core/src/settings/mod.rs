//! How an instance behaves, and through which proxy it reaches WhatsApp.

mod proxy;

pub use proxy::{Proxy, ProxyProtocol, ProxySettings};

use crate::error::Error;
use crate::raw::Raw;

/// Declares the settings once: their names, what was read, what is to change.
macro_rules! settings {
    ($( $(#[$doc:meta])* $setting:ident: $field:ident ($type:ty, $taken:ty), )+) => {
        /// A setting, as [`Detail::Setting`](crate::Detail::Setting) names it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum InstanceSetting {
            $( $(#[$doc])* $setting, )+
        }

        impl InstanceSetting {
            /// All of them.
            pub const ALL: &'static [Self] = &[$( Self::$setting, )+];
        }

        /// How an instance behaves. What the gateway does not tell is `None`.
        #[derive(Debug, Clone)]
        #[non_exhaustive]
        pub struct InstanceSettings {
            $( $(#[$doc])* pub $field: Option<$type>, )+
            /// All that the gateway told, with what only it has.
            pub raw: Raw,
        }

        impl InstanceSettings {
            /// Nothing is known yet.
            pub fn new(raw: Raw) -> Self {
                Self { $( $field: None, )+ raw }
            }
        }

        /// Settings to change; those that are not set stay as they are.
        ///
        /// ```
        /// use wagate_sdk_core::SettingsChange;
        ///
        /// let change = SettingsChange::new().reject_calls(true).call_message("Please write");
        /// ```
        #[derive(Debug, Clone, Default, PartialEq, Eq)]
        #[non_exhaustive]
        pub struct SettingsChange {
            $( $(#[$doc])* pub $field: Option<$type>, )+
        }

        impl SettingsChange {
            /// No change yet.
            pub fn new() -> Self {
                Self::default()
            }

            $(
                $(#[$doc])*
                #[must_use]
                pub fn $field(mut self, value: $taken) -> Self {
                    self.$field = Some(value.into());
                    self
                }
            )+

            /// The settings that are to change.
            pub fn changed(&self) -> impl Iterator<Item = InstanceSetting> {
                [$( self.$field.is_some().then_some(InstanceSetting::$setting), )+].into_iter().flatten()
            }
        }
    };
}

settings! {
    /// Whether calls are rejected.
    RejectCalls: reject_calls (bool, bool),
    /// What a caller is written when the call is rejected.
    CallMessage: call_message (String, impl Into<String>),
    /// Whether messages in groups are passed over.
    IgnoreGroups: ignore_groups (bool, bool),
    /// Whether the number always shows as online.
    AlwaysOnline: always_online (bool, bool),
    /// Whether messages are marked as read as they come.
    ReadMessages: read_messages (bool, bool),
}

impl SettingsChange {
    pub(crate) fn check(&self) -> Result<(), Error> {
        if self.changed().next().is_none() {
            return Err(Error::invalid("no setting is to change"));
        }
        Ok(())
    }
}

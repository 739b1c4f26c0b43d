//! Changing what a group shows, and what its members may do.

use serde::Serialize;
use wagate_sdk_core::{Error, endpoint};

use crate::{Confirmed, Vzaps};

/// Writes the request types of what a group shows: one text each.
macro_rules! texts {
    ($( $(#[$doc:meta])* $name:ident, $operation:literal, $route:literal { $(#[$text_doc:meta])* $text:ident } )+) => {
        $(
            $(#[$doc])*
            ///
            /// Source: the official Python and Go clients. No document shows the answer. Idempotent.
            #[derive(Debug, Clone, Serialize)]
            #[non_exhaustive]
            pub struct $name {
                /// The group's JID.
                pub group_id: String,
                $(#[$text_doc])*
                pub $text: String,
            }

            impl $name {
                /// For this group.
                pub fn new(group_id: impl Into<String>, $text: impl Into<String>) -> Self {
                    Self { group_id: group_id.into(), $text: $text.into() }
                }
            }

            endpoint! {
                Vzaps: $name => Confirmed, $operation, InstanceOnly, Idempotent,
                POST("/instances/", instance, $route), json, |answer| answer.is_good()
            }
        )+
    };
}

texts! {
    /// Gives a group another name. `POST /instances/{id}/group/name`
    SetGroupName, "group.name", "/group/name" {
        /// The name.
        name
    }
    /// Gives a group another description. `POST /instances/{id}/group/description`
    SetGroupDescription, "group.description", "/group/description" {
        /// The description. Whether an empty one takes it away is not documented.
        description
    }
    /// Gives a group another picture. `POST /instances/{id}/group/photo`
    SetGroupPhoto, "group.photo", "/group/photo" {
        /// The picture's URL. Whether base64 is taken too is not documented.
        image
    }
}

/// Sets what the members of a group may do. `POST /instances/{id}/group/settings`
///
/// Source: the official Python and Go clients. No document shows the answer, or says whether what is left out stays as it is. Idempotent.
///
/// # Errors
/// [`Error::InvalidRequest`] before anything leaves when nothing is set.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct SetGroupSettings {
    /// The group's JID.
    pub group_id: String,
    /// Whether admins alone may write.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub admin_only_message: Option<bool>,
    /// Whether admins alone may change name, picture and description.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub admin_only_settings: Option<bool>,
}

impl SetGroupSettings {
    /// Changes nothing of this group yet.
    pub fn new(group_id: impl Into<String>) -> Self {
        Self { group_id: group_id.into(), admin_only_message: None, admin_only_settings: None }
    }

    fn check(&self) -> Result<(), Error> {
        if self.admin_only_message.is_none() && self.admin_only_settings.is_none() {
            return Err(Error::invalid("there is no setting to change"));
        }
        Ok(())
    }
}

endpoint! {
    Vzaps: SetGroupSettings => Confirmed, "group.settings", InstanceOnly, Idempotent,
    POST("/instances/", instance, "/group/settings"), checked, |answer| answer.is_good()
}

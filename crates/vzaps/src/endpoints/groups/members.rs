//! Who a group's admins are.

use serde::Serialize;
use wagate_sdk_core::{Error, endpoint};

use crate::{Confirmed, Vzaps};

/// Writes the request types of the two routes, which take the same.
macro_rules! admins {
    ($( $(#[$doc:meta])* $name:ident, $operation:literal, $route:literal; )+) => {
        $(
            $(#[$doc])*
            ///
            /// Source: the official Python and Go clients. No document shows the answer, so nothing tells of single members. Idempotent.
            ///
            /// # Errors
            /// [`Error::InvalidRequest`] before anything leaves when nobody is named.
            #[derive(Debug, Clone, Serialize)]
            #[non_exhaustive]
            pub struct $name {
                /// The group's JID.
                pub group_id: String,
                /// Who: digits with the country code.
                pub participants: Vec<String>,
            }

            impl $name {
                /// These members of that group.
                pub fn new(group_id: impl Into<String>, participants: Vec<String>) -> Self {
                    Self { group_id: group_id.into(), participants }
                }

                fn check(&self) -> Result<(), Error> {
                    if self.participants.is_empty() {
                        return Err(Error::invalid("there is no member to change"));
                    }
                    Ok(())
                }
            }

            endpoint! {
                Vzaps: $name => Confirmed, $operation, InstanceOnly, Idempotent,
                POST("/instances/", instance, $route), checked, |answer| answer.is_good()
            }
        )+
    };
}

admins! {
    /// Makes members admins. `POST /instances/{id}/group/add-admin`
    PromoteParticipants, "group.add-admin", "/group/add-admin";
    /// Makes admins members like all others. `POST /instances/{id}/group/remove-admin`
    DemoteParticipants, "group.remove-admin", "/group/remove-admin";
}

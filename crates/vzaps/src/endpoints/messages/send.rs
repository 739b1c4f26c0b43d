//! What all sends have in common.

use serde::Deserialize;
use wagate_sdk_core::adapter::{Endpoint, InstanceOnly};
use wagate_sdk_core::wire;

use crate::{Envelope, Vzaps};

/// The answer to a send: the message is in the instance's queue.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Queued {
    /// The message's id on WhatsApp.
    #[serde(deserialize_with = "wire::required_text")]
    pub message_id: String,
}

/// The options that every send takes and that portable messages can set.
#[derive(Debug, Clone, Default)]
pub(crate) struct Optional {
    pub(crate) id: Option<String>,
    pub(crate) mentioned_ids: Option<Vec<String>>,
    pub(crate) reply_to_message_id: Option<String>,
}

/// A send, whatever its kind.
pub(crate) trait SendEndpoint:
    Endpoint<Provider = Vzaps, Scope = InstanceOnly, Response = Envelope<Queued>>
{
    fn set(&mut self, options: Optional);
}

/// Writes the request type of a send: recipient, what its kind needs and may have, and the options that all sends take. `json` or `checked`
/// as in [`endpoint!`](wagate_sdk_core::endpoint).
macro_rules! send {
    (
        $(#[$doc:meta])*
        $name:ident, $operation:literal, $route:literal, $body:ident
        needs { $( $(#[$need_doc:meta])* $need:ident: $need_type:ty, )+ }
        may { $( $(#[$may_doc:meta])* $may:ident: $may_type:ty, )* }
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, ::serde::Serialize)]
        #[non_exhaustive]
        pub struct $name {
            /// The recipient: a number with its country code, digits only, or a group's JID.
            pub phone: String,
            $( $(#[$need_doc])* pub $need: $need_type, )+
            $(
                $(#[$may_doc])*
                #[serde(skip_serializing_if = "Option::is_none")]
                pub $may: Option<$may_type>,
            )*
            /// The id that the message shall have; the gateway makes one unless set.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub id: Option<String>,
            /// A delay before it is sent. **Its unit is documented nowhere**, which is why no portable option sets it. It passes in the
            /// queue: the call does not wait.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub delay: Option<u64>,
            /// The WhatsApp ids of those who are mentioned.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub mentioned_ids: Option<Vec<String>>,
            /// The WhatsApp id of the message that is answered.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub reply_to_message_id: Option<String>,
        }

        impl $name {
            /// To a number's digits or a group's JID, with what every one of its kind has.
            pub fn new(phone: impl Into<String>, $( $need: impl Into<$need_type> ),+) -> Self {
                Self {
                    phone: phone.into(),
                    $( $need: $need.into(), )+
                    $( $may: None, )*
                    id: None,
                    delay: None,
                    mentioned_ids: None,
                    reply_to_message_id: None,
                }
            }
        }

        ::wagate_sdk_core::endpoint! {
            $crate::Vzaps: $name => $crate::Envelope<$crate::messages::Queued>, $operation, InstanceOnly, AtMostOnce,
            POST("/instances/", instance, $route), $body, |answer| answer.is_good()
        }

        impl $crate::endpoints::messages::SendEndpoint for $name {
            fn set(&mut self, options: $crate::endpoints::messages::Optional) {
                self.id = options.id;
                self.mentioned_ids = options.mentioned_ids;
                self.reply_to_message_id = options.reply_to_message_id;
            }
        }
    };
}

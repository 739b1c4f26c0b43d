use super::derive::portable;
use crate::client::InstanceClient;
use crate::error::Error;
use crate::realtime::{EventOptions, EventSource};

portable! {
    /// Events as they happen.
    trait Realtime for InstanceClient, mirrored by RealtimeMirror {
        /// How this gateway pushes events, and before that what turns it on there. It does not connect yet.
        fn event_source(options: EventOptions) -> Box<dyn EventSource>;
    }
}

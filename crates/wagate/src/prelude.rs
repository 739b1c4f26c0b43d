//! What nearly every program uses: `use wagate::prelude::*;`

pub use std::time::Duration;

pub use wagate_sdk_core::{
    AccountClient, AccountToken, Address, AnyProvider, ConnectionState, Error, Event, EventKind,
    EventOptions, InstanceClient, InstanceToken, Media, Message, MessageId, NewInstance, Outcome, PairingEnd,
    PhoneNumber, RateLimitPolicy, RetryPolicy, Sent, StreamItem,
};

#[cfg(feature = "evolution")]
pub use wagate_evolution::{self as evolution, Evolution};
#[cfg(feature = "ryze")]
pub use wagate_ryze::{self as ryze, Ryze};
#[cfg(feature = "vzaps")]
pub use wagate_vzaps::{self as vzaps, Vzaps};
#[cfg(feature = "wazzapi")]
pub use wagate_wazzapi::{self as wazzapi, Wazzapi};

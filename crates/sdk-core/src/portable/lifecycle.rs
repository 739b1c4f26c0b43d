use super::derive::portable;
use crate::address::PhoneNumber;
use crate::client::InstanceClient;
use crate::done::Done;
use crate::error::Error;
use crate::instance::ConnectionState;
use crate::pairing::{Pairing, PairingCode};

portable! {
    /// An instance's life: pairing, state, unlinking.
    trait Lifecycle for InstanceClient, mirrored by LifecycleMirror {
        /// Starts pairing, or tells that the instance is paired.
        fn connect() -> Pairing;
        /// Asks for a pairing code for a number.
        fn pairing_code(phone: PhoneNumber) -> PairingCode;
        /// Whether the instance is connected to WhatsApp.
        fn status() -> ConnectionState;
        /// Resumes the session that the gateway has stored. Where it has none, what a phone needs to pair it.
        fn reconnect() -> Pairing;
        /// Drops the running connection and opens it again.
        fn restart() -> Done;
        /// Drops the connection.
        fn disconnect() -> Done;
        /// Unlinks the number.
        fn logout() -> Done;
    }
}

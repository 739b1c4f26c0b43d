//! The portable operations: one meaning on every gateway.
//!
//! An adapter implements these traits *for its provider type*; programs use the methods of [`AccountClient`] and
//! [`InstanceClient`] in front of them. An operation that an adapter leaves out answers [`Error::Unsupported`].

mod derive;

use derive::portable;

use crate::address::PhoneNumber;
use crate::client::{AccountClient, InstanceClient};
use crate::error::Error;
use crate::instance::{ConnectionState, InstanceInfo, NewInstance, NewlyCreated, Page, PageToken, Verified};
use crate::message::{SendRequest, Sent};
use crate::pairing::{Pairing, PairingCode};

portable! {
    /// Operations on an account's instances.
    trait Instances for AccountClient, mirrored by AccountMirror {
        /// Whether the credential is good, and of which kind.
        fn verify() -> Verified;
        /// Makes an instance. The request was checked.
        fn create_instance(spec: NewInstance) -> NewlyCreated;
        /// One page of the account's instances; without a token the first.
        fn list_instances(page: Option<PageToken>) -> Page<InstanceInfo>;
        /// One instance by its id.
        fn get_instance(id: String) -> InstanceInfo;
        /// Deletes an instance by its id.
        fn delete_instance(id: String) -> ();
    }
}

portable! {
    /// An instance's life: pairing, state, unlinking.
    trait Lifecycle for InstanceClient, mirrored by LifecycleMirror {
        /// Starts pairing, or tells that the instance is paired.
        fn connect() -> Pairing;
        /// Asks for a pairing code for a number.
        fn pairing_code(phone: PhoneNumber) -> PairingCode;
        /// Whether the instance is connected to WhatsApp.
        fn status() -> ConnectionState;
        /// Unlinks the number.
        fn logout() -> ();
    }
}

portable! {
    /// Messages.
    trait Messages for InstanceClient, mirrored by MessagesMirror {
        /// Sends a message. The request was checked against the client's capabilities.
        fn send(request: SendRequest) -> Sent;
    }
}

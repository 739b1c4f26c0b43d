//! What a client can do with the API key. There is one kind of credential, so one table for each kind of client.

use wagate_sdk_core::{AddressKind, Capabilities, Carried, MediaSource, MessageKind, Operation, SendOption};

/// An organization. No call deletes a device.
pub(crate) static ACCOUNT: Capabilities = Capabilities::new(
    &[Operation::Verify, Operation::CreateInstance, Operation::ListInstances, Operation::GetInstance],
    &[],
);

/// A device. Whether a disconnection unlinks the number is not documented, so there is no logout.
pub(crate) static DEVICE: Capabilities = Capabilities::new(
    &[Operation::Connect, Operation::PairingCode, Operation::Status, Operation::Send],
    &[
        Carried::new(MessageKind::Text, &[AddressKind::Phone]).with_options(&[SendOption::Schedule]),
        Carried::new(MessageKind::Text, &[AddressKind::Group]),
        Carried::new(MessageKind::Image, &[AddressKind::Phone])
            .with_options(&[SendOption::Schedule])
            .with_media(&[MediaSource::Url, MediaSource::Bytes]),
        Carried::new(MessageKind::Image, &[AddressKind::Group]).with_media(&[MediaSource::Url]),
    ],
);

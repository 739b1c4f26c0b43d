//! What a client can do: one table for the account, one for each channel. Both kinds of key do the same on an instance.

use wagate_sdk_core::adapter::{Capabilities, Carried, Operation};
use wagate_sdk_core::{AddressKind, MediaSource, MessageKind, SendOption};

use crate::state::{Integration, KnownChannel};

const PHONES: &[AddressKind] = &[AddressKind::Phone];
const PEOPLE: &[AddressKind] = &[AddressKind::Phone, AddressKind::Lid];
const GROUPS: &[AddressKind] = &[AddressKind::Group];
const URL_OR_BYTES: &[MediaSource] = &[MediaSource::Url, MediaSource::Bytes];

pub(crate) static ACCOUNT: Capabilities = Capabilities::new(
    &[
        Operation::Verify,
        Operation::CreateInstance,
        Operation::ListInstances,
        Operation::GetInstance,
        Operation::DeleteInstance,
    ],
    &[],
);

static BAILEYS: Capabilities = Capabilities::new(
    &[Operation::Connect, Operation::PairingCode, Operation::Status, Operation::Logout, Operation::Send],
    &[
        Carried::new(MessageKind::Text, PEOPLE).with_options(&[
            SendOption::Quote,
            SendOption::LinkPreview,
            SendOption::Delay,
        ]),
        Carried::new(MessageKind::Text, GROUPS).with_options(&[
            SendOption::Quote,
            SendOption::Mentions,
            SendOption::MentionAll,
            SendOption::LinkPreview,
            SendOption::Delay,
        ]),
        Carried::new(MessageKind::Image, PEOPLE)
            .with_options(&[SendOption::Quote, SendOption::Delay])
            .with_media(URL_OR_BYTES),
        Carried::new(MessageKind::Image, GROUPS)
            .with_options(&[
                SendOption::Quote,
                SendOption::Mentions,
                SendOption::MentionAll,
                SendOption::Delay,
            ])
            .with_media(URL_OR_BYTES),
    ],
);

/// Meta's Cloud API: open from the start, nothing to unlink. The server strips a recipient to its digits, so that a group or a LID
/// would become somebody's phone number, and it does not wait out a delay.
static BUSINESS: Capabilities = Capabilities::new(
    &[Operation::Connect, Operation::Status, Operation::Send],
    &[
        Carried::new(MessageKind::Text, PHONES).with_options(&[SendOption::Quote, SendOption::LinkPreview]),
        Carried::new(MessageKind::Image, PHONES).with_options(&[SendOption::Quote]).with_media(URL_OR_BYTES),
    ],
);

/// The server's own channel: open from the start, nothing to unlink, no groups, no link previews.
static EVOLUTION: Capabilities = Capabilities::new(
    &[Operation::Connect, Operation::Status, Operation::Send],
    &[
        Carried::new(MessageKind::Text, PHONES).with_options(&[SendOption::Quote, SendOption::Delay]),
        Carried::new(MessageKind::Image, PHONES)
            .with_options(&[SendOption::Quote, SendOption::Delay])
            .with_media(URL_OR_BYTES),
    ],
);

/// An unknown channel is taken for the usual one. That harms nobody where all channels go to the same phone; before anything else goes out the
/// channel is asked for: see [`is_safe_on_all`].
pub(crate) fn of_instance(channel: &KnownChannel) -> &'static Capabilities {
    channel.integration().map_or(&BAILEYS, of_channel)
}

pub(crate) fn of_channel(integration: &Integration) -> &'static Capabilities {
    match integration {
        Integration::Business => &BUSINESS,
        Integration::Evolution => &EVOLUTION,
        Integration::Baileys | Integration::Other(_) => &BAILEYS,
    }
}

/// Whether every channel reads this recipient as the same chat.
pub(crate) fn is_safe_on_all(to: AddressKind) -> bool {
    PHONES.contains(&to)
}

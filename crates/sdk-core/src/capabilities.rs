//! What a client can do: one value that belongs to the client.

use std::time::Duration;

use crate::address::AddressKind;
use crate::error::Error;
use crate::message::{MediaSource, MessageKind, SendOption, SendRequest};

/// A portable operation, as [`Capabilities::supports`] asks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Operation {
    /// [`AccountClient::verify`](crate::AccountClient::verify)
    Verify,
    /// [`AccountClient::create_instance`](crate::AccountClient::create_instance)
    CreateInstance,
    /// [`AccountClient::instances`](crate::AccountClient::instances)
    ListInstances,
    /// [`AccountClient::get_instance`](crate::AccountClient::get_instance)
    GetInstance,
    /// [`AccountClient::delete_instance`](crate::AccountClient::delete_instance)
    DeleteInstance,
    /// [`InstanceClient::connect`](crate::InstanceClient::connect) and
    /// [`InstanceClient::qr_codes`](crate::InstanceClient::qr_codes)
    Connect,
    /// [`InstanceClient::pairing_code`](crate::InstanceClient::pairing_code)
    PairingCode,
    /// [`InstanceClient::status`](crate::InstanceClient::status) and
    /// [`InstanceClient::wait_until_online`](crate::InstanceClient::wait_until_online)
    Status,
    /// [`InstanceClient::logout`](crate::InstanceClient::logout)
    Logout,
    /// [`InstanceClient::send`](crate::InstanceClient::send); which kinds to whom is [`Capabilities::carries`]
    Send,
}

impl Operation {
    /// The operation's name, as the methods are called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Verify => "verify",
            Self::CreateInstance => "create_instance",
            Self::ListInstances => "instances",
            Self::GetInstance => "get_instance",
            Self::DeleteInstance => "delete_instance",
            Self::Connect => "connect",
            Self::PairingCode => "pairing_code",
            Self::Status => "status",
            Self::Logout => "logout",
            Self::Send => "send",
        }
    }

    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::Verify,
        Self::CreateInstance,
        Self::ListInstances,
        Self::GetInstance,
        Self::DeleteInstance,
        Self::Connect,
        Self::PairingCode,
        Self::Status,
        Self::Logout,
        Self::Send,
    ];
}

/// What a client can do, with its gateway, its kind of credential and its channel.
///
/// What is claimed works; what is not claimed answers [`Error::Unsupported`] before a byte leaves.
///
/// ```
/// use wagate_sdk_core::{AddressKind, Capabilities, MessageKind, Operation, SendOption};
///
/// fn can_quote_in_groups(capabilities: &Capabilities) -> bool {
///     capabilities
///         .carries(MessageKind::Text, AddressKind::Group)
///         .is_some_and(|carried| carried.options().contains(&SendOption::Quote))
/// }
/// # fn main() {}
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Capabilities {
    operations: &'static [Operation],
    carried: &'static [Carried],
}

/// One kind of message to some kinds of address, with the options and the media sources that it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Carried {
    kind: MessageKind,
    to: &'static [AddressKind],
    options: &'static [SendOption],
    media: &'static [MediaSource],
    longest_delay: Option<Duration>,
}

impl Capabilities {
    /// These operations and messages, nothing else. Each kind of message to each kind of address stands in one row at most.
    pub const fn new(operations: &'static [Operation], carried: &'static [Carried]) -> Self {
        Self { operations, carried }
    }

    /// Whether the operation can be used.
    pub fn supports(&self, operation: Operation) -> bool {
        self.operations.contains(&operation)
    }

    /// How a kind of message goes to a kind of address; `None` when it does not.
    pub fn carries(&self, kind: MessageKind, to: AddressKind) -> Option<&Carried> {
        self.carried.iter().find(|carried| carried.kind == kind && carried.to.contains(&to))
    }

    /// All that can be sent.
    pub fn carried(&self) -> &[Carried] {
        self.carried
    }

    /// All operations that can be used.
    pub fn operations(&self) -> &[Operation] {
        self.operations
    }

    /// Refuses an operation that is not claimed.
    pub(crate) fn require(&self, operation: Operation) -> Result<(), Error> {
        if self.supports(operation) {
            Ok(())
        } else {
            Err(Error::unsupported(format!(
                "`{}` is not offered by this gateway with this credential",
                operation.name()
            )))
        }
    }

    /// Refuses a message, an option or a media source that is not claimed. A client did it before an adapter sees the request; an adapter does it
    /// again once it knows more.
    ///
    /// # Errors
    /// [`Error::Unsupported`], or [`Error::InvalidRequest`] for a delay that is too long.
    pub fn require_send(&self, request: &SendRequest) -> Result<(), Error> {
        self.require(Operation::Send)?;
        let (kind, to) = (request.message.kind(), request.to.kind());
        let Some(carried) = self.carries(kind, to) else {
            let known = self.carried.iter().any(|carried| carried.kind == kind);
            return Err(Error::unsupported(if known {
                format!("a message of kind {kind:?} cannot go to an address of kind {to:?} here")
            } else {
                format!("messages of kind {kind:?} are not offered by this gateway")
            }));
        };
        if let Some(option) = request.options.used().find(|option| !carried.options.contains(option)) {
            return Err(Error::unsupported(format!(
                "the option {option:?} is not taken with a message of kind {kind:?} to an address of kind {to:?} here"
            )));
        }
        if let Some(source) = request.message.media_source().filter(|source| !carried.media.contains(source))
        {
            return Err(Error::unsupported(format!(
                "a file from {source:?} is not taken for a message of kind {kind:?} to an address of kind {to:?} here"
            )));
        }
        if let (Some(delay), Some(longest)) = (request.options.delay, carried.longest_delay)
            && delay > longest
        {
            return Err(Error::invalid(format!("the delay is longer than {} s", longest.as_secs())));
        }
        Ok(())
    }
}

impl Carried {
    /// This kind to these addresses, without options, without files.
    pub const fn new(kind: MessageKind, to: &'static [AddressKind]) -> Self {
        Self { kind, to, options: &[], media: &[], longest_delay: None }
    }

    /// With these options.
    #[must_use]
    pub const fn with_options(mut self, options: &'static [SendOption]) -> Self {
        self.options = options;
        self
    }

    /// With files from these sources.
    #[must_use]
    pub const fn with_media(mut self, media: &'static [MediaSource]) -> Self {
        self.media = media;
        self
    }

    /// With a delay up to this.
    #[must_use]
    pub const fn with_longest_delay(mut self, delay: Duration) -> Self {
        self.longest_delay = Some(delay);
        self
    }

    /// The kind of message.
    pub const fn kind(&self) -> MessageKind {
        self.kind
    }

    /// The kinds of address.
    pub const fn to(&self) -> &'static [AddressKind] {
        self.to
    }

    /// The options that it takes.
    pub const fn options(&self) -> &'static [SendOption] {
        self.options
    }

    /// Where a file may come from; empty for a message without a file.
    pub const fn media(&self) -> &'static [MediaSource] {
        self.media
    }
}

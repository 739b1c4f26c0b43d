//! What a client can do: one value that belongs to the client.

mod detail;
mod operation;

pub use detail::Detail;
pub use operation::Operation;

use std::time::Duration;

use crate::address::AddressKind;
use crate::error::Error;
use crate::message::{MediaSource, MessageKind, SendOption, SendRequest};

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
    only_with: &'static [(Operation, &'static [AddressKind])],
    details: &'static [Detail],
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
        Self { operations, carried, only_with: &[], details: &[] }
    }

    /// Operations on a chat, a message or a contact that are for some kinds of address only. Without a row an operation is for all that
    /// make sense.
    #[must_use]
    pub const fn only_with(mut self, rows: &'static [(Operation, &'static [AddressKind])]) -> Self {
        self.only_with = rows;
        self
    }

    /// The parts of operations that the gateway has.
    #[must_use]
    pub const fn with_details(mut self, details: &'static [Detail]) -> Self {
        self.details = details;
        self
    }

    /// Whether the operation can be used.
    pub fn supports(&self, operation: Operation) -> bool {
        self.operations.contains(&operation)
    }

    /// Whether the operation can be used with an address of that kind.
    pub fn supports_with(&self, operation: Operation, with: AddressKind) -> bool {
        let row = self.only_with.iter().find(|(limited, _)| *limited == operation);
        self.supports(operation) && row.is_none_or(|(_, kinds)| kinds.contains(&with))
    }

    /// Whether the gateway has this part of an operation.
    pub fn takes(&self, detail: Detail) -> bool {
        self.details.contains(&detail)
    }

    /// The parts of operations that the gateway has.
    pub fn details(&self) -> &[Detail] {
        self.details
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

    /// Refuses an operation that is not claimed for this kind of address.
    pub(crate) fn require_with(&self, operation: Operation, with: AddressKind) -> Result<(), Error> {
        self.require(operation)?;
        if self.supports_with(operation, with) {
            return Ok(());
        }
        Err(Error::unsupported(format!(
            "`{}` is not offered by this gateway for an address of kind {with}",
            operation.name()
        )))
    }

    /// Refuses a part of an operation that is not claimed.
    pub(crate) fn require_detail(&self, detail: Detail) -> Result<(), Error> {
        if self.takes(detail) {
            Ok(())
        } else {
            Err(Error::unsupported(format!("{detail:?} is not offered by this gateway")))
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

//! How a gateway can be made to fail.

use std::collections::VecDeque;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::Gateway;
use crate::face::Endpoint;

/// A way for a gateway to fail.
#[derive(Clone)]
#[non_exhaustive]
pub enum Fault {
    /// The whole request is read, then the connection is cut without one byte of answer.
    CloseAfterReading,
    /// The status line, the headers with a `Content-Length`, half of the body; then the connection is cut.
    HalfAnswer,
    /// Never an answer, until the client goes away or the emulator stops.
    Stall,
    /// A wait, then the normal answer.
    Slow(Duration),
    /// This answer instead of the normal one. [`Fault::status`] makes one with fewer words.
    Status {
        /// The status.
        status: StatusCode,
        /// The headers; `application/json` is added where they name no content type.
        headers: HeaderMap,
        /// The body.
        body: Bytes,
    },
    /// Success, with a body that is not JSON.
    Undecodable,
    /// `307` to this place.
    Redirect(String),
    /// Status `200` with this body, which speaks of an error.
    ErrorInside(Bytes),
}

impl Fault {
    /// An answer of this status with this JSON, and no headers of note.
    pub fn status(status: StatusCode, body: impl Into<Bytes>) -> Self {
        Self::Status { status, headers: HeaderMap::new(), body: body.into() }
    }

    /// Whether the request is carried out unless the rule says otherwise: only where the failing answer is made
    /// from the real one.
    fn acts_by_default(&self) -> bool {
        matches!(self, Self::HalfAnswer | Self::Undecodable)
    }
}

impl fmt::Debug for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CloseAfterReading => f.write_str("CloseAfterReading"),
            Self::HalfAnswer => f.write_str("HalfAnswer"),
            Self::Stall => f.write_str("Stall"),
            Self::Slow(wait) => f.debug_tuple("Slow").field(wait).finish(),
            Self::Status { status, .. } => f.debug_tuple("Status").field(&status.as_u16()).finish(),
            Self::Undecodable => f.write_str("Undecodable"),
            Self::Redirect(_) => f.write_str("Redirect"),
            Self::ErrorInside(_) => f.write_str("ErrorInside"),
        }
    }
}

/// When a [`Fault`] happens, how often, and whether the gateway has carried the request out before it fails.
///
/// ```
/// use wagate_emulator::{Fault, FaultRule};
///
/// // The first two text messages are sent, but their answers are lost.
/// let rule = FaultRule::new(Fault::CloseAfterReading).on("message.text").times(2).acting(true);
/// ```
#[derive(Clone, Debug)]
pub struct FaultRule {
    fault: Fault,
    on: On,
    left: Option<u32>,
    acting: bool,
}

#[derive(Clone, Debug)]
enum On {
    Any,
    AnySend,
    Endpoint(String),
}

impl FaultRule {
    /// The fault, once, on the next request of any kind.
    ///
    /// [`HalfAnswer`](Fault::HalfAnswer) and [`Undecodable`](Fault::Undecodable) spoil the answer to a request that
    /// was carried out; with every other fault the request is not carried out. [`acting`](Self::acting) changes
    /// that.
    pub fn new(fault: Fault) -> Self {
        let acting = fault.acts_by_default();
        Self { fault, on: On::Any, left: Some(1), acting }
    }

    /// Only on this operation, by the contract's id: `"message.text"`.
    pub fn on(mut self, endpoint: impl Into<String>) -> Self {
        self.on = On::Endpoint(endpoint.into());
        self
    }

    /// Only on the operations that send a message.
    pub fn on_any_send(mut self) -> Self {
        self.on = On::AnySend;
        self
    }

    /// On every request, known to the emulator or not.
    pub fn on_any(mut self) -> Self {
        self.on = On::Any;
        self
    }

    /// So many times.
    pub fn times(mut self, times: u32) -> Self {
        self.left = Some(times);
        self
    }

    /// Until the faults are [cleared](crate::Emulator::clear_faults).
    pub fn always(mut self) -> Self {
        self.left = None;
        self
    }

    /// Whether the gateway really carries the request out before it fails.
    ///
    /// For [`Slow`](Fault::Slow) the request is carried out either way: before the wait with `true`, after it with
    /// `false`, so that a client that goes away while it waits has left nothing behind. A
    /// [`HalfAnswer`](Fault::HalfAnswer) that does not act is half of a made-up success.
    pub fn acting(mut self, acting: bool) -> Self {
        self.acting = acting;
        self
    }

    fn applies_to(&self, endpoint: Option<Endpoint>) -> bool {
        match &self.on {
            On::Any => true,
            On::AnySend => endpoint.is_some_and(|endpoint| endpoint.sends),
            On::Endpoint(id) => endpoint.is_some_and(|endpoint| endpoint.id == id),
        }
    }
}

/// A fault that is due now.
#[derive(Debug)]
pub(crate) struct DueFault {
    pub(crate) fault: Fault,
    pub(crate) acting: bool,
}

/// The rules that are still to be used up.
#[derive(Debug, Default)]
pub(crate) struct FaultPlan {
    rules: VecDeque<(Gateway, FaultRule)>,
}

impl FaultPlan {
    pub(crate) fn add(&mut self, gateway: Gateway, rule: FaultRule) {
        if rule.left != Some(0) {
            self.rules.push_back((gateway, rule));
        }
    }

    pub(crate) fn clear(&mut self) {
        self.rules.clear();
    }

    /// The first rule that applies, used up by one.
    pub(crate) fn take(&mut self, gateway: Gateway, endpoint: Option<Endpoint>) -> Option<DueFault> {
        let at = self.rules.iter().position(|(of, rule)| *of == gateway && rule.applies_to(endpoint))?;
        let (_, rule) = self.rules.get_mut(at)?;
        let due = DueFault { fault: rule.fault.clone(), acting: rule.acting };
        if let Some(left) = &mut rule.left {
            *left -= 1;
            if *left == 0 {
                self.rules.remove(at);
            }
        }
        Some(due)
    }
}

//! How a push can be made to go wrong.

use std::collections::VecDeque;
use std::time::Duration;

use crate::Gateway;

/// A way for a pushed event to go wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PushFault {
    /// The event comes twice.
    Duplicate,
    /// The event comes after the one that follows it.
    OutOfOrder,
    /// The event, and with it what follows it, comes so much later on the emulator's
    /// [clock](crate::Emulator::advance_clock).
    Late(Duration),
    /// The socket is cut instead, without a closing frame. A webhook's connection is cut before it is answered.
    DropSocket,
    /// The event comes, and from then on the socket answers no ping and reads nothing. A webhook takes no notice.
    NoPong,
}

/// When a [`PushFault`] happens, and how often.
///
/// ```
/// use wagate_emulator::{PushFault, PushFaultRule};
///
/// // The next two message events come twice.
/// let rule = PushFaultRule::new(PushFault::Duplicate).on("message.exchange").times(2);
/// ```
#[derive(Clone, Debug)]
pub struct PushFaultRule {
    fault: PushFault,
    event: Option<String>,
    left: Option<u32>,
}

impl PushFaultRule {
    /// The fault, once, with the next event of any name.
    pub fn new(fault: PushFault) -> Self {
        Self { fault, event: None, left: Some(1) }
    }

    /// Only with events of this name, as the gateway's subscriptions have it.
    pub fn on(mut self, event: impl Into<String>) -> Self {
        self.event = Some(event.into());
        self
    }

    /// So many times. Every webhook and every socket that an event goes to counts.
    pub fn times(mut self, times: u32) -> Self {
        self.left = Some(times);
        self
    }

    /// Until the faults are [cleared](crate::Emulator::clear_faults).
    pub fn always(mut self) -> Self {
        self.left = None;
        self
    }
}

/// The rules that are still to be used up.
#[derive(Debug, Default)]
pub(super) struct PushFaults {
    rules: VecDeque<(Gateway, PushFaultRule)>,
}

impl PushFaults {
    pub(super) fn add(&mut self, gateway: Gateway, rule: PushFaultRule) {
        if rule.left != Some(0) {
            self.rules.push_back((gateway, rule));
        }
    }

    pub(super) fn clear(&mut self) {
        self.rules.clear();
    }

    /// The first rule that applies, used up by one.
    pub(super) fn take(&mut self, gateway: Gateway, event: &str) -> Option<PushFault> {
        let applies = |(of, rule): &(Gateway, PushFaultRule)| {
            *of == gateway && rule.event.as_ref().is_none_or(|wanted| wanted == event)
        };
        let at = self.rules.iter().position(applies)?;
        let (_, rule) = self.rules.get_mut(at)?;
        let fault = rule.fault;
        if let Some(left) = &mut rule.left {
            *left -= 1;
            if *left == 0 {
                self.rules.remove(at);
            }
        }
        Some(fault)
    }
}

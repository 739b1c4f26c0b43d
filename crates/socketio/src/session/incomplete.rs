//! A binary packet whose attachments have not all come.

use std::collections::VecDeque;

use bytes::Bytes;

use super::SessionEvent;
use crate::codec::FrameError;

/// A binary packet whose attachments have not all come. Until then nothing else of the layer may.
pub(super) struct Incomplete {
    missing: usize,
    /// What will be told, unless the packet was not taken. Then its attachments are told as they come, so that
    /// none is taken for another's.
    packet: Option<Held>,
}

struct Held {
    event: SessionEvent,
    frame: Bytes,
    attachments: Vec<Bytes>,
    bytes: usize,
}

impl Incomplete {
    /// The packet in `frame` says `event`, once so many attachments came.
    pub(super) fn taken(event: SessionEvent, frame: &str, missing: usize) -> Self {
        let frame = Bytes::copy_from_slice(frame.as_bytes());
        Self { missing, packet: Some(Held { event, frame, attachments: Vec::new(), bytes: 0 }) }
    }

    /// The packet was not taken, and so many attachments of it will come.
    pub(super) fn refused(missing: usize) -> Self {
        Self { missing, packet: None }
    }

    /// How many attachments are still to come.
    pub(super) fn missing(&self) -> usize {
        self.missing
    }

    /// Whether it is of this namespace, and was taken.
    pub(super) fn is_of(&self, namespace: &str) -> bool {
        self.packet.as_ref().is_some_and(|held| match &held.event {
            SessionEvent::Event(event) => &*event.namespace == namespace,
            SessionEvent::Acked { namespace: of, .. } => &**of == namespace,
            _ => false,
        })
    }

    /// Takes the next attachment. With the last the packet is told.
    pub(super) fn take(&mut self, attachment: Bytes, max_bytes: usize, events: &mut VecDeque<SessionEvent>) {
        self.missing = self.missing.saturating_sub(1);
        let Some(held) = &mut self.packet else {
            return events
                .push_back(SessionEvent::Rejected { error: FrameError::Attachment, frame: attachment });
        };
        held.bytes = held.bytes.saturating_add(attachment.len());
        held.attachments.push(attachment);
        if held.bytes > max_bytes {
            self.refuse(FrameError::AttachmentsTooLong { limit: max_bytes }, events);
        } else if self.missing == 0 {
            events.extend(self.packet.take().map(Held::complete));
        }
    }

    /// Tells that the packet is not taken, with the frames that came of it.
    pub(super) fn refuse(&mut self, error: FrameError, events: &mut VecDeque<SessionEvent>) {
        let Some(held) = self.packet.take() else { return };
        events.push_back(SessionEvent::Rejected { error, frame: held.frame });
        let attachments = held.attachments.into_iter();
        events
            .extend(attachments.map(|frame| SessionEvent::Rejected { error: FrameError::Attachment, frame }));
    }
}

impl Held {
    fn complete(self) -> SessionEvent {
        let mut complete = self.event;
        match &mut complete {
            SessionEvent::Event(event) => event.attachments = self.attachments,
            SessionEvent::Acked { attachments, .. } => *attachments = self.attachments,
            _ => {}
        }
        complete
    }
}

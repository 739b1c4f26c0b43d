//! The task that owns the connection. It reads always, so that pings are answered while the consumer is busy.

use std::sync::Arc;
use std::time::{Duration, Instant};

use futures_util::FutureExt;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::{Notify, mpsc, oneshot};
use tokio::time::{Instant as Clock, sleep_until, timeout};

use super::Incoming;
use super::command::{Command, Replies};
use super::queue::Sender;
use super::socket::{Frame, Socket};
use crate::session::{CloseReason, Session, SessionEvent};

/// How many frames may wait for a server that does not read, before handles have to wait too.
const UNSENT_FRAMES: usize = 64;

pub(super) struct Driver<S> {
    pub(super) socket: Socket<S>,
    pub(super) session: Session,
    pub(super) commands: mpsc::Receiver<Command>,
    pub(super) queue: Sender,
    pub(super) stop: Arc<Notify>,
    pub(super) opened: Option<oneshot::Sender<Result<(), CloseReason>>>,
    pub(super) close_timeout: Duration,
}

/// What the driver waited for.
enum Step {
    Written(Result<(), CloseReason>),
    Read(Result<Frame, CloseReason>),
    Asked(Command),
    Unattended,
    Stop,
    Expired,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Driver<S> {
    pub(super) async fn run(mut self) {
        let mut replies = Replies::default();
        let mut unwritten = false;
        let mut attended = true;
        loop {
            if let Some(reason) = self.tell(&mut replies) {
                // Who waits for the server's answer waits in vain.
                drop(replies);
                return self.finish(reason).await;
            }
            unwritten |= self.session.has_frames();
            let accepting = attended && self.session.waiting_frames() < UNSENT_FRAMES;
            let deadline = self.session.deadline();
            let step = tokio::select! {
                result = self.socket.writer.write(&mut self.session), if unwritten => Step::Written(result),
                result = self.socket.reader.next() => Step::Read(result),
                command = self.commands.recv(), if accepting => command.map_or(Step::Unattended, Step::Asked),
                () = self.stop.notified() => Step::Stop,
                () = until(deadline) => Step::Expired,
            };
            match step {
                Step::Written(Ok(())) => unwritten = false,
                Step::Written(Err(reason)) => self.session.lost(reason),
                Step::Read(read) => self.take(read),
                Step::Asked(command) => replies.ask(&mut self.session, command),
                Step::Unattended => attended = false,
                Step::Stop => self.session.close(),
                // A program that slept finds its deadline past, and the ping that came meanwhile unread.
                Step::Expired => match self.socket.reader.next().now_or_never() {
                    Some(read) => self.take(read),
                    None => self.session.expire(now()),
                },
            }
        }
    }

    fn take(&mut self, read: Result<Frame, CloseReason>) {
        match read {
            Ok(Frame::Text(text)) => self.session.receive_text(now(), &text),
            Ok(Frame::Binary(bytes)) => self.session.receive_binary(bytes),
            Err(reason) => self.session.lost(reason),
        }
    }

    /// Hands on what the session tells, and returns why it ended when it did.
    fn tell(&mut self, replies: &mut Replies) -> Option<CloseReason> {
        while let Some(event) = self.session.next_event() {
            replies.settle(&event);
            match event {
                SessionEvent::Opened(_) => {
                    if let Some(opened) = self.opened.take() {
                        _ = opened.send(Ok(()));
                    }
                }
                SessionEvent::Event(event) => self.queue.push(Incoming::Event(event)),
                SessionEvent::Rejected { error, frame } => {
                    self.queue.push(Incoming::Rejected { error, frame })
                }
                SessionEvent::Disconnected { namespace } => {
                    self.queue.push(Incoming::Disconnected { namespace });
                }
                SessionEvent::Closed(reason) => return Some(reason),
                // The replies told them to who asked.
                SessionEvent::Connected { .. }
                | SessionEvent::Refused { .. }
                | SessionEvent::Acked { .. } => {}
            }
        }
        None
    }

    /// Says goodbye as far as the server lets it, and tells the end last.
    async fn finish(mut self, reason: CloseReason) {
        let dead =
            matches!(reason, CloseReason::Lost(_) | CloseReason::PingTimeout | CloseReason::OpenTimeout);
        let goodbye = async {
            if self.socket.writer.write(&mut self.session).await.is_ok() {
                self.socket.close().await;
            }
        };
        // Who does not take the goodbye in time is left without one.
        if !dead {
            _ = timeout(self.close_timeout, goodbye).await;
        }
        if let Some(opened) = self.opened {
            _ = opened.send(Err(reason.clone()));
        }
        self.queue.push(Incoming::Closed(reason));
    }
}

/// The time by tokio's clock, which a test may pause.
pub(super) fn now() -> Instant {
    Clock::now().into_std()
}

async fn until(deadline: Option<Instant>) {
    match deadline {
        Some(deadline) => sleep_until(Clock::from_std(deadline)).await,
        None => std::future::pending().await,
    }
}

//! A connection that can be cut or go silent while others talk over it.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

/// A handle on a connection; in the extensions of every request that came over it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Line(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    condition: Condition,
    reader: Option<Waker>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Condition {
    #[default]
    Sound,
    /// Nothing is read, and what is written goes nowhere.
    Silent,
    Cut,
}

/// The connection behind a [`Line`].
pub(crate) struct Stream {
    stream: TcpStream,
    line: Line,
}

pub(crate) fn line(stream: TcpStream) -> (Stream, Line) {
    let line = Line::default();
    (Stream { stream, line: line.clone() }, line)
}

impl Line {
    /// Cuts the connection, without a word to the other side.
    pub(crate) fn cut(&self) {
        self.turn(Condition::Cut);
    }

    /// Keeps the connection open and does nothing with it any more.
    pub(crate) fn silence(&self) {
        self.turn(Condition::Silent);
    }

    fn turn(&self, condition: Condition) {
        let mut state = self.state();
        // What is cut stays so.
        if state.condition != Condition::Cut {
            state.condition = condition;
        }
        if let Some(reader) = state.reader.take() {
            reader.wake();
        }
    }

    fn condition(&self) -> Condition {
        self.state().condition
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A panic while the lock was held is another task's failure; the state itself stays usable.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn cut() -> io::Error {
    io::ErrorKind::ConnectionReset.into()
}

impl AsyncRead for Stream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let condition = {
            let mut state = self.line.state();
            state.reader = Some(context.waker().clone());
            state.condition
        };
        match condition {
            Condition::Sound => Pin::new(&mut self.stream).poll_read(context, buffer),
            Condition::Silent => Poll::Pending,
            Condition::Cut => Poll::Ready(Err(cut())),
        }
    }
}

impl AsyncWrite for Stream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        match self.line.condition() {
            Condition::Sound => Pin::new(&mut self.stream).poll_write(context, bytes),
            Condition::Silent => Poll::Ready(Ok(bytes.len())),
            Condition::Cut => Poll::Ready(Err(cut())),
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.line.condition() {
            Condition::Sound => Pin::new(&mut self.stream).poll_shutdown(context),
            // A client is not told that nobody is there.
            Condition::Silent | Condition::Cut => Poll::Ready(Ok(())),
        }
    }
}

//! Where a file's bytes come from: memory, the disk, or whatever the program opens.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;

use bytes::Bytes;
use futures_core::Stream;
use futures_util::future::BoxFuture;
use futures_util::{StreamExt, TryFutureExt, TryStreamExt};
use tokio::io::{AsyncRead, AsyncReadExt as _};

use super::kind;
use crate::error::{Error, ErrorContext};
use crate::transport::BodyStream;

/// Bytes that can be read from their beginning any number of times.
#[derive(Clone)]
pub(super) enum Source {
    Bytes(Bytes),
    File(Arc<Path>),
    Stream(Arc<Opener>),
}

/// Opens a stream from its beginning. It is told how large the pieces should be.
pub(super) type Opener = dyn Fn(usize) -> BoxFuture<'static, io::Result<BodyStream>> + Send + Sync;

impl Source {
    /// The bytes in pieces of this size, as far as the source decides it.
    pub(super) fn read(&self, piece: usize) -> BodyStream {
        match self {
            Self::Bytes(bytes) => Box::pin(futures_util::stream::iter(Slices(bytes.clone(), piece)).map(Ok)),
            Self::File(path) => read_file(path.clone(), piece),
            Self::Stream(open) => Box::pin(open(piece).try_flatten_stream()),
        }
    }
}

/// Bytes in slices of one size.
struct Slices(Bytes, usize);

impl Iterator for Slices {
    type Item = Bytes;

    fn next(&mut self) -> Option<Bytes> {
        let size = self.0.len().min(self.1);
        (size > 0).then(|| self.0.split_to(size))
    }
}

fn read_file(path: Arc<Path>, piece: usize) -> BodyStream {
    let read = move |file: Option<File>| {
        let path = path.clone();
        async move {
            let blocking = tokio::task::spawn_blocking(move || {
                let mut file = match file {
                    Some(file) => file,
                    None => File::open(&path)?,
                };
                let bytes = fill(&mut file, piece)?;
                Ok::<_, io::Error>((bytes, file))
            });
            let (bytes, file) = blocking.await.map_err(io::Error::other)??;
            Ok((!bytes.is_empty()).then_some((bytes, Some(file))))
        }
    };
    Box::pin(futures_util::stream::try_unfold(None, read))
}

/// Reads until the piece is full or the file ends.
fn fill(file: &mut File, piece: usize) -> io::Result<Bytes> {
    let mut buffer = vec![0; piece];
    let mut filled = 0;
    while filled < piece {
        match file.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    buffer.truncate(filled);
    Ok(buffer.into())
}

/// A stream that the program opens.
pub(super) fn stream<F, Fut, S>(open: F) -> Arc<Opener>
where
    F: Fn() -> Fut + Send + Sync + 'static,
    Fut: Future<Output = io::Result<S>> + Send + 'static,
    S: Stream<Item = io::Result<Bytes>> + Send + 'static,
{
    Arc::new(move |_| Box::pin(open().map_ok(|stream| Box::pin(stream) as BodyStream)))
}

/// A reader that the program opens.
pub(super) fn reader<F, Fut, R>(open: F) -> Arc<Opener>
where
    F: Fn() -> Fut + Send + Sync + 'static,
    Fut: Future<Output = io::Result<R>> + Send + 'static,
    R: AsyncRead + Send + 'static,
{
    Arc::new(move |piece| {
        Box::pin(open().map_ok(move |reader| {
            let pieces =
                futures_util::stream::try_unfold(Box::pin(reader), move |reader| take(reader, piece));
            Box::pin(pieces.into_stream()) as BodyStream
        }))
    })
}

async fn take<R: AsyncRead>(
    mut reader: Pin<Box<R>>,
    piece: usize,
) -> io::Result<Option<(Bytes, Pin<Box<R>>)>> {
    let mut buffer = Vec::with_capacity(piece);
    // `take` ends at the limit without asking the reader again.
    let mut limited = (&mut reader).take(piece as u64);
    while buffer.len() < piece && limited.read_buf(&mut buffer).await? > 0 {}
    Ok((!buffer.is_empty()).then(|| (buffer.into(), reader)))
}

/// What is known of a file on the disk once it was looked at.
pub(super) struct Looked {
    pub(super) length: u64,
    /// Its media type by its first bytes, if that was asked for.
    pub(super) media_type: Option<&'static str>,
}

/// Looks whether a file can be sent.
pub(super) async fn look(path: Arc<Path>, wants_type: bool) -> Result<Looked, Error> {
    let looking = tokio::task::spawn_blocking(move || look_blocking(&path, wants_type));
    looking.await.unwrap_or_else(|_| Err(Error::invalid("the file could not be looked at")))
}

fn look_blocking(path: &Path, wants_type: bool) -> Result<Looked, Error> {
    let unreadable = |error: io::Error| {
        let what = match error.kind() {
            io::ErrorKind::NotFound => "does not exist",
            io::ErrorKind::PermissionDenied => "may not be read",
            _ => "cannot be read",
        };
        let context = ErrorContext::before_io(format!("the file {} {what}", path.display()));
        Error::InvalidRequest(Box::new(context.caused_by(error)))
    };
    // Before it is opened: opening a named pipe would wait for a writer.
    let about = std::fs::metadata(path).map_err(unreadable)?;
    if !about.is_file() {
        return Err(Error::invalid(format!("{} is not a file", path.display())));
    }
    let mut file = File::open(path).map_err(unreadable)?;
    let length = file.metadata().map_err(unreadable)?.len();
    if length == 0 {
        return Err(Error::invalid(format!("the file {} is empty", path.display())));
    }
    let media_type = if wants_type {
        kind::by_first_bytes(&fill(&mut file, kind::FIRST_BYTES).map_err(unreadable)?)
    } else {
        None
    };
    Ok(Looked { length, media_type })
}

//! Where a downloaded file goes.

use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use bytes::Bytes;

/// Where a downloaded file goes, and how long it may be.
///
/// ```
/// use wagate_sdk_core::Destination;
///
/// let in_memory = Destination::memory().at_most(5 * 1024 * 1024);
/// let on_disk = Destination::file("downloads/receipt.pdf");
/// ```
#[derive(Debug, Clone)]
pub struct Destination {
    path: Option<PathBuf>,
    limit: Option<u64>,
}

/// Where a downloaded file is.
#[derive(Clone)]
#[non_exhaustive]
pub enum Saved {
    /// In memory.
    Memory(Bytes),
    /// In a file of this path.
    File(PathBuf),
}

impl Saved {
    /// The bytes, if they are in memory.
    pub fn bytes(&self) -> Option<&Bytes> {
        match self {
            Self::Memory(bytes) => Some(bytes),
            Self::File(_) => None,
        }
    }

    /// The path, if it is on the disk.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::Memory(_) => None,
            Self::File(path) => Some(path),
        }
    }
}

/// Shows no bytes.
impl fmt::Debug for Saved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Memory(bytes) => write!(f, "Memory({} bytes)", bytes.len()),
            Self::File(path) => f.debug_tuple("File").field(path).finish(),
        }
    }
}

impl Destination {
    /// The longest file that memory takes unless [`Destination::at_most`] says otherwise: 64 MiB.
    pub const DEFAULT_LIMIT: u64 = 64 * 1024 * 1024;

    /// Memory; at most [`Destination::DEFAULT_LIMIT`] bytes.
    pub fn memory() -> Self {
        Self { path: None, limit: Some(Self::DEFAULT_LIMIT) }
    }

    /// A file on the disk, of any length. Its folder must be there. It appears whole: until then its bytes are in a file beside it, which is
    /// removed when the download fails. A file of that name is replaced.
    pub fn file(path: impl Into<PathBuf>) -> Self {
        Self { path: Some(path.into()), limit: None }
    }

    /// At most so many bytes: a longer file is [`Error::Decode`](crate::Error::Decode), and nothing of it stays.
    #[must_use]
    pub fn at_most(mut self, bytes: u64) -> Self {
        self.limit = Some(bytes);
        self
    }

    pub(super) fn limit(&self) -> Option<u64> {
        self.limit
    }

    /// Makes ready to write.
    pub(super) async fn open(self) -> io::Result<Sink> {
        let limit = self.limit.unwrap_or(u64::MAX);
        let (buffer, part) = match self.path {
            None => (Vec::new(), None),
            Some(path) => {
                let part = blocking(move || Part::create(path)).await?;
                (Vec::with_capacity(PIECE + ADDED), Some(part))
            }
        };
        Ok(Sink { buffer, written: 0, limit, part })
    }
}

/// How much is gathered before it is written to the disk, in bytes.
const PIECE: usize = 64 * 1024;

/// How much may be added at once, in bytes, so that what is gathered does not outgrow its place.
pub(super) const ADDED: usize = 32 * 1024;

/// What a file is written to.
pub(super) struct Sink {
    /// What was not written to the disk yet, or all of it.
    buffer: Vec<u8>,
    written: u64,
    limit: u64,
    part: Option<Part>,
}

/// Why a piece was not taken.
pub(super) enum NotTaken {
    TooLong,
    Failed(io::Error),
}

impl Sink {
    /// Where the next bytes are added. [`Sink::added`] follows.
    pub(super) fn buffer(&mut self) -> &mut Vec<u8> {
        &mut self.buffer
    }

    /// So many bytes came so far.
    pub(super) fn len(&self) -> u64 {
        self.written + self.buffer.len() as u64
    }

    /// Writes what was gathered, if it is enough.
    pub(super) async fn added(&mut self) -> Result<(), NotTaken> {
        if self.len() > self.limit {
            return Err(NotTaken::TooLong);
        }
        if self.part.is_some() && self.buffer.len() >= PIECE {
            self.write().await.map_err(NotTaken::Failed)?;
        }
        Ok(())
    }

    async fn write(&mut self) -> io::Result<()> {
        if let Some(mut part) = self.part.take() {
            let mut buffer = std::mem::take(&mut self.buffer);
            self.written += buffer.len() as u64;
            let (part, buffer) = blocking(move || {
                part.file.write_all(&buffer)?;
                buffer.clear();
                Ok((part, buffer))
            })
            .await?;
            (self.part, self.buffer) = (Some(part), buffer);
        }
        Ok(())
    }

    /// The file is whole.
    pub(super) async fn finish(mut self) -> io::Result<Saved> {
        self.write().await?;
        match self.part {
            None => Ok(Saved::Memory(self.buffer.into())),
            Some(part) => blocking(move || part.finish()).await.map(Saved::File),
        }
    }
}

/// A file that is not whole yet. It goes away when it is dropped.
struct Part {
    file: File,
    path: PathBuf,
    wanted: PathBuf,
    finished: bool,
}

impl Part {
    fn create(wanted: PathBuf) -> io::Result<Self> {
        let Some(name) = wanted.file_name() else {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "the path names no file"));
        };
        if wanted.is_dir() {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, "the path is a folder"));
        }
        let mut hidden = std::ffi::OsString::from(".");
        hidden.push(name);
        hidden.push(format!(".{:016x}.part", fastrand::u64(..)));
        let path = wanted.with_file_name(hidden);
        let file = OpenOptions::new().write(true).create_new(true).open(&path)?;
        Ok(Self { file, path, wanted, finished: false })
    }

    fn finish(mut self) -> io::Result<PathBuf> {
        std::fs::rename(&self.path, &self.wanted)?;
        self.finished = true;
        Ok(std::mem::take(&mut self.wanted))
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        if !self.finished {
            // Nobody is left to be told.
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> io::Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(io::Error::other)?
}

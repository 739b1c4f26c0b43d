//! A file that remembers how far a source of events is.

use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use futures_util::future::BoxFuture;
use serde::{Deserialize, Serialize};
use wagate_sdk_core::wire;
use wagate_sdk_core::{Error, ErrorContext};

use super::{PullState, PullStore, PullToken};

/// Remembers in a file, which only its owner can read (on Unix, mode 0600): it holds the subscription's token. It is replaced as a whole. One program at a
/// time: two with the same file are the same poller to the gateway, and take each other's events.
pub struct FileStore {
    path: Arc<Path>,
    /// Counts what is to be written, so that a late writer does not replace what is newer.
    asked: AtomicU64,
    written: Arc<Mutex<u64>>,
}

impl FileStore {
    /// In this file; its folder must be there.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into().into(), asked: AtomicU64::new(0), written: Arc::default() }
    }
}

impl PullStore for FileStore {
    fn load(&self) -> BoxFuture<'_, Result<Option<PullState>, Error>> {
        let path = self.path.clone();
        Box::pin(async move {
            match blocking(move || fs::read_to_string(path)).await {
                Ok(text) => Kept::read(&text).map(Some),
                Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
                Err(error) => Err(failed("the file of the events' source cannot be read", error)),
            }
        })
    }

    fn save(&self, state: PullState) -> BoxFuture<'_, Result<(), Error>> {
        let (path, written) = (self.path.clone(), self.written.clone());
        let turn = self.asked.fetch_add(1, Ordering::Relaxed) + 1;
        Box::pin(async move {
            let write = move || {
                // What a panic left behind is a temporary file at most.
                let mut written = written.lock().unwrap_or_else(PoisonError::into_inner);
                if *written < turn {
                    replace(&path, &Kept::of(&state).json()?)?;
                    *written = turn;
                }
                Ok(())
            };
            let outcome = blocking(write).await;
            outcome.map_err(|error| failed("the file of the events' source cannot be written", error))
        })
    }
}

impl fmt::Debug for FileStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FileStore").field("path", &self.path).finish_non_exhaustive()
    }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> io::Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(io::Error::other)?
}

fn failed(what: &str, error: io::Error) -> Error {
    Error::Config(Box::new(ErrorContext::before_io(format!("{what}: {error}")).caused_by(error)))
}

/// Writes beside the file, makes sure that it is on the disk, and takes its place.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let mut beside = path.as_os_str().to_owned();
    // A name of its own: a source that is still closing may write as well.
    beside.push(format!(".{:016x}.new", fastrand::u64(..)));
    let beside = Path::new(&beside);
    let replaced = write_new(beside, text).and_then(|()| fs::rename(beside, path));
    if replaced.is_err() {
        // What failed says more than a file that is left.
        let _ = fs::remove_file(beside);
    }
    replaced?;
    // The name itself must be on the disk too; only Unix opens folders.
    #[cfg(unix)]
    File::open(path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")))?
        .sync_all()?;
    Ok(())
}

fn write_new(path: &Path, text: &str) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// The file's JSON.
#[derive(Serialize, Deserialize)]
struct Kept {
    poller: String,
    #[serde(default)]
    subscription: Option<String>,
    #[serde(default)]
    token: Option<String>,
    #[serde(default)]
    offset: Option<u64>,
    #[serde(default)]
    devices: Vec<String>,
    #[serde(default)]
    saved_at: Option<String>,
}

impl Kept {
    fn of(state: &PullState) -> Self {
        let (subscription, token) = state.subscription.clone().unzip();
        Self {
            poller: state.poller.clone(),
            subscription,
            token: token.map(|token| token.expose().to_owned()),
            offset: state.offset,
            devices: state.devices.clone(),
            saved_at: state.saved_at.and_then(wire::to_rfc3339),
        }
    }

    fn json(&self) -> io::Result<String> {
        serde_json::to_string(self).map_err(io::Error::from)
    }

    fn read(text: &str) -> Result<PullState, Error> {
        // serde's words would quote the file, which holds a token.
        let kept: Self = serde_json::from_str(text)
            .map_err(|_| Error::config("the file of the events' source is not one that was written by it"))?;
        let token = kept.token.map(PullToken::new).transpose()?;
        Ok(PullState {
            poller: kept.poller,
            subscription: kept.subscription.zip(token),
            offset: kept.offset,
            devices: kept.devices,
            saved_at: kept.saved_at.as_deref().and_then(wire::rfc3339),
        })
    }
}

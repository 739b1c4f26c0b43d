//! Large files, there and back. Only on Linux, which tells a process its peak of memory.

mod child;
mod memory;

use std::path::{Path, PathBuf};

use bytes::Bytes;
use sha2::{Digest as _, Sha256};

/// The size of a large file: more than any buffer on its way, and no multiple of three.
const LARGE: usize = 64 * 1024 * 1024;

/// The size of a file of several pieces.
const PIECES: usize = 2 * 1024 * 1024;

/// A folder that goes away with the test.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let path = std::env::temp_dir().join(format!("wagate-media-{:016x}", fastrand::u64(..)));
        std::fs::create_dir(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn noise(length: usize) -> Bytes {
    let mut bytes = vec![0; length];
    fastrand::fill(&mut bytes);
    bytes.into()
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn digest_of_file(path: &Path) -> String {
    digest(&std::fs::read(path).unwrap())
}

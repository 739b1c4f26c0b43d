//! The memory that a large file takes does not grow with it, and what arrives is the file.

use wagate::AccountClient;
use wagate_emulator::Gateway;

use super::child::{self, Way, Work};
use super::{Folder, LARGE, PIECES, digest, digest_of_file, noise};
use crate::bench::{Bench, report};

/// The goal: the most memory above what the process had before, in bytes. `.ci/memory` holds it, where nothing else runs.
const MOST: u64 = 3 * 512 * 1024;

/// Beside the rest of the suite the figures are some hundred KiB higher; still far from the size of the file.
const MOST_BESIDE_OTHERS: u64 = 4 * 1024 * 1024;

/// The variable that `.ci/memory` sets.
const ALONE: &str = "WAGATE_MEASURE_MEMORY";

#[tokio::test(flavor = "multi_thread")]
async fn a_large_file_takes_little_memory_and_arrives_whole() {
    let folder = Folder::new();
    let (pieces, small, large) = (noise(PIECES), noise(1000), noise(LARGE + 1));
    for (name, bytes) in [("pieces.bin", &pieces), ("small.bin", &small), ("large.bin", &large)] {
        std::fs::write(folder.file(name), bytes).unwrap();
    }
    let expected = digest(&large);
    let most = if std::env::var_os(ALONE).is_some() { MOST } else { MOST_BESIDE_OTHERS };
    for way in Way::ALL {
        let gateway = if way.is_ryze() { Gateway::Ryze } else { Gateway::Evolution };
        let bench = Bench::start(gateway).await;
        let account: AccountClient = bench.account();
        let line = bench.online(&account, "sales").await;
        let known = bench.emulator.credentials();
        let token = if way.is_ryze() { &known.ryze_account_token } else { &known.evolution_global_key };
        let file = |name: &str, bytes: &bytes::Bytes| {
            if way.is_download() {
                let from = "5511988887777";
                let kind = "application/octet-stream";
                let bytes = bytes.clone();
                bench.emulator.receive_file(gateway, line.id(), from, "document", kind, bytes).unwrap()
            } else {
                folder.file(name).into_os_string().into_string().unwrap()
            }
        };
        let to = folder.file("fetched.bin");
        let work = Work {
            way,
            url: bench.emulator.base_url(gateway),
            token: token.clone(),
            pieces: file("pieces.bin", &pieces),
            small: file("small.bin", &small),
            large: file("large.bin", &large),
            to: to.clone(),
        };
        let started = std::time::Instant::now();
        let peak = tokio::task::spawn_blocking(move || child::run(&work)).await.unwrap();
        let took = started.elapsed();
        if way.is_download() {
            assert!(digest_of_file(&to) == expected, "{way:?}: another file was fetched");
            std::fs::remove_file(&to).unwrap();
        } else {
            let media = bench.ledger().pop().unwrap().media.unwrap();
            assert_eq!(
                (media.bytes_len, media.sha256),
                (Some(large.len()), Some(expected.clone())),
                "{way:?}"
            );
            let request = bench.emulator.requests().pop().unwrap();
            let announced = request.headers["content-length"].to_str().unwrap();
            assert_eq!(announced.parse(), Ok(request.body.len()), "{way:?}");
        }
        report(&format!("{way:?}: 64 MiB in {} KiB above idle, {took:.1?}", peak / 1024));
        assert!(peak <= most, "{way:?}: {} KiB above idle", peak / 1024);
    }
    let left: Vec<_> =
        std::fs::read_dir(&folder.0).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 3, "{left:?}");
}

//! What the measured process does: one thing with a small file first, so that everything which is made once is there, then the same with a large
//! one. It is this test binary, started again.
//!
//! Before both, a client that goes away again does it with a file of several pieces. The kernel counts a program's own code among its memory once
//! it has run, and that of an unoptimized test binary is more than what a transfer holds.

use std::path::PathBuf;
use std::process::Command;

use wagate::adapter::Adapter;
use wagate::evolution::chats::GetBase64;
use wagate::evolution::messages::{MediaKind, SendMediaForm};
use wagate::ryze::chats::GetMediaBase64;
use wagate::{AccountClient, AccountToken, Destination, Evolution, InstanceClient, Media, Message, Ryze};

use crate::bench::phone;

/// The name of the test below, which is skipped unless it is started so.
const NAME: &str = "media::child::work";
/// The variable that tells it what to do.
const WORK: &str = "WAGATE_TEST_WORK";

/// What a child does.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(super) struct Work {
    pub(super) way: Way,
    pub(super) url: String,
    pub(super) token: String,
    /// The file that is sent, or the id of the message whose file is fetched: one of several pieces, a small one and a large one.
    pub(super) pieces: String,
    pub(super) small: String,
    pub(super) large: String,
    /// Where a fetched file goes.
    pub(super) to: PathBuf,
}

/// How a file travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(super) enum Way {
    EvolutionJson,
    EvolutionForm,
    EvolutionDownload,
    RyzeJson,
    RyzeDownload,
}

impl Way {
    pub(super) const ALL: [Self; 5] = [
        Self::EvolutionJson,
        Self::EvolutionForm,
        Self::EvolutionDownload,
        Self::RyzeJson,
        Self::RyzeDownload,
    ];

    pub(super) const fn is_download(self) -> bool {
        matches!(self, Self::EvolutionDownload | Self::RyzeDownload)
    }

    pub(super) const fn is_ryze(self) -> bool {
        matches!(self, Self::RyzeJson | Self::RyzeDownload)
    }
}

/// Lets a child do it, and answers with its peak of memory above what it had before, in bytes.
pub(super) fn run(work: &Work) -> u64 {
    let output = Command::new(std::env::current_exe().unwrap())
        .args([NAME, "--exact", "--ignored", "--nocapture"])
        // glibc is told to give back what is freed, so that the figure is what the program holds.
        .env("MALLOC_MMAP_THRESHOLD_", "65536")
        .env("MALLOC_TRIM_THRESHOLD_", "65536")
        .env(WORK, serde_json::to_string(work).unwrap())
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{told}\n{}", String::from_utf8_lossy(&output.stderr));
    let peak = told.lines().find_map(|line| line.split_once("peak=")).expect("the child tells its peak").1;
    peak.trim().parse().unwrap()
}

#[tokio::test]
#[ignore = "it is the measured process, which `memory` starts"]
async fn work() {
    let Ok(work) = std::env::var(WORK) else { return };
    let work: Work = serde_json::from_str(&work).unwrap();
    let to = || Destination::file(&work.to);
    match work.way {
        Way::EvolutionJson => {
            let send = async |line: &InstanceClient<Evolution>, path: &str| {
                line.send(&phone(), document(path)).await.unwrap();
            };
            twice(&work, send).await;
        }
        Way::EvolutionForm => {
            let send = async |line: &InstanceClient<Evolution>, path: &str| {
                let file = Media::file(path).open().await.unwrap();
                line.call(SendMediaForm::new("5511988887777", MediaKind::Document, file)).await.unwrap();
            };
            twice(&work, send).await;
        }
        Way::EvolutionDownload => {
            let fetch = async |line: &InstanceClient<Evolution>, id: &str| {
                line.fetch_file(GetBase64::by_id(id), GetBase64::FILE, to()).await.unwrap();
            };
            twice(&work, fetch).await;
        }
        Way::RyzeJson => {
            let send = async |line: &InstanceClient<Ryze>, path: &str| {
                line.send(&phone(), document(path)).await.unwrap();
            };
            twice(&work, send).await;
        }
        Way::RyzeDownload => {
            let fetch = async |line: &InstanceClient<Ryze>, id: &str| {
                line.fetch_file(GetMediaBase64::new(id), GetMediaBase64::FILE, to()).await.unwrap();
            };
            twice(&work, fetch).await;
        }
    }
}

/// The same client does both, so that its connection is there already. The one before it takes its connection and its buffers along.
async fn twice<P: Adapter>(work: &Work, once: impl AsyncFn(&InstanceClient<P>, &str))
where
    AccountToken: Into<P::AccountCredential>,
{
    once(&line(work), &work.pieces).await;
    memory::forget_peak();
    let line = line(work);
    once(&line, &work.small).await;
    let idle = memory::forget_peak();
    once(&line, &work.large).await;
    println!("\npeak={}", memory::peak().saturating_sub(idle));
}

fn line<P: Adapter>(work: &Work) -> InstanceClient<P>
where
    AccountToken: Into<P::AccountCredential>,
{
    let token = AccountToken::new(&*work.token).unwrap();
    AccountClient::builder(token).base_url(&*work.url).build().unwrap().instance("sales").unwrap()
}

fn document(path: &str) -> Message {
    Message::document(Media::file(path)).into()
}

/// The process's memory, as Linux tells it.
mod memory {
    fn told(name: &str) -> u64 {
        let status = std::fs::read_to_string("/proc/self/status").unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix(name)).expect("Linux tells it");
        let kibibytes: u64 = line.trim_matches([':', '\t', ' ', 'k', 'B']).parse().unwrap();
        kibibytes * 1024
    }

    /// Forgets the peak so far; answers with what is used now.
    pub(super) fn forget_peak() -> u64 {
        // Where that is not allowed, the peak of the start counts too: the result can only be larger.
        let _ = std::fs::write("/proc/self/clear_refs", "5");
        told("VmRSS")
    }

    pub(super) fn peak() -> u64 {
        told("VmHWM")
    }
}

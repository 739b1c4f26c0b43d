//! Uploads of one file, for their memory, their time on a processor and their reads.

use std::path::Path;
use std::str::FromStr;

use base64::Engine as _;
use http::HeaderMap;
use serde::{Deserialize, Serialize};
use wagate::evolution::messages::{MediaKind, SendMediaForm};
use wagate::ryze::messages::{MediaType, SendMedia};
use wagate::{Evolution, InstanceClient, InstanceToken, Media, Ryze};

use crate::calls::raw;
use crate::{Result, clients};

/// How a file travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// As a part of a form, by the SDK.
    Form,
    /// In base64 inside JSON, by the SDK.
    Json,
    /// In base64 inside JSON, by hand: read, encoded, sent.
    Naive,
}

impl Way {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Json => "json",
            Self::Naive => "naive",
        }
    }
}

impl FromStr for Way {
    type Err = String;

    fn from_str(name: &str) -> std::result::Result<Self, String> {
        let known = [Self::Form, Self::Json, Self::Naive];
        known.into_iter().find(|way| way.name() == name).ok_or_else(|| format!("no way {name}"))
    }
}

/// What an upload took.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Uploaded {
    /// Bytes at the peak above those before it.
    pub peak: u64,
    /// Nanoseconds of all threads on a processor.
    pub cpu: u64,
    /// The length that was announced, and the bytes that came.
    pub announced: u64,
    /// The bytes that came.
    pub received: u64,
}

/// Sends a small file, so that everything which is made once is there, and then the file.
///
/// # Errors
/// When a file cannot be read or sent.
pub async fn run(way: Way, port: u16, small: &Path, file: &Path) -> Result<Uploaded> {
    let base = format!("http://localhost:{port}");
    let token = || InstanceToken::new("0a1b2c3d");
    let transport = clients::transport()?;
    match way {
        Way::Form => {
            let client: InstanceClient<Evolution> =
                InstanceClient::builder("sales", token()?).base_url(base).transport(transport).build()?;
            measured(small, file, async |file| {
                let upload = Media::file(file).open().await?;
                let send = SendMediaForm::new("5511999990000", MediaKind::Document, upload);
                Ok(client.exchange(send).await?.headers)
            })
            .await
        }
        Way::Json => {
            let client: InstanceClient<Ryze> =
                InstanceClient::builder("sales", token()?).base_url(base).transport(transport).build()?;
            measured(small, file, async |file| {
                let upload = Media::file(file).open().await?;
                let send = SendMedia::file("5511999990000", MediaType::Document, upload);
                Ok(client.exchange(send).await?.headers)
            })
            .await
        }
        Way::Naive => {
            #[derive(Serialize)]
            struct Send {
                number: &'static str,
                media_base64: String,
            }
            let client = raw::client()?;
            measured(small, file, async |file| {
                let bytes = tokio::fs::read(file).await?;
                let media_base64 = base64::engine::general_purpose::STANDARD.encode(bytes);
                let send = Send { number: "5511999990000", media_base64 };
                let sent = client.post(format!("{base}/api/message/media/sales")).json(&send).send().await?;
                Ok(sent.error_for_status()?.headers().clone())
            })
            .await
        }
    }
}

async fn measured(
    small: &Path,
    file: &Path,
    send: impl AsyncFn(&Path) -> Result<HeaderMap>,
) -> Result<Uploaded> {
    send(small).await?;
    // Forgets the peak so far. Where that is not allowed the start counts too: the result can only be larger.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    let (idle, cpu) = (memory("VmRSS")?, cpu_of_all()?);
    let headers = send(file).await?;
    let told =
        |name: &str| headers.get(name).and_then(|value| value.to_str().ok()?.parse().ok()).unwrap_or(0);
    Ok(Uploaded {
        peak: memory("VmHWM")?.saturating_sub(idle),
        cpu: cpu_of_all()? - cpu,
        announced: told("x-announced"),
        received: told("x-received"),
    })
}

fn memory(name: &str) -> Result<u64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix(name)).ok_or("the system tells no memory")?;
    Ok(line.trim_matches([':', '\t', ' ', 'k', 'B']).parse::<u64>()? * 1024)
}

fn cpu_of_all() -> Result<u64> {
    let mut all = 0;
    for task in std::fs::read_dir("/proc/self/task")? {
        let told = std::fs::read_to_string(task?.path().join("schedstat"))?;
        all += told.split_whitespace().next().unwrap_or("0").parse::<u64>()?;
    }
    Ok(all)
}

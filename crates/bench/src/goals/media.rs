//! Files: memory, time on a processor, reads.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;

use wagate_bench::Result;
use wagate_bench::upload::{Uploaded, Way};

use super::NO_STRACE;
use crate::child::{Server, is_there, output, system_calls};
use crate::report::{Bound, Report};

const MIB: u64 = 1024 * 1024;

pub(crate) fn run(server: &Server, report: &mut Report) -> Result<()> {
    let folder = Folder::new()?;
    let small = folder.sparse("small", 1000)?;
    let (mut worst, mut unannounced) = (0.0f64, 0);
    for mib in [16, 64, 1024] {
        // A byte more, so that it is no multiple of three.
        let file = folder.sparse(&format!("{mib}"), mib * MIB + 1)?;
        for way in [Way::Form, Way::Json] {
            let done = upload(way, server.addresses.limited, &small, &file, true)?;
            unannounced = done.announced.abs_diff(done.received).max(unannounced);
            let peak = done.peak as f64 / MIB as f64;
            report.figure("MiB at the peak above idle", &format!("{}, {mib} MiB", way.name()), peak, "");
            worst = worst.max(peak);
        }
    }
    let peak = Bound::at_most("MiB above idle of an upload, worst size and way", 1.5, worst);
    let length = Bound::at_most("bytes between Content-Length and what came", 0.0, unannounced as f64);
    report.goal("G11", vec![peak, length]);
    let file = folder.path("64");
    processor(server, &small, &file, report)?;
    reads(server, &folder, &small, report)
}

/// One way after the other, several times: the median of the pairs.
fn processor(server: &Server, small: &Path, file: &Path, report: &mut Report) -> Result<()> {
    let mut ratios = Vec::new();
    for _ in 0..5 {
        let streamed = upload(Way::Json, server.addresses.limited, small, file, false)?;
        let naive = upload(Way::Naive, server.addresses.limited, small, file, false)?;
        report.figure("CPU a MiB", "json, 64 MiB", streamed.cpu as f64 / 64e6, "ms");
        report.figure("CPU a MiB", "naive, 64 MiB", naive.cpu as f64 / 64e6, "ms");
        ratios.push(streamed.cpu as f64 / naive.cpu as f64);
    }
    ratios.sort_by(f64::total_cmp);
    let what = "CPU of base64 in JSON, streamed / read, encoded, sent";
    report.goal("G12", vec![Bound::at_most(what, 0.6, ratios[ratios.len() / 2])]);
    Ok(())
}

/// The `read` calls of two sizes: their difference is those of the file alone.
fn reads(server: &Server, folder: &Folder, small: &Path, report: &mut Report) -> Result<()> {
    let what = "reads of a MiB of a file that is sent";
    if !is_there("strace") {
        report.goal("G13", vec![Bound::unmeasured(what, 8.0, NO_STRACE)]);
        return Ok(());
    }
    let exe = std::env::current_exe()?;
    let mut worst = 0.0f64;
    for way in [Way::Form, Way::Json] {
        let count = |mib: &str| {
            let arguments = arguments(way, server.addresses.limited, small, &folder.path(mib));
            system_calls(&exe, &arguments, |name| matches!(name, "read" | "pread64" | "readv"))
        };
        worst = worst.max((count("64")? - count("16")?) / 48.0);
    }
    report.goal("G13", vec![Bound::at_most(what, 8.0, worst)]);
    Ok(())
}

fn arguments(way: Way, port: u16, small: &Path, file: &Path) -> Vec<String> {
    let path = |path: &Path| path.to_string_lossy().into_owned();
    vec!["upload".to_owned(), way.name().to_owned(), port.to_string(), path(small), path(file)]
}

/// With `frugal` glibc is told to give back what is freed, so that the peak is what the program holds; it costs time.
fn upload(way: Way, port: u16, small: &Path, file: &Path, frugal: bool) -> Result<Uploaded> {
    let mut program = Command::new(std::env::current_exe()?);
    program.args(arguments(way, port, small, file));
    if frugal {
        program.env("MALLOC_MMAP_THRESHOLD_", "65536").env("MALLOC_TRIM_THRESHOLD_", "65536");
    }
    Ok(serde_json::from_str(&output(&mut program)?)?)
}

/// A folder that goes away.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Result<Self> {
        let path = std::env::temp_dir().join(format!("wagate-bench-{}", std::process::id()));
        std::fs::create_dir_all(&path)?;
        Ok(Self(path))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// A file of that length that takes no room on the disk.
    fn sparse(&self, name: &str, length: u64) -> Result<PathBuf> {
        let path = self.path(name);
        File::create(&path)?.set_len(length)?;
        Ok(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

//! What the SDK brings along: crates, bytes of a program, time of a check.

use std::time::Instant;

use wagate_bench::{Result, crates};

use crate::child::{Server, cargo, output, workspace};
use crate::report::{Bound, Report};

pub(crate) fn run(_server: &Server, report: &mut Report) -> Result<()> {
    let sender = f64::from(crates::count(&["-p", "wagate"])?);
    let core = f64::from(crates::count(&["-p", "wagate-sdk-core", "--no-default-features"])?);
    let sender = Bound::at_most("crates of a sender, default features", 140.0, sender);
    let core = Bound::at_most("crates of the core without default features", 105.0, core);
    report.goal("G17", vec![sender, core]);

    let ring = stripped(&[])?;
    report.figure("bytes of a sending program", "ring", ring, "");
    let plain = stripped(&["--no-default-features"])?;
    report.figure("bytes of a sending program", "without TLS", plain, "");
    let ratio = Bound::at_most("bytes of a stripped sending program, ring / without TLS", 2.1, ring / plain);
    report.goal("G18", vec![ratio]);

    let seconds = check_one_adapter()?;
    report.goal("G19", vec![Bound::at_most("s for `cargo check` of an adapter and the core", 20.0, seconds)]);
    Ok(())
}

/// The size of the smallest sending program. cargo keeps a build for each set of features, and the last one that was asked for is the program.
fn stripped(features: &[&str]) -> Result<f64> {
    let build = ["rustc", "--release", "--quiet", "-p", "wagate-bench-send"];
    output(cargo().args(build).args(features).args(["--", "-C", "strip=symbols"]))?;
    let folder = std::env::current_exe()?;
    Ok(std::fs::metadata(folder.with_file_name("wagate-bench-send"))?.len() as f64)
}

/// From clean, with the dependencies built. A folder of its own, so that nobody else's check starts from clean after it.
fn check_one_adapter() -> Result<f64> {
    let folder = workspace().join("target/bench");
    let own = ["-p", "wagate-sdk-core", "-p", "wagate-evolution"];
    let check =
        || output(cargo().args(["check", "--quiet", "-p", "wagate-evolution", "--target-dir"]).arg(&folder));
    check()?;
    output(cargo().args(["clean", "--quiet", "--target-dir"]).arg(&folder).args(own))?;
    let started = Instant::now();
    check()?;
    Ok(started.elapsed().as_secs_f64())
}

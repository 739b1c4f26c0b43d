//! What the SDK brings along: crates, bytes of a program, time of a check.

use std::time::Instant;

use wagate_bench::{Result, crates};

use crate::child::{cargo, output, target};
use crate::report::Report;

pub(crate) fn run(report: &mut Report) -> Result<()> {
    let sender = crates::count(&["-p", "wagate"])?;
    report.at_most("G17", "crates of a sender, default features", 140.0, f64::from(sender), None);
    let core = crates::count(&["-p", "wagate-sdk-core", "--no-default-features"])?;
    report.at_most("G17", "crates of the core without default features", 105.0, f64::from(core), None);

    let ring = stripped(&[])?;
    report.figure("bytes of a sending program", "ring", ring, "");
    let plain = stripped(&["--no-default-features"])?;
    report.figure("bytes of a sending program", "without TLS", plain, "");
    report.at_most("G18", "stripped sending program, ring / without TLS", 2.1, ring / plain, None);

    let seconds = check_one_adapter()?;
    report.at_most("G19", "s for `cargo check` of one adapter and the core", 20.0, seconds, None);
    Ok(())
}

/// The size of the smallest sending program. cargo gives each set of features a build of its own.
fn stripped(features: &[&str]) -> Result<f64> {
    let folder = target().join("send");
    let build = ["rustc", "--release", "--quiet", "-p", "wagate-bench-send"];
    output(cargo().args(build).args(features).arg("--target-dir").arg(&folder).args([
        "--",
        "-C",
        "strip=symbols",
    ]))?;
    Ok(std::fs::metadata(folder.join("release/wagate-bench-send"))?.len() as f64)
}

/// From clean, with the dependencies built.
fn check_one_adapter() -> Result<f64> {
    let folder = target().join("check");
    let check =
        || output(cargo().args(["check", "--quiet", "-p", "wagate-evolution", "--target-dir"]).arg(&folder));
    check()?;
    let own = ["clean", "--quiet", "-p", "wagate-sdk-core", "-p", "wagate-evolution", "--target-dir"];
    output(cargo().args(own).arg(&folder))?;
    let started = Instant::now();
    check()?;
    Ok(started.elapsed().as_secs_f64())
}

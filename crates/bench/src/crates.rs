//! How many crates a program takes in.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use crate::Result;

/// The crates in the graph of a package, itself and build scripts' needs left out or in as `cargo tree -e normal` has it; duplicates of
/// different versions count apart.
///
/// # Errors
/// When cargo cannot be run.
pub fn count(selection: &[&str]) -> Result<u32> {
    let done = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))
        .args(["tree", "-e", "normal", "--prefix", "none", "--format", "{p}", "--locked", "--offline"])
        .args(selection)
        .output()?;
    if !done.status.success() {
        return Err(format!("cargo tree failed: {}", String::from_utf8_lossy(&done.stderr)).into());
    }
    let lines = String::from_utf8(done.stdout)?;
    let crates: BTreeSet<&str> =
        lines.lines().map(|line| line.trim_end_matches(" (*)")).filter(|l| !l.is_empty()).collect();
    Ok(u32::try_from(crates.len())?)
}

//! The goals, a file an area.

mod calls;
mod clients;
mod events;
mod footprint;
mod limiter;
mod media;
mod webhooks;

use std::time::Instant;

use crate::child::Server;
use crate::report::Report;
use wagate_bench::Result;

const NO_VALGRIND: &str = "valgrind is not installed";
const NO_STRACE: &str = "strace is not installed";

/// A part of a run: its name, the goals that it tells of, and what runs it.
type Part = (&'static str, &'static [&'static str], fn(&Server, &mut Report) -> Result<()>);

const PARTS: [Part; 8] = [
    ("calls", &["G1", "G1e", "G3", "G4", "G5"], calls::run),
    ("rates", &[], calls::rates),
    ("events", &["G6", "G8"], events::run),
    ("webhooks", &["G10"], webhooks::run),
    ("media", &["G11", "G12", "G13"], media::run),
    ("clients", &["G14", "G16"], clients::run),
    ("limiter", &["G15"], limiter::run),
    ("footprint", &["G17", "G18", "G19"], footprint::run),
];

/// Runs the parts that are named, by themselves or by one of their goals; without a name all of them.
pub(crate) fn run(names: &[&str], report: &mut Report) -> Result<()> {
    let named = |name: &str, (part, goals, _): &Part| name == *part || goals.contains(&name);
    if let Some(name) = names.iter().find(|name| !PARTS.iter().any(|part| named(name, part))) {
        return Err(format!("no part or goal {name}").into());
    }
    let server = Server::start()?;
    for part in PARTS {
        if names.is_empty() || names.iter().any(|name| named(name, &part)) {
            let (name, _, run) = part;
            let started = Instant::now();
            run(&server, report)?;
            report.took(name, started);
        }
    }
    Ok(())
}

//! The goals, a file an area.

mod calls;
mod clients;
mod footprint;
mod limiter;
mod media;

use crate::child::Server;
use crate::report::Report;
use wagate_bench::Result;

/// Runs the parts that are named, or all.
pub(crate) fn run(parts: &[&str], report: &mut Report) -> Result<()> {
    let wanted = |part: &str| parts.is_empty() || parts.contains(&part);
    let server = Server::start()?;
    if wanted("calls") {
        calls::run(&server, report)?;
    }
    if wanted("rates") {
        calls::rates(&server, report)?;
    }
    if wanted("clients") {
        clients::run(report)?;
    }
    if wanted("limiter") {
        limiter::run(&server, report)?;
    }
    if wanted("media") {
        media::run(&server, report)?;
    }
    if wanted("footprint") {
        footprint::run(report)?;
    }
    Ok(())
}

//! Measures the SDK against the bare HTTP client and holds the figures against their goals.
//!
//! `cargo run --release -p wagate-bench` prints a table, with `-- --json` one JSON object for each goal, and figures on the standard error. Words
//! such as `G1` or `footprint` after it run those parts alone. It fails when something could not be measured to its end, not when a goal does
//! not hold. The commands `serve`, `call`, `make`, `upload`, `decode` and `stream` are its own child processes.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program that tells its results")]

mod child;
mod goals;
mod report;

use std::path::Path;

use wagate_bench::drive::Load;
use wagate_bench::{Result, calls, clients, events, server, stream, upload};

use report::Report;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["serve"] => runtime()?.block_on(server::serve(|addresses| {
            println!("{} {}", addresses.limited, addresses.unlimited);
        })),
        ["call", caller, gateway, port, calls, in_flight] => {
            let load = Load { calls: calls.parse()?, in_flight: in_flight.parse()? };
            let spent =
                runtime()?.block_on(calls::run(caller.parse()?, gateway.parse()?, port.parse()?, load))?;
            println!("{}", serde_json::to_string(&spent)?);
            Ok(())
        }
        ["make", count] => {
            let account = clients::account(&clients::transport()?, "http://localhost:1")?;
            drop(clients::instances(&account, &clients::ids(count.parse()?))?);
            Ok(())
        }
        ["upload", way, port, small, file] => {
            let work = upload::run(way.parse()?, port.parse()?, Path::new(small), Path::new(file));
            println!("{}", serde_json::to_string(&runtime()?.block_on(work)?)?);
            Ok(())
        }
        ["decode", way, gateway, count] => events::run(way.parse()?, gateway.parse()?, count.parse()?),
        ["stream", count] => runtime()?.block_on(stream::run(count.parse()?)),
        rest => {
            let json = rest.contains(&"--json");
            let parts: Vec<&str> = rest.iter().copied().filter(|word| *word != "--json").collect();
            goals::run(&parts, &mut Report::new(json)?)
        }
    }
}

fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()
}

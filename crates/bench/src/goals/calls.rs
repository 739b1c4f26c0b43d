//! A call beside the bare client's: instructions, allocations, system calls, time.

use std::path::{Path, PathBuf};

use wagate_bench::Result;
use wagate_bench::calls::{CALLERS, Caller, Gateway};
use wagate_bench::drive::Load;

use super::{NO_STRACE, NO_VALGRIND};
use crate::child::{Calls, Server, cargo, is_there, output};
use crate::report::{Bound, Report};

/// What one caller's call costs.
#[derive(Debug, Clone, Copy)]
struct Cost {
    instructions: Option<f64>,
    allocations: f64,
}

pub(crate) fn run(server: &Server, report: &mut Report) -> Result<()> {
    let (limited, unlimited) = (server.addresses.limited, server.addresses.unlimited);
    let counting = counting_program()?;
    let valgrind = is_there("valgrind");

    let cost = |caller, gateway, port, report: &mut Report| -> Result<Cost> {
        let calls = Calls { caller, gateway, port };
        let of = format!(
            "{} {}{}",
            gateway.name(),
            caller,
            if port == unlimited { ", no limit told" } else { "" }
        );
        let instructions = if valgrind { Some(calls.instructions()?) } else { None };
        if let Some(instructions) = instructions {
            report.figure("instructions a call", &of, instructions, "");
        }
        let (allocations, bytes) = calls.allocations(&counting)?;
        report.figure("allocations a call", &of, allocations, "");
        report.figure("bytes allocated a call", &of, bytes, "");
        Ok(Cost { instructions, allocations })
    };

    let mut worst = Worst::default();
    let mut evolution = None;
    for gateway in Gateway::ALL {
        let mut costs = Vec::new();
        for caller in [Caller::Raw, Caller::Native, Caller::Typed, Caller::Erased] {
            costs.push(cost(caller, gateway, limited, report)?);
        }
        if let [raw, native, typed, erased] = costs[..] {
            worst.typed(raw, native);
            worst.typed(raw, typed);
            worst.erased(typed, erased);
            if gateway == Gateway::Evolution {
                evolution = Some((raw, native));
            }
        }
    }
    worst.tell(report);

    let Some((raw, tracked)) = evolution else { return Ok(()) };
    let floor = cost(Caller::Floor, Gateway::Evolution, limited, report)?;
    let over_reqwest = cost(Caller::Reqwest, Gateway::Evolution, limited, report)?;
    for (of, call, beside) in [
        ("evolution native / a call by hand on hyper-util", tracked, floor),
        ("evolution typed over reqwest / raw reqwest", over_reqwest, raw),
    ] {
        if let Some(ratio) = ratio(call, beside) {
            report.figure("instructions", of, ratio, "");
        }
    }
    let untracked = cost(Caller::Native, Gateway::Evolution, unlimited, report)?;
    tracking(tracked, untracked, server, report)?;
    system_calls(server, report)?;
    tracing(server, report)
}

/// The worst over all gateways, for the operation of the gateway's own and for the portable send.
#[derive(Debug, Default)]
struct Worst {
    typed: Option<f64>,
    more: f64,
    erased: Option<f64>,
    more_erased: f64,
}

impl Worst {
    fn typed(&mut self, raw: Cost, ours: Cost) {
        self.typed = worse(self.typed, ratio(ours, raw));
        self.more = self.more.max(ours.allocations - raw.allocations);
    }

    fn erased(&mut self, typed: Cost, erased: Cost) {
        self.erased = worse(self.erased, ratio(erased, typed));
        self.more_erased = self.more_erased.max(erased.allocations - typed.allocations);
    }

    fn tell(&self, report: &mut Report) {
        let typed =
            instructions("instructions of a typed call / raw reqwest, worst gateway", 1.0, self.typed);
        let more =
            Bound::at_most("allocations of a typed call over raw reqwest, worst gateway", 0.0, self.more);
        report.goal("G1", vec![typed, more]);
        let erased =
            instructions("instructions of the erased send / typed, worst gateway", 1.02, self.erased);
        let more =
            Bound::at_most("allocations of the erased send over typed, worst gateway", 3.0, self.more_erased);
        report.goal("G1e", vec![erased, more]);
    }
}

fn instructions(what: &'static str, most: f64, value: Option<f64>) -> Bound {
    match value {
        Some(value) => Bound::at_most(what, most, value),
        None => Bound::unmeasured(what, most, NO_VALGRIND),
    }
}

fn worse(one: Option<f64>, other: Option<f64>) -> Option<f64> {
    one.into_iter().chain(other).reduce(f64::max)
}

fn ratio(one: Cost, other: Cost) -> Option<f64> {
    Some(one.instructions? / other.instructions?)
}

/// The same answers with and without a limit in them. What the tracking does even where nothing is told, a look at the clock and one at
/// each header's name, is measured apart and added.
fn tracking(told: Cost, untold: Cost, server: &Server, report: &mut Report) -> Result<()> {
    let share = match (told.instructions, untold.instructions) {
        (Some(with), Some(without)) => {
            let lookups = Calls {
                caller: Caller::Lookups,
                gateway: Gateway::Evolution,
                port: server.addresses.limited,
            }
            .instructions()?;
            let without = without - lookups;
            Some((with - without) / without)
        }
        _ => None,
    };
    let share = instructions("rate-limit tracking / the call without, instructions", 0.015, share);
    let more = Bound::at_most("its allocations", 0.0, told.allocations - untold.allocations);
    report.goal("G3", vec![share, more]);
    Ok(())
}

fn system_calls(server: &Server, report: &mut Report) -> Result<()> {
    let what = "system calls of a call on a warm connection";
    if !is_there("strace") {
        report.goal("G4", vec![Bound::unmeasured(what, 3.02, NO_STRACE)]);
        return Ok(());
    }
    // The one that is farthest from three.
    let mut ours = 3.0f64;
    for caller in [Caller::Raw, Caller::Native, Caller::Erased] {
        let calls = Calls { caller, gateway: Gateway::Evolution, port: server.addresses.limited };
        let count = calls.system_calls()?;
        report.figure("system calls a call", caller.name(), count, "");
        if caller != Caller::Raw && (count - 3.0).abs() > (ours - 3.0).abs() {
            ours = count;
        }
    }
    report.goal("G4", vec![Bound::within(what, 3.0, 0.02, ours)]);
    Ok(())
}

/// The program that counts allocations beside itself with every span and event compiled out. It is no larger for the counting, which both do.
fn tracing(server: &Server, report: &mut Report) -> Result<()> {
    let what = "tracing without a subscriber, instructions";
    if !is_there("valgrind") {
        report.goal("G5", vec![Bound::unmeasured(what, 0.01, NO_VALGRIND)]);
        return Ok(());
    }
    let calls = Calls { caller: Caller::Native, gateway: Gateway::Evolution, port: server.addresses.limited };
    let cost = |program: &Path| -> Result<(f64, f64)> {
        Ok((calls.counting_instructions(program)?, calls.allocations(program)?.0))
    };
    let (with, allocations) = cost(&counting_program()?)?;
    let (without, fewer) = cost(&untraced_program()?)?;
    report.figure("instructions a call, counting", "evolution native", with, "");
    report.figure("instructions a call, counting", "evolution native, untraced", without, "");
    let share = Bound::at_most(what, 0.01, (with - without) / without);
    report.goal("G5", vec![share, Bound::at_most("its allocations", 0.0, allocations - fewer)]);
    Ok(())
}

/// Times, to be read as ratios of one run only.
pub(crate) fn rates(server: &Server, report: &mut Report) -> Result<()> {
    for in_flight in [1, 16, 64, 256] {
        for caller in CALLERS {
            let calls = Calls { caller, gateway: Gateway::Evolution, port: server.addresses.limited };
            let load = Load { calls: 10_000, in_flight };
            let spent = calls.spent(load)?;
            let of = format!("{caller}, {in_flight} in flight");
            report.figure("CPU a call", &of, spent.cpu as f64 / 1e3 / f64::from(load.calls), "us");
            let seconds = spent.wall as f64 / 1e9;
            report.figure("calls a second", &of, f64::from(load.calls) / seconds, "");
        }
    }
    Ok(())
}

/// The program that counts allocations; `cargo run` builds this one alone.
pub(crate) fn counting_program() -> Result<PathBuf> {
    counting_program_with(&[])
}

/// It takes the place of the one that traces, whose crates it shares but for those that trace; so it is moved away.
fn untraced_program() -> Result<PathBuf> {
    let built = counting_program_with(&["--features", "untraced"])?;
    let untraced = built.with_file_name("allocations-untraced");
    std::fs::rename(built, &untraced)?;
    Ok(untraced)
}

fn counting_program_with(features: &[&str]) -> Result<PathBuf> {
    let build = ["build", "--release", "--quiet", "-p", "wagate-bench", "--bin", "allocations"];
    output(cargo().args(build).args(features))?;
    let folder = std::env::current_exe()?;
    Ok(folder.parent().unwrap_or(Path::new(".")).join("allocations"))
}

//! A call beside the bare client's: instructions, allocations, system calls, time.

use std::path::{Path, PathBuf};

use wagate_bench::Result;
use wagate_bench::calls::{CALLERS, Caller, Gateway};
use wagate_bench::drive::Load;

use crate::child::{Calls, Server, cargo, is_there, output, target};
use crate::report::Report;

const NO_VALGRIND: &str = "valgrind is not installed";

/// What one caller's call costs.
#[derive(Debug, Clone, Copy)]
struct Cost {
    instructions: Option<f64>,
    allocations: f64,
}

pub(crate) fn run(server: &Server, report: &mut Report) -> Result<()> {
    let (limited, unlimited) = (server.addresses.limited, server.addresses.unlimited);
    let counting = counting_program()?;
    let plain = std::env::current_exe()?;
    let valgrind = is_there("valgrind");

    let cost = |caller, gateway, port, report: &mut Report| -> Result<Cost> {
        let calls = Calls { caller, gateway, port };
        let of = format!(
            "{} {}{}",
            gateway.name(),
            caller,
            if port == unlimited { ", no limit told" } else { "" }
        );
        let instructions = if valgrind { Some(calls.instructions(&plain)?) } else { None };
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
        for caller in CALLERS {
            costs.push(cost(caller, gateway, limited, report)?);
        }
        let over_reqwest = cost(Caller::Reqwest, gateway, limited, report)?;
        if let [raw, floor, native, typed, erased] = costs[..] {
            worst.typed(raw, native);
            worst.typed(raw, typed);
            worst.floor(floor, native);
            worst.floor(floor, typed);
            worst.over_reqwest(raw, over_reqwest);
            worst.erased(typed, erased);
            if gateway == Gateway::Evolution {
                evolution = Some(native);
            }
        }
    }
    worst.tell(report);

    let Some(tracked) = evolution else { return Ok(()) };
    let untracked = cost(Caller::Native, Gateway::Evolution, unlimited, report)?;
    tracking(tracked, untracked, server, report)?;
    system_calls(server, report)?;
    tracing(tracked, server, report)
}

/// The worst over all gateways, for the operation of the gateway's own and for the portable send.
#[derive(Debug, Default)]
struct Worst {
    typed: Option<f64>,
    more: f64,
    most: f64,
    floor: Option<f64>,
    over_reqwest: Option<f64>,
    more_over_reqwest: f64,
    erased: Option<f64>,
    more_erased: f64,
}

impl Worst {
    fn typed(&mut self, raw: Cost, ours: Cost) {
        self.typed = worse(self.typed, ratio(ours, raw));
        self.more = self.more.max(ours.allocations - raw.allocations);
        self.most = self.most.max(ours.allocations);
    }

    fn floor(&mut self, floor: Cost, ours: Cost) {
        self.floor = worse(self.floor, ratio(ours, floor));
    }

    fn over_reqwest(&mut self, raw: Cost, ours: Cost) {
        self.over_reqwest = worse(self.over_reqwest, ratio(ours, raw));
        self.more_over_reqwest = self.more_over_reqwest.max(ours.allocations - raw.allocations);
    }

    fn erased(&mut self, typed: Cost, erased: Cost) {
        self.erased = worse(self.erased, ratio(erased, typed));
        self.more_erased = self.more_erased.max(erased.allocations - typed.allocations);
    }

    fn tell(&self, report: &mut Report) {
        let mut tell = |goal, what, bound, value: Option<f64>| match value {
            Some(value) => report.at_most(goal, what, bound, value, None),
            None => report.unmeasured(goal, what, bound, NO_VALGRIND),
        };
        tell("G1", "instructions of a typed call / raw reqwest, worst gateway", 1.0, self.typed);
        tell("G1", "allocations of a typed call over raw reqwest, worst gateway", 0.0, Some(self.more));
        let over = "instructions of a typed call over reqwest / raw reqwest, worst gateway";
        tell("G1", over, 1.0, self.over_reqwest);
        let over = "allocations of a typed call over reqwest over raw reqwest's, worst gateway";
        tell("G1", over, 0.0, Some(self.more_over_reqwest));
        tell("G2", "instructions of a typed call / raw reqwest, worst gateway", 0.65, self.typed);
        tell(
            "G2",
            "instructions of a typed call / a call by hand on hyper-util, worst gateway",
            1.0,
            self.floor,
        );
        tell("G2", "allocations of a typed call, worst gateway", 40.0, Some(self.most));
        tell("G1e", "instructions of the erased send / typed, worst gateway", 1.02, self.erased);
        tell("G1e", "allocations of the erased send over typed, worst gateway", 3.0, Some(self.more_erased));
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
    let what = "rate-limit tracking / the call without, instructions";
    match (told.instructions, untold.instructions) {
        (Some(with), Some(without)) => {
            let lookups = Calls {
                caller: Caller::Lookups,
                gateway: Gateway::Evolution,
                port: server.addresses.limited,
            }
            .instructions(&std::env::current_exe()?)?;
            let without = without - lookups;
            report.at_most("G3", what, 0.015, (with - without) / without, None);
        }
        _ => report.unmeasured("G3", what, 0.015, NO_VALGRIND),
    }
    report.at_most("G3", "its allocations", 0.0, told.allocations - untold.allocations, None);
    Ok(())
}

fn system_calls(server: &Server, report: &mut Report) -> Result<()> {
    let (what, bound) = ("system calls of a call on a warm connection", 3.02);
    if !is_there("strace") {
        report.unmeasured("G4", what, bound, "strace is not installed");
        return Ok(());
    }
    let mut ours = 0.0f64;
    for caller in [Caller::Raw, Caller::Native, Caller::Erased] {
        let calls = Calls { caller, gateway: Gateway::Evolution, port: server.addresses.limited };
        let count = calls.system_calls()?;
        report.figure("system calls a call", caller.name(), count, "");
        if caller != Caller::Raw {
            ours = ours.max(count);
        }
    }
    report.at_most("G4", what, bound, ours, None);
    Ok(())
}

/// The same program with every span and event compiled out.
fn tracing(traced: Cost, server: &Server, report: &mut Report) -> Result<()> {
    let what = "tracing without a subscriber, instructions";
    let Some(with) = traced.instructions else {
        report.unmeasured("G5", what, 0.01, NO_VALGRIND);
        return Ok(());
    };
    let folder = target().join("untraced");
    let build = ["build", "--release", "--quiet", "-p", "wagate-bench", "--bins", "--features", "untraced"];
    output(cargo().args(build).arg("--target-dir").arg(&folder))?;
    let calls = Calls { caller: Caller::Native, gateway: Gateway::Evolution, port: server.addresses.limited };
    let without = calls.instructions(&folder.join("release/wagate-bench"))?;
    report.figure("instructions a call", "evolution native, untraced", without, "");
    report.at_most("G5", what, 0.01, (with - without) / without, None);
    let (allocations, _) = calls.allocations(&folder.join("release/allocations"))?;
    report.at_most("G5", "its allocations", 0.0, traced.allocations - allocations, None);
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
    output(cargo().args(["build", "--release", "--quiet", "-p", "wagate-bench", "--bin", "allocations"]))?;
    let folder = std::env::current_exe()?;
    Ok(folder.parent().unwrap_or(Path::new(".")).join("allocations"))
}

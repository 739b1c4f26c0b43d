//! One more client.

use std::process::Command;

use wagate_bench::drive::Spent;
use wagate_bench::{Result, clients};

use super::calls::counting_program;
use crate::child::{is_there, output, system_calls};
use crate::report::Report;

const COUNT: u32 = 10_000;

pub(crate) fn run(report: &mut Report) -> Result<()> {
    let told = output(Command::new(counting_program()?).args(["clients", &COUNT.to_string()]))?;
    let spent: Spent = serde_json::from_str(&told)?;
    let each = |count: u64| count as f64 / f64::from(COUNT);
    report.at_most("G14", "bytes of one more instance's client, at 10 000", 256.0, each(spent.bytes), None);
    report.at_most("G14", "its allocations", 6.0, each(spent.allocations), None);

    let micros = clients::one_more_account()?.as_nanos() as f64 / 1e3;
    report.at_most("G16", "us for an account's client on a shared transport", 10.0, micros, None);

    let what = "system calls of 10 000 more clients, but for memory";
    if !is_there("strace") {
        report.unmeasured("G15", what, 0.0, "strace is not installed");
        return Ok(());
    }
    let exe = std::env::current_exe()?;
    let count = |clients: u32| {
        let memory = ["brk", "mmap", "munmap", "mremap", "madvise"];
        system_calls(&exe, &["make".to_owned(), clients.to_string()], |name| !memory.contains(&name))
    };
    let more = count(COUNT)? - count(0)?;
    report.at_most("G15", what, 0.0, more, None);
    Ok(())
}

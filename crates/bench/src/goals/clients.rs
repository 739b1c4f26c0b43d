//! One more client.

use std::process::Command;

use wagate_bench::drive::Spent;
use wagate_bench::{Result, clients};

use super::calls::counting_program;
use crate::child::{Server, output};
use crate::report::{Bound, Report};

const COUNT: u32 = 10_000;

pub(crate) fn run(_server: &Server, report: &mut Report) -> Result<()> {
    let told = output(Command::new(counting_program()?).args(["clients", &COUNT.to_string()]))?;
    let spent: Spent = serde_json::from_str(&told)?;
    let each = |count: u64| count as f64 / f64::from(COUNT);
    let bytes = Bound::at_most("bytes of one more instance's client, at 10 000", 256.0, each(spent.bytes));
    let allocations = Bound::at_most("its allocations", 6.0, each(spent.allocations));
    report.goal("G14", vec![bytes, allocations]);

    let micros = clients::one_more_account()?.as_nanos() as f64 / 1e3;
    report
        .goal("G16", vec![Bound::at_most("us for an account's client on a shared transport", 10.0, micros)]);
    Ok(())
}

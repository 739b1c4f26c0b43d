//! The receiver's end of a webhook.

use std::process::Command;

use wagate_bench::Result;
use wagate_bench::drive::Spent;
use wagate_bench::webhook::Delivery;

use super::calls::counting_program;
use crate::child::{Server, output};
use crate::report::{Bound, Report};

const CHECKS: u32 = 1000;

pub(crate) fn run(_server: &Server, report: &mut Report) -> Result<()> {
    let (ours, ring, ratio) = Delivery::signed()?.times();
    report.figure("ns of a webhook's check, 3000 bytes", "ours", ours, "");
    report.figure("ns of a webhook's check, 3000 bytes", "ring's HMAC", ring, "");
    let told = output(Command::new(counting_program()?).args(["webhook", &CHECKS.to_string()]))?;
    let spent: Spent = serde_json::from_str(&told)?;
    let time = Bound::at_most("time of a webhook's check, 3 KB / ring's HMAC", 1.1, ratio);
    let allocations = Bound::at_most("its allocations", 0.0, spent.allocations as f64 / f64::from(CHECKS));
    report.goal("G10", vec![time, allocations]);
    Ok(())
}

//! Events: what it costs to read one.

use wagate_bench::Result;
use wagate_bench::calls::Gateway;
use wagate_bench::events::Way;

use super::NO_VALGRIND;
use crate::child::{Server, instructions, is_there};
use crate::report::{Bound, Report};

pub(crate) fn run(_server: &Server, report: &mut Report) -> Result<()> {
    let direct = "instructions of an event / into the one right struct, worst gateway";
    let tree = "instructions of an event / into `serde_json::Value`, worst gateway";
    if !is_there("valgrind") {
        report.goal("G6", vec![Bound::unmeasured(direct, 1.03, NO_VALGRIND)]);
        report.goal("G8", vec![Bound::unmeasured(tree, 0.5, NO_VALGRIND)]);
        return Ok(());
    }
    let (mut over_direct, mut over_tree) = (0.0f64, 0.0f64);
    for gateway in Gateway::ALL {
        let [ours, straight, value] =
            [Way::Ours, Way::Direct, Way::Tree].map(|way| cost(way, gateway, report));
        let (ours, straight, value) = (ours?, straight?, value?);
        if gateway == Gateway::Ryze {
            streamed(ours, report)?;
        }
        over_direct = over_direct.max(ours / straight);
        over_tree = over_tree.max(ours / value);
    }
    report.goal("G6", vec![Bound::at_most(direct, 1.03, over_direct)]);
    report.goal("G8", vec![Bound::at_most(tree, 0.5, over_tree)]);
    Ok(())
}

fn cost(way: Way, gateway: Gateway, report: &mut Report) -> Result<f64> {
    let words = |count: u32| {
        ["decode", way.name(), gateway.name()]
            .map(str::to_owned)
            .into_iter()
            .chain([count.to_string()])
            .collect()
    };
    let cost = instructions(&std::env::current_exe()?, words)?;
    report.figure(
        "instructions of a text and an image",
        &format!("{} {}", gateway.name(), way.name()),
        cost,
        "",
    );
    Ok(cost)
}

/// What the socket, the queue and the stream cost beside reading the event itself.
fn streamed(decoded: f64, report: &mut Report) -> Result<()> {
    let words = |count: u32| vec!["stream".to_owned(), count.to_string()];
    let cost = instructions(&std::env::current_exe()?, words)?;
    report.figure(
        "instructions of a text and an image",
        "ryze over its WebSocket, to the stream's item",
        cost,
        "",
    );
    report.figure("of which receiving", "ryze", (cost - decoded) / decoded, "of the decoding");
    Ok(())
}

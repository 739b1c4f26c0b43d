use std::sync::mpsc;

use serde::Deserialize;
use wagate_bench::calls::{Caller, Gateway};
use wagate_bench::{Result, crates, server};

use crate::counted;

/// The figures of the last look, and what they may grow by before somebody looks again.
#[derive(Deserialize)]
struct Weight {
    /// Allocations of a call above those of the bare client, which is measured beside it.
    calls: Vec<Call>,
    more_allocations: f64,
    client_bytes: f64,
    client_allocations: f64,
    more_client_bytes: f64,
    sender_crates: u32,
    core_crates: u32,
    more_crates: u32,
}

#[derive(Deserialize)]
struct Call {
    gateway: String,
    caller: String,
    above_raw: f64,
}

fn weight() -> Result<Weight> {
    Ok(serde_json::from_str(include_str!("../../weight.json"))?)
}

/// A server on a thread of its own: allocations are counted a thread.
fn server() -> Result<u16> {
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        if let Ok(runtime) = runtime {
            let _ = runtime.block_on(server::serve(|addresses| {
                let _ = tell.send(addresses.limited);
            }));
        }
    });
    Ok(told.recv()?)
}

#[test]
fn a_call_allocates_no_more_than_it_did() -> Result<()> {
    const CALLS: u32 = 100;
    let (port, weight) = (server()?, weight()?);
    let a_call = |caller, gateway| -> Result<f64> {
        Ok(counted::of_calls(caller, gateway, port, CALLS)?.allocations as f64 / f64::from(CALLS))
    };
    for gateway in Gateway::ALL {
        let raw = a_call(Caller::Raw, gateway)?;
        let mut known = 0;
        for call in weight.calls.iter().filter(|call| call.gateway == gateway.name()) {
            let above = a_call(call.caller.parse()?, gateway)? - raw;
            let most = call.above_raw + weight.more_allocations;
            assert!(
                above <= most,
                "{} {}: {above} above raw's {raw}, at most {most}",
                call.gateway,
                call.caller
            );
            known += 1;
        }
        assert_eq!(known, 3, "{} has a figure for every caller of ours", gateway.name());
    }
    Ok(())
}

#[test]
fn a_webhooks_check_allocates_nothing() -> Result<()> {
    assert_eq!(counted::of_checks(100)?.allocations, 0);
    Ok(())
}

#[test]
fn one_more_client_is_no_heavier_than_it_was() -> Result<()> {
    const COUNT: u32 = 10_000;
    let weight = weight()?;
    let made = counted::of_clients(usize::try_from(COUNT)?)?;
    let each = |count: u64| count as f64 / f64::from(COUNT);
    let (bytes, allocations) = (each(made.bytes), each(made.allocations));
    assert!(bytes <= weight.client_bytes + weight.more_client_bytes, "{bytes} bytes");
    assert!(allocations <= weight.client_allocations, "{allocations} allocations");
    Ok(())
}

#[test]
fn no_crates_come_unseen() -> Result<()> {
    let weight = weight()?;
    for (selection, known) in [
        (&["-p", "wagate"][..], weight.sender_crates),
        (&["-p", "wagate-sdk-core", "--no-default-features"], weight.core_crates),
    ] {
        let count = crates::count(selection)?;
        assert!(
            count <= known + weight.more_crates,
            "{selection:?}: {count} crates, {known} at the last look"
        );
    }
    Ok(())
}

//! Counts allocations: of calls, and of clients. A program of its own, since the counting takes instructions.
//!
//! `allocations call CALLER GATEWAY PORT CALLS` and `allocations clients COUNT`; each prints one line of JSON.
#![allow(clippy::print_stdout, reason = "a program that tells its result")]

use wagate_bench::calls::{self, Caller, Gateway};
use wagate_bench::drive::{Load, Spent};
use wagate_bench::{Result, clients};

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let spent = match arguments.as_slice() {
        ["call", caller, gateway, port, calls] => {
            of_calls(caller.parse()?, gateway.parse()?, port.parse()?, calls.parse()?)?
        }
        ["clients", count] => of_clients(count.parse()?)?,
        _ => return Err("call CALLER GATEWAY PORT CALLS, or clients COUNT".into()),
    };
    println!("{}", serde_json::to_string(&spent)?);
    Ok(())
}

fn of_calls(caller: Caller, gateway: Gateway, port: u16, calls: u32) -> Result<Spent> {
    // Once for what a process makes once, such as its root certificates; then two lengths, so that a client's own making is in neither.
    counted(caller, gateway, port, 1)?;
    let few = counted(caller, gateway, port, 200)?;
    let many = counted(caller, gateway, port, 200 + calls)?;
    Ok(Spent {
        wall: 0,
        cpu: 0,
        allocations: many.count_total.saturating_sub(few.count_total),
        bytes: many.bytes_total.saturating_sub(few.bytes_total),
    })
}

fn counted(
    caller: Caller,
    gateway: Gateway,
    port: u16,
    calls: u32,
) -> Result<allocation_counter::AllocationInfo> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let mut result = Ok(());
    let info = allocation_counter::measure(|| {
        result = runtime
            .block_on(calls::run(caller, gateway, port, Load { calls, in_flight: 1 }))
            .map(drop)
            .map_err(|error| error.to_string());
    });
    result?;
    Ok(info)
}

fn of_clients(count: usize) -> Result<Spent> {
    let account = clients::account(&clients::transport()?, "http://localhost:1")?;
    let ids = clients::ids(count);
    // The room of the list is not a client's.
    let list = u64::try_from(count * size_of::<wagate::InstanceClient>())?;
    let mut made = None;
    let info = allocation_counter::measure(|| made = Some(clients::instances(&account, &ids)));
    let made = made.transpose()?;
    let bytes = u64::try_from(info.bytes_current)?.saturating_sub(list);
    drop(made);
    Ok(Spent { wall: 0, cpu: 0, allocations: info.count_total - 1, bytes })
}

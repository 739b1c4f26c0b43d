// Counts allocations, of calls, of clients and of a webhook's checks. A file of its own, for programs that take the counting allocator: this library does not, since
// counting takes instructions.

use wagate_bench::calls::{self, Caller, Gateway};
use wagate_bench::drive::{Load, Spent};
use wagate_bench::webhook::Delivery;
use wagate_bench::{Result, clients};

pub(crate) fn of_calls(caller: Caller, gateway: Gateway, port: u16, calls: u32) -> Result<Spent> {
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

pub(crate) fn of_clients(count: usize) -> Result<Spent> {
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

pub(crate) fn of_checks(count: u32) -> Result<Spent> {
    let delivery = Delivery::signed()?;
    let mut proven = true;
    let info = allocation_counter::measure(|| proven = (0..count).all(|_| delivery.is_proven()));
    if !proven {
        return Err("a good signature was refused".into());
    }
    Ok(Spent { wall: 0, cpu: 0, allocations: info.count_total, bytes: info.bytes_total })
}

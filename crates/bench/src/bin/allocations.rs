//! Counts allocations. A program of its own, since the counting takes instructions.
//!
//! `allocations call CALLER GATEWAY PORT CALLS`, `allocations clients COUNT` and `allocations webhook COUNT`; each prints one line of JSON.
#![allow(clippy::print_stdout, reason = "a program that tells its result")]

#[path = "../counted.rs"]
mod counted;

use wagate_bench::Result;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let spent = match arguments.as_slice() {
        ["call", caller, gateway, port, calls] => {
            counted::of_calls(caller.parse()?, gateway.parse()?, port.parse()?, calls.parse()?)?
        }
        ["clients", count] => counted::of_clients(count.parse()?)?,
        ["webhook", count] => counted::of_checks(count.parse()?)?,
        _ => return Err("call CALLER GATEWAY PORT CALLS, clients COUNT, or webhook COUNT".into()),
    };
    println!("{}", serde_json::to_string(&spent)?);
    Ok(())
}

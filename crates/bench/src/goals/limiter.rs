//! The client's side of a rate limit.

use wagate_bench::{Result, clients};

use super::NO_STRACE;
use crate::child::{Server, is_there, system_calls};
use crate::report::{Bound, Report};

pub(crate) fn run(server: &Server, report: &mut Report) -> Result<()> {
    let base = format!("http://localhost:{}", server.addresses.limited);
    let account = clients::account(&clients::transport()?, &base)?;
    let client = account.instance("sales")?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(client.send_text(&"5511999990000".parse()?, "hello").into_future())?;

    let alone = clients::limiter_check(&client, 1);
    let together = clients::limiter_check(&client, 4);
    report.figure("ns to ask the limit's state", "4 threads at a time", together, "");
    report.goal("G15", vec![Bound::at_most("ns to ask the limit's state", 50.0, alone), made_silently()?]);
    Ok(())
}

/// Clients ask the system for memory and for nothing else.
fn made_silently() -> Result<Bound> {
    const COUNT: u32 = 10_000;
    let what = "system calls of 10 000 more clients, but for memory";
    if !is_there("strace") {
        return Ok(Bound::unmeasured(what, 0.0, NO_STRACE));
    }
    let exe = std::env::current_exe()?;
    let count = |clients: u32| {
        let memory = ["brk", "mmap", "munmap", "mremap", "madvise"];
        system_calls(&exe, &["make".to_owned(), clients.to_string()], |name| !memory.contains(&name))
    };
    Ok(Bound::at_most(what, 0.0, count(COUNT)? - count(0)?))
}

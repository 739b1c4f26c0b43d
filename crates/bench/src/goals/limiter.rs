//! The client's side of a rate limit.

use wagate_bench::{Result, clients};

use crate::child::Server;
use crate::report::Report;

pub(crate) fn run(server: &Server, report: &mut Report) -> Result<()> {
    let base = format!("http://localhost:{}", server.addresses.limited);
    let account = clients::account(&clients::transport()?, &base)?;
    let client = account.instance("sales")?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(client.send_text(&"5511999990000".parse()?, "hello").into_future())?;

    let alone = clients::limiter_check(&client, 1);
    report.at_most("G15", "ns to ask the limit's state", 50.0, alone, None);
    let together = clients::limiter_check(&client, 4);
    report.figure("ns to ask the limit's state", "4 threads at a time", together, "");
    Ok(())
}

//! Clients that are made and not used: what they take, and how long it takes to make them.

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use wagate::transport::{HyperTransport, Transport};
use wagate::{AccountClient, AccountToken, Evolution, InstanceClient};

use crate::Result;

/// Where nobody is called.
const NOWHERE: &str = "http://localhost:1";

/// A transport, as one makes it once for a program.
///
/// # Errors
/// When TLS cannot be set up.
pub fn transport() -> Result<Arc<dyn Transport>> {
    Ok(Arc::new(HyperTransport::new()?))
}

/// An account's client on a transport.
///
/// # Errors
/// Never with these settings.
pub fn account(transport: &Arc<dyn Transport>, base: &str) -> Result<AccountClient<Evolution>> {
    let token = AccountToken::new("0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d")?;
    Ok(AccountClient::builder(token).base_url(base).transport(transport.clone()).build()?)
}

/// That many instances' clients of one account, kept.
///
/// # Errors
/// When the account's client cannot be made.
pub fn instances(
    account: &AccountClient<Evolution>,
    ids: &[String],
) -> Result<Vec<InstanceClient<Evolution>>> {
    let mut clients = Vec::with_capacity(ids.len());
    for id in ids {
        clients.push(account.instance(id)?);
    }
    Ok(clients)
}

/// Ids for instances.
pub fn ids(count: usize) -> Vec<String> {
    (0..count).map(|number| format!("instance-{number:06}")).collect()
}

/// How long one more account's client takes, made on a transport that exists; the median of many.
///
/// # Errors
/// When one cannot be made.
pub fn one_more_account() -> Result<Duration> {
    let transport = transport()?;
    let mut times = Vec::with_capacity(1000);
    for _ in 0..1000 {
        let started = Instant::now();
        let made = account(&transport, NOWHERE)?;
        times.push(started.elapsed());
        drop(made);
    }
    times.sort_unstable();
    Ok(times.get(times.len() / 2).copied().unwrap_or_default())
}

/// How long it takes to ask the limit's state whether a call may go: the clock, the state, the comparison. Nanoseconds, the best of several
/// rounds, on that many threads at a time. The client must have seen a limit.
pub fn limiter_check(client: &InstanceClient<Evolution>, threads: usize) -> f64 {
    const CHECKS: u32 = 200_000;
    let round = || {
        std::thread::scope(|scope| {
            let workers: Vec<_> = (0..threads)
                .map(|_| {
                    scope.spawn(|| {
                        let started = Instant::now();
                        for _ in 0..CHECKS {
                            let free = client
                                .rate_limit()
                                .is_some_and(|limit| !limit.is_exhausted(SystemTime::now()));
                            black_box(free);
                        }
                        started.elapsed().as_nanos() as f64 / f64::from(CHECKS)
                    })
                })
                .collect();
            let times = workers.into_iter().filter_map(|worker| worker.join().ok());
            times.fold(0.0, f64::max)
        })
    };
    (0..15).map(|_| round()).fold(f64::INFINITY, f64::min)
}

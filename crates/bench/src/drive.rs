//! Makes many calls on one thread, some of them at a time.

use std::error::Error;
use std::sync::Arc;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Instant;

use serde::{Deserialize, Serialize};

use crate::Result;

/// How many calls, and how many of them at a time.
#[derive(Debug, Clone, Copy)]
pub struct Load {
    /// Calls in all, after one that opens the connection.
    pub calls: u32,
    /// Calls at a time.
    pub in_flight: u32,
}

/// What the calls took.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Spent {
    /// Nanoseconds by the clock.
    pub wall: u64,
    /// Nanoseconds of the thread on a processor.
    pub cpu: u64,
    /// Allocations, where they are counted.
    pub allocations: u64,
    /// Bytes allocated, where they are counted.
    pub bytes: u64,
}

/// Makes the calls of a load, each in a task: the future that a runtime blocks on is woken in another way, which costs a system call.
pub(crate) async fn drive<F, C>(load: Load, call: F) -> Result<Spent>
where
    F: Fn() -> C + Copy + Send + 'static,
    C: Future<Output = Result<()>> + Send,
{
    call().await?;
    let (started, cpu) = (Instant::now(), cpu_time());
    let left = Arc::new(AtomicU32::new(load.calls));
    let workers: Vec<_> = (0..load.in_flight.max(1))
        .map(|_| {
            let left = left.clone();
            tokio::spawn(async move {
                while left.fetch_update(Relaxed, Relaxed, |left| left.checked_sub(1)).is_ok() {
                    call().await?;
                }
                Ok::<(), Box<dyn Error + Send + Sync>>(())
            })
        })
        .collect();
    for worker in workers {
        worker.await??;
    }
    Ok(Spent {
        wall: u64::try_from(started.elapsed().as_nanos())?,
        cpu: cpu_time().saturating_sub(cpu),
        allocations: 0,
        bytes: 0,
    })
}

/// Keeps what the calls of this process need for as long as it lives, so that they borrow it.
pub(crate) fn kept<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

/// Nanoseconds that this thread ran; zero where the system does not tell.
pub fn cpu_time() -> u64 {
    std::fs::read_to_string("/proc/thread-self/schedstat")
        .ok()
        .and_then(|text| text.split_whitespace().next()?.parse().ok())
        .unwrap_or(0)
}

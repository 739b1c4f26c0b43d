//! The task that holds the connection: connects, reads, acknowledges, and connects again.

use std::collections::VecDeque;
use std::time::{Duration, SystemTime};

use tokio::sync::mpsc::UnboundedReceiver;
use tokio::time::{Instant, sleep, timeout};

use super::queue::Sender;
use super::{EventOptions, EventSource, StreamConnection, StreamItem};
use crate::error::Error;

/// How long an acknowledgement or a farewell may take to leave.
const FAREWELL: Duration = Duration::from_secs(5);

/// What left the gateway shortly before the connection was last heard of may still have been on its way.
const ON_ITS_WAY: Duration = Duration::from_secs(30);

/// What the program's end asks of the task.
pub(super) enum Command {
    /// The event with this id is handled.
    Acknowledge(Box<str>),
    /// Nobody listens any more.
    Close,
}

/// Events that are handled and not acknowledged yet: no more than the queue had held.
type Handled = VecDeque<Box<str>>;

/// How a connection ended.
enum End {
    /// It is lost: connect again.
    Lost,
    /// Nobody listens any more.
    Closed,
    /// Waiting cannot mend it.
    Failed(Error),
}

/// Runs until nobody listens or something is refused.
pub(super) async fn drive(
    mut source: Box<dyn EventSource>,
    options: EventOptions,
    items: Sender,
    mut commands: UnboundedReceiver<Command>,
) {
    let mut failures = 0;
    // Since when events may be missing.
    let mut lost: Option<SystemTime> = None;
    let mut handled = Handled::new();
    loop {
        let end = match connect(&mut *source, &mut commands, &mut handled).await {
            Ok(()) => {
                items.push(Ok(StreamItem::Connection(StreamConnection::Connected)));
                let gap = match source.take_gap() {
                    Some(since) => Some(lost.map_or(since, |lost| lost.min(since))),
                    None => lost.filter(|_| !source.replays()),
                };
                if let Some(since) = gap {
                    items.push(Ok(StreamItem::Gap { since }));
                }
                let (started, connected) = (Instant::now(), SystemTime::now());
                let mut heard = connected;
                let end = listen(&mut *source, &items, &mut commands, &mut handled, &mut heard).await;
                if started.elapsed() >= options.healthy_after {
                    failures = 0;
                }
                let heard = source.heard().map_or(heard, |at| at.max(heard));
                lost = Some(heard.checked_sub(ON_ITS_WAY).map_or(connected, |at| at.max(connected)));
                end
            }
            Err(end) => end,
        };
        match end {
            End::Lost => {}
            End::Closed => break,
            End::Failed(error) => {
                items.push(Err(error));
                break;
            }
        }
        failures += 1;
        let after = backoff(&options, failures);
        items.push(Ok(StreamItem::Connection(StreamConnection::Reconnecting { attempt: failures, after })));
        if closed_within(after, &mut commands, &mut handled).await {
            break;
        }
    }
    // A gateway that does not answer must not keep the task.
    let farewell = async {
        // Without a connection this may fail, and the gateway tells those events again.
        let _ = acknowledge(&mut *source, &mut handled).await;
        source.close().await;
    };
    let _ = timeout(FAREWELL, farewell).await;
}

async fn connect(
    source: &mut dyn EventSource,
    commands: &mut UnboundedReceiver<Command>,
    handled: &mut Handled,
) -> Result<(), End> {
    tokio::select! {
        connected = source.connect() => connected.map_err(ending),
        () = closed(commands, handled) => Err(End::Closed),
    }
}

async fn listen(
    source: &mut dyn EventSource,
    items: &Sender,
    commands: &mut UnboundedReceiver<Command>,
    handled: &mut Handled,
    heard: &mut SystemTime,
) -> End {
    let replays = source.replays();
    loop {
        if let Err(end) = acknowledge(source, handled).await {
            return end;
        }
        let next = async {
            if replays {
                items.room().await;
            }
            source.next().await
        };
        // What the program asks comes first: an acknowledgement must not wait behind a busy socket.
        tokio::select! {
            biased;
            command = commands.recv() => match command {
                Some(Command::Acknowledge(id)) => handled.push_back(id),
                Some(Command::Close) | None => return End::Closed,
            },
            arrived = next => match arrived {
                Ok(Some(envelope)) => {
                    *heard = SystemTime::now();
                    if let Some(since) = source.take_gap() {
                        items.push(Ok(StreamItem::Gap { since }));
                    }
                    items.push(Ok(StreamItem::Event(Box::new(envelope))));
                }
                Ok(None) => return End::Lost,
                Err(error) => return ending(error),
            },
        }
    }
}

/// Tells the gateway what was handled. What does not leave is told by the next connection.
async fn acknowledge(source: &mut dyn EventSource, handled: &mut Handled) -> Result<(), End> {
    while let Some(id) = handled.front() {
        match timeout(FAREWELL, source.acknowledge(id)).await {
            Ok(Ok(())) => handled.pop_front(),
            Ok(Err(error)) => return Err(ending(error)),
            // A connection that takes nothing more is lost.
            Err(_) => return Err(End::Lost),
        };
    }
    Ok(())
}

/// Ends when nobody listens any more. What is handled meanwhile waits for the next connection.
async fn closed(commands: &mut UnboundedReceiver<Command>, handled: &mut Handled) {
    while let Some(Command::Acknowledge(id)) = commands.recv().await {
        handled.push_back(id);
    }
}

async fn closed_within(
    time: Duration,
    commands: &mut UnboundedReceiver<Command>,
    handled: &mut Handled,
) -> bool {
    tokio::select! {
        () = sleep(time) => false,
        () = closed(commands, handled) => true,
    }
}

fn ending(error: Error) -> End {
    match error {
        Error::Unauthorized(_)
        | Error::Forbidden(_)
        | Error::WrongTokenKind(_)
        | Error::Config(_)
        | Error::Unsupported(_)
        | Error::InvalidRequest(_)
        | Error::LicenseRequired(_) => End::Failed(error),
        error => {
            tracing::debug!(%error, "the connection for events is lost");
            End::Lost
        }
    }
}

/// Random below a bound that doubles with each failure in a row, so that many that lost their gateway do not come back together.
fn backoff(options: &EventOptions, failures: u32) -> Duration {
    bound(options, failures).mul_f64(fastrand::f64())
}

fn bound(options: &EventOptions, failures: u32) -> Duration {
    let doubled = 2u32.saturating_pow(failures.saturating_sub(1));
    options.first_backoff.saturating_mul(doubled).min(options.longest_backoff)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bound_doubles_up_to_the_longest() {
        let options = EventOptions::new();
        let bounds: Vec<_> = (1..=7).map(|failures| bound(&options, failures).as_millis()).collect();
        assert_eq!(bounds, [800, 1600, 3200, 6400, 12_800, 25_600, 30_000]);
    }
}

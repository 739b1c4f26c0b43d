//! What the gateways push: what was posted, which sockets are open, how both go wrong, and the clock that they keep.

use std::time::Duration;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use http::StatusCode;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{Mistake, known, read, show};
use crate::shared::App;
use crate::{Gateway, PushFault, PushFaultRule};

/// A hundred years. More is a mistake, and could leave the calendar.
const LONGEST: Duration = Duration::from_secs(100 * 365 * 24 * 3_600);

pub(super) async fn deliveries(State(app): State<App>) -> Json<Value> {
    Json(app.world().deliveries.iter().map(show::delivery).collect())
}

pub(super) async fn sockets(State(app): State<App>) -> Json<Value> {
    let open = |gateway: Gateway| (gateway.name().to_owned(), json!(app.hub().subscriptions(gateway)));
    Json(Value::Object(Gateway::ALL.into_iter().map(open).collect::<Map<_, _>>()))
}

#[derive(Deserialize)]
struct Whose {
    gateway: String,
}

pub(super) async fn cut_sockets(State(app): State<App>, body: Bytes) -> Result<StatusCode, Mistake> {
    let Whose { gateway } = read(&body)?;
    app.hub().cut(Some(known(&gateway)?));
    app.changed();
    Ok(StatusCode::NO_CONTENT)
}

/// The body of `POST /push-fault`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    gateway: String,
    /// `duplicate`, `out_of_order`, `late`, `drop_socket`, `no_pong`.
    fault: String,
    /// An event's name, as the gateway's subscriptions have it. Any event unless given.
    on: Option<String>,
    /// Once unless given; 0 for always.
    times: Option<u32>,
    /// For `late`.
    millis: Option<u64>,
}

impl Wanted {
    fn rule(self) -> Result<PushFaultRule, Mistake> {
        let mut rule = PushFaultRule::new(self.fault()?);
        if let Some(event) = self.on {
            rule = rule.on(event);
        }
        Ok(match self.times {
            Some(0) => rule.always(),
            times => rule.times(times.unwrap_or(1)),
        })
    }

    fn fault(&self) -> Result<PushFault, Mistake> {
        Ok(match self.fault.as_str() {
            "duplicate" => PushFault::Duplicate,
            "out_of_order" => PushFault::OutOfOrder,
            "late" => PushFault::Late(millis(
                self.millis.ok_or_else(|| Mistake::bad_request("late needs millis"))?,
            )?),
            "drop_socket" => PushFault::DropSocket,
            "no_pong" => PushFault::NoPong,
            other => return Err(Mistake::bad_request(format!("no such push fault: {other}"))),
        })
    }
}

pub(super) async fn fault(State(app): State<App>, body: Bytes) -> Result<StatusCode, Mistake> {
    let wanted: Wanted = read(&body)?;
    let gateway = known(&wanted.gateway)?;
    app.hub().add_fault(gateway, wanted.rule()?);
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
struct Forward {
    millis: u64,
}

pub(super) async fn advance_clock(State(app): State<App>, body: Bytes) -> Result<StatusCode, Mistake> {
    let Forward { millis: by } = read(&body)?;
    let by = millis(by)?;
    app.world().clock.advance(by);
    app.changed();
    Ok(StatusCode::NO_CONTENT)
}

fn millis(millis: u64) -> Result<Duration, Mistake> {
    let too_long = || Mistake::bad_request("millis is more than a hundred years");
    Some(Duration::from_millis(millis)).filter(|by| *by <= LONGEST).ok_or_else(too_long)
}

//! A fault rule as JSON.

use std::collections::HashMap;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde::Deserialize;
use serde_json::Value;

use super::Mistake;
use crate::{Fault, FaultRule};

/// The body of `POST /fault`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    pub(super) gateway: String,
    /// `close_after_reading`, `half_answer`, `stall`, `slow`, `status`, `undecodable`, `redirect`, `error_inside`.
    fault: String,
    /// An operation's id, `any_send`, or `any`, which is also what nothing means.
    on: Option<String>,
    /// Once unless given; 0 for always.
    times: Option<u32>,
    /// As the fault does unless given.
    acting: Option<bool>,
    /// For `slow`.
    millis: Option<u64>,
    /// For `status`.
    status: Option<u16>,
    /// For `status`.
    #[serde(default)]
    headers: HashMap<String, String>,
    /// For `status` and `error_inside`: a text is sent as it is, anything else as JSON.
    body: Option<Value>,
    /// For `redirect`.
    location: Option<String>,
}

impl Wanted {
    pub(super) fn rule(self) -> Result<FaultRule, Mistake> {
        let mut rule = FaultRule::new(self.fault()?);
        rule = match self.on.as_deref() {
            None | Some("any") => rule.on_any(),
            Some("any_send") => rule.on_any_send(),
            Some(endpoint) => rule.on(endpoint),
        };
        rule = match self.times {
            Some(0) => rule.always(),
            times => rule.times(times.unwrap_or(1)),
        };
        Ok(match self.acting {
            Some(acting) => rule.acting(acting),
            None => rule,
        })
    }

    fn fault(&self) -> Result<Fault, Mistake> {
        let missing = |member: &str| Mistake::bad_request(format!("{} needs {member}", self.fault));
        Ok(match self.fault.as_str() {
            "close_after_reading" => Fault::CloseAfterReading,
            "half_answer" => Fault::HalfAnswer,
            "stall" => Fault::Stall,
            "slow" => Fault::Slow(Duration::from_millis(self.millis.ok_or_else(|| missing("millis"))?)),
            "status" => Fault::Status {
                status: StatusCode::from_u16(self.status.ok_or_else(|| missing("status"))?)
                    .map_err(Mistake::bad_request)?,
                headers: self.headers()?,
                body: self.body(),
            },
            "undecodable" => Fault::Undecodable,
            "redirect" => Fault::Redirect(self.location.clone().ok_or_else(|| missing("location"))?),
            "error_inside" => Fault::ErrorInside(self.body()),
            other => return Err(Mistake::bad_request(format!("no such fault: {other}"))),
        })
    }

    fn headers(&self) -> Result<HeaderMap, Mistake> {
        let one = |(name, value): (&String, &String)| {
            let name = HeaderName::try_from(name).map_err(Mistake::bad_request)?;
            let value = HeaderValue::try_from(value).map_err(Mistake::bad_request)?;
            Ok((name, value))
        };
        self.headers.iter().map(one).collect()
    }

    fn body(&self) -> Bytes {
        match &self.body {
            None => Bytes::new(),
            Some(Value::String(text)) => Bytes::from(text.clone()),
            Some(value) => Bytes::from(value.to_string()),
        }
    }
}

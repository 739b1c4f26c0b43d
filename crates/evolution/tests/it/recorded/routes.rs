//! Which operation a recorded request is, on the routes of one instance.

mod chats;
mod groups;
mod instance;
mod messages;

use serde_json::Value;
use wagate_evolution::Evolution;
use wagate_sdk_core::adapter::{Endpoint, OnInstance};
use wagate_sdk_core::wire::WithRaw;

use super::expressible::Fields;
use super::{Check, Operation, on_line};

/// What a request asks for.
pub(super) struct Asked<'a> {
    /// Its body, if it is JSON and says so.
    pub(super) body: Option<&'a Value>,
    /// The only parameter of its query.
    pub(super) query: Option<(&'a str, &'a str)>,
}

impl Asked<'_> {
    fn fields(&self) -> Option<Fields> {
        Fields::of(self.body?)
    }

    /// The value of the only parameter, when it has this name.
    fn query(&self, name: &str) -> Option<String> {
        let (key, value) = self.query?;
        (key == name).then(|| value.to_owned())
    }

    /// The operation without anything to tell, if the request tells nothing.
    fn bare<E>(&self, endpoint: E) -> Option<E> {
        (self.body.is_none() && self.query.is_none()).then_some(endpoint)
    }
}

/// An operation for a route.
pub(super) struct Found {
    pub(super) method: &'static str,
    /// Takes the recorded answer when no operation is the recorded request exactly.
    pub(super) stand_in: Box<dyn Fn() -> Operation>,
    /// Is the recorded request exactly.
    pub(super) typed: Option<Operation>,
}

fn found<E>(method: &'static str, stand_in: fn() -> E, typed: Option<E>, check: Check<E>) -> Option<Found>
where
    E: Endpoint<Provider = Evolution, Scope: OnInstance> + 'static,
{
    let stand_in = Box::new(move || on_line(stand_in(), check));
    Some(Found { method, stand_in, typed: typed.map(|endpoint| on_line(endpoint, check)) })
}

pub(super) fn of(route: &str, asked: &Asked<'_>) -> Option<Found> {
    messages::of(route, asked)
        .or_else(|| chats::of(route, asked))
        .or_else(|| groups::of(route, asked))
        .or_else(|| instance::of(route, asked))
}

/// Each row keeps its JSON.
fn check_rows<T>(rows: &[WithRaw<T>], told: &Value) {
    let told = told.as_array().unwrap();
    assert_eq!(rows.len(), told.len());
    for (row, told) in rows.iter().zip(told) {
        assert_eq!(row.raw.json::<Value>().unwrap(), *told);
    }
}

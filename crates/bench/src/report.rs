//! What is told: one line a goal, and the figures beside them.

use std::time::Instant;

use serde::{Deserialize, Serialize};
use wagate_bench::Result;

use crate::child::workspace;

/// The goals' lines go to the output as they come, so that a run that is cut short has told something. With `json` they are all that goes there:
/// figures go to the standard error.
pub(crate) struct Report {
    json: bool,
    known: Vec<Known>,
    started: Instant,
}

/// What `missed.json` knows: a bound that the last look missed, how far, and why.
#[derive(Deserialize)]
struct Known {
    goal: String,
    what: String,
    why: String,
}

/// One figure of a goal with what it may be.
#[derive(Serialize)]
pub(crate) struct Bound {
    #[serde(rename = "bound")]
    most: f64,
    /// Where too little is wrong as well.
    #[serde(skip_serializing_if = "Option::is_none", rename = "at_least")]
    least: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<f64>,
    holds: bool,
    what: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    missed: Option<String>,
}

/// The worst of a goal's figures, and the others.
#[derive(Serialize)]
struct Goal<'a> {
    goal: &'a str,
    #[serde(flatten)]
    worst: Bound,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    also: Vec<Bound>,
}

impl Bound {
    /// A figure that may be at most that.
    pub(crate) fn at_most(what: &'static str, most: f64, value: f64) -> Self {
        let value = rounded(value);
        Self { most, least: None, value: Some(value), holds: value <= most, what, missed: None }
    }

    /// A figure that may differ from `middle` by `by`.
    pub(crate) fn within(what: &'static str, middle: f64, by: f64, value: f64) -> Self {
        let (least, most) = (rounded(middle - by), rounded(middle + by));
        let bound = Self::at_most(what, most, value);
        Self { least: Some(least), holds: bound.holds && value >= least, ..bound }
    }

    /// A figure that could not be taken here.
    pub(crate) fn unmeasured(what: &'static str, most: f64, why: &str) -> Self {
        Self { most, least: None, value: None, holds: false, what, missed: Some(why.to_owned()) }
    }
}

impl Report {
    pub(crate) fn new(json: bool) -> Result<Self> {
        // As it stands now, not as it stood when this program was built.
        let known = std::fs::read_to_string(workspace().join("crates/bench/missed.json"))?;
        let known = serde_json::from_str(&known)?;
        Ok(Self { json, known, started: Instant::now() })
    }

    /// A figure that holds nothing.
    pub(crate) fn figure(&mut self, figure: &str, of: &str, value: f64, unit: &str) {
        self.aside(&format!("  {figure:<34} {of:<34} {:>14} {unit}", shown(value)));
    }

    /// A goal with all its figures. It holds when they all do; its line begins with the first that does not, and else with the first.
    pub(crate) fn goal(&mut self, goal: &str, mut bounds: Vec<Bound>) {
        for bound in bounds.iter_mut().filter(|bound| !bound.holds && bound.missed.is_none()) {
            let known = self.known.iter().find(|known| known.goal == goal && known.what == bound.what);
            bound.missed = Some(
                known.map_or("not seen before: it held at the last look", |known| &known.why).to_owned(),
            );
        }
        if bounds.is_empty() {
            return;
        }
        let worst = bounds.remove(bounds.iter().position(|bound| !bound.holds).unwrap_or(0));
        if self.json {
            let line = Goal { goal, worst, also: bounds };
            match serde_json::to_string(&line) {
                Ok(text) => println!("{text}"),
                Err(error) => eprintln!("{error}"),
            }
            return;
        }
        for Bound { most, value, holds, what, missed, .. } in std::iter::once(worst).chain(bounds) {
            let value = value.map_or_else(|| "-".to_owned(), shown);
            let (holds, why) = (if holds { "holds" } else { "MISSED" }, missed.unwrap_or_default());
            println!("{goal:<5} {what:<66} {value:>10} <= {:<6} {holds} {why}", shown(most));
        }
    }

    /// How long a part took, and the run so far.
    pub(crate) fn took(&mut self, part: &str, since: Instant) {
        let (part_s, all) = (since.elapsed().as_secs(), self.started.elapsed().as_secs());
        self.aside(&format!("  {part} took {part_s} s, {all} s so far"));
    }

    fn aside(&self, line: &str) {
        if self.json {
            eprintln!("{line}");
        } else {
            println!("{line}");
        }
    }
}

fn shown(value: f64) -> String {
    if value.fract() == 0.0 || value.abs() >= 1000.0 { format!("{value:.0}") } else { format!("{value:.3}") }
}

fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}

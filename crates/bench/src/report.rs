//! What is told: figures, and goals with what was reached.

use serde::Serialize;

/// Prints as it comes, so that a run that is cut short has told something.
pub(crate) struct Report {
    json: bool,
}

#[derive(Serialize)]
struct Figure<'a> {
    figure: &'a str,
    of: &'a str,
    value: f64,
    unit: &'a str,
}

#[derive(Serialize)]
struct Goal<'a> {
    goal: &'a str,
    bound: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<f64>,
    holds: bool,
    what: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    missed: Option<&'a str>,
}

impl Report {
    pub(crate) fn new(json: bool) -> Self {
        Self { json }
    }

    /// A figure on its own.
    pub(crate) fn figure(&mut self, figure: &str, of: &str, value: f64, unit: &str) {
        if self.json {
            line(&Figure { figure, of, value: rounded(value), unit });
        } else {
            println!("  {figure:<34} {of:<34} {:>14} {unit}", shown(value));
        }
    }

    /// A goal that is an upper bound. `missed` tells why it is not held, where that is known.
    pub(crate) fn at_most(&mut self, goal: &str, what: &str, bound: f64, value: f64, missed: Option<&str>) {
        let holds = value <= bound;
        self.goal(goal, what, bound, Some(value), holds, if holds { None } else { missed });
    }

    /// A goal that could not be measured here.
    pub(crate) fn unmeasured(&mut self, goal: &str, what: &str, bound: f64, why: &str) {
        self.goal(goal, what, bound, None, false, Some(why));
    }

    fn goal(
        &mut self,
        goal: &str,
        what: &str,
        bound: f64,
        value: Option<f64>,
        holds: bool,
        missed: Option<&str>,
    ) {
        if self.json {
            line(&Goal { goal, bound, value: value.map(rounded), holds, what, missed });
        } else {
            let value = value.map_or_else(|| "-".to_owned(), shown);
            let holds = if holds { "holds" } else { "MISSED" };
            println!(
                "{goal:<5} {what:<62} {value:>12} <= {:<10} {holds} {}",
                shown(bound),
                missed.unwrap_or("")
            );
        }
    }
}

fn line(value: &impl Serialize) {
    match serde_json::to_string(value) {
        Ok(text) => println!("{text}"),
        Err(error) => eprintln!("{error}"),
    }
}

fn shown(value: f64) -> String {
    if value.fract() == 0.0 || value.abs() >= 1000.0 { format!("{value:.0}") } else { format!("{value:.3}") }
}

fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}

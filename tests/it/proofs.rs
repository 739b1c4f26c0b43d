//! Every proven refusal is one: its status and words stand in the gateway's contract, for the operations that it holds for.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;
use wagate::adapter::{Adapter, Match, On, Refusal};
use wagate::{Evolution, Ryze, Vzaps, Wazzapi};

use crate::bench::report;

#[test]
fn every_refusal_stands_in_its_contract() {
    let mut counts = BTreeMap::new();
    for (gateway, rows) in [
        (Ryze::NAME, Ryze::REFUSALS),
        (Evolution::NAME, Evolution::REFUSALS),
        (Vzaps::NAME, Vzaps::REFUSALS),
        (Wazzapi::NAME, Wazzapi::REFUSALS),
    ] {
        let contract = Contract::read(gateway);
        for row in rows {
            assert!(row.proof().len() > 20, "{gateway}: {row:?} cites nothing");
            assert!(
                !(500..600).contains(&row.status()) || row.status() == 503,
                "{gateway}: {row:?} trusts a failure"
            );
            assert!(contract.proves(row), "{gateway}: no answer in the contract proves {row:?}");
            *counts.entry(gateway).or_insert(0) += 1;
        }
    }
    report(&format!("refusals: each stands in its contract: {counts:?}"));
}

/// A gateway's contract: the answers that hold for all operations, those of each operation, and all its text.
struct Contract {
    general: Vec<(u64, String)>,
    of_endpoints: Vec<(String, u64, String)>,
    notes: String,
}

impl Contract {
    fn read(gateway: &str) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("contracts");
        let text = std::fs::read_to_string(folder.join(format!("{gateway}.json"))).unwrap();
        let mut contract: Value = serde_json::from_str(&text).unwrap();
        let entry = |error: &Value| (error["status"].as_u64().unwrap_or_default(), spoken(error));
        let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
        let general = list(&contract["errors"]).iter().map(entry).collect();
        let of_endpoints = list(&contract["endpoints"])
            .iter()
            .flat_map(|endpoint| {
                let id = endpoint["id"].as_str().unwrap_or_default().to_owned();
                list(&endpoint["errors"]).into_iter().map(move |error| {
                    let (status, words) = entry(&error);
                    (id.clone(), status, words)
                })
            })
            .collect();
        contract["endpoints"].take();
        Self { general, of_endpoints, notes: spoken(&contract) }
    }

    fn proves(&self, row: &Refusal) -> bool {
        let status = u64::from(row.status());
        let says = |words: &str| match row.words() {
            Match::Exact(text) | Match::Prefix(text) | Match::Contains(text) | Match::Code(text) => {
                // An adapter joins several texts of one answer.
                text.split("; ").all(|part| words.contains(&bare(part)))
            }
            _ => true,
        };
        let on = |id: &str| match row.operations() {
            On::Names(names) => names.contains(&id),
            On::Prefix(prefix) => id.starts_with(prefix),
            _ => true,
        };
        let general = self.general.iter().any(|(code, words)| *code == status && says(words));
        let particular =
            self.of_endpoints.iter().any(|(id, code, words)| *code == status && says(words) && on(id));
        // A few answers are told in the contract's prose only, such as a licence that is not active.
        let in_prose = !matches!(row.words(), Match::Any)
            && self.notes.contains(&status.to_string())
            && says(&self.notes);
        general || particular || in_prose
    }
}

/// All texts of a value.
fn spoken(value: &Value) -> String {
    bare(&value.to_string())
}

/// Without letter case, white space and quotes, which adapters set as they like.
fn bare(text: &str) -> String {
    text.to_lowercase().replace(|c: char| c.is_whitespace() || matches!(c, '"' | '\\'), "")
}

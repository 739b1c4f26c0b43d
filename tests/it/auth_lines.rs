//! Every line of the gateways' authentication documents is claimed by a test that exists.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::bench::report;

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    gateway: String,
    line: String,
    test: String,
}

#[test]
fn every_line_has_its_test() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let text = std::fs::read_to_string(root.join("tests/contracts/auth.json")).unwrap();
    let lines: Vec<Line> = serde_json::from_str(&text).unwrap();
    let mut seen = BTreeSet::new();
    let mut counts = BTreeMap::<&str, usize>::new();
    for line in &lines {
        assert!(!line.line.trim().is_empty());
        assert!(seen.insert((&line.gateway, &line.line)), "twice: {}", line.line);
        let (file, name) = line.test.split_once("::").expect("file::function");
        let source = std::fs::read_to_string(root.join(file))
            .unwrap_or_else(|_| panic!("{file}, which `{}` names, is missing", line.line));
        // What must not compile is shown in the documentation.
        let found = if name.starts_with("compile_fail") {
            source.contains(&format!("```{name}"))
        } else {
            is_a_test(&source, name)
        };
        assert!(found, "no test `{name}` in {file}, claimed by `{}`", line.line);
        *counts.entry(&line.gateway).or_default() += 1;
    }
    assert_eq!(counts.keys().copied().collect::<Vec<_>>(), ["evolution", "ryze", "vzaps", "wazzapi"]);
    assert!(counts.values().all(|count| *count >= 5), "{counts:?}");
    report(&format!("authentication: {} lines have their tests: {counts:?}", lines.len()));
}

/// Whether the function is there, carries a test attribute and is not switched off.
fn is_a_test(source: &str, name: &str) -> bool {
    let mut attributes: Vec<&str> = Vec::new();
    for line in source.lines().map(str::trim) {
        if line.starts_with("#[") {
            attributes.push(line);
        } else if line.starts_with(&format!("fn {name}(")) || line.starts_with(&format!("async fn {name}(")) {
            let is_test =
                attributes.iter().any(|a| a.starts_with("#[test]") || a.starts_with("#[tokio::test"));
            return is_test && !attributes.iter().any(|a| a.contains("ignore"));
        } else if !line.starts_with("//") {
            attributes.clear();
        }
    }
    false
}

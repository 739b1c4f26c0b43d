//! Who knows one adapter knows all: the four crates have the same rooms.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const ADAPTERS: [&str; 4] = ["ryze", "evolution", "vzaps", "wazzapi"];

/// What stands in every adapter's `src`, and nothing else.
const ROOMS: [&str; 8] = [
    "auth.rs",
    "capabilities.rs",
    "endpoints",
    "errors.rs",
    "events.rs",
    "lib.rs",
    "portable",
    "realtime.rs",
];

/// What stands there where an adapter keeps something for each instance.
const STATE: &str = "state.rs";

/// What stands beside `events.rs` and `realtime.rs` where they would be too long.
const BESIDE: [&str; 2] = ["events", "realtime"];

/// What stands beside `portable/messages.rs` where it would be too long.
const MESSAGES: &str = "messages";

/// What stands in every adapter's `src/portable`: one file a trait.
const PORTABLE: [&str; 10] = [
    "chats.rs",
    "contacts.rs",
    "groups.rs",
    "instances.rs",
    "lifecycle.rs",
    "messages.rs",
    "mod.rs",
    "profile.rs",
    "settings.rs",
    "webhooks.rs",
];

/// What may stand in an adapter's `src/endpoints`: the areas of its gateway, each a file or a file with a folder.
const AREAS: [&str; 9] =
    ["chats", "contacts", "groups", "instances", "labels", "messages", "profile", "webhooks", "websocket"];

/// What stands there in one adapter only, and why the others have no such area.
const AREAS_OF_ONE: [(&str, &str, &str); 8] = [
    ("evolution", "server", "the server is its owner's, and tells of itself"),
    ("evolution", "settings", "settings and proxy have routes of their own, not an instance's"),
    ("vzaps", "billing", "the plan is paid through the same API"),
    ("vzaps", "queue", "what waits is managed by routes of its own"),
    ("vzaps", "session", "pairing and connection are no part of an instance's routes"),
    ("vzaps", "token", "its JWT is bought"),
    ("wazzapi", "pull", "events wait at the gateway until they are fetched"),
    ("wazzapi", "templates", "texts with gaps are kept at the gateway"),
];

/// What the answers of several areas of one gateway share.
const SHAPES: [(&str, &str, &str); 6] = [
    ("evolution", "updated", "the answer to most changes"),
    ("vzaps", "confirmed", "the answer to most changes"),
    ("vzaps", "envelope", "what every answer comes in"),
    ("vzaps", "listed", "what every list comes in"),
    ("vzaps", "verdict", "how an answer tells its success"),
    ("wazzapi", "paging", "how every list goes on"),
];

#[test]
fn every_adapter_has_the_same_rooms() {
    for adapter in ADAPTERS {
        let source = root().join("crates").join(adapter).join("src");
        let mut rooms = names(&source);
        rooms.remove(STATE);
        rooms.retain(|room| !BESIDE.contains(&room.as_str()));
        assert_eq!(rooms, ROOMS.map(String::from).into(), "{adapter}/src");
        let mut portable = names(&source.join("portable"));
        portable.remove(MESSAGES);
        assert_eq!(portable, PORTABLE.map(String::from).into(), "{adapter}/src/portable");
        let endpoints = names(&source.join("endpoints"));
        for area in ["instances.rs", "messages.rs", "mod.rs"] {
            assert!(endpoints.contains(area), "{adapter}/src/endpoints has no {area}");
        }
    }
}

#[test]
fn no_adapter_has_an_area_that_its_siblings_would_not_recognize() {
    let mut found = BTreeSet::new();
    for adapter in ADAPTERS {
        let names = names(&root().join("crates").join(adapter).join("src/endpoints"));
        for name in names.iter().filter(|name| *name != "mod.rs") {
            let area = name.strip_suffix(".rs").unwrap_or(name);
            assert!(
                names.contains(&format!("{area}.rs")),
                "{adapter}/src/endpoints/{name} has no file of its name"
            );
            let own =
                AREAS_OF_ONE.iter().chain(&SHAPES).any(|(owner, own, _)| (*owner, *own) == (adapter, area));
            assert!(
                AREAS.contains(&area) || own,
                "{adapter}/src/endpoints/{name} is no area that the adapters share: see AREAS_OF_ONE"
            );
            found.insert((adapter, area.to_owned()));
        }
    }
    for area in AREAS {
        let owners = found.iter().filter(|(_, found)| found == area).count();
        assert!(owners > 1, "{area} is an area of {owners} adapters");
    }
    for (owner, area, _) in AREAS_OF_ONE.into_iter().chain(SHAPES) {
        assert!(found.contains(&(owner, area.to_owned())), "{owner} has no {area}");
    }
}

#[test]
fn no_file_holds_more_than_one_idea() {
    let mut long = Vec::new();
    for folder in ["crates", "tests/it", "examples"] {
        measure(&root().join(folder), &mut long);
    }
    assert!(long.is_empty(), "longer than 600 lines: {long:?}");
}

#[test]
fn the_switching_example_names_no_provider_outside_its_addresses() {
    let source = std::fs::read_to_string(root().join("examples/switch_provider.rs")).unwrap();
    let start = source.find("fn addresses(").expect("the list of addresses");
    let end = start + source[start..].find("\n}\n").expect("its end");
    let rest = [&source[..start], &source[end..]].concat();
    for name in ["Ryze", "Evolution", "Vzaps", "Wazzapi", "ryze", "evolution", "vzaps", "wazzapi"] {
        let found = rest.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == name);
        assert!(!found, "{name} stands outside the list of addresses");
    }
    assert!(rest.contains("AccountClient") && rest.contains("send_text"));
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn names(folder: &Path) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|_| panic!("{} is missing", folder.display()));
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

fn measure(folder: &Path, long: &mut Vec<(PathBuf, usize)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            measure(&path, long);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let lines = std::fs::read_to_string(&path).unwrap().lines().count();
            if lines > 600 {
                long.push((path, lines));
            }
        }
    }
}

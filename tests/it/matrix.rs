//! `docs/matrix.md` says what each gateway can do with each kind of credential, as the clients' own capabilities tell it.

use std::fmt::Write as _;
use std::path::Path;

use wagate::evolution::{Integration, KnownChannel};
use wagate::vzaps::{AccountCredential, TwoTokens};
use wagate::{
    AccountClient, AccountToken, AddressKind, Capabilities, Carried, Detail, Evolution, InstanceClient,
    InstanceToken, MediaSource, MessageKind, Operation, Ryze, SecretToken, SendOption, Vzaps, Wazzapi,
};

use crate::behaviour::operations::details;
use crate::scene::OF_ACCOUNT;

/// Set to anything, it writes the page instead of comparing it.
const RENEW: &str = "WAGATE_RENEW";

const INTRODUCTION: &str = "\
# What each gateway can do

One column for each gateway, kind of credential and channel, as `capabilities()` tells it at run time: ✓ works, – answers `Error::Unsupported` before a byte leaves.
What only one gateway has is not here: it is typed in the gateway's own crate.

This page is made by a test, which fails when it is stale. To renew it:

```console
$ WAGATE_RENEW=1 cargo test -p wagate-tests --test it matrix
```
";

/// A column: its heading, what the heading means, and what its client can do.
type Column = (&'static str, &'static str, &'static Capabilities);

#[test]
fn the_matrix_is_what_the_clients_claim() {
    let page = render();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/matrix.md");
    if std::env::var_os(RENEW).is_some() {
        std::fs::write(&path, &page).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    let changed = page.lines().zip(written.lines()).find(|(new, old)| new != old);
    assert!(
        written == page,
        "docs/matrix.md is stale: {changed:?}\nrenew it with {RENEW}=1 cargo test -p wagate-tests --test it matrix"
    );
}

fn render() -> String {
    let (accounts, instances) = (accounts(), instances());
    let mut page = INTRODUCTION.to_owned();
    legend(&mut page, &accounts, &instances);

    section(&mut page, "## The account", "");
    let (of_account, of_instance): (Vec<Operation>, Vec<Operation>) =
        Operation::ALL.iter().partition(|operation| OF_ACCOUNT.contains(operation));
    operations(&mut page, &accounts, &of_account);

    section(&mut page, "## An instance", "");
    operations(&mut page, &instances, &of_instance);

    section(
        &mut page,
        "## Kinds of address",
        "Operations on a chat, a message or a contact that some gateway has for some kinds of address only.",
    );
    addresses(&mut page, &instances, &of_instance);

    section(&mut page, "## Parts of operations", "What `Capabilities::takes` tells of a `Detail`.");
    parts(&mut page, &instances);

    section(
        &mut page,
        "## Messages",
        "What `Capabilities::carries` tells of a kind of message: to which kinds of address it goes, with which options, and where its file may \
         come from. A kind without a row for a gateway, or without a kind of address, does not go there.",
    );
    messages(&mut page, &instances);
    page
}

fn accounts() -> Vec<Column> {
    let ryze = AccountClient::<Ryze>::new(account_token()).unwrap();
    let evolution = evolution();
    let vzaps = vzaps();
    let wazzapi = AccountClient::<Wazzapi>::new(account_token()).unwrap();
    vec![
        ("Ryze account", "RyzeAPI with the account's token", ryze.capabilities()),
        ("Evolution key", "Evolution API with the server's global key", evolution.capabilities()),
        (
            "VZaps JWT",
            "VZaps with a JWT, bought with client credentials or the caller's",
            vzaps.capabilities(),
        ),
        ("WazzAPI", "WazzAPI with an API key", wazzapi.capabilities()),
    ]
}

fn instances() -> Vec<Column> {
    let ryze = AccountClient::<Ryze>::new(account_token()).unwrap().instance("line").unwrap();
    let ryze_own = InstanceClient::<Ryze>::new("line", instance_token()).unwrap();
    let on = |channel| evolution().instance_with("line", KnownChannel::new(channel)).unwrap().capabilities();
    let evolution_own = InstanceClient::<Evolution>::builder("line", instance_token());
    let evolution_own = evolution_own.base_url("https://gateway.example").build().unwrap();
    let vzaps = vzaps().instance("line").unwrap();
    let two_tokens = TwoTokens::new(SecretToken::new("client").unwrap(), instance_token());
    let vzaps_own = InstanceClient::<Vzaps>::new("line", two_tokens).unwrap();
    let wazzapi = InstanceClient::<Wazzapi>::new("line", account_token()).unwrap();
    vec![
        ("Ryze account", "RyzeAPI with the account's token", ryze.capabilities()),
        ("Ryze instance", "RyzeAPI with the instance's token", ryze_own.capabilities()),
        (
            "Evolution key",
            "Evolution API with the server's global key, on the usual channel (`WHATSAPP-BAILEYS`)",
            on(Integration::Baileys),
        ),
        (
            "Evolution token",
            "Evolution API with the instance's token, before its channel is known",
            evolution_own.capabilities(),
        ),
        (
            "Evo Business",
            "Evolution API on the channel `WHATSAPP-BUSINESS`, with either",
            on(Integration::Business),
        ),
        ("Evo own", "Evolution API on the channel `EVOLUTION`, with either", on(Integration::Evolution)),
        (
            "VZaps JWT",
            "VZaps with a JWT, bought with client credentials or the caller's",
            vzaps.capabilities(),
        ),
        ("VZaps tokens", "VZaps with a client token and an instance token", vzaps_own.capabilities()),
        ("WazzAPI", "WazzAPI with an API key", wazzapi.capabilities()),
    ]
}

fn evolution() -> AccountClient<Evolution> {
    AccountClient::<Evolution>::builder(account_token()).base_url("https://gateway.example").build().unwrap()
}

fn vzaps() -> AccountClient<Vzaps> {
    AccountClient::<Vzaps>::new(AccountCredential::jwt(SecretToken::new("jwt").unwrap())).unwrap()
}

fn account_token() -> AccountToken {
    AccountToken::new("account").unwrap()
}

fn instance_token() -> InstanceToken {
    InstanceToken::new("instance").unwrap()
}

fn legend(page: &mut String, accounts: &[Column], instances: &[Column]) {
    let mut rows: Vec<[String; 2]> = Vec::new();
    for (heading, meaning, _) in instances.iter().chain(accounts) {
        if !rows.iter().any(|[known, _]| known == heading) {
            rows.push([heading.to_string(), meaning.to_string()]);
        }
    }
    table(page, ["column", "is"].map(String::from), rows);
}

fn operations(page: &mut String, columns: &[Column], operations: &[Operation]) {
    let rows = operations.iter().map(|operation| (format!("`{}`", operation.name()), *operation));
    compare(page, "operation", columns, rows, |can, operation| can.supports(operation));
}

fn parts(page: &mut String, columns: &[Column]) {
    let parts = details();
    for (heading, _, can) in columns {
        for claimed in can.details() {
            assert!(parts.iter().any(|(_, part)| part == claimed), "{heading}: {claimed:?} has no row");
        }
    }
    let rows = parts.into_iter().map(|(operation, part)| (name_of(operation, part), part));
    compare(page, "part", columns, rows, |can, part| can.takes(part));
}

fn name_of(operation: Operation, part: Detail) -> String {
    let what = match part {
        Detail::Setting(what) => format!("{what:?}"),
        Detail::Privacy(what) => format!("{what:?}"),
        Detail::Mute(what) => format!("{what:?}"),
        Detail::Participants(what) => format!("{what:?}"),
        Detail::GroupDescription => "description".to_owned(),
        Detail::ProfilePicture(from) | Detail::GroupPicture(from) => format!("from {from:?}"),
        other => panic!("no name for {other:?}"),
    };
    format!("`{}`: {}", operation.name(), words(&what))
}

/// A table with a ✓ or a – in each column of each row.
fn compare<T: Copy>(
    page: &mut String,
    first: &str,
    columns: &[Column],
    rows: impl Iterator<Item = (String, T)>,
    has: impl Fn(&Capabilities, T) -> bool,
) {
    let headings = std::iter::once(first).chain(columns.iter().map(|(heading, ..)| *heading));
    let rows = rows.map(|(name, row)| {
        let marks = columns.iter().map(|(_, _, can)| mark(has(can, row)));
        std::iter::once(name).chain(marks).collect::<Vec<_>>()
    });
    table(page, headings.map(String::from), rows);
}

/// For each operation that someone limits: the columns that have it, those alike in one row.
fn addresses(page: &mut String, columns: &[Column], operations: &[Operation]) {
    let mut rows = Vec::new();
    for operation in operations {
        let takes = |can: &Capabilities| -> Vec<bool> {
            AddressKind::ALL.iter().map(|kind| can.supports_with(*operation, *kind)).collect()
        };
        let having: Vec<_> = columns
            .iter()
            .filter(|(_, _, can)| can.supports(*operation))
            .map(|(heading, _, can)| (takes(can), *heading))
            .collect();
        if having.iter().any(|(kinds, _)| kinds.contains(&false)) {
            for (kinds, headings) in alike(having) {
                let cells = [format!("`{}`", operation.name()), headings];
                rows.push(cells.into_iter().chain(kinds.into_iter().map(mark)).collect::<Vec<_>>());
            }
        }
    }
    let kinds = AddressKind::ALL.iter().map(ToString::to_string);
    table(page, ["operation", "with"].map(String::from).into_iter().chain(kinds), rows);
}

/// For each kind of message: what goes with it to which kinds of address, the columns that are alike in one row.
fn messages(page: &mut String, columns: &[Column]) {
    for kind in MessageKind::ALL {
        let mut having = Vec::new();
        for (heading, _, can) in columns {
            let to =
                AddressKind::ALL.iter().filter_map(|to| Some((can.carries(*kind, *to)?, to.to_string())));
            let to = to.map(|(carried, to)| (with(carried), to)).collect();
            having.extend(alike(to).into_iter().map(|(with, to)| ((to, with), *heading)));
        }
        section(page, &format!("### {}", capitalized(&words(&format!("{kind:?}")))), "");
        if having.is_empty() {
            page.push_str("No gateway.\n");
            continue;
        }
        let (mut headings, mut rows) = (vec!["from".to_owned(), "to".to_owned()], Vec::new());
        let takes_files = having.iter().any(|((_, with), _)| with[SendOption::ALL.len()..].contains(&true));
        headings.extend(SendOption::ALL.iter().map(|option| words(&format!("{option:?}"))));
        if takes_files {
            headings.extend(MediaSource::ALL.iter().map(|source| words(&format!("from {source:?}"))));
        }
        for ((to, with), from) in alike(having) {
            let cells = [from, to].into_iter().chain(with.into_iter().map(mark));
            rows.push(cells.take(headings.len()).collect::<Vec<_>>());
        }
        table(page, headings, rows);
    }
}

/// Which options and then which sources of files go with a kind of message.
fn with(carried: &Carried) -> Vec<bool> {
    let options = SendOption::ALL.iter().map(|option| carried.options().contains(option));
    options.chain(MediaSource::ALL.iter().map(|source| carried.media().contains(source))).collect()
}

/// Joins the names of what is alike, in the order in which each first appears.
fn alike<K: PartialEq>(all: Vec<(K, impl Into<String>)>) -> Vec<(K, String)> {
    let mut groups: Vec<(K, String)> = Vec::new();
    for (key, name) in all {
        let name = name.into();
        match groups.iter_mut().find(|(known, _)| *known == key) {
            Some((_, names)) => {
                names.push_str(", ");
                names.push_str(&name);
            }
            None => groups.push((key, name)),
        }
    }
    groups
}

fn mark(has: bool) -> String {
    if has { "✓" } else { "–" }.to_owned()
}

fn section(page: &mut String, title: &str, text: &str) {
    let _ = write!(page, "\n{title}\n\n");
    if !text.is_empty() {
        let _ = write!(page, "{text}\n\n");
    }
}

/// A Markdown table whose columns also stand below one another in a terminal.
fn table<R: IntoIterator<Item = String>>(
    page: &mut String,
    headings: impl IntoIterator<Item = String>,
    rows: impl IntoIterator<Item = R>,
) {
    if !page.ends_with("\n\n") {
        page.push('\n');
    }
    let headings: Vec<String> = headings.into_iter().collect();
    let rows: Vec<Vec<String>> = rows.into_iter().map(|row| row.into_iter().collect()).collect();
    let widths: Vec<usize> = (0..headings.len())
        .map(|at| rows.iter().chain([&headings]).map(|row| row[at].chars().count().max(3)).max().unwrap_or(3))
        .collect();
    let rule: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
    for row in [&headings, &rule].into_iter().chain(&rows) {
        for (cell, width) in row.iter().zip(&widths) {
            let _ = write!(page, "| {cell:width$} ");
        }
        page.push_str("|\n");
    }
}

/// `LinkPreview` as `link preview`.
fn words(name: &str) -> String {
    let mut words = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !words.is_empty() && !words.ends_with(' ') {
            words.push(' ');
        }
        words.extend(letter.to_lowercase());
    }
    words
}

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

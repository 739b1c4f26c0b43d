//! Changing `WAGATE_URL` alone moves the same program from one gateway to another.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Duration;

use tokio::time::timeout;
use wagate_emulator::{Emulator, Gateway};

#[tokio::test(flavor = "multi_thread")]
async fn the_same_program_moves_by_one_variable() {
    let program = quickstart();
    let emulator = Emulator::builder().auto_scan(true).start().await.unwrap();
    for gateway in Gateway::ALL {
        let before = emulator.ledger().len();
        let url = format!("{}+{}", gateway.name(), emulator.base_url(gateway));
        let program = program.clone();
        let variables = variables(&emulator);
        let mut running = tokio::task::spawn_blocking(move || run(&program, &variables, &url));
        let output = loop {
            // Whoever got the message answers, until it is heard.
            match timeout(Duration::from_millis(200), &mut running).await {
                Ok(output) => break output.unwrap(),
                Err(_) => answer(&emulator, before),
            }
        };
        let printed = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success(), "{printed}\n{}", String::from_utf8_lossy(&output.stderr));

        let sent: Vec<_> = printed.lines().filter_map(|line| line.strip_prefix("sent ")).collect();
        assert_eq!(sent.len(), 2, "{printed}");
        assert!(printed.contains(r#""Thank you!" came back"#), "{printed}");
        let taken = emulator.ledger().split_off(before);
        for (line, entry) in sent.iter().zip(&taken) {
            assert_eq!(*line, format!("{} {}", gateway.name(), entry.message_id));
            assert_eq!(entry.gateway, gateway);
        }
    }
}

fn answer(emulator: &Emulator, before: usize) {
    if let Some(sent) = emulator.ledger().get(before) {
        emulator.receive_message(sent.gateway, &sent.instance, &sent.to, "Thank you!");
    }
}

/// The secrets of all four, the same for every run.
fn variables(emulator: &Emulator) -> Vec<(&'static str, String)> {
    let known = emulator.credentials();
    vec![
        ("WAGATE_RYZE_ACCOUNT_TOKEN", known.ryze_account_token.clone()),
        ("WAGATE_EVOLUTION_ACCOUNT_TOKEN", known.evolution_global_key.clone()),
        ("WAGATE_VZAPS_CLIENT_TOKEN", known.vzaps_client_token.clone()),
        ("WAGATE_VZAPS_CLIENT_SECRET", known.vzaps_client_secret.clone()),
        ("WAGATE_WAZZAPI_ACCOUNT_TOKEN", known.wazzapi_api_key.clone()),
    ]
}

fn run(program: &Path, variables: &[(&str, String)], url: &str) -> Output {
    Command::new(program)
        .env_clear()
        .envs(variables.iter().map(|(name, value)| (name, value)))
        .env("WAGATE_URL", url)
        .output()
        .unwrap()
}

/// Built by cargo together with this test when the whole workspace is tested, else now.
fn quickstart() -> PathBuf {
    let built = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--package", "wagate-examples", "--example", "quickstart"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .status()
        .unwrap();
    assert!(built.success());
    // This test stands in `<target>/debug/deps`.
    let test = std::env::current_exe().unwrap();
    let name = format!("quickstart{}", std::env::consts::EXE_SUFFIX);
    test.parent().and_then(Path::parent).unwrap().join("examples").join(name)
}

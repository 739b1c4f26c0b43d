//! The emulator as a program.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program talks to its user on the standard streams"
)]

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::process::ExitCode;

use wagate_emulator::{Emulator, Gateway};

const HELP: &str = "\
The WhatsApp gateways RyzeAPI, Evolution API, VZaps and WazzAPI, emulated on this machine.

usage: wagate-emulator [--free-ports] [--auto-scan]

  --free-ports   listen on free ports instead of 4101 to 4104 and 4100
  --auto-scan    a phone that scans every QR code by itself
  --help         this text

Without --auto-scan the phone scans when the control port is told so:

  curl -X POST http://127.0.0.1:4100/scan -d '{\"gateway\":\"ryze\",\"instance\":\"sales\"}'
";

struct Arguments {
    free_ports: bool,
    auto_scan: bool,
}

#[tokio::main]
async fn main() -> ExitCode {
    let mut arguments = Arguments { free_ports: false, auto_scan: false };
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "--free-ports" => arguments.free_ports = true,
            "--auto-scan" => arguments.auto_scan = true,
            "--help" | "-h" => {
                print!("{HELP}");
                return ExitCode::SUCCESS;
            }
            other => {
                eprint!("unknown argument: {other}\n\n{HELP}");
                return ExitCode::from(2);
            }
        }
    }
    match run(&arguments).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("the emulator could not start: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: &Arguments) -> io::Result<()> {
    let mut builder = Emulator::builder().auto_scan(arguments.auto_scan);
    if !arguments.free_ports {
        let at = |port| SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        builder = builder.addresses([at(4101), at(4102), at(4103), at(4104), at(4100)]);
    }
    let emulator = builder.start().await?;
    greet(&emulator);
    tokio::signal::ctrl_c().await
}

/// The addresses and the credentials, which are nobody's but the emulator's, as lines for a shell.
fn greet(emulator: &Emulator) {
    let known = emulator.credentials();
    for (gateway, variables) in [
        (Gateway::Ryze, vec![("ACCOUNT_TOKEN", &known.ryze_account_token)]),
        (Gateway::Evolution, vec![("ACCOUNT_TOKEN", &known.evolution_global_key)]),
        (
            Gateway::Vzaps,
            vec![("CLIENT_TOKEN", &known.vzaps_client_token), ("CLIENT_SECRET", &known.vzaps_client_secret)],
        ),
        (Gateway::Wazzapi, vec![("ACCOUNT_TOKEN", &known.wazzapi_api_key)]),
    ] {
        let name = gateway.name();
        println!("# {name}: {}", emulator.base_url(gateway));
        for (variable, value) in variables {
            println!("export WAGATE_{}_{variable}={value}", name.to_uppercase());
        }
    }
    println!("# control: {}", emulator.control_url());
    println!("# one of these, to choose the gateway:");
    for gateway in Gateway::ALL {
        println!("export WAGATE_URL={}+{}", gateway.name(), emulator.base_url(gateway));
    }
}

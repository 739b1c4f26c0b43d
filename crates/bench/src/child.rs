//! The processes beside this one: the server, the callers, and the tools that count around them.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use wagate_bench::Result;
use wagate_bench::calls::{Caller, Gateway};
use wagate_bench::drive::{Load, Spent};
use wagate_bench::server::Addresses;

/// Two lengths of a run: their difference holds the calls and nothing of what comes before them.
pub(crate) const FEW: u32 = 200;
pub(crate) const MANY: u32 = 1200;

/// A server in a process of its own, which ends with this value.
pub(crate) struct Server {
    process: Child,
    pub(crate) addresses: Addresses,
}

impl Server {
    pub(crate) fn start() -> Result<Self> {
        let mut process =
            Command::new(std::env::current_exe()?).arg("serve").stdout(Stdio::piped()).spawn()?;
        let mut line = String::new();
        let out = process.stdout.take().ok_or("the server has no output")?;
        BufReader::new(out).read_line(&mut line)?;
        let mut ports = line.split_whitespace().map(str::parse);
        let mut port = || ports.next().ok_or("the server told no port");
        let addresses = Addresses { limited: port()??, unlimited: port()?? };
        Ok(Self { process, addresses })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// What makes the calls: who, of which gateway, against which port.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Calls {
    pub(crate) caller: Caller,
    pub(crate) gateway: Gateway,
    pub(crate) port: u16,
}

impl Calls {
    fn arguments(self, load: Load) -> [String; 6] {
        [
            "call".to_owned(),
            self.caller.to_string(),
            self.gateway.name().to_owned(),
            self.port.to_string(),
            load.calls.to_string(),
            load.in_flight.to_string(),
        ]
    }

    /// Makes them in a process of its own.
    pub(crate) fn spent(self, load: Load) -> Result<Spent> {
        let told = output(Command::new(std::env::current_exe()?).args(self.arguments(load)))?;
        Ok(serde_json::from_str(&told)?)
    }

    /// Instructions a call, in user space.
    pub(crate) fn instructions(self) -> Result<f64> {
        let program = std::env::current_exe()?;
        instructions(&program, |calls| self.arguments(Load { calls, in_flight: 1 }).to_vec())
    }

    /// The same of the program that counts allocations, whose counting is in it.
    pub(crate) fn counting_instructions(self, program: &Path) -> Result<f64> {
        instructions(program, |calls| self.counting_arguments(calls))
    }

    fn counting_arguments(self, calls: u32) -> Vec<String> {
        let words = ["call", self.caller.name(), self.gateway.name()].map(str::to_owned);
        words.into_iter().chain([self.port.to_string(), calls.to_string()]).collect()
    }

    /// System calls a call.
    pub(crate) fn system_calls(self) -> Result<f64> {
        let exe = std::env::current_exe()?;
        let count = |calls| {
            let load = Load { calls, in_flight: 1 };
            system_calls(&exe, &self.arguments(load), |_| true)
        };
        Ok((count(MANY)? - count(FEW)?) / f64::from(MANY - FEW))
    }

    /// Allocations and bytes a call.
    pub(crate) fn allocations(self, program: &Path) -> Result<(f64, f64)> {
        const CALLS: u32 = 1000;
        let told = output(Command::new(program).args(self.counting_arguments(CALLS)))?;
        let spent: Spent = serde_json::from_str(&told)?;
        let a_call = |count: u64| count as f64 / f64::from(CALLS);
        Ok((a_call(spent.allocations), a_call(spent.bytes)))
    }
}

/// Instructions of one of the things that a program does so many times, in user space. The two lengths run side by side: what else runs does not
/// change how many instructions there are.
pub(crate) fn instructions(program: &Path, arguments: impl Fn(u32) -> Vec<String>) -> Result<f64> {
    let [few, many] = [FEW, MANY].map(|count| callgrind(program, &arguments(count)));
    let (few, many) = (few?, many?);
    Ok((collected(many)? - collected(few)?) / f64::from(MANY - FEW))
}

fn callgrind(program: &Path, arguments: &[String]) -> Result<Child> {
    let mut valgrind = Command::new("valgrind");
    valgrind.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).arg(program).args(arguments);
    Ok(valgrind.stdout(Stdio::null()).stderr(Stdio::piped()).spawn()?)
}

fn collected(run: Child) -> Result<f64> {
    let told = run.wait_with_output()?;
    let told = String::from_utf8_lossy(&told.stderr);
    let count = told.lines().find_map(|line| line.split_once("Collected : ")).map(|(_, count)| count);
    Ok(count.ok_or_else(|| format!("valgrind counted nothing: {told}"))?.trim().parse()?)
}

/// The system calls of a run that pass the filter, by strace's own table.
pub(crate) fn system_calls(exe: &Path, arguments: &[String], counted: impl Fn(&str) -> bool) -> Result<f64> {
    let told = std::env::temp_dir().join(format!("wagate-bench-{}.strace", std::process::id()));
    output(Command::new("strace").args(["-f", "-c", "-o"]).arg(&told).arg(exe).args(arguments))?;
    let table = std::fs::read_to_string(&told)?;
    std::fs::remove_file(&told)?;
    // `% time  seconds  usecs/call  calls  [errors]  syscall`
    Ok(table
        .lines()
        .filter_map(|line| {
            let words: Vec<&str> = line.split_whitespace().collect();
            let (name, calls) = (words.last()?, words.get(3)?.parse::<f64>().ok()?);
            (*name != "total" && counted(name)).then_some(calls)
        })
        .sum())
}

/// Whether a tool is installed.
pub(crate) fn is_there(tool: &str) -> bool {
    Command::new(tool).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
}

/// Runs a command to its end and gives what it told.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let done = command.stderr(Stdio::piped()).output()?;
    if !done.status.success() {
        return Err(format!("{command:?} failed: {}", String::from_utf8_lossy(&done.stderr)).into());
    }
    Ok(String::from_utf8(done.stdout)?)
}

/// Cargo, in the workspace.
pub(crate) fn cargo() -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(workspace());
    cargo
}

/// The workspace's folder.
pub(crate) fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

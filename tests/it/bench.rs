//! An emulator, clients for it, and a record of everything that the SDK shows.

use std::fmt::Debug;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use tracing_subscriber::fmt::MakeWriter;
use wagate::adapter::Provider;
use wagate::{AccountClient, Address, CreatedInstance, InstanceClient, NewInstance, Secrets};
use wagate_emulator::{Credentials, Emulator, EmulatorBuilder, Gateway, LedgerEntry};

/// One emulator and the gateway of it that a case is about.
pub(crate) struct Bench {
    pub(crate) emulator: Emulator,
    pub(crate) gateway: Gateway,
}

impl Bench {
    pub(crate) async fn start(gateway: Gateway) -> Self {
        Self::start_with(gateway, |builder| builder).await
    }

    /// An emulator whose limit on creations is out of the way, and with whatever else a case needs.
    pub(crate) async fn start_with(
        gateway: Gateway,
        settings: impl FnOnce(EmulatorBuilder) -> EmulatorBuilder,
    ) -> Self {
        shown::record();
        let limits = wagate_emulator::RateLimits { requests_a_minute: 10_000, creations_a_minute: 1000 };
        // Ids and tokens of one emulator occur in no other, so that none is taken for a credential.
        let seed = shown::SEED.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let builder = Emulator::builder().credentials(canaries()).rate_limits(limits).seed(seed);
        let emulator = settings(builder).start().await.unwrap();
        Self { emulator, gateway }
    }

    pub(crate) fn secrets(&self) -> Secrets {
        let known = self.emulator.credentials();
        let none = Secrets::new();
        match self.gateway {
            Gateway::Ryze => none.account_token(&known.ryze_account_token),
            Gateway::Evolution => none.account_token(&known.evolution_global_key),
            Gateway::Vzaps => none
                .client_token(&known.vzaps_client_token)
                .and_then(|secrets| secrets.client_secret(&known.vzaps_client_secret)),
            _ => none.account_token(&known.wazzapi_api_key),
        }
        .unwrap()
    }

    pub(crate) fn wrong_secrets() -> Secrets {
        Secrets::new()
            .account_token("canary-wrong-account-token")
            .and_then(|secrets| secrets.client_token("canary-wrong-client-token"))
            .and_then(|secrets| secrets.client_secret("canary-wrong-client-secret"))
            .unwrap()
    }

    pub(crate) fn url(&self) -> String {
        format!("{}+{}", self.gateway.name(), self.emulator.base_url(self.gateway))
    }

    pub(crate) fn account(&self) -> AccountClient {
        shown(wagate::connect_account(&self.url(), self.secrets()).unwrap())
    }

    /// A client for an instance with the instance's own token, made from nothing but texts.
    pub(crate) fn line_by_token(&self, id: &str, token: &str) -> InstanceClient {
        let secrets = match self.gateway {
            Gateway::Vzaps => Secrets::new()
                .client_token(&self.emulator.credentials().vzaps_client_token)
                .and_then(|secrets| secrets.instance_token(token)),
            _ => Secrets::new().instance_token(token),
        };
        let url = format!("{}?instance={id}", self.url());
        shown(wagate::connect(&url, secrets.unwrap()).unwrap())
    }

    pub(crate) async fn create<P: Provider>(
        &self,
        account: &AccountClient<P>,
        name: &str,
    ) -> CreatedInstance<P> {
        let created = shown(account.create_instance(NewInstance::named(name)).await.unwrap());
        if let Some(token) = &created.token {
            shown::add_secret(token.expose());
        }
        created
    }

    /// A new instance that is online.
    pub(crate) async fn online<P: Provider>(
        &self,
        account: &AccountClient<P>,
        name: &str,
    ) -> InstanceClient<P> {
        let line = self.create(account, name).await.client;
        line.connect().await.unwrap();
        assert!(self.emulator.scan(self.gateway, line.id()));
        line.wait_until_online(Duration::from_secs(10)).await.unwrap();
        line
    }

    /// What the gateway of this case accepted.
    pub(crate) fn ledger(&self) -> Vec<LedgerEntry> {
        self.emulator.ledger().into_iter().filter(|entry| entry.gateway == self.gateway).collect()
    }

    /// Asserts that nothing reaches any gateway while the action runs.
    pub(crate) async fn silently<T>(&self, action: impl Future<Output = T>) -> T {
        let before = self.emulator.requests().len();
        let result = action.await;
        assert_eq!(self.emulator.requests().len(), before, "something left");
        result
    }
}

/// Every case ends with a look at what was shown so far, by itself or by those beside it.
impl Drop for Bench {
    fn drop(&mut self) {
        if let (Some(line), false) = (shown::leak(), std::thread::panicking()) {
            panic!("a credential was shown in: {line}");
        }
    }
}

pub(crate) fn phone() -> Address {
    "+55 11 98888-7777".parse().unwrap()
}

/// A file of these bytes in the tests' own folder below `target`.
pub(crate) fn on_disk(name: &str, bytes: &[u8]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    // It appears whole, since other tests and other runs read it.
    let part = folder.join(format!("{name}.{:016x}", fastrand::u64(..)));
    std::fs::write(&part, bytes).unwrap();
    let path = folder.join(name);
    std::fs::rename(part, &path).unwrap();
    path
}

/// Prints a count also when the test passes: past the harness, which keeps what a passing test prints.
pub(crate) fn report(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}

/// Credentials that occur nowhere but where they are used.
fn canaries() -> Credentials {
    let mut credentials = Credentials::default();
    for (kind, value) in [
        ("ryze-account", &mut credentials.ryze_account_token),
        ("evolution-global", &mut credentials.evolution_global_key),
        ("vzaps-client", &mut credentials.vzaps_client_token),
        ("vzaps-secret", &mut credentials.vzaps_client_secret),
        ("wazzapi-key", &mut credentials.wazzapi_api_key),
    ] {
        *value = format!("canary-{kind}-{}", shown::RUN.get_or_init(|| fastrand::u64(..)));
        shown::add_secret(value);
    }
    credentials
}

/// Puts a value's `Debug`, plain and pretty, into the record.
pub(crate) fn shown<T: Debug>(value: T) -> T {
    shown::append(&format!("\n{value:?}\n{value:#?}\n"));
    value
}

/// Puts an error with its whole chain into the record.
pub(crate) fn shown_error(error: &wagate::Error) {
    let mut chain: Option<&dyn std::error::Error> = Some(error);
    while let Some(link) = chain {
        shown::append(&format!("\n{link}\n{link:?}\n{link:#?}\n"));
        chain = link.source();
    }
}

/// Everything that was shown by the SDK in this process: spans and events at TRACE, and what cases put there.
pub(crate) mod shown {
    use std::sync::atomic::AtomicU32;

    use super::{MakeWriter, Mutex, MutexGuard, OnceLock, PoisonError, io};

    pub(crate) static RUN: OnceLock<u64> = OnceLock::new();
    pub(crate) static SEED: AtomicU32 = AtomicU32::new(1);
    static RECORD: Mutex<Record> =
        Mutex::new(Record { text: String::new(), secrets: Vec::new(), looked_until: 0 });
    static SUBSCRIBED: OnceLock<()> = OnceLock::new();

    pub(crate) struct Record {
        pub(crate) text: String,
        pub(crate) secrets: Vec<String>,
        looked_until: usize,
    }

    /// Adds what was shown.
    pub(crate) fn append(text: &str) {
        lock().text.push_str(text);
    }

    /// Looks for every credential that is known by now in what was shown since the last look: the line, if there is one.
    pub(crate) fn leak() -> Option<String> {
        let mut record = lock();
        let Record { text, secrets, looked_until } = &mut *record;
        let fresh = &text[*looked_until..];
        let found = secrets.iter().find_map(|secret| {
            let at = memchr::memmem::find(fresh.as_bytes(), secret.as_bytes())?;
            let start = fresh[..at].rfind('\n').map_or(0, |newline| newline + 1);
            let line = fresh[start..].lines().next().unwrap_or_default();
            Some(line.replace(secret.as_str(), "<the credential>"))
        });
        *looked_until = text.len();
        found
    }

    pub(crate) fn lock() -> MutexGuard<'static, Record> {
        RECORD.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn add_secret(secret: &str) {
        let mut record = lock();
        if !record.secrets.iter().any(|known| known == secret) {
            record.secrets.push(secret.to_owned());
        }
    }

    /// From now on everything that is traced in this process is kept, but for the emulator's own words.
    pub(crate) fn record() {
        SUBSCRIBED.get_or_init(|| {
            let subscriber = tracing_subscriber::fmt()
                .with_max_level(tracing::Level::TRACE)
                .with_span_events(tracing_subscriber::fmt::format::FmtSpan::FULL)
                .with_ansi(false)
                .with_writer(Writer)
                .finish();
            tracing::subscriber::set_global_default(subscriber).unwrap();
        });
    }

    struct Writer;

    impl<'a> MakeWriter<'a> for Writer {
        type Writer = Self;

        fn make_writer(&'a self) -> Self {
            Self
        }
    }

    impl io::Write for Writer {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            append(&String::from_utf8_lossy(bytes));
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
}

/// Runs a generic case on every gateway, through the typed and through the erased client.
macro_rules! on_every_gateway {
    ($($case:ident),* $(,)?) => {$(
        mod $case {
            use crate::bench::Bench;
            use wagate_emulator::Gateway;

            crate::bench::on_every_gateway!(@one ryze, $case, Ryze);
            crate::bench::on_every_gateway!(@one evolution, $case, Evolution);
            crate::bench::on_every_gateway!(@one vzaps, $case, Vzaps);
            crate::bench::on_every_gateway!(@one wazzapi, $case, Wazzapi);
        }
    )*};
    (@one $module:ident, $case:ident, $provider:ident) => {
        mod $module {
            use super::{Bench, Gateway};

            #[tokio::test]
            async fn typed() {
                let bench = Bench::start(Gateway::$provider).await;
                let account = bench.account().downcast::<wagate::$provider>().unwrap();
                super::super::$case(&bench, account).await;
            }

            #[tokio::test]
            async fn erased() {
                let bench = Bench::start(Gateway::$provider).await;
                let account = bench.account();
                super::super::$case(&bench, account).await;
            }
        }
    };
}
pub(crate) use on_every_gateway;

//! The emulator's life, and what a test does with it.

mod events;
mod others;
mod phone;

use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::face::Face;
use crate::ryze::RateLimits;
use crate::shared::{App, Options, Shared};
use crate::{Credentials, FaultRule, Gateway, LedgerEntry, PushFaultRule, SeenRequest, WebhookDelivery};
use crate::{control, evolution, front, push, ryze, server, vzaps, wazzapi};

/// The four gateways, running.
///
/// All state belongs to this value. Dropping it cuts every connection and frees the ports.
pub struct Emulator {
    app: App,
    gateways: [SocketAddr; 4],
    control: SocketAddr,
    tasks: Vec<JoinHandle<()>>,
}

impl Emulator {
    /// Starts all gateways and the control port on free ports of `127.0.0.1`, with everything at its default.
    ///
    /// # Errors
    ///
    /// When a port cannot be opened.
    pub async fn start() -> io::Result<Self> {
        Self::builder().start().await
    }

    /// What can be chosen before an emulator is started.
    pub fn builder() -> EmulatorBuilder {
        EmulatorBuilder { options: Options::default(), addresses: [free_port(); 5] }
    }

    /// Where a gateway answers: `http://127.0.0.1:43121`, without a path and without a slash at the end.
    pub fn base_url(&self, gateway: Gateway) -> String {
        format!("http://{}", self.gateways[gateway.index()])
    }

    /// Where programs in other languages reach the ledger and the test controls.
    pub fn control_url(&self) -> String {
        format!("http://{}", self.control)
    }

    /// The credentials of the account that every gateway has.
    pub fn credentials(&self) -> &Credentials {
        self.app.credentials()
    }

    /// What the gateways accepted for WhatsApp, oldest first.
    pub fn ledger(&self) -> Vec<LedgerEntry> {
        self.app.world().ledger().to_vec()
    }

    /// Every request that reached a gateway, oldest first; the latest 10,000 of them.
    pub fn requests(&self) -> Vec<SeenRequest> {
        self.app.requests().to_vec()
    }

    /// Forgets the requests seen so far.
    pub fn clear_requests(&self) {
        self.app.requests().clear();
    }

    /// Makes a gateway fail. Rules are tried in the order they were added; the first that applies is used.
    pub fn fault(&self, gateway: Gateway, rule: FaultRule) {
        self.app.faults().add(gateway, rule);
    }

    /// Makes what a gateway pushes go wrong, by webhook or by socket.
    pub fn push_fault(&self, gateway: Gateway, rule: PushFaultRule) {
        self.app.hub().add_fault(gateway, rule);
    }

    /// Takes all fault rules back.
    pub fn clear_faults(&self) {
        self.app.faults().clear();
        self.app.hub().clear_faults();
    }

    /// What the gateways posted to webhooks, oldest first; the latest 10,000 of them.
    pub fn webhook_deliveries(&self) -> Vec<WebhookDelivery> {
        self.app.world().deliveries.iter().cloned().collect()
    }

    /// How many sockets of a gateway are open.
    pub fn sockets(&self, gateway: Gateway) -> usize {
        self.app.hub().subscriptions(gateway)
    }

    /// Cuts every socket of a gateway, without a closing frame. What happens from then on is not told to them.
    pub fn cut_sockets(&self, gateway: Gateway) {
        self.app.hub().cut(Some(gateway));
    }

    /// The phone scans the QR code, or takes the pairing code: the instance goes online with a number.
    ///
    /// `instance` is the gateway's id of the instance, as in [`LedgerEntry::instance`]. False when there is none.
    pub fn scan(&self, gateway: Gateway, instance: &str) -> bool {
        self.with_phone(|app| app.world().scan(gateway, instance))
    }

    /// The instance's connection to WhatsApp goes down; it stays paired. False when there is no such instance.
    pub fn drop_connection(&self, gateway: Gateway, instance: &str) -> bool {
        self.with_phone(|app| app.world().drop_connection(gateway, instance))
    }

    /// The phone unlinks the instance. False when there is no such instance.
    pub fn log_out_phone(&self, gateway: Gateway, instance: &str) -> bool {
        self.with_phone(|app| app.world().log_out(gateway, instance))
    }

    /// The instance belongs to somebody else from now on: to RyzeAPI and VZaps, which say so (403), and not to the
    /// other gateways. False when there is no such instance.
    pub fn give_away(&self, gateway: Gateway, instance: &str) -> bool {
        let mut world = self.app.world();
        let found = world.instance_mut(gateway, instance);
        found.map(|instance| instance.foreign = true).is_some()
    }

    /// VZaps refuses every JWT that it has given out so far.
    pub fn expire_vzaps_jwts(&self) {
        self.app.world().vzaps.expire_all();
    }

    /// How often a JWT was asked for at VZaps, with good credentials or bad ones.
    pub fn vzaps_token_requests(&self) -> u64 {
        self.app.world().vzaps.token_requests
    }

    /// The gateways refuse this token, of an account, an instance or a session, from now on.
    pub fn revoke(&self, token: &str) {
        self.app.world().revoke(token);
    }

    /// A number is on WhatsApp, which every number is unless it was
    /// [taken off](Self::set_not_on_whatsapp), and in everyone's address book.
    pub fn register_contact(&self, phone: &str) {
        self.app.world().register_contact(phone);
    }

    /// A number is not on WhatsApp.
    pub fn set_not_on_whatsapp(&self, phone: &str) {
        self.app.world().set_not_on_whatsapp(phone);
    }

    /// How many instances RyzeAPI lets the account have.
    pub fn set_ryze_quota(&self, instances: usize) {
        self.app.world().ryze.quota = Some(instances);
    }

    /// Whether Evolution API leaves the instances' tokens out of its lists.
    pub fn set_evolution_hides_tokens(&self, hides: bool) {
        self.app.world().evolution.hides_tokens = hides;
    }

    /// Whether Evolution API refuses to work because its licence was not activated.
    pub fn set_evolution_license_required(&self, required: bool) {
        self.app.world().evolution.license_required = required;
    }

    /// Moves the emulator's clock forward: rate-limit windows pass, JWTs expire, webhooks are tried again.
    pub fn advance_clock(&self, by: Duration) {
        self.app.world().clock.advance(by);
        self.app.changed();
    }

    /// Forgets instances, messages, requests, faults and everything that was set since the start. Ids given out
    /// so far are not given out again.
    pub fn reset(&self) {
        control::reset(&self.app);
    }

    /// Waits until something is so: a request has come, a message was accepted, a phone has scanned.
    ///
    /// It is asked at once, then after every request, every answer and everything that a phone does.
    pub async fn until(&self, so: impl Fn(&Self) -> bool) {
        let mut changes = self.app.changes();
        while !so(self) {
            // The sender lives as long as this emulator, so this cannot fail.
            let _ = changes.changed().await;
        }
    }

    fn with_phone(&self, act: impl FnOnce(&App) -> bool) -> bool {
        let found = act(&self.app);
        self.app.changed();
        found
    }
}

impl fmt::Debug for Emulator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Emulator")
            .field("gateways", &self.gateways)
            .field("control", &self.control)
            .finish_non_exhaustive()
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
        // The sockets end with their subscriptions.
        self.app.hub().cut(None);
    }
}

/// What can be chosen before an [`Emulator`] is started.
#[derive(Clone, Debug)]
#[must_use = "a builder does nothing until it is started"]
pub struct EmulatorBuilder {
    options: Options,
    addresses: [SocketAddr; 5],
}

impl EmulatorBuilder {
    /// The credentials that the gateways accept. Fixed ones otherwise.
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.options.credentials = credentials;
        self
    }

    /// Whether there is a phone that scans by itself; not unless set.
    ///
    /// An instance then goes online as soon as its QR or pairing code was read twice. A caller who reads it only
    /// once and then looks at the status does not wait for ever: the phone scans with the first look after a pairing
    /// code, with the second after a QR code.
    pub fn auto_scan(mut self, scans: bool) -> Self {
        self.options.auto_scan = scans;
        self
    }

    /// How many requests RyzeAPI takes.
    pub fn rate_limits(mut self, limits: RateLimits) -> Self {
        self.options.rate_limits = limits;
        self
    }

    /// Where the counter behind all ids and tokens begins. Emulators with the same seed give the same ones; 0 unless set.
    pub fn seed(mut self, seed: u32) -> Self {
        self.options.seed = seed;
        self
    }

    /// How long a JWT of VZaps is good for. An hour unless set.
    pub fn vzaps_jwt_lifetime(mut self, lifetime: Duration) -> Self {
        self.options.vzaps_jwt_lifetime = lifetime;
        self
    }

    /// Where to listen: the gateways in the order of [`Gateway::ALL`], then the control port. Free ports of
    /// `127.0.0.1` unless set; a port of 0 is a free one.
    pub fn addresses(mut self, addresses: [SocketAddr; 5]) -> Self {
        self.addresses = addresses;
        self
    }

    /// Starts the emulator in the runtime that polls this.
    ///
    /// # Errors
    ///
    /// When a port cannot be opened.
    pub async fn start(self) -> io::Result<Emulator> {
        let app: App = Arc::new(Shared::new(self.options));
        let [ryze, evolution, vzaps, wazzapi, control] = self.addresses;
        let mut emulator = Emulator {
            app: Arc::clone(&app),
            gateways: [ryze, evolution, vzaps, wazzapi],
            control,
            tasks: Vec::with_capacity(6),
        };
        for gateway in Gateway::ALL {
            let place = emulator.gateways[gateway.index()];
            let service = front::service(Arc::clone(&app), gateway, face(gateway));
            emulator.gateways[gateway.index()] = emulator.listen(place, service).await?;
        }
        app.world().evolution.start(&app, emulator.base_url(Gateway::Evolution));
        emulator.tasks.push(tokio::spawn(push::post_all(Arc::clone(&app))));
        let service = front::plain_service(control::router(app, emulator.gateways));
        emulator.control = emulator.listen(control, service).await?;
        Ok(emulator)
    }
}

impl Emulator {
    async fn listen(&mut self, place: SocketAddr, service: server::Service) -> io::Result<SocketAddr> {
        let listener = TcpListener::bind(place).await?;
        let address = listener.local_addr()?;
        self.tasks.push(tokio::spawn(server::serve(listener, service)));
        Ok(address)
    }
}

fn face(gateway: Gateway) -> Face {
    match gateway {
        Gateway::Ryze => ryze::face(),
        Gateway::Evolution => evolution::face(),
        Gateway::Vzaps => vzaps::face(),
        Gateway::Wazzapi => wazzapi::face(),
    }
}

fn free_port() -> SocketAddr {
    SocketAddr::from((Ipv4Addr::LOCALHOST, 0))
}

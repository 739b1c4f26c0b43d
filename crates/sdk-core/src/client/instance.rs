use std::any::{Any, TypeId};
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use http::Method;

use super::{AnyProvider, ClientBuilder, QrCodes, RawRequest, SendMessage};
use crate::adapter::{Adapter, Mirror, Provider};
use crate::address::{Address, PhoneNumber};
use crate::capabilities::{Capabilities, Operation};
use crate::credential::{Authorizer, CredentialSlot};
use crate::endpoint::{Bucket, Endpoint, OnInstance};
use crate::error::{Error, ErrorContext};
use crate::instance::ConnectionState;
use crate::message::{Image, Message, SendRequest};
use crate::pairing::{Pairing, PairingCode};
use crate::pipeline::{Answer, Call, Shared};
use crate::rate_limit::RateLimit;

/// One instance, that is one WhatsApp number, at a gateway.
///
/// Cheap to clone, `Send` and `Sync`. `P` is the gateway; without it the client is erased: the same type over whichever gateway it was made
/// for.
///
/// Another gateway's operation does not compile, nor does one that needs the account's credential:
///
/// ```compile_fail,E0271
/// use wagate_sdk_core::{InstanceClient, adapter::{AccountOnly, Adapter, Endpoint}};
///
/// async fn wrong<P: Adapter, E: Endpoint<Provider = P, Scope = AccountOnly>>(line: InstanceClient<P>, endpoint: E) {
///     let _ = line.call::<E>(endpoint).await;
///     let _: InstanceClient = line;
/// }
/// ```
pub struct InstanceClient<P: Provider = AnyProvider> {
    core: Arc<Core>,
    provider: PhantomData<fn() -> P>,
}

struct Core {
    shared: Arc<Shared>,
    id: Box<str>,
    slot: Slot,
    state: Box<dyn Any + Send + Sync>,
}

/// Whose credential the instance acts with.
enum Slot {
    Owner(Arc<CredentialSlot>),
    Own(CredentialSlot),
}

impl Slot {
    fn get(&self) -> &CredentialSlot {
        match self {
            Self::Owner(slot) => slot,
            Self::Own(slot) => slot,
        }
    }
}

impl<P: Adapter> InstanceClient<P> {
    /// A client with the instance's own credential at the gateway's own address. No account is needed.
    ///
    /// # Errors
    /// [`Error::Config`] when the gateway has no address of its own (then use [`InstanceClient::builder`]), or TLS cannot be set up;
    /// [`Error::InvalidRequest`] when the id cannot be one.
    pub fn new(id: impl Into<String>, credential: impl Into<P::InstanceCredential>) -> Result<Self, Error> {
        Self::builder(id, credential).build()
    }

    /// Settings first.
    pub fn builder(
        id: impl Into<String>,
        credential: impl Into<P::InstanceCredential>,
    ) -> ClientBuilder<Self> {
        ClientBuilder::instance(id.into(), credential.into())
    }

    /// From now on this client and its clones use another credential. Calls under way end with the old one.
    ///
    /// # Errors
    /// [`Error::Config`] when the credential cannot be used, or when this client acts with the account's: then it is replaced at the
    /// account's client.
    pub fn replace_credential(&self, credential: impl Into<P::InstanceCredential>) -> Result<(), Error> {
        match &self.core.slot {
            Slot::Own(slot) => {
                slot.replace(P::instance_authorizer(credential.into())?);
                Ok(())
            }
            Slot::Owner(_) => Err(Error::config(
                "this client acts with the account's credential: replace it at the account's client",
            )),
        }
    }

    /// Calls one of the gateway's own operations.
    ///
    /// Dropping the future leaves the outcome unknown, unless the operation only reads.
    ///
    /// # Errors
    /// As the operation's documentation says; every error tells its [`Outcome`](crate::Outcome).
    pub async fn call<E>(&self, endpoint: E) -> Result<E::Response, Error>
    where
        E: Endpoint<Provider = P, Scope: OnInstance>,
    {
        Ok(self.exchange(endpoint).await?.value)
    }

    /// Like [`InstanceClient::call`], with everything that the gateway answered.
    ///
    /// # Errors
    /// As [`InstanceClient::call`].
    pub async fn exchange<E>(&self, endpoint: E) -> Result<Answer<E::Response>, Error>
    where
        E: Endpoint<Provider = P, Scope: OnInstance>,
    {
        self.calling(&endpoint)?.answer(E::succeeded).await
    }

    /// The call of an endpoint, before anything leaves.
    pub(crate) fn calling<E>(&self, endpoint: &E) -> Result<Call<'_>, Error>
    where
        E: Endpoint<Provider = P, Scope: OnInstance>,
    {
        let core = &*self.core;
        Call::of(&core.shared, Some(core.slot.get()), Some(&core.id), endpoint)
    }

    /// What the adapter keeps for this instance.
    #[allow(clippy::expect_used, reason = "`of` lets no other type in")]
    pub fn state(&self) -> &P::InstanceState {
        self.core.state.downcast_ref().expect("the state is the provider's")
    }

    /// How this client's requests are authorized.
    pub fn authorizer(&self) -> Arc<dyn Authorizer> {
        self.core.slot.get().authorizer()
    }
}

impl<P: Provider> InstanceClient<P> {
    pub(crate) fn of_token(
        shared: Arc<Shared>,
        authorizer: Arc<dyn Authorizer>,
        id: String,
        state: Option<Box<dyn Any + Send + Sync>>,
    ) -> Result<Self, Error> {
        Self::of(shared, Slot::Own(CredentialSlot::new(authorizer)), id, state)
    }

    pub(crate) fn of_owner(
        shared: Arc<Shared>,
        slot: Arc<CredentialSlot>,
        id: String,
        state: Option<Box<dyn Any + Send + Sync>>,
    ) -> Result<Self, Error> {
        Self::of(shared, Slot::Owner(slot), id, state)
    }

    fn of(
        shared: Arc<Shared>,
        slot: Slot,
        id: String,
        state: Option<Box<dyn Any + Send + Sync>>,
    ) -> Result<Self, Error> {
        check_id(&id).map_err(|error| error.at(shared.dialect.name, "", None))?;
        let state = match state {
            None => shared.mirror.new_state(),
            Some(state) if shared.mirror.is_state(&*state) => state,
            Some(_) => {
                let error = Error::config("the instance's state is another adapter's");
                return Err(error.at(shared.dialect.name, "", Some(&id)));
            }
        };
        let core = Core { shared, id: id.into_boxed_str(), slot, state };
        Ok(Self { core: Arc::new(core), provider: PhantomData })
    }

    /// The gateway's short name, such as `ryze`.
    pub fn provider(&self) -> &'static str {
        self.core.shared.dialect.name
    }

    /// The instance's id, as its gateway addresses it.
    pub fn id(&self) -> &str {
        &self.core.id
    }

    /// Forgets the gateway's type. Nothing else changes, and nothing is allocated.
    pub fn erase(self) -> InstanceClient {
        InstanceClient { core: self.core, provider: PhantomData }
    }

    /// Finds the gateway's type again.
    ///
    /// # Errors
    /// Gives the client back when it is for another gateway.
    pub fn downcast<Q: Adapter>(self) -> Result<InstanceClient<Q>, Self> {
        if self.core.shared.mirror.provider() == TypeId::of::<Q>() {
            Ok(InstanceClient { core: self.core, provider: PhantomData })
        } else {
            Err(self)
        }
    }

    /// What this client can do, with its gateway, its credential and its channel.
    pub fn capabilities(&self) -> &'static Capabilities {
        let kind = self.core.slot.get().authorizer().kind();
        self.core.shared.mirror.instance_capabilities(kind, &*self.core.state)
    }

    /// The rate limit as the last answers told it; `None` while none did. Other processes may spend the same one.
    pub fn rate_limit(&self) -> Option<RateLimit> {
        self.core.slot.get().snapshot(Bucket::General)
    }

    /// Starts pairing and answers with what a phone needs for it: a QR code, a pairing code, or that it is paired already.
    ///
    /// RyzeAPI `instance.connect` (which takes up to 60 s), Evolution API `instance.connect`, VZaps `session.qr` (an image only), WazzAPI
    /// `device.qr`.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such instance.
    pub async fn connect(&self) -> Result<Pairing, Error> {
        self.require(Operation::Connect)?;
        P::connect(self).await.map_err(|error| self.at(error, Operation::Connect))
    }

    /// The QR codes to show, each as it changes, until the number is paired.
    pub fn qr_codes(&self) -> QrCodes<P> {
        QrCodes::new(self.clone())
    }

    /// Asks for the code that is typed on the phone with this number, instead of scanning a QR code.
    ///
    /// # Errors
    /// [`Error::Conflict`] or [`Error::InvalidRequest`], as the gateway has it, when the instance is paired already.
    pub async fn pairing_code(&self, phone: &PhoneNumber) -> Result<PairingCode, Error> {
        self.require(Operation::PairingCode)?;
        P::pairing_code(self, phone.clone()).await.map_err(|error| self.at(error, Operation::PairingCode))
    }

    /// Whether the instance is connected to WhatsApp.
    ///
    /// RyzeAPI `instance.list`, Evolution API `instance.connection_state`, VZaps `session.status`, WazzAPI `device.get`.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such instance.
    pub async fn status(&self) -> Result<ConnectionState, Error> {
        self.require(Operation::Status)?;
        P::status(self).await.map_err(|error| self.at(error, Operation::Status))
    }

    /// Asks for the state until it is online: at once, then after 0.5 s, and ever less often, at most every 5 s.
    ///
    /// # Errors
    /// [`Error::InstanceOffline`] when the deadline passes, or at once when waiting cannot help: the number is restricted or the
    /// instance deleted. A failed question is asked again until the deadline if its error is transient, else it ends the wait.
    pub async fn wait_until_online(&self, deadline: Duration) -> Result<(), Error> {
        let mut seen = "the gateway has not answered".to_owned();
        let waiting = async {
            let mut pause = Duration::from_millis(500);
            loop {
                seen = match self.status().await {
                    Ok(ConnectionState::Online) => return Ok(()),
                    Ok(state) if state.is_final() => return Err(self.still_offline(&format!("{state:?}"))),
                    Ok(state) => format!("{state:?}"),
                    Err(error) if !error.is_transient() => return Err(error),
                    Err(error) => error.to_string(),
                };
                tokio::time::sleep(pause).await;
                pause = (pause * 2).min(Duration::from_secs(5));
            }
        };
        match tokio::time::timeout(deadline, waiting).await {
            Ok(result) => result,
            Err(_) => Err(self.still_offline(&format!("{seen} after {} s", deadline.as_secs_f32()))),
        }
    }

    /// Unlinks the number. It must be paired again afterwards.
    ///
    /// RyzeAPI `instance.logout`, Evolution API `instance.logout`, VZaps `session.disconnect`.
    ///
    /// # Errors
    /// [`Error::Unsupported`] on WazzAPI, which has no such call.
    pub async fn logout(&self) -> Result<(), Error> {
        self.require(Operation::Logout)?;
        P::logout(self).await.map_err(|error| self.at(error, Operation::Logout))
    }

    /// Sends a message. The answer is a builder for its options, which is awaited.
    ///
    /// ```
    /// # use wagate_sdk_core::{Address, Error, InstanceClient, Media, Message, Outcome};
    /// # async fn example(line: InstanceClient, to: Address) -> Result<(), Error> {
    /// let sent = line.send_text(&to, "Your order is ready").await?;
    /// let image = Message::image(Media::url("https://example.com/receipt.png")).caption("Receipt");
    /// match line.send(&to, image).quote(&sent.message_id).await {
    ///     Ok(sent) => println!("sent {}", sent.message_id),
    ///     Err(error) if error.outcome() == Outcome::Unknown => println!("ask a human: {error}"),
    ///     Err(error) => return Err(error),
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Cancel safety
    /// Dropping the future before it is first polled sends nothing. Dropping it later leaves the outcome unknown: the message may have
    /// been sent.
    ///
    /// # Errors
    /// Every error tells its [`Outcome`](crate::Outcome). What the gateway cannot carry is [`Error::Unsupported`] before a byte
    /// leaves; a send whose outcome is unknown is never repeated by this SDK.
    pub fn send(&self, to: &Address, message: impl Into<Message>) -> SendMessage<'_, P> {
        SendMessage::new(self, SendRequest::new(to.clone(), message.into()))
    }

    /// Sends a text: short for [`InstanceClient::send`] with [`Message::text`].
    pub fn send_text(&self, to: &Address, text: impl Into<String>) -> SendMessage<'_, P> {
        self.send(to, Message::text(text))
    }

    /// Sends an image: short for [`InstanceClient::send`].
    pub fn send_image(&self, to: &Address, image: Image) -> SendMessage<'_, P> {
        self.send(to, image)
    }

    /// A request that is not modelled, with this client's credential, base URL, errors and retries.
    pub fn request(&self, method: Method, path: impl Into<String>) -> RawRequest<'_> {
        RawRequest::new(&self.core.shared, self.core.slot.get(), Some(&self.core.id), method, path.into())
    }

    pub(crate) fn mirror(&self) -> &'static dyn Mirror {
        self.core.shared.mirror
    }

    pub(crate) fn retyped<Q: Provider>(self) -> InstanceClient<Q> {
        InstanceClient { core: self.core, provider: PhantomData }
    }

    pub(crate) fn require(&self, operation: Operation) -> Result<(), Error> {
        self.capabilities().require(operation).map_err(|error| self.at(error, operation))
    }

    pub(crate) fn at(&self, error: Error, operation: Operation) -> Error {
        error.at(self.provider(), operation.name(), Some(self.id()))
    }

    fn still_offline(&self, seen: &str) -> Error {
        let context = ErrorContext::before_io(format!("the instance is not online: {seen}"));
        self.at(Error::InstanceOffline(Box::new(context)), Operation::Status)
    }
}

/// What can stand in a path as an instance's id.
pub(super) fn check_id(id: &str) -> Result<(), Error> {
    if id.trim().is_empty() || id == "." || id == ".." {
        return Err(Error::invalid("the instance's id is empty, `.` or `..`"));
    }
    if id.chars().any(char::is_control) {
        return Err(Error::invalid("the instance's id holds control characters"));
    }
    Ok(())
}

impl<P: Provider> Clone for InstanceClient<P> {
    fn clone(&self) -> Self {
        Self { core: self.core.clone(), provider: PhantomData }
    }
}

impl<P: Provider> fmt::Debug for InstanceClient<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InstanceClient")
            .field("id", &self.id())
            .field("shared", &self.core.shared)
            .field("credential", self.core.slot.get())
            .finish()
    }
}

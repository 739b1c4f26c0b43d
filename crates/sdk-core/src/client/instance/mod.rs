//! The client of one instance. What it does stands in one file an area.

mod chats;
mod contacts;
#[cfg(feature = "events")]
mod events;
mod groups;
mod lifecycle;
mod messages;
mod profile;
mod settings;
mod webhooks;

use std::any::{Any, TypeId};
use std::fmt;
use std::marker::PhantomData;
use std::sync::{Arc, OnceLock};

use futures_util::future::BoxFuture;
use http::Method;

use super::{AccountClient, AnyProvider, ClientBuilder, Listing, QrCodes, RawRequest, SendMessage, Typing};
use crate::adapter::{Adapter, Mirror, Provider};
use crate::address::Address;
use crate::capabilities::{Capabilities, Operation};
use crate::contact::Resolutions;
use crate::credential::{Authorizer, CredentialSlot};
use crate::endpoint::{Bucket, Endpoint, OnInstance};
use crate::error::Error;
use crate::instance::{Page, PageToken};
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
    id: Arc<str>,
    slot: Slot,
    state: Box<dyn Any + Send + Sync>,
    /// Made when the first number is resolved: most clients never do.
    resolutions: OnceLock<Box<Resolutions>>,
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
        // All of the endpoint is in the call, so the future keeps no second place for it.
        let call = {
            let endpoint = endpoint;
            self.calling(&endpoint)
        }?;
        call.answer(E::succeeded).await
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

    /// The account that the instance belongs to, as far as this instance's credential reaches: for an adapter whose gateway has one credential for
    /// both. It shares connections and the adapter's [`account_state`](AccountClient::account_state).
    pub fn account(&self) -> AccountClient<P> {
        let shared = self.core.shared.clone();
        match &self.core.slot {
            Slot::Owner(slot) => AccountClient::sharing(shared, slot.clone()),
            Slot::Own(slot) => AccountClient::assemble(shared, slot.authorizer()),
        }
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
        let core = Core { shared, id: id.into(), slot, state, resolutions: OnceLock::new() };
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

    /// Runs a portable operation, if it is claimed.
    async fn run<T>(
        &self,
        operation: Operation,
        work: impl Future<Output = Result<T, Error>>,
    ) -> Result<T, Error> {
        self.run_if(operation, Ok(()), work).await
    }

    /// Runs a portable operation, if it is claimed and what it is asked makes sense.
    async fn run_if<T>(
        &self,
        operation: Operation,
        check: Result<(), Error>,
        work: impl Future<Output = Result<T, Error>>,
    ) -> Result<T, Error> {
        self.require(operation)?;
        check.map_err(|error| self.at(error, operation))?;
        work.await.map_err(|error| self.at(error, operation))
    }

    /// Whether the gateway has the operation for an address of that kind.
    fn takes(&self, operation: Operation, with: &Address) -> Result<(), Error> {
        self.capabilities().require_with(operation, with.kind())
    }

    /// A list that is fetched page by page, if the operation is claimed.
    fn listing<T, F>(&self, operation: Operation, fetch: F) -> Listing<T>
    where
        T: Send + 'static,
        F: Fn(Self, Option<PageToken>) -> BoxFuture<'static, Result<Page<T>, Error>> + Send + 'static,
    {
        let client = self.clone();
        Listing::by_page(move |page| {
            let (client, pages) = (client.clone(), fetch(client.clone(), page));
            async move { client.run(operation, pages).await }
        })
    }

    pub(crate) fn at(&self, error: Error, operation: Operation) -> Error {
        error.at(self.provider(), operation.name(), Some(self.id()))
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

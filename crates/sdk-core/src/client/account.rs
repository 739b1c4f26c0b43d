use std::any::{Any, TypeId};
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use http::Method;

use super::{AnyProvider, ClientBuilder, InstanceClient, Listing, RawRequest};
use crate::adapter::{Adapter, Mirror, Provider};
use crate::capabilities::{Capabilities, Operation};
use crate::credential::{Authorizer, CredentialSlot, InstanceToken};
use crate::done::Done;
use crate::endpoint::{Bucket, Endpoint, OnAccount};
use crate::error::{Error, ErrorContext, Outcome};
use crate::instance::{InstanceInfo, NewInstance, Verified};
use crate::pipeline::{Answer, Call, Shared};
use crate::rate_limit::RateLimit;

/// The owner of instances at a gateway: creates, lists and deletes them.
///
/// Cheap to clone: clones and the instances' clients share one connection pool, one retry budget and one state of the rate limit. `P` is
/// the gateway; without it the client is erased: the same type over whichever gateway it was made for.
///
/// An account is made with an account's credential, or with what becomes one:
///
/// ```
/// use wagate_sdk_core::{AccountClient, AccountToken, adapter::Adapter};
///
/// fn right<P: Adapter<AccountCredential = AccountToken>>(token: AccountToken) {
///     let _ = AccountClient::<P>::new(token);
/// }
/// ```
///
/// An instance's token is none and becomes none:
///
/// ```compile_fail,E0277
/// use wagate_sdk_core::{AccountClient, AccountToken, InstanceToken, adapter::Adapter};
///
/// fn wrong<P: Adapter<AccountCredential = AccountToken>>(token: InstanceToken) {
///     let _ = AccountClient::<P>::new(token);
/// }
/// ```
pub struct AccountClient<P: Provider = AnyProvider> {
    core: Arc<Core>,
    provider: PhantomData<fn() -> P>,
}

struct Core {
    shared: Arc<Shared>,
    slot: Arc<CredentialSlot>,
}

/// A new instance.
#[non_exhaustive]
pub struct CreatedInstance<P: Provider = AnyProvider> {
    /// Its client, holding its own token where the gateway gave one, else acting with the account's credential.
    pub client: InstanceClient<P>,
    /// Its token, for storing it. Some gateways never show it again.
    pub token: Option<InstanceToken>,
    /// What the gateway told of it.
    pub info: InstanceInfo,
}

impl<P: Adapter> AccountClient<P> {
    /// A client at the gateway's own address.
    ///
    /// # Errors
    /// [`Error::Config`] when the gateway has no address of its own (then use [`AccountClient::builder`]), or TLS cannot be set up.
    pub fn new(credential: impl Into<P::AccountCredential>) -> Result<Self, Error> {
        Self::builder(credential).build()
    }

    /// Settings first.
    pub fn builder(credential: impl Into<P::AccountCredential>) -> ClientBuilder<Self> {
        ClientBuilder::account(credential.into())
    }

    /// From now on this client, its clones, and the instances that act with the account's credential use another one. Calls under way end
    /// with the old one.
    ///
    /// # Errors
    /// [`Error::Config`] when the credential cannot be used; then the old one stays.
    pub fn replace_credential(&self, credential: impl Into<P::AccountCredential>) -> Result<(), Error> {
        self.core.slot.replace(P::account_authorizer(credential.into())?);
        Ok(())
    }

    /// Calls one of the gateway's own operations.
    ///
    /// Dropping the future leaves the outcome unknown, unless the operation only reads.
    ///
    /// # Errors
    /// As the operation's documentation says; every error tells its [`Outcome`](crate::Outcome).
    pub async fn call<E>(&self, endpoint: E) -> Result<E::Response, Error>
    where
        E: Endpoint<Provider = P, Scope: OnAccount>,
    {
        Ok(self.exchange(endpoint).await?.value)
    }

    /// Like [`AccountClient::call`], with everything that the gateway answered.
    ///
    /// # Errors
    /// As [`AccountClient::call`].
    pub async fn exchange<E>(&self, endpoint: E) -> Result<Answer<E::Response>, Error>
    where
        E: Endpoint<Provider = P, Scope: OnAccount>,
    {
        let call = Call::of(&self.core.shared, Some(&self.core.slot), None, &endpoint)?;
        call.answer(E::succeeded).await
    }

    /// How this client's requests are authorized, for an adapter that derives an instance's credential from it.
    pub fn authorizer(&self) -> Arc<dyn Authorizer> {
        self.core.slot.authorizer()
    }

    /// A client over the same connections whose requests are authorized in another way, with a rate limit of its own: for an adapter whose gateway
    /// gives out a token for one purpose.
    #[must_use]
    pub fn with_authorizer(&self, authorizer: Arc<dyn Authorizer>) -> Self {
        Self::assemble(self.core.shared.clone(), authorizer)
    }

    /// What an adapter keeps for the account, the same for this client, its clones and its instances' clients. One value of each type; the first one
    /// who asks makes it.
    pub fn account_state<T: Default + Send + Sync + 'static>(&self) -> Arc<T> {
        self.core.shared.kept.get()
    }
}

impl<P: Provider> AccountClient<P> {
    pub(crate) fn assemble(shared: Arc<Shared>, authorizer: Arc<dyn Authorizer>) -> Self {
        Self::sharing(shared, Arc::new(CredentialSlot::new(authorizer)))
    }

    pub(crate) fn sharing(shared: Arc<Shared>, slot: Arc<CredentialSlot>) -> Self {
        Self { core: Arc::new(Core { shared, slot }), provider: PhantomData }
    }

    /// The gateway's short name, such as `ryze`.
    pub fn provider(&self) -> &'static str {
        self.core.shared.dialect.name
    }

    /// Forgets the gateway's type. Nothing else changes, and nothing is allocated.
    pub fn erase(self) -> AccountClient {
        AccountClient { core: self.core, provider: PhantomData }
    }

    /// Finds the gateway's type again.
    ///
    /// # Errors
    /// Gives the client back when it is for another gateway.
    pub fn downcast<Q: Adapter>(self) -> Result<AccountClient<Q>, Self> {
        if self.core.shared.mirror.provider() == TypeId::of::<Q>() {
            Ok(AccountClient { core: self.core, provider: PhantomData })
        } else {
            Err(self)
        }
    }

    /// What this client can do.
    pub fn capabilities(&self) -> &'static Capabilities {
        self.core.shared.mirror.account_capabilities(self.core.slot.authorizer().kind())
    }

    /// The general rate limit as the last answers told it; `None` while none did. Other processes may spend the same one.
    pub fn rate_limit(&self) -> Option<RateLimit> {
        self.core.slot.snapshot(Bucket::General)
    }

    /// The rate limit of a bucket of its own, such as the creation of instances.
    pub fn rate_limit_of(&self, bucket: Bucket) -> Option<RateLimit> {
        self.core.slot.snapshot(bucket)
    }

    /// A client for one of the account's instances, acting with the account's credential. Nothing is asked of the gateway.
    ///
    /// # Errors
    /// [`Error::InvalidRequest`] when the id cannot be one.
    pub fn instance(&self, id: impl Into<String>) -> Result<InstanceClient<P>, Error> {
        InstanceClient::of_owner(self.core.shared.clone(), self.core.slot.clone(), id.into(), None)
    }

    /// Whether the credential is good, and of which kind it is.
    ///
    /// RyzeAPI `instance.list`, Evolution API `POST /verify-creds` (so the global key only), VZaps `POST /token` and a list of one, WazzAPI
    /// `GET /devices`.
    ///
    /// # Errors
    /// [`Error::Unauthorized`] when it is not.
    pub async fn verify(&self) -> Result<Verified, Error> {
        self.require(Operation::Verify)?;
        P::verify(self).await.map_err(|error| self.at(error, Operation::Verify))
    }

    /// Makes an instance, and a client for it that holds its own token where the gateway gives one.
    ///
    /// Dropping the future, or an error whose outcome is unknown, may leave an instance behind: list them before creating it again.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the name is taken, [`Error::Quota`] when the plan allows no more.
    pub async fn create_instance(&self, spec: NewInstance) -> Result<CreatedInstance<P>, Error> {
        self.require(Operation::CreateInstance)?;
        spec.check().map_err(|error| self.at(error, Operation::CreateInstance))?;
        // A token chosen by the caller must not show either, should the gateway repeat it.
        let chosen = spec.token.clone();
        let created = P::create_instance(self, spec).await.map_err(|error| {
            let error = self.at(error, Operation::CreateInstance);
            chosen.iter().fold(error, |error, token| error.hiding(token.expose()))
        })?;
        let shared = self.core.shared.clone();
        let id = created.info.id.clone();
        let client = match created.credential {
            Some(authorizer) => InstanceClient::of_token(shared, authorizer, id, created.state),
            None => InstanceClient::of_owner(shared, self.core.slot.clone(), id, created.state),
        };
        // The instance exists, whatever is wrong with its id: the answer is kept in the error.
        let client = client.map_err(|error| {
            let context = ErrorContext::before_io(format!("the new instance cannot be addressed: {error}"))
                .with_outcome(Outcome::Accepted)
                .with_raw(created.info.raw.clone());
            self.at(Error::Decode(Box::new(context)), Operation::CreateInstance)
        })?;
        Ok(CreatedInstance { client, token: created.info.token.clone(), info: created.info })
    }

    /// All instances of the account, page by page.
    ///
    /// ```
    /// # use wagate_sdk_core::{AccountClient, Error};
    /// # async fn example(account: AccountClient) -> Result<(), Error> {
    /// let mut instances = account.instances();
    /// while let Some(instance) = instances.next().await {
    ///     let instance = instance?;
    ///     println!("{} {:?}", instance.name, instance.state);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn instances(&self) -> Listing<InstanceInfo> {
        let account = self.clone();
        Listing::by_page(move |page| {
            let account = account.clone();
            async move {
                account.require(Operation::ListInstances)?;
                P::list_instances(&account, page)
                    .await
                    .map_err(|error| account.at(error, Operation::ListInstances))
            }
        })
    }

    /// One instance by its id.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the account has none with that id.
    pub async fn get_instance(&self, id: &str) -> Result<InstanceInfo, Error> {
        self.require(Operation::GetInstance)?;
        self.require_id(id, Operation::GetInstance)?;
        P::get_instance(self, id.to_owned()).await.map_err(|error| self.at(error, Operation::GetInstance))
    }

    /// Deletes an instance with all that the gateway keeps of it. It cannot be undone.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none; [`Error::Unsupported`] on WazzAPI, which has no such call.
    pub async fn delete_instance(&self, id: &str) -> Result<Done, Error> {
        self.require(Operation::DeleteInstance)?;
        self.require_id(id, Operation::DeleteInstance)?;
        P::delete_instance(self, id.to_owned())
            .await
            .map_err(|error| self.at(error, Operation::DeleteInstance))
    }

    /// A request that is not modelled, with this client's credential, base URL, errors and retries.
    pub fn request(&self, method: Method, path: impl Into<String>) -> RawRequest<'_> {
        RawRequest::new(&self.core.shared, &self.core.slot, None, method, path.into())
    }

    pub(crate) fn mirror(&self) -> &'static dyn Mirror {
        self.core.shared.mirror
    }

    pub(crate) fn retyped<Q: Provider>(self) -> AccountClient<Q> {
        AccountClient { core: self.core, provider: PhantomData }
    }

    fn require(&self, operation: Operation) -> Result<(), Error> {
        self.capabilities().require(operation).map_err(|error| self.at(error, operation))
    }

    fn require_id(&self, id: &str, operation: Operation) -> Result<(), Error> {
        super::instance::check_id(id).map_err(|error| self.at(error, operation))
    }

    fn at(&self, error: Error, operation: Operation) -> Error {
        error.at(self.provider(), operation.name(), None)
    }
}

impl<P: Adapter> AccountClient<P> {
    /// Like [`AccountClient::instance`], with what the adapter already knows of it.
    ///
    /// # Errors
    /// As [`AccountClient::instance`].
    pub fn instance_with(
        &self,
        id: impl Into<String>,
        state: P::InstanceState,
    ) -> Result<InstanceClient<P>, Error> {
        let state: Box<dyn Any + Send + Sync> = Box::new(state);
        InstanceClient::of_owner(self.core.shared.clone(), self.core.slot.clone(), id.into(), Some(state))
    }
}

impl<P: Provider> Clone for AccountClient<P> {
    fn clone(&self) -> Self {
        Self { core: self.core.clone(), provider: PhantomData }
    }
}

impl<P: Provider> fmt::Debug for AccountClient<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccountClient")
            .field("shared", &self.core.shared)
            .field("credential", &self.core.slot)
            .finish()
    }
}

impl<P: Provider> fmt::Debug for CreatedInstance<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CreatedInstance")
            .field("client", &self.client)
            .field("token", &self.token)
            .field("info", &self.info)
            .finish()
    }
}

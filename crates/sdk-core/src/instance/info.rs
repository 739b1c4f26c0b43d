use crate::address::PhoneNumber;
use crate::credential::{CredentialKind, InstanceToken};
use crate::instance::ConnectionState;
use crate::raw::Raw;

/// What a gateway tells of one instance.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct InstanceInfo {
    /// The id by which the gateway addresses it: the name on RyzeAPI and Evolution API, an id of its own on VZaps and WazzAPI.
    /// Give it to [`AccountClient::instance`](crate::AccountClient::instance).
    pub id: String,
    /// The name that its owner gave it.
    pub name: String,
    /// Whether it is connected.
    pub state: ConnectionState,
    /// Its phone number, where it is paired and the gateway tells it.
    pub phone: Option<PhoneNumber>,
    /// Its token, where the gateway shows it.
    pub token: Option<InstanceToken>,
    /// All that the gateway told of it.
    pub raw: Raw,
}

impl InstanceInfo {
    /// An instance with what every gateway tells of it.
    pub fn new(id: impl Into<String>, name: impl Into<String>, state: ConnectionState, raw: Raw) -> Self {
        Self { id: id.into(), name: name.into(), state, phone: None, token: None, raw }
    }

    /// Adds the phone number.
    #[must_use]
    pub fn with_phone(mut self, phone: Option<PhoneNumber>) -> Self {
        self.phone = phone;
        self
    }

    /// Adds the token.
    #[must_use]
    pub fn with_token(mut self, token: Option<InstanceToken>) -> Self {
        self.token = token;
        self
    }
}

/// The answer to [`AccountClient::verify`](crate::AccountClient::verify): the credential is good.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Verified {
    /// What kind of credential it is.
    pub credential: CredentialKind,
    /// How many instances the account has, where the gateway told it by the way.
    pub instances: Option<u64>,
    /// The whole answer.
    pub raw: Raw,
}

impl Verified {
    /// A good credential.
    pub fn new(credential: CredentialKind, raw: Raw) -> Self {
        Self { credential, instances: None, raw }
    }

    /// Adds the number of instances.
    #[must_use]
    pub fn with_instances(mut self, instances: Option<u64>) -> Self {
        self.instances = instances;
        self
    }
}

/// One page of a list, and where the next one begins.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Page<T> {
    /// The items.
    pub items: Vec<T>,
    /// The next page, if there is one.
    pub next: Option<PageToken>,
}

/// Where a page begins, in the gateway's own counting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageToken(u64);

impl<T> Page<T> {
    /// The last page, or a list that comes whole.
    pub fn last(items: Vec<T>) -> Self {
        Self { items, next: None }
    }

    /// A page with the next one's place.
    pub fn new(items: Vec<T>, next: Option<PageToken>) -> Self {
        Self { items, next }
    }
}

impl PageToken {
    /// A page number or an offset, as the gateway counts.
    pub fn new(position: u64) -> Self {
        Self(position)
    }

    /// The page number or offset.
    pub fn position(&self) -> u64 {
        self.0
    }
}

use std::any::Any;
use std::sync::Arc;

use serde_json::Value;

use crate::adapter::Adapter;
use crate::credential::{Authorizer, InstanceToken};
use crate::error::Error;
use crate::instance::InstanceInfo;
use crate::wire::Members;

/// What an instance shall be.
///
/// ```
/// use wagate_sdk_core::NewInstance;
///
/// let spec = NewInstance::named("sales");
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct NewInstance {
    /// Its name.
    pub name: String,
    /// The token that it shall have, where the gateway lets the caller choose (RyzeAPI, Evolution API). The gateway makes one
    /// otherwise. Choose one that nobody can guess, such as a random UUID.
    pub token: Option<InstanceToken>,
    /// The channel or integration, where the gateway has several (Evolution API: `WHATSAPP-BAILEYS` unless set).
    pub channel: Option<String>,
    /// Members that go into the request as they are, for what the gateway takes beyond this.
    pub extra: Members,
}

impl NewInstance {
    /// An instance with a name.
    pub fn named(name: impl Into<String>) -> Self {
        Self { name: name.into(), token: None, channel: None, extra: Members::new() }
    }

    /// Chooses its token.
    #[must_use]
    pub fn token(mut self, token: InstanceToken) -> Self {
        self.token = Some(token);
        self
    }

    /// Chooses the channel or integration.
    #[must_use]
    pub fn channel(mut self, channel: impl Into<String>) -> Self {
        self.channel = Some(channel.into());
        self
    }

    /// Adds a member to the request, in the gateway's own words.
    #[must_use]
    pub fn extra(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.extra.insert(name, value);
        self
    }

    pub(crate) fn check(&self) -> Result<(), Error> {
        if self.name.trim().is_empty() {
            return Err(Error::invalid("the instance's name is empty"));
        }
        if self.name.chars().any(char::is_control) {
            return Err(Error::invalid("the instance's name holds control characters"));
        }
        Ok(())
    }
}

/// What an adapter answers to a creation: the client is made of it.
pub struct NewlyCreated {
    pub(crate) info: InstanceInfo,
    pub(crate) credential: Option<Arc<dyn Authorizer>>,
    pub(crate) state: Option<Box<dyn Any + Send + Sync>>,
}

impl NewlyCreated {
    /// An instance that acts with the account's credential.
    pub fn new(info: InstanceInfo) -> Self {
        Self { info, credential: None, state: None }
    }

    /// Gives it a credential of its own, where it has one.
    #[must_use]
    pub fn with_credential(mut self, credential: Option<Arc<dyn Authorizer>>) -> Self {
        self.credential = credential;
        self
    }

    /// Gives it what the adapter keeps for it.
    #[must_use]
    pub fn with_state<P: Adapter>(mut self, state: P::InstanceState) -> Self {
        self.state = Some(Box::new(state));
        self
    }
}

impl std::fmt::Debug for NewlyCreated {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewlyCreated").field("info", &self.info).finish_non_exhaustive()
    }
}

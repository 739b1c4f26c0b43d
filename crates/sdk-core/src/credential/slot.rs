use std::fmt;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use super::Authorizer;
use crate::endpoint::Bucket;
use crate::rate_limit::{RateLimit, RateLimitState};

/// A credential in use: replaceable, with the rate limits that its gateway counts against it.
pub(crate) struct CredentialSlot {
    authorizer: RwLock<Arc<dyn Authorizer>>,
    // Made at the first header: most instances of a gateway without limits never need it.
    limits: OnceLock<Box<Limits>>,
}

struct Limits {
    general: RateLimitState,
    creation: RateLimitState,
}

impl CredentialSlot {
    pub(crate) fn new(authorizer: Arc<dyn Authorizer>) -> Self {
        Self { authorizer: RwLock::new(authorizer), limits: OnceLock::new() }
    }

    pub(crate) fn authorizer(&self) -> Arc<dyn Authorizer> {
        self.authorizer.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// From now on every clone uses the new credential. The limits counted against the old one do not hold for it.
    pub(crate) fn replace(&self, authorizer: Arc<dyn Authorizer>) {
        *self.authorizer.write().unwrap_or_else(PoisonError::into_inner) = authorizer;
        if let Some(limits) = self.limits.get() {
            limits.general.reset();
            limits.creation.reset();
        }
    }

    pub(crate) fn limit(&self, bucket: Bucket) -> Option<&RateLimitState> {
        self.limits.get().map(|limits| limits.of(bucket))
    }

    pub(crate) fn limit_or_new(&self, bucket: Bucket) -> &RateLimitState {
        self.limits
            .get_or_init(|| {
                Box::new(Limits { general: RateLimitState::new(), creation: RateLimitState::new() })
            })
            .of(bucket)
    }

    pub(crate) fn snapshot(&self, bucket: Bucket) -> Option<RateLimit> {
        self.limit(bucket)?.snapshot()
    }
}

impl Limits {
    fn of(&self, bucket: Bucket) -> &RateLimitState {
        match bucket {
            Bucket::General => &self.general,
            Bucket::Creation => &self.creation,
        }
    }
}

impl fmt::Debug for CredentialSlot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CredentialSlot").field("kind", &self.authorizer().kind()).finish_non_exhaustive()
    }
}

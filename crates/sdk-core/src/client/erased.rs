use crate::adapter::Provider;

/// Some gateway, known only when the program runs.
///
/// `AccountClient` and `InstanceClient` without a type parameter are clients of it. Such a client is made from one with a provider's
/// type by `erase()`, and goes back by `downcast()`. It never changes its gateway by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnyProvider {}

impl Provider for AnyProvider {}

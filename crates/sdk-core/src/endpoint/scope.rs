/// For which client an [`Endpoint`](super::Endpoint) is: [`AccountOnly`], [`InstanceOnly`] or [`Shared`].
///
/// The scope is a type, so the wrong client does not compile. The trait is sealed: there are these three.
pub trait Scope: sealed::Sealed {}

/// An endpoint that may be called on an [`AccountClient`](crate::AccountClient).
pub trait OnAccount: Scope {}

/// An endpoint that may be called on an [`InstanceClient`](crate::InstanceClient).
pub trait OnInstance: Scope {}

/// Needs the account's credential.
#[derive(Debug, Clone, Copy)]
pub enum AccountOnly {}

/// Belongs to one instance.
#[derive(Debug, Clone, Copy)]
pub enum InstanceOnly {}

/// Taken from both clients.
#[derive(Debug, Clone, Copy)]
pub enum Shared {}

impl Scope for AccountOnly {}
impl Scope for InstanceOnly {}
impl Scope for Shared {}
impl OnAccount for AccountOnly {}
impl OnAccount for Shared {}
impl OnInstance for InstanceOnly {}
impl OnInstance for Shared {}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::AccountOnly {}
    impl Sealed for super::InstanceOnly {}
    impl Sealed for super::Shared {}
}

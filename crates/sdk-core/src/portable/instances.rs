use super::derive::portable;
use crate::client::AccountClient;
use crate::done::Done;
use crate::error::Error;
use crate::instance::{InstanceInfo, NewInstance, NewlyCreated, Page, PageToken, Verified};

portable! {
    /// Operations on an account's instances.
    trait Instances for AccountClient, mirrored by AccountMirror {
        /// Whether the credential is good, and of which kind.
        fn verify() -> Verified;
        /// Makes an instance. The request was checked.
        fn create_instance(spec: NewInstance) -> NewlyCreated;
        /// One page of the account's instances; without a token the first.
        fn list_instances(page: Option<PageToken>) -> Page<InstanceInfo>;
        /// One instance by its id.
        fn get_instance(id: String) -> InstanceInfo;
        /// Deletes an instance by its id.
        fn delete_instance(id: String) -> Done;
    }
}

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

type Values = HashMap<TypeId, Arc<dyn Any + Send + Sync>>;

/// Values of an adapter's types, one of each.
#[derive(Default)]
pub(crate) struct Kept(Mutex<Values>);

impl Kept {
    /// The value of this type; the first one who asks makes it.
    #[allow(clippy::expect_used, reason = "each value stands under its own type")]
    pub(crate) fn get<T: Default + Send + Sync + 'static>(&self) -> Arc<T> {
        let mut values = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let value = values.entry(TypeId::of::<T>()).or_insert_with(|| Arc::new(T::default())).clone();
        drop(values);
        value.downcast().expect("it is of the type that it stands under")
    }
}

//! An instance's settings and its proxy.

mod behaviour;
mod proxy;

pub use behaviour::{FindSettings, SavedSettings, SetSettings, SettingsSet};
pub use proxy::{FindProxy, ProxyProtocol, ProxySet, SavedProxy, SetProxy};

//! Devices: reading and making them, pairing them, their connection and their proxy.
//!
//! WazzAPI publishes a shape for the reading only. The other calls send what the caller gives and read the answer tolerantly; all of it stays
//! in `Answer::raw`.

mod connection;
mod link;
mod listing;
mod pairing;
mod proxy;

pub use connection::{DeviceReport, DisconnectDevice, GetStatus, ReconnectDevice};
pub use link::{LinkDevice, LinkedDevice};
pub use listing::{Device, DeviceList, GetDevice, ListDevices};
pub use pairing::{DeviceQr, GetQr, PairPhone, PhonePairing};
pub use proxy::{DeviceProxy, GetProxy, TestProxy, UpdateProxy};

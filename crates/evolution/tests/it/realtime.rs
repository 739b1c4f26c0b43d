//! Events by Socket.IO.

mod scripted;
mod served;
mod settings;

//! Engine.IO 4 and Socket.IO 5 packets: text in, borrowed values out, and back.

mod attachments;
mod engine;
mod error;
mod event;
mod json;
mod namespace;
mod packet;
mod refusal;

pub(crate) use attachments::announced;
pub use engine::{EnginePacket, Handshake};
pub use error::FrameError;
pub use namespace::{InvalidNamespace, Namespace};
pub use packet::{Packet, PacketKind};

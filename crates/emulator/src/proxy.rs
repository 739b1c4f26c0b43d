//! Whether a proxy works, as far as that can be known without the internet.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use tokio::net::TcpStream;

/// A proxy on this machine must take a connection, and any other is taken unseen.
pub(crate) async fn answers(host: &str, port: u16) -> bool {
    let host = if host == "localhost" { "127.0.0.1" } else { host };
    match host.parse::<IpAddr>() {
        Ok(address) if address.is_loopback() => {
            let connecting = TcpStream::connect(SocketAddr::new(address, port));
            tokio::time::timeout(Duration::from_secs(2), connecting).await.is_ok_and(|tried| tried.is_ok())
        }
        _ => !host.is_empty(),
    }
}

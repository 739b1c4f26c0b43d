//! The headers of RFC 6455 that ask for a WebSocket, and the check of those that answer.

use http::header::{
    CONNECTION, SEC_WEBSOCKET_ACCEPT, SEC_WEBSOCKET_EXTENSIONS, SEC_WEBSOCKET_KEY, SEC_WEBSOCKET_PROTOCOL,
    SEC_WEBSOCKET_VERSION, UPGRADE,
};
use http::{HeaderMap, HeaderName, HeaderValue};
use tokio_tungstenite::tungstenite::handshake::client::generate_key;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

/// What one request for a WebSocket holds.
pub(super) struct Handshake {
    key: String,
}

impl Handshake {
    pub(super) fn new() -> Self {
        Self { key: generate_key() }
    }

    #[allow(clippy::expect_used, reason = "the key is base64, which a header may hold")]
    pub(super) fn headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::with_capacity(4);
        headers.insert(CONNECTION, HeaderValue::from_static("Upgrade"));
        headers.insert(UPGRADE, HeaderValue::from_static("websocket"));
        headers.insert(SEC_WEBSOCKET_VERSION, HeaderValue::from_static("13"));
        let key = HeaderValue::from_str(&self.key).expect("base64 is visible ASCII");
        headers.insert(SEC_WEBSOCKET_KEY, key);
        headers
    }

    /// Which part of the answer is missing or wrong, if one is (RFC 6455, 4.1).
    pub(super) fn check(&self, answer: &HeaderMap) -> Result<(), &'static str> {
        let lists = |name: HeaderName, word: &str| {
            let values = answer.get_all(name).iter().filter_map(|value| value.to_str().ok());
            values.flat_map(|value| value.split(',')).any(|item| item.trim().eq_ignore_ascii_case(word))
        };
        let accept = answer.get(SEC_WEBSOCKET_ACCEPT).map(HeaderValue::as_bytes);
        if !lists(UPGRADE, "websocket") {
            Err("Upgrade")
        } else if !lists(CONNECTION, "upgrade") {
            Err("Connection")
        } else if accept != Some(derive_accept_key(self.key.as_bytes()).as_bytes()) {
            Err("Sec-WebSocket-Accept")
        } else if answer.contains_key(SEC_WEBSOCKET_EXTENSIONS) {
            Err("Sec-WebSocket-Extensions")
        } else if answer.contains_key(SEC_WEBSOCKET_PROTOCOL) {
            Err("Sec-WebSocket-Protocol")
        } else {
            Ok(())
        }
    }
}

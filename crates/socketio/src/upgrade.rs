//! The HTTP request that asks for a WebSocket, for a caller that sends it itself.

use std::fmt;

use http::header::{
    CONNECTION, SEC_WEBSOCKET_ACCEPT, SEC_WEBSOCKET_EXTENSIONS, SEC_WEBSOCKET_KEY, SEC_WEBSOCKET_PROTOCOL,
    SEC_WEBSOCKET_VERSION, UPGRADE,
};
use http::{HeaderMap, HeaderName, HeaderValue};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use tokio_tungstenite::tungstenite::handshake::client::generate_key;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

/// The HTTP request that asks a Socket.IO server for a WebSocket: `GET /socket.io/?EIO=4&transport=websocket`,
/// with the headers of RFC 6455 and a key of its own. Make one for each attempt.
///
/// [`connect`](crate::connect) and [`upgrade`](crate::upgrade()) send it. A caller that has an HTTP client sends
/// [`path_and_query`](Self::path_and_query) and [`headers`](Self::headers), has the answer 101 checked by
/// [`verify`](Self::verify), and gives the connection to [`start`](crate::start).
///
/// ```
/// use wagate_socketio::UpgradeRequest;
///
/// let request = UpgradeRequest::new().query("room", "a b");
/// assert_eq!(request.path_and_query(), "/socket.io/?EIO=4&transport=websocket&room=a%20b");
/// assert_eq!(request.headers()["upgrade"], "websocket");
/// ```
#[derive(Clone)]
pub struct UpgradeRequest {
    path_and_query: String,
    headers: HeaderMap,
}

/// Why the answer to the request for a WebSocket is not one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UpgradeError {
    /// The address makes no URL.
    #[error("the address makes no URL")]
    Address,
    /// This part of the answer is missing or wrong.
    #[error("the answer is not that of a WebSocket: {0} is missing or wrong")]
    Answer(&'static str),
}

impl UpgradeRequest {
    /// The request at the usual path, `/socket.io/`.
    pub fn new() -> Self {
        Self::at("/socket.io/")
    }

    /// The request at another path, which begins with `/` and is encoded as a URL's path.
    pub fn at(path: &str) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert(CONNECTION, HeaderValue::from_static("Upgrade"));
        headers.insert(UPGRADE, HeaderValue::from_static("websocket"));
        headers.insert(SEC_WEBSOCKET_VERSION, HeaderValue::from_static("13"));
        #[allow(clippy::expect_used, reason = "the key is base64, which a header may hold")]
        headers.insert(
            SEC_WEBSOCKET_KEY,
            HeaderValue::from_str(&generate_key()).expect("base64 is visible ASCII"),
        );
        Self { path_and_query: format!("{path}?EIO=4&transport=websocket"), headers }
    }

    /// Adds a query parameter, which is encoded here. Prefer a header for a credential: URLs are written into logs.
    #[must_use]
    pub fn query(mut self, name: &str, value: &str) -> Self {
        let encode = |text| utf8_percent_encode(text, NON_ALPHANUMERIC);
        self.path_and_query.push_str(&format!("&{}={}", encode(name), encode(value)));
        self
    }

    /// Adds a header, or replaces it.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// The path and the query to ask for.
    pub fn path_and_query(&self) -> &str {
        &self.path_and_query
    }

    /// The headers to send, besides `Host`.
    pub fn headers(&self) -> HeaderMap {
        self.headers.clone()
    }

    /// Checks the headers of the answer 101, as RFC 6455 (4.1) demands it of a client.
    ///
    /// # Errors
    ///
    /// [`UpgradeError::Answer`] when the server did not switch to a WebSocket for this request.
    pub fn verify(&self, answer: &HeaderMap) -> Result<(), UpgradeError> {
        let lists = |name: HeaderName, word: &str| {
            let values = answer.get_all(name);
            values
                .iter()
                .filter_map(|value| value.to_str().ok())
                .flat_map(|value| value.split(','))
                .any(|item| item.trim().eq_ignore_ascii_case(word))
        };
        let key = self.headers.get(SEC_WEBSOCKET_KEY).map_or(&b""[..], HeaderValue::as_bytes);
        let accept = answer.get(SEC_WEBSOCKET_ACCEPT).map(HeaderValue::as_bytes);
        if !lists(UPGRADE, "websocket") {
            Err(UpgradeError::Answer("Upgrade"))
        } else if !lists(CONNECTION, "upgrade") {
            Err(UpgradeError::Answer("Connection"))
        } else if accept != Some(derive_accept_key(key).as_bytes()) {
            Err(UpgradeError::Answer("Sec-WebSocket-Accept"))
        } else if answer.contains_key(SEC_WEBSOCKET_EXTENSIONS) {
            Err(UpgradeError::Answer("Sec-WebSocket-Extensions"))
        } else if answer.contains_key(SEC_WEBSOCKET_PROTOCOL) {
            Err(UpgradeError::Answer("Sec-WebSocket-Protocol"))
        } else {
            Ok(())
        }
    }
}

impl Default for UpgradeRequest {
    fn default() -> Self {
        Self::new()
    }
}

/// Tells nothing of the query and the headers: they may hold a credential.
impl fmt::Debug for UpgradeRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path_and_query.split('?').next().unwrap_or_default();
        f.debug_struct("UpgradeRequest").field("path", &path).finish_non_exhaustive()
    }
}

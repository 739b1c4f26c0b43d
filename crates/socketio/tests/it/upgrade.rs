//! The request for a WebSocket, and the check of its answer.

use http::{HeaderMap, HeaderName, HeaderValue};
use wagate_socketio::{UpgradeError, UpgradeRequest};

fn headers(lines: &[(&'static str, &str)]) -> HeaderMap {
    lines
        .iter()
        .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_str(value).unwrap()))
        .collect()
}

/// The accept value for a key, by the definition of RFC 6455: base64 of SHA-1 of the key and a fixed text.
fn accept(request: &UpgradeRequest) -> String {
    let key = &request.headers()["sec-websocket-key"];
    tokio_tungstenite::tungstenite::handshake::derive_accept_key(key.as_bytes())
}

#[test]
fn the_request_is_that_of_the_protocol() {
    let request = UpgradeRequest::at("/base/socket.io/").query("api key", "a&b=c/é");
    assert_eq!(
        request.path_and_query(),
        "/base/socket.io/?EIO=4&transport=websocket&api%20key=a%26b%3Dc%2F%C3%A9"
    );
    let headers = request.headers();
    assert_eq!(headers["connection"], "Upgrade");
    assert_eq!(headers["upgrade"], "websocket");
    assert_eq!(headers["sec-websocket-version"], "13");
    assert_eq!(headers["sec-websocket-key"].len(), 24);
    assert_ne!(headers["sec-websocket-key"], UpgradeRequest::new().headers()["sec-websocket-key"]);
}

#[test]
fn the_key_of_the_rfc_has_its_accept_value() {
    let key = HeaderValue::from_static("dGhlIHNhbXBsZSBub25jZQ==");
    let request = UpgradeRequest::new().header(http::header::SEC_WEBSOCKET_KEY, key);
    assert_eq!(accept(&request), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    let answer = headers(&[
        ("upgrade", "websocket"),
        ("connection", "Upgrade"),
        ("sec-websocket-accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="),
    ]);
    assert_eq!(request.verify(&answer), Ok(()));
}

#[test]
fn an_answer_that_is_no_websockets_is_refused() {
    let request = UpgradeRequest::new();
    let accept = accept(&request);
    let good = [
        ("upgrade", "WebSocket"),
        ("connection", "keep-alive, Upgrade"),
        ("sec-websocket-accept", accept.as_str()),
    ];
    assert_eq!(request.verify(&headers(&good)), Ok(()));
    for (missing, part) in [(0, "Upgrade"), (1, "Connection"), (2, "Sec-WebSocket-Accept")] {
        let mut lines = good.to_vec();
        lines.remove(missing);
        assert_eq!(request.verify(&headers(&lines)), Err(UpgradeError::Answer(part)));
    }
    let other = UpgradeRequest::new();
    assert_eq!(other.verify(&headers(&good)), Err(UpgradeError::Answer("Sec-WebSocket-Accept")));
    let mut lines = good.to_vec();
    lines.push(("sec-websocket-extensions", "permessage-deflate"));
    assert_eq!(request.verify(&headers(&lines)), Err(UpgradeError::Answer("Sec-WebSocket-Extensions")));
}

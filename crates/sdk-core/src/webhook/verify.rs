use std::time::{Duration, SystemTime};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use http::{HeaderMap, HeaderName};
use serde::Deserialize;
use sha2::Sha256;

use super::WebhookSecrets;

/// A webhook's request as it came: what verification looks at.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct WebhookRequest<'a> {
    /// The path, still encoded.
    pub path: &'a str,
    /// The headers.
    pub headers: &'a HeaderMap,
    /// The body, byte for byte: signatures are over it.
    pub body: &'a [u8],
}

impl<'a> WebhookRequest<'a> {
    /// A request as it came.
    pub fn new(path: &'a str, headers: &'a HeaderMap, body: &'a [u8]) -> Self {
        Self { path, headers, body }
    }

    /// A header that is there once.
    pub fn header(&self, name: &HeaderName) -> Option<&'a [u8]> {
        let mut values = self.headers.get_all(name).iter();
        match (values.next(), values.next()) {
            (Some(value), None) => Some(value.as_bytes()),
            _ => None,
        }
    }

    /// The path's last segment, decoded.
    pub fn last_segment(&self) -> Vec<u8> {
        let segment = self.path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        percent_encoding::percent_decode_str(segment).collect()
    }
}

/// Neither headers nor body are shown: they hold tokens.
impl std::fmt::Debug for WebhookRequest<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("WebhookRequest").field("body", &self.body.len()).finish_non_exhaustive()
    }
}

/// Whether `signature` is the lowercase hex of the body's HMAC-SHA256 by one of the secrets. Compared in constant time.
pub fn verify_signature(secrets: &WebhookSecrets, body: &[u8], signature: &[u8]) -> bool {
    let Some(signature) = hex(signature) else { return false };
    secrets.any(|secret| {
        let mut mac = keyed(secret.as_bytes());
        mac.update(body);
        mac.verify_slice(&signature).is_ok()
    })
}

/// Whether a token is a JWT that one of the secrets signed by HS256, and that is neither expired nor from the future at `now`. Its clock may
/// differ by a minute. Another algorithm, `none` above all, is refused.
pub fn verify_jwt(secrets: &WebhookSecrets, token: &[u8], now: SystemTime) -> bool {
    checked_jwt(secrets, token, now).is_some()
}

/// How far the gateway's clock may be off.
const LEEWAY: Duration = Duration::from_secs(60);

fn checked_jwt(secrets: &WebhookSecrets, token: &[u8], now: SystemTime) -> Option<()> {
    #[derive(Deserialize)]
    struct Header {
        alg: String,
    }
    #[derive(Deserialize)]
    struct Claims {
        exp: f64,
        #[serde(default)]
        nbf: Option<f64>,
        #[serde(default)]
        iat: Option<f64>,
    }
    let text = std::str::from_utf8(token).ok()?;
    let (signed, signature) = text.rsplit_once('.')?;
    let (header, claims) = signed.split_once('.')?;
    let decode = |part: &str| URL_SAFE_NO_PAD.decode(part).ok();
    let signature = decode(signature)?;
    let signed_by = |secret: &str| {
        let mut mac = keyed(secret.as_bytes());
        mac.update(signed.as_bytes());
        mac.verify_slice(&signature).is_ok()
    };
    // What is not signed is not read.
    if !secrets.any(signed_by) {
        return None;
    }
    let header: Header = serde_json::from_slice(&decode(header)?).ok()?;
    let claims: Claims = serde_json::from_slice(&decode(claims)?).ok()?;
    let now = now.duration_since(SystemTime::UNIX_EPOCH).ok()?.as_secs_f64();
    let leeway = LEEWAY.as_secs_f64();
    let begun = [claims.nbf, claims.iat].into_iter().flatten().all(|from| from <= now + leeway);
    (header.alg == "HS256" && begun && now < claims.exp + leeway).then_some(())
}

#[allow(clippy::expect_used, reason = "HMAC takes a key of any length")]
fn keyed(secret: &[u8]) -> Hmac<Sha256> {
    Hmac::<Sha256>::new_from_slice(secret).expect("any length is good")
}

/// 32 bytes of lowercase hex.
fn hex(text: &[u8]) -> Option<[u8; 32]> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let mut bytes = [0; 32];
    if text.len() != 64 {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(text.chunks_exact(2)) {
        *byte = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::webhook::WebhookSecret;

    fn secrets(text: &str) -> WebhookSecrets {
        WebhookSecret::new(text).unwrap().into()
    }

    #[test]
    fn a_signature_is_over_every_byte_of_the_body() {
        // RFC 4231, test case 2.
        let signature = b"5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        let body = b"what do ya want for nothing?";
        let good = secrets("Jefe");
        assert!(verify_signature(&good, body, signature));
        assert!(verify_signature(
            &secrets("new").and_still(WebhookSecret::new("Jefe").unwrap()),
            body,
            signature
        ));
        assert!(!verify_signature(&good, b"what do ya want for nothing!", signature));
        assert!(!verify_signature(&secrets("other"), body, signature));
        assert!(!verify_signature(&good, body, &signature.to_ascii_uppercase()));
        assert!(!verify_signature(&good, body, &signature[..62]) && !verify_signature(&good, body, b""));
    }

    fn jwt(header: &str, claims: &str, secret: &str) -> Vec<u8> {
        let signed = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims));
        let mut mac = keyed(secret.as_bytes());
        mac.update(signed.as_bytes());
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())).into_bytes()
    }

    #[test]
    fn a_jwt_is_good_while_it_lasts_and_by_its_own_algorithm_only() {
        let at = |seconds| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
        let hs = r#"{"alg":"HS256","typ":"JWT"}"#;
        let claims = r#"{"iat":1000,"exp":1600,"app":"evolution","action":"webhook"}"#;
        let token = jwt(hs, claims, "key");
        let good = secrets("key");
        for now in [950, 1000, 1599, 1650] {
            assert!(verify_jwt(&good, &token, at(now)), "{now}");
        }
        for now in [900, 1661] {
            assert!(!verify_jwt(&good, &token, at(now)), "{now}");
        }
        assert!(!verify_jwt(&secrets("other"), &token, at(1000)));
        assert!(!verify_jwt(&good, &jwt(r#"{"alg":"none"}"#, claims, "key"), at(1000)));
        assert!(!verify_jwt(&good, &jwt(hs, r#"{"iat":1000}"#, "key"), at(1000)));
        let unsigned = [&token[..token.iter().rposition(|byte| *byte == b'.').unwrap()], b"."].concat();
        for bad in [&unsigned[..], b"", b"..", b"a.b.c"] {
            assert!(!verify_jwt(&good, bad, at(1000)));
        }
    }

    #[test]
    fn a_header_that_is_there_twice_proves_nothing() {
        let name = http::header::AUTHORIZATION;
        let mut headers = HeaderMap::new();
        headers.append(&name, "Bearer a".parse().unwrap());
        assert_eq!(WebhookRequest::new("/", &headers, b"").header(&name), Some(&b"Bearer a"[..]));
        headers.append(&name, "Bearer b".parse().unwrap());
        assert_eq!(WebhookRequest::new("/", &headers, b"").header(&name), None);
    }

    #[test]
    fn the_secret_segment_is_decoded() {
        let headers = HeaderMap::new();
        for path in ["/hooks/a%2Fb", "/hooks/a%2Fb/"] {
            assert_eq!(WebhookRequest::new(path, &headers, b"").last_segment(), b"a/b");
        }
    }
}

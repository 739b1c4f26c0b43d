//! Signatures of what is posted.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Map, json};
use sha2::Sha256;

/// How many seconds a JWT is good for.
const LIFETIME: u64 = 600;

/// HMAC-SHA256 in lower-case hexadecimal digits.
pub(crate) fn hex(secret: &str, message: &[u8]) -> String {
    mac(secret, message).iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// A JWT by HS256, with these claims beside the times.
pub(crate) fn jwt(secret: &str, now: u64, claims: &[(&str, &str)]) -> String {
    let mut payload =
        Map::from_iter([("iat".to_owned(), json!(now)), ("exp".to_owned(), json!(now + LIFETIME))]);
    payload.extend(claims.iter().map(|(name, value)| ((*name).to_owned(), json!(value))));
    let part = |part: String| URL_SAFE_NO_PAD.encode(part);
    let header = r#"{"alg":"HS256","typ":"JWT"}"#.to_owned();
    let signed = format!("{}.{}", part(header), part(json!(payload).to_string()));
    let signature = URL_SAFE_NO_PAD.encode(mac(secret, signed.as_bytes()));
    format!("{signed}.{signature}")
}

fn mac(secret: &str, message: &[u8]) -> [u8; 32] {
    // A key of any length will do, so this is never an error.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else { return [0; 32] };
    mac.update(message);
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_texts_have_known_signatures() {
        let body = br#"{"id":"97e1d724-f38d-46f6-bc4c-d9e0f4cf9285","event_type":"device.connected"}"#;
        assert_eq!(
            hex("whsec_test", body),
            "de0f9a080d5f0a480a08e93c1f0ef33424867e51d5df259107617d795e67b6f5"
        );
        assert_eq!(hex("sécret", b""), "e8fde3eb785549a064f74fd8aa28ee77f58e3c6e2597e6ad08901e2659f39868");
    }

    #[test]
    fn a_jwt_has_three_parts_and_its_claims() {
        let token = jwt("shared-secret-1", 1_795_343_189, &[("app", "evolution")]);
        let parts: Vec<&str> = token.split('.').collect();
        assert_eq!(parts[0], "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9");
        let payload: serde_json::Value =
            serde_json::from_slice(&URL_SAFE_NO_PAD.decode(parts[1]).unwrap()).unwrap();
        assert_eq!(payload, json!({ "iat": 1_795_343_189, "exp": 1_795_343_789, "app": "evolution" }));
        let signed = format!("{}.{}", parts[0], parts[1]);
        assert_eq!(URL_SAFE_NO_PAD.decode(parts[2]).unwrap(), mac("shared-secret-1", signed.as_bytes()));
    }
}

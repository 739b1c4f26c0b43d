//! The signature of a webhook's body.

use bytes::Bytes;
use http::{HeaderMap, HeaderValue};
use wagate_sdk_core::adapter::Events;
use wagate_sdk_core::{Error, WebhookError, WebhookSecret, WebhookSecrets, WebhookSpec, parse_webhook};
use wagate_wazzapi::Wazzapi;

use super::contract;

struct Vector {
    secrets: WebhookSecrets,
    body: &'static str,
    signature: &'static str,
}

fn vectors() -> Vec<Vector> {
    let vectors = contract()["webhook_test_vectors"].as_array().unwrap();
    let read = |vector: &'static serde_json::Value| Vector {
        secrets: WebhookSecret::set_elsewhere(vector["secret"].as_str().unwrap()).unwrap().into(),
        body: vector["body_utf8"].as_str().unwrap(),
        signature: vector["x_wazzapi_signature"].as_str().unwrap(),
    };
    vectors.iter().map(read).collect()
}

fn verified(secrets: &WebhookSecrets, signature: &[u8], body: &[u8]) -> bool {
    let mut headers = HeaderMap::new();
    match HeaderValue::from_bytes(signature) {
        Ok(signature) => headers.insert("X-Wazzapi-Signature", signature),
        // No header can carry it, so it cannot come either.
        Err(_) => return false,
    };
    let outcome = parse_webhook::<Wazzapi>(secrets, "/", &headers, Bytes::copy_from_slice(body));
    !matches!(outcome, Err(WebhookError::Unverified))
}

#[test]
fn the_contracts_vectors_are_good_and_no_bit_of_them_may_differ() {
    for Vector { secrets, body, signature } in vectors() {
        assert!(verified(&secrets, signature.as_bytes(), body.as_bytes()));
        for bit in 0..body.len() * 8 {
            let mut other = body.as_bytes().to_vec();
            other[bit / 8] ^= 1 << (bit % 8);
            assert!(!verified(&secrets, signature.as_bytes(), &other), "bit {bit} of the body");
        }
        for bit in 0..signature.len() * 8 {
            let mut other = signature.as_bytes().to_vec();
            other[bit / 8] ^= 1 << (bit % 8);
            assert!(!verified(&secrets, &other, body.as_bytes()), "bit {bit} of the signature");
        }
    }
}

#[test]
fn a_signature_is_there_once_whole_and_by_a_secret_that_is_good() {
    let Vector { secrets, body, signature } = vectors().remove(0);
    let other = WebhookSecret::new("another").unwrap();
    assert!(!verified(&other.clone().into(), signature.as_bytes(), body.as_bytes()));
    // During a rotation.
    let old = WebhookSecret::new("whsec_test").unwrap();
    assert!(verified(&WebhookSecrets::from(other).and_still(old), signature.as_bytes(), body.as_bytes()));
    let digits = signature.strip_prefix("sha256=").unwrap();
    for bad in
        ["", "sha256=", digits, &signature[..70], &signature.to_uppercase(), &[signature, "0"].concat()]
    {
        assert!(!verified(&secrets, bad.as_bytes(), body.as_bytes()), "{bad}");
    }
    let verify = |headers: &HeaderMap| {
        parse_webhook::<Wazzapi>(&secrets, "/", headers, Bytes::from_static(body.as_bytes()))
    };
    assert_eq!(verify(&HeaderMap::new()).unwrap_err(), WebhookError::Unverified);
    let mut twice = HeaderMap::new();
    twice.append("X-Wazzapi-Signature", signature.parse().unwrap());
    assert_eq!(verify(&twice).unwrap().event.kind(), wagate_sdk_core::EventKind::Unknown);
    twice.append("X-Wazzapi-Signature", signature.parse().unwrap());
    assert_eq!(verify(&twice).unwrap_err(), WebhookError::Unverified);
}

#[test]
fn the_receivers_end_is_made_of_the_same_spec() {
    let Vector { body, signature, .. } = vectors().remove(0);
    let spec = WebhookSpec::new("https://example.com/hooks/wazzapi").unwrap();
    assert!(matches!(Wazzapi::webhook_verifier(&spec), Err(Error::InvalidRequest(_))));
    let spec = spec.secret(WebhookSecret::new("whsec_test").unwrap());
    let verifier = Wazzapi::webhook_verifier(&spec).unwrap();
    assert!(verified(&verifier, signature.as_bytes(), body.as_bytes()));
    assert!(!format!("{spec:?} {verifier:?}").contains("whsec"));
}

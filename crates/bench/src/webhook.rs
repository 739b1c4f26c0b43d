//! The proof that a webhook's request comes from WazzAPI, beside ring's HMAC over the same body.

use std::hint::black_box;
use std::time::Instant;

use http::{HeaderMap, HeaderName, HeaderValue};
use wagate::adapter::Events as _;
use wagate::{Wazzapi, WebhookRequest, WebhookSecret, WebhookSecrets};

use crate::Result;

/// The bytes of a body.
const LENGTH: usize = 3000;

/// A delivery that was signed, for either of those who check it.
#[derive(Debug)]
pub struct Delivery {
    body: Vec<u8>,
    headers: HeaderMap,
    secrets: WebhookSecrets,
    /// ring's key is made once. Ours is made for each delivery, so that no form of the secret stays in memory.
    key: ring::hmac::Key,
    tag: ring::hmac::Tag,
}

impl Delivery {
    /// A body of 3000 bytes and its signature.
    ///
    /// # Errors
    /// Never with this secret.
    pub fn signed() -> Result<Self> {
        const SECRET: &str = "uQ6Pdz7cN2vX0mJb4sKtYr8wEe1hLgAa";
        let body: Vec<u8> = (b' '..=b'~').cycle().take(LENGTH).collect();
        let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, SECRET.as_bytes());
        let tag = ring::hmac::sign(&key, &body);
        let signature: String = tag.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
        let mut headers = HeaderMap::new();
        for (name, value) in [
            ("content-type", "application/json"),
            ("x-wazzapi-event", "message.received"),
            ("x-wazzapi-event-id", "97e1d724-f38d-46f6-bc4c-d9e0f4cf9285"),
            ("x-wazzapi-signature", &format!("sha256={signature}")),
        ] {
            headers.insert(HeaderName::from_static(name), HeaderValue::from_str(value)?);
        }
        let delivery = Self { body, headers, secrets: WebhookSecret::new(SECRET)?.into(), key, tag };
        if !delivery.is_proven() || !delivery.is_proven_by_ring() {
            return Err("a good signature was refused".into());
        }
        Ok(delivery)
    }

    /// The check as a receiver makes it, from the request on.
    pub fn is_proven(&self) -> bool {
        let request = WebhookRequest::new("/hooks", &self.headers, black_box(&self.body));
        Wazzapi::verify_webhook(&self.secrets, &request).is_ok()
    }

    /// ring's HMAC and its comparison, from bytes.
    pub fn is_proven_by_ring(&self) -> bool {
        ring::hmac::verify(&self.key, black_box(&self.body), self.tag.as_ref()).is_ok()
    }

    /// What a check takes: nanoseconds of ours and of ring's, and the median ratio of pairs, one batch after the other.
    pub fn times(&self) -> (f64, f64, f64) {
        const CHECKS: u32 = 100;
        const PAIRS: usize = 501;
        let batch = |check: fn(&Self) -> bool| {
            let started = Instant::now();
            for _ in 0..CHECKS {
                black_box(check(self));
            }
            started.elapsed().as_nanos() as f64 / f64::from(CHECKS)
        };
        let pairs = || (batch(Self::is_proven), batch(Self::is_proven_by_ring));
        let pairs: Vec<(f64, f64)> = std::iter::repeat_with(pairs).take(PAIRS).collect();
        let median = |of: fn(&(f64, f64)) -> f64| {
            let mut values: Vec<f64> = pairs.iter().map(of).collect();
            values.sort_by(f64::total_cmp);
            values[PAIRS / 2]
        };
        (median(|pair| pair.0), median(|pair| pair.1), median(|pair| pair.0 / pair.1))
    }
}

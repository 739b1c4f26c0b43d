//! A delivery proves itself by the token that the server signs with `jwt_key`.

use std::time::{Duration, SystemTime};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use http::HeaderMap;
use http::header::AUTHORIZATION;
use serde_json::{Value, json};
use sha2::Sha256;
use wagate_evolution::Evolution;
use wagate_sdk_core::adapter::Events;
use wagate_sdk_core::{
    Error, Event, WebhookError, WebhookSecret, WebhookSecrets, WebhookSpec, parse_webhook, verify_jwt,
};

use super::example;

const KEY: &str = "uQ6Pdz7cN2vX0mJb4sKtYr8wEe1hLgAa";
const OLD: &str = "Zk3nV9yTq5RfWm1xDb7oCs2jUh6pGiLe";

fn secret(text: &str) -> WebhookSecret {
    WebhookSecret::new(text).unwrap()
}

fn spec(key: &str) -> WebhookSpec {
    WebhookSpec::new("https://bot.example.com/hooks/shop").unwrap().secret(secret(key))
}

fn now() -> u64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs()
}

fn token(header: &Value, issued: u64, key: &str) -> String {
    let claims = json!({ "iat": issued, "exp": issued + 600, "app": "evolution", "action": "webhook" });
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let signed = format!("{}.{}", part(header), part(&claims));
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).unwrap();
    mac.update(signed.as_bytes());
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()))
}

fn hs256() -> Value {
    json!({ "alg": "HS256", "typ": "JWT" })
}

fn received(verifier: &WebhookSecrets, authorization: Option<&str>) -> Result<Event, WebhookError> {
    let mut headers = HeaderMap::new();
    if let Some(authorization) = authorization {
        headers.insert(AUTHORIZATION, authorization.parse().unwrap());
    }
    let body = example("messages.upsert").to_string();
    parse_webhook::<Evolution>(verifier, "/hooks/shop/messages-upsert", &headers, body.into())
        .map(|envelope| envelope.event)
}

#[test]
fn a_token_by_the_key_is_good_and_nothing_else_is() {
    let verifier = Evolution::webhook_verifier(&spec(KEY)).unwrap();
    let bearer = |header: &Value, issued, key: &str| format!("Bearer {}", token(header, issued, key));
    let good = bearer(&hs256(), now(), KEY);
    let event = received(&verifier, Some(&good)).unwrap();
    assert_eq!(event.message().and_then(|message| message.text()), Some("hi shop"));

    let unsigned = {
        let none = token(&json!({ "alg": "none" }), now(), KEY);
        format!("Bearer {}.", none.rsplit_once('.').unwrap().0)
    };
    let flipped = {
        let (head, last) = good.split_at(good.len() - 2);
        format!("{head}{}", if last == "AA" { "BA" } else { "AA" })
    };
    for (why, bad) in [
        ("the wrong key", bearer(&hs256(), now(), OLD)),
        ("expired", bearer(&hs256(), now() - 700, KEY)),
        ("from the future", bearer(&hs256(), now() + 300, KEY)),
        ("alg none, signed", bearer(&json!({ "alg": "none" }), now(), KEY)),
        ("alg none, unsigned", unsigned),
        ("another algorithm", bearer(&json!({ "alg": "HS512" }), now(), KEY)),
        ("a flipped bit", flipped),
        ("the key itself", format!("Bearer {KEY}")),
        ("another scheme", good.replace("Bearer", "Basic")),
        ("nothing", String::new()),
    ] {
        assert!(matches!(received(&verifier, Some(&bad)), Err(WebhookError::Unverified)), "{why}");
    }
    assert!(matches!(received(&verifier, None), Err(WebhookError::Unverified)), "no header");
}

#[test]
fn during_a_rotation_both_keys_are_good() {
    let both = Evolution::webhook_verifier(&spec(KEY)).unwrap().and_still(secret(OLD));
    for key in [KEY, OLD] {
        let bearer = format!("Bearer {}", token(&hs256(), now(), key));
        assert!(received(&both, Some(&bearer)).is_ok());
    }
    let bearer = format!("Bearer {}", token(&hs256(), now(), "a third one"));
    assert!(received(&both, Some(&bearer)).is_err());
    assert!(!format!("{both:?}").contains(KEY) && !format!("{both:?}").contains(OLD));
}

#[test]
fn without_a_secret_there_is_nothing_to_verify() {
    let spec = WebhookSpec::new("https://bot.example.com/hooks/shop").unwrap();
    assert!(matches!(Evolution::webhook_verifier(&spec), Err(Error::InvalidRequest(_))));
}

/// A delivery of a real server, whose `jwt_key` was `shared-secret-1`.
#[test]
fn a_recorded_token_was_good_when_it_came() {
    let recorded = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpYXQiOjE3OTUzNDMxODksImV4cCI6MTc5NTM0Mzc4OSwiYXBwIjoiZXZvbHV0aW9uIiwiYWN0aW9uIjoid2ViaG9vayJ9.ayLl8g-6JvquSb8gvzufKf6aQfWAUPc0Er-4PG9Fk3Q";
    let at = |seconds| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
    let secrets = WebhookSecrets::from(secret("shared-secret-1"));
    assert!(verify_jwt(&secrets, recorded.as_bytes(), at(1_795_343_189)));
    assert!(!verify_jwt(&secrets, recorded.as_bytes(), at(1_795_343_189 + 661)));
    assert!(received(&secrets, Some(&format!("Bearer {recorded}"))).is_err(), "it is over");
}

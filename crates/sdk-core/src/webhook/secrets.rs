use subtle::{Choice, ConstantTimeEq};

use super::WebhookSecret;

/// The secret that is good, and during a rotation the one before it.
///
/// ```
/// use wagate_sdk_core::{Error, WebhookSecret, WebhookSecrets};
///
/// # fn example() -> Result<(), Error> {
/// let new = WebhookSecret::new("uQ6Pdz7cN2vX0mJb4sKtYr8wEe1hLgAa")?;
/// let old = WebhookSecret::new("Zk3nV9yTq5RfWm1xDb7oCs2jUh6pGiLe")?;
/// // Until the gateway uses the new one, both are good.
/// let secrets = WebhookSecrets::from(new).and_still(old);
/// # Ok(())
/// # }
/// # example().unwrap();
/// ```
#[derive(Debug, Clone)]
pub struct WebhookSecrets {
    current: WebhookSecret,
    previous: Option<WebhookSecret>,
}

impl WebhookSecrets {
    /// During a rotation: the secret before is good too.
    #[must_use]
    pub fn and_still(mut self, previous: WebhookSecret) -> Self {
        self.previous = Some(previous);
        self
    }

    /// Whether `holds` is true of one of them. Each is asked, so that how long it takes does not tell which one it was.
    pub fn any(&self, holds: impl Fn(&str) -> bool) -> bool {
        let choice = |secret: &WebhookSecret| Choice::from(u8::from(holds(secret.expose())));
        let previous = self.previous.as_ref().map_or(Choice::from(0), choice);
        (choice(&self.current) | previous).into()
    }

    /// Whether a value is one of them, compared in constant time.
    pub fn matches(&self, value: &[u8]) -> bool {
        self.any(|secret| same(secret.as_bytes(), value))
    }

    /// Whether a value is `prefix` and one of them, such as `Bearer `, compared in constant time.
    pub fn matches_after(&self, prefix: &str, value: &[u8]) -> bool {
        value.strip_prefix(prefix.as_bytes()).is_some_and(|value| self.matches(value))
    }
}

impl From<WebhookSecret> for WebhookSecrets {
    fn from(current: WebhookSecret) -> Self {
        Self { current, previous: None }
    }
}

/// Whether both are the same, in a time that tells no more than their lengths.
pub(super) fn same(expected: &[u8], value: &[u8]) -> bool {
    expected.ct_eq(value).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(text: &str) -> WebhookSecret {
        WebhookSecret::new(text).unwrap()
    }

    #[test]
    fn during_a_rotation_both_are_good_and_after_it_one() {
        let both = WebhookSecrets::from(secret("new")).and_still(secret("old"));
        assert!(both.matches(b"new") && both.matches(b"old"));
        assert!(!both.matches(b"ne") && !both.matches(b"newer") && !both.matches(b""));
        assert!(both.matches_after("Bearer ", b"Bearer old") && !both.matches_after("Bearer ", b"old"));
        let one = WebhookSecrets::from(secret("new"));
        assert!(one.matches(b"new") && !one.matches(b"old"));
        assert!(!format!("{both:?}").contains("old"));
    }
}

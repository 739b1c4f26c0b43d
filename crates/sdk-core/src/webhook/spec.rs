use std::fmt;

use url::Url;

use super::WebhookSecret;
use crate::error::Error;
use crate::event::EventKind;
use crate::raw::Raw;

/// Where a gateway shall post events, which ones, and what proves that it is the gateway. From one value both ends are set:
/// [`InstanceClient::set_webhook`](crate::InstanceClient::set_webhook) and the receiver's verifier
/// ([`Events::webhook_verifier`](crate::adapter::Events::webhook_verifier)).
///
/// ```
/// use wagate_sdk_core::{Error, EventKind, WebhookSecret, WebhookSpec};
///
/// # fn example() -> Result<(), Error> {
/// let spec = WebhookSpec::new("https://bot.example.com/hooks/shop")?
///     .events([EventKind::Message, EventKind::MessageStatus])
///     .secret(WebhookSecret::new("uQ6Pdz7cN2vX0mJb4sKtYr8wEe1hLgAa")?);
/// # Ok(())
/// # }
/// # example().unwrap();
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub struct WebhookSpec {
    /// The URL. For VZaps the secret is added to its path: [`WebhookSpec::url_with_secret`].
    pub url: Url,
    /// Which events; empty for all that the gateway has.
    pub events: Vec<EventKind>,
    /// What proves that it is the gateway. Without it anybody who knows the URL can post events.
    pub secret: Option<WebhookSecret>,
}

impl WebhookSpec {
    /// All events to this URL.
    ///
    /// # Errors
    /// [`Error::InvalidRequest`] when it is no http or https URL, or holds a user name or password.
    pub fn new(url: &str) -> Result<Self, Error> {
        let url = Url::parse(url).map_err(|_| Error::invalid("the webhook's URL is none"))?;
        if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none() {
            return Err(Error::invalid("the webhook's URL is not http or https"));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Error::invalid("the webhook's URL holds a user name: set a secret instead"));
        }
        Ok(Self { url, events: Vec::new(), secret: None })
    }

    /// Only these events.
    #[must_use]
    pub fn events(mut self, events: impl IntoIterator<Item = EventKind>) -> Self {
        self.events = events.into_iter().collect();
        self
    }

    /// With a secret that the gateway and the receiver share.
    #[must_use]
    pub fn secret(mut self, secret: WebhookSecret) -> Self {
        self.secret = Some(secret);
        self
    }

    /// Whether events of that kind are asked for.
    pub fn wants(&self, kind: EventKind) -> bool {
        self.events.is_empty() || self.events.contains(&kind)
    }

    /// The URL with the secret as the last segment of its path, for a gateway that can prove itself in no other way.
    pub fn url_with_secret(&self) -> Url {
        let mut url = self.url.clone();
        if let Some(secret) = &self.secret
            && let Ok(mut path) = url.path_segments_mut()
        {
            path.pop_if_empty().push(secret.expose());
        }
        url
    }

    pub(crate) fn check(&self) -> Result<(), Error> {
        if self.events.contains(&EventKind::Unknown) {
            return Err(Error::invalid("unknown events cannot be asked for"));
        }
        Ok(())
    }
}

/// The URL's path and query may hold a secret.
impl fmt::Debug for WebhookSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebhookSpec")
            .field("host", &self.url.host_str())
            .field("events", &self.events)
            .field("secret", &self.secret)
            .finish()
    }
}

/// A webhook as the gateway has it. `Debug` does not show its URL.
#[derive(Clone)]
#[non_exhaustive]
pub struct Webhook {
    /// The gateway's id of it, where it has one.
    pub id: Option<String>,
    /// Where it posts, as the gateway tells it: it may hold a secret.
    pub url: Option<String>,
    /// Whether it posts.
    pub enabled: Option<bool>,
    /// Which events, in the gateway's words.
    pub events: Vec<String>,
    /// All that the gateway told.
    pub raw: Raw,
}

impl Webhook {
    /// A webhook of which only its URL is known.
    pub fn new(url: Option<String>, raw: Raw) -> Self {
        Self { id: None, url, enabled: None, events: Vec::new(), raw }
    }
}

impl fmt::Debug for Webhook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Webhook")
            .field("id", &self.id)
            .field("has_url", &self.url.is_some())
            .field("enabled", &self.enabled)
            .field("events", &self.events)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_secret_is_one_encoded_segment_and_is_not_shown() {
        let secret = || WebhookSecret::new("a/b?c").unwrap();
        for url in ["https://h.example/hooks", "https://h.example/hooks/"] {
            let spec = WebhookSpec::new(url).unwrap().secret(secret());
            assert_eq!(spec.url_with_secret().as_str(), "https://h.example/hooks/a%2Fb%3Fc");
            assert!(!format!("{spec:?}").contains("a/b"));
        }
    }

    #[test]
    fn what_cannot_be_posted_to_is_refused() {
        for bad in ["", "hooks", "ftp://h.example", "https://user:pw@h.example", "data:text/plain,x"] {
            assert!(matches!(WebhookSpec::new(bad), Err(Error::InvalidRequest(_))), "{bad}");
        }
    }
}

use url::Url;
use wagate_sdk_core::Error;

/// An address taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct GatewayUrl {
    pub(crate) gateway: String,
    /// The base URL; `None` for the gateway's own.
    pub(crate) base: Option<Url>,
    pub(crate) instance: Option<String>,
    pub(crate) plain_http: bool,
    pub(crate) bearer: bool,
}

impl GatewayUrl {
    /// The errors never show the address: someone may have put a secret into it.
    pub(crate) fn parse(text: &str) -> Result<Self, Error> {
        let url = Url::parse(text.trim()).map_err(|error| {
            Error::config(format!(
                "the gateway's address cannot be read ({error}); it looks like `evolution+https://host?instance=name`"
            ))
        })?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Error::config(
                "the gateway's address holds a user name or password; secrets never stand in it",
            ));
        }
        if url.fragment().is_some() {
            return Err(Error::config("the gateway's address has a fragment"));
        }
        let (gateway, scheme) = match url.scheme().split_once('+') {
            None => (url.scheme(), "https"),
            Some((gateway, scheme @ ("http" | "https"))) => (gateway, scheme),
            Some(_) => {
                return Err(Error::config("after the gateway's name only `+http` and `+https` are known"));
            }
        };
        let mut parsed = Self {
            gateway: gateway.to_owned(),
            base: base(&url, scheme)?,
            instance: None,
            plain_http: false,
            bearer: false,
        };
        for (name, value) in url.query_pairs() {
            parsed.parameter(&name, &value)?;
        }
        Ok(parsed)
    }

    fn parameter(&mut self, name: &str, value: &str) -> Result<(), Error> {
        match (name, value) {
            ("instance", id) if self.instance.is_none() => self.instance = Some(id.to_owned()),
            ("instance", _) => return Err(Error::config("the gateway's address names two instances")),
            ("plain_http", "allow") => self.plain_http = true,
            ("auth", "bearer") if self.gateway == "ryze" => self.bearer = true,
            ("auth", "token") if self.gateway == "ryze" => self.bearer = false,
            ("plain_http" | "auth", _) => {
                return Err(Error::config(format!(
                    "the address's parameter `{name}` has a value that is not known"
                )));
            }
            // The name is not shown: a secret may stand where it belongs.
            _ => {
                return Err(Error::config(
                    "the gateway's address has a parameter that is not known; known are instance, plain_http and auth, and secrets never stand in it",
                ));
            }
        }
        Ok(())
    }

    pub(crate) fn instance(&self) -> Result<&str, Error> {
        self.instance.as_deref().ok_or_else(|| {
            Error::config("the gateway's address names no instance: add `?instance=` and its id")
        })
    }
}

fn base(url: &Url, scheme: &str) -> Result<Option<Url>, Error> {
    match url.host_str().filter(|host| !host.is_empty()) {
        Some(host) => {
            let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
            let text = format!("{scheme}://{host}{port}{}", url.path());
            Url::parse(&text)
                .map(Some)
                .map_err(|error| Error::config(format!("the gateway's address cannot be read: {error}")))
        }
        None if url.path().is_empty() && !url.scheme().contains('+') => Ok(None),
        None => Err(Error::config("the gateway's address has no host")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_taken_apart() {
        let url =
            GatewayUrl::parse("evolution+http://127.0.0.1:8080/base?instance=my%20shop&plain_http=allow")
                .unwrap();
        assert_eq!((url.gateway.as_str(), url.plain_http), ("evolution", true));
        assert_eq!(url.base.unwrap().as_str(), "http://127.0.0.1:8080/base");
        assert_eq!(url.instance.as_deref(), Some("my shop"));

        let url = GatewayUrl::parse("ryze://gw.example.com?auth=bearer").unwrap();
        assert_eq!(url.base.unwrap().as_str(), "https://gw.example.com/");
        assert!(url.bearer && url.instance.is_none());

        let url = GatewayUrl::parse("vzaps:?instance=VZ9K").unwrap();
        assert_eq!((url.base, url.instance.as_deref()), (None, Some("VZ9K")));
        assert_eq!(GatewayUrl::parse("wazzapi:").unwrap().base, None);
    }

    #[test]
    fn what_is_not_known_is_an_error_that_shows_no_secret() {
        for bad in [
            "evolution",
            "",
            "evolution+ftp://host",
            "evolution+https:",
            "ryze://user:s3cret@host",
            "ryze://host?token=s3cret",
            "ryze://host?apikey=s3cret",
            "ryze://host?s3cret",
            "ryze://host?instance=a&instance=b",
            "ryze://host?plain_http=maybe",
            "vzaps://host?auth=bearer",
            "ryze://host#s3cret",
        ] {
            let error = GatewayUrl::parse(bad).unwrap_err().to_string();
            assert!(!error.contains("s3cret"), "{error}");
        }
    }
}

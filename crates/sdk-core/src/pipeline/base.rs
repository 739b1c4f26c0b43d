//! The gateway's address, ready to become that of a request.

use url::Url;

/// A path as long as most: a copy of the address then has room for the request's, so that its text is allocated once.
const ROOM: &str =
    "/________________________________________________________________________________________________";

/// The base URL.
pub(crate) struct Base {
    /// Its scheme and host, with a path that only makes room.
    roomy: Url,
    /// Its own path, without a `/` at its end.
    path: Box<str>,
    /// Whether it is the gateway's own address.
    is_own: bool,
}

impl Base {
    /// The URL has no query and no fragment; `own` is the gateway's own address, where it has one.
    pub(crate) fn new(mut url: Url, own: Option<&str>) -> Self {
        let is_own = own.is_some_and(|own| Url::parse(own).is_ok_and(|own| own == url));
        let path = url.path().trim_end_matches('/').into();
        url.set_path(ROOM);
        Self { roomy: url, path, is_own }
    }

    pub(super) fn is_own(&self) -> bool {
        self.is_own
    }

    pub(crate) fn host(&self) -> Option<&str> {
        self.roomy.host_str()
    }

    /// The URL of a request: this one, then `prefix`, then the request's own path and query.
    pub(super) fn with(&self, prefix: &str, path: &str, query: Option<&str>) -> Url {
        let mut url = self.roomy.clone();
        if self.path.is_empty() && prefix.is_empty() {
            url.set_path(path);
        } else {
            url.set_path(&[&self.path, prefix, path].concat());
        }
        if query.is_some() {
            url.set_query(query);
        }
        url
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_stands_below_the_base() {
        for (base, prefix, path, query, whole) in [
            ("https://a.example", "", "/x/y", None, "https://a.example/x/y"),
            ("https://a.example/", "", "/x", Some("k=v"), "https://a.example/x?k=v"),
            ("http://a.example:81/base/", "", "/x", None, "http://a.example:81/base/x"),
            ("http://a.example/base", "/key%2Fs", "/x", Some(""), "http://a.example/base/key%2Fs/x?"),
            ("https://[::1]:8/", "/p", "/x", None, "https://[::1]:8/p/x"),
        ] {
            let base = Base::new(Url::parse(base).unwrap(), None);
            assert_eq!(base.with(prefix, path, query).as_str(), whole);
        }
    }

    #[test]
    fn the_gateways_own_address_is_the_whole_of_it() {
        let is_own = |base: &str| Base::new(Url::parse(base).unwrap(), Some("https://a.example")).is_own();
        assert!(is_own("https://a.example/") && is_own("HTTPS://A.example:443"));
        for other in
            ["http://a.example", "https://a.example:444", "https://a.example/v1", "https://a.example.evil/"]
        {
            assert!(!is_own(other), "{other}");
        }
        assert!(!Base::new(Url::parse("https://a.example").unwrap(), None).is_own());
    }
}

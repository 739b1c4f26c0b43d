//! The two kinds of token, and how a request carries one.

use std::any::Any;

use http::{HeaderName, header};
use secrecy::SecretString;
use url::{Host, Url};
use wagate_sdk_core::adapter::{
    Authorized, Authorizer, CredentialKind, HeaderAuthorizer, OutgoingHeaders, Path,
};
use wagate_sdk_core::{AccountToken, Error, InstanceToken};

static TOKEN: HeaderName = HeaderName::from_static("token");
static AUTHORIZATION: HeaderName = header::AUTHORIZATION;

pub(crate) const ACCOUNT: CredentialKind = CredentialKind::account("account token");
pub(crate) const INSTANCE: CredentialKind = CredentialKind::instance("instance token");

/// The header that carries a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum TokenHeader {
    /// `token: …`, which RyzeAPI prefers.
    #[default]
    Token,
    /// `Authorization: Bearer …`, for a way that lets no other header through.
    Bearer,
}

macro_rules! credential {
    ($(#[$doc:meta])* $name:ident of $token:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone)]
        pub struct $name {
            token: $token,
            header: TokenHeader,
        }

        impl $name {
            /// The token in the header `token`.
            pub fn new(token: $token) -> Self {
                Self { token, header: TokenHeader::Token }
            }

            /// Sends it as `Authorization: Bearer` instead.
            #[must_use]
            pub fn bearer(mut self) -> Self {
                self.header = TokenHeader::Bearer;
                self
            }

            /// The header that carries it.
            pub fn header(&self) -> TokenHeader {
                self.header
            }
        }

        impl From<$token> for $name {
            fn from(token: $token) -> Self {
                Self::new(token)
            }
        }
    };
}

credential! {
    /// The account's token and the header that carries it. An [`AccountToken`] alone becomes one.
    ///
    /// ```
    /// use wagate_ryze::{AccountCredential, Ryze};
    /// use wagate_sdk_core::{AccountClient, AccountToken};
    ///
    /// let token = AccountToken::new("acc-123")?;
    /// let account = AccountClient::<Ryze>::builder(AccountCredential::new(token).bearer());
    /// # Ok::<(), wagate_sdk_core::Error>(())
    /// ```
    AccountCredential of AccountToken
}

credential! {
    /// An instance's token and the header that carries it. An [`InstanceToken`] alone becomes one.
    InstanceCredential of InstanceToken
}

/// Writes a token into the chosen header.
pub(crate) struct TokenAuthorizer {
    header: TokenHeader,
    sent: HeaderAuthorizer,
}

impl TokenAuthorizer {
    pub(crate) fn account(credential: &AccountCredential) -> Self {
        let AccountCredential { token, header } = credential;
        Self::of(ACCOUNT, *header, |prefix| token.header(prefix))
    }

    pub(crate) fn instance(credential: &InstanceCredential) -> Self {
        let InstanceCredential { token, header } = credential;
        Self::of(INSTANCE, *header, |prefix| token.header(prefix))
    }

    /// For an instance that `owner` just made: its own token, in the header that its owner uses.
    pub(crate) fn made_by(owner: &dyn Authorizer, token: InstanceToken) -> Self {
        let owner: &dyn Any = owner;
        let header = owner.downcast_ref::<Self>().map_or_else(TokenHeader::default, |owner| owner.header);
        Self::instance(&InstanceCredential { token, header })
    }

    fn of(kind: CredentialKind, header: TokenHeader, value: impl Fn(&str) -> http::HeaderValue) -> Self {
        let sent = match header {
            TokenHeader::Token => HeaderAuthorizer::new(kind, &TOKEN, value("")),
            TokenHeader::Bearer => HeaderAuthorizer::new(kind, &AUTHORIZATION, value("Bearer ")),
        };
        Self { header, sent }
    }
}

impl Authorizer for TokenAuthorizer {
    fn kind(&self) -> CredentialKind {
        self.sent.kind()
    }

    fn authorize(&self, request: &mut OutgoingHeaders<'_>) -> Authorized {
        self.sent.authorize(request)
    }

    fn secrets(&self, see: &mut dyn FnMut(&str)) {
        self.sent.secrets(see);
    }
}

/// The WebSocket URL of an instance with its token in the query, for code that runs **in a browser**.
///
/// A browser cannot set headers on a WebSocket, so RyzeAPI takes the token as `?token=` there. Do not use this URL anywhere else: URLs end
/// up in the logs of proxies and servers, in a browser's history and in error messages, and whoever reads the token can send as this
/// number. A program of any other kind sends the token in a header, as the clients of this crate do.
///
/// It takes an instance's token only: the account's token, which can delete every instance, has no place in a browser. `base_url` is
/// [`BASE_URL`](crate::BASE_URL) unless the gateway is elsewhere. The gateway must be told to accept the page's origin, and its WebSocket
/// must be enabled for the instance.
///
/// The URL is a secret, so it comes wrapped: `Debug` does not show it.
///
/// ```
/// use secrecy::ExposeSecret;
/// use wagate_ryze::{BASE_URL, browser_websocket_url};
/// use wagate_sdk_core::InstanceToken;
///
/// let token = InstanceToken::new("tok-1")?;
/// let url = browser_websocket_url(BASE_URL, "sales & co", &token)?;
/// assert_eq!(url.expose_secret(), "wss://ryzeapi.cloud/ws/sales%20%26%20co?token=tok-1");
/// assert!(!format!("{url:?}").contains("tok-1"));
/// # Ok::<(), wagate_sdk_core::Error>(())
/// ```
///
/// # Errors
/// [`Error::Config`] when the base URL cannot be used: it must be `https`, or lead to this machine. [`Error::InvalidRequest`] when the
/// instance's name is empty, `.` or `..`.
pub fn browser_websocket_url(
    base_url: &str,
    instance: &str,
    token: &InstanceToken,
) -> Result<SecretString, Error> {
    if matches!(instance, "" | "." | "..") {
        return Err(Error::invalid("the instance's name is empty, `.` or `..`"));
    }
    let base = Url::parse(base_url)
        .map_err(|error| Error::config(format!("the base URL cannot be read: {error}")))?;
    if !base.username().is_empty()
        || base.password().is_some()
        || base.query().is_some()
        || base.fragment().is_some()
    {
        return Err(Error::config("the base URL holds a user name, a password, a query or a fragment"));
    }
    let scheme = match base.scheme() {
        "https" => "wss",
        "http" if is_loopback(&base) => "ws",
        _ => return Err(Error::config("this gateway speaks https only")),
    };
    let mut path = Path::new();
    path.literal("/ws/").segment(instance).query("token", token.expose());
    let origin = base[url::Position::BeforeHost..url::Position::AfterPort].to_owned();
    let under = base.path().trim_end_matches('/');
    Ok(SecretString::from([scheme, "://", &origin, under, path.as_str()].concat()))
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

//! Credentials, and how a request is authorized with them.

use std::any::Any;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use http::header::AUTHORIZATION;
use http::{HeaderName, HeaderValue};
use wagate_sdk_core::adapter::{
    Authorized, Authorizer, CredentialKind, FreshToken, HeaderAuthorizer, OutgoingHeaders, RenewableToken,
    Unauthenticated,
};
use wagate_sdk_core::{Error, InstanceToken, SecretToken};

use crate::token::FetchToken;

/// The header of a bearer token.
static BEARER: HeaderName = AUTHORIZATION;

pub(crate) const CLIENT_CREDENTIALS: CredentialKind = CredentialKind::account("client credentials");
pub(crate) const JWT: CredentialKind = CredentialKind::account("JWT");
pub(crate) const TWO_TOKENS: CredentialKind = CredentialKind::instance("client token and instance token");

const CLIENT_TOKEN: HeaderName = HeaderName::from_static("x-client-token");
pub(crate) const INSTANCE_TOKEN: HeaderName = HeaderName::from_static("x-instance-token");

/// How long a JWT is used when the gateway does not say how long it lives. Should it die earlier, a 401
/// renews it.
const UNTOLD_LIFETIME: Duration = Duration::from_secs(600);

/// The client token and the client secret of an account, as its owner finds them under Security in VZaps' web
/// app.
///
/// They buy a JWT; the client secret goes to `POST /token` only.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ClientCredentials {
    /// The client token.
    pub client_token: SecretToken,
    /// The client secret.
    pub client_secret: SecretToken,
}

impl ClientCredentials {
    /// The two values.
    pub fn new(client_token: SecretToken, client_secret: SecretToken) -> Self {
        Self { client_token, client_secret }
    }
}

/// The credential of an account: [`ClientCredentials`], or a JWT that the program already has.
///
/// Either way a request carries `Authorization: Bearer <JWT>` and nothing else. The JWT acts for the whole
/// account, its billing included.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum AccountCredential {
    /// What buys a JWT. The client fetches and renews it by itself.
    Client(ClientCredentials),
    /// A JWT. The client cannot renew it: once it has expired, calls are `Unauthorized` until
    /// [`replace_credential`](wagate_sdk_core::AccountClient::replace_credential).
    Jwt(SecretToken),
}

impl AccountCredential {
    /// A JWT that the program already has.
    pub fn jwt(token: SecretToken) -> Self {
        Self::Jwt(token)
    }

    pub(crate) fn into_authorizer(self) -> Arc<dyn Authorizer> {
        match self {
            Self::Client(credentials) => Arc::new(ClientLogin { credentials, jwt: RenewableToken::new() }),
            Self::Jwt(token) => Arc::new(HeaderAuthorizer::new(JWT, &BEARER, token.header("Bearer "))),
        }
    }
}

impl From<ClientCredentials> for AccountCredential {
    fn from(credentials: ClientCredentials) -> Self {
        Self::Client(credentials)
    }
}

/// The credential of one instance without any JWT: the client token of the account that owns it, and the
/// instance's own token.
///
/// They go out as `X-Client-Token` and `X-Instance-Token`.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct TwoTokens {
    /// The client token of the owner's account.
    pub client_token: SecretToken,
    /// The instance's token.
    pub instance_token: InstanceToken,
}

impl TwoTokens {
    /// The two values.
    pub fn new(client_token: SecretToken, instance_token: InstanceToken) -> Self {
        Self { client_token, instance_token }
    }

    pub(crate) fn into_authorizer(self) -> Arc<dyn Authorizer> {
        Arc::new(TwoHeaders {
            client: self.client_token.header(""),
            instance: self.instance_token.header(""),
        })
    }
}

/// The two-token credential of an instance that this account just made, if the account's client token is
/// known.
pub(crate) fn of_new_instance(account: &dyn Authorizer, token: InstanceToken) -> Option<Arc<dyn Authorizer>> {
    let account: &dyn Any = account;
    let login = account.downcast_ref::<ClientLogin>()?;
    Some(TwoTokens::new(login.credentials.client_token.clone(), token).into_authorizer())
}

/// An account that buys its JWT.
struct ClientLogin {
    credentials: ClientCredentials,
    jwt: RenewableToken,
}

impl Authorizer for ClientLogin {
    fn kind(&self) -> CredentialKind {
        CLIENT_CREDENTIALS
    }

    fn authorize(&self, request: &mut OutgoingHeaders<'_>) -> Authorized {
        match self.jwt.header() {
            Some((bearer, authorized)) => {
                request.insert(AUTHORIZATION, bearer);
                authorized
            }
            None => Authorized::Due,
        }
    }

    fn renew<'a>(
        &'a self,
        refused: Option<u64>,
        calls: Unauthenticated<'a>,
    ) -> Pin<Box<dyn Future<Output = Result<(), Error>> + Send + 'a>> {
        Box::pin(self.jwt.renew(refused, async move {
            let answer = calls.call(FetchToken::new(self.credentials.clone())).await?;
            let lifetime = answer.expires_in.unwrap_or(UNTOLD_LIFETIME);
            Ok(FreshToken::new(answer.access_token, lifetime))
        }))
    }

    fn secrets(&self, see: &mut dyn FnMut(&str)) {
        see(self.credentials.client_token.expose());
        see(self.credentials.client_secret.expose());
        self.jwt.expose(see);
    }
}

/// An instance without a JWT.
struct TwoHeaders {
    client: HeaderValue,
    instance: HeaderValue,
}

impl Authorizer for TwoHeaders {
    fn kind(&self) -> CredentialKind {
        TWO_TOKENS
    }

    fn authorize(&self, request: &mut OutgoingHeaders<'_>) -> Authorized {
        request.insert(CLIENT_TOKEN, self.client.clone());
        request.insert(INSTANCE_TOKEN, self.instance.clone());
        Authorized::Fixed
    }

    fn secrets(&self, see: &mut dyn FnMut(&str)) {
        for value in [&self.client, &self.instance] {
            if let Ok(text) = value.to_str() {
                see(text);
            }
        }
    }
}

impl fmt::Debug for ClientLogin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientLogin").finish_non_exhaustive()
    }
}

impl fmt::Debug for TwoHeaders {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TwoHeaders").finish_non_exhaustive()
    }
}

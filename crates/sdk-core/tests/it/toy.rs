//! A gateway of a few lines, and a transport that plays a script.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::future::BoxFuture;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use serde::Deserialize;
use wagate_sdk_core::adapter::{
    Adapter, Authorizer, Body, Capabilities, Chats, Contacts, CredentialKind, Endpoint, ErrorKind, Groups,
    HeaderAuthorizer, Instances, Lifecycle, Match, Messages, OnAccount, OwnProfile, Path, Refusal, Safety,
    Settings, Shared, TimeoutClass, When, Words,
};
use wagate_sdk_core::transport::{
    Request, Response, ResponseBody, Transport, TransportError, TransportFailure, Upgrade,
};
use wagate_sdk_core::{AccountClient, AccountToken, ClientBuilder, Error, InstanceToken};

pub(crate) static KEY: HeaderName = HeaderName::from_static("key");

pub(crate) struct Toy;

impl Instances for Toy {}
impl Lifecycle for Toy {}
impl Settings for Toy {}
impl Chats for Toy {}
impl Contacts for Toy {}
impl Groups for Toy {}
impl OwnProfile for Toy {}
impl Messages for Toy {}

const NOTHING: Capabilities = Capabilities::new(&[], &[]);

impl Adapter for Toy {
    const NAME: &'static str = "toy";
    const BASE_URL: Option<&'static str> = Some("https://toy.example/base/");
    const HTTPS_ONLY: bool = false;
    const REFUSALS: &'static [Refusal] = &[
        Refusal::new(401, Match::Any, ErrorKind::Unauthorized, "made up"),
        Refusal::new(429, Match::Any, ErrorKind::RateLimited, "made up").when(When::RemainingZero),
    ];

    type AccountCredential = AccountToken;
    type InstanceCredential = InstanceToken;
    type InstanceState = ();

    fn account_authorizer(token: AccountToken) -> Result<Arc<dyn Authorizer>, Error> {
        let kind = CredentialKind::account("account token");
        Ok(Arc::new(HeaderAuthorizer::new(kind, &KEY, token.header(""))))
    }

    fn instance_authorizer(token: InstanceToken) -> Result<Arc<dyn Authorizer>, Error> {
        let kind = CredentialKind::instance("instance token");
        Ok(Arc::new(HeaderAuthorizer::new(kind, &KEY, token.header(""))))
    }

    fn account_capabilities(_credential: CredentialKind) -> &'static Capabilities {
        &NOTHING
    }

    fn instance_capabilities(_credential: CredentialKind, _state: &()) -> &'static Capabilities {
        &NOTHING
    }

    fn words(body: &str) -> Words {
        Words::message(body)
    }
}

/// An answer that has a number.
#[derive(Debug, Deserialize, PartialEq, Eq)]
pub(crate) struct Number {
    pub(crate) number: u32,
}

macro_rules! endpoint {
    ($name:ident, $safety:ident, $class:ident, $waits:expr) => {
        #[derive(Debug, Clone, Copy)]
        pub(crate) struct $name;

        impl Endpoint for $name {
            type Provider = Toy;
            type Scope = Shared;
            type Response = Number;

            const NAME: &'static str = stringify!($name);
            const METHOD: Method = Method::POST;
            const SAFETY: Safety = Safety::$safety;
            const TIMEOUT: TimeoutClass = TimeoutClass::$class;

            fn path(&self, _instance: &str, path: &mut Path) {
                path.literal("/act").query("secret", "s p");
            }

            fn body(&self) -> Result<Body, Error> {
                Body::json(&[1, 2, 3])
            }

            fn server_waits(&self) -> Duration {
                $waits
            }
        }
    };
}

endpoint!(Read, ReadOnly, Standard, Duration::ZERO);
endpoint!(Put, Idempotent, Standard, Duration::ZERO);
endpoint!(Send, AtMostOnce, Standard, Duration::ZERO);
endpoint!(SendSlowly, AtMostOnce, Standard, Duration::from_secs(20));
endpoint!(Upload, AtMostOnce, Media, Duration::ZERO);

#[allow(dead_code, reason = "proves at compile time what the scopes allow")]
fn shared_is_for_accounts<E: Endpoint<Scope: OnAccount>>(_: E) {}

/// One step of a script.
#[derive(Clone)]
pub(crate) enum Step {
    Answer(u16, &'static [(&'static str, &'static str)], &'static str),
    Fail(TransportFailure),
    Stall,
    /// Takes this long, then answers.
    After(Duration, u16, &'static str),
}

pub(crate) const OK: Step = Step::Answer(200, &[], r#"{"number":7}"#);

/// Plays a script; each request takes one step, the last one for ever.
pub(crate) struct Script {
    steps: Mutex<VecDeque<Step>>,
    pub(crate) seen: Mutex<Vec<Request>>,
}

impl Script {
    pub(crate) fn new(steps: impl IntoIterator<Item = Step>) -> Arc<Self> {
        Arc::new(Self { steps: Mutex::new(steps.into_iter().collect()), seen: Mutex::default() })
    }

    pub(crate) fn count(&self) -> usize {
        self.seen.lock().unwrap().len()
    }
}

impl fmt::Debug for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Script")
    }
}

impl Transport for Script {
    fn execute(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        self.seen.lock().unwrap().push(request);
        let mut steps = self.steps.lock().unwrap();
        let step = if steps.len() > 1 { steps.pop_front() } else { steps.front().cloned() };
        drop(steps);
        Box::pin(async move {
            match step.expect("a script has a step") {
                Step::Answer(status, headers, body) => Ok(response(status, headers, body)),
                Step::Fail(failure) => Err(TransportError::new(failure, std::io::Error::other("scripted"))),
                Step::Stall => std::future::pending().await,
                Step::After(wait, status, body) => {
                    tokio::time::sleep(wait).await;
                    Ok(response(status, &[], body))
                }
            }
        })
    }

    fn upgrade(&self, request: Request) -> BoxFuture<'_, Result<Upgrade, TransportError>> {
        Box::pin(async move { self.execute(request).await.map(Upgrade::Refused) })
    }
}

fn response(status: u16, headers: &[(&'static str, &'static str)], body: &'static str) -> Response {
    let headers: HeaderMap = headers
        .iter()
        .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
        .collect();
    let status = StatusCode::from_u16(status).unwrap();
    Response::new(status, headers, ResponseBody::full(body.into()))
}

pub(crate) fn client(script: &Arc<Script>) -> AccountClient<Toy> {
    client_with(script, |builder| builder)
}

pub(crate) fn client_with(
    script: &Arc<Script>,
    settings: impl FnOnce(ClientBuilder<AccountClient<Toy>>) -> ClientBuilder<AccountClient<Toy>>,
) -> AccountClient<Toy> {
    let builder = AccountClient::<Toy>::builder(AccountToken::new("toy-token").unwrap());
    settings(builder.transport(script.clone())).build().unwrap()
}

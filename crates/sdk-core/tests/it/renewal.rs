//! A credential whose token is fetched: due, refused, failed.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use futures_util::future::BoxFuture;
use http::header::AUTHORIZATION;
use wagate_sdk_core::adapter::{
    Adapter, Authorized, Authorizer, Capabilities, Chats, Contacts, CredentialKind, Endpoint, FreshToken,
    Groups, Instances, Lifecycle, Messages, OutgoingHeaders, OwnProfile, Path, Realtime, Refusal,
    RenewableToken, Safety, Settings, Shared, Unauthenticated, Webhooks, Words,
};
use wagate_sdk_core::{AccountClient, Error, Outcome, SecretToken};

use crate::toy::{Number, OK, Script, Step};

/// The toy again, with a token that it fetches.
struct Renewing;

impl Instances for Renewing {}
impl Lifecycle for Renewing {}
impl Settings for Renewing {}
impl Chats for Renewing {}
impl Contacts for Renewing {}
impl Groups for Renewing {}
impl OwnProfile for Renewing {}
impl Webhooks for Renewing {}
impl Realtime for Renewing {}
impl Messages for Renewing {}

const NOTHING: Capabilities = Capabilities::new(&[], &[]);

impl Adapter for Renewing {
    const NAME: &'static str = "renewing";
    const BASE_URL: Option<&'static str> = Some("https://toy.example");
    const HTTPS_ONLY: bool = true;
    const REFUSALS: &'static [Refusal] = &[];
    type AccountCredential = Arc<Fetching>;
    type InstanceCredential = Arc<Fetching>;
    type InstanceState = ();

    fn account_authorizer(credential: Arc<Fetching>) -> Result<Arc<dyn Authorizer>, Error> {
        Ok(credential)
    }

    fn instance_authorizer(credential: Arc<Fetching>) -> Result<Arc<dyn Authorizer>, Error> {
        Ok(credential)
    }

    fn account_capabilities(_: CredentialKind) -> &'static Capabilities {
        &NOTHING
    }

    fn instance_capabilities(_: CredentialKind, _: &()) -> &'static Capabilities {
        &NOTHING
    }

    fn words(_: &str) -> Words {
        Words::default()
    }
}

#[derive(Default)]
struct Fetching {
    token: RenewableToken,
    fetches: AtomicU32,
}

impl Authorizer for Fetching {
    fn kind(&self) -> CredentialKind {
        CredentialKind::account("fetched")
    }

    fn authorize(&self, request: &mut OutgoingHeaders<'_>) -> Authorized {
        match self.token.header() {
            Some((value, authorized)) => {
                request.insert(AUTHORIZATION, value);
                authorized
            }
            None => Authorized::Due,
        }
    }

    fn renew<'a>(
        &'a self,
        refused: Option<u64>,
        calls: Unauthenticated<'a>,
    ) -> BoxFuture<'a, Result<(), Error>> {
        Box::pin(self.token.renew(refused, async move {
            self.fetches.fetch_add(1, Ordering::SeqCst);
            let fresh = calls.call(Fetch).await?;
            let token = SecretToken::new(format!("jwt-{}", fresh.number))?;
            Ok(FreshToken::new(token, Duration::from_secs(3600)))
        }))
    }

    fn secrets(&self, see: &mut dyn FnMut(&str)) {
        self.token.expose(see);
    }
}

macro_rules! endpoint {
    ($name:ident, $path:literal, $safety:ident) => {
        struct $name;

        impl Endpoint for $name {
            type Provider = Renewing;
            type Scope = Shared;
            type Response = Number;
            const NAME: &'static str = stringify!($name);
            const METHOD: http::Method = http::Method::POST;
            const SAFETY: Safety = Safety::$safety;

            fn path(&self, _: &str, path: &mut Path) {
                path.literal($path);
            }
        }
    };
}

endpoint!(Fetch, "/token", Idempotent);
endpoint!(Send, "/send", AtMostOnce);

fn client(script: &Arc<Script>) -> (AccountClient<Renewing>, Arc<Fetching>) {
    let credential = Arc::new(Fetching::default());
    let builder = AccountClient::<Renewing>::builder(credential.clone()).transport(script.clone());
    (builder.build().unwrap(), credential)
}

fn paths(script: &Script) -> Vec<String> {
    script.seen.lock().unwrap().iter().map(|request| request.url.path().to_owned()).collect()
}

#[tokio::test(start_paused = true)]
async fn a_refused_token_is_renewed_once_for_a_send() {
    let refused = Step::Answer(401, &[], "");
    let script = Script::new([OK, refused, OK, OK]);
    let (account, credential) = client(&script);
    account.call(Send).await.unwrap();
    assert_eq!(paths(&script), ["/token", "/send", "/token", "/send"]);
    assert_eq!(credential.fetches.load(Ordering::SeqCst), 2);
}

#[tokio::test(start_paused = true)]
async fn a_second_refusal_is_the_answer() {
    let refused = Step::Answer(401, &[], "");
    let script = Script::new([OK, refused.clone(), OK, refused]);
    let error = client(&script).0.call(Send).await.unwrap_err();
    assert!(matches!(error, Error::Unauthorized(_)), "{error}");
    assert_eq!(error.outcome(), Outcome::Refused);
    assert_eq!(paths(&script), ["/token", "/send", "/token", "/send"]);
}

#[tokio::test(start_paused = true)]
async fn without_a_token_the_call_itself_does_not_leave() {
    let script = Script::new([Step::Stall]);
    let error = client(&script).0.call(Send).await.unwrap_err();
    // The question for the token has an unknown outcome; the send has not.
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert!(paths(&script).iter().all(|path| path == "/token"));
}

#[tokio::test(start_paused = true)]
async fn a_dropped_fetch_lets_the_next_task_fetch() {
    let script = Script::new([Step::Stall, OK]);
    let (account, _) = client(&script);
    let first = tokio::time::timeout(Duration::from_secs(1), account.call(Send)).await;
    assert!(first.is_err());
    account.call(Send).await.unwrap();
    assert_eq!(paths(&script), ["/token", "/token", "/send"]);
}

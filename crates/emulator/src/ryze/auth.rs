//! Whose token it is, and what it may do.

use axum::Extension;
use axum::extract::{Query, Request};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::request::Parts;
use http::{HeaderMap, StatusCode, Uri};

use super::errors::Refusal;
use super::limits::Bucket;
use crate::Gateway;
use crate::clock::epoch_seconds;
use crate::shared::App;
use crate::world::{Instance, World};

/// The owner of a good token.
#[derive(Clone, Debug)]
pub(super) enum Caller {
    Account,
    /// The instance of this name.
    Instance(String),
}

impl Caller {
    /// Refuses everyone but the account.
    pub(super) fn account_only(&self) -> Result<(), Refusal> {
        match self {
            Self::Account => Ok(()),
            Self::Instance(_) => Err(Refusal::invalid_token()),
        }
    }

    /// The instance named in the path, if the caller may use it.
    pub(super) fn instance<'w>(&self, world: &'w World, name: &str) -> Result<&'w Instance, Refusal> {
        // Guess: another name is a mismatch whether or not there is such an instance.
        if matches!(self, Self::Instance(own) if own != name) {
            let message = "Instance token does not match requested instance";
            return Err(Refusal::new(StatusCode::FORBIDDEN, message));
        }
        let instance = world.instance(Gateway::Ryze, name).ok_or_else(Refusal::unknown_instance)?;
        if instance.foreign && matches!(self, Self::Account) {
            let message = "Instance does not belong to your account";
            return Err(Refusal::new(StatusCode::FORBIDDEN, message));
        }
        Ok(instance)
    }
}

/// Before every route that needs a token: who calls, and whether the minute's requests are used up.
pub(super) async fn authenticate(Extension(app): Extension<App>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let Some(token) = token(&parts) else {
        let message = "Missing token in header, Authorization header, or query parameter";
        return Refusal::new(StatusCode::UNAUTHORIZED, message).into_response();
    };
    let Some(caller) = caller(&app, &token) else { return Refusal::invalid_token().into_response() };

    let bucket = match parts.uri.path() {
        "/api/instance/new" => Bucket::Creations,
        _ => Bucket::Requests,
    };
    let standing = {
        let mut world = app.world();
        let now = epoch_seconds(world.clock.now());
        world.ryze.buckets.count(&token, bucket, app.options.rate_limits, now)
    };
    let mut answer = if standing.exceeded {
        Refusal::new(StatusCode::TOO_MANY_REQUESTS, "Rate limit exceeded. Try again later.").into_response()
    } else {
        parts.extensions.insert(caller);
        next.run(Request::from_parts(parts, body)).await
    };
    // Guess: refusals carry the headers too, once the token is known to be good.
    standing.write(answer.headers_mut());
    answer
}

fn caller(app: &App, token: &str) -> Option<Caller> {
    let world = app.world();
    if token == app.credentials().ryze_account_token && !world.is_revoked(token) {
        return Some(Caller::Account);
    }
    let instance = world.instance_by_token(Gateway::Ryze, token)?;
    Some(Caller::Instance(instance.key.clone()))
}

/// The token, from the header of that name, the `Authorization` header or the query, in this order.
fn token(parts: &Parts) -> Option<String> {
    let header = header(&parts.headers, "token");
    let bearer = || self::header(&parts.headers, "authorization")?.strip_prefix("Bearer ").map(str::trim);
    let given = header.or_else(bearer).map(str::to_owned);
    given.or_else(|| query(&parts.uri, "token")).filter(|token| !token.is_empty())
}

fn header<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name)?.to_str().ok().filter(|value| !value.is_empty())
}

fn query(uri: &Uri, wanted: &str) -> Option<String> {
    let Query(pairs) = Query::<Vec<(String, String)>>::try_from_uri(uri).ok()?;
    pairs.into_iter().find(|(name, _)| name == wanted).map(|(_, value)| value)
}

//! JWTs, and the two tokens that can take their place on an instance's routes.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::HeaderMap;
use serde::Deserialize;
use serde_json::{Value, json};

use super::errors::{Refusal, body};
use crate::Gateway;
use crate::clock::epoch_seconds;
use crate::shared::App;
use crate::world::World;

#[derive(Deserialize)]
struct Login {
    client_token: String,
    client_secret: String,
}

/// `POST /token`, answered flat.
pub(super) async fn token(State(app): State<App>, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    let mut world = app.world();
    world.vzaps.token_requests += 1;
    let Login { client_token, client_secret } = body(&bytes)?;
    let known = app.credentials();
    let good = client_token == known.vzaps_client_token && client_secret == known.vzaps_client_secret;
    if !good || world.is_revoked(&client_token) || world.is_revoked(&client_secret) {
        return Err(Refusal::unauthorized());
    }
    let lifetime = app.options.vzaps_jwt_lifetime;
    let now = world.clock.now();
    let until = now + lifetime;
    let claims = json!({
        "sub": "emulated-account",
        "jti": world.ids.uuid(),
        "iat": epoch_seconds(now),
        "exp": epoch_seconds(until),
    });
    // Nobody checks the signature: a JWT is good when it was given out here.
    let parts = [r#"{"alg":"HS256","typ":"JWT"}"#.to_owned(), claims.to_string(), world.ids.hex(32)];
    let jwt = parts.map(|part| URL_SAFE_NO_PAD.encode(part)).join(".");
    world.vzaps.give_out(jwt.clone(), until);
    Ok(Json(json!({ "access_token": jwt, "expires_in": lifetime.as_secs() })))
}

/// Lets only a good JWT through.
pub(super) fn jwt_only(world: &World, headers: &HeaderMap) -> Result<(), Refusal> {
    match header(headers, "authorization") {
        Some(authorization) => good_jwt(world, authorization),
        None => Err(Refusal::unauthorized()),
    }
}

/// Lets a good JWT through, or the instance's token together with its owner's client token.
pub(super) fn either(app: &App, world: &World, headers: &HeaderMap, id: &str) -> Result<(), Refusal> {
    match header(headers, "authorization") {
        // Guess: a JWT that is not good is refused, whatever else comes with it. The gateway's own clients send both.
        Some(_) => owner(world, headers, id),
        None => two_tokens(app, world, headers, id),
    }
}

/// [`jwt_only`], for a route of one instance.
pub(super) fn owner(world: &World, headers: &HeaderMap, id: &str) -> Result<(), Refusal> {
    jwt_only(world, headers)?;
    match world.instance(Gateway::Vzaps, id) {
        None => Err(Refusal::unknown_instance()),
        Some(instance) if instance.foreign => Err(Refusal::forbidden()),
        Some(_) => Ok(()),
    }
}

pub(super) fn good_jwt(world: &World, authorization: &str) -> Result<(), Refusal> {
    let jwt = authorization.strip_prefix("Bearer ").unwrap_or_default().trim();
    let good = world.vzaps.is_good(jwt, world.clock.now()) && !world.is_revoked(jwt);
    if good { Ok(()) } else { Err(Refusal::unauthorized()) }
}

// Guess: a token that nobody has is 401; one that belongs to another instance is the documented 403.
fn two_tokens(app: &App, world: &World, headers: &HeaderMap, id: &str) -> Result<(), Refusal> {
    let client = header(headers, "x-client-token").ok_or_else(Refusal::unauthorized)?;
    let token = header(headers, "x-instance-token").ok_or_else(Refusal::unauthorized)?;
    if client != app.credentials().vzaps_client_token || world.is_revoked(client) {
        return Err(Refusal::unauthorized());
    }
    match world.instance_by_token(Gateway::Vzaps, token) {
        None => Err(Refusal::unauthorized()),
        Some(instance) if instance.key == id && !instance.foreign => Ok(()),
        Some(_) => Err(Refusal::forbidden()),
    }
}

fn header<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name)?.to_str().ok().filter(|value| !value.is_empty())
}

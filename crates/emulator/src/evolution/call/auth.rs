//! Whose key it is, and what it may do.

use http::HeaderMap;

use crate::Gateway;
use crate::evolution::errors::Refusal;
use crate::shared::App;
use crate::world::{Instance, World};

/// Refuses every key but the global one.
pub(in crate::evolution) fn account(app: &App, world: &World, headers: &HeaderMap) -> Result<(), Refusal> {
    match key(headers) {
        Some(key) if is_global(app, world, key) => Ok(()),
        _ => Err(Refusal::unauthorized()),
    }
}

/// The instance named in the path. That it exists is checked first, then the key: the global one or its own.
pub(in crate::evolution) fn instance<'w>(
    app: &App,
    world: &'w World,
    headers: &HeaderMap,
    name: &str,
) -> Result<&'w Instance, Refusal> {
    let instance = world.instance(Gateway::Evolution, name).ok_or_else(|| Refusal::unknown_instance(name))?;
    let key = key(headers).ok_or_else(Refusal::unauthorized)?;
    let own = instance.token.as_deref() == Some(key) && !world.is_revoked(key);
    if own || is_global(app, world, key) { Ok(instance) } else { Err(Refusal::unauthorized()) }
}

/// Whose rows a caller may list.
#[derive(Debug)]
pub(in crate::evolution) enum Rows {
    All,
    /// Those with this token. More than one instance can have it.
    OfToken(String),
}

/// Whose rows the key opens; some instance must have it where it is not the global one.
pub(in crate::evolution) fn rows(app: &App, world: &World, headers: &HeaderMap) -> Result<Rows, Refusal> {
    let key = key(headers).ok_or_else(Refusal::unauthorized)?;
    if is_global(app, world, key) {
        return Ok(Rows::All);
    }
    let known = world.instance_by_token(Gateway::Evolution, key).is_some();
    if known { Ok(Rows::OfToken(key.to_owned())) } else { Err(Refusal::unauthorized()) }
}

/// Whether a key is the global one or some instance's.
pub(in crate::evolution) fn opens_anything(app: &App, world: &World, key: &str) -> bool {
    is_global(app, world, key) || world.instance_by_token(Gateway::Evolution, key).is_some()
}

fn is_global(app: &App, world: &World, key: &str) -> bool {
    key == app.credentials().evolution_global_key && !world.is_revoked(key)
}

/// The key, from its header and from nowhere else.
fn key(headers: &HeaderMap) -> Option<&str> {
    headers.get("apikey")?.to_str().ok().filter(|key| !key.is_empty())
}

//! One instance as its caller reaches it.

use axum::Extension;
use axum::extract::{FromRequestParts, Path};
use axum::response::{IntoResponse, Response};
use http::request::Parts;
use serde_json::{Map, Value};

use super::auth::Caller;
use super::errors::Refusal;
use crate::Gateway;
use crate::shared::{App, Locked};
use crate::world::{Instance, Mailbox, World, recipient};

/// Who calls, for the instance that the path names.
pub(super) struct Line {
    app: App,
    caller: Caller,
    pub(super) name: String,
}

impl FromRequestParts<App> for Line {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let Path(name) = Path::from_request_parts(parts, app).await.map_err(IntoResponse::into_response)?;
        let caller = Extension::from_request_parts(parts, app).await.map_err(IntoResponse::into_response)?;
        let Extension(caller) = caller;
        Ok(Self { app: App::clone(app), caller, name })
    }
}

impl Line {
    /// The world, if the caller may use the instance.
    pub(super) fn world(&self) -> Result<Locked<'_>, Refusal> {
        let world = self.app.world();
        self.caller.instance(&world, &self.name)?;
        Ok(world)
    }

    pub(super) fn instance<'w>(&self, world: &'w World) -> Result<&'w Instance, Refusal> {
        self.caller.instance(world, &self.name)
    }

    /// The instance, which must be connected.
    pub(super) fn online<'w>(&self, world: &'w World) -> Result<&'w Instance, Refusal> {
        let instance = self.instance(world)?;
        if instance.is_online() { Ok(instance) } else { Err(Refusal::not_connected()) }
    }

    /// The number of the instance, which must be connected.
    pub(super) fn own(&self, world: &World) -> Result<String, Refusal> {
        Ok(self.online(world)?.phone.clone().unwrap_or_default())
    }

    /// The phone of the instance, which must be connected.
    pub(super) fn mailbox<'w>(&self, world: &'w mut World) -> Result<&'w mut Mailbox, Refusal> {
        self.online(world)?;
        world.mailbox_mut(Gateway::Ryze, &self.name).ok_or_else(Refusal::unknown_instance)
    }
}

/// The chat or person that a member `number` names.
pub(super) fn number(given: Option<&str>) -> Result<String, Refusal> {
    let given = given.map(str::trim).filter(|number| !number.is_empty());
    Ok(recipient(given.ok_or_else(|| Refusal::bad_request("Number is required"))?))
}

/// A text that must be there.
pub(super) fn required(text: Option<String>, refusal: &str) -> Result<String, Refusal> {
    text.filter(|text| !text.trim().is_empty()).ok_or_else(|| Refusal::bad_request(refusal))
}

/// The members that are there.
pub(super) fn members<const N: usize>(members: [(&str, Option<Value>); N]) -> Map<String, Value> {
    members.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
}

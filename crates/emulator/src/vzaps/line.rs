//! One instance as its caller reaches it.

use axum::extract::{FromRequestParts, RawPathParams};
use axum::response::{IntoResponse, Response};
use http::HeaderMap;
use http::request::Parts;
use serde_json::{Map, Value};

use super::auth;
use super::errors::Refusal;
use crate::Gateway;
use crate::shared::{App, Locked};
use crate::world::{Act, Instance, Operation, World, recipient};

/// Who calls, for the instance that the path names. The owner's JWT opens it, and so do the two tokens.
pub(super) struct Line {
    app: App,
    headers: HeaderMap,
    pub(super) id: String,
}

impl FromRequestParts<App> for Line {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let params = RawPathParams::from_request_parts(parts, app).await;
        let params = params.map_err(IntoResponse::into_response)?;
        let id = params.iter().find(|(name, _)| *name == "id").map(|(_, id)| id.to_owned());
        let id = id.ok_or_else(|| Refusal::unknown_instance().into_response())?;
        Ok(Self { app: App::clone(app), headers: parts.headers.clone(), id })
    }
}

impl Line {
    /// The world, if the caller may use the instance.
    pub(super) fn world(&self) -> Result<Locked<'_>, Refusal> {
        let world = self.app.world();
        auth::either(&self.app, &world, &self.headers, &self.id)?;
        Ok(world)
    }

    /// The world is not what it was.
    pub(super) fn changed(&self) {
        self.app.changed();
    }

    pub(super) fn instance<'w>(&self, world: &'w World) -> Result<&'w Instance, Refusal> {
        world.instance(Gateway::Vzaps, &self.id).ok_or_else(Refusal::unknown_instance)
    }

    pub(super) fn instance_mut<'w>(&self, world: &'w mut World) -> Result<&'w mut Instance, Refusal> {
        world.instance_mut(Gateway::Vzaps, &self.id).ok_or_else(Refusal::unknown_instance)
    }

    /// The number of the instance, which must be connected.
    pub(super) fn own(&self, world: &World) -> Result<String, Refusal> {
        let instance = self.instance(world)?;
        if instance.is_online() {
            Ok(instance.phone.clone().unwrap_or_default())
        } else {
            Err(Refusal::not_connected())
        }
    }

    /// Does something with the phone's messages or chats: at once while the instance is online, and otherwise as soon
    /// as it is. `id` is what the operation is called in the queue; one is made otherwise.
    // Guess: what goes through the queue of operations, and when.
    pub(super) fn act(&self, world: &mut World, id: Option<String>, act: Act) -> Result<(), Refusal> {
        let now = world.clock.now();
        let id = id.unwrap_or_else(|| world.ids.message_id());
        let instance = self.instance_mut(world)?;
        if instance.is_online() {
            let own = instance.phone.clone().unwrap_or_default();
            instance.mailbox.perform(act, &own, now);
        } else {
            instance.mailbox.postpone(Operation { id, act, at: now });
        }
        Ok(())
    }
}

/// A text that must be there and say something.
// Guess: the status and the text.
pub(super) fn required(member: Option<String>, name: &str) -> Result<String, Refusal> {
    member.filter(|text| !text.trim().is_empty()).ok_or_else(|| missing(name))
}

/// The refusal of a request without something that must be there.
pub(super) fn missing(name: &str) -> Refusal {
    Refusal::bad_request(format!("{name} is required"))
}

/// Whom a member `phone` names: digits, the JID of a group, or the JID of a person.
// Guess: everything else is refused. The documents have "digits only" and "a group id".
pub(super) fn address(phone: Option<String>) -> Result<String, Refusal> {
    let phone = required(phone, "phone")?;
    let person = phone.strip_suffix("@s.whatsapp.net").unwrap_or(&phone);
    let is_person = !person.is_empty() && person.bytes().all(|byte| byte.is_ascii_digit());
    let group = phone.strip_suffix("@g.us").unwrap_or_default();
    if is_person || !group.is_empty() {
        Ok(recipient(&phone))
    } else {
        Err(Refusal::bad_request("invalid phone"))
    }
}

/// One text, or a list of them.
pub(super) fn one_or_many(value: Value, name: &str) -> Result<Vec<String>, Refusal> {
    match value {
        Value::String(one) => Ok(vec![one]),
        many => serde_json::from_value(many).map_err(|_| Refusal::bad_request(format!("invalid {name}"))),
    }
}

/// The members that are there.
pub(super) fn members<const N: usize>(members: [(&str, Option<Value>); N]) -> Map<String, Value> {
    members.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
}

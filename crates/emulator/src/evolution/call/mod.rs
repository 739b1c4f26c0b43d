//! A call about one instance, by somebody who may make it.

pub(super) mod auth;
pub(super) mod body;
mod multipart;

pub(super) use multipart::File;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use http::{HeaderMap, StatusCode};
use serde_json::{Map, Value, json};

use super::channel::Channel;
use super::errors::Refusal;
use super::trouble::Trouble;
use crate::Gateway;
use crate::shared::{App, Locked};
use crate::world::{Instance, Mailbox, World};

/// What a handler answers.
pub(super) type Answer = Result<(StatusCode, Json<Value>), Refusal>;

/// 200 with this body.
pub(super) fn read(body: Value) -> Answer {
    Ok((StatusCode::OK, Json(body)))
}

/// 201 with this body, as most changes are answered.
pub(super) fn done(body: Value) -> Answer {
    Ok((StatusCode::CREATED, Json(body)))
}

/// The call: the body was read, the instance exists and the key opens it.
pub(super) struct Call {
    pub(super) app: App,
    /// The instance's name.
    pub(super) name: String,
    /// The query's members, all texts.
    pub(super) query: Map<String, Value>,
    pub(super) body: Map<String, Value>,
}

/// The same for a route that takes a file.
pub(super) struct FileCall {
    pub(super) call: Call,
    pub(super) file: Option<File>,
}

impl FromRequest<App> for Call {
    type Rejection = Refusal;

    async fn from_request(request: Request, app: &App) -> Result<Self, Refusal> {
        let arrived = Arrived::read(request, app).await?;
        let body = body::read(&arrived.headers, &arrived.bytes)?;
        arrived.authorized(app)?;
        Ok(Self { app: App::clone(app), name: arrived.name, query: arrived.query, body })
    }
}

impl FromRequest<App> for FileCall {
    type Rejection = Refusal;

    async fn from_request(request: Request, app: &App) -> Result<Self, Refusal> {
        let arrived = Arrived::read(request, app).await?;
        let form = body::read_with_file(&arrived.headers, &arrived.bytes)?;
        arrived.authorized(app)?;
        // The reader of forms comes after the guards.
        if form.unexpected {
            return Err(Refusal::crash("Unexpected field"));
        }
        let (name, query) = (arrived.name, arrived.query);
        let call = Call { app: App::clone(app), name, query, body: form.members };
        Ok(Self { call, file: form.file })
    }
}

/// What came over the wire.
struct Arrived {
    name: String,
    query: Map<String, Value>,
    headers: HeaderMap,
    bytes: Bytes,
}

impl Arrived {
    async fn read(request: Request, app: &App) -> Result<Self, Refusal> {
        let (mut parts, body) = request.into_parts();
        let name = Path::<String>::from_request_parts(&mut parts, app).await;
        let Path(name) = name.map_err(|_| Refusal::malformed("Failed to decode param"))?;
        let pairs = Query::<Vec<(String, String)>>::from_request_parts(&mut parts, app).await;
        let pairs = pairs.map(|Query(pairs)| pairs).unwrap_or_default();
        let query = pairs.into_iter().map(|(name, value)| (name, Value::String(value))).collect();
        let headers = parts.headers.clone();
        let bytes = Bytes::from_request(Request::from_parts(parts, body), app).await;
        let bytes = bytes.map_err(|_| Refusal::malformed("request aborted"))?;
        Ok(Self { name, query, headers, bytes })
    }

    fn authorized(&self, app: &App) -> Result<(), Refusal> {
        auth::instance(app, &app.world(), &self.headers, &self.name).map(|_| ())
    }
}

impl Call {
    /// The world. The guard must not be held across an await.
    pub(super) fn world(&self) -> Locked<'_> {
        self.app.world()
    }

    pub(super) fn instance<'w>(&self, world: &'w World) -> Result<&'w Instance, Refusal> {
        let instance = world.instance(Gateway::Evolution, &self.name);
        instance.ok_or_else(|| Refusal::unknown_instance(&self.name))
    }

    pub(super) fn instance_mut<'w>(&self, world: &'w mut World) -> Result<&'w mut Instance, Refusal> {
        let instance = world.instance_mut(Gateway::Evolution, &self.name);
        instance.ok_or_else(|| Refusal::unknown_instance(&self.name))
    }

    pub(super) fn mailbox<'w>(&self, world: &'w World) -> Result<&'w Mailbox, Refusal> {
        Ok(&self.instance(world)?.mailbox)
    }

    pub(super) fn mailbox_mut<'w>(&self, world: &'w mut World) -> Result<&'w mut Mailbox, Refusal> {
        Ok(&mut self.instance_mut(world)?.mailbox)
    }

    /// The number that is connected to WhatsApp, if it can do something there: `function` of the server's library.
    pub(super) fn phone(&self, world: &World, function: &str) -> Result<String, Trouble> {
        let instance = self.instance(world).map_err(Trouble::Refused)?;
        Channel::of(instance).has_phone().map_err(Trouble::Refused)?;
        Trouble::of_connection(instance.state, function)?;
        Ok(instance.phone.clone().unwrap_or_default())
    }

    /// A text of the body.
    pub(super) fn text(&self, name: &str) -> &str {
        self.body.get(name).and_then(Value::as_str).unwrap_or_default()
    }

    pub(super) fn flag(&self, name: &str) -> bool {
        self.body.get(name).and_then(Value::as_bool).unwrap_or_default()
    }

    /// A whole number of the body, which may be written as a text.
    pub(super) fn count(&self, name: &str) -> Option<usize> {
        let given = self.body.get(name)?;
        let text = given.as_str().and_then(|text| text.parse().ok());
        given.as_u64().or(text).and_then(|number| usize::try_from(number).ok())
    }

    /// The texts of a list of the body.
    pub(super) fn texts(&self, name: &str) -> Vec<String> {
        let given = self.body.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        given.iter().filter_map(Value::as_str).map(str::to_owned).collect()
    }
}

/// What the server says of a number that is not on WhatsApp.
pub(super) fn not_on_whatsapp(jid: &str, number: &str) -> Value {
    json!({ "jid": jid, "exists": false, "number": number })
}

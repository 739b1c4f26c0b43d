//! What others do on WhatsApp: they write, send files, and are there or not.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Mistake, known, read};
use crate::shared::App;

#[derive(Deserialize)]
struct Incoming {
    gateway: String,
    instance: String,
    from: String,
    group: Option<String>,
    text: String,
}

pub(super) async fn message(State(app): State<App>, body: Bytes) -> Result<Json<Value>, Mistake> {
    let Incoming { gateway, instance, from, group, text } = read(&body)?;
    let gateway = known(&gateway)?;
    let id = app.world().receive(gateway, &instance, &from, group.as_deref(), &text);
    app.changed();
    Ok(Json(json!({ "message_id": id.ok_or_else(nobody)? })))
}

#[derive(Deserialize)]
struct IncomingFile {
    gateway: String,
    instance: String,
    from: String,
    kind: String,
    content_type: String,
    base64: String,
}

pub(super) async fn file(State(app): State<App>, body: Bytes) -> Result<Json<Value>, Mistake> {
    let IncomingFile { gateway, instance, from, kind, content_type, base64 } = read(&body)?;
    let gateway = known(&gateway)?;
    let bytes = STANDARD.decode(base64).map_err(Mistake::bad_request)?;
    let answer = {
        let mut world = app.world();
        let id = world.receive_file(gateway, &instance, &from, &kind, &content_type, bytes.into());
        id.and_then(|id| {
            let file = world.instance(gateway, &instance)?.mailbox.message(&id)?.file()?;
            Some(json!({ "message_id": id, "url": file.url, "media_key": file.media_key }))
        })
    };
    app.changed();
    answer.map(Json).ok_or_else(nobody)
}

#[derive(Deserialize)]
struct Somebody {
    phone: String,
    name: Option<String>,
    picture: Option<String>,
    on_whatsapp: Option<bool>,
}

pub(super) async fn contact(State(app): State<App>, body: Bytes) -> Result<StatusCode, Mistake> {
    let Somebody { phone, name, picture, on_whatsapp } = read(&body)?;
    {
        let mut world = app.world();
        if on_whatsapp == Some(false) {
            world.set_not_on_whatsapp(&phone);
        } else {
            let contact = world.register_contact(&phone);
            contact.name = name.or_else(|| contact.name.take());
            contact.picture = picture.or_else(|| contact.picture.take());
        }
    }
    app.changed();
    Ok(StatusCode::NO_CONTENT)
}

fn nobody() -> Mistake {
    Mistake::not_found("no such instance, or it has blocked them")
}

//! What others do on WhatsApp beside writing: they react, vote, tap, change and take back, come and go, and call.

use std::time::SystemTime;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Mistake, done, known, person, read};
use crate::clock::from_iso;
use crate::shared::App;
use crate::world::{CallStage, Presence, World};

const NO_INSTANCE: &str = "no such instance";
const NO_MESSAGE: &str = "no such message";

#[derive(Deserialize)]
struct Reaction {
    gateway: String,
    instance: String,
    from: String,
    message_id: String,
    emoji: String,
}

pub(super) async fn react(State(app): State<App>, body: Bytes) -> Result<StatusCode, Mistake> {
    let Reaction { gateway, instance, from, message_id, emoji } = read(&body)?;
    let (gateway, from) = (known(&gateway)?, person("from", &from)?);
    done(&app, NO_MESSAGE, |world| world.react(gateway, &instance, from, &message_id, &emoji))
}

#[derive(Deserialize)]
struct Vote {
    gateway: String,
    instance: String,
    from: String,
    message_id: String,
    options: Vec<String>,
}

pub(super) async fn vote(State(app): State<App>, body: Bytes) -> Result<StatusCode, Mistake> {
    let Vote { gateway, instance, from, message_id, options } = read(&body)?;
    let (gateway, from) = (known(&gateway)?, person("from", &from)?);
    done(&app, NO_MESSAGE, |world| world.vote(gateway, &instance, from, &message_id, options))
}

#[derive(Deserialize)]
struct Tap {
    gateway: String,
    instance: String,
    from: String,
    message_id: String,
    button_id: String,
    text: String,
}

pub(super) async fn tap_button(State(app): State<App>, body: Bytes) -> Result<Json<Value>, Mistake> {
    let Tap { gateway, instance, from, message_id, button_id, text } = read(&body)?;
    let (gateway, from) = (known(&gateway)?, person("from", &from)?);
    chosen(&app, |world| {
        world.receive_tap(gateway, &instance, from, &message_id, "button_reply", &button_id, &text)
    })
}

#[derive(Deserialize)]
struct Choice {
    gateway: String,
    instance: String,
    from: String,
    message_id: String,
    row_id: String,
    text: String,
}

pub(super) async fn choose_row(State(app): State<App>, body: Bytes) -> Result<Json<Value>, Mistake> {
    let Choice { gateway, instance, from, message_id, row_id, text } = read(&body)?;
    let (gateway, from) = (known(&gateway)?, person("from", &from)?);
    chosen(&app, |world| {
        world.receive_tap(gateway, &instance, from, &message_id, "list_reply", &row_id, &text)
    })
}

fn chosen(app: &App, act: impl FnOnce(&mut World) -> Option<String>) -> Result<Json<Value>, Mistake> {
    let id = act(&mut app.world());
    app.changed();
    let id = id.ok_or_else(|| Mistake::not_found("no such message that was sent"))?;
    Ok(Json(json!({ "message_id": id })))
}

#[derive(Deserialize)]
struct Edit {
    gateway: String,
    instance: String,
    message_id: String,
    text: String,
}

pub(super) async fn edit(State(app): State<App>, body: Bytes) -> Result<StatusCode, Mistake> {
    let Edit { gateway, instance, message_id, text } = read(&body)?;
    let gateway = known(&gateway)?;
    done(&app, "no such message that came", |world| {
        world.sender_edits(gateway, &instance, &message_id, &text)
    })
}

#[derive(Deserialize)]
struct Shown {
    gateway: String,
    instance: String,
    from: String,
    presence: PresenceWord,
    last_seen: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum PresenceWord {
    Available,
    Unavailable,
    Composing,
    Recording,
    Paused,
}

impl PresenceWord {
    fn presence(self, last_seen: SystemTime) -> Presence {
        match self {
            Self::Available => Presence::Available,
            Self::Unavailable => Presence::Unavailable { last_seen },
            Self::Composing => Presence::Composing,
            Self::Recording => Presence::Recording,
            Self::Paused => Presence::Paused,
        }
    }
}

pub(super) async fn presence(State(app): State<App>, body: Bytes) -> Result<StatusCode, Mistake> {
    let Shown { gateway, instance, from, presence, last_seen } = read(&body)?;
    let (gateway, from) = (known(&gateway)?, person("from", &from)?);
    let no_time = || Mistake::bad_request("last_seen is no time, such as 2026-11-22T12:00:00Z");
    let last_seen = last_seen.map(|time| from_iso(&time).ok_or_else(no_time)).transpose()?;
    done(&app, NO_INSTANCE, |world| {
        let presence = presence.presence(last_seen.unwrap_or_else(|| world.clock.now()));
        world.show_presence(gateway, &instance, from, presence)
    })
}

#[derive(Deserialize)]
struct NewCall {
    gateway: String,
    instance: String,
    from: String,
    #[serde(default)]
    video: bool,
}

pub(super) async fn call(State(app): State<App>, body: Bytes) -> Result<Json<Value>, Mistake> {
    let NewCall { gateway, instance, from, video } = read(&body)?;
    let (gateway, from) = (known(&gateway)?, person("from", &from)?);
    let id = app.world().call(gateway, &instance, from, video);
    app.changed();
    let id = id.ok_or_else(|| Mistake::not_found(NO_INSTANCE))?;
    Ok(Json(json!({ "call_id": id })))
}

#[derive(Deserialize)]
struct GoingOn {
    gateway: String,
    instance: String,
    call_id: String,
    stage: StageWord,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum StageWord {
    Offered,
    Accepted,
    Rejected,
    Ended,
}

pub(super) async fn call_goes_on(State(app): State<App>, body: Bytes) -> Result<StatusCode, Mistake> {
    let GoingOn { gateway, instance, call_id, stage } = read(&body)?;
    let gateway = known(&gateway)?;
    let stage = match stage {
        StageWord::Offered => CallStage::Offered,
        StageWord::Accepted => CallStage::Accepted,
        StageWord::Rejected => CallStage::Rejected,
        StageWord::Ended => CallStage::Ended,
    };
    done(&app, "no such call", |world| world.call_goes_on(gateway, &instance, &call_id, stage))
}

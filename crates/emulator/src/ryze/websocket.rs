//! The WebSocket of an instance: its configuration, and the events that it pushes.

use axum::Json;
use axum::body::Bytes;
use axum::extract::FromRequestParts as _;
use axum::extract::Request;
use axum::extract::State;
use axum::extract::ws::WebSocketUpgrade;
use axum::response::{IntoResponse as _, Response};
use http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use super::errors::{Refusal, body};
use super::events::with_media;
use super::line::Line;
use super::webhooks::chosen;
use crate::Gateway;
use crate::push::{Gone, News, PING_EVERY, Socket, Subscription};
use crate::shared::App;
use crate::world::World;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Wanted {
    enabled: bool,
    events: Option<Vec<String>>,
    media_base64: Option<bool>,
}

pub(super) async fn set(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    let mut world = line.world()?;
    let Wanted { enabled, events, media_base64 } = body(&bytes)?;
    let events = if enabled { chosen(events)? } else { Vec::new() };
    let media = enabled && media_base64.unwrap_or(false);
    let block = json!({ "enabled": enabled, "events": events, "mediaBase64": media });
    let instance = world.instance_mut(Gateway::Ryze, &line.name).ok_or_else(Refusal::unknown_instance)?;
    instance.settings.insert("websocket".to_owned(), block.clone());
    let id = instance.id.clone();
    world.ryze.websockets.insert(id);
    Ok(Json(json!({ "success": true, "message": "WebSocket configured", "websocket": block })))
}

pub(super) async fn get(line: Line) -> Result<Json<Value>, Refusal> {
    let world = line.world()?;
    let instance = line.instance(&world)?;
    let block = &instance.settings["websocket"];
    if block["enabled"] != json!(true) && !world.ryze.websockets.contains(&instance.id) {
        return Err(not_configured(StatusCode::NOT_FOUND));
    }
    let message = "WebSocket configuration retrieved";
    Ok(Json(json!({ "success": true, "message": message, "websocket": block })))
}

fn not_configured(status: StatusCode) -> Refusal {
    Refusal::new(status, "WebSocket not configured for this instance")
}

/// The upgrade.
// Guess: the text of the 400 where the WebSocket is disabled or was never configured, and of the one for a request that
// asks for no upgrade. Browser origins are not checked: which are good is not documented.
pub(super) async fn connect(State(app): State<App>, line: Line, request: Request) -> Response {
    let subscription = {
        let world = match line.world() {
            Ok(world) => world,
            Err(refusal) => return refusal.into_response(),
        };
        if configuration(&world, &line.name)["enabled"] != json!(true) {
            return not_configured(StatusCode::BAD_REQUEST).into_response();
        }
        app.hub().subscribe(Gateway::Ryze, Some(&line.name))
    };
    let (mut parts, _) = request.into_parts();
    let Ok(upgrade) = WebSocketUpgrade::from_request_parts(&mut parts, &app).await else {
        return Refusal::bad_request("WebSocket upgrade required").into_response();
    };
    upgrade.on_upgrade(async move |socket| {
        let socket = Socket::new(App::clone(&app), Gateway::Ryze, socket);
        let Err(Gone) = serve(&app, socket, subscription).await;
        tracing::debug!(instance = line.name, "a WebSocket of RyzeAPI ended");
    })
}

async fn serve(
    app: &App,
    mut socket: Socket,
    mut news: Subscription,
) -> Result<std::convert::Infallible, Gone> {
    let mut ping = tokio::time::interval(PING_EVERY);
    loop {
        tokio::select! {
            news = news.recv() => {
                for (event, text) in frames(app, &*news.ok_or(Gone)?) {
                    socket.push(&event, text).await?;
                }
            }
            // Nothing that a client says is documented.
            text = socket.receive() => drop(text?),
            _ = ping.tick() => socket.ping().await?,
        }
    }
}

/// What the socket pushes of the news, filtered as it is configured now.
// Guess: a socket that stays open after the channel was disabled has no filter any more, and gets every event.
fn frames(app: &App, news: &News) -> Vec<(String, String)> {
    let world = app.world();
    let configuration = configuration(&world, &news.happening.instance);
    let wanted = configuration["events"].as_array().filter(|events| !events.is_empty());
    let media = configuration["mediaBase64"] == json!(true);
    let events = news.events.iter();
    let events = events.filter(|event| wanted.is_none_or(|wanted| wanted.contains(&json!(event.name))));
    events
        .map(|event| {
            let text = if media {
                with_media(&news.happening, &event.body).to_string()
            } else {
                event.body.to_string()
            };
            (event.name.clone(), text)
        })
        .collect()
}

fn configuration(world: &World, instance: &str) -> Value {
    let found = world.instance(Gateway::Ryze, instance);
    found.and_then(|instance| instance.settings.get("websocket")).cloned().unwrap_or_default()
}

//! A contact's picture on WhatsApp.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::header::CONTENT_TYPE;
use serde_json::{Value, json};

use super::known;
use crate::shared::App;
use crate::wazzapi::asked::{Asked, path_id};
use crate::wazzapi::devices;
use crate::wazzapi::errors::Refusal;
use crate::wazzapi::up_to_date;
use crate::world::World;

/// Where a picture is, and what is needed to look at it.
struct Picture {
    contact: String,
    phone: String,
    url: String,
    device: String,
}

// Guess: the texts of the refusals; the first connected device looks unless one is named; what an id and a type of a
// picture look like.
fn find(world: &World, id: &str, asked: &Asked) -> Result<Picture, Refusal> {
    let id = path_id("contact_id", id)?;
    let device = match asked.uuid("whatsapp_account_id")? {
        Some(device) => devices::online(world, &device)?,
        None => {
            let connected = devices::own(world).find(|device| device.is_online());
            connected.ok_or_else(Refusal::not_connected)?
        }
    };
    let contact = known(world, &id)?;
    let picture = Some(&contact.phone).filter(|phone| world.is_on_whatsapp(phone));
    let picture = picture.and_then(|phone| world.person(phone).picture);
    let url = picture.ok_or_else(|| Refusal::not_found("Profile picture not found"))?;
    Ok(Picture { contact: id, phone: contact.phone.clone(), url, device: device.key.clone() })
}

pub(in crate::wazzapi) async fn profile_picture(
    State(app): State<App>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Json<Value>, Refusal> {
    let preview = asked.flag("preview")?;
    let world = up_to_date(&app);
    let picture = find(&world, &id, &asked)?;
    Ok(Json(json!({
        "contact_id": picture.contact,
        "phone_number": picture.phone,
        "url": picture.url,
        "picture_id": picture.phone,
        "picture_type": if preview { "preview" } else { "image" },
        "preview": preview,
        "whatsapp_account_id": picture.device,
        "cached": false,
    })))
}

/// The picture by a redirect to where it is, or with `proxy` its bytes.
// Guess: the bytes, which are a PNG of the emulator's own, because URLs are not fetched.
pub(in crate::wazzapi) async fn profile_picture_image(
    State(app): State<App>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Refusal> {
    asked.flag("preview")?;
    let proxied = asked.flag("proxy")?;
    let world = up_to_date(&app);
    let picture = find(&world, &id, &asked)?;
    if proxied {
        return Ok(([(CONTENT_TYPE, "image/png")], crate::qr::png(&picture.url)).into_response());
    }
    Ok(Redirect::temporary(&picture.url).into_response())
}

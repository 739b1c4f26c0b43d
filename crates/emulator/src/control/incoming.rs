//! What others do on WhatsApp: they are there or not.

use axum::body::Bytes;
use axum::extract::State;
use http::StatusCode;
use serde::Deserialize;

use super::{Mistake, read};
use crate::shared::App;

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

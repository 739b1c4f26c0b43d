//! What a number says of itself.

use serde_json::json;

use crate::evolution::call::{Answer, Call, read};
use crate::evolution::messages::is_file;
use crate::evolution::schema::Rules;
use crate::evolution::trouble::Trouble;
use crate::world::{Profile, World};

pub(super) async fn name(call: Call) -> Answer {
    Rules::of(&call.body).strings(&["name"]).filled(&["name"]).check()?;
    change(&call, "updateProfileName", "Error updating profile name", |profile, _| {
        profile.name = Some(call.text("name").to_owned());
    })
}

pub(super) async fn about(call: Call) -> Answer {
    Rules::of(&call.body).strings(&["status"]).filled(&["status"]).check()?;
    change(&call, "updateProfileStatus", "Error updating profile status", |profile, _| {
        call.text("status").clone_into(&mut profile.about);
    })
}

// Guess: the connection stays; the real server drops it and comes back by itself.
pub(super) async fn picture(call: Call) -> Answer {
    const TRIED: &str = "Error updating profile picture";
    Rules::of(&call.body).strings(&["number", "picture"]).check()?;
    if !is_file(call.text("picture")) {
        return Err(Trouble::object().failed(TRIED));
    }
    change(&call, "updateProfilePicture", TRIED, |profile, url| {
        profile.picture = Some(url);
    })
}

pub(super) async fn no_picture(call: Call) -> Answer {
    change(&call, "removeProfilePicture", "Error removing profile picture", |profile, _| {
        profile.picture = None;
    })
}

/// Where WhatsApp puts a new picture.
pub(in crate::evolution) fn picture_url(world: &mut World) -> String {
    format!("https://pps.whatsapp.net/v/t61/{}.jpg", world.ids.hex(16))
}

fn change(call: &Call, function: &str, tried: &str, change: impl FnOnce(&mut Profile, String)) -> Answer {
    let mut world = call.world();
    call.phone(&world, function).map_err(|trouble| trouble.failed(tried))?;
    let url = picture_url(&mut world);
    change(&mut call.mailbox_mut(&mut world)?.profile, url);
    read(json!({ "update": "success" }))
}

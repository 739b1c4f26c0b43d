//! The settings.

use serde_json::{Value, json};

use crate::clock::iso_millis;
use crate::evolution::call::{Answer, Call, done, read};
use crate::evolution::schema::Rules;

const FLAGS: [&str; 6] =
    ["rejectCall", "groupsIgnore", "alwaysOnline", "readMessages", "readStatus", "syncFullHistory"];

/// Replaces the settings. What is given comes back, one level deeper than it looks.
pub(super) async fn set(call: Call) -> Answer {
    Rules::of(&call.body)
        .booleans(&FLAGS[..1])
        .strings(&["msgCall"])
        .booleans(&FLAGS[1..])
        .strings(&["wavoipToken"])
        .required(&FLAGS)
        .check()?;
    let mut world = call.world();
    let now = iso_millis(world.clock.now());
    let instance = call.instance_mut(&mut world)?;
    if let Some(kept) = instance.settings.get_mut("Setting").and_then(Value::as_object_mut) {
        let known = FLAGS.iter().chain(&["msgCall", "wavoipToken"]);
        let given = known.filter_map(|name| Some(((*name).to_owned(), call.body.get(*name)?.clone())));
        kept.extend(given);
        kept.insert("updatedAt".to_owned(), json!(now));
    }
    done(json!({ "settings": { "instanceName": call.name, "settings": call.body } }))
}

pub(super) async fn find(call: Call) -> Answer {
    let world = call.world();
    let kept = call.instance(&world)?.settings.get("Setting").and_then(Value::as_object);
    let Some(kept) = kept else { return read(Value::Null) };
    let names = FLAGS.iter().chain(&["msgCall", "wavoipToken"]);
    read(names.map(|name| ((*name).to_owned(), kept.get(*name).cloned().unwrap_or_default())).collect())
}

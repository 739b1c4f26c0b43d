//! Who may see what.

use serde_json::{Value, json};

use crate::evolution::call::{Answer, Call, done, read};
use crate::evolution::schema::Rules;
use crate::evolution::trouble::Trouble;
use crate::world::Privacy;

const NAMES: [&str; 6] = ["readreceipts", "profile", "status", "online", "last", "groupadd"];
const WHO: [&str; 4] = ["all", "contacts", "contact_blacklist", "none"];

pub(super) async fn fetch(call: Call) -> Answer {
    let world = call.world();
    call.phone(&world, "fetchPrivacySettings").map_err(Trouble::crash)?;
    read(told(&call.mailbox(&world)?.privacy))
}

// Guess: the connection stays; the real server drops it and comes back by itself.
pub(super) async fn update(call: Call) -> Answer {
    Rules::of(&call.body)
        .one_of("readreceipts", &["all", "none"])
        .one_of("profile", &WHO)
        .one_of("status", &WHO)
        .one_of("online", &["all", "match_last_seen"])
        .one_of("last", &WHO)
        .one_of("groupadd", &WHO)
        .required(&NAMES)
        .filled(&NAMES)
        .check()?;
    let mut world = call.world();
    call.phone(&world, "updateReadReceiptsPrivacy")
        .map_err(|trouble| trouble.failed("Error updating privacy settings"))?;
    let given = |name: &str| call.text(name).to_owned();
    let privacy = &mut call.mailbox_mut(&mut world)?.privacy;
    privacy.read_receipts = given("readreceipts");
    privacy.picture = given("profile");
    privacy.about = given("status");
    privacy.online = given("online");
    privacy.last_seen = given("last");
    privacy.group_add = given("groupadd");
    done(json!({ "update": "success", "data": told(privacy) }))
}

fn told(privacy: &Privacy) -> Value {
    json!({
        "readreceipts": privacy.read_receipts,
        "profile": privacy.picture,
        "status": privacy.about,
        "online": privacy.online,
        "last": privacy.last_seen,
        "groupadd": privacy.group_add,
    })
}

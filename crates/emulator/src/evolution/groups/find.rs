//! Looking at groups.

use serde_json::Value;

use super::access::{GroupCall, Who};
use super::layout::info;
use crate::evolution::call::{Answer, Call, read};
use crate::evolution::errors::Refusal;
use crate::evolution::schema::Rules;
use crate::evolution::trouble::Trouble;
use crate::world::State as Connection;

pub(super) async fn one(call: Call) -> Answer {
    let call = GroupCall::bare(call)?;
    let mut world = call.call.world();
    let (group, _) = call
        .open(&mut world, "groupMetadata", Who::Members)
        .map_err(|trouble| trouble.not_found("Error fetching group"))?;
    let group = group.clone();
    read(info(&world, &group, true))
}

pub(super) async fn all(call: Call) -> Answer {
    let asked = call.query.get("getParticipants").and_then(Value::as_str).filter(|asked| !asked.is_empty());
    let Some(asked) = asked else {
        return Err(Refusal::bad_request("The getParticipants needs to be informed in the query"));
    };
    Rules::of(&call.query).one_of("getParticipants", &["true", "false"]).check_group()?;
    let world = call.world();
    let own = call.phone(&world, "groupFetchAllParticipating").map_err(|trouble| {
        match call.instance(&world).map(|instance| instance.state) {
            // The missing socket is passed over, and its list of groups is missed.
            Ok(Connection::Created) => {
                trouble.refused(|_| Refusal::crash("Cannot convert undefined or null to object"))
            }
            _ => Trouble::crash(trouble),
        }
    })?;
    read(world.groups_of(&own).map(|group| info(&world, group, asked == "true")).collect())
}

//! Making a group.

use super::layout::metadata;
use crate::evolution::address::recipient;
use crate::evolution::call::{Answer, Call, done};
use crate::evolution::errors::Refusal;
use crate::evolution::schema::{Count, Rules, Texts};
use crate::world::Rank;

/// Who is not on WhatsApp is left out without a word.
pub(super) async fn create(call: Call) -> Answer {
    let numeric = Texts::long_with_digits("\"participants\" must be an array of numeric strings");
    Rules::of(&call.body)
        .strings(&["subject", "description", "profilePicture"])
        .booleans(&["promoteParticipants"])
        .texts("participants", Count::SOME, numeric)
        .required(&["subject", "participants"])
        .filled(&["subject", "description", "profilePicture"])
        .check()?;
    let mut world = call.world();
    let own = call.phone(&world, "onWhatsApp").map_err(|trouble| trouble.failed("Error creating group"))?;
    let members: Vec<String> = call.texts("participants").iter().map(|one| recipient(one)).collect();
    let now = world.clock.now();
    let group = world.create_group(call.text("subject"), &own, &members);
    if call.body.contains_key("description") {
        group.describe(call.text("description"), &own, now);
    }
    if call.flag("promoteParticipants") {
        for member in group.participants.iter_mut().filter(|member| member.rank == Rank::Member) {
            member.rank = Rank::Admin;
        }
    }
    let jid = group.jid.clone();
    let group = world.group(&jid).ok_or_else(|| Refusal::crash("Error creating group"))?;
    done(metadata(&world, group))
}

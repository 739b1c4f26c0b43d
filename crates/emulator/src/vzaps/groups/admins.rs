//! Who is an admin of a group.

use axum::Json;
use axum::body::Bytes;
use serde::Deserialize;
use serde_json::Value;

use super::administered;
use crate::vzaps::errors::{Refusal, body, done};
use crate::vzaps::line::{Line, address, missing, required};
use crate::world::Rank;

#[derive(Deserialize)]
struct Wish {
    group_id: Option<String>,
    participants: Option<Vec<String>>,
}

pub(in crate::vzaps) async fn add(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    rank(&line, &bytes, Rank::Admin)
}

pub(in crate::vzaps) async fn remove(line: Line, bytes: Bytes) -> Result<Json<Value>, Refusal> {
    rank(&line, &bytes, Rank::Member)
}

// Guess: all or nothing: who is not in the group is refused, and so is taking the maker's rank. An admin may.
fn rank(line: &Line, bytes: &[u8], rank: Rank) -> Result<Json<Value>, Refusal> {
    let mut world = line.world()?;
    let Wish { group_id, participants } = body(bytes)?;
    let group_id = required(group_id, "group_id")?;
    let participants = participants.filter(|participants| !participants.is_empty());
    let participants = participants.ok_or_else(|| missing("participants"))?;
    let participants =
        participants.into_iter().map(|one| address(Some(one))).collect::<Result<Vec<_>, _>>()?;
    let group = administered(line, &mut world, &group_id)?;
    for participant in &participants {
        match group.participant(participant).map(|participant| participant.rank) {
            None => return Err(Refusal::bad_request(format!("{participant} is not in the group"))),
            Some(Rank::SuperAdmin) => return Err(Refusal::bad_request("the maker of the group stays admin")),
            Some(_) => {}
        }
    }
    for participant in &participants {
        group.set_rank(participant, rank);
    }
    Ok(done())
}

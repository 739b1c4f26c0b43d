//! A group from its making to leaving it, on the gateway of the environment; what it does not offer is told and left out.
//!
//! `cargo run --example groups` runs on all four gateways, emulated. With `WAGATE_URL` (naming an instance that is online), the secrets and
//! `WAGATE_TO`, the number of somebody who agreed to be in the group, it runs against a real one.
#![allow(clippy::print_stdout, reason = "a program talks to its user on the standard output")]

mod emulated;

use std::error::Error;

use wagate::prelude::*;
use wagate::{Detail, GroupId, NewGroup, Operation, ParticipantAction};
use wagate_emulator::{Emulator, Gateway};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let member: Address =
        std::env::var("WAGATE_TO").unwrap_or_else(|_| "+55 11 99999-9999".to_owned()).parse()?;
    if std::env::var_os("WAGATE_URL").is_some() {
        return group_life(&wagate::from_env()?, &member).await;
    }
    let emulator = Emulator::start().await?;
    for gateway in Gateway::ALL {
        let line = emulated::online(&emulator, gateway, "groups").await?;
        group_life(&line, &member).await?;
    }
    Ok(())
}

async fn group_life(line: &InstanceClient, member: &Address) -> Result<(), Box<dyn Error>> {
    let provider = line.provider();
    let can = |operation| {
        let can = line.capabilities().supports(operation);
        if !can {
            println!("{provider}: no {}", operation.name());
        }
        can
    };
    let made = line.create_group(NewGroup::named("Neighbours").with(member)).await?;
    let Some(group) = made.id else { return Err("the gateway did not tell the group's id".into()) };
    println!("{provider}: made {group}");

    line.set_group_subject(&group, "Good neighbours").await?;
    line.set_group_description(&group, "Who has a ladder?").await?;
    line.set_group_announce(&group, true).await?;
    promote(line, &group, member).await?;
    let to = Address::from(group.clone());
    println!("{provider}: wrote {}", line.send_text(&to, "Welcome").await?.message_id);

    if can(Operation::InviteLink) {
        println!("{provider}: invites by {}", line.invite_link(&group).await?.code.link());
    }
    let groups = line.groups().all().await?;
    println!("{provider}: is in {} groups", groups.len());
    if can(Operation::LeaveGroup) {
        line.leave_group(&group).await?;
        println!("{provider}: left");
    }
    Ok(())
}

async fn promote(line: &InstanceClient, group: &GroupId, member: &Address) -> Result<(), wagate::Error> {
    if !line.capabilities().takes(Detail::Participants(ParticipantAction::Promote)) {
        println!("{}: makes nobody an admin", line.provider());
        return Ok(());
    }
    for result in line.promote_participants(group, std::slice::from_ref(member)).await? {
        let told = match result.changed {
            Some(true) => "is an admin now",
            Some(false) => "was refused",
            None => "was asked for; the gateway does not tell of each",
        };
        println!(
            "{}: {} {told}",
            line.provider(),
            result.participant.map_or_else(|| "somebody".into(), |who| who.jid())
        );
    }
    Ok(())
}

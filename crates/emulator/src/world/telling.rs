//! From what was touched to what happened.
//!
//! Faces and controls change the world as they like. Whatever they may have changed is remembered as it was before, and
//! [`World::settle`], which is called while the world is still locked, tells the difference: nothing that happens can
//! be forgotten by who does it.

use super::groups::Rank;
use super::happening::{Connection, GroupChange, Happening, What};
use super::{Chat, Delivery, Group, Instance, Label, Message, State, World};
use crate::Gateway;

/// Things as they were before they were touched, in the order in which they were first touched; none where they were
/// not there.
#[derive(Debug)]
pub(super) struct Touched<T>(Vec<(String, Option<T>)>);

impl<T> Default for Touched<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Touched<T> {
    /// Remembers a thing, unless it was touched before.
    pub(super) fn touch(&mut self, key: &str, before: impl FnOnce() -> Option<T>) {
        if self.0.iter().all(|(known, _)| known != key) {
            self.0.push((key.to_owned(), before()));
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn take(&mut self) -> Vec<(String, Option<T>)> {
        std::mem::take(&mut self.0)
    }
}

/// What an instance's phone was last said to be.
#[derive(Debug)]
pub(super) struct Told {
    state: State,
    phone: Option<String>,
}

impl Default for Told {
    fn default() -> Self {
        Self { state: State::Created, phone: None }
    }
}

impl World {
    /// What happened since this was last asked, in order.
    pub(crate) fn settle(&mut self) -> Vec<Happening> {
        let mut happened = Vec::new();
        for at in 0..self.instances.len() {
            self.settle_instance(at, &mut happened);
        }
        self.settle_groups(&mut happened);
        self.settle_people(&mut happened);
        happened
    }

    fn settle_instance(&mut self, at: usize, happened: &mut Vec<Happening>) {
        let Some(instance) = self.instances.get_mut(at) else { return };
        let news = std::mem::take(&mut instance.news);
        let connection = connection(instance);
        let mailbox = &mut instance.mailbox;
        if news.is_empty() && connection.is_none() && mailbox.untouched() {
            return;
        }
        let (gateway, key) = (instance.gateway, instance.key.clone());
        let own = instance.phone.clone().unwrap_or_default();
        let labels = mailbox.touched.labels.take();
        let messages = mailbox.touched.messages.take();
        let chats = mailbox.touched.chats.take();

        // A code comes after the instance began to wait for a phone, and before a phone took it; before all that the
        // instance was made.
        let waits = connection == Some(Connection::Connecting);
        let mut told = news;
        let made = usize::from(matches!(told.first(), Some(What::Created)));
        let at_place = if waits { made } else { told.len() };
        told.splice(at_place..at_place, connection.map(What::Connection));
        told.extend(labels.iter().filter_map(|(id, before)| label(mailbox.label(id), before.as_ref())));
        for (id, before) in messages {
            let after = self.instances.get(at).and_then(|instance| instance.mailbox.message(&id));
            if let Some(after) = after.cloned() {
                self.message_changes(&own, before, after, &mut told);
            }
        }
        let Some(instance) = self.instances.get(at) else { return };
        for (address, before) in chats {
            let gone = labels.iter().filter_map(|(_, before)| before.as_ref());
            chat_changes(instance, &address, before, gone, &mut told);
        }
        let now = self.clock.now();
        let happening = |what| Happening { gateway, instance: key.clone(), at: now, what };
        happened.extend(told.into_iter().map(happening));
    }

    /// What became of a message.
    fn message_changes(&mut self, own: &str, before: Option<Message>, after: Message, told: &mut Vec<What>) {
        let now = Box::new(after);
        let Some(before) = before else {
            told.push(if now.from_me { What::Sent(now) } else { What::Received(now) });
            return;
        };
        if before.delivery < now.delivery {
            let what = if now.from_me { What::Progress } else { What::ReadHere };
            // The server's own acknowledgement is part of sending.
            if now.delivery > Delivery::Sent {
                told.push(what(now.clone()));
            }
        }
        if now.failed && !before.failed {
            told.push(What::Failed(now.clone()));
        }
        if before.text != now.text && now.edited_at.is_some() {
            told.push(What::Edited { id: self.ids.message_id(), message: now.clone() });
        }
        for reaction in now.reactions.iter().filter(|reaction| !before.reactions.contains(reaction)) {
            let emoji = Some(reaction.emoji.clone());
            let id = self.id_on("reaction", own, &reaction.by, &now.id);
            told.push(What::Reacted { id, to: now.clone(), by: reaction.by.clone(), emoji });
        }
        let gone = |by: &str| now.reactions.iter().all(|reaction| reaction.by != by);
        for reaction in before.reactions.iter().filter(|reaction| gone(&reaction.by)) {
            let id = self.id_on("reaction", own, &reaction.by, &now.id);
            told.push(What::Reacted { id, to: now.clone(), by: reaction.by.clone(), emoji: None });
        }
        for vote in now.votes.iter().filter(|vote| !before.votes.contains(vote)) {
            let id = self.id_on("poll_vote", own, &vote.by, &now.id);
            let (by, options) = (vote.by.clone(), vote.options.clone());
            told.push(What::Voted { id, poll: now.clone(), by, options });
        }
        let gone = |by: &str| now.votes.iter().all(|vote| vote.by != by);
        for vote in before.votes.iter().filter(|vote| gone(&vote.by)) {
            let id = self.id_on("poll_vote", own, &vote.by, &now.id);
            told.push(What::Voted { id, poll: now.clone(), by: vote.by.clone(), options: Vec::new() });
        }
        if now.revoked && !before.revoked {
            told.push(What::Revoked { id: self.ids.message_id(), message: now });
        }
    }

    /// The id of what was put on a message: of the ledger's entry where the instance did it through its gateway.
    fn id_on(&mut self, kind: &str, own: &str, by: &str, target: &str) -> String {
        let is_it = |entry: &&crate::LedgerEntry| entry.kind == kind && entry.content["target"] == target;
        let entry = self.ledger.iter().rev().filter(|_| by == own).find(is_it);
        entry.map(|entry| entry.message_id.clone()).unwrap_or_else(|| self.ids.message_id())
    }

    fn settle_groups(&mut self, happened: &mut Vec<Happening>) {
        if self.touched_groups.is_empty() {
            return;
        }
        let (now, by) = (self.clock.now(), self.acting.take());
        for (jid, before) in self.touched_groups.take() {
            let Some(group) = self.group(&jid) else { continue };
            let was_in = |phone: &str| before.as_ref().is_some_and(|before| before.is_member(phone));
            for change in group_changes(before.as_ref(), group) {
                for instance in self.instances.iter().filter(|instance| instance.is_online()) {
                    let phone = instance.phone.as_deref().unwrap_or_default();
                    if !group.is_member(phone) && !was_in(phone) {
                        continue;
                    }
                    let (group, change) = (Box::new(group.clone()), change.clone());
                    happened.push(Happening {
                        gateway: instance.gateway,
                        instance: instance.key.clone(),
                        at: now,
                        what: What::Group { group, change, by: by.clone() },
                    });
                }
            }
        }
    }

    fn settle_people(&mut self, happened: &mut Vec<Happening>) {
        let now = self.clock.now();
        for (phone, before) in self.people.touched.take() {
            let Some(contact) = self.people.known(&phone) else { continue };
            if before.as_ref() == Some(contact) {
                continue;
            }
            for instance in self.instances.iter().filter(|instance| instance.is_online()) {
                let contact = Box::new(contact.clone());
                happened.push(Happening {
                    gateway: instance.gateway,
                    instance: instance.key.clone(),
                    at: now,
                    what: What::Contact { contact, new: before.is_none() },
                });
            }
        }
    }

    /// Tells an instance of something that leaves no trace. False when there is no such instance.
    pub(crate) fn tell(&mut self, gateway: Gateway, instance: &str, what: What) -> bool {
        self.instance_mut(gateway, instance).map(|instance| instance.news.push(what)).is_some()
    }
}

fn connection(instance: &mut Instance) -> Option<Connection> {
    if instance.told.state == instance.state {
        return None;
    }
    let before = std::mem::take(&mut instance.told);
    instance.told = Told { state: instance.state, phone: instance.phone.clone() };
    let phone = instance.phone.clone().unwrap_or_default();
    match instance.state {
        State::Created => None,
        State::AwaitingScan => Some(Connection::Connecting),
        State::Online => Some(Connection::Online { phone }),
        State::Disconnected => Some(Connection::Dropped { phone }),
        State::LoggedOut => Some(Connection::LoggedOut { phone: before.phone }),
    }
}

fn label(now: Option<&Label>, before: Option<&Label>) -> Option<What> {
    match (now, before) {
        (Some(now), before) if before != Some(now) => {
            Some(What::Label { label: now.clone(), new: before.is_none() })
        }
        (None, Some(before)) => Some(What::LabelDeleted { label: before.clone() }),
        _ => None,
    }
}

/// What became of a chat. `gone` are labels that are no longer there.
fn chat_changes<'l>(
    instance: &Instance,
    address: &str,
    before: Option<Chat>,
    gone: impl Iterator<Item = &'l Label> + Clone,
    told: &mut Vec<What>,
) {
    let Some(now) = instance.mailbox.chat(address) else {
        told.extend(before.map(|before| What::ChatDeleted { chat: before.address }));
        return;
    };
    let new = before.is_none();
    let mut before = before.unwrap_or_else(|| Chat { labels: Default::default(), ..now.clone() });
    let known = |id: &String| {
        let label = instance.mailbox.label(id).or_else(|| gone.clone().find(|label| label.id == **id));
        label.cloned()
    };
    let labelled = |id: &String, on| {
        let chat = address.to_owned();
        known(id).map(|label| What::Labelled { chat, label, on })
    };
    told.extend(now.labels.difference(&before.labels).filter_map(|id| labelled(id, true)));
    told.extend(before.labels.difference(&now.labels).filter_map(|id| labelled(id, false)));
    before.labels.clone_from(&now.labels);
    if new || before != *now {
        told.push(What::Chat { chat: Box::new(now.clone()), new });
    }
}

fn group_changes(before: Option<&Group>, now: &Group) -> Vec<GroupChange> {
    let Some(before) = before else { return vec![GroupChange::Created] };
    let flags = [
        (before.subject != now.subject, GroupChange::Subject),
        (before.description != now.description, GroupChange::Description),
        (before.picture != now.picture, GroupChange::Picture),
        (before.announce != now.announce, GroupChange::Announce),
        (before.locked != now.locked, GroupChange::Locked),
        (before.members_add != now.members_add, GroupChange::MembersAdd),
        (before.approval != now.approval, GroupChange::Approval),
        (before.ephemeral != now.ephemeral, GroupChange::Ephemeral),
        (before.invite_code != now.invite_code, GroupChange::InviteLink),
    ];
    let changed = flags.into_iter().filter(|(differs, _)| *differs).map(|(_, change)| change);
    let rank = |group: &Group, address: &str| group.participant(address).map(|member| member.rank);
    let members = |of: &Group, wanted: &dyn Fn(&str, Rank) -> bool| -> Vec<String> {
        let members = of.participants.iter();
        let members = members.filter(|member| wanted(&member.address, member.rank));
        members.map(|member| member.address.clone()).collect()
    };
    let asked = now.waiting.iter().filter(|address| !before.waiting.contains(address)).cloned().collect();
    let people = [
        GroupChange::Joined(members(now, &|address, _| !before.is_member(address))),
        GroupChange::Left(members(before, &|address, _| !now.is_member(address))),
        GroupChange::Promoted(members(now, &|address, after| {
            rank(before, address).is_some_and(|was| was < Rank::Admin && after >= Rank::Admin)
        })),
        GroupChange::Demoted(members(now, &|address, after| {
            rank(before, address).is_some_and(|was| was >= Rank::Admin && after < Rank::Admin)
        })),
        GroupChange::Asked(asked),
    ];
    let some = |change: &GroupChange| match change {
        GroupChange::Joined(who)
        | GroupChange::Left(who)
        | GroupChange::Promoted(who)
        | GroupChange::Demoted(who)
        | GroupChange::Asked(who) => !who.is_empty(),
        _ => true,
    };
    changed.chain(people.into_iter().filter(some)).collect()
}

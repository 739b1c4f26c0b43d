//! Looking for contacts.

use serde_json::{Value, json};

use super::page::Page;
use crate::Gateway;
use crate::clock::iso_millis;
use crate::evolution::address::{recipient, row_id};
use crate::evolution::call::{Answer, Call, read};
use crate::evolution::schema::Rules;
use crate::world::{Instance, World, jid};

/// A contact of the server's database: a person, or a group that somebody wrote in.
pub(super) struct Known {
    pub(super) address: String,
    pub(super) name: Option<String>,
    pub(super) picture: Option<String>,
}

impl Known {
    /// Whom the instance knows. Nobody, before it had a phone.
    pub(super) fn all(world: &World, instance: &Instance) -> Vec<Self> {
        let chats = instance.mailbox.chats();
        let paired = instance.phone.is_some() || !chats.is_empty();
        let people = if paired { world.contacts(Gateway::Evolution, &instance.key) } else { Vec::new() };
        let people = people.into_iter().map(|person| Self {
            address: person.address,
            name: Some(person.name.unwrap_or(person.push_name)),
            picture: person.picture,
        });
        let groups = chats.into_iter().filter(|chat| chat.address.ends_with("@g.us"));
        let groups = groups.map(|chat| {
            let group = world.group(&chat.address);
            Self {
                address: chat.address.clone(),
                name: group.map(|group| group.subject.clone()),
                picture: group.and_then(|group| group.picture.clone()),
            }
        });
        people.chain(groups).collect()
    }

    pub(super) fn row_id(&self, instance: &Instance) -> String {
        row_id(&[&instance.id, "contact", &self.address])
    }
}

/// What contacts and chats are looked for by.
pub(super) fn rules(call: &Call) -> Rules<'_> {
    Rules::of(&call.body).object("where", |wanted| {
        wanted
            .long("_id", 1, None)
            .long("pushName", 1, None)
            .long("id", 1, None)
            .long("remoteJid", 1, None)
            .filled(&["_id", "id", "pushName", "remoteJid"])
    })
}

// Guess: everybody was known since the instance was made.
pub(super) async fn find(call: Call) -> Answer {
    rules(&call).check()?;
    let world = call.world();
    let instance = call.instance(&world)?;
    let wanted = |name: &str| call.body.get("where")?.get(name)?.as_str();
    let rows = Known::all(&world, instance).into_iter().filter(|known| {
        wanted("id").is_none_or(|id| id == known.row_id(instance))
            && wanted("remoteJid").is_none_or(|chat| recipient(chat) == known.address)
            && wanted("pushName").is_none_or(|name| Some(name) == known.name.as_deref())
    });
    let since = iso_millis(instance.created_at);
    let rows = rows.map(|known| {
        let group = known.address.ends_with("@g.us");
        json!({
            "id": known.row_id(instance),
            "remoteJid": jid(&known.address),
            "pushName": known.name,
            "profilePicUrl": known.picture,
            "createdAt": since,
            "updatedAt": since,
            "instanceId": instance.id,
            "isGroup": group,
            "isSaved": true,
            "type": if group { "group" } else { "contact" },
        })
    });
    read(Value::Array(Page::if_asked(&call).cut(rows)))
}

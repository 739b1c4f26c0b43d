//! Which group is meant, and whether the instance may do something with it.

use serde_json::{Map, Value, json};

use crate::evolution::call::Call;
use crate::evolution::errors::Refusal;
use crate::evolution::schema::Rules;
use crate::evolution::trouble::Trouble;
use crate::world::{Group, World};

/// A call about one group.
pub(super) struct GroupCall {
    pub(super) call: Call,
    pub(super) jid: String,
    /// The body, with the group in it wherever it was named.
    pub(super) body: Map<String, Value>,
}

/// Who may do something in a group.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    Members,
    Admins,
    /// Members, unless the group is locked.
    Editors,
}

impl GroupCall {
    /// The group may stand in the body or in the query, with or without what ends its JID.
    pub(super) fn of(call: Call) -> Result<Self, Refusal> {
        let given = |from: &Map<String, Value>| {
            from.get("groupJid").and_then(Value::as_str).filter(|jid| !jid.is_empty()).map(str::to_owned)
        };
        let jid = given(&call.body).or_else(|| given(&call.query)).ok_or_else(|| {
            let words = ["The group id needs to be informed in the query", "ex: \"groupJid=120362@g.us\""];
            Refusal::bad_requests(words.map(Value::from).to_vec())
        })?;
        let jid = if jid.ends_with("@g.us") { jid } else { format!("{jid}@g.us") };
        let mut body = call.body.clone();
        body.insert("groupJid".to_owned(), json!(jid));
        Ok(Self { call, jid, body })
    }

    /// The same for what has no body of its own.
    pub(super) fn bare(call: Call) -> Result<Self, Refusal> {
        let group = Self::of(call)?;
        let form = |jid: &str| {
            let number = jid.strip_suffix("@g.us").unwrap_or_default();
            !number.is_empty() && number.chars().all(|letter| letter.is_ascii_digit() || letter == '-')
        };
        Rules::of(&group.body).pattern("groupJid", r#""^[\\d-]+@g.us$""#, form).check_group()?;
        Ok(group)
    }

    /// The group and the own number, if the number may do something there.
    pub(super) fn open<'w>(
        &self,
        world: &'w mut World,
        function: &str,
        who: Who,
    ) -> Result<(&'w mut Group, String), Trouble> {
        let own = self.call.phone(world, function)?;
        let group = world.group_mut(&self.jid).ok_or_else(Trouble::no_item)?;
        let allowed = match who {
            Who::Members => group.is_member(&own),
            Who::Admins => group.is_admin(&own),
            Who::Editors => group.is_admin(&own) || group.is_member(&own) && !group.locked,
        };
        if allowed { Ok((group, own)) } else { Err(Trouble::forbidden()) }
    }

    pub(super) fn text(&self, name: &str) -> &str {
        self.body.get(name).and_then(Value::as_str).unwrap_or_default()
    }
}

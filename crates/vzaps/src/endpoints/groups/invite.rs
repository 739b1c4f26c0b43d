//! A group's invite link.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use wagate_sdk_core::adapter::Path;
use wagate_sdk_core::endpoint;

use super::super::verdict::Verdict;
use crate::Vzaps;

/// How every invite link begins.
const LINK: &str = "https://chat.whatsapp.com/";

/// Reads a group's invite link. `GET /instances/{id}/group/invitelink`
///
/// Source: the official Python client. No document shows the answer. It only reads.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct GetInviteLink {
    /// The group's JID.
    pub group_id: String,
}

/// Makes a new invite link and ends the old one. `GET /instances/{id}/group/invitelink?reset=true`
///
/// Source: the official Python client, which writes `True`; the documents' other routes have `true`. No document shows the answer. It is
/// sent at most once, although it is a GET: each call ends the link that the one before made.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ResetInviteLink {
    /// The group's JID.
    pub group_id: String,
}

impl GetInviteLink {
    /// Of this group.
    pub fn new(group_id: impl Into<String>) -> Self {
        Self { group_id: group_id.into() }
    }
}

impl ResetInviteLink {
    /// Of this group.
    pub fn new(group_id: impl Into<String>) -> Self {
        Self { group_id: group_id.into() }
    }
}

endpoint! {
    Vzaps: GetInviteLink => InviteLink, "group.invitelink", InstanceOnly, ReadOnly,
    GET("/instances/", instance, "/group/invitelink"; "group_id" = group_id), |answer| answer.verdict.is_good()
}

endpoint! {
    Vzaps: ResetInviteLink => InviteLink, "group.invitelink", InstanceOnly, AtMostOnce,
    GET, |answer| answer.verdict.is_good();

    fn path(&self, instance: &str, path: &mut Path) {
        path.literal("/instances/").segment(instance).literal("/group/invitelink");
        path.query("group_id", &self.group_id).query("reset", "true");
    }
}

/// The answer to [`GetInviteLink`] and [`ResetInviteLink`].
///
/// No document says where the link stands in it, but every invite link begins with `https://chat.whatsapp.com/`: the first text that does
/// is it. `Debug` does not show it: whoever has it can join.
#[derive(Clone)]
#[non_exhaustive]
pub struct InviteLink {
    /// The link; `None` when there is none in the answer.
    pub link: Option<String>,
    verdict: Verdict,
}

impl<'de> Deserialize<'de> for InviteLink {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = Box::<RawValue>::deserialize(deserializer)?;
        let found: FirstLink = serde_json::from_str(json.get()).map_err(D::Error::custom)?;
        Ok(Self { link: found.0, verdict: Verdict::of(json.get()) })
    }
}

impl fmt::Debug for InviteLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InviteLink").finish_non_exhaustive()
    }
}

/// The first invite link among the texts of any JSON.
struct FirstLink(Option<String>);

impl<'de> Deserialize<'de> for FirstLink {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(LinkVisitor).map(Self)
    }
}

struct LinkVisitor;

impl<'de> Visitor<'de> for LinkVisitor {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(text.trim().starts_with(LINK).then(|| text.trim().to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let mut link = None;
        while let Some(FirstLink(found)) = items.next_element()? {
            link = link.or(found);
        }
        Ok(link)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let mut link = None;
        while let Some((IgnoredAny, FirstLink(found))) = members.next_entry()? {
            link = link.or(found);
        }
        Ok(link)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }
}

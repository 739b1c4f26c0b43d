use serde::de::{Deserializer, Error as _};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::value::RawValue;
use wagate_sdk_core::wire::{self, WithRaw};

use super::verdict::Verdict;

/// A list of whose layout no document tells.
///
/// It is looked for where this gateway has lists elsewhere: in `content`, beside the numbers of a page, as instances are listed; in `data`,
/// or in `content` there, as in an [`Envelope`](crate::Envelope); or as the whole answer.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Listed<T> {
    /// The rows, each with its JSON. `None` when there is no list in any of those places: the whole JSON is in
    /// [`Answer::raw`](wagate_sdk_core::Answer::raw) of [`exchange`](wagate_sdk_core::InstanceClient::exchange).
    pub content: Option<Vec<WithRaw<T>>>,
    /// The page, from 1.
    pub page: Option<u64>,
    /// How many fit on a page.
    pub size: Option<u64>,
    /// How many there are.
    pub total: Option<u64>,
    /// How many pages there are.
    pub total_pages: Option<u64>,
    verdict: Verdict,
}

impl<T> Listed<T> {
    pub(crate) fn is_good(&self) -> bool {
        self.verdict.is_good()
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Page {
    #[serde(deserialize_with = "present")]
    content: Option<Box<RawValue>>,
    #[serde(deserialize_with = "present")]
    data: Option<Box<RawValue>>,
    #[serde(deserialize_with = "wire::number")]
    page: Option<u64>,
    #[serde(deserialize_with = "wire::number")]
    size: Option<u64>,
    #[serde(deserialize_with = "wire::number")]
    page_size: Option<u64>,
    #[serde(deserialize_with = "wire::number")]
    total: Option<u64>,
    #[serde(deserialize_with = "wire::number")]
    total_pages: Option<u64>,
}

/// A member that is there, `null` too: that is an empty list.
fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Box<RawValue>>, D::Error> {
    Box::<RawValue>::deserialize(deserializer).map(Some)
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Listed<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let whole = Box::<RawValue>::deserialize(deserializer)?;
        let verdict = Verdict::of(whole.get());
        let outer = page(&whole).map_err(D::Error::custom)?;
        let page = match &outer.data {
            Some(data) if outer.content.is_none() => page(data).map_err(D::Error::custom)?,
            _ => outer,
        };
        Ok(Self {
            content: page.content.as_deref().and_then(rows),
            page: page.page,
            size: page.size.or(page.page_size),
            total: page.total,
            total_pages: page.total_pages,
            verdict,
        })
    }
}

/// A page, of which a bare list is the content. What is neither has none.
fn page(json: &RawValue) -> serde_json::Result<Page> {
    match json.get().as_bytes().first() {
        Some(b'{') => serde_json::from_str(json.get()),
        Some(b'[' | b'n') => Ok(Page { content: Some(json.to_owned()), ..Page::default() }),
        _ => Ok(Page::default()),
    }
}

fn rows<T: DeserializeOwned>(json: &RawValue) -> Option<Vec<WithRaw<T>>> {
    serde_json::from_str::<Option<Vec<_>>>(json.get()).ok().map(Option::unwrap_or_default)
}

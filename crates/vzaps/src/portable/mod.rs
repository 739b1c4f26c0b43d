//! The portable operations, in the gateway's own.

mod chats;
mod contacts;
mod groups;
mod instances;
mod lifecycle;
mod messages;
mod profile;
mod settings;
mod webhooks;

#[cfg(feature = "events")]
pub(crate) use settings::OwnInstance;

use wagate_sdk_core::wire::WithRaw;
use wagate_sdk_core::{Answer, Error, Page, PageToken};

use crate::Listed;

/// What the gateway's own clients ask for where they list instances; the most is not documented.
const PAGE_SIZE: u64 = 20;

/// The page that is asked for; the first is 1, as it is documented of instances.
fn number(page: Option<&PageToken>) -> u64 {
    page.map_or(1, PageToken::position)
}

/// The page that came as an answer to page `number`. Where the answer counts nothing, a page that is exactly full has one behind it: a
/// gateway that gives all at once would give another number of rows, and asking it for ever would be worse than an empty page.
fn turned<T, R>(
    answer: Answer<Listed<T>>,
    number: u64,
    read: impl Fn(WithRaw<T>) -> R,
) -> Result<Page<R>, Error> {
    let Some(shown) = answer.value.content.as_ref().map(|rows| rows.len() as u64) else {
        return Err(answer.lacking("list"));
    };
    let list = answer.value;
    let size = list.size.filter(|size| *size > 0).unwrap_or(PAGE_SIZE);
    let more = shown > 0
        && match (list.total_pages, list.total) {
            (Some(pages), _) => number < pages,
            (None, Some(total)) => (number - 1).saturating_mul(size).saturating_add(shown) < total,
            (None, None) => shown == size,
        };
    let items = list.content.unwrap_or_default().into_iter().map(read).collect();
    Ok(Page::new(items, more.then(|| PageToken::new(number + 1))))
}

/// A list that comes whole.
fn whole<T, R>(answer: Answer<Listed<T>>, read: impl Fn(WithRaw<T>) -> Option<R>) -> Result<Page<R>, Error> {
    if answer.value.content.is_none() {
        return Err(answer.lacking("list"));
    }
    let rows = answer.value.content.unwrap_or_default();
    Ok(Page::last(rows.into_iter().filter_map(read).collect()))
}

//! Lists page by page. All are asked with `limit` and `offset`; four kinds of footer tell how they go on.

use serde::Serialize;
use wagate_sdk_core::adapter::Path;

/// The direction of a sorted list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub enum SortOrder {
    /// Smallest first.
    #[serde(rename = "asc")]
    Ascending,
    /// Greatest first.
    #[serde(rename = "desc")]
    Descending,
}

impl SortOrder {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Ascending => "asc",
            Self::Descending => "desc",
        }
    }
}

/// Writes `limit` and `offset` into a query.
pub(super) fn page(path: &mut Path, limit: Option<u64>, offset: Option<u64>) {
    path.query_opt("limit", limit.map(|limit| limit.to_string()).as_deref());
    path.query_opt("offset", offset.map(|offset| offset.to_string()).as_deref());
}

/// Writes a flag into a query.
pub(super) fn flag(path: &mut Path, name: &str, flag: Option<bool>) {
    path.query_opt(name, flag.map(|flag| if flag { "true" } else { "false" }));
}

/// What the foot of a page tells, whichever its kind: `{total, limit, offset}`, `{total}`, `{total_count, has_more, …}` or
/// `{pagination: {limit, offset, total}}`.
#[derive(Debug, Default)]
pub(super) struct Footer {
    /// How many items the page has.
    pub(super) shown: usize,
    /// How many there are in all.
    pub(super) total: Option<u64>,
    /// Whether there are more.
    pub(super) has_more: Option<bool>,
    /// The most that the page could hold.
    pub(super) limit: Option<u64>,
}

impl Footer {
    /// Where the page after this one begins, which was asked for with this offset and limit; `None` at the end. The items that came are
    /// counted, so a limit that the gateway lowered does no harm. An empty page is the last one, whatever its foot says.
    pub(super) fn next(&self, offset: u64, limit: u64) -> Option<u64> {
        let shown = self.shown as u64;
        let next = offset.saturating_add(shown);
        let goes_on = match (self.has_more, self.total) {
            (Some(has_more), _) => has_more,
            (None, Some(total)) => next < total,
            (None, None) => shown >= self.limit.unwrap_or(limit),
        };
        (goes_on && shown > 0).then_some(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_footer_is_read_as_one() {
        let page = |shown, total, has_more, limit| Footer { shown, total, has_more, limit };
        assert_eq!(page(50, Some(120), None, Some(50)).next(0, 50), Some(50));
        assert_eq!(page(20, Some(120), None, Some(50)).next(100, 50), None);
        assert_eq!(page(30, Some(60), None, None).next(0, 50), Some(30), "the gateway lowered the limit");
        assert_eq!(page(50, Some(50), Some(true), None).next(50, 50), Some(100), "`has_more` is the word");
        assert_eq!(page(50, Some(500), Some(false), None).next(50, 50), None);
        assert_eq!(page(50, None, None, None).next(0, 50), Some(50));
        assert_eq!(page(20, None, None, Some(20)).next(0, 50), Some(20));
        assert_eq!(page(49, None, None, None).next(0, 50), None);
    }

    #[test]
    fn an_empty_page_is_the_last_one() {
        let said = Footer { total: Some(9), has_more: Some(true), ..Footer::default() };
        assert_eq!(said.next(3, 0), None);
    }
}

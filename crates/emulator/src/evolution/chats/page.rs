//! Pages of rows.

use crate::evolution::call::Call;

/// How many rows a page has where nothing else is asked for.
const USUAL: usize = 50;

/// Which page is asked for: `page` from 1, and `offset`, which is its size.
pub(super) struct Page {
    pub(super) number: usize,
    pub(super) size: usize,
}

impl Page {
    pub(super) fn of(call: &Call) -> Self {
        let positive = |name: &str| call.count(name).filter(|count| *count > 0);
        Self { number: positive("page").unwrap_or(1), size: positive("offset").unwrap_or(USUAL) }
    }

    /// The same where there are no pages unless they are asked for.
    pub(super) fn if_asked(call: &Call) -> Self {
        let asked = call.count("offset").is_some_and(|size| size > 0);
        if asked { Self::of(call) } else { Self { number: 1, size: usize::MAX } }
    }

    pub(super) fn cut<T>(&self, rows: impl Iterator<Item = T>) -> Vec<T> {
        rows.skip(self.size.saturating_mul(self.number - 1)).take(self.size).collect()
    }

    /// How many pages so many rows have.
    pub(super) fn count(&self, rows: usize) -> usize {
        rows.div_ceil(self.size)
    }
}

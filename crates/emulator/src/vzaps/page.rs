//! Lists that come a page at a time, as a query asks for them.

use serde::Deserialize;
use serde_json::{Value, json};

use super::errors::Refusal;

/// Which page.
#[derive(Deserialize)]
pub(super) struct Wanted {
    page: Option<String>,
    page_size: Option<String>,
}

impl Wanted {
    /// The page, in the layout of the list of instances.
    // Guess: the layout; 1 and 20 unless said, as in the list of instances, and at most 100 a page.
    pub(super) fn of(self, rows: Vec<Value>) -> Result<Value, Refusal> {
        let page = number(self.page, "page")?.unwrap_or(1).max(1);
        let size = number(self.page_size, "page_size")?.unwrap_or(20).clamp(1, 100);
        let total = rows.len();
        let content: Vec<Value> = rows.into_iter().skip((page - 1).saturating_mul(size)).take(size).collect();
        Ok(json!({
            "page": page,
            "size": size,
            "total": total,
            "total_pages": total.div_ceil(size),
            "content": content,
        }))
    }
}

fn number(text: Option<String>, name: &str) -> Result<Option<usize>, Refusal> {
    let text = text.filter(|text| !text.is_empty());
    text.map(|text| text.parse().map_err(|_| Refusal::bad_request(format!("invalid {name}")))).transpose()
}

//! Reading templates.

use std::time::SystemTime;

use serde::Deserialize;
use wagate_sdk_core::adapter::Path;
use wagate_sdk_core::endpoint;
use wagate_sdk_core::wire::{self, WithRaw};

use crate::Wazzapi;
use crate::endpoints::paging::{Footer, SortOrder, page};

/// Lists the organization's templates, a page a call.
///
/// `GET /api/v1/templates`. Source: the official SDKs (Python `wazzapi` 0.6.0 `resources/templates.py`, wazzapi-node
/// `src/resources/templates.ts`). Read-only.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct ListTemplates {
    /// The most templates in the answer. The default and the greatest value are not published.
    pub limit: Option<u64>,
    /// How many templates are skipped.
    pub offset: Option<u64>,
    /// Only those of this category, such as `marketing`.
    pub category: Option<String>,
    /// Only those that match this text. What is searched is not documented.
    pub search: Option<String>,
    /// The field to sort by. No names are published.
    pub sort_by: Option<String>,
    /// The direction.
    pub sort_order: Option<SortOrder>,
}

impl ListTemplates {
    /// The organization's templates, in the gateway's own order.
    pub fn new() -> Self {
        Self::default()
    }
}

endpoint! {
    Wazzapi: ListTemplates => TemplateList, "template.list", Shared, ReadOnly,
    GET;

    fn path(&self, _instance: &str, path: &mut Path) {
        path.literal("/api/v1/templates");
        page(path, self.limit, self.offset);
        path.query_opt("category", self.category.as_deref())
            .query_opt("search", self.search.as_deref())
            .query_opt("sort_by", self.sort_by.as_deref())
            .query_opt("sort_order", self.sort_order.map(SortOrder::as_str));
    }
}

/// A page of templates. No other list is laid out like it.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct TemplateList {
    /// The templates, each with its JSON.
    #[serde(deserialize_with = "wire::list")]
    pub data: Vec<WithRaw<Template>>,
    /// Which part of all this is.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub pagination: Option<TemplatePage>,
}

impl TemplateList {
    /// Where the next page begins, after one that was asked for with this offset and limit; `None` at the end.
    pub fn next_offset(&self, offset: u64, most: u64) -> Option<u64> {
        let TemplatePage { limit, total, .. } = self.pagination.unwrap_or_default();
        Footer { shown: self.data.len(), total, limit, ..Footer::default() }.next(offset, most)
    }
}

/// Which part of all templates a page is. Its members are known from the official SDKs' tests only.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct TemplatePage {
    /// The most that the page could hold.
    #[serde(deserialize_with = "wire::number")]
    pub limit: Option<u64>,
    /// How many were skipped.
    #[serde(deserialize_with = "wire::number")]
    pub offset: Option<u64>,
    /// How many there are in all.
    #[serde(deserialize_with = "wire::number")]
    pub total: Option<u64>,
}

/// Reads one template.
///
/// `GET /api/v1/templates/{template_id}`. Source: the official SDKs (Python `wazzapi` 0.6.0 `resources/templates.py`, wazzapi-node
/// `src/resources/templates.ts`). Read-only.
///
/// # Errors
/// [`Error::NotFound`](wagate_sdk_core::Error::NotFound) when the organization has no such template.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct GetTemplate {
    /// The template's id, a UUID.
    pub template_id: String,
}

impl GetTemplate {
    /// The template with this id.
    pub fn new(template_id: impl Into<String>) -> Self {
        Self { template_id: template_id.into() }
    }
}

endpoint! {
    Wazzapi: GetTemplate => Template, "template.get", Shared, ReadOnly,
    GET("/api/v1/templates/", template_id)
}

/// A template. [`ListTemplates`] leaves the last two fields out.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Template {
    /// Its id, a UUID.
    #[serde(deserialize_with = "wire::required_text")]
    pub id: String,
    /// Its name.
    #[serde(default, deserialize_with = "wire::text")]
    pub name: Option<String>,
    /// Its category, such as `marketing`.
    #[serde(default, deserialize_with = "wire::text")]
    pub category: Option<String>,
    /// Its text with `{{variables}}`.
    #[serde(default, deserialize_with = "wire::text")]
    pub content: Option<String>,
    /// The names of all its variables.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub variables: Option<Vec<String>>,
    /// Those that the gateway fills from the contact.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub builtin_variables: Option<Vec<String>>,
    /// Those that a send brings.
    #[serde(default, deserialize_with = "wire::lenient")]
    pub custom_variables: Option<Vec<String>>,
    /// The kind of its file.
    #[serde(default, deserialize_with = "wire::text")]
    pub media_type: Option<String>,
    /// Its file's URL.
    #[serde(default, deserialize_with = "wire::text")]
    pub media_url: Option<String>,
    /// How often it was sent.
    #[serde(default, deserialize_with = "wire::number")]
    pub times_used: Option<u64>,
    /// When it was last sent.
    #[serde(default, deserialize_with = "wire::time")]
    pub last_used_at: Option<SystemTime>,
    /// When it was made.
    #[serde(default, deserialize_with = "wire::time")]
    pub created_at: Option<SystemTime>,
    /// Whether it may be sent.
    #[serde(default, deserialize_with = "wire::truth")]
    pub is_active: Option<bool>,
    /// When it last changed.
    #[serde(default, deserialize_with = "wire::time")]
    pub updated_at: Option<SystemTime>,
}
